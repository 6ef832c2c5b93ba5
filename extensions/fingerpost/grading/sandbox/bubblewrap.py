"""bubblewrap: a program that gives a script a tree of files of its own, where the kernel has no Landlock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

SCRATCH = "/scratch"
"""The one folder of that tree that can be written to; it lies in memory."""

_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc/cpuinfo", "/proc/meminfo",
)  # fmt: skip
# DuckDB opens this file to size its memory and threads, and aborts without it. No other file of /proc/self is
# there: it would show the script's own descriptors and maps.
_OWN_CGROUP = ("/proc/self/cgroup", b"0::/\n")
_TRIAL_SECONDS = 20
_TRIAL_BYTES = 1_000_000


def own_cgroup() -> int:
    """Return a descriptor from which bubblewrap reads the one file of /proc/self that a script may see."""
    reading, writing = os.pipe()
    os.write(writing, _OWN_CGROUP[1])
    os.close(writing)
    return reading


def command(
    readable: Sequence[str],
    scratch_bytes: int,
    cgroup: int,
    info: int | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Return the words that start a program in a tree of these folders, read-only, and `SCRATCH`.

    No network, no other process in sight, no environment but this. `cgroup` comes from `own_cgroup`;
    bubblewrap tells the program's process id on `info`.
    """
    made = [
        shutil.which("bwrap") or "bwrap",
        "--die-with-parent",
        "--new-session",
        "--as-pid-1",
        "--clearenv",
    ]
    # A root who asked for a user namespace would stay root outside it; the program becomes nobody by itself.
    alone = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    made += alone if os.geteuid() == 0 else ["--unshare-all"]
    for name, value in environment.items():
        made += ["--setenv", name, value]
    shown = list(dict.fromkeys((*_SYSTEM, *readable)))
    above = {str(parent) for path in (*shown, *_DEVICES, _OWN_CGROUP[0]) for parent in Path(path).parents} - {
        "/"
    }
    for folder in sorted(
        above
    ):  # bubblewrap would make them for their owner alone, who is not who runs inside
        made += ["--perms", "0755", "--dir", folder]
    for path in shown:
        made += ["--ro-bind-try", path, path]
    for device in _DEVICES:
        made += ["--dev-bind-try", device, device]
    made += ["--perms", "0444", "--ro-bind-data", str(cgroup), _OWN_CGROUP[0]]
    made += ["--size", str(scratch_bytes), "--perms", "1777", "--tmpfs", SCRATCH, "--remount-ro", "/"]
    return made + (["--info-fd", str(info)] if info is not None else []) + ["--chdir", "/", "--"]


@lru_cache(maxsize=1)
def works() -> bool:
    """Return whether bubblewrap is installed, new enough and allowed here, by starting this Python in it."""
    if not shutil.which("bwrap") or not hasattr(os, "geteuid"):
        return False
    cgroup = own_cgroup()
    try:
        words = command((sys.prefix, sys.base_prefix), _TRIAL_BYTES, cgroup)
        ran = subprocess.run(  # noqa: S603 - a program of the system's
            [*words, sys.executable, "-I", "-S", "-c", ""],
            env={}, pass_fds=[cgroup], capture_output=True, timeout=_TRIAL_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        os.close(cgroup)
    return ran.returncode == 0
