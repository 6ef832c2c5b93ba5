"""Unaccompanied asylum-seeking children, and how long that is their status."""

import numpy as np

from fingerpost.synth.chances import chance, durations
from fingerpost.synth.dates import birthday
from fingerpost.synth.draws import happens
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.streams import Stream

_COMING_OF_AGE = 18


def unaccompanied_of(spells: Spells, children: Records, episodes: Records) -> Records:
    """Return one row for each unaccompanied child; the status ends by a decision or at 18."""
    alone = spells.rows(episodes["HOME_POST"][spells.first] == "")
    _, first = np.unique(alone.child, return_index=True)
    alone = alone.rows(first)
    of_age = birthday(alone.born, _COMING_OF_AGE)
    granted = happens(alone.asked(Stream.STATUS_GRANTED), chance("status_is_granted"))
    days = durations("to_status").days(0, alone.asked(Stream.STATUS_DAYS_UASC))
    ends = np.where(granted, np.minimum(alone.starts + days, of_age), of_age)
    # The status can be told only to an authority that looks after the child, and ends with that at 18.
    told = ends <= alone.ends
    return table_of(
        "uasc",
        CHILD=children["CHILD"][alone.child],
        SEX=children["SEX"][alone.child],
        DOB=alone.born,
        DUC=np.where(told, ends, np.datetime64("NaT")),
    )
