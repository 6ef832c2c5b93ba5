"""The tables of the reader's join: both samples, what the merge really gives for them, and the counts."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, LETTERS, cells_of, columns_of, meter, sheet
from fingerpost.walkthroughs.lookup.own_counts import Joined
from fingerpost.walkthroughs.lookup.own_join import KINDS, Join
from fingerpost.walkthroughs.lookup.tables import NOT_FOUND, same_in_excel
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table

FOUND = "found in row"
_MINE, _THEIRS = "\x00mine", "\x00theirs"


@dataclass(frozen=True)
class Shown:
    """What the reader's join shows: samples of both tables, which rows of them meet, and the counts.

    `mine_at` and `theirs_at` are the samples' positions in the whole tables, so that a row keeps its id
    whatever is chosen; `pairs` are positions in the samples. `joined` is None if pandas refuses the keys.
    """

    join: Join
    mine: pd.DataFrame
    theirs: pd.DataFrame
    mine_at: tuple[int, ...]
    theirs_at: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    rows: tuple[int, int]
    joined: Joined | None
    refusal: str
    by_space: int = 0
    """Rows of the first table that only outer spaces part from a match."""

    @property
    def once(self) -> bool:
        """Whether the first row alone of a key that stands twice takes part."""
        twice = self.joined is not None and self.joined.twice > 0
        return twice and self.join.several == "first" and not KINDS[self.join.kind].anti

    @property
    def counted(self) -> Joined | None:
        """The counts over all rows of what takes part."""
        return self.joined.first if self.joined and self.once else self.joined

    @property
    def drawn_pairs(self) -> tuple[tuple[int, int], ...]:
        """The pairs that take part."""
        if not self.once:
            return self.pairs
        later = set(repeats(self))
        return tuple((mine, theirs) for mine, theirs in self.pairs if theirs not in later)

    @property
    def alone(self) -> tuple[int, ...]:
        """The first sample's rows that meet none."""
        met = {mine for mine, _ in self.pairs}
        return tuple(at for at in range(len(self.mine)) if at not in met)

    @property
    def twice(self) -> tuple[int, ...]:
        """The other sample's rows whose key stands there more than once."""
        marked = self.theirs.duplicated(self.join.their_keys, keep=False).to_numpy()
        return tuple(int(at) for at in marked.nonzero()[0])

    def my_id(self, at: int) -> str:
        """Return the id of a row of the first sample."""
        return f"own-left-{self.mine_at[at]}"

    def their_id(self, at: int) -> str:
        """Return the id of a row of the other sample."""
        return f"own-other-{self.theirs_at[at]}"


def repeats(shown: Shown) -> tuple[int, ...]:
    """Return the other sample's rows that repeat a key that an earlier row of it has."""
    marked = shown.theirs.duplicated(shown.join.their_keys).to_numpy()
    return tuple(int(at) for at in marked.nonzero()[0])


def own_tables(shown: Shown) -> tuple[Table, ...]:
    """Return every table that the reader's join shows."""
    join = shown.join
    start = LETTERS[len(shown.mine.columns) + max(len(join.brings), 1) + 1]
    return (
        _looked_up(shown),
        sheet("own_other", join.theirs, shown.theirs, ids=shown.their_id, anchor=f"{start}1"),
        *(() if shown.refusal else (own_result(shown),)),
        *((_meter(shown),) if shown.joined else ()),
    )


def _looked_up(shown: Shown) -> Table:
    """Return the first sheet with what comes over beside each row, as a formula finds it: the first match."""
    rows = sheet("", "", shown.mine, ids=shown.my_id).rows
    answered = tuple(Row(row.id, (*row.cells, *_answers(shown, at))) for at, row in enumerate(rows))
    named = zip(shown.join.brings, shown.join.answers, strict=True)
    heads = [column_of(shown.theirs[name], name=answer) for name, answer in named]
    heads = heads or [Column(FOUND, kind="number")]
    return Table(
        "own_sheet",
        f"{shown.join.mine}, looked up",
        "sheet",
        (*columns_of(shown.mine), *heads),
        answered,
        anchor="A1",
    )


def _answers(shown: Shown, at: int) -> tuple[Cell, ...]:
    found = next((row for row in range(len(shown.theirs)) if _same(shown, at, row)), None)
    brings = shown.join.brings
    if found is None:
        return (NOT_FOUND,) * max(len(brings), 1)
    return tuple(to_cell(shown.theirs[name].iloc[found]) for name in brings) or (found + 1,)


