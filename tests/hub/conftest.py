"""One hub for the whole run: thirty learners, two tutors, one administrator, and one who is none of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from browser import chromium, nothing_leaves_the_machine
from fingerpost.grading.catalogue import load_answers
from hub import Hub, a_place, fill, running
from hub_commands import hub_command, types
from hub_person import Person
from hub_work import ASSIGNMENT, IN_BROWSER, SLIP, TASK, Answers, does_the_work
from lab_page import let_tests_speak_to_lab
from playwright.sync_api import Browser

__all__ = ["nothing_leaves_the_machine"]  # holds for every test below this folder
LEARNERS, TUTORS = 30, 2
LONG_AGO = "2020-01-06"


@pytest.fixture(scope="session")
def hub(course_root: Path, edition: Path) -> Iterator[Hub]:
    """A hub as `binder/hub` describes it, its course released and due long ago."""
    with a_place(learners=LEARNERS, tutors=TUTORS) as (place, people):
        settings = replace(place, most_servers=LEARNERS)
        fill(settings, course_root=course_root, edition=edition)
        let_tests_speak_to_lab(settings.jupyter)
        with running(settings, people) as hub:
            released = hub_command("release", ASSIGNMENT, settings=hub.file)
            assert released.stdout == f"{ASSIGNMENT} is released: learners can fetch it.\n", released.stderr
            due = types(hub, "fingerpost", "gradebook", "due", ASSIGNMENT, "--on", LONG_AGO)
            assert due.returncode == 0, due.stderr
            yield hub


@pytest.fixture(scope="session")
def cohort(hub: Hub) -> list[Person]:
    """Everybody who learns, each with a browser of their own; the first `IN_BROWSER` have Chromium too."""
    return [Person(hub, name) for name in hub.people.learners]


@pytest.fixture(scope="session")
def tutor(hub: Hub) -> Person:
    return Person(hub, hub.people.tutors[0])


@pytest.fixture(scope="session")
def answers(course: Path) -> Answers:
    """Return what two kinds of learners type: everything right, or one task with a slip that has a name."""
    told = load_answers(course / ASSIGNMENT / "answers.py")
    right = {word: sources[0] for word, sources in told.also_right.items()}
    return {
        word: [source, told.wrong[SLIP][TASK][0] if word == TASK else source]
        for word, source in right.items()
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def others(cohort: list[Person], answers: Answers) -> list[Person]:
    """All who work over HTTP, once they have handed in: every other one with a slip.

    All log in at the same moment, as at nine o'clock: the hub starts them in turn and sends nobody away.
    """
    people = cohort[IN_BROWSER:]
    with ThreadPoolExecutor(len(people)) as pool:
        working = [
            pool.submit(does_the_work, person, answers, slips=bool(at % 2))
            for at, person in enumerate(people)
        ]
    for one in working:
        one.result()
    return people
