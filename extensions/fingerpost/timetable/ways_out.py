"""Three ways out when the work does not fit (rule 7); assessed work is never among them."""

from dataclasses import replace

from fingerpost.timetable.planning import Request, ShortOfTimeError, make_plan
from fingerpost.timetable.syllabus import Unit
from fingerpost.timetable.troubles import DoesNotFitError
from fingerpost.timetable.weeks import StudyCalendar, Week
from fingerpost.timetable.windows import NORMAL
from fingerpost.timetable.wording import clock_words, day_words, hours_words, listed, short_day

EXTRA_MINUTES = tuple(range(60, 660, 60))
MOST_WEEKS_NAMED = 40


def refusal(request: Request, trouble: ShortOfTimeError, *, who: str) -> DoesNotFitError:
    """Return the refusal of `request`, with the hours missing and three ways out; the caller raises it."""
    ways = (_later_end(trouble), _more_hours(request, trouble), _less_optional(request))
    return DoesNotFitError(who, end=request.latest_end, missing_minutes=trouble.minutes, ways_out=ways)


def optional_units(request: Request) -> tuple[Unit, ...]:
    """Return the optional units still to do."""
    kept = request.kept.unit_ids
    return tuple(
        unit
        for module in request.syllabus.modules
        for unit in module.units
        if unit.kind == "optional" and unit.id not in kept
    )


def _later_end(trouble: ShortOfTimeError) -> str:
    if trouble.plan is None:
        return "A later end alone does not help: some work fits no week. Is there a window that never ends?"
    return f"A later end: {day_words(trouble.plan.finish)} (latest_end)."


def _more_hours(request: Request, trouble: ShortOfTimeError) -> str:
    """Find the fewest extra hours a week, in the fewest of the last normal weeks, that make the work fit."""
    weeks = _normal_weeks(request)[-MOST_WEEKS_NAMED:]
    for extra in EXTRA_MINUTES:
        if (
            trouble.plan is None
            or extra * len(weeks) < trouble.minutes
            or not _fits_with(request, weeks, extra)
        ):
            continue
        few, many = 0, len(weeks)
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (few, middle) if _fits_with(request, weeks[-middle:], extra) else (middle, many)
        named = listed([short_day(week.monday) for week in weeks[-many:]])
        which = "the week" if many == 1 else "each of the weeks"
        return f"More hours: {clock_words(extra)} more in {which} of {named} (more_hours)."
    return (
        "More hours in named weeks: not enough normal weeks are left before that day for this to help alone."
    )


def _normal_weeks(request: Request) -> list[Week]:
    calendar = StudyCalendar(request.time)
    last = calendar.index_of(request.latest_end)
    weeks = (calendar.week(index) for index in range(request.kept.resume, max(last, 0) + 1))
    return [week for week in weeks if week.load == NORMAL and not week.is_paused]


def _fits_with(request: Request, weeks: list[Week], extra: int) -> bool:
    usual = request.time.minutes_a_week
    hours = dict(request.time.other_hours)
    hours |= {week.monday: hours.get(week.monday, usual) + extra for week in weeks}
    return _fits(replace(request, time=replace(request.time, other_hours=hours)))


def _fits(request: Request) -> bool:
    try:
        make_plan(replace(request, lead=request.lead or request.syllabus.ids))
    except ShortOfTimeError:
        return False
    return True


def _less_optional(request: Request) -> str:
    units = optional_units(request)
    if not units:
        return "Leaving out optional work: none is left."
    named: dict[str, list[str]] = {}
    for unit in units:
        named.setdefault(unit.title, []).append(unit.module)
    names = "; ".join(f"{title} ({listed(modules)})" for title, modules in named.items())
    less = replace(
        request, syllabus=request.syllabus.without(units=frozenset(unit.id for unit in units)), hold=()
    )
    try:
        make_plan(less)
        verdict = "that is enough"
    except ShortOfTimeError as trouble:
        verdict = f"that alone leaves {hours_words(trouble.minutes)} missing"
    minutes = clock_words(sum(unit.minutes for unit in units))
    return f"Without optional work, {minutes} in all (leave_out_optional); {verdict}: {names}."
