"""Who somebody is on the hub: their Unix groups say it, so that one list is kept in one place."""

import grp
import os
import pwd

from fingerpost.errors import FingerpostError
from fingerpost.server.hub.settings import HubSettings

LEARNERS, TUTORS, ADMINISTRATORS = "learners", "tutors", "administrators"
"""The hub's own groups; a role of the hub is given to one of them."""


class NotInTheCourseError(FingerpostError):
    """Someone logged in who is in none of the course's groups."""


def groups_of(name: str, settings: HubSettings) -> list[str]:
    """Return the hub's groups of a person; raises NotInTheCourseError for none, or no account here."""
    by_unix = {
        settings.learners: LEARNERS,
        settings.tutors: TUTORS,
        settings.administrators: ADMINISTRATORS,
    }
    found = [by_unix[group] for group in _unix_groups(name) if group in by_unix]
    if not found:
        raise NotInTheCourseError(
            f"You are logged in as {name}, but that name is not in this course. Ask your tutor to have it "
            "added; then log in again."
        )
    return sorted(found)


def _unix_groups(name: str) -> list[str]:
    try:
        person = pwd.getpwnam(name)
    except KeyError:
        return []
    return [grp.getgrgid(gid).gr_name for gid in os.getgrouplist(name, person.pw_gid) if _is_known(gid)]


def _is_known(gid: int) -> bool:
    try:
        grp.getgrgid(gid)
    except KeyError:
        return False
    return True
