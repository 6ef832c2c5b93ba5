"""The contract of a task, point by point, on the test cells that the compiler writes."""

import ast
import inspect
import math
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from fingerpost import grading
from fingerpost.courseware.compile import compile_assignment
from fingerpost.courseware.sources import load_course
from fingerpost.grading import checking
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.grading.checking import check
from fingerpost.grading.declare import DeclarationError
from fingerpost.grading.judge import judge
from fingerpost.grading.script import ScriptCell
from fingerpost.grading.values import capture
from nbgrader.utils import determine_grade
from small_course import Notebooks, graded_cell, run_cell

pytestmark = pytest.mark.usefixtures("quick_runner")

COURSE = Path(__file__).resolve().parents[3] / "course"
TEST_CELLS = [
    (cell.metadata.nbgrader.grade_id, cell.source)
    for module in load_course(COURSE).ready
    for cell in compile_assignment(COURSE / module.folder).cells
    if cell.metadata.get("nbgrader", {}).get("grade")
]


def test_point_1_checks_declare_shape_points_and_slips_and_hold_no_right_answer(course_root: Path) -> None:
    checks = load_module(course_root / "checks" / "03-count.py")
    task = checks.tasks["starters"]
    assert (task.seen, task.hidden, task.names) == (1, 3, ("starters",))
    reaching = set(vars(checks)) & {"references", "also_right", "wrong"}
    assert reaching == set()


def test_point_1_a_slip_on_the_attempt_is_told_how_the_cell_ran(course_root: Path, shell: Any) -> None:
    (course_root / "checks" / "03-count.py").write_text(
        "from fingerpost.grading.declare import number, slip, task\n"
        'task("starters", asks=number("starters"), seen=1, hidden=3)\n'
        '@slip("M00-CASE", on="attempt", saw="{text}", why="w", next="n")\n'
        "def case(attempt, data):\n"
        '    return {"text": attempt.error_text} if attempt.error == "NameError" else None\n',
        encoding="utf-8",
    )
    shell.run_cell("from fingerpost import check\nIn.clear()")
    shell.run_cell("starters = Episodes")
    assert (check("starters").code, check("starters").saw) == ("M00-CASE", "name 'Episodes' is not defined")


def test_point_2_references_are_worked_out_on_any_authority_and_never_stored(course_root: Path) -> None:
    answers = load_answers(course_root / "answers" / "03-count.py")
    assert all(callable(reference) for reference in answers.references.values())
    assert not [
        name for name in (course_root / "checks").rglob("*") if "reference(" in name.read_text("utf-8")
    ]


def test_point_3_four_callers_share_one_function() -> None:
    assert list(inspect.signature(judge).parameters) == ["task", "values", "data", "reference"]


@pytest.mark.usefixtures("course_root")
def test_point_3_a_self_check_ends_by_saying_that_others_follow(shell: Any) -> None:
    shell.run_cell("from fingerpost import check\nstarters = 5")
    verdict = check("starters")
    assert (verdict.points, verdict.stage) == (1, "check")
    assert verdict.closing == "These checks passed; others run when you hand in."


@pytest.mark.usefixtures("course_root")
def test_point_3_a_cell_that_stopped_is_not_judged_by_what_an_earlier_run_left(shell: Any) -> None:
    for source in ("from fingerpost import check\nstarters = 5", "starters = 5 + lost"):
        shell.run_cell(source)
    verdict = check("starters")
    assert (verdict.points, verdict.code) == (0, "CELL-STOPPED")
    assert "`starters` is still what an earlier run made" in verdict.why
    shell.run_cell("starters = 6")
    assert check("starters").points == 1


def test_point_4_hidden_marking_runs_the_notebook_again_and_takes_each_value_right_after_its_cell(
    shell: Any, notebooks: Notebooks
) -> None:
    later = "finishers = 10 if False else 20; starters = -1"
    notebooks.write({"finishers": later})
    shell.run_cell("from fingerpost import mark")
    shell.run_cell(Notebooks.RIGHT["starters"])
    cell = run_cell(shell, graded_cell("starters", "hidden"))
    assert cell.outputs[0].data["text/plain"] == "3"


