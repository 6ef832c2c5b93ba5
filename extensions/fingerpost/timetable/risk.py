"""What three lost weeks would cost: said while there is time to act on it."""

from dataclasses import replace
from datetime import date, timedelta

from fingerpost.timetable.placing import NoPlaceError
from fingerpost.timetable.planning import Plan, plan_without_end
from fingerpost.timetable.weeks import StudyCalendar
from fingerpost.timetable.windows import NORMAL, WEEK, Window, monday_of
from fingerpost.timetable.wording import day_words, listed, weeks_words

LOST_WEEKS = 3
WORTH_SAYING_WEEKS = 6
"""Three lost weeks that cost six or more are a risk worth a line."""
STEP_WEEKS = 3
MOST_TRIES = 6


def risk_line(plan: Plan, *, as_at: date) -> str | None:
    """Return the sentence, or None where losing three weeks costs little more than three weeks.

    Three weeks are taken out at several places before Christmas (or before the end, if no Christmas is left)
    with the order of work held, and the worst result is told.
    """
    first = max(monday_of(as_at), plan.weeks[0].monday)
    before, until = _horizon(first, plan.last_study_day)
    starts = [first + WEEK * step for step in range(0, STEP_WEEKS * MOST_TRIES, STEP_WEEKS)]
    tried = [_with_loss(plan, start) for start in starts if start + WEEK * LOST_WEEKS <= until]
    worst = max((other for other in tried if other), key=lambda other: other.last_study_day, default=None)
    if worst is None:
        return None
    later = (monday_of(worst.last_study_day) - monday_of(plan.last_study_day)).days // 7
    if later < WORTH_SAYING_WEEKS:
        return None
    behind = _after_what(plan, worst)
    return (
        f"If you lose three weeks before {before}, you finish {f'after {behind}' if behind else 'late'}: "
        f"your last study week ends on {day_words(worst.last_study_day)} instead of "
        f"{day_words(plan.last_study_day)}, {weeks_words(later)} later."
    )


def _horizon(first: date, last: date) -> tuple[str, date]:
    christmas = date(first.year, 12, 24)
    return ("Christmas", christmas) if first < christmas <= last else ("the end", last)


def _with_loss(plan: Plan, start: date) -> Plan | None:
    lost = Window("three lost weeks", start, start + timedelta(weeks=LOST_WEEKS, days=-1), "pause")
    time = replace(plan.request.time, windows=(*plan.request.time.windows, lost))
    request = replace(plan.request, time=time, hold=plan.order)
    try:
        return plan_without_end(request, StudyCalendar(time))
    except NoPlaceError:
        return None


def _after_what(plan: Plan, worst: Plan) -> str:
    """Name the windows that the lost weeks push the work behind, '' where there are none; a window with deadlines is a return."""
    returns = {window.name for window in plan.request.time.windows if window.deadlines}
    weeks = (week for week in worst.weeks if plan.last_study_day < week.monday <= worst.last_study_day)
    names = dict.fromkeys(week.reasons[0] for week in weeks if week.load != NORMAL and week.reasons)
    found = [name for name in names if name in returns]
    if found:
        return f"the returns ({listed(found)})"
    return listed(list(names))
