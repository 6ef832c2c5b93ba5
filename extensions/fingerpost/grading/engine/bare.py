"""Ordinary processes, no walls: for one's own notebook, and where the tutor trusts the learners."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from fingerpost.grading.engine.line import Ended, Line
from fingerpost.grading.engine.reaping import reaped
from fingerpost.grading.engine.stage import Stage
from fingerpost.grading.sandbox.limits import Limits

_LEARNER = "fingerpost.grading.engine.learner"
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")


class Bare:
    """What runs without walls share: a stage for the files that learners handed in."""

    def __init__(self) -> None:
        self.stage = Stage()

    @property
    def is_alive(self) -> bool:
        """Claim that runs can be asked for."""
        return self.stage.is_mine

    def open_line(
        self, *, data: Path | None, files: tuple[Path, ...], authority: str, limits: Limits
    ) -> Line:
        """Return a line to a new process; of the limits, those of time are kept by whoever reads the line."""
        del limits
        return open_bare_line(data=data, files=files, authority=authority)

    def close(self) -> None:
        """Remove the stage."""
        self.stage.close()


def open_bare_line(*, data: Path | None, files: tuple[Path, ...], authority: str) -> Line:
    """Return a line to a new process in a new folder, with little of this one's environment."""
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-run-"))
    for given in files:
        shutil.copytree(given, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", _LEARNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(authority, data, folder),
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("a process without pipes")  # cannot be: both were asked for above
    return Line(
        process.stdin,
        process.stdout,
        interrupt=lambda: _interrupt(process),
        end=lambda: _end(process, folder),
    )


def _environment(authority: str, data: Path | None, folder: Path) -> dict[str, str]:
    made = {name: os.environ[name] for name in _KEPT if name in os.environ}
    made |= {"HOME": str(folder), "USERPROFILE": str(folder), "IPYTHONDIR": str(folder / ".ipython")}
    made |= {"MPLBACKEND": "agg", "FINGERPOST_AUTHORITY": authority, "FINGERPOST_MARKING": "1"}
    return made | ({"FINGERPOST_DATA": str(data)} if data else {})


def _interrupt(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError, ValueError):
        process.send_signal(signal.SIGINT)  # Windows cannot: the process is ended a little later


def _end(process: "subprocess.Popen[bytes]", folder: Path) -> Ended:
    """End the process and whatever it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    ended = reaped(process)
    shutil.rmtree(folder, ignore_errors=True)
    return ended
