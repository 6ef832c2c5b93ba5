"""The join that a reader builds: the keys of both tables, the kind of join, and what it brings over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from fingerpost.walkthroughs.lookup.shared import free_suffix
from fingerpost.walkthroughs.scene import Control, Option
from fingerpost.walkthroughs.sorts import sort_of, sorts_named

NONE = ""
_MOST_COLUMNS = 40
Choices = Mapping[str, str | int]


@dataclass(frozen=True)
class Kind:
    """One kind of join: its name in a control, in Power Query and in SQL, and what it keeps."""

    label: str
    power_query: str
    sql: str
    keeps: str
    anti: bool = False
    keeps_first: str = ""
    """What it keeps where the second table's first row for each key alone takes part, if that is less."""


KINDS = {
    "left": Kind("left: all of the first", "Left Outer", "LEFT JOIN", "every row of {mine}"),
    "inner": Kind("inner: only pairs", "Inner", "JOIN", "only the pairs"),
    "right": Kind(
        "right: all of the second",
        "Right Outer",
        "RIGHT JOIN",
        "every row of {theirs}",
        keeps_first="the first row for each key of {theirs}",
    ),
    "outer": Kind(
        "outer: all of both",
        "Full Outer",
        "FULL JOIN",
        "every row of both",
        keeps_first="every row of {mine}, and the first row for each key of {theirs}",
    ),
    "left_anti": Kind(
        "first without a match", "Left Anti", "ANTI JOIN", "the rows of {mine} that met nothing", anti=True
    ),
    "right_anti": Kind(
        "second without a match",
        "Right Anti",
        "ANTI JOIN",
        "the rows of {theirs} that met nothing",
        anti=True,
    ),
}
SEVERAL = {"first": "take the first", "every": "a row for each", "stop": "stop the run"}


@dataclass(frozen=True)
class Join:
    """A join as the reader chose it. `keys` are pairs of columns, the first table's and the other's.

    `suffix` stands behind what comes over under a name that the first table has as well: the `shared` ones.
    """

    mine: str
    theirs: str
    keys: tuple[tuple[str, str], ...]
    kind: str
    takes: tuple[str, ...]
    several: str
    shared: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def my_keys(self) -> list[str]:
        """The first table's keys."""
        return [mine for mine, _ in self.keys]

    @property
    def their_keys(self) -> list[str]:
        """The other table's keys."""
        return [theirs for _, theirs in self.keys]

    @property
    def brings(self) -> tuple[str, ...]:
        """What comes over: nothing where the rows that met nothing are asked for."""
        return () if KINDS[self.kind].anti else self.takes

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """What comes over under another name: its name in the other table, and in the result."""
        return tuple((name, name + self.suffix) for name in self.brings if name in self.shared)

    @property
    def answers(self) -> tuple[str, ...]:
        """What the columns that come over are called in the result."""
        new = dict(self.renamed)
        return tuple(new.get(name, name) for name in self.brings)

    def keeps(self, *, once: bool) -> str:
        """Return what the kind of join keeps, in words; `once` if each key has its first row alone."""
        kind = KINDS[self.kind]
        told = (kind.keeps_first if once else "") or kind.keeps
        return told.format(mine=self.mine, theirs=self.theirs)


def chosen(left: pd.DataFrame, right: pd.DataFrame, start: Join, choices: Choices) -> Join:
    """Return `start` with what the reader chose; what no longer fits gives way to the first that does."""
    mine, theirs = _names(left), _names(right)
    first = (
        _one_of(choices, "my_key", mine, start.keys[0][0]),
        _one_of(choices, "their_key", theirs, start.keys[0][1]),
    )
    keys = (first, *_second_key(left, right, first, choices))
    bring = _to_bring(right, keys)
    take = _one_of(choices, "take", bring, start.takes[0] if start.takes else NONE)
    take = take if take in bring else next(iter(bring), NONE)
    other = _one_of(choices, "other_take", [NONE, *bring], start.takes[1] if start.takes[1:] else NONE)
    takes = tuple(dict.fromkeys(name for name in (take, other) if name != NONE))
    shared = tuple(name for name in takes if name in left.columns)
    return Join(
        start.mine,
        start.theirs,
        keys,
        _one_of(choices, "kind", KINDS, start.kind),
        takes,
        _one_of(choices, "several", SEVERAL, start.several),
        shared,
        free_suffix(shared, {*left.columns, *takes}, other=start.theirs),
    )


