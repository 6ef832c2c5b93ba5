"""`/fingerpost/marking` on a server that is no tutor's: refused in words, and nothing of marking is loaded.

Every learner's server has these, so they cost none of them the marking engine at its start.
"""

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from fingerpost.server.marking.links import COHORT, PATH

RESOURCE = "fingerpost:marking"
"""What Jupyter's authorizer is asked about."""
NOT_A_TUTOR = (
    "This page shows everybody's work, so it opens for tutors alone. This JupyterLab is not set up as a "
    "tutor's, or you are not among its tutors. If you mark this course, start it with: "
    "fingerpost start --tutor FOLDER, with your course root as FOLDER."
)
SCRIPT = PATH + r"/([0-9a-f]{32})"


class _RefusingHandler(JupyterHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """Says whom the pages are for, whichever was asked for."""

    auth_resource = RESOURCE

    @property
    def content_security_policy(self) -> str:
        """Allow what the marking pages allow: our one style sheet."""
        from fingerpost.server.marking.pages import POLICY  # noqa: PLC0415 - not before somebody asks

        return POLICY

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def get(self, _script: str = "") -> None:
        """Refuse."""
        self._refuses()

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def post(self, _script: str = "") -> None:
        """Refuse."""
        self._refuses()

    def _refuses(self) -> None:
        from fingerpost.server.marking.pages import sentence_page  # noqa: PLC0415 - as above

        self.set_status(403)
        self.finish(sentence_page("For tutors", NOT_A_TUTOR))


ROUTES = [(path, _RefusingHandler) for path in (PATH, COHORT, SCRIPT)]
