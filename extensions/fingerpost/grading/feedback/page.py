"""One learner's feedback as one page: each task with its points, what was seen, why, what to try."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from fingerpost.grading.by_hand.answers import words_for
from fingerpost.grading.by_hand.rubric import TOP, Marked, Rubric, read_marked, rubric_of
from fingerpost.grading.engine.paper import held, text_of
from fingerpost.grading.feedback.shown import clean, output, written
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72ch; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid #8c8c8c; padding: 0.5rem 0 1rem; }
pre { overflow-x: auto; padding: 0.5rem; border: 1px solid #8c8c8c; font-size: 0.9rem; }
.points { font-weight: 600; }
.comment { border-left: 6px double #b36b00; padding-left: 1rem; }
table { border-collapse: collapse; } th, td { padding: 0.1rem 0.8rem; text-align: right; }
.rows th, .rows td { text-align: left; vertical-align: top; padding: 0.4rem 1.2rem 0.4rem 0; }
.rows th, .rows td { border-top: 1px solid #8c8c8c; font-weight: 400; }
.rows th, .rows .level { font-weight: 600; }
.rows .level { white-space: nowrap; }
img { max-width: 100%; }
"""
_HEADING = re.compile(r"^#+[ \t]+([^\n]+?)[ \t]*(?:\([^()\n]*points?\b[^()\n]*\))?[ \t]*$", re.MULTILINE)

Cell = Mapping[str, Any]


def feedback_page(cells: Sequence[Cell], *, title: str, score: float, most: float) -> str:
    """Return the whole page; `cells` are an autograded notebook's, grades and comments in their metadata."""
    shown = "".join(_sections(cells))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Feedback: {escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Feedback: {escape(title)}</h1>"
        f'<p class="points">{_points(score, most)}</p>{shown}'
        "<p>Every child in these data is invented.</p></main></body></html>"
    )


def _sections(cells: Sequence[Cell]) -> Iterable[str]:
    """Yield the page's parts in the notebook's order; a test's source is never among them."""
    for cell in cells:
        grade_id = str(held(cell, "nbgrader").get("grade_id", ""))
        word = str(held(cell, "fingerpost").get("task", ""))
        if cell.get("id") == "intake-note":
            yield f'<p class="comment">{escape(text_of(cell).strip("*"))}</p>'
        elif word and grade_id == word:
            yield _task(word, cell, cells)
        elif held(cell, "nbgrader").get("task"):
            yield _person(cell, cells)
        elif _is_foreign_test(grade_id, cell):
            yield _foreign(cell)


def _task(word: str, answer: Cell, cells: Sequence[Cell]) -> str:
    tests = {
        suffix: next((c for c in cells if held(c, "nbgrader").get("grade_id") == word + suffix), None)
        for suffix in (SEEN_SUFFIX, HIDDEN_SUFFIX)
    }
    graded = [cell for cell in tests.values() if cell is not None]
    verdict = tests[HIDDEN_SUFFIX] or tests[SEEN_SUFFIX] or {}
    score = sum(_number(held(cell, "nbgrader").get("score")) for cell in graded)
    most = sum(_number(held(cell, "nbgrader").get("points")) for cell in graded)
    comments = [held(cell, "nbgrader").get("comment") for cell in (answer, *graded)]
    outputs = "".join(output(told) for told in answer.get("outputs", []))
    return (
        f"<section{_data(word, score, most)}><h2>{escape(_title(word, graded))}</h2>"
        f'<p class="points">{_points(score, most)}</p>{_verdict(verdict)}{_comments(comments)}'
        f"<details><summary>Your answer</summary><pre>{escape(text_of(answer))}</pre>{outputs}</details>"
        "</section>"
    )


def _data(word: str, score: float, most: float) -> str:
    """Return a task's marks as attributes, for programs of ours that read the page."""
    return f' data-task="{escape(word)}" data-points="{score:g}" data-of="{most:g}"'


def _title(word: str, graded: Iterable[Cell]) -> str:
    """Return a task's title as the course has it; its word where an earlier version marked it."""
    told = (held(cell, "fingerpost").get("marking") for cell in graded)
    titles = (str(one.get("title") or "") for one in told if isinstance(one, Mapping))
    return next(filter(None, titles), in_words(word))


def _heading(text: str) -> str:
    """Return a question's own heading, without what it says of points; '' where it has none."""
    found = _HEADING.search(text)
    return found[1].strip() if found else ""


def in_words(word: str) -> str:
    """Return a task's word as words."""
    return word.replace("_", " ").capitalize()


def _person(question: Cell, cells: Sequence[Cell]) -> str:
    """Return a task that a person marks: each row of its rubric, its points and the words of that level."""
    told = held(question, "nbgrader")
    word = str(told.get("grade_id", ""))
    rubric = rubric_of(text_of(question))
    marked = read_marked(str(told.get("comment") or ""), rubric)
    points = _points_of(told)
    if rubric.rows and not marked.is_whole and not marked.comment and not _number(told.get("score")):
        points = "Your tutor has not marked this yet."
    elif marked.is_begun:
        points += " so far"
    mine = words_for(word, cells)
    data = _data(word, _number(told.get("score")), _number(told.get("points")))
    return (
        f"<section{data}><h2>{escape(_heading(text_of(question)) or in_words(word))}</h2>"
        f'<p class="points">{points}</p>{_rows(rubric, marked)}{_comments([marked.comment])}'
        f"<details><summary>Your words</summary>{written(mine)}</details></section>"
    )


def _rows(rubric: Rubric, marked: Marked) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th><td class="level">{level} of {TOP}</td>'
        f'<td class="looks-like">{escape(row.words[level])}</td></tr>'
        for row, level in zip(rubric.rows, marked.levels, strict=True)
        if level is not None
    )
    return f'<table class="rows"><tbody>{rows}</tbody></table>' if rows else ""


def _foreign(cell: Cell) -> str:
    """Return a test of a course that is not ours: its points and what it showed, not its lines."""
    told = held(cell, "nbgrader")
    shown = "".join(output(one) for one in cell.get("outputs", []))
    return (
        f"<section><h2>{escape(str(told.get('grade_id', '')))}</h2>"
        f'<p class="points">{_points_of(told)}</p>{shown}'
        f"{_comments([told.get('comment')])}</section>"
    )


def _is_foreign_test(grade_id: str, cell: Cell) -> bool:
    is_ours = grade_id.endswith((SEEN_SUFFIX, HIDDEN_SUFFIX))
    return bool(held(cell, "nbgrader").get("grade")) and not is_ours


def _verdict(cell: Cell) -> str:
    for told in cell.get("outputs", []):
        data = told.get("data")
        if isinstance(data, Mapping) and "text/html" in data:
            markup = data["text/html"]
            return clean("".join(markup) if isinstance(markup, list) else str(markup))
    return "".join(output(told) for told in cell.get("outputs", []))


def _comments(comments: Iterable[object]) -> str:
    told = [str(comment) for comment in comments if comment and str(comment) != "No response."]
    return "".join(
        f'<p class="comment">From your tutor: {"<br>".join(map(escape, comment.splitlines()))}</p>'
        for comment in told
    )


def _points_of(told: Mapping[str, Any]) -> str:
    return _points(_number(told.get("score")), _number(told.get("points")))


def _points(score: float, most: float) -> str:
    return f"{score:g} of {most:g} points"


def _number(told: object) -> float:
    return float(told) if isinstance(told, int | float) else 0.0
