"""The few calls of the Linux kernel that Python does not offer, by number, for each kind of machine."""

import ctypes
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fingerpost.errors import FingerpostError

# From the kernel's own lists: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
# A name that a machine does not have is left out of its table.
_X86_64 = {
    "fork": 57, "vfork": 58, "clone": 56, "clone3": 435, "execve": 59, "execveat": 322,
    "socket": 41, "connect": 42, "accept": 43, "accept4": 288, "bind": 49, "listen": 50, "sendto": 44,
    "sendmsg": 46, "sendmmsg": 307, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
    "process_madvise": 440, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "mount": 165, "umount2": 166, "unshare": 272,
    "setns": 308, "pivot_root": 155, "chroot": 161, "keyctl": 250, "add_key": 248, "request_key": 249,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
    "kexec_file_load": 320, "open_by_handle_at": 304, "name_to_handle_at": 303, "fsopen": 430,
    "fsmount": 432, "fsconfig": 431, "fspick": 433, "move_mount": 429, "open_tree": 428,
    "mount_setattr": 442, "pidfd_open": 434, "pidfd_getfd": 438, "pidfd_send_signal": 424, "kill": 62,
    "tgkill": 234, "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "kcmp": 312,
    "personality": 135, "quotactl": 179, "reboot": 169, "swapon": 167, "swapoff": 168, "acct": 163,
    "settimeofday": 164, "clock_settime": 227, "sethostname": 170, "setdomainname": 171, "syslog": 103,
    "vhangup": 153, "mq_open": 240, "shmget": 29, "shmat": 30, "shmctl": 31, "semget": 64, "semop": 65,
    "semtimedop": 220, "semctl": 66, "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71,
    "memfd_create": 319, "memfd_secret": 447, "chmod": 90, "fchmod": 91, "fchmodat": 268,
    "fchmodat2": 452, "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260, "utime": 132,
    "utimes": 235, "utimensat": 280, "futimesat": 261, "setxattr": 188, "lsetxattr": 189,
    "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199, "setpriority": 141,
    "sched_setscheduler": 144, "sched_setattr": 314, "sched_setparam": 142, "sched_setaffinity": 203,
    "ioprio_set": 251, "prlimit64": 302, "setrlimit": 160, "ioctl": 16, "mmap": 9,
    "inotify_init": 253, "inotify_init1": 294, "fanotify_init": 300, "capset": 126,
    "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
}  # fmt: skip
_AARCH64 = {
    "clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "socket": 198, "connect": 203,
    "accept": 202, "accept4": 242, "bind": 200, "listen": 201, "sendto": 206, "sendmsg": 211,
    "sendmmsg": 269, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
    "process_madvise": 440, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "mount": 40, "umount2": 39, "unshare": 97,
    "setns": 268, "pivot_root": 41, "chroot": 51, "keyctl": 219, "add_key": 217, "request_key": 218,
    "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104,
    "kexec_file_load": 294, "open_by_handle_at": 265, "name_to_handle_at": 264, "fsopen": 430,
    "fsmount": 432, "fsconfig": 431, "fspick": 433, "move_mount": 429, "open_tree": 428,
    "mount_setattr": 442, "pidfd_open": 434, "pidfd_getfd": 438, "pidfd_send_signal": 424, "kill": 129,
    "tgkill": 131, "tkill": 130, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "kcmp": 272,
    "personality": 92, "quotactl": 60, "reboot": 142, "swapon": 224, "swapoff": 225, "acct": 89,
    "settimeofday": 170, "clock_settime": 112, "sethostname": 161, "setdomainname": 162, "syslog": 116,
    "vhangup": 58, "mq_open": 180, "shmget": 194, "shmat": 196, "shmctl": 195, "semget": 190,
    "semop": 193, "semtimedop": 192, "semctl": 191, "msgget": 186, "msgsnd": 189, "msgrcv": 188,
    "msgctl": 187, "memfd_create": 279, "memfd_secret": 447, "fchmod": 52, "fchmodat": 53,
    "fchmodat2": 452, "fchown": 55, "fchownat": 54, "utimensat": 88, "setxattr": 5, "lsetxattr": 6,
    "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16, "setpriority": 140,
    "sched_setscheduler": 119, "sched_setattr": 274, "sched_setparam": 118, "sched_setaffinity": 122,
    "ioprio_set": 30, "prlimit64": 261, "setrlimit": 164, "ioctl": 29, "mmap": 222,
    "inotify_init1": 26, "fanotify_init": 262, "capset": 91, "landlock_create_ruleset": 444,
    "landlock_add_rule": 445, "landlock_restrict_self": 446,
}  # fmt: skip


