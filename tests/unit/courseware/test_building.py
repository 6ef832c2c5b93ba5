"""The tutor's course root and the learner edition hold what they should, and the learner's nothing more."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from fingerpost.courseware import build
from fingerpost.courseware.build import CourseRootFaultError, build_learner, build_tutor
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.printed import sheet_to_print
from fingerpost.errors import FingerpostError

SLIPS = 'from fingerpost.grading.declare import wrong\n\nwrong["M03-OKAPI"] = "starters = 0"\n'
"""Answers that stand beside answers.py, in a part of their own."""


@pytest.fixture(autouse=True)
def warehouses(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None]]:
    """Stand in for the warehouse room: note which authority was asked for, and from which seed."""
    asked: list[tuple[str, int | None]] = []

    def note(letter: str, *, out: Path, seed: int | None = None) -> Path:
        asked.append((letter, seed))
        (out / "warehouse").mkdir(exist_ok=True)
        return out

    monkeypatch.setattr(build, "build_authority", note)
    return asked


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def learner_files(
    tmp_path_factory: pytest.TempPathFactory, make_course: Callable[[Path], Path]
) -> dict[str, bytes]:
    """Return the files of one learner edition, built once for every test that reads it."""
    base = tmp_path_factory.mktemp("learner")
    course = make_course(base / "course")
    (course / "03-count" / "answers_slips.py").write_text(SLIPS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(build, "build_authority", lambda _letter, **_options: base)
        return _files(build_learner(course, base / "edition"))


def test_course_root_holds_what_nbgrader_and_the_checks_need(course: Path, tmp_path: Path) -> None:
    built = _files(build_tutor(course, tmp_path / "root"))
    assert sorted(built) == [
        "answers/03-count.py",
        "checks/03-count.py",
        "checks/catalogue.json",
        "fingerpost.toml",
        "made.json",
        "nbgrader_config.py",
        "notes/03-count.md",
        "source/03-count/03-count.ipynb",
    ]


def test_answers_in_parts_reach_the_tutor_as_one_file_and_no_learner(
    course: Path, tmp_path: Path, learner_files: dict[str, bytes]
) -> None:
    (course / "03-count" / "answers_slips.py").write_text(SLIPS, encoding="utf-8")
    tutors = _files(build_tutor(course, tmp_path / "root"))
    assert [name for name, content in tutors.items() if b"OKAPI" in content] == ["answers/03-count.py"]
    assert [name for name, content in learner_files.items() if b"OKAPI" in content or "slips" in name] == []


def test_authority_b_comes_from_the_private_seed(
    course: Path, tmp_path: Path, warehouses: list[tuple[str, int | None]]
) -> None:
    root = build_tutor(course, tmp_path / "root")
    seed = tomllib.loads((root / "fingerpost.toml").read_text(encoding="utf-8"))["hidden_seed"]
    assert warehouses == [("A", None), ("T", None), ("B", seed)]


def test_two_course_roots_have_two_seeds(course: Path, tmp_path: Path) -> None:
    seeds = {
        (build_tutor(course, tmp_path / name) / "fingerpost.toml").read_bytes() for name in ("one", "two")
    }
    assert len(seeds) == 2


def test_rebuilding_keeps_the_seed_and_drops_files_of_modules_that_are_gone(
    course: Path, tmp_path: Path
) -> None:
    root = build_tutor(course, tmp_path / "root")
    before = _files(root)
    (root / "answers" / "02-gone.py").write_text("x = 1\n", encoding="utf-8")
    assert _files(build_tutor(course, root)) == before


def test_rebuilding_leaves_a_tutors_own_files_alone(course: Path, tmp_path: Path) -> None:
    root = build_tutor(course, tmp_path / "root")
    submitted = root / "submitted" / "ada" / "03-count" / "03-count.ipynb"
    submitted.parent.mkdir(parents=True)
    submitted.write_text("{}", encoding="utf-8")
    build_tutor(course, root)
    assert submitted.read_text(encoding="utf-8") == "{}"


def test_a_seed_that_cannot_be_read_is_never_replaced(course: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "fingerpost.toml").write_text('release = "2026.1"\nhidden_seed = "lost"\n', encoding="utf-8")
    with pytest.raises(CourseRootFaultError, match="Put back your copy"):
        build_tutor(course, root)
    assert "lost" in (root / "fingerpost.toml").read_text(encoding="utf-8")


def test_nothing_is_written_when_a_source_has_a_fault(course: Path, tmp_path: Path) -> None:
    (course / "03-count" / "assignment.py").write_text("# %%\n1\n", encoding="utf-8")
    with pytest.raises(CourseSourceFaultError):
        build_tutor(course, tmp_path / "root")
    assert not (tmp_path / "root").exists()


def test_a_source_that_is_missing_is_named(course: Path, tmp_path: Path) -> None:
    (course / "03-count" / "tutor.md").unlink()
    with pytest.raises(FingerpostError, match=r"tutor\.md is not there.*planned"):
        build_tutor(course, tmp_path / "root")


def test_building_a_course_root_twice_gives_the_same_bytes(course: Path, tmp_path: Path) -> None:
    one, two = (_files(build_tutor(course, tmp_path / name)) for name in ("one", "two"))
    for from_the_seed in ("fingerpost.toml", "made.json"):
        assert one.pop(from_the_seed) != two.pop(from_the_seed)
    assert one == two


def test_learner_edition_holds_lessons_assignments_checks_and_start_page(
    learner_files: dict[str, bytes],
) -> None:
    assert sorted(learner_files) == [
        "assignments/03-count/03-count.ipynb",
        "checks/03-count.py",
        "checks/catalogue.json",
        "lessons/03-count-sheet.html",
        "lessons/03-count-sheet.md",
        "lessons/03-count.ipynb",
        "made.json",
        "start-here.md",
    ]


def test_notes_for_tutors_say_first_where_the_model_answers_stand(course: Path, tmp_path: Path) -> None:
    notes = _files(build_tutor(course, tmp_path / "tutor"))["notes/03-count.md"].decode()
    assert "`source/03-count/03-count.ipynb`" in notes
    assert "`answers/03-count.py`" in notes


def test_learner_gets_the_sheet_to_print_whole_in_one_file(learner_files: dict[str, bytes]) -> None:
    page = learner_files["lessons/03-count-sheet.html"].decode()
    assert "<title>Sheet</title>" in page
    assert "<h1" in page
    assert not re.findall(r"<script|<link|src=|url\(|href=|@import|¶|&#182;", page)


def test_bar_in_the_code_of_a_table_is_printed_as_a_bar() -> None:
    page = sheet_to_print("# A\n\n| x | y |\n|---|---|\n| or | `(a) \\| (b)` |\n")
    assert "<code>(a) | (b)</code>" in page


def test_learner_gets_the_question_without_solution_hidden_check_or_mark_scheme(
    learner_files: dict[str, bytes],
) -> None:
    cells = {
        cell["id"]: cell for cell in json.loads(learner_files["assignments/03-count/03-count.ipynb"])["cells"]
    }
    sources = {name: "".join(cell["source"]) for name, cell in cells.items()}
    assert sources["starters"] == "# Purpose: count the children who started\n# Write here"
    assert sources["starters-seen"] == 'import fingerpost; fingerpost.check("starters")'
    assert sources["starters-hidden"].startswith("# The other points are given when you hand in.")
    assert "mark" not in sources["starters-hidden"]
    assert sources["caution"] == "Write one caution.\n"


@pytest.mark.parametrize(
    "word", ["len(episodes)", "return 3", "a real limit", "zebra", "fingerpost.mark", "hidden_seed"]
)
def test_learner_edition_holds_no_word_of_answers_notes_or_seed(
    learner_files: dict[str, bytes], word: str
) -> None:
    assert not [name for name, content in learner_files.items() if word.encode() in content]


def test_learner_edition_has_authorities_a_and_t_only(
    course: Path, tmp_path: Path, warehouses: list[tuple[str, int | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "released_assignments", lambda solved, **_: solved)
    build_learner(course, tmp_path / "edition")
    assert warehouses == [("A", None), ("T", None)]


def test_a_changed_settings_file_changes_what_nbgrader_releases(course: Path, tmp_path: Path) -> None:
    settings = course / "nbgrader_config.py"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Write here", "Answer here"), encoding="utf-8"
    )
    built = build_learner(course, tmp_path / "edition")
    assert "# Answer here" in (built / "assignments/03-count/03-count.ipynb").read_text(encoding="utf-8")
