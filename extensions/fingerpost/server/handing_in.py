"""Fetching and handing in through nbgrader's list, its troubles said in a sentence.

nbgrader answers a failed hand-in with a traceback, and one that could not be fetched with the unchanged list.
These answers take the place of both: the same where all went well, else one sentence to the person, and
a line with nbgrader's own words in the log.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

_MANAGER = "assignment_list_manager"  # nbgrader's name in the web application's settings
_VERBS = {
    "fetch": "fetch_assignment",
    "submit": "submit_assignment",
    "fetch_feedback": "fetch_feedback",
}


@dataclass(frozen=True)
class Trouble:
    """What nbgrader's words look like, and what is said in their place; `{name}` is the assignment."""

    pattern: str
    said: str


TROUBLES = (
    Trouble(
        r"Assignment not found at: \S+/feedback|Assignment not found at: .*feedback",
        "There is no feedback on {name} yet. Your tutor has to release it first; try again then.",
    ),
    Trouble(
        r"Assignment not found at: \S*/outbound/|Assignment not found: ",
        "{name} is not released, so it cannot be fetched or handed in yet. Ask your tutor when it will be; "
        "nothing of yours is lost.",
    ),
    Trouble(
        r"Assignment not found at: ",
        "There is no folder {name} among your assignments, so nothing was handed in. Fetch it first; if you "
        "have renamed or moved its folder, put it back.",
    ),
    Trouble(
        r"missing notebooks for the submission",
        "{name} was not handed in: its notebook {name}.ipynb is not in its folder. If you have renamed it, "
        "give it that name again, then hand in.",
    ),
    Trouble(
        r"is not what was sent",
        "{name} did not arrive whole, so it was not handed in. Your notebook is safe in your folder. Save, "
        "then hand in again; if it stays so, tell your tutor.",
    ),
    Trouble(
        r"Unwritable directory|Inbound directory doesn't exist|Permission|don't have .* permissions|"
        r"No such file or directory|No space left",
        "The place where work is handed in cannot be reached just now, so nothing was fetched or handed in. "
        "Your notebook is safe in your folder. Tell your tutor, and try again later.",
    ),
    Trouble(
        r"do not have access to this course",
        "Your name is not in this course, so nothing was fetched or handed in. Ask your tutor to add it.",
    ),
)
_OTHERWISE = (
    "{name} could not be handled, and nothing of yours has changed. Try again; if it stays so, show your "
    "tutor this: {last}"
)
_LONGEST = 200


def in_words(told: str, name: str) -> str:
    """Return the sentence for what nbgrader said (a traceback, mostly) about an assignment."""
    for trouble in TROUBLES:
        if re.search(trouble.pattern, told):
            return trouble.said.format(name=name)
    last = (told.strip().splitlines() or [""])[-1][:_LONGEST]
    return _OTHERWISE.format(name=name, last=last)


class _HandingInHandler(JupyterHandler):  # type: ignore[misc] # jupyter_server ships no types
    """Answers nbgrader's `assignments/fetch`, `submit` and `fetch_feedback`."""

    @web.authenticated
    def post(self, action: str) -> None:
        """Do it, then send the list as it is now, or the sentence that says what is wrong."""
        manager = self.settings.get(_MANAGER)
        asked = self.get_json_body() or {}
        course, name = str(asked.get("course_id", "")), str(asked.get("assignment_id", ""))
        if manager is None:
            raise web.HTTPError(404, "Nobody collects work here: nbgrader's list is switched off.")
        done = getattr(manager, _VERBS[action])(course, name)
        if done["success"]:
            told = {"told": self._said_of_the_moment(name)} if action == "submit" else {}
            self.finish(manager.list_assignments(course_id=course) | told)
            return
        self.log.warning("%s of %s failed: %s", action, name, str(done["value"]).strip().splitlines()[-1])
        self.finish({"success": False, "value": in_words(str(done["value"]), name)})

    def _said_of_the_moment(self, name: str) -> str:
        """Return what a hand-in that was taken is told besides: that it is late, that a clock is wrong."""
        # nbgrader takes seconds to import, and is here by now
        from fingerpost.grading.receipts.exchanging import said_of_last  # noqa: PLC0415

        return " ".join(said_of_last(Path(self.settings["server_root_dir"]).expanduser(), name))


ROUTES = [(r"/assignments/(fetch|submit|fetch_feedback)", _HandingInHandler)]
