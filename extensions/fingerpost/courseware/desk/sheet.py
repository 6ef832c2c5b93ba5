"""The portfolio sheet of a desk task, and the look back: words for others, without data."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from fingerpost.courseware.kept import kept
from fingerpost.courseware.log import Event, keep_once
from fingerpost.courseware.printed import NOT_PRINTED, ON_SCREEN_ALONE
from fingerpost.courseware.sharing.patterns import traces_in
from fingerpost.errors import FingerpostError, WrongUseError

_HOME_MARK = "Start here.md"
_PARTS = (
    ("situation", "Situation"),
    ("did", "What I did"),
    ("why", "Why this method"),
    ("changed", "What changed"),
)
_HIGHEST = 5
_LINE = "<div class=line></div>"
_STYLE = (
    "body{font-family:system-ui,sans-serif;max-width:42em;margin:2em auto;padding:0 1em;line-height:1.5}"
    "h2{font-size:1.1em;margin-bottom:0.2em}.line{border-bottom:1px solid;height:2.5em}"
    "@media print{body{margin:0}}" + NOT_PRINTED
)


class SheetFaultError(FingerpostError):
    """The sheet holds what may not leave the desk, or cannot be written; nothing was written."""


@dataclass(frozen=True)
class Sheet:
    """The two files of a portfolio sheet."""

    markdown: Path
    html: Path

    def __repr__(self) -> str:
        return f"Wrote {self.markdown.name} and {self.html.name} in the folder {self.markdown.parent.name}."


def portfolio(
    module: str,
    *,
    situation: str,
    did: str,
    why: str,
    changed: str,
    hours: float | None,
    artefacts: str = "",
    minutes_before: float | None = None,
    minutes_after: float | None = None,
    home: Path | None = None,
) -> Sheet:
    """Write the sheet of a module's desk task as Markdown and as a page to print, and return where.

    `hours` is the time it took you, which nobody else can know: with None the sheet asks for it. `artefacts`
    are names of what you made, never the things themselves. Nothing is written where the words hold an
    identifier, a date of birth, a postcode, an exact day or a count of children under 10.

    Raises:
        SheetFaultError: a part or the time is missing, a part holds such a thing, or the files cannot be
            written.
        WrongUseError: the module has no desk task.
    """
    desk = _desk(module)
    words = {"situation": situation, "did": did, "why": why, "changed": changed, "artefacts": artefacts}
    _refuse_empty(words)
    _refuse_traces(words)
    spent = _given(hours, "Write the time it took you, in hours, such as 1.5.")
    times = _times(minutes_before, minutes_after)
    folder = (home or _home()) / "portfolio"
    sheet = Sheet(folder / f"{desk['folder']}.md", folder / f"{desk['folder']}.html")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sheet.markdown.write_text(_markdown(desk, words, spent, times), encoding="utf-8", newline="\n")
        sheet.html.write_text(_html(desk, words, spent, times), encoding="utf-8", newline="\n")
    except OSError as trouble:
        raise SheetFaultError(
            f"{folder} cannot be written ({trouble.strerror}). Close the sheet if it is open, and run again."
        ) from None
    return sheet


def look_back(
    module: str,
    *,
    learned: str,
    surprised: str,
    next_time: str,
    minutes: int | None,
    before: int | None,
    after: int | None,
    home: Path | None = None,
    now: datetime | None = None,
) -> str:
    """Keep your three lines, your minutes and your confidence (1 to 5) in your log; return what was kept.

    Run again it corrects what it kept that day: hours are logged once, however often a notebook is run.

    Raises SheetFaultError where the words hold what may not leave the desk, or minutes or confidence are not
    given; WrongUseError where a confidence is no number from 1 to 5.
    """
    spent = round(_given(minutes, "Write the time it took you, in minutes, such as 75."))
    for number in (before, after):
        if number is None:
            raise SheetFaultError("Write how sure you were, before and after, each as a number from 1 to 5.")
        if number not in range(1, _HIGHEST + 1):
            raise WrongUseError(f"Your confidence is {number}; give a whole number from 1 to {_HIGHEST}.")
    _refuse_traces({"learned": learned, "surprised": surprised, "next_time": next_time})
    text = f"Learned: {learned} | Surprised: {surprised} | Next: {next_time} | Confidence {before} to {after}"
    keep_once(home or _home(), Event(now or datetime.now(UTC), module, "look back", spent, text))
    codes = ", ".join(_desk(module)["ksbs"])
    kept_now = f"{spent} minutes on module {module}, confidence {before} to {after}"
    return f"Kept in your log: {kept_now}. Touches {codes}."


def _given(time: float | None, asked: str) -> float:
    """Return a time that a learner typed; raises SheetFaultError with what is asked where it is none."""
    if isinstance(time, bool) or not isinstance(time, int | float) or not 0 < time < math.inf:
        raise SheetFaultError(asked)
    return time


def _desk(module: str) -> dict[str, Any]:
    desks = kept()["desks"]
    if module not in desks:
        raise WrongUseError(f"Module '{module}' has no desk task here. There is: {', '.join(sorted(desks))}.")
    found: dict[str, Any] = desks[module]
    return found


def _home() -> Path:
    """Return the learner's own folder: the one above us that holds the start page, else this one."""
    return own_folder(Path.cwd()) or Path.cwd()


