"""Putting the walls up around this process, in the one order that works; any failure ends it."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.grading.sandbox.kernel import (
    LockError,
    die_with_parent,
    drop_capabilities,
    no_new_privileges,
    show_in_proc,
)
from fingerpost.grading.sandbox.landlock import lock_files
from fingerpost.grading.sandbox.levels import BUBBLEWRAP, FULL
from fingerpost.grading.sandbox.limits import Limits, lock_resources
from fingerpost.grading.sandbox.namespaces import put_scratch_in_memory
from fingerpost.grading.sandbox.seccomp import lock_calls

_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
# DuckDB stats and opens the cgroup files to size its memory and threads, and aborts where it may not.
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc/self/cgroup", "/proc/cpuinfo", "/proc/meminfo",
)  # fmt: skip


@dataclass(frozen=True)
class Walls:
    """What one script may reach: folders to read, one to write, an environment, bounds, a level."""

    level: str
    readable: tuple[str, ...]
    scratch: str
    environment: dict[str, str]
    limits: Limits
    files: tuple[str, ...] = ()
    """Folders whose files are copied into the scratch folder first, a later one's over an earlier one's."""


def walls_from(told: dict[str, Any]) -> Walls:
    """Return the walls that a message describes."""
    limits = Limits(**told.pop("limits"))
    readable, files = tuple(told.pop("readable")), tuple(told.pop("files"))
    return Walls(limits=limits, readable=readable, files=files, **told)


def confine(walls: Walls, keep: frozenset[int]) -> None:
    """Lock this process in, before the learner's first line; only the descriptors in `keep` stay open.

    Raises:
        LockError: one of the walls could not be put up. The caller ends the process then.
    """
    die_with_parent()
    show_in_proc(shown=False)
    scratch = Path(walls.scratch)
    if walls.level == FULL:
        put_scratch_in_memory(scratch, walls.limits.scratch_bytes)
    for folder in walls.files:
        shutil.copytree(folder, scratch, dirs_exist_ok=True, copy_function=shutil.copyfile)
    os.environ.clear()
    os.environ.update(walls.environment)
    os.chdir(scratch)
    os.umask(0o077)
    _close_all_but(keep)
    lock_resources(walls.limits)
    no_new_privileges()
    drop_capabilities()
    if walls.level != BUBBLEWRAP:  # there every other file is out of sight already
        readable = [Path(path) for path in (*walls.readable, *_SYSTEM)]
        lock_files(readable, [scratch, *map(Path, _DEVICES)])
    lock_calls()


def assert_single_thread() -> None:
    """Raise LockError unless this process has one thread: a fork of several copies locks that are held."""
    told = Path("/proc/self/status").read_bytes().decode()
    threads = next(line.split()[1] for line in told.splitlines() if line.startswith("Threads:"))
    if threads != "1":
        raise LockError(f"The warm process has {threads} threads; it must have one before it may fork.")


def _close_all_but(keep: frozenset[int]) -> None:
    listing = Path("/proc/self/fd")  # not in bubblewrap's tree, which passes the standard three on only
    for descriptor in [int(path.name) for path in listing.iterdir()] if listing.is_dir() else range(3, 64):
        if descriptor not in keep:
            try:
                os.close(descriptor)
            except OSError:
                continue  # the listing's own descriptor is gone by now
