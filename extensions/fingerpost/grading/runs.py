"""Running a notebook's cells from the top in a new process, errors kept to their cell."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from fingerpost.errors import FingerpostError
from fingerpost.grading.attempt import Attempt
from fingerpost.grading.judge import Taken
from fingerpost.grading.script import ScriptCell
from fingerpost.grading.task import Task
from fingerpost.grading.values import MOST_BYTES, Wire
from fingerpost.warehouse import paths

CELL_SECONDS = 10.0
SCRIPT_SECONDS = 90.0
"""All cells of one run together: below nbgrader's own limit for the test cell that waits for it."""

TIME_LIMIT = "TimeLimit"
ENDED = "ProcessEnded"
MARKING_VARIABLE = "FINGERPOST_MARKING"
"""Set in a process that runs learners' cells for marking: no `mark` starts another run there."""

_ALWAYS_WARM = ("pandas", "duckdb")
_NAMES_OF_CHARTS = ("altair", "use_chart_theme")
_READY_SECONDS = 60.0
_GRACE_SECONDS = 2.0
_MOST_RESTARTS = 6
_MOST_LINE = 3 * MOST_BYTES
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")


class RunnerMissingError(FingerpostError):
    """The process that runs cells could not be started."""


@dataclass(frozen=True)
class Place:
    """Where cells run: which authority, over which data root."""

    authority: str
    root: Path


def run_script(
    cells: Sequence[ScriptCell],
    tasks: Mapping[str, Task],
    place: Place,
    *,
    skip: Callable[[ScriptCell], bool] = lambda _cell: False,
    cell_seconds: float = CELL_SECONDS,
    script_seconds: float = SCRIPT_SECONDS,
) -> dict[str, Taken]:
    """Return by task word what its names held right after its cell ran; the first answer of a task counts.

    Cells run in order in one process. A cell that ends the process, or cannot be interrupted, is left out
    and the others run again in a new one. Every task with a cell has an entry.
    """
    libraries = _libraries_of(cells)
    run = _Run(tasks, place, libraries, cell_seconds, time.monotonic() + script_seconds)
    left = [cell for cell in cells if not skip(cell)]
    for _ in range(_MOST_RESTARTS):
        stopped_at = run.through(left)
        if stopped_at is None:
            break
        left = [cell for place_, cell in enumerate(left) if place_ != stopped_at]
    lost = Taken({}, Attempt(error=TIME_LIMIT))
    return {cell.word: run.taken.get(cell.word, lost) for cell in cells if cell.word}


def _libraries_of(cells: Sequence[ScriptCell]) -> tuple[str, ...]:
    """Return the heavy libraries to import before the first cell: their time is not the learner's."""
    charts = any(word in cell.source for cell in cells for word in _NAMES_OF_CHARTS)
    return (*_ALWAYS_WARM, *(("altair",) if charts else ()))


@dataclass
class _Run:
    """One notebook's run, over as many processes as it takes."""

    tasks: Mapping[str, Task]
    place: Place
    libraries: tuple[str, ...]
    cell_seconds: float
    deadline: float

    def __post_init__(self) -> None:
        self.taken: dict[str, Taken] = {}

    def through(self, cells: Sequence[ScriptCell]) -> int | None:
        """Run the cells in a new process; returns the place of the cell that ended it, or None."""
        with _Runner(self.place, self.libraries) as runner:
            for at, cell in enumerate(cells):
                seconds = min(self.cell_seconds, self.deadline - time.monotonic())
                if seconds <= 0:
                    return None
                names = self.tasks[cell.word].names if cell.word else ()
                try:
                    taken = runner.run(cell.source, names, seconds)
                except _StoppedError as stopped:
                    if cell.word:
                        self.taken.setdefault(cell.word, Taken({}, Attempt(cell.source, stopped.kind)))
                    return at
                if cell.word:
                    self.taken.setdefault(cell.word, taken)
        return None


class _StoppedError(Exception):
    """The process ended, or had to be ended, in the middle of a cell."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class _Runner:
    """One runner process in a fresh folder; leaving the block ends it and all it started."""

    def __init__(self, place: Place, libraries: tuple[str, ...]) -> None:
        self._place = place
        self._libraries = libraries
        self._replies: queue.Queue[bytes] = queue.Queue()
        self._asked = 0

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="fingerpost-run-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, libraries from the list above
            [sys.executable, "-P", "-m", "fingerpost.grading.runner", *self._libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(self._place, Path(self._folder.name)),
            start_new_session=True,
        )
        threading.Thread(target=_read_lines, args=(self._process.stdout, self._replies), daemon=True).start()
        try:
            ready = self._replies.get(timeout=_READY_SECONDS)
        except queue.Empty:
            ready = b""
        if ready.strip() != b'{"ready": true}':
            self.__exit__()
            raise RunnerMissingError(
                f"The process that runs notebooks did not start ({sys.executable}); type `fingerpost doctor`."
            )
        return self

    def __exit__(self, *_trouble: object) -> None:
        _end(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._folder.cleanup()

    def run(self, source: str, names: tuple[str, ...], seconds: float) -> Taken:
        """Return what the names held after a cell; raises _StoppedError where the process did not live."""
        self._asked += 1
        command = {"id": self._asked, "source": source, "names": names, "seconds": seconds}
        try:
            pipe = self._process.stdin
            if pipe is None:
                raise _StoppedError(ENDED)
            pipe.write(json.dumps(command).encode("utf-8") + b"\n")
            pipe.flush()
            reply = self._replies.get(timeout=seconds + _GRACE_SECONDS)
        except (OSError, ValueError):
            raise _StoppedError(ENDED) from None
        except queue.Empty:
            raise _StoppedError(TIME_LIMIT) from None
        return _taken(source, reply, self._asked)


def _taken(source: str, reply: bytes, asked: int) -> Taken:
    """Return what a runner's reply claims; anything but a reply to what was asked ends the run."""
    try:
        said = json.loads(reply)
        if said["id"] != asked:
            raise _StoppedError(ENDED)
        values: dict[str, Wire] = {
            str(name): wire
            for name, wire in said["values"].items()
            if isinstance(wire, dict) and "kind" in wire
        }
        names = {str(name): str(kind) for name, kind in said["names"].items()}
        return Taken(values, Attempt(source, str(said["error"])[:100], str(said["error_text"])[:300], names))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _StoppedError(ENDED) from None


def _read_lines(pipe: IO[bytes], replies: "queue.Queue[bytes]") -> None:
    """Pass the runner's lines on; an empty one says that it has ended or says more than it may."""
    with contextlib.suppress(OSError, ValueError):
        while line := pipe.readline(_MOST_LINE):
            if not line.endswith(b"\n"):
                break
            replies.put(line)
    replies.put(b"")


def _environment(place: Place, folder: Path) -> dict[str, str]:
    """Return the little a runner may know of this process: no tokens, no home, the other authority."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        paths.AUTHORITY_VARIABLE: place.authority,
        paths.DATA_VARIABLE: str(place.root),
        MARKING_VARIABLE: "1",
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "IPYTHONDIR": str(folder / ".ipython"),
        "MPLBACKEND": "agg",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "ignore",
    }


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and whatever it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_GRACE_SECONDS)
