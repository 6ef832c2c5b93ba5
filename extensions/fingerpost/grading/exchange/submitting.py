"""Handing in so that nobody but the marking account can read it: `c.ExchangeFactory.submit` names it."""

import os
from pathlib import Path

from fingerpost.grading.receipts.exchanging import SubmitWithReceipt

_CLOSED = 0o770


class SubmitPrivately(SubmitWithReceipt):
    """Hands in with a receipt, then closes what was handed in to all but its owner and the markers' group.

    nbgrader leaves it open to everybody and relies on its random name. Where `inbound` hands its group down
    (it is setgid, as `fingerpost hub lay-out` makes it), modes can do better; elsewhere, and where that group
    is the learner's own, it stays as nbgrader leaves it, for else the tutor could not collect it.
    """

    def copy_files(self) -> None:
        """Hand in, then close it: what is inside needs no change, for nobody else can enter."""
        super().copy_files()
        handed_in = Path(self.inbound_path) / self.assignment_filename
        if is_for_markers(handed_in):
            handed_in.chmod(_CLOSED)


def is_for_markers(handed_in: Path) -> bool:
    """Claim that a hand-in has the group of `inbound`, and that this group is not among one's own."""
    theirs = handed_in.stat().st_gid
    return theirs == handed_in.parent.stat().st_gid and theirs not in {os.getegid(), *os.getgroups()}