@dataclass(frozen=True)
class Machine:
    """A kind of processor: its name for filters (linux/audit.h) and its numbers of system calls."""

    audit_arch: int
    numbers: Mapping[str, int]


MACHINES: Mapping[str, Machine] = {
    "x86_64": Machine(0xC000_003E, _X86_64),
    "aarch64": Machine(0xC000_00B7, _AARCH64),
}

NEW_NAMESPACES = {
    "mount": 0x0002_0000,
    "uts": 0x0400_0000,
    "ipc": 0x0800_0000,
    "user": 0x1000_0000,
    "pid": 0x2000_0000,
    "net": 0x4000_0000,
}
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_PR_CAPBSET_DROP = 24
_CAPABILITY_VERSION = 0x2008_0522
_LAST_CAPABILITY = 63
_HUGE_PAGE = 2 * 2**20
_MADV_COLLAPSE = 25  # since Linux 6.1; an older kernel says no and leaves memory as it is


class LockError(FingerpostError):
    """A wall could not be put up; nothing of the learner's may run then."""


def machine() -> Machine | None:
    """Return the tables of this machine, or None where we have none (no Linux, another processor)."""
    return MACHINES.get(platform.machine()) if sys.platform == "linux" else None


@lru_cache(maxsize=1)
def _libc() -> Any:  # noqa: ANN401 - ctypes has no type for a library
    return ctypes.CDLL(None, use_errno=True)


def call(what: str, returned: int) -> int:
    """Return what a call returned; raises LockError with the call and the kernel's reason where it is < 0."""
    if returned < 0:
        raise LockError(f"{what} was refused by this machine's kernel ({os.strerror(ctypes.get_errno())}).")
    return returned


def syscall(name: str, *arguments: object) -> int:
    """Return the result of a system call of this machine's table; raises LockError."""
    here = machine()
    if here is None or name not in here.numbers:
        raise LockError(f"{name} is not known on this machine ({platform.machine()}).")
    return call(name, _libc().syscall(here.numbers[name], *arguments))


def unshare(*kinds: str) -> None:
    """Move this process into new namespaces of these kinds; raises LockError."""
    flags = 0
    for kind in kinds:
        flags |= NEW_NAMESPACES[kind]
    call(f"a new namespace ({', '.join(kinds)})", _libc().unshare(flags))


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount; raises LockError."""
    told = [part.encode() if part is not None else None for part in (source, target, kind, options)]
    call(f"mounting {target}", _libc().mount(told[0], told[1], told[2], flags, told[3]))


def unmount(target: str) -> None:
    """Take away what is mounted there; raises LockError."""
    call(f"unmounting {target}", _libc().umount2(target.encode(), 0))


def die_with_parent() -> None:
    """Have this process killed when its parent ends; to be called again after a change of user."""
    call("a signal at the parent's end", _libc().prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0))


def show_in_proc(*, shown: bool) -> None:
    """Say whether processes of the same user may look into this one, and it may write its own maps."""
    call("opening or closing this process to others", _libc().prctl(_PR_SET_DUMPABLE, int(shown), 0, 0, 0))


def no_new_privileges() -> None:
    """Give up gaining privileges, for good; raises LockError."""
    call("giving up new privileges", _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def drop_capabilities() -> None:
    """Give up every capability, for good; raises LockError where one stays."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc().prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    call("giving up capabilities", _libc().capset(header, nothing))


def gather_memory(first: int, end: int) -> None:
    """Have the kernel put whole huge pages where this process has small ones, as far as it can."""
    for place in range(-(-first // _HUGE_PAGE) * _HUGE_PAGE, end - _HUGE_PAGE + 1, _HUGE_PAGE):
        _libc().madvise(ctypes.c_void_p(place), ctypes.c_size_t(_HUGE_PAGE), _MADV_COLLAPSE)
