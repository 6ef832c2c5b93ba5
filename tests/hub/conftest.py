"""One hub for the whole run: thirty learners, two tutors, one administrator, and one who is none of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import nothing_leaves_the_machine
from hub import Hub, a_place, fill, running
from hub_commands import hub_command
from lab_page import let_tests_speak_to_lab

ASSIGNMENT = "03-count-group-pivot"
__all__ = ["nothing_leaves_the_machine"]  # holds for every test below this folder
LEARNERS, TUTORS = 30, 2


@pytest.fixture(scope="session")
def hub(course_root: Path, edition: Path) -> Iterator[Hub]:
    """A hub as `binder/hub` describes it, its course released."""
    with a_place(learners=LEARNERS, tutors=TUTORS) as (settings, people):
        fill(settings, course_root=course_root, edition=edition)
        let_tests_speak_to_lab(settings.jupyter)
        with running(settings, people) as hub:
            released = hub_command("release", ASSIGNMENT, settings=hub.file)
            assert released.stdout == f"{ASSIGNMENT} is released: learners can fetch it.\n", released.stderr
            yield hub
