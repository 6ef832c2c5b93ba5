"""Handing in so that nobody but the marking account can read it: `c.ExchangeFactory.submit` names it."""

import os
from pathlib import Path

from nbgrader.exchange.default import ExchangeSubmit

_FOLDER, _FILE = 0o2770, 0o640


class SubmitPrivately(ExchangeSubmit):  # type: ignore[misc]  # nbgrader ships no types
    """Hands in as nbgrader does, then closes what was handed in to all but its owner and the markers' group.

    nbgrader leaves it open to everybody and relies on its random name. Where `inbound` hands its group down
    (it is setgid, as `fingerpost hub lay-out` makes it), modes can do better; elsewhere, and where that group
    is the learner's own, it stays as nbgrader leaves it, for else the tutor could not collect it.
    """

    def copy_files(self) -> None:
        """Hand in, then close it."""
        super().copy_files()
        handed_in = Path(self.inbound_path) / self.assignment_filename
        if is_for_markers(handed_in):
            close(handed_in)


def is_for_markers(handed_in: Path) -> bool:
    """Claim that a hand-in has the group of `inbound`, and that this group is not among one's own."""
    theirs = handed_in.stat().st_gid
    return theirs == handed_in.parent.stat().st_gid and theirs not in {os.getegid(), *os.getgroups()}


def close(handed_in: Path) -> None:
    """Take away what others may do with a hand-in, inside first."""
    for folder, _, names in os.walk(handed_in, topdown=False):
        for name in names:
            Path(folder, name).chmod(_FILE)
        Path(folder).chmod(_FOLDER)
