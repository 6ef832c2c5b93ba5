"""Lines out of order (Parsons problems): an author's lines shuffled, a learner's order told what is off.

A learner moves lines in the code cell itself, by Alt+Up and Alt+Down: nothing but the keyboard is needed, and
what is read aloud is the text itself.
"""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

from fingerpost.courseware.cells import SourceCell
from fingerpost.courseware.depending import Need, needs_of

ODD = "# - "
REASON = " || "


@dataclass(frozen=True)
class Ordering:
    """The lines in an order that works, and the lines that do not belong with the reason of each."""

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
    """Return what to say of the lines in `text`, in their order there; blank lines do not matter.

    Every order is right in which each line has above it what it needs, whichever one the author wrote.
    """
    held = [line.rstrip() for line in text.splitlines() if line.strip()]
    if not held:
        return Arranged("There are no lines yet.", "The lines stand between the quotes.", _UNDO)
    bare = {line.strip() for line in held}
    for line, reason in ordering.odd:
        if line in bare:
            step = "This line does not belong: take it out, then run the cell again."
            return Arranged(f"`{line}` is still there.", reason, step)
    needs = needs_of(ordering.lines)
    placed: list[int] = []
    for place, mine in enumerate(held, start=1):
        found = _place_of(ordering, mine, placed)
        if found is None:
            return _none_of_them(ordering, place, mine, len(held))
        if missing := [need for need in needs[found] if need.place not in placed]:
            return _too_early(ordering, place, mine, missing[0])
        placed.append(found)
    return _all_in_order(ordering, placed, needs)


_UNDO = "Press Ctrl+Z until the lines are back."


def _place_of(ordering: Ordering, mine: str, placed: list[int]) -> int | None:
    """Return which of the author's lines this is, leaving out those that stand above it already."""
    places = (place for place, line in enumerate(ordering.lines) if line == mine and place not in placed)
    return next(places, None)


def _none_of_them(ordering: Ordering, place: int, mine: str, held: int) -> Arranged:
    if mine in ordering.lines:
        step = "Take the second one out."
        saw = f"There are {held} lines; {len(ordering.lines)} belong."
        return Arranged(saw, f"`{mine.strip()}` is there twice.", step)
    if mine.strip() in {line.strip() for line in ordering.lines}:
        saw = f"Line {place} is indented differently."
        return Arranged(saw, "Spaces at the start of a line mean something in Python.", _UNDO)
    saw = f"Line {place} is none of the lines given: `{mine.strip()}`."
    return Arranged(saw, "A letter of it has changed on the way.", _UNDO)


def _too_early(ordering: Ordering, place: int, mine: str, need: Need) -> Arranged:
    """Return what is said of the first line that needs one which does not stand above it."""
    saw = f"`{mine.strip()}` cannot come first."
    if place > 1:
        first = "Your first line is" if place == 2 else f"Your first {place - 1} lines are"  # noqa: PLR2004 - one before it
        saw = f"{first} in order; `{mine.strip()}` cannot come next."
    above = f"`{ordering.lines[need.place].strip()}` has to stand above it."
    why = f"It uses `{need.name}` as another line leaves it: {above}" if need.name and need.uses else above
    if not need.uses:
        why = f"It would change `{need.name}` too early: {above}"
    step = "Ask of each line which names it needs, and who makes them. Move it with Alt+Up or Alt+Down."
    return Arranged(saw, why, step)


def _all_in_order(ordering: Ordering, placed: list[int], needs: tuple[tuple[Need, ...], ...]) -> Arranged:
    wanted = len(ordering.lines)
    if len(placed) < wanted:
        return Arranged(f"{len(placed)} lines are in order; {wanted} belong.", "A line went missing.", _UNDO)
    why = "Each line uses only what the lines above it have made."
    step = "Read it once from the top, aloud."
    if free := _may_move(placed, needs):
        line, other = (ordering.lines[place].strip() for place in free)
        step += f" Other orders work too: `{line}` and `{other}` may change places."
    return Arranged("Every line is in its place.", why, step, right=True)


def _may_move(placed: list[int], needs: tuple[tuple[Need, ...], ...]) -> tuple[int, int] | None:
    """Return the first two neighbours of an order that works of which neither needs the other."""
    pairs = pairwise(placed)
    return next(
        (pair for pair in pairs if pair[0] not in {need.place for need in needs[pair[1]]}),
        None,
    )
