"""The hub's folders: whose they are and who may enter, made by root, and looked over at every start."""

import grp
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.server.hub.settings import COURSE_ID, HubSettings

ROOT = "root"
_SETTINGS = """\
\"\"\"nbgrader on this hub, for learners and the marking service. Changes are lost: `lay-out` writes it.\"\"\"

from pathlib import Path

c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = {course_id!r}
c.ExchangeFactory.submit = "fingerpost.grading.exchange.submitting.SubmitPrivately"
c.ExchangeFetchAssignment.replace_missing_files = True
c.ExchangeSubmit.strict = True
c.CollectWithReceipts.only_from_owner = True
_OWN = Path.home() / "fingerpost" / "assignments"
if _OWN.is_dir():
    c.Exchange.assignment_dir = str(_OWN)
"""


class HubPlacesError(FingerpostError):
    """The hub's folders are not as they must be, or cannot be made."""


@dataclass(frozen=True)
class Folder:
    """One folder, its owner and group, its mode, and what goes wrong where it is otherwise."""

    path: Path
    owner: str
    group: str
    mode: int
    matters: str


def folders(settings: HubSettings) -> tuple[Folder, ...]:
    """Return every folder of a hub, outer ones first.

    Into `inbound` everybody puts what they hand in, and nobody but the marking account lists it. Its group
    is that account's and is handed down (setgid), so that a hand-in can be closed to all others; nobody
    can move what is another's (sticky).
    """
    marking, exchange = settings.marking, settings.exchange
    course = exchange / COURSE_ID
    kept = "learners could read or change what is not theirs"
    return (
        Folder(settings.place, ROOT, ROOT, 0o755, kept),
        Folder(settings.edition, ROOT, ROOT, 0o755, kept),
        Folder(settings.jupyter, ROOT, ROOT, 0o755, kept),
        Folder(settings.state, ROOT, ROOT, 0o700, "learners could read the hub's secrets"),
        Folder(settings.run, ROOT, ROOT, 0o711, kept),
        Folder(settings.course, marking, marking, 0o700, "learners could read the answers"),
        # nbgrader insists that all may write here; sticky, nobody can move a course that is not theirs
        Folder(
            exchange, ROOT, ROOT, 0o1777, "nobody could fetch or hand in, or learners could move a course"
        ),
        Folder(course, marking, marking, 0o755, "no assignment could be fetched"),
        Folder(course / "outbound", marking, marking, 0o755, "no assignment could be fetched"),
        Folder(course / "inbound", marking, marking, 0o3733, "hand-ins would be refused or could be listed"),
        Folder(course / "feedback", marking, marking, 0o711, "feedback could be listed or not be fetched"),
        Folder(course / "receipts", marking, marking, 0o711, "receipts could be listed or not be fetched"),
    )


def lay_out(settings: HubSettings) -> None:
    """Make every folder with its owner and mode, and nbgrader's settings; what is in them stays.

    Raises:
        HubPlacesError: this is not root, or an account or a group is missing.
    """
    if os.geteuid() != 0:
        raise HubPlacesError(
            "A hub's folders belong to several people, so root makes them: put sudo before it."
        )
    refuse_missing_people(settings)
    for folder in folders(settings):
        folder.path.mkdir(parents=True, exist_ok=True)
        shutil.chown(folder.path, folder.owner, folder.group)
        folder.path.chmod(folder.mode)
    file = settings.jupyter / "nbgrader_config.py"
    file.write_text(_SETTINGS.format(exchange=str(settings.exchange), course_id=COURSE_ID), encoding="utf-8")
    file.chmod(0o644)


def refuse_missing_people(settings: HubSettings) -> None:
    """Raise HubPlacesError where a Unix group or the marking account is not there."""
    missing = [
        name for name in (settings.learners, settings.tutors, settings.administrators) if not _group(name)
    ]
    if missing:
        raise HubPlacesError(
            f"This machine has no group {' and no group '.join(missing)}. Make it: groupadd {missing[0]}"
        )
    try:
        pwd.getpwnam(settings.marking)
    except KeyError:
        raise HubPlacesError(
            f"This machine has no account {settings.marking}, which owns the course. Make it: "
            f"useradd --system --create-home --user-group --shell /usr/sbin/nologin {settings.marking}"
        ) from None


def troubles(settings: HubSettings) -> list[str]:
    """Return a sentence for each folder that is missing, another's, or open or closed to the wrong people."""
    return [said for folder in folders(settings) if (said := _trouble(folder))]


def own_folder(settings: HubSettings, name: str) -> Path:
    """Return a person's private folder for sockets and temporary files, made by root where it is missing."""
    folder, person = settings.run / name, pwd.getpwnam(name)
    folder.mkdir(exist_ok=True)
    os.chown(folder, person.pw_uid, person.pw_gid)
    folder.chmod(0o700)
    return folder


def close_home(name: str) -> str:
    """Close a person's home to all others; return a sentence for the log where it was open, else nothing."""
    home = Path(pwd.getpwnam(name).pw_dir)
    mode = stat.S_IMODE(home.stat().st_mode)
    if not mode & 0o077:
        return ""
    home.chmod(mode & 0o700)
    return f"The home of {name}, {home}, was open to others (mode {mode:04o}); it is closed now."


def _trouble(folder: Folder) -> str:
    advice = f"else {folder.matters}. Put it right: fingerpost hub lay-out"
    try:
        found = folder.path.stat()
    except OSError as trouble:
        return (
            f"{folder.path} is missing or cannot be reached ({trouble.strerror}): {folder.matters}. "
            "If it is another disk, mount it; else type: fingerpost hub lay-out"
        )
    mode, owner = stat.S_IMODE(found.st_mode), _name_of(found.st_uid)
    if owner != folder.owner:
        return f"{folder.path} belongs to {owner}; it should be {folder.owner}'s, {advice}"
    if mode != folder.mode:
        return f"{folder.path} has mode {mode:04o}; it should be {folder.mode:04o}, {advice}"
    return ""


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"nobody known here ({uid})"


def _group(name: str) -> bool:
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True
