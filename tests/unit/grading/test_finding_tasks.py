"""A task is found by its word; what an author declared wrongly is said with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import (
    CourseMissingError,
    UnknownTaskError,
    find_task,
    listed_modules,
    load_answers,
    load_module,
)
from fingerpost.grading.declare import DeclarationError


def test_task_comes_with_its_module(course_root: Path) -> None:
    found = find_task("starters", course_root)
    assert (found.task.title, found.module.id, found.module.release) == (
        "Children who started",
        "03",
        "2026.1",
    )
    assert [slip.code for slip in found.task.slips] == ["M03-ROWS"]


def test_unknown_word_is_answered_with_the_nearest(course_root: Path) -> None:
    with pytest.raises(UnknownTaskError, match=r"No task is called 'startres'\. Did you mean 'starters'\?"):
        find_task("startres", course_root)
    with pytest.raises(UnknownTaskError, match="stands in the cell below"):
        find_task("zzz", course_root)


def test_learner_sees_the_sentence_and_no_traceback(course_root: Path) -> None:
    for raised, asked in ((UnknownTaskError, course_root), (CourseMissingError, course_root / "nowhere")):
        with pytest.raises(raised) as told:
            find_task("startres", asked)
        shown: Any = told.value
        assert shown._render_traceback_() == [str(shown)]


def test_listed_task_that_is_not_declared_is_said(course_root: Path) -> None:
    (course_root / "checks" / "03-count.py").write_text("", encoding="utf-8")
    with pytest.raises(CourseMissingError, match=r"03-count\.py does not declare it"):
        find_task("starters", course_root)


@pytest.mark.parametrize("text", ["{", "[]", '{"modules": [{"id": "03"}]}', '{"modules": 3}'])
def test_catalogue_that_cannot_be_read_is_said(course_root: Path, text: str) -> None:
    (course_root / "checks" / "catalogue.json").write_text(text, encoding="utf-8")
    with pytest.raises(CourseMissingError, match="cannot be read; type `fingerpost start`"):
        listed_modules(course_root)


def test_catalogue_that_is_rebuilt_is_read_anew(course_root: Path) -> None:
    assert len(listed_modules(course_root)) == 2
    (course_root / "checks" / "catalogue.json").write_text(json.dumps({"modules": []}), encoding="utf-8")
    assert listed_modules(course_root) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = = 1", "line 1: SyntaxError"),
        ("\n\nx = 1 / 0", "line 3: ZeroDivisionError"),
        ('task("two words", asks=number("x"), seen=1, hidden=1)', "is not one word"),
        ('task("x", asks=number("x"), seen=0, hidden=0)', "seen=0 and hidden=0"),
        ('task("x", asks=number("x"), seen=-1, hidden=3)', "both must be 0 or more"),
        ('task("x", asks=number("x"), seen=float("nan"), hidden=3)', "both must be 0 or more"),
        (
            'task("x", asks=number("x"), seen=1, hidden=1)\ntask("x", asks=number("x"), seen=1, hidden=1)',
            "twice",
        ),
        ('slip("M03-X")(lambda value, data: None)', "stands above the first task"),
        (
            'task("x", asks=number("x"), seen=1, hidden=1)\nslip("M03-X", tasks="y")(print)',
            "names the task 'y'",
        ),
        ('reference("x")(print)\nreference("x")(print)', "two references"),
    ],
)
def test_fault_in_a_declaration_is_said_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "checks.py"
    file.write_text(f"from fingerpost.grading.declare import *\n{text}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"checks\.py, line \d") as told:
        load_module(file)
    assert said.replace("line 1", "line 2").replace("line 3", "line 4") in str(told.value)


def test_declarations_of_one_file_are_not_seen_by_another(tmp_path: Path, course_root: Path) -> None:
    other = tmp_path / "checks.py"
    other.write_text(
        "from fingerpost.grading.declare import number, task\n"
        'task("starters", asks=number("n"), seen=2, hidden=2)\n',
        encoding="utf-8",
    )
    assert list(load_module(other).tasks) == ["starters"]
    assert load_module(course_root / "checks" / "03-count.py").tasks["starters"].hidden == 3


def test_answers_come_by_task_and_by_slip(course_root: Path) -> None:
    answers = load_answers(course_root / "answers" / "03-count.py")
    assert answers.also_right == {"starters": ("starters = 3",)}
    assert answers.wrong == {"M03-ROWS": {"starters": ("starters = 99",)}}
    assert set(answers.references) == {"starters", "finishers"}


def test_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FingerpostError, match="There is no file"):
        load_module(tmp_path / "checks.py")


def test_message_may_be_a_docstring_in_three_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "checks.py"
    file.write_text(
        "from fingerpost.grading.declare import number, slip, task\n"
        'task("x", asks=number("x"), seen=1, hidden=1)\n'
        '@slip("M03-X")\ndef f(value, data):\n    """Saw {n}.\n\n    Why.\n\n    Next.\n    """\n',
        encoding="utf-8",
    )
    (made,) = load_module(file).tasks["x"].slips
    assert (made.message.saw, made.message.why, made.message.next_step) == ("Saw {n}.", "Why.", "Next.")
    assert load_module(file).lint() == []
