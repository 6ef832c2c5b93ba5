"""The grader's side of bubblewrap: each run is a new process in a tree of its own, none is kept warm."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from fingerpost.grading.engine.line import Ended, Line
from fingerpost.grading.engine.reaping import ends_within, reaped
from fingerpost.grading.engine.stage import Stage
from fingerpost.grading.engine.supervisor import homes
from fingerpost.grading.engine.warm import CALM, EngineFaultError, readable_code, surroundings
from fingerpost.grading.sandbox import bubblewrap
from fingerpost.grading.sandbox.levels import BUBBLEWRAP
from fingerpost.grading.sandbox.limits import Limits

_BUBBLED = "fingerpost.grading.engine.bubbled"
_LEAVE_SECONDS, _END_SECONDS = 0.5, 10.0
"""How long a program whose orders have ended may take to leave by itself, and how long one that is killed."""
_MOST_INFO = 10_000


class Bubbles:
    """What runs in bubblewrap need, shared by all threads of this process: a stage, and nothing else."""

    def __init__(self) -> None:
        self.stage = Stage()

    @property
    def is_alive(self) -> bool:
        """Claim that runs can be asked for."""
        return self.stage.is_mine

    def open_line(
        self, *, data: Path | None, files: tuple[Path, ...], authority: str, limits: Limits
    ) -> Line:
        """Return a line to a new process behind walls, with these data and no others.

        Raises:
            EngineFaultError: bubblewrap is gone.
        """
        readable = [*map(str, readable_code()), *([str(data)] if data else []), *map(str, files)]
        walls = {
            "level": BUBBLEWRAP,
            "readable": readable,
            "scratch": bubblewrap.SCRATCH,
            "environment": surroundings(authority, data),
            "limits": asdict(limits),
            "files": [str(folder) for folder in files],
        }
        cgroup = bubblewrap.own_cgroup()
        told, info = os.pipe()
        try:
            words = bubblewrap.command(
                readable, limits.scratch_bytes, cgroup, info, CALM | homes(bubblewrap.SCRATCH)
            )
            process = subprocess.Popen(  # noqa: S603 - a program of the system's, and our own in it
                [*words, sys.executable, "-I", "-m", _BUBBLED, json.dumps(walls)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                pass_fds=[cgroup, info],
                start_new_session=True,
            )
        except OSError as trouble:
            os.close(told)
            raise EngineFaultError(
                f"bubblewrap could not be started ({trouble}), so nothing was run. Type `fingerpost doctor`."
            ) from None
        finally:
            os.close(cgroup)
            os.close(info)
        return _line(process, told)

    def close(self) -> None:
        """Remove the stage."""
        self.stage.close()


def _line(process: "subprocess.Popen[bytes]", told: int) -> Line:
    if process.stdin is None or process.stdout is None:
        raise OSError("a process without pipes")  # cannot be: both were asked for
    inside: list[int] = []

    def tell(order: signal.Signals) -> None:
        if not inside:
            with contextlib.suppress(OSError, ValueError, KeyError):
                inside.append(int(json.loads(os.read(told, _MOST_INFO))["child-pid"]))
        if inside and not ends_within(process, 0):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(inside[0], order)

    def end() -> Ended:
        # bubblewrap tells of the program inside what it took, where it is bubblewrap that waits for it
        if not ends_within(process, _LEAVE_SECONDS):
            tell(signal.SIGKILL)
        if not ends_within(process, _END_SECONDS):
            process.kill()  # with it the program inside, which the system ends when its parent is gone
        os.close(told)
        return reaped(process)

    return Line(process.stdin, process.stdout, interrupt=lambda: tell(signal.SIGINT), end=end)
