"""Children and episodes read as histories: whose episode, which period of care, from when until when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes
from fingerpost.synth.columns import indexes
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import Draws, asked, key_of, later
from fingerpost.synth.events import Records
from fingerpost.synth.letters import is_any_of, numbers_in
from fingerpost.synth.streams import Stream

_LAST = np.datetime64(REPORTING_DATE)
_FAR = np.datetime64("2100-01-01")
INDEXES_A_DAY = 4096
"""So many draws of one stream belong to each period of a child, named by its first day."""
SHORT_BREAKS = ("V3", "V4")
ADOPTIVE = ("A3", "A4", "A5", "A6")


@dataclass(frozen=True)
class Spells:
    """Periods of care as arrays of one shape, in the order of child and day, short breaks left out.

    `child` is the row of the child in the header, `number` what names that child to chance, `key` what
    names the period, `ends` a day far away where a period has not ended, `reason` the code it ends
    with, `first` and `last` the rows of its first and last episode.
    """

    seed: int
    child: Indexes
    number: NDArray[np.int64]
    key: Draws
    born: Days
    starts: Days
    ends: Days
    reason: NDArray[np.str_]
    first: Indexes
    last: Indexes

    def __len__(self) -> int:
        return len(self.child)

    @property
    def known_end(self) -> Days:
        """The end, or the day after the reporting date where it lies beyond."""
        return np.minimum(self.ends, _LAST + 1)

    def asked(self, stream: Stream, index: Indexes | int = 0) -> Draws:
        """Return a draw for each period, by its child and its first day."""
        return asked(self.key, stream, index)

    def rows(self, which: NDArray[np.bool_] | Indexes) -> "Spells":
        """Return some of the periods, by mask or index."""
        chosen = indexes(which)
        held = {
            name: getattr(self, name).take(chosen) for name in self.__dataclass_fields__ if name != "seed"
        }
        return Spells(seed=self.seed, **held)


def spells_of(seed: int, children: Records, episodes: Records) -> Spells:
    """Return the periods of care of all children, from S to the end without X1."""
    care = np.flatnonzero(~is_any_of(episodes["LS"], SHORT_BREAKS))
    first = np.flatnonzero(is_any_of(episodes["RNE"], "S")[care])
    last = np.concatenate([first[1:] - 1, [len(care) - 1]]) if len(first) else first
    ids = numbers_in(children["CHILD"])
    child = np.searchsorted(ids, numbers_in(episodes["CHILD"][care[first]]))
    dec = episodes["DEC"][care[last]]
    number, starts = ids[child], episodes["DECOM"][care[first]]
    return Spells(
        seed=seed,
        child=child,
        number=number,
        key=later(key_of(seed, number), starts.astype(np.int64) * INDEXES_A_DAY),
        born=children["DOB"][child],
        starts=starts,
        ends=np.where(np.isnat(dec), _FAR, dec),
        reason=episodes["REC"][care[last]],
        first=care[first],
        last=care[last],
    )


def within_spell(spells: Spells, holds: NDArray[np.bool_]) -> Indexes:
    """Return for each period the row of its first episode that `holds`, -1 where there is none."""
    found = np.full(len(spells), -1)
    rows = np.flatnonzero(holds)
    at = np.searchsorted(rows, spells.first)
    has = at < len(rows)
    candidate = rows[np.minimum(at, len(rows) - 1)] if len(rows) else found
    inside = has & (candidate <= spells.last)
    found[inside] = candidate[inside]
    return found
