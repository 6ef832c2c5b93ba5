"""Any nbgrader course root, with its own settings, as the run uses it."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.sandbox.limits import Limits

CONFIG = "nbgrader_config.py"
_MARK = "fingerpost.grading.engine.preprocessor.FingerpostMark"
_KEEP = "fingerpost.grading.engine.preprocessor.KeepUnmarked"


class NotACourseRootError(FingerpostError):
    """The command was typed somewhere else than in an nbgrader course root."""


class UnknownAssignmentError(FingerpostError):
    """The course root has no assignment of that name."""


@dataclass(frozen=True)
class CourseRoot:
    """A course root, its settings and the folder names that they give."""

    root: Path
    app: Any
    coursedir: Any

    @property
    def db_url(self) -> str:
        """Return the address of the gradebook."""
        return str(self.coursedir.db_url)

    @property
    def exchange(self) -> Path:
        """Return nbgrader's exchange, by the course's own settings; it need not be there."""
        from nbgrader.exchange.default.exchange import Exchange  # noqa: PLC0415 - nbgrader takes seconds to import

        return Path(str(Exchange(config=self.app.config).root))

    @property
    def trust(self) -> bool:
        """Claim that the course's own settings say that its learners are trusted."""
        return bool(self.app.config.FingerpostMark.get("trust", False))

    @property
    def limits(self) -> Limits:
        """Return the bounds that the course's own settings give."""
        told = self.app.config.FingerpostMark
        chosen = {name: float(told[name]) for name in ("cell_seconds", "script_seconds") if name in told}
        return Limits(**chosen)  # type: ignore[arg-type]  # these two are seconds

    def locked_cells(self, assignment: str) -> dict[str, dict[str, str]]:
        """Return by notebook the text of each locked cell, with its hidden tests, from the gradebook."""
        from nbgrader.api import Gradebook  # noqa: PLC0415 - nbgrader takes seconds to import

        with Gradebook(self.db_url, self.coursedir.course_id) as gradebook:
            return {
                notebook.name: {cell.name: cell.source for cell in notebook.source_cells if cell.locked}
                for notebook in gradebook.find_assignment(assignment).notebooks
            }

    def hand_ins(self, assignment: str) -> dict[str, Path]:
        """Return by learner the folder that was handed in; raises UnknownAssignmentError."""
        submitted = self.root / str(self.coursedir.submitted_directory)
        found = {
            learner.name: learner / assignment
            for learner in sorted(submitted.iterdir() if submitted.is_dir() else ())
            if (learner / assignment).is_symlink() or (learner / assignment).exists()
        }
        if not found and not (self.root / "source" / assignment).is_dir():
            raise UnknownAssignmentError(
                f"There is no assignment '{assignment}' in {self.root}. It has: {self._assignments()}."
            )
        return found

    def _assignments(self) -> str:
        names = sorted(path.name for path in (self.root / "source").glob("*") if path.is_dir())
        return ", ".join(names) or "none"


def find_course_root(here: Path) -> Path:
    """Return the course root that `here` is in; raises NotACourseRootError."""
    for folder in (here.resolve(), *here.resolve().parents):
        if (folder / CONFIG).is_file():
            return folder
    raise NotACourseRootError(
        f"{here} is not in an nbgrader course root: there is no {CONFIG} in it or above it. Go to the course "
        "root, or make one: fingerpost course build --for tutor --out DIR"
    )


def open_course_root(root: Path) -> CourseRoot:
    """Return a course root with the settings that nbgrader itself reads there."""
    from nbgrader.apps import NbGrader  # noqa: PLC0415 - nbgrader takes seconds to import
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 - as above

    with _standing_in(root):
        app = NbGrader()
        app.log_level = "ERROR"
        app.initialize([])
        app.config = _with_our_steps(app.config)
        coursedir = CourseDirectory(parent=app)
        coursedir.root = str(root)
    return CourseRoot(root, app, coursedir)


def _with_our_steps(config: Any) -> Any:  # noqa: ANN401 - traitlets ships no types
    """Return the settings with Execute replaced by ours, whatever other steps the course has chosen."""
    from nbgrader.converters import Autograde  # noqa: PLC0415 - as above

    chosen = config.Autograde.get(
        "autograde_preprocessors", Autograde.autograde_preprocessors.default_args[0]
    )
    names = [step if isinstance(step, str) else f"{step.__module__}.{step.__name__}" for step in chosen]
    steps = [_MARK if name.endswith(".Execute") else name for name in names]
    if _KEEP not in steps:
        saved = next(at for at, name in enumerate(steps) if name.endswith(".SaveAutoGrades"))
        steps.insert(saved + 1, _KEEP)
    config.Autograde.autograde_preprocessors = steps
    return config


@contextlib.contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
