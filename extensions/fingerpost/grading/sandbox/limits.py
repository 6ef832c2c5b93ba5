"""How much one script may take: time, memory, threads, files, output."""

import resource
from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one script; seconds of wall time, bytes otherwise."""

    cell_seconds: float = 30.0
    script_seconds: float = 300.0
    data_bytes: int = 1_500 * _MEGABYTE
    threads: int = 128
    file_bytes: int = 200 * _MEGABYTE
    scratch_bytes: int = 256 * _MEGABYTE
    open_files: int = 256
    cell_output_bytes: int = _MEGABYTE
    script_output_bytes: int = 5 * _MEGABYTE


def lock_resources(limits: Limits) -> None:
    """Bound this process for good. Threads count per user, and in a user namespace per script."""
    seconds = int(limits.script_seconds) + 5
    bounds = (
        (resource.RLIMIT_DATA, limits.data_bytes),  # not RLIMIT_AS: reserved addresses cost nothing
        (resource.RLIMIT_NPROC, limits.threads),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds * 4),  # several threads; the wall clock is kept outside
        (resource.RLIMIT_MEMLOCK, 0),
    )
    for kind, bound in bounds:
        hardest = resource.getrlimit(kind)[1]
        most = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
        resource.setrlimit(kind, (most, most))
