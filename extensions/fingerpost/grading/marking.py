"""`mark("monthly_starters")`: the hidden points, given only to what is right on data the learner never had.

Stock nbgrader runs this in the kernel of the notebook that is marked. It pays in full for whatever it does
not understand, so every way out of here is a bare finite number or an exception.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.grading.attempt import Attempt, record_attempts, running_shell
from fingerpost.grading.catalogue import (
    ListedModule,
    ModuleAnswers,
    find_task,
    listed_modules,
    load_answers,
    load_module,
)
from fingerpost.grading.checking import COURSE_MARK, course_root_above, data_of, in_silence, taken_now
from fingerpost.grading.data import Data
from fingerpost.grading.judge import HOME, Taken, judge, reference_values
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.runs import ENDED, MARKING_VARIABLE, SCRIPT_SECONDS, TIME_LIMIT, Place, run_script
from fingerpost.grading.script import ScriptCell, find_notebook, module_of, read_script
from fingerpost.grading.task import Task
from fingerpost.grading.values import Wire
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse import paths

HIDDEN = "B"
"""The authority that is built from the tutor's seed and that no learner has."""

TRUSTED = "trusted"
"""The level of a mark given without a sandbox."""

_BUILD = "fingerpost course build --for tutor --out"
_ENDLESS = {"KeyboardInterrupt", TIME_LIMIT, ENDED}


class NotMarkedError(FingerpostError):
    """No mark could be given, and why; nbgrader then gives the cell no points.

    `told` is what the learner is to read, where the reason lies in their answer.
    """

    def __init__(self, why: str, *, told: Verdict | None = None) -> None:
        super().__init__(f"not marked: {why}")
        self.told = told


def mark(word: str) -> Verdict:
    """Return the mark of a task, for the hidden test cell of the notebook that nbgrader is marking.

    Displayed, it is the hidden points as a bare number. The first call in a kernel runs the notebook once on
    each hidden authority and keeps the values for the later calls.

    Raises:
        NotMarkedError: there is no answer, no reference, no course root or no hidden authority here.
    """
    with in_silence():
        try:
            return _mark(str(word)).for_cell("hidden")
        except NotMarkedError as unmarked:
            _show(unmarked.told)
            raise
        except FingerpostError as trouble:
            raise NotMarkedError(str(trouble)) from None
        except Exception as trouble:  # whatever it is, it is ours, and a learner reads no traceback
            raise NotMarkedError(
                f"the marking of '{word}' stopped with {type(trouble).__name__}: {trouble}. The answer "
                "is as it was; tell whoever keeps fingerpost."
            ) from trouble


def _show(told: Verdict | None) -> None:
    """Display the message above the error that ends the cell, so that feedback holds it like any other."""
    shell = running_shell()
    if told is None or shell is None:
        return
    from IPython.display import display  # noqa: PLC0415 - only where IPython runs

    with suppress(Exception):  # the error still follows, and with it no points
        display(told.for_cell("hidden"))


def _mark(word: str) -> Verdict:
    if os.environ.get(MARKING_VARIABLE):
        raise NotMarkedError("this notebook is being marked already.")
    root = course_root_above(Path.cwd())
    if root is None:
        raise NotMarkedError(
            f"there is no {COURSE_MARK} in {Path.cwd()} or above it, so the answers are not here. "
            f"Your tutor marks this; type `check({word!r})` to see what can be said now."
        )
    found = find_task(word, root)
    task = found.task
    here = taken_now(task)
    if all(wire.get("kind") == "missing" for wire in here.values.values()):
        told = replace(judge(task, {HOME: here}, {HOME: data_of(HOME, root)}), stage="mark", level=TRUSTED)
        raise NotMarkedError(" ".join(part for part in (told.saw, told.next_step) if part), told=told)
    notebook = _notebook_here(found.module)
    elsewhere = _values_elsewhere(notebook, notebook.stat().st_mtime_ns, root, found.module)
    taken = {letter: values.get(word, Taken({})) for letter, values in elsewhere.items()}
    letters = (HOME, HIDDEN, *task.also_on)
    return _judged(task, {**taken, HOME: here}, letters, root, _answers(root, found.module))


def mark_notebook(notebook: Path, *, course_root: Path, authority: str = HIDDEN) -> dict[str, Verdict]:
    """Return a verdict for every task of the module that a notebook answers, by task word.

    The notebook runs on A and on `authority` (and where checks.py says so on others), each in a new process,
    without a sandbox: for one's own notebook, and for the tests of the course.

    Raises:
        NotebookUnreadableError: the file is no notebook, or holds no task of the course.
        NotMarkedError: the course root has no answers, or no such authority.
    """
    module = module_of(notebook, listed_modules(course_root))
    tasks = load_module(module.checks_file(course_root)).tasks
    answers = _answers(course_root, module)
    letters = _letters(tasks.values(), authority)
    script = read_script(notebook, tasks)
    at_home = run_script(script.cells, tasks, _place(HOME, course_root))
    skip = _failed_before((taken.attempt for taken in at_home.values()), tasks)
    runs = {
        letter: run_script(script.cells, tasks, _place(letter, course_root), skip=skip) for letter in letters
    }
    runs[HOME] = at_home
    return {
        word: _judged(
            task,
            {letter: taken.get(word, Taken({})) for letter, taken in runs.items()},
            (HOME, authority, *task.also_on),
            course_root,
            answers,
        )
        for word, task in tasks.items()
    }


