"""The grader's side of the warm parent: started once, asked for one run after another."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.grading.engine.line import Ended, Line
from fingerpost.grading.engine.stage import Stage
from fingerpost.grading.sandbox.limits import Limits

_START_SECONDS = 120.0
_ZYGOTE = "fingerpost.grading.engine.zygote"
_WHEN_UNKNOWN = {"status": -9, "cpu": 0, "peak": 0}
CALM = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class EngineFaultError(FingerpostError):
    """The engine itself does not work here: no fault of any learner, and no mark may come of it."""


class WarmParent:
    """One warm parent and its stage, shared by all threads of this process."""

    def __init__(self, level: str) -> None:
        self.level = level
        self.stage = Stage()
        self._lock = threading.Lock()
        self._owner = os.getpid()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {"reachable": [str(path) for path in (*readable_code(), self.stage.folder)]}
        command = [sys.executable, "-I", "-m", _ZYGOTE, str(theirs.fileno()), json.dumps(settings)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                env=CALM | {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.stage.scratch)},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._orders = ours
        self._await_ready()
        atexit.register(self.close)

    def _await_ready(self) -> None:
        self._orders.settimeout(_START_SECONDS)
        try:
            said = self._orders.recv(1000)
        except OSError:
            said = b""
        if not said:
            self._process.kill()
            told = self._process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
            self.stage.close()
            raise EngineFaultError(
                "The process that runs learners' cells did not start"
                f"{': ' + told[-1] if told else ''}. Type `fingerpost doctor`; nothing was marked."
            )
        self._orders.settimeout(None)

    @property
    def is_alive(self) -> bool:
        """Claim that runs can be asked for."""
        return self._process.poll() is None and self._owner == os.getpid()

    def open_line(
        self, *, data: Path | None, files: tuple[Path, ...], authority: str, limits: Limits
    ) -> Line:
        """Return a line to a new process behind walls, with these data and no others.

        Raises:
            EngineFaultError: the warm parent is gone.
        """
        readable = [*map(str, readable_code()), *([str(data)] if data else []), *map(str, files)]
        walls = {
            "level": self.level,
            "readable": readable,
            "scratch": str(self.stage.scratch),
            "environment": surroundings(authority, data),
            "limits": asdict(limits),
            "files": [str(folder) for folder in files],
        }
        commands_out, commands_in = os.pipe()
        frames_out, frames_in = os.pipe()
        control, theirs = socket.socketpair()
        lent = [commands_out, frames_in, theirs.fileno()]
        try:
            with self._lock:
                socket.send_fds(self._orders, [json.dumps(walls).encode()], lent)
        except OSError:
            for descriptor in (commands_in, frames_out):
                os.close(descriptor)
            control.close()
            raise EngineFaultError(
                "The process that runs learners' cells has ended; start the command again. What was marked "
                "before stands."
            ) from None
        finally:
            os.close(commands_out)
            os.close(frames_in)
            theirs.close()
        return Line(
            os.fdopen(commands_in, "wb"),
            os.fdopen(frames_out, "rb"),
            interrupt=lambda: _send(control, b"I"),
            end=lambda: _end(control),
        )

    def close(self) -> None:
        """End the warm parent and every run, and remove the stage."""
        if self._owner != os.getpid():
            return
        self._orders.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        self.stage.close()


def readable_code() -> tuple[Path, ...]:
    """Return the folders that hold this Python, its packages and our own package."""
    ours = Path(__file__).resolve().parents[2]  # the package itself, wherever it is installed
    found = (Path(sys.prefix), Path(sys.base_prefix), ours)
    return tuple(dict.fromkeys(path.resolve() for path in found))


def surroundings(authority: str, data: Path | None) -> dict[str, str]:
    """Return the whole environment of a run on one authority's data."""
    made = dict(CALM)
    made |= {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "Europe/London",
        "MPLBACKEND": "agg",
        "FINGERPOST_AUTHORITY": authority,
        "FINGERPOST_MARKING": "1",
    }
    return made | ({"FINGERPOST_DATA": str(data)} if data else {})


def _send(control: socket.socket, order: bytes) -> None:
    with contextlib.suppress(OSError):
        control.send(order)


def _end(control: socket.socket) -> Ended:
    """End the run and return how it ended, once its process is gone."""
    said: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        control.shutdown(socket.SHUT_WR)
        control.settimeout(10)
        said = json.loads(control.recv(1000) or b"{}")
    control.close()
    status, cpu, peak = (said.get(name, otherwise) for name, otherwise in _WHEN_UNKNOWN.items())
    return Ended(int(str(status)), float(str(cpu)), int(str(peak)))
