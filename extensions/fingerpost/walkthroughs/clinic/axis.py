"""Where the axis of a chart begins and ends when it does not begin at 0."""

from dataclasses import dataclass
from math import ceil, floor, log10

_CLOSE = 5 / 6
_MOST_STEPS = 10
"""How many steps an axis has at most in a chart of the size Excel inserts; a larger one has room for more."""
_LABELS = 5
_NOISE = 1e-9


@dataclass(frozen=True)
class Axis:
    """An axis that begins above 0: its two ends, and the step of its grid."""

    low: float
    high: float
    step: float

    @property
    def labels(self) -> list[float]:
        """About five numbers to write along it, the first of them where it begins."""
        steps = round((self.high - self.low) / self.step)
        return [_clean(self.low + at * self.step) for at in range(0, steps + 1, ceil(steps / _LABELS))]


def excel_cuts(smallest: float, largest: float) -> bool:
    """Return whether Excel begins an axis above 0 by itself: numbers that differ, and lie close together.

    The limit of five sixths is Microsoft's: "How Chart Axis Limits Are Determined", article 214075.
    """
    return largest * _CLOSE < smallest and not _alike(smallest, largest)


def cut_axis(smallest: float, largest: float) -> Axis:
    """Return an axis that begins above 0: where Excel begins it, or just below the smallest if it would not.

    By the same article Excel goes down by half the difference and up by a twentieth, and on to a whole step.
    The step goes with the size of the chart, which the article leaves open: here 1, 2 or 5, with noughts.
    """
    apart = 0.0 if _alike(smallest, largest) else largest - smallest
    wanted = smallest - apart / 2 if excel_cuts(smallest, largest) else smallest
    end = largest + (apart or largest) / 20
    step = _step(wanted if apart else 0.0, end)
    low = _whole(wanted, step) if wanted < smallest else _just_below(smallest, step)
    return Axis(low, _clean(low + ceil((end - low) / step - _NOISE) * step), step)


def _alike(smallest: float, largest: float) -> bool:
    return smallest >= largest * (1 - _NOISE)


def _step(low: float, high: float) -> float:
    """Return the smallest of 1, 2 and 5, with noughts, that takes few enough steps from below to above."""
    steps = (step for step in _round_numbers(high - low) if step * _MOST_STEPS >= high - low)
    return next(step for step in steps if ceil(high / step) - floor(low / step) <= _MOST_STEPS)


def _just_below(smallest: float, step: float) -> float:
    """Return the whole step below the smallest; where that is 0, the largest of 1, 2 and 5 below it."""
    below = _clean((ceil(smallest / step - _NOISE) - 1) * step)
    return below if below > 0 else max(number for number in _round_numbers(smallest) if number < smallest)


def _whole(number: float, step: float) -> float:
    return _clean(floor(number / step + _NOISE) * step)


def _round_numbers(near: float) -> list[float]:
    """Return 1, 2 and 5 with noughts, from a hundredth of a number to above it."""
    power = floor(log10(near))
    return [_clean(factor * 10.0**at) for at in range(power - 2, power + 2) for factor in (1, 2, 5)]


def _clean(number: float) -> float:
    """Return a number without the noise of adding decimals up."""
    return float(f"{number:.12g}")
