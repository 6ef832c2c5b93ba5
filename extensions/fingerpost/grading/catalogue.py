"""Finding a task: from its word, through the catalogue, to the file that declares it."""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from fingerpost.errors import FingerpostError
from fingerpost.grading import message
from fingerpost.grading.declare import DeclarationError, Declared, Reference, reading
from fingerpost.grading.parts import files_of, one_namespace
from fingerpost.grading.task import Task

CATALOGUE = Path("checks", "catalogue.json")
"""Where a data root lists its modules and their tasks."""


class UnknownTaskError(FingerpostError):
    """No task of the course has this word."""


class CourseMissingError(FingerpostError):
    """The checks of the built course are not where they should be, or cannot be read."""


_Made = TypeVar("_Made")
_Stamps = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ModuleChecks:
    """The tasks one checks.py declares, by word, in its order."""

    file: Path
    tasks: Mapping[str, Task]

    def lint(self) -> list[str]:
        """Return one sentence for each message that breaks a house rule."""
        return [
            f"{self.file.name}: slip {made.code} of {task.word}: {said}."
            for task in self.tasks.values()
            for made in task.slips
            for said in message.lint(made.message)
        ]


@dataclass(frozen=True)
class ModuleAnswers:
    """What one answers.py declares: references, other right answers, one answer for each slip."""

    file: Path
    references: Mapping[str, Reference]
    also_right: Mapping[str, tuple[str, ...]]
    wrong: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Sources by slip code, then by task word ('' where the file does not say which task)."""


@dataclass(frozen=True)
class ListedModule:
    """A module as the catalogue lists it, with its task words in order."""

    id: str
    folder: str
    title: str
    tasks: tuple[str, ...]
    release: str = ""

    def checks_file(self, root: Path) -> Path:
        """Return where a data root keeps the module's checks."""
        return root / CATALOGUE.parent / f"{self.folder}.py"


@dataclass(frozen=True)
class FoundTask:
    """A task, and the module it stands in."""

    task: Task
    module: ListedModule


def load_module(checks_file: Path) -> ModuleChecks:
    """Return what a checks.py declares; raises DeclarationError with the place and the reason."""
    return _load(checks_file, _as_checks)


def load_answers(answers_file: Path) -> ModuleAnswers:
    """Return what an answers.py declares; raises DeclarationError with the place and the reason."""
    return _load(answers_file, _as_answers)


def find_task(word: str, root: Path) -> FoundTask:
    """Return the task called `word`.

    Raises UnknownTaskError with the nearest word, CourseMissingError without a catalogue.

    `root` is a data root: the folder that holds `checks/catalogue.json`.
    """
    modules = listed_modules(root)
    for module in modules:
        if word in module.tasks:
            checks = load_module(module.checks_file(root))
            if word in checks.tasks:
                return FoundTask(checks.tasks[word], module)
            raise CourseMissingError(
                f"The course lists the task '{word}' but {checks.file.name} does not declare it; "
                "type `fingerpost doctor`, or tell your tutor."
            )
    every = [known for module in modules for known in module.tasks]
    near = get_close_matches(word, every, n=1, cutoff=0.5)
    meant = f"Did you mean '{near[0]}'?" if near else "The word stands in the cell below each task."
    raise UnknownTaskError(f"No task is called '{word}'. {meant}")


def listed_modules(root: Path) -> tuple[ListedModule, ...]:
    """Return the modules of a data root; raises CourseMissingError where its catalogue is not to be read."""
    file = root / CATALOGUE
    try:
        seen = file.stat()
        return _listed_once(file, (seen.st_mtime_ns, seen.st_size))
    except FileNotFoundError:
        raise CourseMissingError(
            f"The course's checks are not at {file}; type `fingerpost start`, which builds it."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CourseMissingError(
            f"The list of tasks at {file} cannot be read; type `fingerpost start`, which builds it."
        ) from None


@lru_cache(maxsize=8)
def _listed_once(file: Path, _stamp: tuple[int, int]) -> tuple[ListedModule, ...]:
    listed: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    release = str(listed.get("release", ""))
    return tuple(
        ListedModule(
            str(module["id"]),
            str(module["folder"]),
            str(module.get("title", "")),
            tuple(module["tasks"]),
            release,
        )
        for module in listed["modules"]
    )


def _load(file: Path, made_of: Callable[[Path, Declared], _Made]) -> _Made:
    files = files_of(file)
    try:
        seen = [one.stat() for one in files]
    except OSError:
        raise DeclarationError(f"There is no file {file}; it should declare a module's tasks.") from None
    made: _Made = _load_once(files, made_of, tuple((one.st_mtime_ns, one.st_size) for one in seen))
    return made


@lru_cache(maxsize=64)
def _load_once(files: tuple[Path, ...], made_of: Callable[[Path, Declared], Any], _stamps: _Stamps) -> Any:  # noqa: ANN401 - checks or answers
    names = one_namespace(files[0])
    with reading() as declared:
        for file in files:
            _run(file, names)
    return made_of(files[0], declared)


def _run(file: Path, names: dict[str, Any]) -> None:
    """Run one file of declarations; raises DeclarationError with its place where it stops."""
    try:
        code = compile(file.read_text(encoding="utf-8"), str(file), "exec")
        exec(code, names)  # noqa: S102 - an author's file is code by contract
    except DeclarationError as trouble:
        raise DeclarationError(f"{file.name}, line {_line_in(file, trouble)}: {trouble}") from trouble
    except Exception as trouble:
        raise DeclarationError(
            f"{file.name}, line {_line_in(file, trouble)}: {type(trouble).__name__}: {trouble}. "
            "Mend that line; the other files are not affected."
        ) from trouble


def _line_in(file: Path, trouble: Exception) -> int:
    if isinstance(trouble, SyntaxError) and trouble.filename == str(file):
        return trouble.lineno or 1
    lines = [
        frame.lineno for frame in traceback.extract_tb(trouble.__traceback__) if frame.filename == str(file)
    ]
    return (lines[-1] if lines else None) or 1


def _as_checks(file: Path, declared: Declared) -> ModuleChecks:
    return ModuleChecks(file, declared.tasks)


def _as_answers(file: Path, declared: Declared) -> ModuleAnswers:
    return ModuleAnswers(
        file,
        declared.references,
        {word: _sources(sources) for word, sources in declared.also_right.items()},
        {
            code: {word: _sources(part) for word, part in sources.items()}
            if isinstance(sources, Mapping)
            else {"": _sources(sources)}
            for code, sources in declared.wrong.items()
        },
    )


def _sources(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)
