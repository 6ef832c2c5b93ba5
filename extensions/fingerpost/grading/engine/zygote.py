"""The warm parent: imports everything once, holds no secret and no privilege, forks one process a script.

Started as `python -I -m fingerpost.grading.engine.zygote FD SETTINGS` with one end of a socket pair. Each
message on it is a run: the walls as JSON, with three descriptors: commands in, frames out, and a control
socket. Closing the control socket ends the run; closing the first socket ends this process and all runs.
"""

import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from fingerpost.grading.engine.learner import warm_up
from fingerpost.grading.engine.rehearsal import rehearse
from fingerpost.grading.engine.supervisor import supervise
from fingerpost.grading.sandbox.confine import assert_single_thread, walls_from
from fingerpost.grading.sandbox.kernel import die_with_parent, drop_capabilities, gather_memory
from fingerpost.grading.sandbox.namespaces import (
    become_unprivileged,
    hidden_from_others,
    make_reachable,
)
from fingerpost.warehouse.connection import make_ready

MOST_MESSAGE = 60_000


def main() -> None:
    """Warm up, say so, and fork for each message until the socket closes."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    settings: dict[str, Any] = json.loads(sys.argv[2])
    die_with_parent()
    if os.geteuid() == 0:
        _give_up_root([Path(path) for path in settings["reachable"]])
        die_with_parent()
    shell = warm_up()
    make_ready()
    rehearse()
    gather_own_memory()
    signal.signal(signal.SIGCHLD, _reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    assert_single_thread()
    orders.send(json.dumps({"ready": True, "user": os.geteuid()}).encode())
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(orders, MOST_MESSAGE, 3)
        if not message:
            os._exit(0)  # quietly: DuckDB has something to say at an ordinary exit
        walls = walls_from(json.loads(message))
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            supervise(shell, walls, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def gather_own_memory(listing: Path = Path("/proc/self/maps")) -> None:
    """Have this process's own memory in huge pages: a fork copies the table of pages, and ends with it.

    Of 26,000 entries some fifty are left, and twice a run are they copied: for the supervisor, the learner.
    """
    for line in listing.read_text(encoding="utf-8").splitlines():
        place, rights, _offset, _device, file, *name = line.split(maxsplit=5)
        if rights == "rw-p" and file == "0" and name != ["[stack]"]:
            first, _, end = place.partition("-")
            gather_memory(int(first, 16), int(end, 16))


def _give_up_root(reachable: list[Path]) -> None:
    """Become nobody, for good, with what is needed in reach; where that cannot be, a root without powers."""
    with contextlib.suppress(Exception):
        make_reachable(reachable)
    if not hidden_from_others(reachable) or _all_can_be_reached(reachable):
        become_unprivileged()
    drop_capabilities()


def _all_can_be_reached(paths: list[Path]) -> bool:
    return all(
        above.stat().st_mode & 0o001 for path in paths if path.exists() for above in path.resolve().parents
    )


def _reap(_signal: int, _frame: object) -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


if __name__ == "__main__":
    main()
