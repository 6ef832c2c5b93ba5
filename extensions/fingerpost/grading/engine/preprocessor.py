"""nbgrader's plugs: `FingerpostMark` in the place of `Execute`, `KeepUnmarked` after `SaveAutoGrades`.

c.Autograde.autograde_preprocessors = [
    "fingerpost.grading.engine.preprocessor.FingerpostMark", …,
    "nbgrader.preprocessors.SaveAutoGrades",
    "fingerpost.grading.engine.preprocessor.KeepUnmarked", …]
"""

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float

from fingerpost.errors import FingerpostError
from fingerpost.grading.engine.harmless import make_harmless
from fingerpost.grading.engine.keeping import marked_before, marker_for
from fingerpost.grading.engine.paper import course_of, lay_out
from fingerpost.grading.engine.written import is_unmarked, write_marks, write_unmarked
from fingerpost.grading.sandbox.limits import Limits

_Notebook = Any
_Resources = Any


class FingerpostMark(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Runs the answers behind walls and writes each verdict as its test cell's output; never raises."""

    trust = Bool(
        default_value=False,
        help="Mark without a sandbox where this machine has none: only for authors you trust.",
    ).tag(config=True)
    cell_seconds = Float(Limits.cell_seconds, help="Wall seconds a cell may take.").tag(config=True)
    script_seconds = Float(Limits.script_seconds, help="Wall seconds a notebook may take.").tag(config=True)

    def preprocess(self, nb: _Notebook, resources: _Resources) -> tuple[_Notebook, _Resources]:
        """Return the notebook with its marks written in."""
        try:
            self._mark(nb, resources)
        except FingerpostError as trouble:
            self._give_up(nb, str(trouble))
        except Exception as trouble:  # noqa: BLE001 - nbgrader removes a script whose preprocessor raises
            self._give_up(nb, f"the engine stopped with {type(trouble).__name__}: {str(trouble)[:200]}")
        make_harmless(nb.cells)
        return nb, resources

    def _mark(self, nb: _Notebook, resources: _Resources) -> None:
        coursedir = self._coursedir()
        root = Path(coursedir.root).resolve()
        assignment = str(resources["nbgrader"]["assignment"])
        files = root / coursedir.source_directory / assignment
        own = root / coursedir.submitted_directory / str(resources["nbgrader"]["student"]) / assignment
        laid = lay_out(nb.cells, course_of(root, assignment), files, own)
        marked = marked_before(laid.paper)
        if marked is None:
            limits = Limits(cell_seconds=self.cell_seconds, script_seconds=self.script_seconds)
            marked = marker_for(trust=self.trust, limits=limits).mark(laid.paper)
        write_marks(nb.cells, laid, marked)
        nb.metadata["fingerpost_marking"] = {
            "level": marked.level,
            "seconds": round(marked.seconds, 2),
            "by": "checker" if laid.paper.folder else "own tests",
        }

    def _coursedir(self) -> Any:  # noqa: ANN401 - nbgrader ships no types
        """Return the course folder of the converter that this belongs to, whatever stands between."""
        above = self.parent
        while not hasattr(above, "coursedir"):
            above = above.parent
        return above.coursedir

    def _give_up(self, nb: _Notebook, why: str) -> None:
        self.log.error("Not marked: %s", why)
        write_unmarked(nb.cells, why)


class KeepUnmarked(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Tells the gradebook of a script that could not be marked through no fault of its author."""

    def preprocess(self, nb: _Notebook, resources: _Resources) -> tuple[_Notebook, _Resources]:
        """Return the notebook as it is; its unmarked cells wait for a person in the gradebook."""
        lost = [cell.metadata.nbgrader["grade_id"] for cell in nb.cells if is_unmarked(cell)]
        if lost:
            told = resources["nbgrader"]
            with Gradebook(told["db_url"]) as gradebook:
                for grade_id in lost:
                    grade = gradebook.find_grade(
                        grade_id, told["notebook"], told["assignment"], told["student"]
                    )
                    grade.auto_score = None
                    grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
