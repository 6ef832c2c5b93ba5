"""What counts as passed: a task with the share of its points that a whole module needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fingerpost.courseware.standards import Standard
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX

PASS_SHARE = 18 / 30  # curriculum §3: a module is passed with 18 of its 30 points


@dataclass(frozen=True)
class Mark:
    """Points given for one task by its word, or for one of its test cells."""

    word: str
    points: float
    most: float


def passed(marks: Iterable[Mark]) -> set[str]:
    """Return the words of the tasks that reach the share; a task's test cells are added up."""
    points: dict[str, float] = {}
    most: dict[str, float] = {}
    for mark in marks:
        word = mark.word.removesuffix(SEEN_SUFFIX).removesuffix(HIDDEN_SUFFIX)
        points[word] = points.get(word, 0.0) + mark.points
        most[word] = most.get(word, 0.0) + mark.most
    return {word for word, whole in most.items() if whole > 0 and points[word] >= PASS_SHARE * whole}


def places(standard: Standard, words: Iterable[str], desks: Mapping[str, bool]) -> set[tuple[str, str]]:
    """Return (module, name) of what was passed: marked tasks by their words, desk tasks by their modules."""
    known = set(words)
    done = {
        (one.module, one.name) for one in standard.met if one.way in ("task", "person") and one.name in known
    }
    return done | {(module, "desk") for module, has_sheet in desks.items() if has_sheet}
