"""The list of tutors holds for the whole server: formgrader, files and kernels too, not our pages alone.

Whoever may start a kernel on a tutor's server can read the gradebook, so a list that closed a page only would
be a promise that is not kept.
"""

from typing import Any

from fingerpost.server.marking.pages import sentence_page
from fingerpost.server.marking.refusing import NOT_A_TUTOR, RESOURCE
from fingerpost.server.tutor import FingerpostTutor


def keep_others_out(server_app: Any, tutor: FingerpostTutor) -> None:  # noqa: ANN401 - jupyter_server ships no types
    """Where tutors are named, refuse everybody else who is logged in what this server can do."""
    if not tutor.tutors:
        return
    _guard_formgrader(tutor)
    authorizer = server_app.web_app.settings["authorizer"]
    allowed = authorizer.is_authorized

    def is_authorized(handler: Any, user: Any, action: str, resource: str) -> Any:  # noqa: ANN401 - as above
        if resource != RESOURCE and not tutor.may_mark(user.username):  # our own pages refuse in words
            return False
        return allowed(handler, user, action, resource)

    authorizer.is_authorized = is_authorized


def _guard_formgrader(tutor: FingerpostTutor) -> None:
    """Have each of formgrader's handlers ask who it is; nbgrader's own ask only whether one is logged in."""
    from nbgrader.server_extensions.formgrader.base import BaseHandler  # noqa: PLC0415 - tutors alone pay for it

    earlier = BaseHandler.prepare

    async def prepare(handler: Any) -> None:  # noqa: ANN401 - as above
        await earlier(handler)
        user = handler.current_user
        if not handler._finished and not (user and tutor.may_mark(user.username)):  # noqa: SLF001 - tornado's own word for it
            handler.set_status(403)
            handler.finish(sentence_page("For tutors", NOT_A_TUTOR))

    BaseHandler.prepare = prepare
