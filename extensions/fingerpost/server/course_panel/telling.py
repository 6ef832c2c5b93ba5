"""The Course panel in words: each module's state, what can be done with it here, the one next step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fingerpost.grading.gradebook.dates import in_london
from fingerpost.server.course_panel.standing import Place, Standing

OPEN, FETCH, CHECK, HAND_IN, FEEDBACK = "open", "fetch", "check", "hand-in", "feedback"

PLACES: dict[Place, str] = {
    "collected": "",
    "alone": "Nobody collects your work here, so there is nothing to hand in: you check it yourself.",
    "public": "A public machine: practice data only, and gone after ten minutes' rest. Take your work home "
    "before you go; handing in is on your course's hub.",
}
"""What a place does not allow, in one sentence."""

ALL_DONE = "You have been through every module that is here."


@dataclass(frozen=True)
class Act:
    """Something a learner can do with a module: one of the five words, what the button says, a file."""

    act: str
    label: str
    path: str = ""


@dataclass(frozen=True)
class Next:
    """The one next step, and the module that it is of."""

    act: Act
    standing: Standing


def state_of(standing: Standing) -> tuple[str, str]:
    """Return a module's state as one word for the picture beside it, and in words."""
    known, tasks = standing.exchanged, standing.in_tasks
    if tasks.trouble:
        return "trouble", f"The file {standing.name}.ipynb {tasks.trouble}."
    if known is not None and known.feedback == "waits":
        return "feedback", "Feedback ready"
    if known is not None and known.times:
        return "handed-in", _handed_in(standing)
    if tasks.run:
        return "checked", f"Checked: {tasks.passed} of {tasks.tasks} tasks pass their first checks"
    return ("started", "Started") if standing.is_begun else ("new", "Not started")


def _handed_in(standing: Standing) -> str:
    known = standing.exchanged
    when = f" {in_london(known.handed_in)}" if known and known.handed_in else ""
    changed = ", changed since" if known and known.is_changed else ""
    feedback = "; feedback is here" if known and known.feedback == "is here" else ""
    return f"Handed in{when}{changed}{feedback}"


def acts_of(standing: Standing, place: Place) -> Iterator[Act]:
    """Yield what can be done with a module in this place, in the order in which one does it."""
    known = standing.exchanged
    if standing.lesson:
        yield Act(OPEN, "Open the lesson", standing.lesson)
    if standing.tasks:
        yield Act(OPEN, "Open the tasks", standing.tasks)
        if standing.is_listed:
            yield Act(CHECK, "Check all tasks")
    elif known is not None and known.is_released:
        yield Act(FETCH, "Fetch the notebook again" if known.folder else "Fetch the tasks")
    if place == "collected" and known is not None and known.is_released and standing.tasks:
        yield Act(HAND_IN, "Hand in again" if known.times else "Hand in")
    if known is not None and known.feedback == "waits":
        yield Act(FEEDBACK, "Read the feedback")
    elif known is not None and known.feedback == "is here":
        yield Act(OPEN, "Read the feedback", known.feedback_page)


def next_step(every: Sequence[Standing], place: Place) -> Next | None:
    """Return the one next step: feedback that waits, else what comes next from where the learner works now.

    Modules before the last one that was begun come after those behind it: a cohort need not start with the
    first. None where everything that is here was gone through.
    """
    for standing in every:
        if standing.exchanged is not None and standing.exchanged.feedback == "waits":
            return Next(Act(FEEDBACK, "Read the feedback"), standing)
    begun = max((at for at, standing in enumerate(every) if standing.is_begun), default=0)
    for standing in [*every[begun:], *every[:begun]]:
        if act := _step_of(standing, place):
            return Next(act, standing)
    return None


def _step_of(standing: Standing, place: Place) -> Act | None:
    """Return what comes next in one module, or None where that is done or waits for a tutor."""
    known, tasks = standing.exchanged, standing.in_tasks
    has_handed_in = known is not None and known.times > 0
    if standing.lesson and not standing.is_begun:
        return Act(OPEN, "Open the lesson", standing.lesson)
    if not standing.tasks:
        return Act(FETCH, "Fetch the tasks") if known is not None and known.is_released else None
    if has_handed_in and not (known and known.is_changed):
        return None
    if tasks.passed < tasks.tasks or not (tasks.is_begun or standing.is_listed):
        return Act(OPEN, "Continue with the tasks" if tasks.is_begun else "Open the tasks", standing.tasks)
    if place == "collected" and known is not None and known.is_released:
        return Act(HAND_IN, "Hand in again" if has_handed_in else "Hand in")
    return Act(CHECK, "Check all tasks") if standing.checked is None and standing.is_listed else None