def check_notebook(notebook: Path, *, root: Path) -> dict[str, Verdict]:
    """Return by task word what the visible checks say of a notebook, run on A in a new process.

    For where the answers are not: at most the seen points. `root` is a data root with checks and A.
    Raises NotebookUnreadableError as `mark_notebook` does, CourseMissingError without checks.
    """
    module = module_of(notebook, listed_modules(root))
    tasks = load_module(module.checks_file(root)).tasks
    taken = run_script(read_script(notebook, tasks).cells, tasks, _place(HOME, root))
    data = {HOME: data_of(HOME, root)}
    return {
        word: replace(judge(task, {HOME: taken.get(word, Taken({}))}, data), level=TRUSTED)
        for word, task in tasks.items()
    }


def answers_file(root: Path, module: ListedModule) -> Path:
    """Return where a course root keeps a module's answers, whether or not they are there."""
    return root / "answers" / f"{module.folder}.py"


def _notebook_here(module: ListedModule) -> Path:
    notebook = find_notebook(Path.cwd(), frozenset(module.tasks))
    if notebook is None:
        raise NotMarkedError(
            f"no notebook in {Path.cwd()} holds a task of module {module.id}; expected {module.folder}.ipynb."
        )
    return notebook


@lru_cache(maxsize=2)
def _values_elsewhere(
    notebook: Path, _saved: int, root: Path, module: ListedModule
) -> dict[str, dict[str, Taken]]:
    """Return by hidden authority and task word what the notebook answers there."""
    tasks = load_module(module.checks_file(root)).tasks
    script = read_script(notebook, tasks)
    recorder = record_attempts()
    skip = _failed_before(recorder.every() if recorder else (), tasks)
    letters = _letters(tasks.values(), HIDDEN)
    seconds = SCRIPT_SECONDS / len(letters)  # together below the time nbgrader gives the cell that waits
    return {
        letter: run_script(script.cells, tasks, _place(letter, root), skip=skip, script_seconds=seconds)
        for letter in letters
    }


def _letters(tasks: Iterable[Task], authority: str) -> tuple[str, ...]:
    """Return the authorities beside A on which answers are compared, the hidden one first."""
    also = (letter for task in tasks for letter in task.also_on)
    return tuple(letter for letter in dict.fromkeys((authority, *also)) if letter != HOME)


def _failed_before(attempts: Iterable[Attempt], tasks: Mapping[str, Task]) -> Callable[[ScriptCell], bool]:
    """Return whether a cell is not worth a second run: it never ended, or it stopped and left no value."""
    latest = {attempt.source.strip(): attempt for attempt in attempts}

    def failed(cell: ScriptCell) -> bool:
        attempt = latest.get(cell.source.strip())
        if attempt is None or not attempt.error:
            return False
        if attempt.error in _ENDLESS:
            return True
        return bool(cell.word) and not any(name in attempt.names for name in tasks[cell.word].names)

    return failed


def _place(letter: str, root: Path) -> Place:
    if not paths.warehouse_file(letter, root).is_file():
        raise NotMarkedError(
            f"there is no authority {letter} in {paths.warehouse_folder(root)}, so nothing can be compared. "
            f"Type: {_BUILD} {root}"
        )
    return Place(letter, root)


def _answers(root: Path, module: ListedModule) -> ModuleAnswers:
    file = answers_file(root, module)
    if not file.is_file():
        raise NotMarkedError(f"there are no answers at {file}. Type: {_BUILD} {root}")
    return load_answers(file)


def _judged(
    task: Task, taken: Mapping[str, Taken], letters: tuple[str, ...], root: Path, answers: ModuleAnswers
) -> Verdict:
    """Return the verdict of one task on all its authorities."""
    data = {letter: data_of(letter, root) for letter in dict.fromkeys(letters)}
    for letter in data:
        _place(letter, root)
    reference = {letter: _reference(task, rows, answers) for letter, rows in data.items()}
    try:
        return replace(judge(task, taken, data, reference), level=TRUSTED)
    except Misfit as misfit:
        raise NotMarkedError(
            f"the reference for '{task.word}' has another shape than the task asks: {misfit}"
        ) from None


def _reference(task: Task, data: Data, answers: ModuleAnswers) -> dict[str, Wire]:
    """Return the right values on one authority; a fault in answers.py is its author's."""
    if task.word not in answers.references:
        raise NotMarkedError(f"{answers.file.name} has no reference for '{task.word}'; its author adds one.")
    try:
        return reference_values(task, answers.references[task.word](data))
    except Exception as trouble:
        raise NotMarkedError(
            f"the reference for '{task.word}' stopped on authority {data.authority} with "
            f"{type(trouble).__name__}: {trouble}. Its author mends {answers.file.name}."
        ) from trouble
