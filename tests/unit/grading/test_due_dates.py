"""Due dates, extensions and lateness: nbgrader's own fields, aware clocks, London's changes of clock."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands import gradebook as commands
from fingerpost.errors import FingerpostError
from fingerpost.grading.by_hand.scripts import scripts_of
from fingerpost.grading.gradebook.dates import in_london, late_by, late_in_words, typed_moment
from fingerpost.grading.intake.stamps import moment_of
from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from marking_room import ASSIGNMENT, marking_room
from nbgrader.api import Gradebook
from nbgrader.utils import parse_utc

SUMMER = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
"""10:00 on London's clock."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course root in which amy has handed in and ben has not; nbgrader takes seconds to make one."""
    room = marking_room(tmp_path_factory.mktemp("dates") / "course", {"amy": "Words."})
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        gradebook.add_student("ben")
    return room.root


@pytest.fixture
def room(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseRoot:
    root = Path(shutil.copytree(fresh, tmp_path / "course"))
    monkeypatch.chdir(root)
    return open_course_root(root)


def typed(*words: str) -> str:
    """Return what a command says, or the sentence it stops with."""
    done = CliRunner().invoke(commands.command, list(words))
    if isinstance(done.exception, FingerpostError):
        return str(done.exception)
    assert done.exit_code == 0, done.output
    return done.output


def entry(room: CourseRoot, learner: str) -> tuple[datetime | None, timedelta | None, float]:
    """Return due date, extension and lateness in seconds, as nbgrader itself has them."""
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        found = gradebook.find_submission(ASSIGNMENT, learner)
        return found.duedate, found.extension, found.total_seconds_late


# ------------------------------------------------------------------ The commands


def test_extension_is_nbgraders_own_and_keeps_the_due_hour_over_a_change_of_clocks(room: CourseRoot) -> None:
    said = typed("due", ASSIGNMENT, "--on", "2026-03-27 17:00")
    assert said == f"{ASSIGNMENT} is due on 27 March 2026, 17:00, London time.\n"
    said = typed("extend", ASSIGNMENT, "amy", "--until", "2026-04-03")
    assert said == f"amy has until 3 April 2026, 17:00, London time, for {ASSIGNMENT}.\n"
    due, extension, _ = entry(room, "amy")
    assert due == datetime(2026, 4, 3, 16, 0)  # noqa: DTZ001 - as nbgrader keeps moments
    assert extension == timedelta(days=7, hours=-1)


def test_learner_who_has_not_handed_in_can_have_one_and_is_in_no_list_of_scripts(room: CourseRoot) -> None:
    typed("due", ASSIGNMENT, "--on", "2026-01-10")
    typed("extend", ASSIGNMENT, "ben", "--until", "2026-01-20 09:30")
    assert entry(room, "ben")[0] == datetime(2026, 1, 20, 9, 30)  # noqa: DTZ001 - as above
    assert [script.learner for script in scripts_of(room)] == ["amy"]


def test_new_due_date_leaves_a_promised_date_where_it_was(room: CourseRoot) -> None:
    typed("due", ASSIGNMENT, "--on", "2026-01-10")
    typed("extend", ASSIGNMENT, "amy", "--until", "2026-01-20")
    promised = entry(room, "amy")[0]
    typed("due", ASSIGNMENT, "--on", "2026-01-14")
    assert entry(room, "amy")[0] == promised
    typed("due", ASSIGNMENT, "--on", "2026-02-01")
    assert entry(room, "amy")[1] is None


def test_marking_page_and_nbgrader_agree_on_who_is_late(room: CourseRoot) -> None:
    typed("due", ASSIGNMENT, "--on", "2026-01-13 10:00")
    assert scripts_of(room)[0].late_by == timedelta(days=2)
    assert entry(room, "amy")[2] == timedelta(days=2).total_seconds()
    typed("extend", ASSIGNMENT, "amy", "--until", "2026-01-15 10:00")
    assert (scripts_of(room)[0].late_by, scripts_of(room)[0].is_extended) == (timedelta(), True)


REFUSED = {
    "no date": (("extend", ASSIGNMENT, "amy", "--until", "Friday"), "'Friday' is no date"),
    "no due date": (("extend", ASSIGNMENT, "amy", "--until", "2026-03-20"), "has no due date.*gradebook due"),
    "no assignment": (
        ("due", "99-none", "--on", "2026-03-20"),
        "has no assignment '99-none'. It has: 03-count",
    ),
    "an hour that is left out": (
        ("due", ASSIGNMENT, "--on", "2026-03-29 01:30"),
        "no 01:30 on 29 March 2026",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(what: str, room: CourseRoot) -> None:
    words, said = REFUSED[what]
    before = entry(room, "amy")
    assert re.search(said, typed(*words))
    assert entry(room, "amy") == before


@pytest.mark.parametrize(
    ("learner", "until", "said"),
    [
        ("zoe", "2026-03-20", "has no learner 'zoe'"),
        ("amy", "2026-03-01", "is no extension: 03-count is due on 13 March 2026, 23:59"),
    ],
)
def test_extension_for_nobody_or_backwards_is_refused(
    learner: str, until: str, said: str, room: CourseRoot
) -> None:
    typed("due", ASSIGNMENT, "--on", "2026-03-13")
    assert said in typed("extend", ASSIGNMENT, learner, "--until", until)
    assert entry(room, "amy")[1] is None


# ------------------------------------------------------------------ Clocks


@pytest.mark.parametrize(
    "stamp", ["2026-07-01 11:00:00 +0200", "2026-07-01 10:00:00 BST", "2026-07-01 10:00:00 Europe/London"]
)
def test_work_handed_in_on_the_hour_is_in_time_whatever_zone_its_stamp_names(stamp: str) -> None:
    moment = moment_of(stamp)
    assert late_by(SUMMER, moment) == timedelta()
    assert moment is not None
    assert late_by(SUMMER, moment + timedelta(seconds=1)) == timedelta(seconds=1)


def test_nbgraders_own_reader_would_be_hours_out() -> None:
    assert parse_utc("2026-07-01 11:00:00 +0200") != SUMMER.replace(tzinfo=None)
    assert parse_utc("2026-07-01 10:00:00 BST") != SUMMER.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (timedelta(), "in time"),
        (timedelta(seconds=1), "1 hour late"),
        (timedelta(hours=47, minutes=1), "48 hours late"),
        (timedelta(hours=49), "3 days late"),
    ],
)
def test_lateness_is_said_in_hours_then_in_days(by: timedelta, said: str) -> None:
    assert late_in_words(by) == said


def test_moments_are_read_and_shown_on_londons_clock() -> None:
    assert typed_moment("2026-07-01 10:00") == SUMMER
    assert typed_moment("2026-07-01T11:00:00+02:00") == SUMMER
    assert in_london(SUMMER) == "1 July 2026, 10:00"
    assert in_london(typed_moment("2026-12-01")) == "1 December 2026, 23:59"
