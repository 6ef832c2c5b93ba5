"""The rows of a task that a person marks, read from the one place where they are written: its mark scheme.

The scheme stands in the module's assignment.py; nbgrader keeps it in the gradebook and in the marked
notebook, and takes it out of what learners get. Its table is the rubric, its list the comments to choose
from:

    | row | 2 | 1 | 0 |
    |---|---|---|---|
    | No cause claimed | the words of 2 | the words of 1 | the words of 0 |

    - A comment to choose from.

Which level each row has stands at the head of nbgrader's own comment, one line a row, so that formgrader and
stock feedback show it too, a copy of the gradebook holds it, and marking again leaves it alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

BEGIN, END = "BEGIN MARK SCHEME", "END MARK SCHEME"
TOP = 2
LEVELS = (0, 1, 2)
_NOT_YET = "not marked yet"
_USUAL = {2: "Done fully.", 1: "Done in part.", 0: "Missing."}
_LEVEL = re.compile(r"([012])\b")
_COMMENT = re.compile(r"[-*] +(\S.*)")


@dataclass(frozen=True)
class Row:
    """One row of a rubric: its name, and what each of the levels 0, 1 and 2 looks like."""

    name: str
    words: tuple[str, str, str]


@dataclass(frozen=True)
class Rubric:
    """A task's rows, the comments to choose from, and the whole scheme as it is written."""

    rows: tuple[Row, ...] = ()
    comments: tuple[str, ...] = ()
    scheme: str = ""


@dataclass(frozen=True)
class Marked:
    """What a person gave: a level or None for each row, and the comment in their own words."""

    levels: tuple[int | None, ...]
    comment: str

    @property
    def points(self) -> int:
        """Return the points of the rows that are marked."""
        return sum(level for level in self.levels if level is not None)

    @property
    def is_whole(self) -> bool:
        """Claim that every row has its level."""
        return bool(self.levels) and None not in self.levels

    @property
    def is_begun(self) -> bool:
        """Claim that some rows have their level and others wait."""
        return not self.is_whole and any(level is not None for level in self.levels)


def rubric_of(source: str) -> Rubric:
    """Return the rubric in the source of a person's task; without rows where its scheme holds no table."""
    scheme = _scheme(source)
    lines = [line.strip() for line in scheme.splitlines()]
    table = [_cells(line) for line in lines if line.startswith("|")]
    comments = tuple(found[1].strip() for line in lines if (found := _COMMENT.fullmatch(line)))
    return Rubric(_rows(table), comments, scheme)


def read_marked(text: str | None, rubric: Rubric) -> Marked:
    """Return levels and comment from nbgrader's comment; a comment of another hand has no levels."""
    told = (text or "").replace("\r\n", "\n")
    lines = told.split("\n")
    head = lines[: len(rubric.rows)]
    levels = [_level(line, row) for line, row in zip(head, rubric.rows, strict=False)]
    if not rubric.rows or len(levels) < len(rubric.rows) or "" in levels:
        return Marked((None,) * len(rubric.rows), told.strip())
    return Marked(
        tuple(level if isinstance(level, int) else None for level in levels),
        "\n".join(lines[len(rubric.rows) :]).strip(),
    )


def write_marked(marked: Marked, rubric: Rubric) -> str:
    """Return nbgrader's comment for what a person gave, '' for nothing at all."""
    if all(level is None for level in marked.levels) and not marked.comment:
        return ""
    head = [
        f"{row.name}: {_NOT_YET if level is None else f'{level} of {TOP}'}"
        for row, level in zip(rubric.rows, marked.levels, strict=True)
    ]
    return "\n".join(
        [*head, *(["", marked.comment] if head and marked.comment else [marked.comment])]
    ).strip()


def _scheme(source: str) -> str:
    """Return what stands between the marks of a mark scheme, all of it where only the first is there."""
    _, begun, after = source.partition(BEGIN)
    return after.partition("### " + END)[0].partition(END)[0].strip() if begun else ""


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _rows(table: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    if len(table) < 3 or table[0][0].lower() != "row":  # noqa: PLR2004 - heads, rule, and at least one row
        return ()
    places = {int(found[1]): at for at, head in enumerate(table[0]) if (found := _LEVEL.match(head))}
    return tuple(Row(cells[0], _words(cells, places)) for cells in table[2:] if cells[0])


def _words(cells: Sequence[str], places: dict[int, int]) -> tuple[str, str, str]:
    nought, one, two = (
        cells[places[level]] if level in places and places[level] < len(cells) else _USUAL[level]
        for level in LEVELS
    )
    return nought, one, two


def _level(line: str, row: Row) -> int | str | None:
    """Return a head line's level, None for one not marked yet, '' for a line that is no head line."""
    told = line.removeprefix(f"{row.name}: ")
    if told == line:
        return ""
    if told == _NOT_YET:
        return None
    found = re.fullmatch(rf"([012]) of {TOP}", told)
    return int(found[1]) if found else ""
