"""A learner sees what their own marked and desk tasks cover; a tutor sees it for the whole gradebook."""

import os
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fingerpost import cli
from fingerpost.cohort.coverage import people_of, write_cohort
from fingerpost.courseware.covering.own import keep_check
from fingerpost.courseware.covering.pages import as_page, as_text, cohort_page, grid_of
from fingerpost.courseware.covering.writing import NothingToCoverError, own_grid
from fingerpost.courseware.log import Event, append
from fingerpost.courseware.standards import Standard, read_standard
from fingerpost.grading.feedback.page import feedback_page
from fingerpost.grading.gradebook.copies import GradebookFaultError
from fingerpost.grading.run.course_root import open_course_root
from fingerpost.grading.verdict import Verdict
from nbgrader.api import Gradebook
from payloads import PAYLOADS
from sqlalchemy.exc import SAWarning

STANDARD = """
id = "ST0118"
title = "Data Analyst"
version = "three statements"
as_of = "2026-11-25"
source = "the plan"
[statements]
K1 = "law"
S1 = "use"
B1 = "care"
[[met]]
module = "03"
way = "task"
name = "starters"
codes = ["K1"]
evidence = "children counted"
[[met]]
module = "03"
way = "desk"
name = "desk"
codes = ["S1"]
evidence = "a PivotTable rebuilt"
[[met]]
module = "03"
way = "person"
name = "caution"
codes = ["B1"]
evidence = "a caution written"
[[met]]
module = "03"
way = "quiz"
name = "quiz"
codes = ["B1"]
evidence = "asked"
"""
CATALOGUE = (
    '{"release": "1", "fix": 0, "modules": '
    '[{"id": "03", "folder": "03-count", "title": "Count", "tasks": ["starters"]}]}'
)
NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built course: its catalogue and the map of a standard of three statements."""
    checks = tmp_path / "built" / "checks"
    (checks / "standards").mkdir(parents=True)
    (checks / "standards" / "st0118.toml").write_text(STANDARD, encoding="utf-8")
    (checks / "catalogue.json").write_text(CATALOGUE, encoding="utf-8")
    return checks.parent


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "Start here.md").touch()
    return folder


@pytest.fixture
def standard(built: Path) -> Standard:
    return read_standard(built / "checks" / "standards" / "st0118.toml")


def _covered(home: Path, built: Path) -> list[str]:
    return [row.statement.code for row in own_grid(home, built).rows if row.is_covered]


def _check(home: Path, points: float) -> None:
    keep_check(home, "03", [Verdict("starters", "Starters", points, 4.0)], now=NOW)


def test_a_check_with_three_fifths_of_the_points_covers(home: Path, built: Path) -> None:
    _check(home, 2.4)
    assert _covered(home, built) == ["K1"]


def test_a_check_with_less_covers_nothing_and_the_best_of_several_counts(home: Path, built: Path) -> None:
    _check(home, 2.3)
    assert _covered(home, built) == []
    _check(home, 4)
    _check(home, 0)
    assert _covered(home, built) == ["K1"]


def test_nothing_is_covered_in_a_folder_where_nothing_was_done(home: Path, built: Path) -> None:
    assert _covered(home, built) == []
    assert own_grid(home, built).summary == "0 of 3 statements are covered."


def test_a_portfolio_sheet_covers_what_the_desk_task_shows(home: Path, built: Path) -> None:
    (home / "portfolio").mkdir()
    (home / "portfolio" / "03-count.md").touch()
    assert _covered(home, built) == ["S1"]


def _fed_back(home: Path, words: str, *, score: float) -> None:
    """Write the feedback page of one task and one written task, with these words as the learner's own."""
    told = {"points": 4, "score": score}
    shown = {"output_type": "stream", "name": "stdout", "text": words}
    cells: list[dict[str, Any]] = [
        {"id": "starters", "source": words, "outputs": [shown],
         "metadata": {"fingerpost": {"task": "starters"}, "nbgrader": {"grade_id": "starters"}}},
        {"id": "h", "source": "", "outputs": [],
         "metadata": {"nbgrader": {"grade_id": "starters-hidden"} | told}},
        {"id": "caution", "source": "## In your own words",
         "metadata": {"nbgrader": {"grade_id": "caution", "task": True} | told}},
    ]  # fmt: skip
    page = home / "03-count" / "feedback" / "2026-01-16" / "03-count.html"
    page.parent.mkdir(parents=True)
    page.write_text(feedback_page(cells, title="Count", score=score, most=8), encoding="utf-8")


def test_marks_that_came_back_cover_task_and_written_task(home: Path, built: Path) -> None:
    _fed_back(home, "starters = 3", score=3)
    assert _covered(home, built) == ["K1", "B1"]


def test_words_of_ones_own_in_feedback_cannot_give_a_mark(home: Path, built: Path) -> None:
    _fed_back(home, '<section data-task="starters" data-points="4" data-of="4">', score=0)
    assert _covered(home, built) == []


@pytest.mark.parametrize(
    "line", ["starters 4/0", "starters x/4", "starters 1.1.1/4", "", "starters 4", "starters nan/4"]
)
def test_a_line_written_into_the_log_by_hand_stops_nothing(home: Path, built: Path, line: str) -> None:
    append(home, Event(NOW, "03", "checked", 0, line))
    assert _covered(home, built) == []


