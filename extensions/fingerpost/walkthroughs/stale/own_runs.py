"""The cells that a reader changes and runs, and what each then holds: fresh, out of date, or nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell, Control, Option
from fingerpost.walkthroughs.stale.told import Results, line_of

CELL_COUNT = 4
NAMES = ("chosen", "number", "others", "the line")
"""What three cells name and the last one prints, in words."""
_READS = ((), ("chosen",), ("number",), ("chosen", "number", "others"))
_MOST_RUNS = 8
_SEPARATORS = re.compile(r"[\s,;]+")
_ON, _RESTART = "on", "restart"
_KERNEL = (Option(_ON, "keeps running"), Option(_RESTART, "is restarted first"))

State = Literal["fresh", "stale", "stopped", "waiting"]


@dataclass(frozen=True)
class Runs:
    """What the reader did once all four cells had run: a value written, a restart or none, runs in order."""

    chosen: Cell
    restarted: bool
    order: tuple[int, ...]

    @property
    def typed(self) -> str:
        """The order as it is typed: '1 4'."""
        return " ".join(map(str, self.order))


@dataclass(frozen=True)
class Held:
    """A cell after the runs: the number of its last run, 0 for none; what its name holds; how that stands.

    `lacks` is the name over which its last run stopped.
    """

    nth: int
    result: str
    state: State
    lacks: str = ""


@dataclass(frozen=True)
class _Made:
    """A name's value, and the values of the first cell that it comes from."""

    value: Cell
    of: frozenset[Cell]

    @property
    def comes_from(self) -> Cell:
        """The one value that a count comes from; the line alone may come from several."""
        return next(iter(self.of))


def runs_chosen(values: tuple[Cell, ...], start: Runs, choices: Mapping[str, str | int]) -> Runs:
    """Return `start` with what the reader chose; a value that is not on offer comes back as the first.

    Raises:
        CannotShowError: the order names a cell that there is not, or more runs than are shown.
    """
    chosen = next((value for value in values if str(value) == str(choices.get("chosen"))), start.chosen)
    restarted = choices.get("kernel", _RESTART if start.restarted else _ON) == _RESTART
    return Runs(chosen, restarted, _order(str(choices.get("order", start.typed))))


def controls(values: tuple[Cell, ...], runs: Runs) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `runs`."""
    offered = tuple(Option(str(value), str(value) or '""') for value in values)
    return (
        Control("chosen", "The first cell says", str(runs.chosen), offered),
        Control("kernel", "The kernel", _RESTART if runs.restarted else _ON, _KERNEL),
        Control("order", "Then you run cells", runs.typed),
    )


def cells_after(before: Cell, runs: Runs, results_of: Callable[[Cell], Results]) -> tuple[Held, ...]:
    """Return the four cells after the runs; all had run once before, in order, `before` in the first.

    `results_of` gives what the table says of a value. A cell that needs a name which is not there stops.
    """
    names: dict[str, _Made] = {}
    last = [0] * CELL_COUNT
    stopped: dict[int, str] = {}
    earlier = () if runs.restarted else range(CELL_COUNT)
    steps = [*((at, before) for at in earlier), *((at - 1, runs.chosen) for at in runs.order)]
    for nth, (at, written) in enumerate(steps, start=1):
        last[at] = nth
        missing = next((name for name in _READS[at] if name not in names), "")
        if missing:
            stopped[at] = missing
        else:
            stopped.pop(at, None)
            names[NAMES[at]] = _run(at, written, names, results_of)
    return tuple(_held(at, last[at], names, stopped, runs.chosen) for at in range(CELL_COUNT))


def _run(at: int, written: Cell, names: Mapping[str, _Made], results_of: Callable[[Cell], Results]) -> _Made:
    """Return what a cell makes of the names as they stand."""
    if at == 0:
        return _Made(written, frozenset({written}))
    read = [names[name] for name in _READS[at]]
    of = frozenset().union(*(one.of for one in read))
    if at == CELL_COUNT - 1:
        chosen, number, others = (results_of(one.comes_from) for one in read)
        return _Made(line_of(number.number, chosen.chosen, others.others), of)
    results = results_of(read[0].comes_from)
    return _Made(results.number if at == 1 else results.others, of)


def _held(at: int, nth: int, names: Mapping[str, _Made], stopped: Mapping[int, str], now: Cell) -> Held:
    if at in stopped:
        return Held(nth, "NameError", "stopped", stopped[at])
    made = names.get(NAMES[at])
    if made is None:
        return Held(nth, "", "waiting")
    return Held(nth, str(made.value), "fresh" if made.of == {now} else "stale")


def _order(typed: str) -> tuple[int, ...]:
    """Return the cells named in what was typed, in order."""
    parts = [part for part in _SEPARATORS.split(typed) if part]
    known = {str(at): at for at in range(1, CELL_COUNT + 1)}
    odd = next((part for part in parts if part not in known), "")
    if odd:
        raise CannotShowError(
            f"There is no cell '{odd}'. Write the numbers of the cells in the order in which you run them, "
            "such as 1 4."
        )
    if len(parts) > _MOST_RUNS:
        raise CannotShowError(f"That is {len(parts)} runs; at most {_MOST_RUNS} are shown. Write fewer.")
    return tuple(known[part] for part in parts)