def _same(shown: Shown, at: int, row: int) -> bool:
    """Return whether Excel finds a row: a blank key is nothing alone, and no letter beside another key."""
    pairs = [(shown.mine[a].iloc[at], shown.theirs[b].iloc[row]) for a, b in shown.join.keys]
    blank = len(pairs) > 1
    return all(
        blank and bool(pd.isna(theirs)) if pd.isna(mine) else same_in_excel(mine, theirs)
        for mine, theirs in pairs
    )


def own_result(shown: Shown) -> Table:
    """Return what pandas really gives for the rows on screen, each row under the id it had."""
    made, swapped = merged(shown), shown.join.kind == "right_anti"
    names = [name for name in made.columns if name not in {_MINE, _THEIRS}]
    rows, seen = [], dict[str, int]()
    for at in range(len(made)):
        mine, theirs = (_place(made[name].iloc[at]) if name in made else None for name in (_MINE, _THEIRS))
        name = shown.their_id(theirs or 0) if mine is None or swapped else shown.my_id(mine)
        nth = seen[name] = seen.get(name, -1) + 1
        members = (shown.their_id(theirs),) if theirs is not None and not swapped else ()
        rows.append(Row(f"{name}-again-{nth}" if nth else name, (at, *cells_of(made[names], at)), members))
    return Table("own_result", "result", "frame", (INDEX, *columns_of(made[names])), tuple(rows))


def merged(shown: Shown) -> pd.DataFrame:
    """Return the merge of both samples, each row with its positions in them."""
    join = shown.join
    mine = shown.mine.assign(**{_MINE: range(len(shown.mine))})
    theirs = shown.theirs.assign(**{_THEIRS: range(len(shown.theirs))})
    if join.kind == "right_anti":
        other = shown.mine[join.my_keys].rename(columns=dict(join.keys))
        return theirs.merge(other, on=join.their_keys, how="left_anti")
    names = {b: a for a, b in join.keys}
    if join.kind == "left_anti":
        return mine.merge(theirs[join.their_keys].rename(columns=names), on=join.my_keys, how="left_anti")
    lean = theirs[[*join.their_keys, *join.brings, _THEIRS]].rename(columns=names)
    lean = lean.drop_duplicates(join.my_keys) if shown.once else lean
    ways = {"on": join.my_keys, "how": join.kind, "suffixes": ("", join.suffix)}
    return mine.merge(lean, **ways)  # type: ignore[arg-type]  # kinds are merge's own


def pairs_of(
    mine: pd.DataFrame, theirs: pd.DataFrame, keys: tuple[tuple[str, str], ...]
) -> tuple[tuple[int, int], ...]:
    """Return the positions of the rows of two samples that a merge makes pairs of."""
    names = {b: a for a, b in keys}
    left = mine[[a for a, _ in keys]].assign(**{_MINE: range(len(mine))})
    right = theirs[list(names)].rename(columns=names).assign(**{_THEIRS: range(len(theirs))})
    made = left.merge(right, on=[a for a, _ in keys], how="inner")
    return tuple((int(a), int(b)) for a, b in zip(made[_MINE], made[_THEIRS], strict=True))


def _place(value: Any) -> int | None:  # noqa: ANN401 - a number, or the blank of a row that met nothing
    return None if pd.isna(value) else int(value)


def _meter(shown: Shown) -> Table:
    """Return rows before and after over all rows, as pandas joins them and as SQL does."""
    counted, join = shown.counted, shown.join
    assert counted is not None  # noqa: S101 - tables are counted wherever a meter is drawn
    pandas, sql = counted.in_pandas, counted.in_sql
    after: tuple[str, tuple[Cell, ...]] = (
        "after",
        ("rows after the join", pandas.rows(join.kind), sql.rows(join.kind)),
    )
    twice = shown.joined.twice if shown.joined else 0
    counts = "keys" if shown.once else "rows"
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("mine", (f"rows of {join.mine}", shown.rows[0], shown.rows[0])),
        ("theirs", (f"rows of {join.theirs}", shown.rows[1], shown.rows[1])),
        *(() if shown.refusal else (after,)),
        ("mine_alone", (f"rows of {join.mine} that met nothing", pandas.mine_alone, sql.mine_alone)),
        ("theirs_alone", (f"{counts} of {join.theirs} with no match", pandas.theirs_alone, sql.theirs_alone)),
        ("twice", (f"keys more than once in {join.theirs}", twice, twice)),
    )
    return meter("own_meter", "rows before and after", ("over all rows", "pandas", "SQL"), lines)
