"""How an answer differs from the right one, said without giving the right one away."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from fingerpost.grading.asked import Asked, ChartAsked, NumberAsked, TableAsked
from fingerpost.grading.cells import Cell, as_number, as_said, as_text
from fingerpost.grading.charts import ChartRead
from fingerpost.grading.keyed import BLANK, TOTAL, Key, Keyed, Value
from fingerpost.grading.message import Message
from fingerpost.grading.normalise import Reading
from fingerpost.spec.tables import identifying_columns

DIFFERS = "DIFFERS"
_RELATIVE = 1e-9
_MOST_NAMED = 3


@dataclass(frozen=True)
class Difference:
    """What differs, in words, and the keys of the learner's own rows that show it."""

    message: Message
    keys: tuple[Key, ...] = ()


def difference(mine: Reading, right: Reading, asked: Asked) -> Difference | None:
    """Return how an answer differs from the right one, or None where they agree."""
    if isinstance(mine, ChartRead) and isinstance(right, ChartRead) and isinstance(asked, ChartAsked):
        return _table_difference(_with_a_number(mine.points), _with_a_number(right.points), asked.points)
    if isinstance(mine, Keyed) and isinstance(right, Keyed) and isinstance(asked, TableAsked):
        return _table_difference(mine, right, asked)
    if isinstance(asked, NumberAsked) and isinstance(mine, int | float) and isinstance(right, int | float):
        return _number_difference(mine, right, asked)
    if mine == right:
        return None
    return Difference(
        Message(
            f"`{asked.name}` does not say what the data say.",
            "One of the steps before it, or the reading of the result, leads elsewhere.",
            "Show the table your answer comes from, and read it once more against the question.",
        )
    )


def _with_a_number(points: Keyed) -> Keyed:
    """Return the points that a chart draws: one without a number is as good as none."""
    return Keyed(
        [(key, value) for key, value in points.entries if value is not None],
        keys=points.key_names,
        values=points.value_names,
    )


def _number_difference(mine: float, right: float, asked: NumberAsked) -> Difference | None:
    if _close(mine, right, asked.tolerance):
        return None
    size = _times(mine, right) or ("too large" if mine > right else "too small")
    return Difference(
        Message(
            f"`{asked.name}` is {_apart(mine, right)}, which is {size}.",
            "A number is off when it counts other rows, divides by another total or uses another unit.",
            "Say in words what is counted and what it is divided by, then compare with the question.",
        )
    )


def _apart(mine: float, right: float) -> str:
    """Return the learner's number as sentences say it, with all its figures where rounding hides the gap."""
    told = as_said(mine)
    return told if told != as_said(right) else as_text(mine)


def _times(mine: float, right: float) -> str:
    """Return 'ten times too small' and its kin, where the ratio is a power of ten."""
    if mine <= 0 or right <= 0 or not (math.isfinite(mine) and math.isfinite(right)):
        return ""
    power = round(math.log10(mine / right))
    if power == 0 or not math.isclose(mine / right, 10.0**power, rel_tol=0.005):
        return ""
    words = {1: "ten", 2: "a hundred", 3: "a thousand"}.get(abs(power), f"10^{abs(power)}")
    return f"{words} times too {'large' if power > 0 else 'small'}"


def _close(mine: float, right: float, tolerance: float) -> bool:
    if mine == right:
        return True
    return abs(mine - right) <= tolerance + _RELATIVE * abs(right)


def same_value(mine: Value, right: Value, tolerance: float) -> bool:
    """Return whether two values agree: numbers within the tolerance, blanks with blanks, text as text."""
    if isinstance(mine, dict) and isinstance(right, dict):
        return all(same_value(mine.get(name), cell, tolerance) for name, cell in right.items())
    if isinstance(mine, dict) or isinstance(right, dict):
        return False
    if mine is None or right is None:
        return mine is right
    mine_number, right_number = as_number(mine), as_number(right)
    if mine_number is not None and right_number is not None:
        return _close(mine_number, right_number, tolerance)
    return as_text(mine) == as_text(right)


def is_nothing(value: Value) -> bool:
    """Return whether a row holds neither a number other than 0 nor any text."""
    cells: Iterable[Cell] = value.values() if isinstance(value, dict) else (value,)
    return all(cell is None or as_number(cell) == 0 for cell in cells)


def _table_difference(mine: Keyed, right: Keyed, asked: TableAsked) -> Difference | None:
    zeros_are_free = asked.zero_rows or len(asked.keys) > 1
    have, due = frozenset(mine.order), frozenset(right.order)
    missing = [key for key in right if key not in have and not (zeros_are_free and is_nothing(right[key]))]
    extra = [key for key in mine if key not in due and not (zeros_are_free and is_nothing(mine[key]))]
    if mine.repeated:
        return _repeats(mine, asked)
    if missing or extra:
        return _other_rows(mine, right, missing, extra, asked)
    off = [key for key in mine if key in right and not same_value(mine[key], right[key], asked.tolerance)]
    if off:
        return _other_values(mine, off, asked)
    if asked.ordered and mine.order != right.order:
        return _other_order(mine, asked)
    return None