def test_point_5_values_cross_as_json_and_nothing_of_a_pickle() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(grading.__path__[0]).glob("*.py")]
    imported = {
        name.name.split(".")[0]
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert not imported & {"pickle", "cloudpickle", "dill", "marshal", "shelve", "pyarrow"}
    assert capture(object())["kind"] == "unreadable"


@pytest.mark.parametrize(("grade_id", "source"), TEST_CELLS)
def test_point_6_test_cells_hold_exactly_the_lines_of_the_contract(grade_id: str, source: str) -> None:
    word, _, which = grade_id.rpartition("-")
    expected = {
        "seen": f'import fingerpost; fingerpost.check("{word}")',
        "hidden": "# The other points come when you hand in. There is nothing to type here.\n"
        "### BEGIN HIDDEN TESTS\n"
        f'import fingerpost; fingerpost.mark("{word}")\n'
        "### END HIDDEN TESTS",
    }
    assert source == expected[which]


@pytest.mark.parametrize(("grade_id", "source"), TEST_CELLS)
def test_point_6_a_test_cell_ends_on_our_call_and_on_no_other_expression(grade_id: str, source: str) -> None:
    *_, last = ast.parse(source).body
    assert isinstance(last, ast.Expr), grade_id
    assert ast.unparse(last).startswith(("fingerpost.check(", "fingerpost.mark("))


def test_point_6_there_are_two_cells_for_each_listed_task() -> None:
    words = [word for module in load_course(COURSE).ready for word in module.tasks]
    assert [grade_id for grade_id, _ in TEST_CELLS] == [
        f"{w}-{which}" for w in words for which in ("seen", "hidden")
    ]


@pytest.mark.parametrize("which", ["seen", "hidden"])
def test_point_6_a_test_cell_gives_a_bare_number_and_words_and_no_stderr(
    shell: Any, course_root: Path, notebooks: Notebooks, which: str
) -> None:
    checks = course_root / "checks" / "03-count.py"
    loud = "    import sys, warnings; warnings.warn('old'); print('loud', file=sys.stderr)\n    return {"
    checks.write_text(checks.read_text(encoding="utf-8").replace("    return {", loud), encoding="utf-8")
    notebooks.write()
    for source in ("from fingerpost import check", *Notebooks.RIGHT.values()):
        shell.run_cell(source)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        cell = run_cell(shell, graded_cell("starters", which))
    assert [output.output_type for output in cell.outputs] == ["execute_result"]
    told = float(cell.outputs[0].data["text/plain"])
    assert math.isfinite(told)
    cell.metadata.nbgrader["points"] = 3
    assert determine_grade(cell)[0] == told == {"seen": 1, "hidden": 3}[which]
    assert "<article" in cell.outputs[0].data["text/html"]


def test_point_7_in_a_learners_kernel_mark_says_that_the_tutor_marks(
    shell: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cell = run_cell(shell, graded_cell("starters", "hidden"))
    assert "Your tutor marks this" in cell.outputs[0].evalue
    assert determine_grade(cell)[0] == 0


def test_checks_that_are_broken_give_nothing_to_a_seen_cell(shell: Any, course_root: Path) -> None:
    (course_root / "checks" / "03-count.py").write_text("x = =", encoding="utf-8")
    shell.run_cell("starters = 3")
    cell = run_cell(shell, graded_cell("starters", "seen"))
    assert cell.outputs[0].ename == DeclarationError.__name__
    assert determine_grade(cell)[0] == 0


def test_silence_holds_back_warnings_and_gives_standard_error_back() -> None:
    before = sys.stderr
    with checking.in_silence():
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        assert sys.stderr is not before
    assert sys.stderr is before


def test_script_cell_knows_no_points_and_no_reference() -> None:
    assert set(ScriptCell.__dataclass_fields__) == {"source", "word"}
