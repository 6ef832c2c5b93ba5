"""The learner's own folder: what is laid out there, and that nothing of theirs is ever overwritten."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import quote

from fingerpost.errors import FingerpostError

START_PAGE = "Start here.md"
LOGO = Path(__file__).with_name("fingerpost.svg")

PUBLIC = (
    "> **A public machine: practice data only; gone after ten minutes' rest.** Before you go, choose *File*, "
    "*Take my work home* in the menu at the top; next time *File*, *Bring my work back*."
)
DELIVERED = Path(".fingerpost", "delivered")
"""In the learner's folder: each file as it was laid out, by which an update tells their work from ours."""

FETCH_PAGE = "How to fetch your tasks.md"
"""Laid out where tasks are not part of the edition, as on a hub: they come when a tutor releases them."""

_EDITION_PAGE = "start-here.md"
_ASSIGNMENTS = "assignments"
_TASKS_LINK = re.compile(rf"\[(?P<said>[^\]]+)\]\((?P<path>{_ASSIGNMENTS}/[^)]+\.ipynb)\)")
_HOW_TO_FETCH = """\
# How to fetch your tasks

Your tutor releases a module's tasks, and you fetch them:

1. Open the *Course* panel: the signpost at the left edge.
2. Unfold the module and press *Fetch the tasks*. The notebook opens. If there is no such button, the module
   is not released yet: ask your tutor when.
3. When you are done, press *Hand in* in the same place. You get a receipt.

From your next log-in on, *Start here* opens your tasks as well. *Nbgrader*, *Assignment List* in the menu at
the top does the same three things: *Fetch*, open, *Submit*.
"""


class HomeNotWritableError(FingerpostError):
    """The learner's folder cannot be made or written."""


def learners_folder() -> Path:
    """Return the folder that the course is laid out in, unless another is named."""
    return Path.home() / "fingerpost"


def prepare_home(home: Path, *, edition: Path) -> list[Path]:
    """Return the files laid out in `home` on this call; a file already there is left as it is.

    `edition` is a built learner edition (start page, `lessons/`, `assignments/`, the returns as CSV).
    The start page and its logo alone are refreshed each time: they are ours, and the page says where
    things are today.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        _write_start_page(home, edition)
        _copy(LOGO, home / LOGO.name)
        return [
            target
            for source, target in layout(home, edition)
            if not target.exists() and deliver(home, source, target)
        ]
    except OSError as trouble:
        raise HomeNotWritableError(
            f"Your folder {home} cannot be written ({trouble.strerror}). "
            "Choose another with: fingerpost start --home FOLDER"
        ) from trouble


def is_public_machine() -> bool:
    """Claim that Binder runs this: everyone may start it, and all in it goes after ten minutes' rest."""
    return any(name.startswith("BINDER_") for name in os.environ)


def _write_start_page(home: Path, edition: Path) -> None:
    """Write the page; on Binder under a warning, on a hub with no link to what is not fetched yet."""
    target = home / START_PAGE
    _copy(edition / _EDITION_PAGE, target)
    page = target.read_text(encoding="utf-8")
    written = page
    if is_public_machine():
        title, rest = page.split("\n# Start here\n", 1)
        written = f"{title}\n# Start here\n\n{PUBLIC}\n{rest}"
    if not (edition / _ASSIGNMENTS).is_dir():
        (home / FETCH_PAGE).write_text(_HOW_TO_FETCH, encoding="utf-8", newline="\n")
        written = _TASKS_LINK.sub(lambda link: _leading_somewhere(home, link), written)
    if written != page:
        target.write_text(written, encoding="utf-8", newline="\n")


def _leading_somewhere(home: Path, link: re.Match[str]) -> str:
    """Return a link to tasks as it is where they were fetched, else one to how that is done."""
    if (home / link["path"]).is_file():
        return link[0]
    return f"[fetch {link['said']}]({quote(FETCH_PAGE)})"


def deliver(home: Path, source: Path, target: Path) -> bool:
    """Lay a built file out in the learner's folder, and remember it as it was delivered."""
    remember(home, source, target)  # first: a file without this would later look like the learner's own
    return _copy(source, target)


def remember(home: Path, source: Path, target: Path) -> None:
    """Keep what an update compares with, whether or not the learner's file changes now."""
    _copy(source, delivered(home, target))


def delivered(home: Path, target: Path) -> Path:
    """Return where the file at `target` is kept as it was delivered."""
    return home / DELIVERED / target.relative_to(home)


def layout(home: Path, edition: Path) -> list[tuple[Path, Path]]:
    """Return (built file, its place in the learner's folder) for all that a learner works on."""
    places = {"lessons": edition / "lessons", _ASSIGNMENTS: edition / _ASSIGNMENTS}
    places["data"] = edition / "warehouse" / "A"
    return [
        (file, home / name / file.relative_to(folder))
        for name, folder in places.items()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]


def _copy(source: Path, target: Path) -> bool:
    """Copy a file whole or not at all: half a notebook would stay for ever, since ours never replaces it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partly = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, partly)  # contents only: the built files are read-only, the copies are not
    partly.replace(target)
    return True
