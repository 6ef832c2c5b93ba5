"""What three lost weeks would cost: said while there is time to act on it."""

from dataclasses import replace
from datetime import date

from fingerpost.timetable.due_dates import last_working_day
from fingerpost.timetable.placing import NoPlaceError, place
from fingerpost.timetable.planning import Plan, held_order
from fingerpost.timetable.weeks import DAYS_A_WEEK, StudyCalendar
from fingerpost.timetable.windows import NORMAL, WEEK, monday_of
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
    calendar = StudyCalendar(plan.request.time)
    first = max(monday_of(as_at), plan.weeks[0].monday)
    before, until = _horizon(first, plan.last_study_day)
    starts = [first + WEEK * step for step in range(0, STEP_WEEKS * MOST_TRIES, STEP_WEEKS)]
    tried = [_last_day(plan, calendar, start) for start in starts if start + WEEK * LOST_WEEKS <= until]
    worst = max(tried, default=plan.last_study_day)
    later = (monday_of(worst) - monday_of(plan.last_study_day)).days // DAYS_A_WEEK
    if later < WORTH_SAYING_WEEKS:
        return None
    behind = _what_lies_between(plan, calendar, worst)
    return (
        f"If you lose three weeks before {before}, you finish {f'after {behind}' if behind else 'late'}: "
        f"your last study week ends on {day_words(worst)} instead of "
        f"{day_words(plan.last_study_day)}, {weeks_words(later)} later."
    )


def _horizon(first: date, last: date) -> tuple[str, date]:
    christmas = date(first.year, 12, 24)
    return ("Christmas", christmas) if first < christmas <= last else ("the end", last)


def _last_day(plan: Plan, calendar: StudyCalendar, start: date) -> date:
    """The last day of study if three weeks from `start` were lost; the plan's own where nothing fits."""
    order = held_order(replace(plan.request, hold=plan.order))
    lost = calendar.with_lost_weeks(calendar.index_of(start), LOST_WEEKS)
    try:
        placed = place(order, lost, kept=plan.request.kept)
    except NoPlaceError:
        return plan.last_study_day
    return last_working_day(max(item.monday for item in placed), calendar)


def _what_lies_between(plan: Plan, calendar: StudyCalendar, worst: date) -> str:
    """Name the windows that the lost weeks push the work behind, '' where there are none.

    A window with deadlines is a return.
    """
    returns = {window.name for window in plan.request.time.windows if window.deadlines}
    indices = range(calendar.index_of(plan.last_study_day) + 1, calendar.index_of(worst) + 1)
    weeks = (calendar.week(index) for index in indices)
    names = dict.fromkeys(week.reasons[0] for week in weeks if week.load != NORMAL and week.reasons)
    found = [name for name in names if name in returns]
    if found:
        return f"the returns ({listed(found)})"
    return listed(list(names))
