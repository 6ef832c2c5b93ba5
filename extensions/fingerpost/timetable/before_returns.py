"""07 just before the returns open (rule 4): which weeks those are, and whether a plan has it there."""

from collections.abc import Iterable, Sequence
from datetime import date

from fingerpost.timetable.placing import Placed
from fingerpost.timetable.windows import WEEK, monday_of

BEFORE_RETURNS = "07"
RETURNS_OPEN = (4, 1)
PULL_WEEKS = 8
"""07 is pulled into the eight weeks before 1 April (rule 4) ..."""
PULL_COST_WEEKS = 4
"""... unless that finishes the course more than a month later."""


def is_pulled(placed: Iterable[Placed]) -> bool:
    """Say whether all of 07 but its waiting work stands in the eight weeks before that of 1 April."""
    mondays = _mondays(placed)
    if not mondays:
        return False
    opens = _week_of_opening(max(mondays).year)
    return opens - WEEK * PULL_WEEKS <= min(mondays) and max(mondays) < opens


def waiting_day(tried: Sequence[Sequence[Placed]]) -> date | None:
    """Return the Monday until which 07 would have to wait in all these plans; None where it cannot.

    That is the next such Monday after the latest start that 07 has in any of them. It cannot wait where the
    course lacks it, where it is begun already, or where one of the plans has it there.
    """
    starts = [min(_mondays(placed)) for placed in tried if _mondays(placed)]
    begun = any(item.done and item.unit.module == BEFORE_RETURNS for placed in tried for item in placed)
    if not starts or begun or any(is_pulled(placed) for placed in tried):
        return None
    latest = max(starts)
    days = (_week_of_opening(year) - WEEK * PULL_WEEKS for year in (latest.year, latest.year + 1))
    return next((day for day in days if day > latest), None)


def last_to_take(orders: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the module orders that take most before 07."""
    ranks = {order: order.index(BEFORE_RETURNS) for order in orders}
    return tuple(order for order in orders if ranks[order] == max(ranks.values()))


def _mondays(placed: Iterable[Placed]) -> list[date]:
    return [item.monday for item in placed if item.unit.module == BEFORE_RETURNS and not item.unit.may_wait]


def _week_of_opening(year: int) -> date:
    return monday_of(date(year, *RETURNS_OPEN))
