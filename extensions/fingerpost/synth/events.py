"""What a simulation yields: children and their episodes as numpy structured arrays."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Records = NDArray[np.void]

CHILD_FIELDS = np.dtype(
    [
        ("CHILD", "U6"),
        ("SEX", "U1"),
        ("DOB", "M8[D]"),
        ("ETHNIC", "U4"),
        ("UPN", "U13"),
        ("MOTHER", "U1"),
        ("MC_DOB", "M8[D]"),
    ]
)
EPISODE_FIELDS = np.dtype(
    [
        ("CHILD", "U6"),
        ("DECOM", "M8[D]"),
        ("RNE", "U1"),
        ("LS", "U2"),
        ("CIN", "U2"),
        ("PLACE", "U3"),
        ("PLACE_PROVIDER", "U3"),
        ("DEC", "M8[D]"),
        ("REC", "U3"),
        ("REASON_PLACE_CHANGE", "U6"),
        ("HOME_POST", "U8"),
        ("PL_POST", "U8"),
        ("URN", "U8"),
    ]
)


@dataclass(frozen=True)
class Events:
    """Everything that happened: `children` (CHILD_FIELDS) and `episodes` (EPISODE_FIELDS).

    PLACE is as the last return wrote that held the episode, SEX as returns write it since 2024-25.
    "" is a blank, NaT an open or missing day. Episodes stand in the order of child and day.
    """

    children: Records
    episodes: Records

    def within(self, first: date, last: date) -> "Events":
        """Return what is known on `last` of every episode open on or after `first`.

        An episode that ends after `last` is open: its DEC, REC and REASON_PLACE_CHANGE are blank.
        """
        start, end = np.datetime64(first), np.datetime64(last)
        dec = self.episodes["DEC"]
        open_in_window = (self.episodes["DECOM"] <= end) & (np.isnat(dec) | (dec >= start))
        kept = self.episodes[open_in_window].copy()
        still_open = kept["DEC"] > end
        kept["DEC"][still_open] = np.datetime64("NaT")
        kept["REC"][still_open] = ""
        kept["REASON_PLACE_CHANGE"][still_open] = ""
        known = np.isin(self.children["CHILD"], kept["CHILD"])
        return Events(children=self.children[known], episodes=kept)