def own_folder(place: Path) -> Path | None:
    """Return the learner's folder that `place` is in, known by its start page, or None."""
    return next((one for one in (place, *place.parents) if (one / _HOME_MARK).is_file()), None)


def _refuse_empty(words: dict[str, str]) -> None:
    empty = [title for name, title in _PARTS if not words[name].strip() or words[name].strip() == "…"]
    if empty:
        raise SheetFaultError(
            f"'{empty[0]}' is still empty. Write a sentence or two, and run the cell again."
        )


def _refuse_traces(words: dict[str, str]) -> None:
    """Raise for the first trace of a child in one's own words; the words themselves are not repeated."""
    for name, said in words.items():
        if traces := traces_in(said):
            kind = traces[0].kind
            raise SheetFaultError(
                f"'{name}' says too much ({kind.name}), so nothing was written: {kind.why}. "
                f"Say it without, for instance '{kind.say}', and run the cell again."
            )


def _times(before: float | None, after: float | None) -> str:
    if before is None:
        return ""
    if after is None:
        return f"It takes {before:g} minutes today."
    return f"It took {before:g} minutes the old way and {after:g} the new way."


def _markdown(desk: dict[str, Any], words: dict[str, str], hours: float, times: str) -> str:
    parts = [f"## {title}\n\n{words[name].strip()}\n" for name, title in _PARTS]
    if times:
        parts.append(times + "\n")
    return "\n".join([f"# Portfolio: {desk['title']}\n", *parts, *_closing(desk, words, hours, "{}")])


def _closing(desk: dict[str, Any], words: dict[str, str], hours: float, line: str) -> list[str]:
    codes = ", ".join(f"{code} ({name})" for code, name in desk["ksbs"].items())
    return [
        f"**Hours:** {hours:g}\n",
        f"**Artefacts** (names only; they stay at my desk): {words['artefacts'].strip() or 'none'}\n",
        f"**Knowledge, skills and behaviours:** {codes}\n",
        f"**Witness** (my manager: seen, and it is as described) {line.format('_' * 30)}\n",
        "**Declaration:** This is my own work. It holds no data about any child.\n",
        f"Name and date {line.format('_' * 30)}\n",
    ]


def _html(desk: dict[str, Any], words: dict[str, str], hours: float, times: str) -> str:
    title = escape(f"Portfolio: {desk['title']}")
    parts = [f"<h2>{name}</h2><p>{escape(words[key].strip())}</p>" for key, name in _PARTS]
    codes = ", ".join(escape(f"{code} ({name})") for code, name in desk["ksbs"].items())
    declared = "This is my own work. It holds no data about any child."
    under = {
        "Hours": f"{hours:g}. {escape(times)}" if times else f"{hours:g}",
        "Artefacts (names only; they stay at my desk)": escape(words["artefacts"].strip() or "none"),
        "Knowledge, skills and behaviours": codes,
        "Witness (my manager: seen, and it is as described)": _LINE,
        "Declaration": declared,
        "Name and date": _LINE,
    }
    parts += [f"<h2>{heading}</h2><div>{said}</div>" for heading, said in under.items()]
    body = "".join([ON_SCREEN_ALONE, f"<h1>{title}</h1>", *parts])
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body><main>{body}</main></body></html>\n'
