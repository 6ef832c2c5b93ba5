"""Girls in care who are mothers, and when their first child was born."""

import numpy as np

from fingerpost.synth.chances import chance
from fingerpost.synth.dates import birthday
from fingerpost.synth.draws import below, happens
from fingerpost.synth.events import Records
from fingerpost.synth.histories import Spells
from fingerpost.synth.letters import is_any_of
from fingerpost.synth.streams import Stream

_YOUNGEST, _COMING_OF_AGE = 15, 18


def with_mothers(spells: Spells, children: Records) -> Records:
    """Return the children with MOTHER said of every girl ever looked after, and the day where it is 1.

    Children known only by short breaks have no such entry, as the return asks (rule 399).
    """
    told = children.copy()
    is_girl = is_any_of(children["SEX"], ("F",))[spells.child]
    told["MOTHER"][spells.child[is_girl]] = "0"
    start = np.maximum(spells.starts, birthday(spells.born, _YOUNGEST))
    end = np.minimum(spells.known_end, birthday(spells.born, _COMING_OF_AGE))
    span = (end - start).astype(np.int64)
    becomes = happens(spells.asked(Stream.MOTHER), chance("becomes_a_mother"))
    chosen = np.flatnonzero(becomes & (span > 1) & is_girl)[::-1]
    # A girl with two periods becomes a mother for the first time once: the earlier row is written last.
    mother = spells.child[chosen]
    told["MC_DOB"][mother] = start[chosen] + below(spells.asked(Stream.MOTHER_DAY)[chosen], span[chosen])
    told["MOTHER"][mother] = "1"
    return told
