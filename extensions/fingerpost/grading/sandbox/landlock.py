"""Landlock: which files may be read, where may be written, no TCP, no signals or sockets to others."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from fingerpost.grading.sandbox.kernel import LockError, syscall

# linux/landlock.h: rights by the ABI that brought them
_EXECUTE, _WRITE, _READ, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_ALL_OF_1 = (1 << 13) - 1
_BY_ABI = {1: _ALL_OF_1, 2: _REFER, 3: _TRUNCATE, 5: _IOCTL}
_TCP_ABI, _BOTH_TCP = 4, 0b11
_SCOPE_ABI, _BOTH_SCOPES = 6, 0b11
_ASK_VERSION, _PATH_BENEATH = 1, 1

_TO_READ = _EXECUTE | _READ | _READ_DIR
_TO_WRITE = _WRITE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
_OF_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL


def abi() -> int:
    """Return the kernel's Landlock version, 0 where there is none."""
    try:
        return syscall("landlock_create_ruleset", None, 0, _ASK_VERSION)
    except LockError:
        return 0


def lock_files(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Keep this process and its threads to these files and folders; raises LockError.

    What is not there is left out: a rule can only open a door, never close one.
    """
    offered = abi()
    if not offered:
        raise LockError("This machine's kernel has no Landlock, so files cannot be locked away.")
    handled = 0
    for since, rights in _BY_ABI.items():
        handled |= rights if since <= offered else 0
    attributes = struct.pack(
        "=QQQ",
        handled,
        _BOTH_TCP if offered >= _TCP_ABI else 0,
        _BOTH_SCOPES if offered >= _SCOPE_ABI else 0,
    )
    size = 24 if offered >= _SCOPE_ABI else 16 if offered >= _TCP_ABI else 8
    ruleset = syscall("landlock_create_ruleset", ctypes.c_char_p(attributes), ctypes.c_size_t(size), 0)
    try:
        for path in readable:
            _open_door(ruleset, path, _TO_READ & handled)
        for path in writable:
            _open_door(ruleset, path, (_TO_READ | _TO_WRITE) & handled)
        syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _open_door(ruleset: int, path: Path, rights: int) -> None:
    try:
        held = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(held).st_mode):
            rights &= _OF_A_FILE
        rule = struct.pack("=Qi", rights, held)
        syscall("landlock_add_rule", ruleset, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(held)
