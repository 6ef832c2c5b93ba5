"""Unaccompanied asylum-seeking children, and how long that is their status."""

import numpy as np

from fingerpost.synth.chances import chance, durations
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import birthday, is_on_29_february
from fingerpost.synth.draws import happens
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.letters import letters_of
from fingerpost.synth.streams import Stream

_COMING_OF_AGE = 18


def unaccompanied_of(spells: Spells, children: Records, episodes: Records) -> Records:
    """Return one row for each unaccompanied child; the status ends by a decision or at 18."""
    alone = spells.rows(letters_of(episodes["HOME_POST"][spells.first])[:, 0] == 0)
    alone = alone.rows(first_of_each(alone.child))
    # Returns count years as a calendar does: 28 February for those born on the 29th (rule 304).
    of_age = birthday(alone.born, _COMING_OF_AGE) - is_on_29_february(alone.born).astype(np.int64)
    granted = happens(alone.asked(Stream.STATUS_GRANTED), chance("status_is_granted"))
    days = durations("to_status").days(0, alone.asked(Stream.STATUS_DAYS_UASC))
    ends = np.where(granted, np.minimum(alone.starts + days, of_age), of_age)
    # Until it has ended, returns give the 18th birthday as the day it will (rule 205B).
    return table_of(
        "uasc",
        CHILD=children["CHILD"].take(alone.child),
        SEX=children["SEX"].take(alone.child),
        DOB=alone.born,
        DUC=np.where(ends <= alone.known_end, ends, of_age),
    )
