"""Authors are told every fault of a source at once, each with its line."""

from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.compile import compile_assignment, compile_lesson

TASK = '# %% task="starters"\n# Purpose: count\n### BEGIN SOLUTION\nstarters = 3\n### END SOLUTION\n'
PERSON = """# %% [markdown] person="caution" points=6
# Write.
# ### BEGIN MARK SCHEME
# 2
# ### END MARK SCHEME
"""


def _said(module: Path, text: str) -> str:
    (module / "assignment.py").write_text(text, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError) as told:
        compile_assignment(module)
    return str(told.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (TASK + PERSON + '# %% roll="setup"\n# Purpose: x\n1\n', 11, "unknown mark `roll`"),
        (TASK + PERSON + '# %% role="stepup"\n# Purpose: x\n1\n', 11, 'unknown role "stepup"'),
        (TASK + PERSON + "# %% role=setup\n# Purpose: x\n1\n", 11, "a word stands in quotes"),
        (TASK + PERSON + TASK.replace("starters", "finishers"), 11, 'unknown task "finishers"'),
        (TASK + PERSON + TASK, 11, "was used on line 1"),
        (
            TASK.replace("starters = 3", "if True:\n    # %% x\n    starters = 3") + PERSON,
            5,
            "`# %%` inside a cell",
        ),
        (TASK.replace("starters = 3", 'starters = """\n# %% x\n"""') + PERSON, 5, "`# %%` inside a cell"),
        (TASK.replace("### BEGIN SOLUTION\n", "") + PERSON, 1, "needs one ### BEGIN SOLUTION"),
        (TASK.replace("starters = 3", "starters = 3\n" * 11) + PERSON, 1, "has 13 lines, the most is 12"),
        (TASK + PERSON.replace(" points=6", ""), 6, "needs its points"),
        (TASK + PERSON.replace("# ### BEGIN MARK SCHEME\n", ""), 6, "needs one ### BEGIN MARK SCHEME"),
        (
            TASK.replace(' task="starters"', ' task="starters" points=4') + PERSON,
            1,
            "points stand in checks.py",
        ),
        (TASK.replace("# Purpose: count\n", "") + PERSON, 1, "starts with its purpose"),
        (
            TASK.replace("starters = 3", "# Purpose: print\nstarters = 3") + PERSON,
            1,
            "2 purposes are 2 cells",
        ),
        (TASK.replace("starters = 3", "starters = = 3") + PERSON, 4, "Python cannot read this line"),
        (TASK + PERSON + "# %%\n# Purpose: x\n1\n", 11, "a code cell needs role="),
        ("import x\n" + TASK + PERSON, 1, "text before the first"),
        (TASK, 1, 'course.toml lists "caution"'),
        (TASK + PERSON + "# %% [markdown]\n# ### BEGIN HIDDEN TESTS\n", 11, "written by the compiler"),
        (TASK.replace("# %% task", "# %% [markdown] task") + PERSON, 1, "answered in a code cell"),
    ],
)
def test_fault_is_named_with_its_line(module: Path, text: str, line: int, words: str) -> None:
    said = _said(module, text)
    assert f"assignment.py:{line}: " in said
    assert words in said


def test_every_fault_of_a_file_is_told_at_once(module: Path) -> None:
    said = _said(module, TASK.replace("### BEGIN SOLUTION\n", "") + "# %%\n1\n")
    assert len(said.splitlines()) >= 3


def test_a_task_that_the_checks_do_not_declare_is_refused(module: Path) -> None:
    (module / "checks.py").write_text("", encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match=r"checks\.py declares no task"):
        compile_assignment(module)


def test_a_lesson_longer_than_350_lines_is_refused(module: Path) -> None:
    (module / "lesson.py").write_text("# %% [markdown]\n" + "# word\n" * 351, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="352 lines, the most is 350"):
        compile_lesson(module)


def test_a_lesson_holds_no_marked_task(module: Path) -> None:
    (module / "lesson.py").write_text(TASK, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="a lesson has no marked tasks"):
        compile_lesson(module)


def test_a_missing_source_is_said_in_words(module: Path) -> None:
    (module / "assignment.py").unlink()
    with pytest.raises(CourseSourceFaultError, match=r"assignment.py is not there"):
        compile_assignment(module)


def test_a_source_that_breaks_nothing_compiles(module: Path) -> None:
    (module / "assignment.py").write_text(TASK + PERSON, encoding="utf-8")
    assert compile_assignment(module).cells[0].id == "starters"
