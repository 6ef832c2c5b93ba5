"""What a run of tests that was killed has left on the machine: its folder, accounts and processes go.

A run that ends, well or badly, takes its own away. One that is killed cannot; the next run does it. A folder
in use is held by a lock that the system lets go of with the process.
"""

import fcntl
import grp
import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

_IN_USE = "in-use"
_PATIENCE_SECONDS = 30


def hold(folder: Path) -> int:
    """Return a lock that says that a folder is in use while this process lives."""
    begun = folder / f".{_IN_USE}"
    lock = os.open(begun, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    begun.rename(folder / _IN_USE)  # a sweep never meets one that is not held yet
    return lock


def tag_of(folder: Path) -> str:
    """Return what the names of a folder's accounts and groups begin with."""
    return folder.name.removeprefix("fph-").lower().replace("_", "x")


def sweep(parent: Path, pattern: str) -> None:
    """Take away every folder of this pattern that no process holds, and whoever was made for it."""
    for lock in parent.glob(f"{pattern}/{_IN_USE}"):
        with lock.open() as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            _take_away_all(lock.parent)


def _take_away_all(folder: Path) -> None:
    _end_hub(folder)
    for name in (folder.name, tag_of(folder)):
        for person in pwd.getpwall():
            if person.pw_name == name or person.pw_name.startswith(f"{name}-"):
                take_away(person.pw_name)
        for group in grp.getgrall():
            if group.gr_name.startswith(f"{name}-"):
                subprocess.run(["groupdel", group.gr_name], check=False, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def _end_hub(folder: Path) -> None:
    """End a hub, which runs as root, where the killed run has left it; its own lock says which process."""
    with suppress(OSError, ValueError):
        process = int((folder / "place" / "hub" / "hub.lock").read_text(encoding="utf-8"))
        if str(folder) in Path(f"/proc/{process}/environ").read_text(encoding="utf-8"):
            os.kill(process, signal.SIGKILL)


def take_away(name: str) -> None:
    """End whatever a made account still runs, then remove it: `userdel` refuses while any of it is there."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while (left := processes_of(pwd.getpwnam(name).pw_uid)) and time.monotonic() < give_up:
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.02)
    subprocess.run(["userdel", name], check=False, capture_output=True)


def processes_of(uid: int) -> list[int]:
    """Return the processes that an account runs now."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(FileNotFoundError):
            if entry.name.isdecimal() and entry.stat().st_uid == uid:
                found.append(int(entry.name))
    return found
