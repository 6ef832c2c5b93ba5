"""A module's `quiz.toml`: outcomes, warm-up questions and the skip check, each option with its reason."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.courseware.cells import Fault, refuse
from fingerpost.courseware.quoting import quoted_everywhere
from fingerpost.courseware.widths import too_wide

QUIZ = "quiz.toml"
WARM_UP, EARLIER = 5, 3  # curriculum §1: five questions, three of them on earlier modules
FAR_BACK = 3  # curriculum §1: one of the three from at least three modules back


@dataclass(frozen=True)
class Option:
    """One answer a learner may choose, why someone chooses it or why it holds, and whether it does."""

    says: str
    reason: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """One question: its word, the module it looks back or forward to, and its options in order."""

    word: str
    about: str
    ask: str
    options: tuple[Option, ...]
    code: str = ""
    outcome: int = 0
    """Number of the module's outcome it belongs to, from 1; 0 where it looks back to another module."""

    @property
    def key(self) -> Option:
        """Return the option that holds."""
        return next(option for option in self.options if option.right)


@dataclass(frozen=True)
class Outcome:
    """What a learner can do afterwards, and the tasks that show it."""

    says: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Quiz:
    """All questions of one module."""

    outcomes: tuple[Outcome, ...]
    warm_up: tuple[Question, ...]
    skip: tuple[Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question, warm-up first."""
        return self.warm_up + self.skip


def load_quiz(folder: Path, *, module: str, tasks: tuple[str, ...]) -> Quiz:
    """Return the quiz of the module in `folder`.

    `module` is its id and `tasks` the words it lists, the person's included. Raises
    `CourseSourceFaultError` with every fault of the file.
    """
    path = folder / QUIZ
    try:
        told: Any = quoted_everywhere(path, tomllib.loads(path.read_text(encoding="utf-8")))
        quiz = Quiz(
            tuple(Outcome(one["says"], tuple(one["tasks"])) for one in told["outcomes"]),
            tuple(_question(one, module) for one in told["warm_up"]),
            tuple(_question(one, module) for one in told["skip"]),
        )
    except tomllib.TOMLDecodeError as trouble:
        refuse(path, [Fault(1, f"it cannot be read as TOML: {trouble}; mend that line first")])
        raise
    except KeyError as missing:
        refuse(path, [Fault(1, f"an entry lacks {missing}; see another module's {QUIZ}")])
        raise
    refuse(path, [Fault(1, said) for said in faults_of_quiz(quiz, module=module, tasks=tasks)])
    return quiz


def faults_of_quiz(quiz: Quiz, *, module: str, tasks: tuple[str, ...]) -> list[str]:
    """Return what an author should change, one sentence each."""
    return [
        *_faults_of_options(quiz),
        *(said for question in quiz.questions for said in too_wide(question.code.splitlines())),
        *_faults_of_mixture(quiz, module),
        *_faults_of_outcomes(quiz, tasks),
    ]


def _question(told: Mapping[str, Any], module: str) -> Question:
    options = [
        Option(one["says"], " ".join(one["reason"].split()), bool(one.get("right")))
        for one in told["options"]
    ]
    # Authors write the right one first; learners meet them in an order that is the same in every build.
    options.sort(key=lambda one: hashlib.sha256(f"{told['word']}{one.says}".encode()).digest())
    return Question(
        told["word"],
        told.get("about", module),
        " ".join(told["ask"].split()),
        tuple(options),
        told.get("code", "").strip(),
        int(told.get("outcome", 0)),
    )


def _faults_of_options(quiz: Quiz) -> list[str]:
    faults = []
    words = [question.word for question in quiz.questions]
    faults += [f'"{word}" names two questions' for word in sorted({w for w in words if words.count(w) > 1})]
    for question in quiz.questions:
        if sum(option.right for option in question.options) != 1:
            faults.append(f'"{question.word}" needs one option with right = true')
        if any(not option.reason for option in question.options):
            faults.append(f'"{question.word}" has an option without a reason')
    return faults


def _faults_of_mixture(quiz: Quiz, module: str) -> list[str]:
    """Return faults of the warm-up's mixture; the first modules have less to look back to."""
    faults = []
    back = [question.about for question in quiz.warm_up if question.about < module]
    if len(quiz.warm_up) != WARM_UP:
        faults.append(f"the warm-up has {len(quiz.warm_up)} questions; it needs {WARM_UP}")
    if int(module) > 0 and len(back) != EARLIER:
        faults.append(f"{len(back)} warm-up questions look back to earlier modules; {EARLIER} should")
    if int(module) >= FAR_BACK and not any(int(module) - int(about) >= FAR_BACK for about in back):
        faults.append(f"no warm-up question looks back {FAR_BACK} modules or more")
    return faults


def _faults_of_outcomes(quiz: Quiz, tasks: tuple[str, ...]) -> list[str]:
    faults = []
    asked = {question.outcome for question in quiz.questions}
    for number, outcome in enumerate(quiz.outcomes, start=1):
        if not outcome.tasks:
            faults.append(f"outcome {number} has no task")
        faults += [
            f'outcome {number} names "{w}", no task of the module' for w in outcome.tasks if w not in tasks
        ]
        if number not in asked:
            faults.append(f"outcome {number} has no question; give one outcome = {number}")
    faults += [
        f'"{question.word}" belongs to outcome {question.outcome}, which is not listed'
        for question in quiz.questions
        if not 0 <= question.outcome <= len(quiz.outcomes)
    ]
    return faults
