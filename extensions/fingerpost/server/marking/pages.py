"""The marking pages as HTML of our own: every word of a learner's is text, nothing on a page runs."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

from fingerpost.grading.by_hand.answers import Answered
from fingerpost.grading.by_hand.diary import Line
from fingerpost.grading.by_hand.rubric import LEVELS
from fingerpost.grading.by_hand.saving import MOST_CHARACTERS, Wish
from fingerpost.grading.by_hand.scripts import Script, State
from fingerpost.grading.gradebook.dates import in_london, late_in_words
from fingerpost.grading.run.records import Record
from fingerpost.server.marking.links import Links

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FORM = "marks"
_STATES: dict[State, str] = {
    "waits": "waits for you",
    "begun": "begun",
    "marked": "marked",
    "again": "handed in again since it was marked",
}
_FOOT = (
    "<footer>Every child in these data is invented. The learners are not: keep these pages to yourself."
    "</footer>"
)

_NOTHING = (
    "<p>Nothing to mark by hand yet. Scripts come here once they are collected and their checks have run: "
    "<code>nbgrader collect</code>, then <code>fingerpost grade</code>.</p>"
)


@dataclass(frozen=True)
class Beside:
    """What stands around one script: its neighbours in the list, and what helps in reading it."""

    before: Script | None
    after: Script | None
    words: str
    trouble: str
    answers: Sequence[Answered]
    kept: Sequence[str]


@dataclass(frozen=True)
class Told:
    """What a page says back: a sentence, what was not saved and why, and where the keyboard goes."""

    sentence: str = ""
    mine: Wish | None = None
    is_clash: bool = False
    by: Line | None = None
    at: str = ""


def page(title: str, body: str) -> str:
    """Return a whole page around `body`, which is markup already."""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>{body}</main>{_FOOT}"
        "</body></html>"
    )


def sentence_page(title: str, sentence: str, *, typed: str = "") -> str:
    """Return a page that says one thing, and gives back what was typed where it could not be saved."""
    kept = f'<p>What you typed:</p><div class="words">{escape(typed)}</div>' if typed else ""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(sentence)}</p>{kept}")


def queue_page(scripts: Sequence[Script], unmarked: Sequence[Record], links: Links) -> str:
    """Return the list of everything that a person marks, what waits first said for each task."""
    ordered = links.ordered(scripts)
    parts = [
        _task(list(group), links) for _, group in groupby(ordered, key=lambda one: (one.assignment, one.task))
    ]
    if not parts:
        parts = [_NOTHING]
    ways = (
        (links.queue(hidden=not links.hidden), "Show names" if links.hidden else "Hide names"),
        (links.cohort, "The cohort, with names"),
        (links.formgrader, "Formgrader"),
        (links.lab, "JupyterLab"),
    )
    bar = "".join(f'<a href="{escape(address)}">{said}</a>' for address, said in ways)
    return page(
        "Marking", f'<h1>Marking</h1><p class="bar">{bar}</p>{_unmarked(unmarked, links)}{"".join(parts)}'
    )


def _task(scripts: Sequence[Script], links: Links) -> str:
    first = scripts[0]
    title = f"{first.assignment}: {in_words(first.task)}"
    done = sum(one.state == "marked" for one in scripts)
    waits = next((one for one in scripts if one.state != "marked"), None)
    first_waiting = escape(links.script(waits, at="row-0")) if waits else ""
    start = f'<a href="{first_waiting}">Mark the first that waits</a>' if waits else ""
    rows = "".join(_listed(one, links) for one in scripts)
    heads = ("Learner", "Handed in", "State", "Points")
    return table(title, f"{done} of {len(scripts)} marked. {start}", heads, rows)


def _listed(script: Script, links: Links) -> str:
    return (
        f'<tr><th scope="row"><a href="{escape(links.script(script))}">{escape(links.name(script))}</a></th>'
        f"<td>{escape(_handed_in(script))}</td><td>{_STATES[script.state]}</td><td>{_points(script)}</td></tr>"
    )


def _unmarked(records: Sequence[Record], links: Links) -> str:
    """Return the scripts that the checks could not read: nothing else in the list is as urgent."""
    rows = "".join(
        f"<tr><td>{escape(one.assignment)}</td><td>{'hidden' if links.hidden else escape(one.student)}</td>"
        f"<td>{escape('' if links.hidden else one.to_tutor)}</td></tr>"
        for one in records
    )
    title = "Scripts that the checks could not read"
    return table(title, "", ("Module", "Learner", "What happened"), rows) if rows else ""


def table(title: str, said: str, heads: Iterable[str], rows: str) -> str:
    """Return a headed table that may be wider than the window; all but `title` is markup already."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f"<section><h2>{escape(title)}</h2><p>{said}</p>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def script_page(script: Script, beside: Beside, links: Links, *, told: Told, xsrf: str) -> str:
    """Return one script: the learner's words, then rows, comment and comments to choose."""
    name = links.name(script)
    head = f"{in_words(script.task)}: {name}"
    given = f"{_points(script)} points" if script.score is not None else f"{script.most:g} points to give"
    facts = (script.assignment, f"handed in {_handed_in(script)}", _STATES[script.state], given)
    return page(
        f"Marking {head}",
        f"<p>{_back(links, is_clash=told.is_clash)}</p><h1>{escape(head)}</h1>"
        f'<p class="bar quiet">{"".join(f"<span>{escape(fact)}</span>" for fact in facts)}</p>'
        f'{_told(told, script)}<div class="sides">{_left(script, beside)}'
        f"{_form(script, beside, links, told, xsrf)}</div>",
    )


