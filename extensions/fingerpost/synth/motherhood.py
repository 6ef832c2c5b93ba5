"""Girls in care who are mothers, and when their first child was born."""

import numpy as np

from fingerpost.synth.chances import chance
from fingerpost.synth.dates import birthday
from fingerpost.synth.draws import below, happens
from fingerpost.synth.events import Records
from fingerpost.synth.histories import Spells
from fingerpost.synth.streams import Stream

_YOUNGEST, _COMING_OF_AGE = 15, 18


def with_mothers(spells: Spells, children: Records) -> Records:
    """Return the children with MOTHER said of every girl ever looked after, and the day where it is 1.

    Children known only by short breaks have no such entry, as the return asks (rule 399).
    """
    told = children.copy()
    girls = np.unique(spells.child[children["SEX"][spells.child] == "F"])
    told["MOTHER"][girls] = "0"
    start = np.maximum(spells.starts, birthday(spells.born, _YOUNGEST))
    end = np.minimum(spells.known_end, birthday(spells.born, _COMING_OF_AGE))
    span = (end - start).astype(np.int64)
    becomes = happens(spells.asked(Stream.MOTHER), chance("becomes_a_mother"))
    chosen = np.flatnonzero(becomes & (span > 1) & (children["SEX"][spells.child] == "F"))
    # A girl with two periods becomes a mother for the first time once: the earlier row is written last.
    for one in chosen[::-1]:
        told["MC_DOB"][spells.child[one]] = _day_in(spells.rows(np.array([one])), start[one], int(span[one]))
        told["MOTHER"][spells.child[one]] = "1"
    return told


def _day_in(spell: Spells, start: np.datetime64, span: int) -> np.datetime64:
    day: np.datetime64 = start + below(spell.asked(Stream.MOTHER_DAY), span)[0]
    return day
