"""The checker: a process of the tutor's that sees answers as JSON only, and gives points and words.

    in   {"course_root": "…", "folder": "03-…", "level": "full", "step": "look" or "judge",
          "taken": {"A": {word: {values, source, error, error_text, names}}, …}}
    out  {"words": […]}                  after a look: the tasks that are worth a run on other authorities
         {"verdicts": {word: {…}}}       after judging
         {"fault": "a sentence"}         where the course itself cannot mark

It never runs a learner's line. Whatever it is sent was made beside a learner's code.
"""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.attempt import Attempt
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.grading.checking import data_of, in_silence
from fingerpost.grading.differences import difference
from fingerpost.grading.judge import HOME, Taken, judge, reference_values, slip_of
from fingerpost.grading.marking import HIDDEN
from fingerpost.grading.message import Message
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import read, read_reference
from fingerpost.grading.task import Task
from fingerpost.grading.values import Wire
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse import paths

_MOST_MEMORY = 4_000_000_000


class CannotMarkError(FingerpostError):
    """The course root cannot mark this assignment; the sentence says what is missing."""


def main() -> None:
    """Answer one question a line until the pipe closes."""
    _bound_memory()
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # an author's print is no answer
    for line in questions:
        answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        answers.flush()


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one question; a fault of the course comes back as a sentence."""
    try:
        with in_silence():
            root, folder = Path(question["course_root"]), str(question["folder"])
            taken = {letter: _taken(told) for letter, told in question["taken"].items()}
            if question["step"] == "look":
                return {"words": _worth_another_run(root, folder, taken[HOME])}
            return {"verdicts": _verdicts(root, folder, taken, str(question["level"]))}
    except FingerpostError as trouble:
        return {"fault": str(trouble)}
    except MemoryError:
        return {"fault": "The checker ran out of memory."}
    except Exception as trouble:  # noqa: BLE001 - a fault here is ours: it must be said, and never earn points
        return {"fault": f"The checker stopped with {type(trouble).__name__}: {str(trouble)[:300]}."}


def _taken(told: Mapping[str, Any]) -> dict[str, Taken]:
    return {
        word: Taken(kept["values"], Attempt(kept["source"], kept["error"], kept["error_text"], kept["names"]))
        for word, kept in told.items()
    }


def _worth_another_run(root: Path, folder: str, taken: Mapping[str, Taken]) -> list[str]:
    """Return the tasks of which some part is right on A, or kept by a slip; no other can earn elsewhere."""
    tasks = load_module(root / "checks" / f"{folder}.py").tasks
    return [
        word
        for word, task in tasks.items()
        if _any_right(task, taken.get(word), root, folder) or _keeps_some(task, taken.get(word), root)
    ]


def _keeps_some(task: Task, taken: Taken | None, root: Path) -> bool:
    if taken is None or not any(one.keeps for one in task.slips):
        return False
    slip = slip_of(task, taken, data_of(HOME, root))
    return slip is not None and slip.keeps > 0


def _any_right(task: Task, taken: Taken | None, root: Path, folder: str) -> bool:
    if taken is None:
        return False
    right = _reference(root, folder, task.word, HOME, _stamp(root, folder, HOME))
    for asked in task.asks:
        try:
            value = read(taken.values.get(asked.name, {"kind": "missing"}), asked)
            if difference(value, read_reference(right[asked.name], asked), asked) is None:
                return True
        except Misfit:
            continue
        except Exception:  # noqa: BLE001, S112 - hostile bytes may break any parser; then nothing is right
            continue
    return False


def _verdicts(
    root: Path, folder: str, taken: Mapping[str, Mapping[str, Taken]], level: str
) -> dict[str, dict[str, Any]]:
    tasks = load_module(root / "checks" / f"{folder}.py").tasks
    return {word: asdict(_verdict(task, taken, (root, folder), level)) for word, task in tasks.items()}


def _verdict(
    task: Task, taken: Mapping[str, Mapping[str, Taken]], course: tuple[Path, str], level: str
) -> Verdict:
    root, folder = course
    letters = tuple(dict.fromkeys((HOME, HIDDEN, *task.also_on)))
    data = {letter: data_of(letter, root) for letter in letters}
    right = {
        letter: _reference(root, folder, task.word, letter, _stamp(root, folder, letter))
        for letter in letters
    }
    mine = {letter: held.get(task.word, Taken({})) for letter, held in taken.items()}
    mine.setdefault(HOME, Taken({}))
    try:
        return replace(judge(task, mine, data, right), level=level)
    except FingerpostError:
        raise
    except Exception:  # noqa: BLE001 - hostile bytes may break the judge; the answer could not be read, and earns nothing
        return unread(task, level)


def unread(task: Task, level: str) -> Verdict:
    """Return the verdict of an answer that no part of the machinery can read: 0 points, in words."""
    said = Message(
        f"`{task.names[0]}` could not be read.",
        "It holds a mixture that no table, number or text is made of.",
        f"Show `{task.names[0]}` on a line of its own and look at what it holds.",
    )
    shown = (said.saw, said.why, said.next_step)
    return Verdict(task.word, task.title, 0.0, task.max_points, "VALUE-SHAPE", *shown, level=level)


def _stamp(root: Path, folder: str, letter: str) -> tuple[tuple[int, int], ...]:
    """Return what tells one state of data, checks and answers from another: a tutor may mend any."""
    file = paths.warehouse_file(letter, root)
    if not file.is_file():
        raise CannotMarkError(
            f"There is no authority {letter} in {paths.warehouse_folder(root)}, so nothing can be compared. "
            f"Type: fingerpost course build --for tutor --out {root}"
        )
    parts = (file, root / "checks" / f"{folder}.py", root / "answers" / f"{folder}.py")
    seen = [part.stat() for part in parts if part.is_file()]
    return tuple((held.st_mtime_ns, held.st_size) for held in seen)


@lru_cache(maxsize=400)
def _reference(
    root: Path, folder: str, word: str, letter: str, _stamp: tuple[tuple[int, int], ...]
) -> dict[str, Wire]:
    """Return the right values on one authority; a fault in answers.py is its author's."""
    answers = load_answers(root / "answers" / f"{folder}.py")
    if word not in answers.references:
        raise CannotMarkError(f"{answers.file.name} has no reference for '{word}'; its author adds one.")
    task = load_module(root / "checks" / f"{folder}.py").tasks[word]
    try:
        return reference_values(task, answers.references[word](data_of(letter, root)))
    except Exception as trouble:
        raise CannotMarkError(
            f"The reference for '{word}' stopped on authority {letter} with {type(trouble).__name__}: "
            f"{trouble}. Its author mends {answers.file.name}."
        ) from trouble


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    hardest = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = _MOST_MEMORY if hardest == resource.RLIM_INFINITY else min(_MOST_MEMORY, hardest)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hardest))


if __name__ == "__main__":
    main()
