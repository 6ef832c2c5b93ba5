"""A course of two small tasks, and a shell like a learner's kernel."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading import runs
from fingerpost.grading.attempt import record_attempts
from fingerpost.grading.catalogue import ModuleChecks, load_module
from IPython.core.interactiveshell import InteractiveShell
from small_course import Notebooks, write_course_root
from traitlets.config import Config


@pytest.fixture
def course_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tutor's course root of this test's own, and the test in the folder of a hand-in below it."""
    root = write_course_root(tmp_path / "root")
    (root / "autograded" / "ada" / "03-count").mkdir(parents=True)
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "A")
    monkeypatch.chdir(root / "autograded" / "ada" / "03-count")
    return root


@pytest.fixture
def checks(course_root: Path) -> ModuleChecks:
    """The tasks of that course."""
    return load_module(course_root / "checks" / "03-count.py")


@pytest.fixture
def notebooks(course_root: Path) -> Notebooks:
    """Writes into the folder in which nbgrader would run the notebook."""
    return Notebooks(course_root / "autograded" / "ada" / "03-count")


@pytest.fixture
def shell() -> Iterator[Any]:
    """A shell as a learner's kernel has one; gone after the test."""
    main = sys.modules["__main__"]
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    made = InteractiveShell.instance(config=settings)
    record_attempts(made)  # as `from fingerpost import check` does in a fresh kernel
    yield made
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main


@pytest.fixture
def quick_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that runs cells start without the libraries that these cells do not use."""
    monkeypatch.setattr(runs, "_ALWAYS_WARM", ())
