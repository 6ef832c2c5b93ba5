"""nbgrader's settings for this course: each one with the reason it is not left as it comes.

Copied into the tutor's course root, where every `nbgrader` command and the formgrader read it.
"""

import os
import sys
from importlib.resources import files
from pathlib import Path

c = get_config()

# The course root holds the warehouses and the checks, so the kernels that mark find them here.
os.environ.setdefault("FINGERPOST_DATA", str(Path(__file__).resolve().parent))

# nbgrader calls `alembic` by its name; it stands beside this Python, which need not be on the PATH.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# One name for the exchange, the hub's groups and the gradebook.
c.CourseDirectory.course_id = "fingerpost"

# As it comes, and two more: a learner's own database or log has no business in a hand-in.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "*.duckdb",
    "*.duckdb.wal",
    "log.jsonl",
]

# A blank answer must not stop "Run all" with a traceback: a comment stands where the answer goes.
c.ClearSolutions.code_stub = {"python": "# Write your answer here, in place of this line."}

# A learner who deletes a test cell loses nothing: it is put back before marking. Left off, nbgrader
# keeps such a script at "needs manual grading" for ever.
c.OverwriteCells.add_missing_cells = True
c.OverwriteCells.missing_cell_notification = "This cell ({cell_id}) was missing and has been put back.\n\n"

# A renamed or missing notebook is refused when it is handed in, not lost when it is marked.
c.ExchangeSubmit.strict = True

# Fetching again brings back a file that was deleted by accident and leaves the rest alone.
c.ExchangeFetchAssignment.replace_missing_files = True

# Whoever handed work in can fetch a receipt for it: its content, and when it was collected.
c.ExchangeFactory.collect = "fingerpost.grading.receipts.exchanging.CollectWithReceipts"

# An assignment may change after work was handed in: points, tasks more or fewer. These are nbgrader's own
# steps with the eighth, which refuses any change of cells then, replaced.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "fingerpost.grading.gradebook.following.SaveChangedCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Answers run behind walls, in a process that holds no test, and a checker gives the points. These are
# nbgrader's own steps with the first, which runs the notebook in a kernel of the tutor's, replaced.
c.Autograde.autograde_preprocessors = [
    "fingerpost.grading.engine.preprocessor.FingerpostMark",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "fingerpost.grading.engine.preprocessor.KeepUnmarked",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A hand-in that nbgrader's own command or formgrader's button marks is taken in as `fingerpost grade` does:
# links set aside, any name and encoding read, cells put back from the release, a folder without any notebook
# recorded with its reason.
c.Autograde.pre_convert_hook = "fingerpost.grading.intake.at_the_door.take_in"
c.Autograde.exporter_class = "fingerpost.grading.intake.exporter.IntakeExporter"

# Feedback is a page in which nothing of a learner's can run, and no test's source stands.
c.GenerateFeedback.exporter_class = "fingerpost.grading.feedback.exporter.FeedbackExporter"

# For whoever takes the steps above out and goes on with plain nbgrader: the first hidden check of a
# notebook runs the whole notebook once on another authority, at most ten seconds a cell; 30 seconds, as it
# comes, would cut that short and cost every task its points. Any other cell has the 30 seconds: one that
# never ends is interrupted then, and costs its own task only.
_SECONDS, _CHECK_SECONDS = 30, 120
c.Execute.timeout = _CHECK_SECONDS
c.Execute.timeout_func = lambda cell: (
    _CHECK_SECONDS if cell.metadata.get("nbgrader", {}).get("grade") else _SECONDS
)

# Printing in a loop must not make a gradebook page that no browser opens.
c.LimitOutput.max_lines = 300
c.LimitOutput.max_traceback = 30

# A feedback page opens without the internet: as it comes, it fetches MathJax from another machine.
c.HTMLExporter.extra_template_basedirs = [
    str(files("fingerpost") / "grading" / "templates"),
    str(files("nbgrader") / "server_extensions" / "formgrader" / "templates"),
]
