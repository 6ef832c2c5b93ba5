"""Chances and durations as data: shares of outcomes and integer quantile tables, each with its source."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.draws import PARTS, Draws, part_of, upper_half

Indexes = NDArray[np.int64]

_WHOLE = 2**32
_PER_10000 = 10_000
_BITS_WITHIN_A_PART = 20


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `synth/data/<name>.csv`."""
    text = files("fingerpost.synth").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _rows_named(givens: tuple[str, ...], names: tuple[str, ...]) -> Indexes:
    """Return the place of each name among the givens, -1 where it has none."""
    found = np.array([givens.index(name) if name in givens else -1 for name in names], dtype=np.int64)
    found.flags.writeable = False
    return found


@cache
def among(names: tuple[str, ...], some: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return for each name whether it is one of some: indexed by codes, it says which codes are."""
    found = np.isin(np.array(names), np.array(some))
    found.flags.writeable = False
    return found


@dataclass(frozen=True, eq=False)
class _Guide:
    """Outcomes that happen, numbered through all givens, so that one look-up leads to the next.

    `first` has the number to begin at for each 4096th part of each given, `ends` where each outcome ends
    among 2 ** 32 parts, `outcome` its index among all, `most` how far at most to go on from the first.
    """

    first: Indexes
    ends: Indexes
    outcome: Indexes
    most: int


@dataclass(frozen=True, eq=False)
class Shares:
    """How often each outcome happens, given something: `weights` has shape (givens, outcomes)."""

    givens: tuple[str, ...]
    outcomes: tuple[str, ...]
    weights: NDArray[np.int64]

    def given(self, names: Sequence[str]) -> Indexes:
        """Return the row of each given name, -1 for one without, to translate another question's outcomes."""
        return _rows_named(self.givens, tuple(names))

    @cached_property
    def _bounds(self) -> Indexes:
        """Where each outcome ends among 2 ** 32 equal parts, by given."""
        upto = np.cumsum(self.weights, axis=1)
        bounds: Indexes = upto * _WHOLE // upto[:, -1:]
        return bounds

    @cached_property
    def _guide(self) -> _Guide:
        """The way from a draw to its outcome; outcomes that never happen are left out of it."""
        ends = np.arange(PARTS + 1) * (_WHOLE // PARTS)
        first, most, before = [], 0, 0
        happening = self.weights > 0
        for bounds, happens in zip(self._bounds, happening, strict=True):
            at = np.searchsorted(bounds[happens], ends, side="right")
            most = max(most, int((np.minimum(at[1:], happens.sum() - 1) - at[:-1]).max()))
            first.append(before + at[:-1])
            before += int(happens.sum())
        outcome: Indexes = np.nonzero(happening)[1]
        return _Guide(np.concatenate(first), self._bounds[happening], outcome, most)

    @cached_property
    def as_numbers(self) -> Indexes:
        """Outcomes that are whole numbers, as numbers."""
        return np.array(self.outcomes).astype(np.int64)

    def outcome(self, name: str) -> int:
        """Return the index of an outcome."""
        return self.outcomes.index(name)

    def choose(self, given: Indexes | int, draws: Draws) -> Indexes:
        """Return the index of one outcome for each draw (shapes alike); -1 is the last of the givens."""
        part, guide = upper_half(draws), self._guide
        cell = part >> _BITS_WITHIN_A_PART
        cell += np.multiply(given, PARTS)
        chosen = guide.first.take(cell)
        for _ in range(guide.most):
            chosen += part >= guide.ends.take(chosen)
        return guide.outcome.take(chosen)


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


@cache
def shares_without(question: str, names: tuple[str, ...]) -> Shares:
    """Return the shares of a question where some outcomes never happen."""
    asked = shares(question)
    kept = np.array([name not in names for name in asked.outcomes])
    return replace(asked, weights=asked.weights * kept)


@dataclass(frozen=True, eq=False)
class Durations:
    """Days by quantile: `table` has shape (givens, 4096), whole days, drawn by the top 12 bits."""

    givens: tuple[str, ...]
    table: NDArray[np.int64]

    def given(self, names: Sequence[str]) -> Indexes:
        """Return the row of each given name, -1 for a name without one."""
        return _rows_named(self.givens, tuple(names))

    def days(self, given: Indexes | int, draws: Draws) -> NDArray[np.int64]:
        """Return so many days for each draw (shapes alike); -1 is the last of the givens."""
        part = part_of(draws)
        if isinstance(given, int):
            of_one: NDArray[np.int64] = self.table[given].take(part)
            return of_one
        part += given * PARTS
        return self._flat.take(part)

    @cached_property
    def _flat(self) -> NDArray[np.int64]:
        return self.table.ravel()


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
