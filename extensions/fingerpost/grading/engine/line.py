"""A line to one script's process: a cell goes out, what it showed and made comes back."""

import contextlib
import queue
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Self

from fingerpost.grading.attempt import Attempt
from fingerpost.grading.engine.frames import BrokenFrameError, read_frame, write_frame
from fingerpost.grading.engine.outputs import Outputs
from fingerpost.grading.judge import Taken
from fingerpost.grading.runs import ENDED, TIME_LIMIT

_GRACE_SECONDS = 2.0
_READY_SECONDS = 60.0
_WAITING_FRAMES = 16
_MOST_NAMES = 2_000


class StoppedError(Exception):
    """The process ended, or had to be ended, in the middle of a cell; `kind` says which."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NotReadyError(Exception):
    """The process did not put its walls up, or did not start: nothing of the learner's has run."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit status (negative for a signal), CPU seconds, bytes of memory at its peak."""

    status: int = 0
    cpu: float = 0.0
    peak: int = 0


@dataclass
class Line:
    """Two pipes and two levers; to be used in a `with` block, which ends the process."""

    commands: IO[bytes]
    frames: IO[bytes]
    interrupt: Callable[[], None]
    end: Callable[[], Ended]
    ended: Ended = field(default_factory=Ended)

    def __post_init__(self) -> None:
        self._arrived: queue.Queue[dict[str, Any] | None] = queue.Queue(_WAITING_FRAMES)
        self._is_over = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        try:
            first = self._next(_READY_SECONDS)
        except (StoppedError, queue.Empty):
            first = {}
        if first.get("kind") != "ready":
            self.__exit__()
            raise NotReadyError
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        with contextlib.suppress(OSError):
            self.commands.close()
        self.ended = self.end()
        self._reader.join(timeout=5)
        with contextlib.suppress(OSError):
            self.frames.close()

    def run(
        self, source: str, names: tuple[str, ...], seconds: float, outputs: Outputs, *, is_read: bool = True
    ) -> Taken:
        """Return what the names held after a cell; raises StoppedError where the process did not live.

        What the cell showed goes to `outputs`, errors in words only where they are read. An answer to
        anything but this very cell is thrown away.
        """
        asked = secrets.token_hex(8)
        try:
            asks = {"id": asked, "source": source, "names": list(names), "is_read": is_read}
            write_frame(self.commands, asks)
        except (OSError, ValueError):
            raise StoppedError(ENDED) from None
        late = time.monotonic() + seconds
        last = late + _GRACE_SECONDS
        is_interrupted = False
        while True:
            said = self._next_before(last if is_interrupted else late)
            if said is None and is_interrupted:
                raise StoppedError(TIME_LIMIT)
            if said is None:
                self.interrupt()
                is_interrupted = True
            elif said.get("kind") == "done" and said.get("id") == asked:
                return _taken(source, said)
            else:
                outputs.add(said)

    def _next_before(self, moment: float) -> dict[str, Any] | None:
        """Return the next frame, or None once the moment is past."""
        left = moment - time.monotonic()
        try:
            return self._next(left) if left > 0 else None
        except queue.Empty:
            return None

    def _next(self, seconds: float) -> dict[str, Any]:
        said = self._arrived.get(timeout=seconds)
        if said is None:
            raise StoppedError(ENDED)
        return said

    def _read(self) -> None:
        """Pass frames on until the pipe ends or holds no frame."""
        with contextlib.suppress(OSError, ValueError, BrokenFrameError):
            while (said := read_frame(self.frames)) is not None:
                self._pass_on(said)
        self._pass_on(None)

    def _pass_on(self, said: dict[str, Any] | None) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(queue.Full):
                self._arrived.put(said, timeout=0.5)
                return


def _taken(source: str, said: dict[str, Any]) -> Taken:
    """Return what a process claims; anything but the shape asked ends the run."""
    try:
        values = {
            str(name): wire
            for name, wire in said["values"].items()
            if isinstance(wire, dict) and "kind" in wire
        }
        listed = list(said["names"].items())[:_MOST_NAMES]
        names = {str(name)[:200]: str(kind)[:200] for name, kind in listed}
        return Taken(values, Attempt(source, str(said["error"])[:100], str(said["error_text"])[:300], names))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoppedError(ENDED) from None
