"""Lines out of order (Parsons problems): an author's lines shuffled, a learner's order told what is off.

A learner moves lines in the code cell itself, by Alt+Up and Alt+Down: nothing but the keyboard is needed, and
what is read aloud is the text itself.
"""

import hashlib
from dataclasses import dataclass

from fingerpost.courseware.cells import SourceCell

ODD = "#- "
REASON = " || "


@dataclass(frozen=True)
class Ordering:
    """The lines in their one order, and the lines that do not belong with the reason of each."""

    word: str
    lines: tuple[str, ...]
    odd: tuple[tuple[str, str], ...]

    @property
    def shuffled(self) -> tuple[str, ...]:
        """Return all lines in an order that looks random, is the same in every build and is not the answer."""
        every = [*self.lines, *(line for line, _ in self.odd)]
        mixed = sorted(every, key=lambda line: hashlib.sha256(f"{self.word}{line}".encode()).digest())
        return tuple(mixed if tuple(mixed[: len(self.lines)]) != self.lines else mixed[::-1])


@dataclass(frozen=True)
class Arranged:
    """What is said of an order: whether it holds, and three short parts of words."""

    right: bool
    saw: str
    why: str
    next_step: str


def ordering_of(cell: SourceCell, word: str) -> Ordering:
    """Return the ordering an author wrote: code lines, and lines `#- code || reason` that do not belong."""
    lines, odd = [], []
    for line in cell.source.splitlines():
        if line.startswith(ODD):
            code, _, reason = line.removeprefix(ODD).partition(REASON)
            odd.append((code.strip(), reason.strip()))
        elif line.strip() and not line.startswith("#"):
            lines.append(line.rstrip())
    return Ordering(word, tuple(lines), tuple(odd))


def arranged(ordering: Ordering, text: str) -> Arranged:
    """Return what to say of the lines in `text`, in their order there; blank lines do not matter."""
    held = [line.rstrip() for line in text.splitlines() if line.strip()]
    if not held:
        return Arranged(False, "There are no lines yet.", "The lines stand between the quotes.", _UNDO)
    for line, reason in ordering.odd:
        if line in [one.strip() for one in held]:
            return Arranged(
                False,
                f"`{line}` is still there.",
                reason,
                "One or two lines do not belong: take them out, then run the cell again.",
            )
    return _first_out_of_place(ordering, held)


_UNDO = "Press Ctrl+Z until the lines are back."


def _first_out_of_place(ordering: Ordering, held: list[str]) -> Arranged:
    for place, (mine, wanted) in enumerate(zip(held, ordering.lines, strict=False), start=1):
        if mine == wanted:
            continue
        if mine.strip() == wanted.strip():
            return Arranged(
                False,
                f"Line {place} is indented differently.",
                "Spaces at the start of a line mean something in Python.",
                "Take the spaces away, or put them back.",
            )
        if mine not in ordering.lines:
            return Arranged(
                False,
                f"Line {place} is none of the lines given: `{mine.strip()}`.",
                "A letter of it has changed on the way.",
                _UNDO,
            )
        return Arranged(
            False,
            f"The first {place - 1} of your lines are in order; `{mine.strip()}` cannot come next."
            if place > 1
            else f"`{mine.strip()}` cannot come first.",
            "It uses something that an earlier line has to make, or makes something too early.",
            "Ask of each line: which names does it need, and who makes them? Move it by Alt+Up or Alt+Down.",
        )
    if len(held) < len(ordering.lines):
        return Arranged(
            False,
            f"{len(held)} lines are in order; {len(ordering.lines)} belong.",
            "A line went missing.",
            _UNDO,
        )
    if len(held) > len(ordering.lines):
        return Arranged(
            False,
            f"There are {len(held)} lines; {len(ordering.lines)} belong.",
            "A line stands there twice.",
            "Take the second one out.",
        )
    return Arranged(
        True,
        "Every line is in its place.",
        "Each line uses only what the lines above it have made.",
        "Read it once from the top, aloud.",
    )
