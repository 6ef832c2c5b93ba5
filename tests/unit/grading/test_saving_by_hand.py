"""Marks of a person go into the gradebook one at a time: of several at once one is saved, all are kept."""

import concurrent.futures
import json
from pathlib import Path

import pytest
from fingerpost.grading.by_hand.diary import Line, last_lines
from fingerpost.grading.by_hand.saving import NotAMarkError, Saved, Wish, save
from fingerpost.grading.by_hand.scripts import NoSuchScriptError, Script, scripts_of
from fingerpost.grading.run.course_root import CourseRoot
from marking_room import ASSIGNMENT, in_gradebook, marking_room

TUTORS = ("sam", "kit", "lou", "max")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    words = dict.fromkeys(("amy", "ben", "cat"), "Words.")
    return marking_room(tmp_path_factory.mktemp("saving") / "course", words)


def script_of(room: CourseRoot, learner: str) -> Script:
    return next(script for script in scripts_of(room) if script.learner == learner)


def diary(root: Path) -> list[Line]:
    text = (root / "marking" / ASSIGNMENT / "by-hand.jsonl").read_text(encoding="utf-8")
    return [Line(**json.loads(line)) for line in text.splitlines()]


def test_of_four_tutors_at_once_one_is_saved_and_what_the_others_wanted_is_kept(room: CourseRoot) -> None:
    script = script_of(room, "amy")

    def saved(who: str) -> Saved:
        return save(room, script.id, Wish((2, 2), None, f"From {who}."), seen=script.version, who=who)

    with concurrent.futures.ThreadPoolExecutor(len(TUTORS)) as pool:
        done = list(pool.map(saved, TUTORS))
    assert [one.is_saved for one in done].count(True) == 1
    written = [line for line in diary(room.root) if line.script == script.id]
    assert sorted(line.what for line in written) == ["not saved"] * 3 + ["saved"]
    assert {line.comment.rsplit("\n", 1)[-1] for line in written} == {f"From {who}." for who in TUTORS}
    winner = next(line.who for line in written if line.what == "saved")
    assert {one.by.who for one in done if one.by} == {winner}
    assert f"From {winner}." in str(in_gradebook(room, "amy")[1])


def test_points_given_in_formgrader_stay_until_a_row_is_marked(room: CourseRoot) -> None:
    from nbgrader.api import Gradebook  # noqa: PLC0415 - stands for formgrader

    script = script_of(room, "ben")
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        gradebook.find_grade_by_id(script.id).manual_score = 3.5
        gradebook.db.commit()
    script = script_of(room, "ben")
    assert (script.score, script.state) == (3.5, "marked")
    save(room, script.id, Wish((None, None), None, "Fine."), seen=script.version, who="sam")
    assert in_gradebook(room, "ben")[0] == 3.5
    script = script_of(room, "ben")
    save(room, script.id, Wish((1, None), None, "Fine."), seen=script.version, who="sam")
    assert in_gradebook(room, "ben")[0] == 1.0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish((1,), None, ""), "rows of 'table_caution' have changed"),
        (Wish((1, 3), None, ""), "rows of 'table_caution' have changed"),
        (Wish((None, None), 4.5, ""), "4.5 is no mark .* 0 to 4 points"),
        (Wish((None, None), float("nan"), ""), "nan is no mark"),
    ],
)
def test_what_cannot_be_a_mark_is_refused_in_a_sentence(wish: Wish, said: str, room: CourseRoot) -> None:
    script = script_of(room, "cat")
    with pytest.raises(NotAMarkError, match=said):
        save(room, script.id, wish, seen=script.version, who="sam")
    assert in_gradebook(room, "cat") == (None, None, True)


def test_script_that_is_not_there_is_a_sentence(room: CourseRoot) -> None:
    with pytest.raises(NoSuchScriptError, match="Go back to the list"):
        save(room, "0" * 32, Wish((1, 1), None, ""), seen="", who="sam")


def test_line_that_a_crash_cut_short_is_passed_over_and_takes_no_other_with_it(room: CourseRoot) -> None:
    file = room.root / "marking" / ASSIGNMENT / "by-hand.jsonl"
    before = last_lines(room.root, ASSIGNMENT)
    with file.open("a", encoding="utf-8") as cut:
        cut.write('{"at": "2026-')
    assert last_lines(room.root, ASSIGNMENT) == before
    script = script_of(room, "cat")
    save(room, script.id, Wish((0, None), None, ""), seen=script.version, who="kit")
    assert last_lines(room.root, ASSIGNMENT)[script.id].who == "kit"
