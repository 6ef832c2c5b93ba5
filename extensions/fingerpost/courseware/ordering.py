"""Lines out of order (Parsons problems): an author's lines shuffled, a learner's order told what is off.

A learner moves lines in the code cell itself, by Alt+Up and Alt+Down: nothing but the keyboard is needed, and
what is read aloud is the text itself.
"""

import hashlib
from dataclasses import dataclass

from fingerpost.courseware.cells import SourceCell

ODD = "# - "
REASON = " || "


@dataclass(frozen=True)
class Ordering:
    """The lines in their one order, and the lines that do not belong with the reason of each."""

    word: str
    lines: tuple[str, ...]
    odd: tuple[tuple[str, str], ...]

    @property
    def shuffled(self) -> tuple[str, ...]:
        """Return all lines in an order that is no answer, and the same in every build."""
        every = [*self.lines, *(line for line, _ in self.odd)]
        mixed = sorted(every, key=lambda line: hashlib.sha256(f"{self.word}{line}".encode()).digest())
        return tuple(mixed if tuple(mixed[: len(self.lines)]) != self.lines else mixed[::-1])


@dataclass(frozen=True)
class Arranged:
    """What is said of an order in three short parts, and whether every line is in its place."""

    saw: str
    why: str
    next_step: str
    right: bool = False


def ordering_of(cell: SourceCell, word: str) -> Ordering:
    """Return the ordering an author wrote: code lines, and lines `# - code || reason` that do not belong."""
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
        return Arranged("There are no lines yet.", "The lines stand between the quotes.", _UNDO)
    bare = {line.strip() for line in held}
    for line, reason in ordering.odd:
        if line in bare:
            step = "Lines that do not belong go: take it out, then run the cell again."
            return Arranged(f"`{line}` is still there.", reason, step)
    for place, (mine, wanted) in enumerate(zip(held, ordering.lines, strict=False), start=1):
        if mine != wanted:
            return _out_of_place(ordering, place, mine, wanted)
    return _all_in_order(len(held), len(ordering.lines))


_UNDO = "Press Ctrl+Z until the lines are back."


def _out_of_place(ordering: Ordering, place: int, mine: str, wanted: str) -> Arranged:
    if mine.strip() == wanted.strip():
        saw = f"Line {place} is indented differently."
        return Arranged(saw, "Spaces at the start of a line mean something in Python.", _UNDO)
    if mine not in ordering.lines:
        saw = f"Line {place} is none of the lines given: `{mine.strip()}`."
        return Arranged(saw, "A letter of it has changed on the way.", _UNDO)
    saw = f"`{mine.strip()}` cannot come first."
    if place > 1:
        first = "Your first line is" if place == 2 else f"Your first {place - 1} lines are"  # noqa: PLR2004 - one before it
        saw = f"{first} in order; `{mine.strip()}` cannot come next."
    why = "It uses something that an earlier line has to make, or makes something too early."
    step = "Ask of each line which names it needs, and who makes them. Move it with Alt+Up or Alt+Down."
    return Arranged(saw, why, step)


def _all_in_order(held: int, wanted: int) -> Arranged:
    if held < wanted:
        return Arranged(f"{held} lines are in order; {wanted} belong.", "A line went missing.", _UNDO)
    if held > wanted:
        step = "Take the second one out."
        return Arranged(f"There are {held} lines; {wanted} belong.", "A line stands there twice.", step)
    why = "Each line uses only what the lines above it have made."
    return Arranged("Every line is in its place.", why, "Read it once from the top, aloud.", right=True)
