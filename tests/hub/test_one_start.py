"""Somebody starts their server on a hub: what the page that waits says, when all goes well and when not."""

import pwd
import subprocess
from pathlib import Path

import pytest
from hub import Hub
from hub_person import Person


@pytest.fixture(scope="module")
def person(hub: Hub) -> Person:
    """A tutor who looks at the lessons; nobody else's test needs their server."""
    somebody = Person(hub, hub.people.tutors[1])
    assert somebody.logs_in().status_code == 200
    return somebody


def test_page_says_that_it_starts_and_then_leads_there(person: Person) -> None:
    told = person.watches_start()
    assert "Your JupyterLab is starting." in told
    assert '"ready": true' in told
    person.stops()
    person.awaits_end()


def test_server_that_ends_at_once_is_a_sentence_on_the_page_and_a_line_in_the_log(
    person: Person, hub: Hub
) -> None:
    folder = Path(pwd.getpwnam(person.name).pw_dir) / "fingerpost"
    kept = folder.rename(folder.with_name("kept"))
    folder.write_text("a file where the folder should be", encoding="utf-8")
    try:
        told = person.watches_start()
    finally:
        folder.unlink()
        kept.rename(folder)
    assert "Your server ended while it was starting. Try again; if it stays so, tell your tutor" in told
    assert f"no server was started, for {folder} cannot be used (Not a directory)" in hub.said()


def test_one_more_than_the_machine_may_carry_is_told_so_and_the_log_has_a_line(
    person: Person, cohort: list[Person], others: list[Person], hub: Hub
) -> None:
    assert hub.settings.most_servers == len(cohort)
    for learner in cohort:
        if learner not in others:
            learner.logs_in()
        learner.starts()
    told = person.browser.get("/hub/spawn")
    assert told.status_code == 429
    assert "Active user limit exceeded. Try again in a few minutes." in told.text
    assert f"{len(cohort)} servers active, no space available" in hub.said()


def test_somebody_taken_out_of_the_course_while_logged_in_is_told_whom_to_ask(
    person: Person, hub: Hub
) -> None:
    subprocess.run(["gpasswd", "-d", person.name, hub.settings.tutors], check=True, capture_output=True)
    told = person.watches_start()
    assert "that name is not in this course. Ask your tutor to have it added" in told
    assert f"Not started: {person.name} is in no group of this course any more." in hub.said()
