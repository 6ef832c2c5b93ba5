"""Each module as it stands for a learner: their own folder, their log and the exchange, put together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from fingerpost.courseware.covering.own import CHECKED, points_logged
from fingerpost.courseware.log import Event
from fingerpost.grading.catalogue import ListedModule
from fingerpost.server.course_panel.exchanged import Exchanged
from fingerpost.server.course_panel.progress import NOTHING, Progress, progress_of
from fingerpost.server.home import delivered

Place = Literal["collected", "alone", "public"]
"""Where the learner works: with an exchange, on their own machine, on a public one that forgets."""

_LESSONS, _ASSIGNMENTS = "lessons", "assignments"


@dataclass(frozen=True)
class Checked:
    """The last check of a whole notebook: when, and what came of it in words."""

    at: datetime
    said: str


@dataclass(frozen=True)
class Standing:
    """One module. Paths are relative to the learner's folder, '' for what is not there."""

    id: str
    title: str
    name: str
    """The assignment's name, which is its folder's."""
    lesson: str = ""
    in_lesson: Progress = NOTHING
    tasks: str = ""
    in_tasks: Progress = NOTHING
    exchanged: Exchanged | None = None
    checked: Checked | None = None
    is_listed: bool = True
    """Whether the course lists it; a tutor may release other work beside it."""

    @property
    def is_begun(self) -> bool:
        """Claim that the learner has done something in it."""
        has_handed_in = self.exchanged is not None and self.exchanged.handed_in is not None
        return self.in_lesson.is_begun or self.in_tasks.is_begun or has_handed_in


def standings(
    home: Path,
    modules: Iterable[ListedModule],
    events: Iterable[Event],
    in_exchange: Mapping[str, Exchanged],
) -> list[Standing]:
    """Return the modules in course order, then what else a tutor has released, as they stand."""
    checks = (event for event in events if event.kind == CHECKED)
    last = {event.module: Checked(event.time, points_logged(event.text)) for event in checks}
    listed = [_standing(home, module, last, in_exchange.get(module.folder)) for module in modules]
    known = {one.name for one in listed}
    return [*listed, *_others(home, known, in_exchange)]


def _standing(
    home: Path, module: ListedModule, last: Mapping[str, Checked], known: Exchanged | None
) -> Standing:
    lesson = _existing(home, f"{_LESSONS}/{module.folder}.ipynb")
    tasks = _existing(home, _tasks_of(module.folder, known))
    return Standing(
        id=module.id,
        title=module.title,
        name=module.folder,
        lesson=lesson,
        in_lesson=_progress(home, lesson, ()),
        tasks=tasks,
        in_tasks=_progress(home, tasks, module.tasks),
        exchanged=known,
        checked=last.get(module.id),
    )


def _others(home: Path, known: set[str], in_exchange: Mapping[str, Exchanged]) -> Iterator[Standing]:
    for name in sorted(in_exchange.keys() - known):
        tasks = _existing(home, _tasks_of(name, in_exchange[name]))
        yield Standing(
            id="",
            title=name,
            name=name,
            tasks=tasks,
            in_tasks=_progress(home, tasks, ()),
            exchanged=in_exchange[name],
            is_listed=False,
        )


def _tasks_of(name: str, known: Exchanged | None) -> str:
    """Return where the notebook with the tasks should be; '' while it is released and not fetched."""
    if known is not None and known.folder:
        return f"{known.folder}/{name}.ipynb"
    return "" if known is not None and known.is_released else f"{_ASSIGNMENTS}/{name}/{name}.ipynb"


def _existing(home: Path, path: str) -> str:
    return path if path and (home / path).is_file() else ""


def _progress(home: Path, path: str, tasks: tuple[str, ...]) -> Progress:
    if not path:
        return Progress(tasks=len(tasks))
    return progress_of(home / path, tasks, delivered=delivered(home, home / path))
