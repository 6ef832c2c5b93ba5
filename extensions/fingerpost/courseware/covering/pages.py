"""The coverage grid as a page and as text: what is covered and by what, what is not and where it will be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from fingerpost.courseware.standards import Covered, Met, Standard, coverage

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"
_PARTS = (("knowledge", "Knowledge"), ("skill", "Skills"), ("behaviour", "Behaviours"))
_RULE = (
    "A statement counts as covered through a marked task with 60% of its points or more, or through a desk "
    "task with its portfolio sheet; never through a quiz."
)


@dataclass(frozen=True)
class Grid:
    """One learner's grid: whose it is, the standard, and a row for each statement in its order."""

    whose: str
    standard: Standard
    rows: tuple[Covered, ...]

    @property
    def covered(self) -> int:
        """Return how many statements are covered."""
        return sum(row.is_covered for row in self.rows)

    @property
    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{self.covered} of {len(self.rows)} statements are covered."


def grid_of(whose: str, standard: Standard, done: Iterable[tuple[str, str]]) -> Grid:
    """Return a learner's grid of what they have passed, (module, name) each."""
    return Grid(whose, standard, coverage(standard, set(done)))


def as_text(grid: Grid) -> str:
    """Return the grid as lines to read: the page's words, all of them."""
    lines = [_title(grid), "", grid.summary, _RULE]
    for part, heading in _PARTS:
        lines += ["", heading]
        lines += [_line(row, grid.standard) for row in grid.rows if row.statement.part == part]
    return "\n".join([*lines, "", *_closing(grid.standard), ""])


def as_page(grid: Grid) -> str:
    """Return the grid as one page that runs nothing and asks for nothing."""
    tables = "".join(_table(grid, part, heading) for part, heading in _PARTS)
    return _page(_title(grid), f"<p><strong>{grid.summary}</strong> {_RULE}</p>{tables}", grid.standard)


def cohort_page(standard: Standard, grids: Sequence[tuple[Grid, str]]) -> str:
    """Return a cohort on one page: each learner with their page's file name, then each statement."""
    title = f"Coverage of the cohort: {standard.title}"
    people = "".join(
        f'<tr><th scope="row"><a href="{escape(quote(file))}">{escape(grid.whose)}</a></th>'
        f'<td class="number">{grid.covered}</td><td>{_codes(grid)}</td></tr>'
        for grid, file in grids
    )
    told = _framed("Learners", ("learner", "covered", "not yet covered"), people) + _framed(
        "Statements", ("statement", "learners who have it covered"), _by_statement(standard, grids)
    )
    return _page(title, f"<p>{_RULE}</p>{told}", standard)


def _title(grid: Grid) -> str:
    return f"Coverage: {grid.whose}, {grid.standard.title}"


def _line(row: Covered, standard: Standard) -> str:
    return f"  {row.statement.code:<3} {row.statement.name}: {_state(row)}. {_by(row, standard)}"


def _state(row: Covered) -> str:
    return "covered" if row.is_covered else "not yet"


def _by(row: Covered, standard: Standard) -> str:
    """Return what shows a statement, or where the course will meet it."""
    if row.is_covered:
        return "; ".join(f"{_place(met)}: {met.evidence}" for met in row.shown_by) + "."
    ahead = [met for met in standard.met if row.statement.code in met.codes and met.way != "quiz"]
    asked = "Asked in a quiz, which covers nothing. " if row.only_asked else ""
    return f"{asked}Meets you in {', '.join(dict.fromkeys(map(_place, ahead)))}."


def _place(met: Met) -> str:
    if met.way == "desk":
        return f"module {met.module} at your desk"
    return f"module {met.module} {met.name.replace('_', ' ')}"


def _table(grid: Grid, part: str, heading: str) -> str:
    rows = "".join(
        f'<tr class="{"has" if row.is_covered else "lacks"}"><th scope="row">{row.statement.code} '
        f"{escape(row.statement.name)}</th><td>{_state(row)}</td>"
        f"<td>{escape(_by(row, grid.standard))}</td></tr>"
        for row in grid.rows
        if row.statement.part == part
    )
    return _framed(heading, ("statement", "state", "shown by, or where it will be"), rows)


def _framed(heading: str, columns: Sequence[str], rows: str) -> str:
    """Return a table under its heading, in a frame that the keyboard reaches and can scroll."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    return (
        f'<h2>{heading}</h2><div class="scroll" tabindex="0" role="group" aria-label="{heading}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _codes(grid: Grid) -> str:
    return ", ".join(row.statement.code for row in grid.rows if not row.is_covered) or "none"


def _by_statement(standard: Standard, grids: Sequence[tuple[Grid, str]]) -> str:
    told = []
    for place, (code, statement) in enumerate(standard.statements.items()):
        having = [grid.whose for grid, _ in grids if grid.rows[place].is_covered]
        names = f"{len(having)} of {len(grids)}" + (f": {', '.join(having)}" if having else "")
        told.append(f'<tr><th scope="row">{code} {escape(statement.name)}</th><td>{escape(names)}</td></tr>')
    return "".join(told)


def _closing(standard: Standard) -> tuple[str, str]:
    return (
        f"{standard.id}: {standard.version}, as of {standard.as_of}.",
        f"Source: {standard.source}. Read the wording there before anything is signed.",
    )


def _page(title: str, body: str, standard: Standard) -> str:
    closing = " ".join(map(escape, _closing(standard)))
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main><footer>{closing}</footer></body></html>\n"
    )