def _to_bring(right: pd.DataFrame, keys: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the other table's columns that may come over: those that are a key in neither table."""
    return [name for name in _names(right) if name not in {at for pair in keys for at in pair}]


def _second_key(
    left: pd.DataFrame, right: pd.DataFrame, first: tuple[str, str], choices: Choices
) -> tuple[tuple[str, str], ...]:
    """Return the second pair of keys, if one is asked for: of the other table its namesake, or what fits."""
    mine = _one_of(choices, "my_second", [name for name in _names(left) if name != first[0]], NONE)
    others = [name for name in _names(right) if name != first[1]]
    if mine == NONE or not others:
        return ()
    alike = [name for name in others if sort_of(right[name]) == sort_of(left[mine])]
    otherwise = next((name for name in (*others, *alike) if name == mine), next(iter(alike), others[0]))
    return ((mine, _one_of(choices, "their_second", others, otherwise)),)


def trouble(left: pd.DataFrame, right: pd.DataFrame, join: Join) -> str:
    """Return why pandas refuses these keys, in one sentence, or nothing: they are of one sort."""
    for mine, theirs in join.keys:
        for name, table, column in ((join.mine, left, mine), (join.theirs, right, theirs)):
            if sort_of(table[column]) in {"several", "text and numbers"}:
                return (
                    f"'{column}' of {name} holds values that cannot be compared "
                    f"({sorts_named(table[column])}). Turn it into text first, with astype(str)."
                )
        if sort_of(left[mine]) != sort_of(right[theirs]):
            return (
                f"'{mine}' of {join.mine} is {_kind(left, mine)} and '{theirs}' of {join.theirs} is "
                f"{_kind(right, theirs)}: a lookup finds nothing and pandas refuses. Choose keys of one kind."
            )
    return ""


_KINDS = {"text": "text", "number": "a number", "date": "a date", "truth": "true or false"}


def _kind(table: pd.DataFrame, column: str) -> str:
    return _KINDS[sort_of(table[column])]


def controls(left: pd.DataFrame, right: pd.DataFrame, join: Join) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `join`."""
    mine, theirs = _names(left), _names(right)
    (my_key, their_key), *second = join.keys
    takes = _to_bring(right, join.keys)
    take, other = (*join.takes, NONE, NONE)[:2]
    more = [NONE, *(name for name in takes if name != take)]
    others = [name for name in theirs if name != their_key]
    seconds = [NONE, *(name for name in mine if name != my_key)] if others else [NONE]
    return (
        Control("my_key", f"Key in {join.mine}", my_key, _options(mine)),
        Control("their_key", f"Key in {join.theirs}", their_key, _options(theirs)),
        Control("my_second", "Second key", second[0][0] if second else NONE, _options(seconds)),
        *(
            (Control("their_second", f"Second key in {join.theirs}", second[0][1], _options(others)),)
            if second
            else ()
        ),
        Control(
            "kind", "Kind of join", join.kind, tuple(Option(key, kind.label) for key, kind in KINDS.items())
        ),
        Control("take", "Bring over", take, _options(takes or [NONE])),
        *((Control("other_take", "and bring over", other, _options(more)),) if more[1:] else ()),
        Control(
            "several",
            f"A key twice in {join.theirs}",
            join.several,
            tuple(Option(key, label) for key, label in SEVERAL.items()),
        ),
    )


def _options(names: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(name, name or "none") for name in names)


def _names(table: pd.DataFrame) -> list[str]:
    return [name for name in table.columns if isinstance(name, str) and name][:_MOST_COLUMNS]


def _one_of(choices: Choices, name: str, allowed: Iterable[str], otherwise: str) -> str:
    wanted = str(choices.get(name, otherwise))
    return wanted if wanted in allowed else otherwise
