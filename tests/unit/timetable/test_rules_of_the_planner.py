"""Rules 1 to 4 of the planner, over any start, hours, windows and leave: none is ever broken.

What a week may hold and when work may be due is worked out here a second time, from the windows alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

import holidays
from fingerpost.timetable.placing import is_reminder
from fingerpost.timetable.planning import Plan, Request, ShortOfTimeError, make_plan
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.weeks import StudyTime
from fingerpost.timetable.windows import Window
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

STEADY = settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
FEW = settings(STEADY, max_examples=15)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FACTORS = {"pause": Fraction(0), "light": Fraction(1, 3), "half": Fraction(1, 2), "normal": Fraction(1)}
LAST_DAY = date(2045, 12, 31)

starts = st.dates(date(2025, 1, 1), date(2035, 12, 31))
lengths = st.integers(0, 40)


@st.composite
def windows_near(draw: st.DrawFn, start: date) -> Window:
    """A window that begins within two years of the start, once or yearly, some with a deadline at the end."""
    first = start + timedelta(days=draw(st.integers(-60, 700)))
    last = first + timedelta(days=draw(lengths))
    return Window(
        name=draw(st.sampled_from(["Inspection", "Busy", "Restructure"])),
        first=first,
        last=last,
        load=draw(st.sampled_from(["pause", "light", "half"])),
        yearly=draw(st.booleans()),
        ending_weeks=draw(st.sampled_from([0, 0, 1, 2])),
        ending_load=draw(st.sampled_from(["pause", "light"])),
        deadlines=draw(st.sampled_from([(), (last,)])),
    )


@st.composite
def study_times(draw: st.DrawFn) -> StudyTime:
    """When someone studies; leave of up to three weeks, windows on top of the presets."""
    start = draw(starts)
    days = draw(st.sampled_from([(0, 1, 2, 3, 4), (0, 1, 2, 3), (1, 2, 3), (0, 2, 4)]))
    leave = []
    for _ in range(draw(st.integers(0, 2))):
        first = start + timedelta(days=draw(st.integers(0, 500)))
        leave.append((first, first + timedelta(days=draw(st.integers(0, 20)))))
    return StudyTime(
        start=start,
        minutes_a_week=draw(st.integers(3, 24)) * 30,
        working_days=days,
        leave=tuple(leave),
        windows=tuple(draw(st.lists(windows_near(start), max_size=3))),
    )


def asked(time: StudyTime, syllabus: Syllabus, presets: Sequence[Window]) -> Request:
    """Return a request with the presets, without an end that matters, due on the last working day."""
    time = replace(time, windows=(*presets, *time.windows))
    return Request(time, syllabus, LAST_DAY, due_weekday=time.working_days[-1])


# ---- the rules, worked out a second time ----


@cache
def bank_holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    return day in bank_holidays_of(day.year)


def is_away(time: StudyTime, day: date) -> bool:
    return any(first <= day <= last for first, last in time.leave)


def same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def stretches(window: Window, monday: date) -> list[tuple[date, date, str]]:
    """Every stretch of the window around the week, with its load."""
    years = range(monday.year - 1, monday.year + 2) if window.yearly else [window.first.year]
    found = []
    for year in years:
        first = same_day(window.first, year)
        last = same_day(window.last, year + window.last.year - window.first.year)
        found.append((first, last, window.load))
        if window.ending_weeks:
            week_of_last = last - timedelta(days=last.weekday())
            begins = max(first, week_of_last - WEEK * (window.ending_weeks - 1))
            found.append((begins, last, window.ending_load))
    return found


def worked_days(time: StudyTime, monday: date) -> list[date]:
    """The days of the week on which the person would work, were it not for their leave."""
    days = [monday + timedelta(days=day) for day in time.working_days]
    return [day for day in days if not is_bank_holiday(day)]


def load_of(time: StudyTime, monday: date) -> str:
    days = worked_days(time, monday)
    loads = [
        load
        for window in time.windows
        for first, last, load in stretches(window, monday)
        if any(first <= day <= last for day in days)
    ]
    return min(loads, key=FACTORS.__getitem__, default="normal")


def room_of(time: StudyTime, monday: date) -> int:
    days = [day for day in worked_days(time, monday) if day >= time.start and not is_away(time, day)]
    share = Fraction(len(days), len(time.working_days))
    return int(time.minutes_a_week * FACTORS[load_of(time, monday)] * share)


def deadlines(time: StudyTime, day: date) -> set[date]:
    """The statutory deadlines of the day's year and the next."""
    found = set()
    for window in time.windows:
        for deadline in window.deadlines:
            years = (day.year, day.year + 1) if window.yearly else (deadline.year,)
            found |= {same_day(deadline, year) for year in years}
    return found


