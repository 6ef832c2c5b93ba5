"""The process inside bubblewrap's tree: it puts the other walls up around itself, then serves.

Started as `python -I -m fingerpost.grading.engine.bubbled WALLS`, the walls as JSON.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from fingerpost.grading.engine.learner import serve, warm_up
from fingerpost.grading.engine.supervisor import LOCKS_FAILED, homes
from fingerpost.grading.sandbox.confine import confine, walls_from
from fingerpost.grading.sandbox.kernel import die_with_parent
from fingerpost.grading.sandbox.namespaces import become_unprivileged


def main() -> None:
    """Lock this process in and serve; it ends at once where a wall is missing."""
    walls = walls_from(json.loads(sys.argv[1]))
    try:
        become_unprivileged()
        die_with_parent()
        shell = warm_up()  # before the current folder is the script's: its files could stand for a library's
        commands, frames = os.dup(0), os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open as long as the process
        scratch = Path(walls.scratch, "work")  # of this user's own: the folder above may belong to root
        scratch.mkdir(mode=0o700)
        walls.environment.update(homes(str(scratch)))
        confine(
            replace(walls, scratch=str(scratch)), frozenset({0, 1, 2, sys.stdin.fileno(), commands, frames})
        )
    except BaseException:  # noqa: BLE001 - whatever went wrong, nothing of the learner's may run
        os._exit(LOCKS_FAILED)
    serve(shell, os.fdopen(commands, "rb"), os.fdopen(frames, "wb"))
    os._exit(0)


if __name__ == "__main__":
    main()
