"""The cohort's page: who is stuck and by which rule, learners by modules, the queue, common slips.

Plain tables, which are their own text form; every word of a learner's, their name among them, is text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby

from fingerpost.cohort.common_slips import FEWEST, CommonSlip
from fingerpost.cohort.stuck import RULES, Stuck
from fingerpost.cohort.work import Assignment, Cohort, Learner, Piece, Stage
from fingerpost.grading.by_hand.scripts import Script
from fingerpost.grading.gradebook.dates import in_london, late_in_words
from fingerpost.server.marking.links import Links
from fingerpost.server.marking.pages import in_words, page, table

_STAGES: dict[Stage, str] = {
    "nothing": "\N{EN DASH}",
    "collected": "in, not checked yet",
    "unread": "in, could not be read",
    "waits": "waits for your marks",
    "marked": "marked",
}
_HAS_POINTS = ("waits", "marked")
_NOBODY = (
    "<p>Nobody is in the gradebook yet. Learners come here with their first hand-in, once it is collected: "
    "<code>nbgrader collect</code>, then <code>fingerpost grade</code>.</p>"
)


@dataclass(frozen=True)
class Told:
    """What the page tells, and the aware moment for which it holds."""

    cohort: Cohort
    stuck: Sequence[Stuck]
    slips: Sequence[CommonSlip]
    scripts: Sequence[Script]
    as_at: datetime


def cohort_page(told: Told, links: Links) -> str:
    """Return the page."""
    bar = "".join(
        f'<a href="{escape(address)}">{said}</a>'
        for address, said in (
            (links.queue(), "Marking"),
            (links.formgrader, "Formgrader"),
            (links.lab, "JupyterLab"),
        )
    )
    parts = (
        f'<h1>The cohort</h1><p class="bar">{bar}</p>',
        f"<p>As it was on {in_london(told.as_at)}. Work that is handed in counts once it is collected.</p>",
        _stuck(told.stuck),
        _grid(told.cohort) if told.cohort.learners else _NOBODY,
        _waiting(told.scripts, links),
        _slips(told.slips),
    )
    return page("The cohort", "".join(parts))


def _stuck(stuck: Sequence[Stuck]) -> str:
    """Return who is stuck, the rule first: a list whose rule is not seen would be a verdict."""
    said = f"Somebody is listed where {escape('; or where '.join(rule.words for rule in RULES))}."
    rows = "".join(
        f'<tr><th scope="row">{escape(one.learner.name)}</th>'
        f"<td>{'<br>'.join(map(escape, one.reasons))}</td></tr>"
        for one in stuck
    )
    if not rows:
        return f"<section><h2>Who is stuck</h2><p>{said}</p><p>Nobody is, by these rules.</p></section>"
    return table("Who is stuck", said, ("Learner", "Why"), rows)


def _grid(cohort: Cohort) -> str:
    rows = "".join(map(_row, cohort.learners))
    heads = ("Learner", *map(_head, cohort.assignments))
    count = len(cohort.learners)
    foot = "".join(
        f"<td>{sum(one.pieces[at].stage != 'nothing' for one in cohort.learners)} of {count}</td>"
        for at in range(len(cohort.assignments))
    )
    return table(
        "Learners by module",
        "Points are those given so far; late is by each learner's own date.",
        heads,
        f'{rows}<tr><th scope="row">Handed in</th>{foot}</tr>',
    )


def _head(assignment: Assignment) -> str:
    """Return a column's head, markup: the module, its title and when it is due."""
    due = f"due {in_london(assignment.due)}" if assignment.due else "no due date"
    return "<br>".join(escape(said) for said in (assignment.name, assignment.title, due) if said)


def _row(learner: Learner) -> str:
    cells = "".join(f"<td>{'<br>'.join(map(escape, _said(piece)))}</td>" for piece in learner.pieces)
    return f'<tr><th scope="row">{escape(learner.name)}</th>{cells}</tr>'


def _said(piece: Piece) -> Iterable[str]:
    if piece.stage in _HAS_POINTS:
        yield f"{piece.points:g} of {piece.most:g}"
    yield _STAGES[piece.stage]
    if piece.late_by:
        yield late_in_words(piece.late_by)


def _waiting(scripts: Sequence[Script], links: Links) -> str:
    """Return how many scripts wait for a person, by task, with the way to the first of them."""
    rows = []
    ordered = sorted(scripts, key=lambda one: (one.assignment, one.task))
    for (assignment, task), group in groupby(ordered, key=lambda one: (one.assignment, one.task)):
        whole = list(group)
        waits = [one for one in whole if one.state != "marked"]
        first = (
            f'<a href="{escape(links.script(waits[0], at="row-0"))}">{len(waits)} to mark</a>'
            if waits
            else ""
        )
        rows.append(
            f'<tr><th scope="row">{escape(assignment)}</th><td>{escape(in_words(task))}</td>'
            f"<td>{first or 'all marked'}</td><td>{len(whole)}</td></tr>"
        )
    if not rows:
        return "<section><h2>The marking queue</h2><p>No script waits for a person.</p></section>"
    whole_list = f'<a href="{escape(links.queue())}">The whole list</a>'
    return table("The marking queue", whole_list, ("Module", "Task", "Waiting", "Scripts"), "".join(rows))


def _slips(slips: Sequence[CommonSlip]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(one.title or in_words(one.task))}</th><td>{escape(one.assignment)}</td>'
        f"<td>{one.learners} of {one.checked}</td><td>{escape(one.said)}</td><td>{escape(one.code)}</td></tr>"
        for one in slips
    )
    said = f"Slips of {FEWEST} learners or more, of those whose scripts were checked; most often first."
    if not rows:
        return (
            f"<section><h2>Common slips</h2><p>No slip was made by {FEWEST} learners or more.</p></section>"
        )
    return table("Common slips", said, ("Task", "Module", "Learners", "What learners are told", "Code"), rows)