def _named(keys: Iterable[Key]) -> str:
    told = [" and ".join(key) if isinstance(key, tuple) else key for key in keys]
    more = f" and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
    return ", ".join(told[:_MOST_NAMED]) + more


def _are_persons(asked: TableAsked) -> bool:
    """Return whether rows stand for persons: which of them belong in a table is then the answer itself."""
    return not identifying_columns().isdisjoint(asked.keys)


def _repeats(mine: Keyed, asked: TableAsked) -> Difference:
    key = " and ".join(asked.keys)
    if mine.repeated == (BLANK,):
        return Difference(
            Message(
                f"`{asked.name}` has {mine.order.count(BLANK)} rows with a blank {key}; "
                f"expected one for each {key}.",
                "Blanks that are written in two ways, such as `None` and an empty text, stand for the same.",
                "Give all blanks one name before you make the piles.",
            ),
            mine.repeated,
        )
    times = f"{len(mine.repeated):,} of them" if _are_persons(asked) else _named(mine.repeated)
    return Difference(
        Message(
            f"`{asked.name}` has more than one row for {times}; expected one for each {key}.",
            f"Something beside {key} still splits the rows into smaller piles.",
            f"Make one pile for each {key} and nothing else.",
        ),
        mine.repeated,
    )


def _other_rows(
    mine: Keyed, right: Keyed, missing: list[Key], extra: list[Key], asked: TableAsked
) -> Difference:
    key = " and ".join(asked.keys)
    why = "A row goes missing when no data fall on it, or when blanks are left out."
    step = f"Look for each {key} that has nothing, and for blanks."
    if extra:
        why = "Other rows come in when the data are kept to another year, or a total stands among the parts."
        step = f"Check which data go in, and which {key} the question asks about."
    if asked.names:
        why, step = "The task gives the names, and asks for just these.", f"Make {asked.shape}."
    if any(TOTAL in (part if isinstance(part, tuple) else (part,)) for part in extra):
        step = "Leave the total out of the table."
    told = _counted(mine, missing, extra) if _are_persons(asked) else _listed(mine, right, missing, extra)
    return Difference(Message(f"`{asked.name}` has {told}", why, step), tuple(extra))


def _listed(mine: Keyed, right: Keyed, missing: list[Key], extra: list[Key]) -> str:
    """Return which rows are missing and which are too many, by name: codes, months and other kinds."""
    lost = f" Not in yours: {_named(missing)}." if missing else ""
    odd = f" Only in yours: {_named(extra)}." if extra else ""
    have, due = len(mine.order), len(right)
    expected = f"; expected {due:,}." if have != due else ", as many as expected, and other ones."
    return f"{_rows(have)}{expected}{lost}{odd}"


def _counted(mine: Keyed, missing: list[Key], extra: list[Key]) -> str:
    """Return how many rows are missing and too many; who they are is never said."""
    lost = f"{_rows(len(missing))} that belong in it are not there" if missing else ""
    lost = lost.replace("1 row that belong in it are", "1 row that belongs in it is")
    odd = f"{len(extra):,} of its own do{'es' if len(extra) == 1 else ''} not belong in it" if extra else ""
    return f"{_rows(len(mine.order))}: {' and '.join(part for part in (lost, odd) if part)}."


def _rows(n: int) -> str:
    return "1 row" if n == 1 else f"{n:,} rows"


def _other_values(mine: Keyed, off: list[Key], asked: TableAsked) -> Difference:
    first = mine[off[0]]
    told = ", ".join(as_said(cell) for cell in first.values()) if isinstance(first, dict) else as_said(first)
    key = " and ".join(asked.keys)
    step = f"Pick that {key}, show its rows, and count them by eye."
    if asked.names:
        step = f"Work out {_named(off[:1])} once more, on a line of its own, and look at it."
    return Difference(
        Message(
            f"{len(off):,} of {len(mine):,} values in `{asked.name}` differ from what the data say; "
            f"the first is {_named(off[:1])}, where yours is {told}.",
            "Values differ when other rows are counted, or the same child is counted more than once.",
            step,
        ),
        tuple(off),
    )


def _other_order(mine: Keyed, asked: TableAsked) -> Difference:
    return Difference(
        Message(
            f"Every row of `{asked.name}` is there with its value, in another order than asked.",
            "Tables keep the order of the step that made them.",
            "Sort as the question asks, as the last step.",
        ),
        mine.order[:3],
    )
