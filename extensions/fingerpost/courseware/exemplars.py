"""The examples in a tutor's notes: what a written answer of each level reads like, two for a level.

They stand in the module's tutor.md below `**Reads as 2, 2, 2**`, a figure for each row of the mark scheme,
as paragraphs that begin with the answer in quotes: `*"One CSV in, one page out."* Why it reads so.`
"""

import re
from collections.abc import Sequence

from fingerpost.courseware.cells import Fault
from fingerpost.grading.by_hand.rubric import LEVELS, Rubric

EXAMPLES_A_LEVEL = 2  # curriculum §9, row 13: two markers have to come to one mark
_LEVEL = re.compile(r"^\*\*Reads as (?P<levels>[012](?:, [012])*)\*\*$", re.MULTILINE)
_HEADING = re.compile(r"^(?:#|\*\*)", re.MULTILINE)
_ANSWER = re.compile(r'^\*"(?P<said>[^*]*?\w[^*]*)"\*', re.MULTILINE)


def exemplars_of(notes: str) -> dict[tuple[int, ...], list[str]]:
    """Return the examples of tutor's notes by the levels that their rows have: (2, 2, 2) -> two answers."""
    found: dict[tuple[int, ...], list[str]] = {}
    for heading in _LEVEL.finditer(notes):
        levels = tuple(int(level) for level in heading["levels"].split(", "))
        after = notes[heading.end() :]
        ends = _HEADING.search(after)
        answers = _ANSWER.finditer(after[: ends.start()] if ends else after)
        found.setdefault(levels, []).extend(" ".join(answer["said"].split()) for answer in answers)
    return found


def faults_of_exemplars(notes: str, rubrics: Sequence[Rubric]) -> list[Fault]:
    """Return which levels of a module's written tasks lack examples; a task without rows asks for none."""
    found, faults = exemplars_of(notes), []
    shapes = [len(rubric.rows) for rubric in rubrics if rubric.rows]
    for rows in dict.fromkeys(shapes):
        wanted = EXAMPLES_A_LEVEL * shapes.count(rows)
        for level in reversed(LEVELS):
            has = len(set(found.get((level,) * rows, ())))
            if has < wanted:
                heading = f"**Reads as {', '.join([str(level)] * rows)}**"
                said = f"{has} of {wanted} different examples stand below {heading}"
                faults.append(Fault(1, f'{said}; each begins a paragraph: *"the answer"*'))
    return faults