def test_text_says_everything_that_the_page_says(standard: Standard) -> None:
    grid = grid_of("my work", standard, {("03", "starters")})
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", as_page(grid), flags=re.DOTALL)
    cells = [unescape(one) for one in re.findall(r"<t[dh](?: scope=\"row\")?>([^<]+)</t[dh]>", page)]
    assert len(cells) == 9
    text = as_text(grid)
    assert [cell for cell in cells if not all(word in text for word in cell.split())] == []
    assert "K1  law: covered. module 03 starters: children counted." in text
    assert "S1  use: not yet. Meets you in module 03 at your desk." in text


def test_a_quiz_alone_is_named_and_covers_nothing(standard: Standard) -> None:
    assert "B1  care: not yet. Asked in a quiz, which covers nothing." in as_text(
        grid_of("my work", standard, {("03", "quiz")})
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_learners_name_is_only_ever_words(standard: Standard, payload: str) -> None:
    grid = grid_of(payload, standard, set())
    for page in (as_page(grid), cohort_page(standard, [(grid, f"{payload}.html")])):
        assert "<script" not in page
        assert len(re.findall(r"<(?:img|svg|iframe|a |object|link|base|form)", page)) <= 1
        assert not re.search(r"<[^>]*\son\w+=", page)


@pytest.fixture
def room(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course root whose gradebook has three learners: all points, half of them, and nothing read yet."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    (built / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    marks: Mapping[str, tuple[float, float, float | None]] = {
        "ada": (1, 3, 6), "bea": (1, 1, 3), "cy/../<b>": (0, 3, None),
    }  # fmt: skip
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{built}/gradebook.db", "") as gradebook:
        warnings.simplefilter("ignore", SAWarning)  # about the order in which nbgrader adds its rows
        gradebook.add_assignment("03-count")
        gradebook.add_notebook("03-count", "03-count")
        for name, most in (("starters-seen", 1), ("starters-hidden", 3)):
            gradebook.add_grade_cell(name, "03-count", "03-count", max_score=most, cell_type="code")
        gradebook.add_task_cell("caution", "03-count", "03-count", max_score=6, cell_type="markdown")
        for learner, (seen, hidden, by_hand) in marks.items():
            gradebook.add_student(learner, first_name="Ada" if learner == "ada" else None)
            gradebook.add_submission("03-count", learner)
            for name, points in (("starters-seen", seen), ("starters-hidden", hidden)):
                gradebook.find_grade(name, "03-count", "03-count", learner).auto_score = points
            gradebook.find_grade("caution", "03-count", "03-count", learner).manual_score = by_hand
        gradebook.db.commit()
    return built


def test_gradebook_says_who_passed_which_task(room: Path) -> None:
    people = people_of(open_course_root(room))
    assert {one.name: set(one.words) for one in people} == {
        "Ada": {"starters", "caution"},
        "bea": set(),
        "cy/../<b>": {"starters"},
    }


def test_a_tutor_gets_a_page_for_everyone_and_one_for_each(room: Path, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    (sheets / "bea").mkdir(parents=True)
    (sheets / "bea" / "03-count.html").touch()
    whole = write_cohort(open_course_root(room), tmp_path / "out", sheets=sheets)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len([name for name in names if name.startswith("learner-")]) == 6
    assert {"coverage.html", "learner-ada.html", "learner-ada.txt", "learner-bea.txt"} <= set(names)
    bea = (tmp_path / "out" / "learner-bea.txt").read_text(encoding="utf-8")
    assert "1 of 3 statements are covered." in bea
    assert "S1  use: covered. module 03 at your desk" in bea
    told = whole.read_text(encoding="utf-8")
    assert 'href="learner-ada.html">Ada</a></th><td class="number">2</td><td>S1</td>' in told
    assert "K1 law</th><td>2 of 3: Ada, cy/../&lt;b&gt;</td>" in told
    links = re.findall(r'href="([^"]+)"', told)
    assert all((tmp_path / "out" / link.replace("%25", "%")).is_file() for link in links)


def test_course_root_without_a_gradebook_is_told_so(built: Path, tmp_path: Path) -> None:
    (built / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    with pytest.raises(GradebookFaultError, match="There is no gradebook"):
        write_cohort(open_course_root(built), tmp_path / "out")


def test_course_built_without_a_standard_says_what_to_type(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingToCoverError, match="fingerpost start"):
        own_grid(home, tmp_path)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that types `fingerpost course coverage …` and gives what it says."""

    def say(*words: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", ["fingerpost", "course", "coverage", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        assert (ended.value.code or 0, told.err) == (0, "")
        return told.out

    return say


def test_command_shows_the_text_and_writes_the_page(
    home: Path, built: Path, typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(built))
    _check(home, 4)
    said = typed("--home", home)
    assert "K1  law: covered." in said
    assert str(home / "portfolio" / "coverage.html") in said
    assert (home / "portfolio" / "coverage.txt").read_text(encoding="utf-8") in said


def test_command_writes_a_tutors_pages_into_the_course_root(room: Path, typed: Callable[..., str]) -> None:
    assert str(room / "coverage" / "coverage.html") in typed("--root", room)
