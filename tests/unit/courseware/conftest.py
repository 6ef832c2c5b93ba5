"""A course of one module, small enough to read: two cells that matter and one task."""

from collections.abc import Callable
from pathlib import Path

import pytest

COURSE_LIST = """
release = "2026.1"
fix = 2

[[modules]]
id = "03"
folder = "03-count"
title = "Count"
status = "ready"
minutes = 60
needs = []
tables = []
ksbs = []
tasks = ["starters"]
person_tasks = ["caution"]
"""

ASSIGNMENT = """# %% [markdown]
# # Count

# %% role="setup"
# Purpose: open the episodes
episodes = [1, 2, 3]

# %% task="starters"
# Purpose: count the children who started
### BEGIN SOLUTION
starters = len(episodes)
### END SOLUTION

# %% [markdown] person="caution" points=6
# Write one caution.
#
# ### BEGIN MARK SCHEME
# 2 = a real limit is named
# ### END MARK SCHEME
"""

LESSON = """# %% [markdown]
# # Count

# %% role="lesson"
# Purpose: add two numbers
1 + 1
"""

CHECKS = """
from fingerpost.grading.declare import number, task

task("starters", asks=number("starters"), seen=1, hidden=3)
"""

SETTINGS = """
import os
import sys
from pathlib import Path

c = get_config()
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
c.ClearSolutions.code_stub = {"python": "# Write here"}
"""

ANSWERS = """
from fingerpost.grading.declare import reference


@reference("starters")
def _(data):
    return 3
"""


def _make_course(root: Path) -> Path:
    module = root / "03-count"
    module.mkdir(parents=True)
    (root / "course.toml").write_text(COURSE_LIST, encoding="utf-8")
    (root / "start-here.md").write_text("# Start here\n", encoding="utf-8")
    (root / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    files = {"assignment.py": ASSIGNMENT, "lesson.py": LESSON, "checks.py": CHECKS, "answers.py": ANSWERS}
    files |= {"tutor.md": "For tutors: zebra\n", "sheet.md": "# Sheet\n"}
    for name, text in files.items():
        (module / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def make_course() -> Callable[[Path], Path]:
    """Return a function that writes a course whose one module compiles into an empty folder."""
    return _make_course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course folder of this test's own."""
    return _make_course(tmp_path / "course")


@pytest.fixture
def module(course: Path) -> Path:
    """Return the folder of that module."""
    return course / "03-count"
