"""The figures and messages that module 00 quotes are those that its cells and this Python give."""

import codeop
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from answer_bench import Bench
from course_modules import ready_modules
from fingerpost.courseware.cells import read_cells
from fingerpost.courseware.quoting import with_errors
from lesson_names import names_after

FOLDER = "00-start-here"
MODULE = next(sources for sources in ready_modules() if sources.module.id == "00")
AS_NOTEBOOKS_READ: int = codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]  # not in the stubs
"""How IPython reads a cell: it may be that the rest is still to come."""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('["b"]', ("M00-SHY", "let 1 more leave")),
        ('["b", "d", "f"]', ("VALUE-TYPE", "'f', which is not on the list")),
        ('["b", "x"]', ("VALUE-TYPE", "'x', which is not on the list")),
        ('"b d"', ("VALUE-TYPE", "'b d', which is not on the list")),
    ],
)
def test_a_list_is_called_short_only_where_every_letter_is_an_option(
    course: Path, edition: Path, monkeypatch: pytest.MonkeyPatch, answer: str, said: tuple[str, str]
) -> None:
    verdict = Bench(course / FOLDER, {"A": edition}, monkeypatch).check("may_leave", f"may_leave = {answer}")
    code, words = said
    assert (verdict.code, words in verdict.saw) == (code, True), str(verdict)


def test_stops_of_the_lesson_end_as_the_folds_say(course: Path) -> None:
    names = names_after(course / FOLDER / "lesson.py")
    assert len(names["foster"]) == 7
    assert names["foster"]["CHILD"].nunique() == 4
    assert names["visits"] == 20
    lesson = (course / FOLDER / "lesson.py").read_text(encoding="utf-8")
    assert '["12", "20", "an error"]' in lesson
    assert len(names["twelve"]) == 12
    assert '["seven rows", "twelve rows", "twelve rows, some of them blank"]' in lesson


def test_walkthrough_plays_the_cells_that_the_lesson_has_just_run_on_its_own_rows(course: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    ran = []
    for source in (cell.source for cell in read_cells(course / FOLDER / "lesson.py") if cell.kind == "code"):
        exec(source.replace("\nwalk.", "\nwalked = walk."), names)  # noqa: S102 - our own course source
        if "walked" in names:
            break
        ran += source.splitlines()
    walked = names["walked"].scene
    played = walked.steps[0].python.codes[0].text.splitlines()
    assert len(played) == 4
    assert [line for line in ran if line in played] == played
    results = [str(names[name]) for name in ("chosen", "number", "others")]
    assert [row.cells[1] for row in walked.table("ran_once").rows] == [*results, " ".join(results)]


def test_tutors_plan_of_a_sitting_adds_up_and_so_do_a_learners_minutes(course: Path) -> None:
    notes = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\d):(\d\d)` \| `(\d):(\d\d)` \| ([^|]+)", notes, re.MULTILINE)
    parts = [(int(h) * 60 + int(m), int(hh) * 60 + int(mm), what) for h, m, hh, mm, what in told]
    assert [first for first, _, _ in parts] == [0, *(last for _, last, _ in parts[:-1])]
    sitting = parts[-1][1]
    breaks = sum(last - first for first, last, what in parts if re.match("break|the start", what))
    row = re.search(r"^\| learner's time \|([^|]*)\|", notes, re.MULTILINE)
    assert row
    minutes = sum(map(int, re.findall(r"\d+", row[1])))
    assert (sitting, sitting - breaks, minutes) == (150, 135, MODULE.module.minutes)
    assert minutes - (sitting - breaks) == 45


def test_tutors_model_answers_are_those_that_the_build_proves(course: Path) -> None:
    notes = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    answers = notes.split("**Model answers**")[1].split("```")[1].strip()
    solved = [line for one in MODULE.solutions.values() for line in one.splitlines() if line[:1] != "#"]
    assert answers.splitlines() == solved


def test_cells_that_are_meant_to_stop_name_the_trouble_that_the_lesson_explains(course: Path) -> None:
    cells = [cell for cell in read_cells(course / FOLDER / "lesson.py") if cell.role == "stops"]
    told = []
    for cell in cells:
        source = cell.source.replace("\n# broken: ", "\n")
        with pytest.raises((NameError, SyntaxError)) as stopped:
            exec(compile(source, "cell", "exec", AS_NOTEBOOKS_READ), {})  # noqa: S102 - our own course source
        told.append(f"{type(stopped.value).__name__}: {stopped.value}")
    assert "NameError: name 'Twelve' is not defined" in told[0]
    assert "SyntaxError: incomplete input" in told[1]


def test_practice_says_the_number_that_its_lines_give(course: Path) -> None:
    names = names_after(course / FOLDER / "practice.py")
    text = (course / FOLDER / "practice.py").read_text(encoding="utf-8")
    assert f"# You should see {names['south_visits']}." in text


def test_error_that_task_4_shows_is_what_this_python_says(course: Path, tmp_path: Path) -> None:
    (tmp_path / "monthly.py").write_text('\n\ntotal = episodes["DAYS"].sum()\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "monthly.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    said = [line for line in ended.stderr.splitlines() if set(line.strip()) - set("^~")]
    page = course / FOLDER / "assignment.py"
    text = with_errors(page, page.read_text(encoding="utf-8"))
    shown = re.findall(r"^# [a-d]   (.*)$", text, re.MULTILINE)
    assert [re.sub(r'"[^"]*monthly.py"', '"monthly.py"', line).strip() for line in said] == [
        line.strip() for line in shown
    ]
    assert shown[ord("d") - ord("a")].startswith("NameError")