def _back(links: Links, *, is_clash: bool) -> str:
    """Return the way to the list: it saves what is typed, but never over another tutor's marks."""
    if is_clash:
        return f'<a href="{escape(links.queue())}">Back to the list; theirs stays</a>'
    return f'<button form="{_FORM}" name="act" value="list">Save and back to the list</button>'


def _left(script: Script, beside: Beside) -> str:
    words = escape(beside.words) or '<span class="quiet">Nothing was written.</span>'
    trouble = f'<p class="told">{escape(beside.trouble)}</p>' if beside.trouble else ""
    others = "".join(map(_answered, beside.answers))
    return (
        f'<div><h2>What the learner wrote</h2>{trouble}<div class="words">{words}</div>'
        f'<p class="quiet">{len(beside.words.split())} words</p>'
        + (
            f"<details><summary>Their answers to the other tasks</summary>{others}</details>"
            if others
            else ""
        )
        + f'<details><summary>The mark scheme as it is written</summary><div class="scheme">'
        f"{escape(script.rubric.scheme) or 'There is none.'}</div></details></div>"
    )


def _answered(one: Answered) -> str:
    """Return one answer to another task: its code, what it showed, what it held; each as text."""
    parts = (("", one.code), ("It showed", one.showed), ("It held, when it was marked", one.held))
    return f"<h3>{escape(in_words(one.word))}</h3>" + "".join(
        (f'<p class="quiet">{said}</p>' if said else "") + f'<div class="code">{escape(told)}</div>'
        for said, told in parts
        if told.strip()
    )


def _form(script: Script, beside: Beside, links: Links, told: Told, xsrf: str) -> str:
    """Return the form; each of its buttons sends all of it, so that nothing typed is ever left behind."""
    wish = told.mine or Wish(script.marked.levels, script.score, script.marked.comment)
    hidden = {"seen": script.version, "names": "hidden" if links.hidden else ""}
    hidden |= {f"row-{n}": "" if level is None else str(level) for n, level in enumerate(wish.levels)}
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items()
    )
    rows = "".join(_row(script, number, wish.levels[number], told.at) for number in range(len(wish.levels)))
    below = f"{_comment(wish, told.at)}{_acts(beside)}{_bank(script, beside)}"
    return (
        f'<form id="{_FORM}" method="post" action="{escape(links.script(script))}">{xsrf}{fields}'
        f"<h2>Your marks</h2>{rows or _number(script, wish)}{below}</form>"
    )


def _row(script: Script, number: int, chosen: int | None, at: str) -> str:
    row = script.rubric.rows[number]
    buttons = "".join(
        f'<button class="level" name="press" value="{number}-{level}" '
        f'aria-pressed="{"true" if level == chosen else "false"}"'
        f"{' autofocus' if at == f'row-{number}' and level == (chosen or 0) else ''}>"
        f"<b>{level}{' ✓' if level == chosen else ''}</b> {escape(row.words[level])}</button>"
        for level in LEVELS
    )
    return f'<fieldset><legend>{escape(row.name)}</legend><div class="levels">{buttons}</div></fieldset>'


