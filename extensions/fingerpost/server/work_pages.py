"""Pages beside JupyterLab for one's own work: take it home, bring it back, make a copy safe to share."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from fingerpost.courseware.sharing.clean import READ_IT, TakenOut, gathered, share
from fingerpost.errors import FingerpostError, WrongUseError
from fingerpost.server.marking.pages import POLICY, STYLE
from fingerpost.server.taking_home import Brought, bring_back, name_of, pack

TAKE_HOME, BRING_BACK, SHARE = "/fingerpost/take-home", "/fingerpost/bring-back", "/fingerpost/share"

_FORM = """<p>Each file goes back to its place. One that is here and differs goes to earlier-copies.</p>
<form method="post" enctype="multipart/form-data">{xsrf}
<label for="work">The zip that <em>Take my work home</em> made</label>
<input type="file" id="work" name="work" accept=".zip" required>
<button>Bring it back</button>
</form>"""
_ASK = """<p>A copy of <strong>{name}</strong> is made beside it. Outputs, widget state and pictures are left
out, and what remains is searched for pupil numbers, NHS numbers, dates of birth, postcodes,
identifiers, exact days and counts under 10. Your notebook stays as it is.</p>
<form method="post">{xsrf}
<input type="hidden" name="path" value="{name}"><button>Make the copy</button></form>"""
_NOTHING_CHOSEN = "No file was chosen. Choose the zip, then press the button."


class _WorkHandler(JupyterHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """What both share: whose folder it is, what may run, how trouble is said."""

    auth_resource = "contents"

    @property
    def content_security_policy(self) -> str:
        """Allow our one style sheet and our own form, and nothing else."""
        return POLICY

    title = "Bring your work back"

    def says(self, body: str, *, status: int = 200) -> None:
        """Send a page."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(_page(self.title, body, self.base_url))

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


class _ShareHandler(_WorkHandler):
    """The page that makes a copy which may leave the machine."""

    title = "A copy that is safe to share"

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def get(self) -> None:
        """Say what will happen, and ask."""
        name = escape(self.get_query_argument("path", ""))
        self.says(_ASK.format(name=name, xsrf=self.xsrf_form_html()))

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def post(self) -> None:
        """Make the copy beside the notebook, and list what was taken out and why."""
        name = self.get_body_argument("path", "")
        notebook = (self.home / name).resolve()
        try:
            if not name or not notebook.is_relative_to(self.home.resolve()):
                raise WrongUseError(
                    f"'{name}' is no notebook in your folder. Open it, then use the File menu."
                )
            copy, shared = share(notebook)
        except FingerpostError as trouble:
            self.says(f"<p role='alert'>{escape(str(trouble))}</p>", status=400)
            return
        place = copy.relative_to(self.home.resolve()).as_posix()
        link = f"{self.base_url}lab/tree/{quote(place)}"
        self.says(
            f"<p role='status'>Wrote <a href='{escape(link)}'>{escape(place)}</a>. "
            "Your notebook stays as it is.</p>"
            f"{_taken_out(gathered(shared.taken_out))}<p>{READ_IT}</p>"
        )


def _taken_out(every: Sequence[TakenOut]) -> str:
    """Return the report as a table: where, what, how many and why."""
    if not every:
        return "<p>Nothing had to be taken out.</p>"
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("Where", "Taken out", "How many", "Why"))
    rows = "".join(
        f"<tr><td>{escape(one.where)}</td><td>{escape(one.what)}</td><td>{one.times}</td>"
        f"<td>{escape(one.why)}</td></tr>"
        for one in every
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _told(brought: Sequence[Brought]) -> str:
    """Return the report: one line a file."""
    if not brought:
        return "<p role='status'>Everything in it is here already; nothing changed.</p>"
    lines = "".join(f"<li><code>{escape(one.name)}</code> {escape(one.said)}</li>" for one in brought)
    return (
        f"<p role='status'>{len(brought)} files are back. Close notebooks that were open, then open them.</p>"
        f"<ul>{lines}</ul>"
    )


def _page(title: str, body: str, base_url: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>'
        f'<h1>{title}</h1>{body}<p><a href="{escape(base_url)}lab">JupyterLab</a></p></main></body></html>'
    )


ROUTES = [(TAKE_HOME, _TakeHomeHandler), (BRING_BACK, _BringBackHandler), (SHARE, _ShareHandler)]
