"""`/fingerpost/marking` on the Jupyter server: for tutors alone, and nothing it sends may run anywhere."""

import asyncio
from collections.abc import Callable
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from fingerpost.errors import FingerpostError
from fingerpost.grading.by_hand.scripts import NoSuchScriptError
from fingerpost.grading.run.course_root import (
    CourseRoot,
    NotACourseRootError,
    find_course_root,
    open_course_root,
)
from fingerpost.server.marking.desk import Desk, GoTo, Page
from fingerpost.server.marking.links import COHORT, PATH, Links
from fingerpost.server.marking.pages import POLICY, sentence_page
from fingerpost.server.marking.refusing import NOT_A_TUTOR, RESOURCE, SCRIPT
from fingerpost.server.tutor import FingerpostTutor

TUTOR, _COURSE = "fingerpost_tutor", "fingerpost_course"
"""Names of ours in the web application's settings."""


class _MarkingHandler(JupyterHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """What all marking pages share: who may see them, what they may do, how trouble is said."""

    auth_resource = RESOURCE

    @property
    def content_security_policy(self) -> str:
        """Allow our one style sheet and our own forms, and nothing else."""
        return POLICY

    def set_default_headers(self) -> None:
        """Keep pages out of every cache: what is shown again must be what is saved now."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")

    async def answers(self, work: Callable[[Desk], Page | GoTo]) -> None:
        """Send what `work` returns, done in a thread: a run of marking may hold the lock for a moment."""
        tutor: FingerpostTutor = self.settings[TUTOR]
        if not tutor.may_mark(self.current_user.username):
            self.sends(Page(sentence_page("For tutors", NOT_A_TUTOR), 403))
            return
        try:
            desk = Desk(self._course(tutor), self._links(), self._who(), self.xsrf_form_html(), tutor.roster)
            done = await asyncio.get_running_loop().run_in_executor(None, work, desk)
        except FingerpostError as trouble:
            status = 404 if isinstance(trouble, NoSuchScriptError) else 503
            typed = self.get_body_argument("comment", "")
            done = Page(sentence_page("Marking", str(trouble), typed=typed), status)
        if isinstance(done, GoTo):
            self.redirect(done.address, status=303)
        else:
            self.sends(done)

    def sends(self, page: Page) -> None:
        """Send a page."""
        self.set_status(page.status)
        self.finish(page.html)

    def fields(self) -> dict[str, str]:
        """Return the form's fields; of one sent twice, the last."""
        return {name: self.get_body_argument(name) for name in self.request.body_arguments}

    def _links(self) -> Links:
        hidden = self.get_argument("names", "") == "hidden"
        return Links(self.base_url.rstrip("/"), hidden)

    def _who(self) -> str:
        user = self.current_user
        return str(user.display_name or user.name or user.username)

    def _course(self, tutor: FingerpostTutor) -> CourseRoot:
        """Return the course root, opened at the first request and kept; raises NotACourseRootError."""
        known: dict[str, Any] = self.settings
        if known.get(_COURSE) is None:
            root = tutor.root
            if root is None or not root.is_dir():
                raise NotACourseRootError(
                    f"FingerpostTutor.course_root is {root}, which is no folder. Set it to your nbgrader "
                    "course root, then start JupyterLab again."
                )
            known[_COURSE] = open_course_root(find_course_root(root))
        course: CourseRoot = known[_COURSE]
        return course


class _QueueHandler(_MarkingHandler):
    """The list of scripts."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def get(self) -> None:
        """Send the list."""
        await self.answers(lambda desk: desk.queue())


class _CohortHandler(_MarkingHandler):
    """The cohort at a glance."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def get(self) -> None:
        """Send the cohort's page."""
        await self.answers(lambda desk: desk.cohort())


class _ScriptHandler(_MarkingHandler):
    """One script, and what a tutor saves of it."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def get(self, script_id: str) -> None:
        """Send the script's page."""
        at, saved = self.get_query_argument("at", ""), bool(self.get_query_argument("saved", ""))
        await self.answers(lambda desk: desk.script(script_id, at=at, saved=saved))

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def post(self, script_id: str) -> None:
        """Save the form and lead on; jupyter_server has looked for its field against forged forms by now."""
        fields = self.fields()
        await self.answers(lambda desk: desk.save(script_id, fields))


ROUTES = [
    (PATH, _QueueHandler),
    (COHORT, _CohortHandler),
    (SCRIPT, _ScriptHandler),
]