def office_days_from(day: date, until: date) -> int:
    """Monday to Friday, no bank holiday, from `day` to the day before `until`."""
    days = (day + DAY * step for step in range((until - day).days))
    return sum(1 for one in days if one.weekday() < 5 and not is_bank_holiday(one))


def assert_every_hour_is_placed_once(plan: Plan, syllabus: Syllabus) -> None:
    own = [item for item in plan.placed if not is_reminder(item.unit)]
    assert sum(item.unit.minutes for item in own) == syllabus.minutes
    assert max(Counter(item.unit.id for item in plan.placed).values()) == 1
    by_unit: Counter[str] = Counter()
    for item in own:
        by_unit[item.unit.whole_id] += item.unit.minutes
    assert by_unit == {unit.id: unit.minutes for module in syllabus.modules for unit in module.units}


def assert_no_week_holds_more_than_it_can(plan: Plan) -> None:
    used: Counter[date] = Counter()
    for item in plan.placed:
        used[item.monday] += item.unit.minutes
    for monday, minutes in used.items():
        assert minutes <= room_of(plan.request.time, monday), monday
        assert all(item.unit.minutes <= 150 for item in plan.in_week(monday))


def assert_needs_come_first(plan: Plan, syllabus: Syllabus) -> None:
    """What a module needs is taught and assessed before it opens; only waiting work may come later."""
    at = {item.unit.id: place for place, item in enumerate(plan.placed)}
    main = {
        module.id: [
            at[item.unit.id]
            for item in plan.placed
            if item.unit.module == module.id and not item.unit.may_wait
        ]
        for module in syllabus.modules
    }
    for module in syllabus.modules:
        for need in module.needs:
            assert max(main[need]) < min(main[module.id]), (need, module.id)


def assert_a_module_s_own_order_holds(plan: Plan, syllabus: Syllabus) -> None:
    """Main work in its order, waiting work (desk task, log) in its order, parts of a sitting in theirs."""
    rank = {unit.id: place for module in syllabus.modules for place, unit in enumerate(module.units)}
    for module in syllabus.modules:
        for waits in (False, True):
            own = [
                item.unit
                for item in plan.placed
                if item.unit.module == module.id
                and item.unit.may_wait is waits
                and not is_reminder(item.unit)
            ]
            keys = [(rank[unit.whole_id], unit.id) for unit in own]
            assert keys == sorted(keys), module.id


def assert_light_weeks_get_nothing_new(plan: Plan) -> None:
    """Rule 2."""
    for item in plan.placed:
        if FACTORS[load_of(plan.request.time, item.monday)] <= Fraction(1, 3):
            assert item.unit.kind != "new idea", item
            assert not item.unit.opens, item


def assert_due_dates_keep_their_distance(plan: Plan) -> None:
    """Rule 3."""
    time = plan.request.time
    for one in plan.hand_ins:
        monday = one.due - timedelta(days=one.due.weekday())
        assert one.due.weekday() == plan.request.due_weekday
        assert room_of(time, monday) > 0, f"{one.due} lies in a paused week"
        if monday > plan.weeks[0].monday:
            assert room_of(time, monday - WEEK) > 0, f"{one.due} lies in the first week back"
        for deadline in deadlines(time, one.due):
            if one.due <= deadline:
                assert office_days_from(one.due, deadline) > 10, f"{one.due} is too near {deadline}"
        after = [one.last_day + DAY * step for step in range(1, (one.due - one.last_day).days + 1)]
        working = [d for d in after if d.weekday() < 5 and not is_bank_holiday(d) and not is_away(time, d)]
        assert len(working) >= 5, f"{one.due} is too soon after {one.last_day}"
        assert not is_bank_holiday(one.due)
        assert not is_away(time, one.due)


