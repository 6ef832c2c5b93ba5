"""Chances and durations as data: shares of outcomes and integer quantile tables, each with its source."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.draws import PARTS, Draws, part_of

Indexes = NDArray[np.int64]

_WHOLE = 2**32
_PER_10000 = 10_000


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `synth/data/<name>.csv`."""
    text = files("fingerpost.synth").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@dataclass(frozen=True, eq=False)
class Shares:
    """How often each outcome happens, given something: `weights` has shape (givens, outcomes)."""

    givens: tuple[str, ...]
    outcomes: tuple[str, ...]
    weights: NDArray[np.int64]

    def given(self, names: Sequence[str]) -> Indexes:
        """Return the row of each given name, to translate another question's outcomes."""
        return np.array(
            [self.givens.index(name) if name in self.givens else -1 for name in names], dtype=np.int64
        )

    def outcome(self, name: str) -> int:
        """Return the index of an outcome."""
        return self.outcomes.index(name)

    def choose(self, given: Indexes, draws: Draws) -> Indexes:
        """Return the index of one outcome for each draw (shapes alike)."""
        upto = np.cumsum(self.weights, axis=1)
        bounds = (upto * _WHOLE // upto[:, -1:]).astype(np.uint64)
        chosen: Indexes = ((draws >> np.uint64(32))[:, None] >= bounds[given]).sum(axis=1)
        return chosen

    def without(self, names: Sequence[str]) -> "Shares":
        """Return the same shares where some outcomes never happen."""
        kept = np.array([name not in names for name in self.outcomes])
        return replace(self, weights=self.weights * kept)


@cache
def shares(question: str) -> Shares:
    """Return the shares of a question of `shares.csv`."""
    rows = [row for row in rows_of("shares") if row["question"] == question]
    givens = tuple(dict.fromkeys(row["given"] for row in rows))
    outcomes = tuple(dict.fromkeys(row["outcome"] for row in rows))
    weights = np.zeros((len(givens), len(outcomes)), dtype=np.int64)
    for row in rows:
        weights[givens.index(row["given"]), outcomes.index(row["outcome"])] = int(row["weight"])
    return Shares(givens=givens, outcomes=outcomes, weights=weights)


@dataclass(frozen=True, eq=False)
class Durations:
    """Days by quantile: `table` has shape (givens, 4096), whole days, drawn by the top 12 bits."""

    givens: tuple[str, ...]
    table: NDArray[np.int64]

    def given(self, names: Sequence[str]) -> Indexes:
        """Return the row of each given name, -1 for a name without one."""
        return np.array(
            [self.givens.index(name) if name in self.givens else -1 for name in names], dtype=np.int64
        )

    def days(self, given: Indexes | int, draws: Draws) -> NDArray[np.int64]:
        """Return so many days for each draw (shapes alike)."""
        days: NDArray[np.int64] = self.table[given, part_of(draws)]
        return days


def _interpolated(knots: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return 4096 whole days between knots (share per 10,000, days), by integer arithmetic alone."""
    at = (2 * np.arange(PARTS) + 1) * _PER_10000 // (2 * PARTS)
    shares_at, days = np.array(knots).T
    after = np.clip(np.searchsorted(shares_at, at, side="right"), 1, len(knots) - 1)
    low, high = after - 1, after
    run = (at - shares_at[low]) * (days[high] - days[low]) // (shares_at[high] - shares_at[low])
    filled: NDArray[np.int64] = days[low] + run
    return filled


@cache
def durations(question: str) -> Durations:
    """Return the quantile tables of a question of `durations.csv`."""
    knots: dict[str, list[tuple[int, int]]] = {}
    for row in rows_of("durations"):
        if row["question"] == question:
            knots.setdefault(row["given"], []).append((int(row["per_10000"]), int(row["days"])))
    table = np.stack([_interpolated(of_given) for of_given in knots.values()])
    return Durations(givens=tuple(knots), table=table)


@cache
def chance(name: str) -> int:
    """Return a chance of `chances.csv` in a million."""
    return next(int(row["per_million"]) for row in rows_of("chances") if row["name"] == name)


@cache
def by_number(name: str, key: str, value: str) -> dict[int, int]:
    """Return a file of whole numbers by whole number, such as chances by age."""
    return {int(row[key]): int(row[value]) for row in rows_of(name)}
