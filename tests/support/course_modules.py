"""The ready modules of the course, all or the one that `make module M=03` names."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fingerpost.courseware.cells import SourceCell, read_cells
from fingerpost.courseware.sources import Module, load_course
from fingerpost.grading.catalogue import ModuleAnswers, ModuleChecks, load_answers, load_module

COURSE = Path(__file__).resolve().parents[2] / "course"


@dataclass(frozen=True)
class Sources:
    """One module's sources as tests read them."""

    module: Module
    folder: Path

    @cached_property
    def checks(self) -> ModuleChecks:
        return load_module(self.folder / "checks.py")

    @cached_property
    def answers(self) -> ModuleAnswers:
        return load_answers(self.folder / "answers.py")

    @cached_property
    def cells(self) -> list[SourceCell]:
        return read_cells(self.folder / "assignment.py")

    @cached_property
    def solutions(self) -> dict[str, str]:
        """The model answer of each task."""
        return {cell.task: cell.source for cell in self.cells if cell.task}

    @property
    def words_that_follow_data(self) -> list[str]:
        """The tasks whose answer has to be worked out: a judgement is the same over any data."""
        return [word for word, task in self.checks.tasks.items() if task.follows_data]

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(code, task, source) of every catalogued slip."""
        return [
            (code, word, source)
            for code, by_task in self.answers.wrong.items()
            for word, sources in by_task.items()
            for source in sources
        ]

    @property
    def right(self) -> list[tuple[str, str]]:
        """(task, source) of every right answer but the model ones."""
        return [(word, source) for word, sources in self.answers.also_right.items() for source in sources]


def ready_modules() -> list[Sources]:
    """Return the modules to prove, in teaching order."""
    only = os.environ.get("MODULE", "")
    course = load_course(COURSE)
    return [
        Sources(module, COURSE / module.folder)
        for module in course.ready
        if not only or only in (module.id, module.folder)
    ]
