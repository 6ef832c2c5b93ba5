"""Namespaces: a script alone with itself, with no network, no other process in sight, a folder of its own."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from fingerpost.grading.sandbox.kernel import mount, show_in_proc, unshare

_ALONE = ("user", "mount", "pid", "net", "ipc", "uts")
_NO_SUID, _NO_DEVICES, _BIND, _RECURSIVE, _PRIVATE, _SLAVE = 0x2, 0x4, 0x1000, 0x4000, 1 << 18, 1 << 19
_OTHERS_MAY_PASS = stat.S_IXOTH
UNPRIVILEGED = 65534
"""The user and group that learners' cells run as where the tutor is root: nobody, who owns nothing."""


def become_unprivileged() -> None:
    """Where this process is root, become nobody, for good; any other user stays who they are."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)


def enter(user: int, group: int) -> None:
    """Move this process, and its children's numbering of processes, out of sight of all others."""
    show_in_proc(shown=True)  # a change of user closed it, and the maps below are written through /proc
    unshare(*_ALONE)
    for file, told in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", file).write_bytes(told.encode())
    mount("none", "/", None, _PRIVATE | _RECURSIVE)


def put_scratch_in_memory(folder: Path, size: int) -> None:
    """Lay an empty folder in memory, of this many bytes at most, over `folder`."""
    mount("tmpfs", str(folder), "tmpfs", _NO_SUID | _NO_DEVICES, f"size={size},nr_inodes=20k,mode=0700")


def offers_namespaces() -> bool:
    """Return whether learners' user may make namespaces, by making them in a child that ends at once."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            become_unprivileged()
            enter(os.geteuid(), os.getegid())
            mount("tmpfs", "/tmp", "tmpfs", _NO_SUID | _NO_DEVICES, "size=1m")  # noqa: S108 - its own view of it
            status = 0
        os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def hidden_from_others(paths: Iterable[Path]) -> list[Path]:
    """Return the topmost folders above these paths through which no other user may pass."""
    found = []
    for path in paths:
        for above in reversed(path.resolve().parents):
            if above.is_dir() and not above.stat().st_mode & _OTHERS_MAY_PASS:
                found.append(above)
                break
    return sorted(set(found))


def make_reachable(paths: Iterable[Path]) -> None:
    """Give this process (root) a view of the tree in which these paths may be reached by every user.

    A Python under /root is closed to the user that learners' cells run as. Each closed folder is covered,
    in this process's view only, by an empty one, in which the paths themselves are shown read-only.
    """
    wanted = sorted({path.resolve() for path in paths if path.exists()})
    closed = hidden_from_others(wanted)
    if not closed:
        return
    unshare("mount")
    mount("none", "/", None, _SLAVE | _RECURSIVE)
    for folder in closed:
        within = [path for path in wanted if path.is_relative_to(folder)]
        held = {path: os.open(path, os.O_PATH) for path in within}
        mount("tmpfs", str(folder), "tmpfs", _NO_SUID | _NO_DEVICES, "size=1m,mode=0755")
        for path, descriptor in held.items():
            _show(path, descriptor)


def _show(path: Path, descriptor: int) -> None:
    """Show what the descriptor holds at its old place, in folders made for it."""
    if path.exists():  # shown already with a folder above it
        return
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    mount(f"/proc/self/fd/{descriptor}", str(path), None, _BIND | _RECURSIVE)
