"""The course renewed on a hub: lessons reach learners by the cell, and what was released stays released."""

import json
import pwd
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import prepare_hub
import pytest
from fingerpost.server.hub import places
from fingerpost.server.hub.settings import HubSettings
from hub import Hub, a_place, fill, write_settings
from hub_commands import hub_command, runs_as

ASSIGNMENT = "03-count-group-pivot"
LESSON = f"lessons/{ASSIGNMENT}.ipynb"
NEW_WORDS = "A sentence that this lesson did not have before."
OWN_WORDS = "# what I tried"
START = "from fingerpost.server.hub.single_user import renew_folder; renew_folder()"


@dataclass(frozen=True)
class Renewed:
    """A hub's place after its course was built anew, and what was there before."""

    settings: HubSettings
    home: Path
    released_before: bytes
    seed_before: bytes
    said: dict[str, str]


@pytest.fixture(scope="module")
def renewed(course: Path, course_root: Path, edition: Path) -> Iterator[Renewed]:
    prepare_hub.prepare_hub()
    with a_place(learners=1, tutors=1) as (settings, people):
        fill(settings, course_root=course_root, edition=edition)
        file, learner = write_settings(settings), people.learners[0]
        hub = Hub(settings, people, file, settings.place / "none.log")
        said = {"first": hub_command("release", ASSIGNMENT, settings=file).stdout}
        home = Path(pwd.getpwnam(learner).pw_dir) / "fingerpost"
        said["start"] = runs_as(hub, learner, "-c", START).stderr
        begins(home / LESSON)
        outbound = settings.exchange / "fingerpost" / "outbound" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        before = outbound.read_bytes(), (settings.course / "fingerpost.toml").read_bytes()
        build = hub_command("build", "--course", newer(course, settings.place / "sources"), settings=file)
        said["build"] = build.stdout + build.stderr
        said["again"] = hub_command("release", ASSIGNMENT, settings=file).stdout
        said["unknown"] = hub_command("release", "99-none", settings=file).stderr
        said["restart"] = runs_as(hub, learner, "-c", START).stderr
        yield Renewed(settings, home, *before, said)


def begins(lesson: Path) -> None:
    """Change the lesson's first code cell, as its learner does."""
    notebook = cells_of(lesson)
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["source"] = OWN_WORDS
    lesson.write_text(json.dumps(notebook), encoding="utf-8")


def newer(course: Path, sources: Path) -> Path:
    """Return a copy of the course whose lesson has one more paragraph."""
    shutil.copytree(course, sources)
    lesson = sources / ASSIGNMENT / "lesson.py"
    text = lesson.read_text(encoding="utf-8").rstrip("\n")
    lesson.write_text(f"{text}\n\n# %% [markdown]\n# {NEW_WORDS}\n", encoding="utf-8")
    return sources


def cells_of(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def test_released_assignment_is_not_released_again(renewed: Renewed) -> None:
    assert renewed.said["first"] == f"{ASSIGNMENT} is released: learners can fetch it.\n"
    assert renewed.said["again"].startswith(f"{ASSIGNMENT} is released already and stays as it is")
    outbound = renewed.settings.exchange / "fingerpost" / "outbound" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert outbound.read_bytes() == renewed.released_before


def test_newer_lesson_comes_when_the_server_starts_and_the_learners_cell_stays(renewed: Renewed) -> None:
    assert f"{LESSON} has " in renewed.said["restart"], renewed.said
    text = (renewed.home / LESSON).read_text(encoding="utf-8")
    assert NEW_WORDS in text
    assert OWN_WORDS in text
    assert list((renewed.home / "earlier-copies").rglob("*before an update*"))


def test_both_editions_stand_where_they_must_with_their_owners_and_modes(renewed: Renewed) -> None:
    assert renewed.said["build"].startswith("Built for learners in "), renewed.said
    assert places.troubles(renewed.settings) == []
    assert (renewed.settings.course / "fingerpost.toml").read_bytes() == renewed.seed_before
    assert not (renewed.settings.edition / "assignments").exists()
    owners = {path.owner() for path in renewed.settings.course.rglob("*")}
    assert owners == {renewed.settings.marking}
    for path in renewed.settings.edition.rglob("*"):
        mode = path.stat().st_mode
        assert mode & 0o004, path
        assert not mode & 0o022, path


def test_assignment_that_the_course_does_not_have_is_named_with_those_it_has(renewed: Renewed) -> None:
    assert "has no assignment 99-none; it has 00-start-here, " in renewed.said["unknown"]
    assert "Traceback" not in renewed.said["unknown"]
