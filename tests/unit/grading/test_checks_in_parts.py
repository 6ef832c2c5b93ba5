"""A module's checks may stand in several files: they are read as one, and an edition holds them joined."""

from pathlib import Path

import pytest
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.grading.declare import DeclarationError
from fingerpost.grading.parts import files_of, joined

MAIN = """
from fingerpost.grading.declare import number, slip, task

CODE = "M99-NONE"
task("starts", asks=number("starts"), seen=1, hidden=1)
"""
PART = """
from checks import CODE
from fingerpost.grading.declare import number, slip, task

task("ends", asks=number("ends"), seen=1, hidden=1)


@slip(CODE, saw="Yours is 0.", why="Nobody was counted.", next="Count again.")
def none_counted(value, _data):
    return {"code": CODE} if value == 0 else None
"""


@pytest.fixture
def checks(tmp_path: Path) -> Path:
    """A checks.py with one part beside it."""
    (tmp_path / "checks.py").write_text(MAIN, encoding="utf-8")
    (tmp_path / "checks_ends.py").write_text(PART, encoding="utf-8")
    return tmp_path / "checks.py"


def codes(file: Path) -> dict[str, list[str]]:
    return {word: [slip.code for slip in task.slips] for word, task in load_module(file).tasks.items()}


def test_a_part_is_read_after_its_file_and_takes_names_from_it(checks: Path) -> None:
    assert codes(checks) == {"starts": [], "ends": ["M99-NONE"]}
    (slip,) = load_module(checks).tasks["ends"].slips
    assert slip.recognise(0, None) == {"code": "M99-NONE"}


def test_joined_into_one_file_they_declare_the_same_under_any_name(checks: Path, tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    one = tmp_path / "built" / "99-starts-and-ends.py"
    one.write_text(joined(checks), encoding="utf-8")
    assert files_of(one) == (one,)
    assert codes(one) == codes(checks)


def test_a_part_that_is_mended_is_read_again(checks: Path) -> None:
    assert len(codes(checks)) == 2
    part = checks.with_name("checks_ends.py")
    part.write_text(PART.replace('"ends"', '"all_ends"'), encoding="utf-8")
    assert list(codes(checks)) == ["starts", "all_ends"]


def test_a_part_that_stops_is_told_with_its_own_name_and_line(checks: Path) -> None:
    checks.with_name("checks_ends.py").write_text("from checks import CODE, GHOST\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"checks_ends\.py, line 1: ImportError.*GHOST"):
        load_module(checks)


def test_other_files_of_the_folder_are_no_parts(checks: Path) -> None:
    checks.with_name("answers.py").write_text("raise ValueError\n", encoding="utf-8")
    assert [file.name for file in files_of(checks)] == ["checks.py", "checks_ends.py"]


def test_slips_may_stand_beside_the_right_answers_and_take_names_from_them(tmp_path: Path) -> None:
    answers = tmp_path / "answers.py"
    right = "from fingerpost.grading.declare import also_right\n"
    answers.write_text(f'{right}COUNT = "starts = "\nalso_right["starts"] = COUNT + "3"\n', encoding="utf-8")
    part = "from answers import COUNT\nfrom fingerpost.grading.declare import wrong\n"
    part += 'wrong["M99-NONE"] = {"starts": COUNT + "0"}\n'
    (tmp_path / "answers_slips.py").write_text(part, encoding="utf-8")
    for file in (answers, tmp_path / "built.py"):
        if not file.is_file():
            file.write_text(joined(answers), encoding="utf-8")
        told = load_answers(file)
        assert told.also_right == {"starts": ("starts = 3",)}
        assert told.wrong == {"M99-NONE": {"starts": ("starts = 0",)}}
