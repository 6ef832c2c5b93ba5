"""One script on one authority: cells in order, errors kept to their cell, in as many processes as needed."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fingerpost.grading.attempt import Attempt
from fingerpost.grading.engine.line import Line, NotReadyError, StoppedError
from fingerpost.grading.engine.outputs import Allowance, Outputs
from fingerpost.grading.engine.warm import EngineFaultError
from fingerpost.grading.judge import Taken
from fingerpost.grading.runs import TIME_LIMIT
from fingerpost.grading.sandbox.limits import Limits

_MOST_RESTARTS = 8


@dataclass(frozen=True)
class Step:
    """One cell to run; `names` are what is asked right after it, none for setup and the learner's own."""

    source: str
    word: str = ""
    names: tuple[str, ...] = ()


@dataclass
class Ran:
    """What came of one script on one authority; everything by the cell's place."""

    taken: dict[int, Taken] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    cpu: float = 0.0
    peak: int = 0
    processes: int = 0

    def by_word(self, steps: Sequence[Step]) -> dict[str, Taken]:
        """Return by task word what its names held; of two cells for one task the first counts."""
        lost = Taken({}, Attempt(error=TIME_LIMIT))
        found: dict[str, Taken] = {}
        for at, step in enumerate(steps):
            if step.word:
                found.setdefault(step.word, self.taken.get(at, lost))
        return found


def run_steps(
    steps: Sequence[Step],
    open_line: Callable[[], Line],
    *,
    limits: Limits,
    deadline: float,
    skip: Collection[int] = (),
    is_read: bool = True,
) -> Ran:
    """Return what each cell made and showed.

    A cell that ends its process, or cannot be interrupted, is left out and the others run again in a new
    process: only that cell's answer is lost. The first value of a cell counts. What cells show is kept whole
    only where it is read: errors are not put into words otherwise.

    Raises:
        EngineFaultError: no process could be had with its walls up.
    """
    ran = Ran()
    left_out = set(skip)
    allowance = limits.script_output_bytes
    for _ in range(_MOST_RESTARTS):
        stopped_at = _through(steps, left_out, ran, open_line, (limits, deadline, allowance, is_read))
        if stopped_at is None:
            break
        left_out.add(stopped_at)
    return ran


def _through(
    steps: Sequence[Step],
    left_out: Collection[int],
    ran: Ran,
    open_line: Callable[[], Line],
    bounds: tuple[Limits, float, int, bool],
) -> int | None:
    """Run the cells in a new process; returns the place of the cell that ended it, or None."""
    limits, deadline, allowance, is_read = bounds
    script = Allowance(allowance)
    line = open_line()
    try:
        with line:
            for at, step in enumerate(steps):
                if at in left_out:
                    continue
                seconds = min(limits.cell_seconds, deadline - time.monotonic())
                if seconds <= 0:
                    return None
                outputs = Outputs(Allowance(limits.cell_output_bytes), script)
                try:
                    taken = line.run(step.source, step.names, seconds, outputs, is_read=is_read)
                except StoppedError as stopped:
                    lost = Taken({}, Attempt(step.source, stopped.kind))
                    ran.taken.setdefault(at, lost)
                    ran.outputs[at] = [*outputs.held, _stopped_output(stopped.kind)]
                    return at
                ran.taken.setdefault(at, taken)
                ran.outputs.setdefault(at, outputs.held)
    except NotReadyError:
        raise EngineFaultError(
            f"A process for learners' cells could not be locked in (it ended with {line.ended.status}), so "
            "nothing was run in it. Type `fingerpost doctor`."
        ) from None
    finally:
        _count(ran, line)
    return None


def _count(ran: Ran, line: Line) -> None:
    ran.cpu += line.ended.cpu
    ran.peak = max(ran.peak, line.ended.peak)
    ran.processes += 1


def _stopped_output(kind: str) -> dict[str, Any]:
    why = (
        "this cell took longer than a cell may, and was stopped"
        if kind == TIME_LIMIT
        else "this cell ended the process it ran in"
    )
    return {"output_type": "stream", "name": "stdout", "text": f"When marked, {why}. The other cells ran.\n"}


def failed_at(steps: Sequence[Step], ran: Ran) -> frozenset[int]:
    """Return the cells that are not worth a run on other data: stopped, or in error with no value left."""
    found = set()
    for at, step in enumerate(steps):
        taken = ran.taken.get(at)
        if (
            taken is None
            or (
                taken.attempt.error
                and (not taken.attempt.names or taken.attempt.error in {"KeyboardInterrupt", TIME_LIMIT})
            )
            or (taken.attempt.error and step.names and not set(step.names) & set(taken.attempt.names))
        ):
            found.add(at)
    return frozenset(found)


def as_told(taken: Mapping[str, Taken]) -> dict[str, Any]:
    """Return what was taken as JSON for the checker."""
    return {
        word: {
            "values": dict(kept.values),
            "source": kept.attempt.source[:20_000],
            "error": kept.attempt.error,
            "error_text": kept.attempt.error_text,
            "names": dict(kept.attempt.names),
        }
        for word, kept in taken.items()
    }
