"""Who marks here: one setting makes a JupyterLab a tutor's, and without it nobody sees another's work.

In `jupyter_server_config.py`, or on the command line as `--FingerpostTutor.course_root=FOLDER`:

    c.FingerpostTutor.course_root = "/srv/courses/my-course"
    c.FingerpostTutor.tutors = {"sam", "kit"}    # only where others than tutors can log in to this server

`fingerpost start --tutor FOLDER` sets the first.
"""

from pathlib import Path
from typing import Any

from traitlets import Set, Unicode
from traitlets.config import Configurable

FORMGRADER = "nbgrader.server_extensions.formgrader"
_HOOK = "page_config_hook"  # jupyterlab_server's name in the web application's settings
_FORMGRADER_IN_LAB = "@jupyter/nbgrader:formgrader"


class FingerpostTutor(Configurable):  # type: ignore[misc]  # traitlets ships no types
    """The tutor's settings of a JupyterLab server."""

    course_root = Unicode(
        "", help="The nbgrader course root that is marked here; empty on every learner's server."
    ).tag(config=True)
    tutors = Set(
        Unicode(),
        help="Names of those who may mark, where others can log in to this server too: they are refused "
        "formgrader, files and kernels as well.",
    ).tag(config=True)

    learners_group = Unicode(
        "",
        help="A Unix group whose members are this course's learners: the cohort's page has them before they "
        "hand anything in.",
    ).tag(config=True)

    @property
    def roster(self) -> tuple[str, ...]:
        """Return the names of the learners' group as it is now; none without the setting or the group."""
        return members_of(self.learners_group) if self.learners_group else ()

    @property
    def root(self) -> Path | None:
        """Return the course root, or None where this is no tutor's server."""
        return Path(self.course_root).expanduser() if self.course_root else None

    def may_mark(self, name: str) -> bool:
        """Claim that a person who is logged in may see and mark everybody's work here."""
        return bool(self.course_root) and (not self.tutors or name in self.tutors)


def members_of(group: str) -> tuple[str, ...]:
    """Return who is in a Unix group of this machine, by name; nobody where there is no such group."""
    import grp  # noqa: PLC0415 - Windows has none, and no hub
    import pwd  # noqa: PLC0415 - as above

    try:
        found = grp.getgrnam(group)
    except KeyError:
        return ()
    # an account's first group does not list it among its members
    own = (person.pw_name for person in pwd.getpwall() if person.pw_gid == found.gr_gid)
    return tuple(sorted({*found.gr_mem, *own}))


def bring_formgrader_back(server_app: Any) -> None:  # noqa: ANN401 - jupyter_server ships no types
    """Serve nbgrader's formgrader, and show its entry in JupyterLab's menu, which learners never see."""
    settings = server_app.web_app.settings
    if "nbgrader_formgrader" not in settings:  # else it was left switched on, and runs already
        from nbgrader.server_extensions import formgrader  # noqa: PLC0415 - seconds that only tutors pay

        formgrader.load_jupyter_server_extension(server_app)
    earlier = settings.get(_HOOK)

    def show(handler: object, page: dict[str, Any]) -> dict[str, Any]:
        page = earlier(handler, page) if earlier else page
        hidden = [name for name in page.get("disabledExtensions", ()) if name != _FORMGRADER_IN_LAB]
        return {**page, "disabledExtensions": hidden}

    settings[_HOOK] = show