def _number(script: Script, wish: Wish) -> str:
    value = "" if wish.points is None else f"{wish.points:g}"
    return (
        f'<p><label>Points, 0 to {script.most:g} <input type="text" inputmode="decimal" name="points" '
        f'value="{value}" autocomplete="off"></label></p>'
    )


def _comment(wish: Wish, at: str) -> str:
    focus = " autofocus" if at == "comment" else ""
    return (
        "<p><label>Comment to the learner (plain text)"
        f'<textarea name="comment" rows="5" maxlength="{MOST_CHARACTERS}"{focus}>\n{escape(wish.comment)}'
        "</textarea></label></p>"
    )


def _acts(beside: Beside) -> str:
    acts = [("first", "next", "Save and next")] if beside.after else []
    acts += [("", "save", "Save")]
    acts += [("", "before", "Save and previous")] if beside.before else []
    acts += [("", "keep", "Keep this comment for other scripts")]
    made = "".join(
        f'<button{f" class={kind}" if kind else ""} name="act" value="{value}">{said}</button>'
        for kind, value, said in acts
    )
    return f'<div class="acts">{made}</div>'


def _bank(script: Script, beside: Beside) -> str:
    """Return the comments to choose from: the course's, then those that tutors kept and may take out."""
    ours = "".join(_chosen(f"use-{n}", said) for n, said in enumerate(script.rubric.comments))
    theirs = "".join(_chosen(f"kept-{n}", said, f"forget-{n}") for n, said in enumerate(beside.kept))
    if not ours + theirs:
        return ""
    return (
        '<h2 id="bank">Comments to choose from</h2><p class="quiet">Choosing one adds it to your comment.</p>'
        f'<ul class="bank">{ours}{theirs}</ul>'
    )


def _chosen(value: str, said: str, forget: str = "") -> str:
    out = (
        f'<button name="act" value="{forget}" aria-label="Take out: {escape(said)}">Take out</button>'
        if forget
        else ""
    )
    return f'<li><button class="use" name="act" value="{value}">{escape(said)}</button>{out}</li>'


def _told(told: Told, script: Script) -> str:
    if not told.is_clash:
        return (
            f'<div class="told" role="status"><p>{escape(told.sentence)}</p></div>' if told.sentence else ""
        )
    when = f" on {in_london(moment)}" if (moment := _moment(told.by)) else ""
    who = told.by.who if told.by and told.by.who else "Another tutor, or formgrader,"
    levels = _levels(script)
    return (
        '<div class="told" role="alert"><p><strong>Not saved yet: this script has changed since you opened '
        f"it.</strong> {escape(who)} saved last{when}, or the learner handed in again. What is saved now:</p>"
        f"<p>{escape(_points(script))} points{escape(levels)}</p>"
        f"<p>Comment: {escape(script.marked.comment) or 'none'}</p>"
        "<p>Below is what you chose and typed; it is in the diary of marking too. Save to put it in place of "
        "theirs, or go back to the list to leave theirs as it is.</p></div>"
    )


def _levels(script: Script) -> str:
    given: Iterable[str] = (
        f"{row.name}: {'not marked yet' if level is None else level}"
        for row, level in zip(script.rubric.rows, script.marked.levels, strict=True)
    )
    said = "; ".join(given)
    return f" ({said})" if said else ""


def _moment(by: Line | None) -> datetime | None:
    return datetime.fromisoformat(by.at) if by and by.at else None


def _handed_in(script: Script) -> str:
    if script.handed_in is None:
        return "at a time that is not known"
    said = in_london(script.handed_in)
    if script.due is None:
        return said
    return f"{said}, {late_in_words(script.late_by)}{' of their extension' * script.is_extended}"


def _points(script: Script) -> str:
    given = "\N{EN DASH}" if script.score is None else f"{script.score:g}"
    return f"{given} of {script.most:g}"


def in_words(task: str) -> str:
    """Return a task's word as words."""
    return task.replace("_", " ").replace("-", " ").capitalize()
