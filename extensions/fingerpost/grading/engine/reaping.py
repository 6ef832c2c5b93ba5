"""How a child of this process ended, and what it took: the system tells that once, to whoever waits first."""

import os
import select
from typing import TYPE_CHECKING

from fingerpost.grading.engine.line import Ended

if TYPE_CHECKING:
    import subprocess


def reaped(process: "subprocess.Popen[bytes]") -> Ended:
    """Wait for a child and return how it ended, with the CPU of all that it had itself waited for."""
    if not hasattr(os, "wait4") or process.returncode is not None:
        return Ended(process.wait())
    try:
        _pid, status, used = os.wait4(process.pid, 0)
    except ChildProcessError:  # another thread was quicker
        return Ended(process.wait())
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def ends_within(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Return whether a child ends within so many seconds; it can still be asked what it took."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except OSError:
        return True
    try:
        over = select.poll()
        over.register(descriptor, select.POLLIN)
        return bool(over.poll(seconds * 1000))
    finally:
        os.close(descriptor)