def assert_long_pauses_are_bridged(plan: Plan) -> None:
    """Rule 4: no pause of more than two weeks inside 12 or 15 without half an hour to find the thread."""
    mondays = [week.monday for week in plan.weeks]
    for module in ("12", "15"):
        own = [item for item in plan.placed if item.unit.module == module]
        for before, after in pairwise(own):
            if is_reminder(after.unit):
                continue
            between = mondays[mondays.index(before.monday) + 1 : mondays.index(after.monday)]
            paused = "".join("p" if room_of(plan.request.time, monday) == 0 else "." for monday in between)
            assert "ppp" not in paused, (before, after)


def plan_or_trouble(request: Request) -> Plan | ShortOfTimeError:
    try:
        return make_plan(request)
    except ShortOfTimeError as trouble:
        return trouble


@STEADY
@given(time=study_times())
def test_no_rule_is_ever_broken(time: StudyTime, syllabus: Syllabus, presets: tuple[Window, ...]) -> None:
    plan = plan_or_trouble(asked(time, syllabus, presets))
    if isinstance(plan, ShortOfTimeError):  # a window that never lets a fuller week pass
        assert plan.minutes > 0
        return
    assert_every_hour_is_placed_once(plan, syllabus)
    assert_no_week_holds_more_than_it_can(plan)
    assert_needs_come_first(plan, syllabus)
    assert_a_module_s_own_order_holds(plan, syllabus)
    assert_light_weeks_get_nothing_new(plan)
    assert_due_dates_keep_their_distance(plan)
    assert_long_pauses_are_bridged(plan)


@FEW
@given(time=study_times())
def test_same_inputs_give_the_same_plan(
    time: StudyTime, syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    request = asked(time, syllabus, presets)
    again = asked(replace(time), syllabus, presets)
    assert make_plan(request) == make_plan(again)


@STEADY
@given(data=st.data(), time=study_times())
def test_another_window_never_brings_a_due_date_forward_and_taking_it_away_restores_the_plan(
    data: st.DataObject, time: StudyTime, syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    request = asked(time, syllabus, presets)
    plan = make_plan(request)
    added = data.draw(windows_near(time.start))
    busier = replace(request.time, windows=(*request.time.windows, added))
    with_window = make_plan(replace(request, time=busier, hold=plan.order))
    before = {one.key: one.due for one in plan.hand_ins}
    after = {one.key: one.due for one in with_window.hand_ins}
    assert after.keys() == before.keys()
    assert all(after[key] >= before[key] for key in before)
    restored = make_plan(replace(request, hold=with_window.order))
    assert restored.placed == plan.placed
    assert restored.hand_ins == plan.hand_ins


@STEADY
@given(start=starts, weeks=st.integers(4, 80))
@example(start=date(2028, 2, 29), weeks=60)  # a leap day
@example(start=date(2026, 12, 28), weeks=60)  # week 53
@example(start=date(2027, 3, 1), weeks=60)  # Easter on 28 March, before the returns open
@example(start=date(2032, 12, 27), weeks=60)  # week 53 across new year
@example(start=date(2035, 12, 31), weeks=60)
def test_any_day_gives_a_plan_in_time_or_the_hours_missing(
    start: date, weeks: int, syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    end = start + WEEK * weeks
    plan = plan_or_trouble(Request(StudyTime(start, 360, windows=presets), syllabus, end))
    if isinstance(plan, Plan):
        assert plan.finish <= end
        assert plan.weeks[0].monday <= start < plan.weeks[0].monday + WEEK
        return
    assert plan.plan is not None
    assert plan.plan.finish > end
    late = [item for item in plan.plan.placed if item.monday + WEEK > end]
    assert sum(item.unit.minutes for item in late) <= plan.minutes <= syllabus.minutes
