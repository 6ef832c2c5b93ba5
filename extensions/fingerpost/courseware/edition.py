"""The learner edition in place: found, judged whole and current or not, and built only when it must be."""

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from fingerpost.courseware.build import build_learner
from fingerpost.courseware.made import program_digest
from fingerpost.courseware.sources import COURSE_FILE, find_course
from fingerpost.courseware.start_page import START_PAGE
from fingerpost.errors import FingerpostError
from fingerpost.warehouse.connection import WarehouseUnusableError, usable_manifest
from fingerpost.warehouse.paths import data_root

AUTHORITIES = ("A", "T")
_STAMP = "edition.json"
_COURSE = "course"


class EditionMissingError(FingerpostError):
    """There is neither a built edition nor sources to build it from."""


def ensure_edition(course: Path | None, *, say: Callable[[str], None]) -> Path:
    """Return the folder of a learner edition, whole and of the course sources, building it if need be.

    `course` is a folder with `course.toml`, or None to look around the current folder; where there
    are no sources, an edition that was built before is used as it stands.
    """
    edition = data_root()
    sources = find_course(course)
    if sources is None:
        if not (edition / START_PAGE).is_file():
            raise EditionMissingError(
                f"No course was found: nothing is built in {edition}, and no course/course.toml is here. "
                "Go to the folder you cloned and try again, or name it: fingerpost start --course FOLDER"
            )
        return edition
    stamp = {"sources": source_digest(sources), "fingerpost": version("fingerpost"), "by": program_digest()}
    told = edition_stamp(edition)
    if {name: told.get(name) for name in stamp} != stamp or not _has_practice_data(edition):
        say("Building the practice data and the lessons; this is done once and takes under a minute.")
        build_learner(sources, edition)
        (edition / _STAMP).write_text(json.dumps(stamp | {_COURSE: str(sources.resolve())}), encoding="utf-8")
    return edition


def _has_practice_data(edition: Path) -> bool:
    """Claim that both warehouses are there, finished, and each its own authority's."""
    try:
        for letter in AUTHORITIES:
            usable_manifest(letter, root=edition)
    except WarehouseUnusableError:
        return False
    return True


def source_digest(course: Path) -> str:
    """Return one hash over the names and contents of every course source file."""
    digest = hashlib.sha256()
    for file in sorted(
        path for path in course.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ):
        digest.update(file.relative_to(course).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def remembered_sources() -> Path | None:
    """Return the course sources this edition was built from, where they still stand.

    Someone who works in their own folder marks with the answers of the clone they started from.
    """
    told = edition_stamp(data_root()).get(_COURSE)
    return Path(told) if isinstance(told, str) and (Path(told) / COURSE_FILE).is_file() else None


def edition_stamp(edition: Path) -> dict[str, object]:
    """Return what a built edition says of itself: sources' digest, version, course folder; empty if none."""
    try:
        told = json.loads((edition / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
