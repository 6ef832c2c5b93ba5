"""One script's guard: a process that forks the learner's, interrupts it, ends it and counts what it took.

On the control socket it takes 'I' (interrupt) and the end of the socket (end everything), and says once
{"status": …, "cpu": seconds, "peak": bytes} when the learner's process is gone.
"""

import contextlib
import json
import os
import resource
import select
import shutil
import signal
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

from fingerpost.grading.engine.learner import serve
from fingerpost.grading.engine.shell import Shell
from fingerpost.grading.sandbox.confine import Walls, confine
from fingerpost.grading.sandbox.kernel import LockError, die_with_parent, unmount
from fingerpost.grading.sandbox.levels import FULL
from fingerpost.grading.sandbox.namespaces import enter

_LOOK_SECONDS = 0.25
LOCKS_FAILED = 97
"""The status of a process that could not put its walls up."""


def supervise(shell: Shell, walls: Walls, commands: int, frames: int, control: int) -> None:
    """Run one script behind walls; never returns."""
    status = 1
    scratch = ""
    try:
        die_with_parent()
        os.setsid()
        scratch = tempfile.mkdtemp(dir=walls.scratch)
        if walls.level == FULL:
            enter(os.geteuid(), os.getegid())
        learner = os.fork()
        if learner == 0:
            _be_learner(shell, replace(walls, scratch=scratch), commands, frames)
        os.close(commands)
        os.close(frames)
        status = _watch(learner, socket.socket(fileno=control), walls, Path(scratch))
    finally:
        if scratch:
            with contextlib.suppress(LockError):
                unmount(scratch)
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(status)


def _be_learner(shell: Shell, walls: Walls, commands: int, frames: int) -> None:
    """Lock this process in and serve; it ends when the pipe closes, or at once where a wall is missing."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        environment = {**walls.environment, **homes(walls.scratch)}
        confine(replace(walls, environment=environment), frozenset({0, 1, 2, commands, frames}))
    except BaseException:  # noqa: BLE001 - whatever went wrong, nothing of the learner's may run
        os._exit(LOCKS_FAILED)
    with contextlib.suppress(BaseException):
        serve(shell, os.fdopen(commands, "rb"), os.fdopen(frames, "wb"))
    os._exit(0)


def homes(scratch: str) -> dict[str, str]:
    """Return the variables that lead programs to their user's folders: the scratch folder for each."""
    return {"HOME": scratch, "TMPDIR": scratch, "IPYTHONDIR": f"{scratch}/.ipython", "PWD": scratch}


def _watch(learner: int, control: socket.socket, walls: Walls, scratch: Path) -> int:
    """Wait for the learner's process to end, passing interrupts on; returns 0."""
    over = os.pidfd_open(learner)
    orders = select.poll()
    for descriptor in (over, control.fileno()):
        orders.register(descriptor, select.POLLIN | select.POLLHUP)
    while True:
        ready = dict(orders.poll(_LOOK_SECONDS * 1000))
        if over in ready:
            break
        if control.fileno() in ready:
            if control.recv(1) == b"I":
                os.kill(learner, signal.SIGINT)
            else:
                os.kill(learner, signal.SIGKILL)
                orders.unregister(control)
        elif walls.level != FULL and _size(scratch) > walls.limits.scratch_bytes:
            os.kill(learner, signal.SIGKILL)
    _pid, status = os.waitpid(learner, 0)
    _reap_orphans()
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = {
        "status": os.waitstatus_to_exitcode(status),
        "cpu": took.ru_utime + took.ru_stime,
        "peak": took.ru_maxrss * 1024,
    }
    with contextlib.suppress(OSError):
        control.send(json.dumps(said).encode())
    return 0


def _reap_orphans() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _size(folder: Path) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for file in folder.rglob("*"):
            with contextlib.suppress(OSError):
                total += file.lstat().st_size
    return total
