"""New course material taken into a learner's folder: what is ours is renewed, what is theirs stays."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat

from fingerpost.courseware.merging import Merged, NotMergeableError, merge, read_notebook
from fingerpost.errors import FingerpostError
from fingerpost.server.earlier_copies import keep_copy
from fingerpost.server.home import deliver, delivered, layout, remember

_BEFORE = "before an update"
_TO_HAVE_OURS = "To have ours as well, rename yours and type fingerpost update"


class HomeInUseError(FingerpostError):
    """JupyterLab is open on the folder, and would save over what an update writes."""


class UpdateStoppedError(FingerpostError):
    """A file could not be read or written; the files before it are done, the others as they were."""


@dataclass(frozen=True)
class Change:
    """One file of the learner's folder and what became of it, as a clause that goes on from its name."""

    file: Path
    said: str


def update(home: Path, *, edition: Path, now: datetime) -> list[Change]:
    """Bring `home` up to a built learner edition and return what changed, or was left, file by file.

    A notebook is merged cell by cell; each file that changes is copied to `earlier-copies` first. A file
    of another kind that the learner has changed is left. Run twice, the second finds nothing to do.

    Raises:
        HomeInUseError: JupyterLab is open on the folder.
        UpdateStoppedError: a file cannot be read or written.
    """
    refuse_open(home)
    changes: list[Change] = []
    for source, target in layout(home, edition):
        try:
            said = _updated(home, source, target, now)
        except OSError as trouble:
            raise UpdateStoppedError(
                f"{target} cannot be brought up to date ({trouble.strerror}). {len(changes)} files before it "
                "are done, the others are as they were. Close it where it is open, then: fingerpost update"
            ) from trouble
        if said:
            changes.append(Change(target, said))
    return changes


def waiting(home: Path, *, edition: Path) -> int:
    """Return how many files of the course are newer than what was delivered to this folder."""
    return sum(
        kept.is_file() and kept.read_bytes() != source.read_bytes()
        for source, target in layout(home, edition)
        for kept in [delivered(home, target)]
    )


def refuse_open(home: Path) -> None:
    """Raise `HomeInUseError` while a Jupyter server of this person serves `home`."""
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415 - heavy, and only `update` asks

    for server in list_running_servers():
        if Path(str(server.get("root_dir", ""))).resolve() == home.resolve():
            raise HomeInUseError(
                f"JupyterLab is open on {home}, and would save over what an update writes. Save your work, "
                "stop JupyterLab (Ctrl+C twice in its window), then: fingerpost update"
            )


def _updated(home: Path, source: Path, target: Path, now: datetime) -> str:
    """Bring one file up to date; return what is worth telling, or nothing."""
    ours, kept = source.read_bytes(), delivered(home, target)
    if not target.exists():
        deliver(home, source, target)
        return "is new"
    then = kept.read_bytes() if kept.is_file() else None
    if ours == then:  # nothing new, as at nearly every start: nothing is written
        return ""
    mine = target.read_bytes()
    if mine == then:
        deliver(home, source, target)
        return "is renewed; you had not changed it"
    if mine != ours and target.suffix != ".ipynb":
        return f"stays, since you have changed it. {_TO_HAVE_OURS}"
    try:
        said = _merged_into(home, target, then, ours, now) if mine != ours else ""
    except (NotMergeableError, UnicodeDecodeError) as trouble:
        reason = "it is not text in UTF-8" if isinstance(trouble, UnicodeDecodeError) else str(trouble)
        return f"stays as it is: {reason}. {_TO_HAVE_OURS}"
    remember(home, source, target)
    return said


def _merged_into(home: Path, target: Path, then: bytes | None, ours: bytes, now: datetime) -> str:
    """Merge a renewed notebook into the learner's; raises `NotMergeableError` before anything is written."""
    mine = read_notebook(target.read_text(encoding="utf-8"))
    was = read_notebook(then.decode()) if then is not None else None
    merged = merge(mine, delivered=was, renewed=read_notebook(ours.decode()))
    if not (merged.renewed or merged.added or merged.withdrawn):
        return _told(merged)
    keep_copy(home, target, now=now, why=_BEFORE)
    partly = target.with_name(f".{target.name}.part")
    partly.write_text(nbformat.writes(merged.notebook) + "\n", encoding="utf-8", newline="\n")
    partly.replace(target)
    return _told(merged)


def _told(merged: Merged) -> str:
    """Return what a merge did in words, the learner's own cells last."""
    counts = [
        (len(merged.renewed), "renewed"),
        (len(merged.added), "added"),
        (len(merged.withdrawn), "taken out"),
    ]
    told = [f"{_cells(number)} {what}" for number, what in counts if number]
    if merged.kept:
        told.append(f"{_cells(len(merged.kept))} that you changed kept, though ours has changed too")
    return "has " + ", ".join(told) if told else ""


def _cells(number: int) -> str:
    return f"{number} cell" if number == 1 else f"{number} cells"
