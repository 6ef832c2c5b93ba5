"""What a week holds, on the days on which calendars go wrong."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from fingerpost.timetable.planning import Plan, Request, ShortOfTimeError, make_plan
from fingerpost.timetable.risk import risk_line
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.ways_out import optional_units, refusal
from fingerpost.timetable.weeks import StudyCalendar, StudyTime, Week
from fingerpost.timetable.windows import Window

WEEK = timedelta(weeks=1)
NO_END = date(2045, 12, 31)


def week_of(day: date, *windows: Window, leave: tuple[tuple[date, date], ...] = ()) -> Week:
    """Return the day's week for someone who studies six hours, Monday to Friday, since January 2025."""
    calendar = StudyCalendar(StudyTime(date(2025, 1, 6), 360, leave=leave, windows=windows))
    return calendar.week(calendar.index_of(day))


def planned(
    start: date, syllabus: Syllabus, windows: tuple[Window, ...], end: date = NO_END, hours: int = 6
) -> Plan:
    return make_plan(Request(StudyTime(start, hours * 60, windows=windows), syllabus, end))


def test_bank_holidays_take_their_share_of_the_week() -> None:
    assert week_of(date(2027, 5, 3)).minutes == 288
    assert week_of(date(2027, 5, 3)).reasons == ("May Day",)


def test_easter_in_march_takes_friday_of_one_week_and_monday_of_the_next() -> None:
    assert [week_of(day).minutes for day in (date(2027, 3, 22), date(2027, 3, 29))] == [288, 288]


def test_substitute_days_count_when_christmas_falls_on_a_weekend() -> None:
    assert week_of(date(2027, 12, 27)).minutes == 216  # Monday and Tuesday stand in for Saturday and Sunday
    assert week_of(date(2028, 1, 3)).minutes == 288  # Monday stands in for New Year's Day


def test_leave_and_bank_holidays_come_off_a_week_once() -> None:
    leave = ((date(2027, 5, 3), date(2027, 5, 4)),)
    assert week_of(date(2027, 5, 3), leave=leave).minutes == 216


def test_lowest_load_of_the_windows_that_touch_a_week_holds() -> None:
    half = Window("CIN census", date(2026, 4, 1), date(2026, 7, 31), "half", yearly=True)
    light = Window("SSDA903", date(2026, 4, 1), date(2026, 6, 30), "light", yearly=True)
    found = week_of(date(2027, 4, 12), half, light)
    assert (found.load, found.minutes, found.reasons) == ("light", 120, ("SSDA903",))
    assert week_of(date(2027, 7, 5), half, light).load == "half"


def test_yearly_window_over_new_year_pauses_both_sides_every_year(presets: tuple[Window, ...]) -> None:
    for year in (2026, 2028, 2032):
        assert week_of(date(year, 12, 23), *presets).minutes == 0
        assert week_of(date(year + 1, 1, 2) - WEEK, *presets).minutes == 0
    assert week_of(date(2027, 1, 4), *presets).load == "normal"


def test_last_two_calendar_weeks_of_a_return_weigh_more(presets: tuple[Window, ...]) -> None:
    weeks = [week_of(date(2027, 6, 14) + WEEK * step, *presets) for step in range(4)]
    assert [(week.load, week.minutes) for week in weeks] == [
        ("light", 120),
        ("pause", 0),
        ("pause", 0),
        ("half", 180),
    ]


def test_window_on_a_leap_day_ends_on_the_28th_in_other_years() -> None:
    leap = Window("Leap", date(2028, 2, 29), date(2028, 2, 29), "pause", yearly=True)
    assert week_of(date(2028, 2, 29), leap).minutes == 0
    assert week_of(date(2029, 2, 28), leap).minutes == 0


def test_window_that_covers_only_a_weekend_changes_nothing() -> None:
    weekend = Window("Move", date(2027, 5, 8), date(2027, 5, 9), "pause")
    assert week_of(date(2027, 5, 5), weekend).load == "normal"


def test_year_of_53_weeks_loses_none(syllabus: Syllabus, presets: tuple[Window, ...]) -> None:
    weeks = planned(date(2026, 9, 7), syllabus, presets).weeks
    assert [later.monday - week.monday for week, later in pairwise(weeks)] == [WEEK] * (len(weeks) - 1)
    assert date(2026, 12, 28) in [week.monday for week in weeks]


def test_first_week_counts_from_the_day_of_the_start(syllabus: Syllabus) -> None:
    assert planned(date(2026, 9, 10), syllabus, ()).weeks[0].minutes == 144  # Thursday and Friday


@pytest.mark.parametrize(("start", "most"), [(date(2026, 9, 1), 34), (date(2027, 3, 1), 47)])
def test_course_takes_no_more_weeks_than_the_curriculum_s_trial(
    syllabus: Syllabus, presets: tuple[Window, ...], start: date, most: int
) -> None:
    assert planned(start, syllabus, presets).study_weeks <= most


def test_september_start_is_told_what_three_lost_weeks_would_cost(
    syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    plan = planned(date(2026, 9, 1), syllabus, presets)
    said = risk_line(plan, as_at=date(2026, 9, 1))
    assert said is not None
    assert said.startswith("If you lose three weeks before Christmas, you finish after the returns (SSDA903")
    assert "instead of 23 April 2027, 11 weeks later." in said


def test_risk_that_costs_little_more_than_the_weeks_lost_is_not_told(
    syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    plan = planned(date(2027, 6, 1), syllabus, presets)
    assert risk_line(plan, as_at=date(2027, 6, 1)) is None


def test_ways_out_are_true(syllabus: Syllabus, presets: tuple[Window, ...]) -> None:
    end = date(2027, 4, 30)
    request = Request(StudyTime(date(2026, 9, 1), 360, windows=presets), syllabus, end)
    with pytest.raises(ShortOfTimeError) as caught:
        make_plan(request)
    told = refusal(request, caught.value, who="Tiny")
    assert str(told).startswith("Tiny: the work does not fit before 30 April 2027; 1 hour is missing.")
    assert told.ways_out[0] == "A later end: 6 May 2027 (latest_end)."
    assert planned(date(2026, 9, 1), syllabus, presets, date(2027, 5, 6)).finish == date(2027, 5, 6)
    assert "1 h more in the week of 22 Mar (more_hours)" in told.ways_out[1]
    longer = {date(2027, 3, 22): 420}
    assert make_plan(
        Request(StudyTime(date(2026, 9, 1), 360, windows=presets, other_hours=longer), syllabus, end)
    )
    assert "that is enough" in told.ways_out[2]
    optional = frozenset(unit.id for unit in optional_units(request))
    less = syllabus.without(units=optional)
    assert planned(date(2026, 9, 1), less, presets, end).finish <= end
    assert not any("Assignment" in way for way in told.ways_out)
