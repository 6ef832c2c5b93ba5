"""The tables the kitchen's scene is made of: rows as they stand after each clause, and Excel's recipe."""

import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, LETTERS, as_frame, cells_of, on_sheet, row_id, sheet
from fingerpost.walkthroughs.query import code
from fingerpost.walkthroughs.query.clauses import TESTS, Clause, Query, with_blanks
from fingerpost.walkthroughs.query.kitchen import Line, Place
from fingerpost.walkthroughs.query.told import LINES, Told
from fingerpost.walkthroughs.scene import Column, Row, Table

ANSWER = {True: "TRUE", False: "FALSE", None: "NULL"}


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return the tables of the fixed steps; the reader's own kitchen adds its own."""
    query = told.query
    other = (
        (
            sheet(
                "other",
                query.other,
                told.other,
                ids=other_id,
                anchor=f"{LETTERS[code.other_starts(told.sample.columns)]}1",
            ),
        )
        if told.other is not None
        else ()
    )
    return (
        sheet("sheet", query.table, told.sample),
        as_frame("frame", f"{query.table}, as a DataFrame", told.sample),
        *other,
        _joined(told, "joined", "after FROM and JOIN", told.started),
        _joined(told, "asked", "what WHERE answers", told.started, answers=True),
        _joined(told, "with_blanks", "blanks kept", told.in_sample.places(with_blanks(query), "WHERE")),
        _piles(told),
        groups_table("counted", "after GROUP BY", query, told.lines("GROUP BY"), _members(told)),
        groups_table("enough", "after HAVING", query, told.lines("HAVING"), _members(told)),
        groups_table("top", "after LIMIT", query, told.lines("LIMIT"), _members(told)),
        recipe("recipe", query),
    )


def other_id(at: int) -> str:
    """Return the id that row `at` of the other table keeps."""
    return f"other-{at}"


def _joined(told: Told, name: str, caption: str, places: list[Place], *, answers: bool = False) -> Table:
    """Return rows after FROM, JOIN or WHERE; each has the index that it has in pandas."""
    table = joined_frame(told, told.started)
    heads = [INDEX, *(column_of(table[column]) for column in table.columns)]
    heads += [Column(told.asked)] if answers else []
    kept = set(places)
    rows = []
    for at, place in enumerate(told.started):
        if place in kept:
            cells = (at, *cells_of(table, at), *([ANSWER[told.answers[at]]] if answers else []))
            rows.append(Row(told.ids[place], cells, _came_from(told, place)))
    return Table(name, caption, "frame", tuple(heads), tuple(rows))


def _came_from(told: Told, place: Place) -> tuple[str, ...]:
    return (row_id(place[0]),) if told.query.join != "none" else ()


def joined_frame(told: Told, places: list[Place]) -> pd.DataFrame:
    """Return the rows of the sample beside those of the other table that they met."""
    left = told.sample.iloc[[place[0] for place in places]].reset_index(drop=True)
    if told.other is None:
        return left
    others = told.other.drop(columns=told.query.key)
    right = others.reindex([-1 if place[1] is None else place[1] for place in places])
    return pd.concat([left, right.reset_index(drop=True)], axis=1)


def _members(told: Told) -> dict[str, tuple[str, ...]]:
    """Return the rows that stand in each group, by the group's id."""
    found: dict[str, list[str]] = {}
    for place, label in zip(told.kept, told.in_sample.labels(told.query), strict=True):
        found.setdefault(group_id(label), []).append(told.ids[place])
    return {label: tuple(members) for label, members in found.items()}


def _piles(told: Told) -> Table:
    members = _members(told)
    rows = tuple(
        Row(f"pile-{group_id(label)}", (to_cell(label),), members.get(group_id(label), ()))
        for label, _ in told.lines("GROUP BY")
    )
    names = [str(name) for name in told.sample.columns]
    said = {told.query.key, told.query.by, told.query.where}
    label = next((name for name in names if name not in said), names[0])
    return Table("piles", "groups", "piles", (Column(told.query.by),), rows, label=label)


def groups_table(
    name: str,
    caption: str,
    query: Query,
    lines: list[Line],
    members: dict[str, tuple[str, ...]] | None = None,
    *,
    of: int | None = None,
) -> Table:
    """Return groups and counts, each with the id its label has: at most twelve lines `of` so many."""
    columns = (Column(query.by), Column(query.heading, "number", "int64"))
    there = len(lines) if of is None else of
    shown = lines if there <= LINES else lines[: LINES - 1]
    rows = [
        Row(group_id(label), (to_cell(label), to_cell(number)), (members or {}).get(group_id(label), ()))
        for label, number in shown
    ]
    if len(shown) < there:
        rows.append(Row("more", (f"… {there - len(shown):,} more", "…")))
    return Table(name, caption, "frame", columns, tuple(rows))


def group_id(label: object) -> str:
    """Return a group's id, made of its label's letters: ids hold no spaces."""
    return f"group-{type(label).__name__}-" + "-".join(f"{ord(letter):x}" for letter in str(label))


def recipe(name: str, query: Query) -> Table:
    """Return what one clicks in Excel for each clause, in the order in which the database runs them."""
    lines = [(f"cook-{at}", (clause, _in_excel(query, clause))) for at, clause in enumerate(query.clauses)]
    return on_sheet(name, "the same in Excel", ("clause", "in Excel"), lines)


def _in_excel(query: Query, clause: Clause) -> str:
    test = TESTS[query.test]
    counted = f"Distinct Count of {query.count}" if query.count else "Count"
    order = {"most": "largest to smallest", "least": "smallest to largest", "label": "A to Z"}
    said: dict[Clause, str] = {
        "FROM": f"open the sheet {query.table}",
        "JOIN": f"XLOOKUP {query.key} in {query.other}",
        "WHERE": f"AutoFilter, {query.where}: {test.excel.format(v=query.value)}",
        "GROUP BY": f"PivotTable, {query.by} in Rows",
        "HAVING": f"Value Filter: at least {query.having}",
        "SELECT": f"{counted} in Values",
        "ORDER BY": f"sort {order[query.order]}",
        "LIMIT": f"Top 10 filter, set to {query.limit}",
    }
    return said[clause]


def cook_id(query: Query, clause: Clause) -> str:
    """Return the id of a clause's line in the recipe."""
    return f"cook-{query.clauses.index(clause)}"
