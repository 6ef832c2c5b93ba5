"""The filter of system calls: no sockets, no new processes, no signals to others; threads are allowed."""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from fingerpost.grading.sandbox.kernel import LockError, Machine, machine

_LOAD, _JUMP_EQUAL, _JUMP_SET, _JUMP_MORE, _AND, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x54, 0x06
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # places in struct seccomp_data
_ALLOW, _ERRNO, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_X32_BIT = 0x4000_0000
_CLONE_THREAD = 0x0001_0000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

_REFUSED = (
    # the network: `socketpair` stays, asyncio needs it
    "socket", "connect", "accept", "accept4", "bind", "listen",
    # other processes, and new ones
    "fork", "vfork", "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev",
    "process_madvise", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "kcmp",
    # doors into the kernel
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd",
    "keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "personality", "quotactl", "reboot", "swapon", "swapoff", "acct", "settimeofday",
    "clock_settime", "sethostname", "setdomainname", "syslog", "vhangup", "fanotify_init",
    # the tree of files
    "mount", "umount2", "unshare", "setns", "pivot_root", "chroot", "open_by_handle_at",
    "name_to_handle_at", "fsopen", "fsmount", "fsconfig", "fspick", "move_mount", "open_tree",
    "mount_setattr",
    # memory that no limit counts, and messages that outlive the process
    "memfd_create", "memfd_secret", "mq_open", "shmget", "shmat", "shmctl", "semget",
    "semop", "semtimedop", "semctl", "msgget",
    "msgsnd", "msgrcv", "msgctl",
    # a turn before others
    "setpriority", "sched_setscheduler", "sched_setattr", "sched_setparam", "ioprio_set",
)  # fmt: skip
# Landlock does not hold these, and libraries call them in passing: they are said to have worked.
_PRETENDED = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime",
    "utimes", "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr", "removexattr",
    "lremovexattr", "fremovexattr",
)  # fmt: skip
_TO_ONESELF = ("kill", "tgkill")
_TIOCSTI = 0x5412
_SHARED_AND_NAMELESS = 0x21  # MAP_SHARED | MAP_ANONYMOUS: RLIMIT_DATA does not count such memory


def program(of: Machine, own_pid: int) -> bytes:
    """Return the filter's instructions for a machine; `own_pid` may still signal itself.

    Anything of another processor's numbering ends the process: it could name any call it likes.
    """
    made = [
        (_LOAD, 0, 0, _ARCH),
        (_JUMP_EQUAL, 1, 0, of.audit_arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_MORE, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _KILL),
    ]
    for names, answer in ((_REFUSED, errno.EPERM), (_PRETENDED, 0), (("clone3",), errno.ENOSYS)):
        for number in _numbers(of.numbers, names):
            made += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | answer)]
    made += _only_threads(of.numbers["clone"])
    for number in _numbers(of.numbers, _TO_ONESELF):
        made += _only_first_argument(number, own_pid)
    made += _only_first_argument(of.numbers["prlimit64"], own_pid, 0)
    made += _not_second_argument(of.numbers["ioctl"], _TIOCSTI)
    made += _no_shared_memory(of.numbers["mmap"])
    made.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in made)


def _numbers(numbers: Mapping[str, int], names: Iterable[str]) -> list[int]:
    """Return the numbers there are: an older table's calls are missing on a newer machine."""
    return [numbers[name] for name in names if name in numbers]


def _only_threads(number: int) -> list[tuple[int, int, int, int]]:
    return [
        (_JUMP_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENT),
        (_JUMP_SET, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _only_first_argument(number: int, *allowed: int) -> list[tuple[int, int, int, int]]:
    tests = [(_JUMP_EQUAL, len(allowed) - at, 0, value) for at, value in enumerate(allowed)]
    return [
        (_JUMP_EQUAL, 0, len(tests) + 3, number),
        (_LOAD, 0, 0, _ARGUMENT),
        *tests,
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _not_second_argument(number: int, refused: int) -> list[tuple[int, int, int, int]]:
    return [
        (_JUMP_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENT + 8),
        (_JUMP_EQUAL, 0, 1, refused),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _no_shared_memory(number: int) -> list[tuple[int, int, int, int]]:
    return [
        (_JUMP_EQUAL, 0, 5, number),
        (_LOAD, 0, 0, _ARGUMENT + 3 * 8),
        (_AND, 0, 0, _SHARED_AND_NAMELESS),
        (_JUMP_EQUAL, 0, 1, _SHARED_AND_NAMELESS),
        (_RETURN, 0, 0, _ERRNO | errno.ENOMEM),
        (_RETURN, 0, 0, _ALLOW),
    ]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_void_p))


@lru_cache(maxsize=1)
def _libc() -> Any:  # noqa: ANN401 - ctypes has no type for a library
    return ctypes.CDLL(None, use_errno=True)


def lock_calls() -> None:
    """Put the filter on this process and every thread to come; raises LockError."""
    here = machine()
    if here is None:
        raise LockError("There is no filter of system calls for this kind of machine.")
    lines = program(here, os.getpid())
    held = ctypes.create_string_buffer(lines, len(lines))
    filled = _Program(len(lines) // 8, ctypes.cast(held, ctypes.c_void_p))
    if _libc().prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filled), 0, 0) != 0:
        why = os.strerror(ctypes.get_errno())
        raise LockError(f"The filter of system calls was refused by this machine's kernel ({why}).")


def is_offered() -> bool:
    """Return whether this kernel takes filters: asked with none at all, it complains of the address."""
    if machine() is None:
        return False
    ctypes.set_errno(0)
    _libc().prctl(_PR_SET_SECCOMP, _MODE_FILTER, None, 0, 0)
    return bool(ctypes.get_errno() == errno.EFAULT)
