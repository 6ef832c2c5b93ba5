"""What a cohort's gradebook, its collected work and its records say together, and its common slips."""

import json
import warnings
from datetime import UTC, datetime, timedelta

import pytest
from fingerpost.cohort.common_slips import common_slips
from fingerpost.cohort.work import Cohort, Piece, cohort_of
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import Record, write_record
from marking_room import ASSIGNMENT, HANDED_IN, TASK, marking_room
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

CHECKS = """
from fingerpost.grading.declare import number, slip, task

task("starters", title="Starters in the year", asks=number("starters"), seen=1, hidden=3)


@slip("M03-GAPS", saw="{n} rows.", why="Empty groups go.", next="Try reindex.", elsewhere="Some are lost.")
def _(value, data):
    return None


@slip("M03-HOLDS", saw="{n} rows.", why="There are {n} more.", next="Look at {first}.")
def _(value, data):
    return None
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    """Amy is marked, ben and cat wait, dev's is not to be read, eve's is collected, fay has an extension."""
    room = marking_room(
        tmp_path_factory.mktemp("cohort") / "course", dict.fromkeys(("amy", "ben", "cat", "dev"), "")
    )
    (room.root / "checks").mkdir()
    (room.root / "checks" / f"{ASSIGNMENT}.py").write_text(CHECKS, encoding="utf-8")
    listed = {
        "release": "1",
        "modules": [{"id": "03", "folder": ASSIGNMENT, "title": "Count", "tasks": ["starters"]}],
    }
    (room.root / "checks" / "catalogue.json").write_text(json.dumps(listed), encoding="utf-8")
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = HANDED_IN - timedelta(days=2)
        gradebook.add_student("fay", first_name="Fay", last_name="Example")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # about the order in which nbgrader adds its rows
            gradebook.add_submission(ASSIGNMENT, "fay")
        gradebook.grant_extension(ASSIGNMENT, "fay", days=3)
        for learner in ("amy", "ben", "cat"):
            grade = gradebook.find_grade(TASK, ASSIGNMENT, ASSIGNMENT, learner)
            grade.auto_score = 0.0
            if learner == "amy":
                grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    codes = {"amy": "M03-GAPS", "ben": "M03-GAPS", "cat": "NOT-ELSEWHERE"}
    for learner, code in codes.items():
        write_record(
            room.root, Record(learner, ASSIGNMENT, "whole", "", "", "", "", codes={"starters": code})
        )
    write_record(
        room.root, Record("dev", ASSIGNMENT, "unreadable", "", "", "", "", codes={"starters": "M03-GAPS"})
    )
    collected = room.root / "submitted" / "eve" / ASSIGNMENT
    collected.mkdir(parents=True)
    (collected / "timestamp.txt").write_text("2026-01-14 11:00:00.0 UTC", encoding="utf-8")
    return room


@pytest.fixture(scope="module")
def cohort(room: CourseRoot) -> Cohort:
    return cohort_of(room, also=("zoe", "amy"))


def piece_of(cohort: Cohort, learner: str) -> Piece:
    (piece,) = next(one.pieces for one in cohort.learners if one.id == learner)
    return piece


def test_everybody_is_there_once_whether_or_not_they_are_in_the_gradebook(cohort: Cohort) -> None:
    assert [one.id for one in cohort.learners] == ["amy", "ben", "cat", "dev", "eve", "fay", "zoe"]
    assert {one.id: one.name for one in cohort.learners}["fay"] == "Fay Example"
    assert [(one.name, one.title) for one in cohort.assignments] == [(ASSIGNMENT, "Count")]


@pytest.mark.parametrize(
    ("learner", "stage"),
    [
        ("amy", "marked"),
        ("ben", "waits"),
        ("dev", "unread"),
        ("eve", "collected"),
        ("fay", "nothing"),
        ("zoe", "nothing"),
    ],
)
def test_stage_of_each_ones_work(learner: str, stage: str, cohort: Cohort) -> None:
    assert piece_of(cohort, learner).stage == stage


def test_points_are_the_gradebooks_with_a_persons_in_place_of_the_checks(cohort: Cohort) -> None:
    assert [(piece.points, piece.most) for piece in (piece_of(cohort, "amy"), piece_of(cohort, "ben"))] == [
        (3, 4),
        (0, 4),
    ]


def test_lateness_is_by_ones_own_date_and_the_moment_of_what_was_collected(cohort: Cohort) -> None:
    assert piece_of(cohort, "amy").late_by == timedelta(days=2)
    assert piece_of(cohort, "eve").handed_in == datetime(2026, 1, 14, 11, 0, tzinfo=UTC)
    assert piece_of(cohort, "fay").due == HANDED_IN.replace(tzinfo=UTC) + timedelta(days=1)


def test_slip_of_two_is_common_with_its_words_and_no_learners_facts(room: CourseRoot, cohort: Cohort) -> None:
    (gaps,) = common_slips(room, cohort)
    assert (gaps.task, gaps.title, gaps.code) == ("starters", "Starters in the year", "M03-GAPS")
    assert (gaps.learners, gaps.checked) == (2, 3)
    assert gaps.said == "Some are lost. Empty groups go. Try reindex."


def test_slip_without_words_for_everybody_and_one_that_no_check_knows_are_counted_all_the_same(
    room: CourseRoot,
) -> None:
    for learner, code in (("amy", "M03-HOLDS"), ("ben", "M03-HOLDS"), ("cat", "GONE"), ("dev", "GONE")):
        write_record(
            room.root, Record(learner, ASSIGNMENT, "whole", "", "", "", "", codes={"starters": code})
        )
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        gradebook.find_grade(TASK, ASSIGNMENT, ASSIGNMENT, "dev").auto_score = 0.0
        gradebook.db.commit()
    told = {one.code: (one.learners, one.said) for one in common_slips(room, cohort_of(room))}
    assert told == {"M03-HOLDS": (2, ""), "GONE": (2, "")}
