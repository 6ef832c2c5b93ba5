"""One script to its verdicts: run on A, looked at, run on hidden data where it may earn, judged."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fingerpost.grading.engine.asking import Checker
from fingerpost.grading.engine.bare import open_bare_line
from fingerpost.grading.engine.line import Line
from fingerpost.grading.engine.runs import Ran, Step, as_told, failed_at, run_steps
from fingerpost.grading.engine.warm import EngineFaultError, WarmParent
from fingerpost.grading.judge import HOME
from fingerpost.grading.marking import HIDDEN
from fingerpost.grading.runs import ENDED, TIME_LIMIT
from fingerpost.grading.sandbox.levels import TRUSTED
from fingerpost.grading.sandbox.limits import Limits
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse import paths

_NOTHING: frozenset[str] = frozenset()
_NO_STEP: frozenset[int] = frozenset()
_STOPPED = frozenset({ENDED, TIME_LIMIT})
_STARTING = threading.Lock()


@dataclass(frozen=True)
class Paper:
    """One script to mark.

    `folder` is the module's name in the course root, '' for a course that is not ours: its own tests are
    steps like any other then. `also_on` are the authorities beside A and B that some task is compared on.
    """

    course_root: str
    folder: str
    steps: tuple[Step, ...]
    files: str = ""
    also_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marked:
    """What came of one script: verdicts by task word, outputs by step, the level, what it took."""

    level: str
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    finished: frozenset[int] = frozenset()
    """The steps that ran to an end, error or not; a test that is not among them earns nothing."""
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    processes: int = 0


class Marker:
    """Marks one paper after another at one level; threads may share it."""

    def __init__(self, level: str, limits: Limits | None = None) -> None:
        self.level = level
        self.limits = limits or Limits()
        self._checker = Checker()
        self._parent: WarmParent | None = None

    def mark(self, paper: Paper) -> Marked:
        """Return what a paper earns and shows.

        Raises:
            EngineFaultError: the fault is ours or the course's, never the learner's: no mark was given.
        """
        began = time.monotonic()
        deadline = began + self.limits.script_seconds
        at_home = self._run(paper, HOME, deadline, _NO_STEP)
        if not paper.folder:
            return _summed(self.level, {}, [at_home], began)
        taken = {HOME: as_told(at_home.by_word(paper.steps))}
        worth = frozenset(self._ask(paper, "look", taken)["words"])
        runs = [at_home]
        for letter in dict.fromkeys((HIDDEN, *paper.also_on)):
            if worth and letter != HOME:
                runs.append(self._elsewhere(paper, letter, deadline, at_home, worth))
                taken[letter] = as_told(
                    {w: kept for w, kept in runs[-1].by_word(paper.steps).items() if w in worth}
                )
        told = self._ask(paper, "judge", taken)["verdicts"]
        verdicts = {word: _verdict(said) for word, said in told.items()}
        return _summed(self.level, verdicts, runs, began)

    def close(self) -> None:
        """End every process."""
        self._checker.close()
        if self._parent is not None:
            self._parent.close()
            self._parent = None

    def warm_up(self) -> None:
        """Start what is started once, so that the first paper does not wait for it."""
        if self.level != TRUSTED:
            self._warm_parent()

    def _elsewhere(
        self, paper: Paper, letter: str, deadline: float, at_home: Ran, worth: frozenset[str]
    ) -> Ran:
        """Run on another authority as far as the last task that may earn there."""
        last = max(at for at, step in enumerate(paper.steps) if step.word in worth)
        beyond = frozenset(range(last + 1, len(paper.steps)))
        return self._run(paper, letter, deadline, beyond | failed_at(paper.steps, at_home))

    def _run(self, paper: Paper, letter: str, deadline: float, skip: frozenset[int]) -> Ran:
        return run_steps(
            paper.steps, self._opener(paper, letter), limits=self.limits, deadline=deadline, skip=skip
        )

    def _opener(self, paper: Paper, letter: str) -> Callable[[], Line]:
        root = Path(paper.course_root)
        has_data = paths.warehouse_file(letter, root).is_file()
        if paper.folder and not has_data:
            raise EngineFaultError(
                f"There is no authority {letter} in {paths.warehouse_folder(root)}, so nothing can be "
                f"compared. Type: fingerpost course build --for tutor --out {root}"
            )
        files = Path(paper.files) if paper.files else None
        if self.level == TRUSTED:
            bare_data = root if has_data else None
            return lambda: open_bare_line(data=bare_data, files=files, authority=letter)
        parent = self._warm_parent()
        data = parent.stage.data(letter, root) if has_data else None
        staged = parent.stage.files(files, _NOTHING) if files else None
        return lambda: parent.open_line(data=data, files=staged, authority=letter, limits=self.limits)

    def _warm_parent(self) -> WarmParent:
        with _STARTING:
            if self._parent is None or not self._parent.is_alive:
                if self._parent is not None:
                    self._parent.close()
                self._parent = WarmParent(self.level)
            return self._parent

    def _ask(self, paper: Paper, step: str, taken: dict[str, Any]) -> dict[str, Any]:
        question = {"course_root": paper.course_root, "folder": paper.folder, "level": self.level}
        return self._checker.ask({**question, "step": step, "taken": taken})


def _verdict(said: dict[str, Any]) -> Verdict:
    return Verdict(**{**said, "rows": tuple(said["rows"]), "parts": tuple(said["parts"])})


def _summed(level: str, verdicts: dict[str, Verdict], runs: list[Ran], began: float) -> Marked:
    at_home = runs[0]
    return Marked(
        level=level,
        verdicts=verdicts,
        outputs=at_home.outputs,
        finished=frozenset(at for at, taken in at_home.taken.items() if taken.attempt.error not in _STOPPED),
        seconds=time.monotonic() - began,
        cpu=sum(run.cpu for run in runs),
        peak=max(run.peak for run in runs),
        processes=sum(run.processes for run in runs),
    )
