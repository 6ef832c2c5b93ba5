"""The course on a hub: both editions built where the hub has them, and assignments released, each once.

Root builds what learners read; the marking account builds the course root, which nobody else may enter, and
releases from it through nbgrader's own commands, as it would by hand.
"""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.server.hub.settings import COURSE_ID, HubSettings
from fingerpost.server.hub.starting import surroundings

_LAST_LINES = 3
_FETCHED_INSTEAD = "assignments"
"""A part of the learner edition that a hub leaves out: learners fetch, and see no task before its time."""


class NotBuiltError(FingerpostError):
    """The course was not built or not released on the hub."""


@dataclass(frozen=True)
class Released:
    """One assignment and what became of it, as a clause that goes on from its name."""

    assignment: str
    said: str


def build(settings: HubSettings, course: Path) -> None:
    """Build or refresh the edition and the course root from the sources; raises NotBuiltError.

    What learners and markers have made stays: released assignments, hand-ins, gradebook, the hidden seed.
    """
    _run(None, settings, "course", "build", "--for", "learner", *_from(course, settings.edition))
    shutil.rmtree(settings.edition / _FETCHED_INSTEAD, ignore_errors=True)
    settings.edition.chmod(0o755)
    _run(settings.marking, settings, "course", "build", "--for", "tutor", *_from(course, settings.course))
    settings.course.chmod(0o700)


def release(settings: HubSettings, names: Sequence[str] = ()) -> Iterator[Released]:
    """Release the named assignments (none named: all), each once; raises NotBuiltError.

    A learner who has begun keeps the notebook they have: nothing is ever released twice under one name.
    """
    outbound = settings.exchange / COURSE_ID / "outbound"
    known = sorted(source.name for source in (settings.course / "source").glob("*/"))
    if unknown := sorted(set(names) - set(known)):
        raise NotBuiltError(
            f"{settings.course} has no assignment {unknown[0]}; it has {', '.join(known) or 'none'}. "
            "Build the course first: fingerpost hub build"
        )
    for name in names or known:
        if (outbound / name).is_dir():
            yield Released(name, "is released already and stays as it is; what learners have is theirs")
            continue
        for verb in (("generate_assignment", "--force"), ("release_assignment",)):
            _run(settings.marking, settings, *verb, name, module="nbgrader", cwd=settings.course)
        yield Released(name, "is released: learners can fetch it")


def _from(course: Path, out: Path) -> tuple[str, ...]:
    return ("--course", str(course.resolve()), "--out", str(out))


def _run(
    account: str | None, settings: HubSettings, *words: str, module: str = "fingerpost", cwd: Path = Path("/")
) -> None:
    """Run a command as an account (None: as root); raises NotBuiltError with its last words."""
    command = [sys.executable, "-m", module, *words]
    around = {**os.environ, "LANG": "C.UTF-8"}
    start: dict[str, Any] = {}
    if account is not None:
        person = pwd.getpwnam(account)
        around = surroundings(settings, account) | {"HOME": person.pw_dir, "USER": account, "LANG": "C.UTF-8"}
        start = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=cwd, env=around, umask=0o022, capture_output=True, text=True, check=False, **start
    )
    if done.returncode:
        last = " / ".join((done.stderr or done.stdout).strip().splitlines()[-_LAST_LINES:])
        raise NotBuiltError(f"`{module} {' '.join(words)}` failed on the hub: {last}")
