"""One script to its verdicts: run on A, looked at, run on hidden data where it may earn, judged."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from fingerpost.grading.as_words import value_as_words
from fingerpost.grading.engine.asking import Checker
from fingerpost.grading.engine.bare import Bare
from fingerpost.grading.engine.bubble import Bubbles
from fingerpost.grading.engine.line import Line
from fingerpost.grading.engine.runs import Ran, Step, as_told, failed_at, run_steps
from fingerpost.grading.engine.warm import EngineFaultError, WarmParent
from fingerpost.grading.judge import HOME
from fingerpost.grading.marking import HIDDEN
from fingerpost.grading.runs import ENDED, TIME_LIMIT
from fingerpost.grading.sandbox.levels import BUBBLEWRAP, FULL, STRONG, TRUSTED
from fingerpost.grading.sandbox.limits import Limits
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse import paths

_NO_STEP: frozenset[int] = frozenset()
_STOPPED = frozenset({ENDED, TIME_LIMIT})
_STARTING = threading.Lock()


@dataclass(frozen=True)
class Paper:
    """One script to mark.

    `folder` is the module's name in the course root, '' for a course that is not ours: its own tests are
    steps like any other then. `also_on` are the authorities beside A and B, each with the words of the tasks
    that are compared there.
    """

    course_root: str
    folder: str
    steps: tuple[Step, ...]
    files: str = ""
    also_on: tuple[tuple[str, frozenset[str]], ...] = ()
    own_files: str = field(default="", compare=False)
    """The folder that was handed in: it may be moved between marking and writing, its cells decide."""


@dataclass(frozen=True)
class Marked:
    """What came of one script: verdicts by task word, outputs by step, the level, what it took."""

    level: str
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    finished: frozenset[int] = frozenset()
    """The steps that ran to an end, error or not; a test that is not among them earns nothing."""
    held: dict[int, dict[str, str]] = field(default_factory=dict)
    """By step, what each name asked for held on A, as words for a person."""
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    processes: int = 0


@dataclass(frozen=True)
class _Turn:
    """One paper while it is marked: the folders of files its cells see, and when its time is over."""

    paper: Paper
    files: tuple[Path, ...]
    deadline: float


_ENCLOSURES: Mapping[str, Callable[[], WarmParent | Bubbles | Bare]] = {
    FULL: partial(WarmParent, FULL),
    STRONG: partial(WarmParent, STRONG),
    BUBBLEWRAP: Bubbles,
    TRUSTED: Bare,
}


class Marker:
    """Marks one paper after another at one level; threads may share it."""

    def __init__(self, level: str, limits: Limits | None = None) -> None:
        self.level = level
        self.limits = limits or Limits()
        self._checker = Checker()
        self._enclosure: WarmParent | Bubbles | Bare | None = None

    def mark(self, paper: Paper) -> Marked:
        """Return what a paper earns and shows.

        Raises:
            EngineFaultError: the fault is ours or the course's, never the learner's: no mark was given.
        """
        began = time.monotonic()
        with self._files(paper) as files:
            turn = _Turn(paper, files, began + self.limits.script_seconds)
            verdicts, runs = self._marked(turn)
        return _summed(self.level, verdicts, runs, began)

    def _marked(self, turn: _Turn) -> tuple[dict[str, Verdict], list[Ran]]:
        """Return verdicts by task word, and what came of each run, the one on A first."""
        paper = turn.paper
        at_home = self._run(turn, HOME, paper.steps, _NO_STEP)
        if not paper.folder:
            return {}, [at_home]
        taken = {HOME: as_told(at_home.by_word(paper.steps))}
        worth = frozenset(self._ask(paper, "look", taken)["words"])
        runs = [at_home]
        for letter, words in _compared(paper, worth).items():
            if words:
                runs.append(self._elsewhere(turn, letter, at_home, words))
                taken[letter] = as_told(
                    {w: kept for w, kept in runs[-1].by_word(paper.steps).items() if w in words}
                )
        told = self._ask(paper, "judge", taken)["verdicts"]
        return {word: _verdict(said) for word, said in told.items()}, runs

    def close(self) -> None:
        """End every process."""
        self._checker.close()
        if self._enclosure is not None:
            self._enclosure.close()
            self._enclosure = None

    def warm_up(self) -> None:
        """Start what is started once, so that the first paper does not wait for it."""
        self._enclosed()

    @contextmanager
    def _files(self, paper: Paper) -> Iterator[tuple[Path, ...]]:
        """Give the folders whose files the cells see: the assignment's own, then the learner's."""
        given = Path(paper.files) if paper.files else None
        stage = self._enclosed().stage
        shared = (stage.files(given),) if given else ()
        if not paper.own_files:
            yield shared
            return
        with stage.lent(Path(paper.own_files), given) as own:
            yield (*shared, own)

    def _elsewhere(self, turn: _Turn, letter: str, at_home: Ran, words: frozenset[str]) -> Ran:
        """Run on another authority as far as the last task that may earn there; no other's value is taken."""
        steps = turn.paper.steps
        last = max(at for at, step in enumerate(steps) if step.word in words)
        beyond = frozenset(range(last + 1, len(steps)))
        asked = [step if step.word in words else replace(step, names=()) for step in steps]
        return self._run(turn, letter, asked, beyond | failed_at(steps, at_home))

    def _run(self, turn: _Turn, letter: str, steps: Sequence[Step], skip: frozenset[int]) -> Ran:
        """Run on one authority; what cells show is read on A alone, where learners see it too."""
        return run_steps(
            steps,
            self._opener(turn, letter),
            limits=self.limits,
            deadline=turn.deadline,
            skip=skip,
            is_read=letter == HOME,
        )

    def _opener(self, turn: _Turn, letter: str) -> Callable[[], Line]:
        root = Path(turn.paper.course_root)
        has_data = paths.warehouse_file(letter, root).is_file()
        if turn.paper.folder and not has_data:
            raise EngineFaultError(
                f"There is no authority {letter} in {paths.warehouse_folder(root)}, so nothing can be "
                f"compared. Type: fingerpost course build --for tutor --out {root}"
            )
        enclosure = self._enclosed()
        data: Path | None = root
        if self.level != TRUSTED:
            data = enclosure.stage.data(letter, root) if has_data else None
        shown = data if has_data else None
        return lambda: enclosure.open_line(data=shown, files=turn.files, authority=letter, limits=self.limits)

    def _enclosed(self) -> WarmParent | Bubbles | Bare:
        with _STARTING:
            if self._enclosure is None or not self._enclosure.is_alive:
                if self._enclosure is not None:
                    self._enclosure.close()
                self._enclosure = _ENCLOSURES[self.level]()
            return self._enclosure

    def _ask(self, paper: Paper, step: str, taken: dict[str, Any]) -> dict[str, Any]:
        question = {"course_root": paper.course_root, "folder": paper.folder, "level": self.level}
        return self._checker.ask({**question, "step": step, "taken": taken})


def _compared(paper: Paper, worth: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return by authority beside A the tasks that are compared there, of those worth a run."""
    also = {letter: worth & words for letter, words in paper.also_on if letter not in (HOME, HIDDEN)}
    return {HIDDEN: worth} | also


def _verdict(said: dict[str, Any]) -> Verdict:
    return Verdict(**{**said, "rows": tuple(said["rows"]), "parts": tuple(said["parts"])})


def _summed(level: str, verdicts: dict[str, Verdict], runs: list[Ran], began: float) -> Marked:
    at_home = runs[0]
    held = {
        at: {name: value_as_words(wire) for name, wire in taken.values.items()}
        for at, taken in at_home.taken.items()
        if taken.values
    }
    return Marked(
        level=level,
        verdicts=verdicts,
        outputs=at_home.outputs,
        finished=frozenset(at for at, taken in at_home.taken.items() if taken.attempt.error not in _STOPPED),
        held=held,
        seconds=time.monotonic() - began,
        cpu=sum(run.cpu for run in runs),
        peak=max(run.peak for run in runs),
        processes=sum(run.processes for run in runs),
    )
