"""nbgrader's Validate button, answered truthfully.

The stock button runs the visible tests alone and then says "Success! Your notebook passes all the
tests." to work that may still lose its hidden points. The sentence is fixed in nbgrader's browser
code, so we answer the request ourselves: the button says what it cannot know and where to look. The
dialog puts "There was an error running the validate command:" before our words, which go on from there.
"""

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

WORDS = (
    "It is switched off in this course. Nothing is wrong with your notebook, and nothing in it has changed.\n"
    "It cannot see the points that are marked after you hand in, so it could only mislead you.\n"
    "Run the check cell under each task instead: it says what it saw, why, and what to try next."
)


class _TruthfulValidateHandler(JupyterHandler):  # type: ignore[misc] # jupyter_server ships no types
    """Answers nbgrader's `assignments/validate` with words instead of a verdict."""

    @web.authenticated
    def post(self) -> None:
        """Send the answer in the form that nbgrader's dialog shows word for word."""
        self.finish({"success": False, "value": WORDS})


ROUTES = [("/assignments/validate", _TruthfulValidateHandler)]
