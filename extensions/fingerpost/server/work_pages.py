"""`/fingerpost/take-home` and `/fingerpost/bring-back`: work as one zip, and back in place."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from fingerpost.errors import FingerpostError
from fingerpost.server.marking.pages import POLICY, STYLE
from fingerpost.server.taking_home import Brought, bring_back, name_of, pack

TAKE_HOME, BRING_BACK = "/fingerpost/take-home", "/fingerpost/bring-back"

_TITLE = "Bring your work back"
_FORM = """<form method="post" enctype="multipart/form-data">{xsrf}
<label for="work">The zip that <em>Take my work home</em> made</label>
<input type="file" id="work" name="work" accept=".zip" required>
<button>Bring it back</button>
</form>"""
_NOTHING_CHOSEN = "No file was chosen. Choose the zip, then press the button."


class _WorkHandler(JupyterHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """What both share: whose folder it is, what may run, how trouble is said."""

    auth_resource = "contents"

    @property
    def content_security_policy(self) -> str:
        """Allow our one style sheet and our own form, and nothing else."""
        return POLICY

    def says(self, body: str, *, status: int = 200) -> None:
        """Send a page."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(_page(body, self.base_url))

    @property
    def home(self) -> Path:
        """The learner's folder: what JupyterLab shows."""
        return Path(self.settings["server_root_dir"]).expanduser()


class _TakeHomeHandler(_WorkHandler):
    """The zip."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def get(self) -> None:
        """Send the learner's work as a file."""
        now = datetime.now()  # noqa: DTZ005 - a name for people, in their own time
        try:
            packed = pack(self.home, now=now)
        except FingerpostError as trouble:
            self.says(f"<p>{escape(str(trouble))}</p>", status=503)
            return
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f'attachment; filename="{name_of(now)}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(packed)


class _BringBackHandler(_WorkHandler):
    """The page on which a zip is chosen, and what became of it."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def get(self) -> None:
        """Send the page."""
        self.says(self._form())

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def post(self) -> None:
        """Take the zip; jupyter_server has looked for the form's field against forged forms by now."""
        chosen = self.request.files.get("work")
        if not chosen:
            self.says(f"<p role='alert'>{_NOTHING_CHOSEN}</p>{self._form()}", status=400)
            return
        now = datetime.now()  # noqa: DTZ005 - a name for people, in their own time
        try:
            brought = bring_back(self.home, chosen[0]["body"], now=now)
        except FingerpostError as trouble:
            self.log.warning("Work was not brought back: %s", trouble)
            self.says(f"<p role='alert'>{escape(str(trouble))}</p>{self._form()}", status=400)
            return
        self.says(_told(brought))

    def _form(self) -> str:
        return _FORM.format(xsrf=self.xsrf_form_html())


def _told(brought: Sequence[Brought]) -> str:
    """Return the report: one line a file."""
    if not brought:
        return "<p role='status'>Everything in it is here already; nothing changed.</p>"
    lines = "".join(f"<li><code>{escape(one.name)}</code> {escape(one.said)}</li>" for one in brought)
    return (
        f"<p role='status'>{len(brought)} files are back. Close notebooks that were open, then open them.</p>"
        f"<ul>{lines}</ul>"
    )


def _page(body: str, base_url: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>'
        f'<h1>{_TITLE}</h1>{body}<p><a href="{escape(base_url)}lab">JupyterLab</a></p></main></body></html>'
    )


ROUTES = [(TAKE_HOME, _TakeHomeHandler), (BRING_BACK, _BringBackHandler)]
