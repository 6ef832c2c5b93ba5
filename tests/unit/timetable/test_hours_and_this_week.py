"""What a learner sees of a week, and the ledger of hours planned and done."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fingerpost.courseware.log import LOG, Event, Log, append, read
from fingerpost.timetable.book import Book
from fingerpost.timetable.ledger import ledger_csv, ledger_lines, make_ledger
from fingerpost.timetable.this_week import this_week, this_week_lines

APRIL = date(2027, 4, 14)


def event(day: date, minutes: int, hour: int = 12) -> Event:
    return Event(datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC), "01", "study", minutes, "read")


def test_week_in_return_season_says_two_hours_and_why(planned: Book) -> None:
    week = this_week(planned, planned.cohort, as_at=APRIL)
    assert week["said"] == "This week: 2 h, because SSDA903 (a third)."
    assert (week["hours"], week["load"], week["week_beginning"]) == (2, "light", "2027-04-12")
    assert sum(one["minutes"] for one in week["to_do"]) == 120
    assert all(one["kind"] != "new ideas" for one in week["to_do"])


def test_normal_week_lists_what_to_do_and_what_is_coming(planned: Book) -> None:
    week = this_week(planned, planned.cohort, as_at=date(2026, 9, 8))
    assert week["said"] == "This week: 6 h, a normal week."
    assert week["to_do"][0]["title"] == "Open, run, save, and read the last line of an error"
    assert [one["module"] for one in week["coming_due"]] == ["00", "01", "02"]
    assert json.loads(json.dumps(week)) == week


def test_week_without_study_says_what_takes_its_place(planned: Book) -> None:
    week = this_week(planned, planned.cohort, as_at=date(2026, 12, 24))
    assert week["said"] == "This week: no study, because Christmas (no study), Christmas Day."
    assert week["to_do"] == []


def test_before_and_after_the_course_the_panel_says_so(planned: Book) -> None:
    before = this_week(planned, planned.cohort, as_at=date(2026, 8, 1))
    after = this_week(planned, planned.cohort, as_at=date(2030, 1, 1))
    assert before["said"] == "The course begins in the week of 7 September 2026."
    assert after["said"].startswith("The course's last due date was ")
    assert this_week_lines(after)[1] == after["said"]


def test_session_of_the_week_is_named(planned: Book) -> None:
    week = this_week(planned, planned.cohort, as_at=date(2026, 9, 14))
    assert [one["said"] for one in week["sessions"]] == ["Live session, Wednesday 12:30"]


def test_ledger_sets_planned_beside_done(planned: Book) -> None:
    log = Log((event(date(2026, 9, 9), 90), event(date(2026, 9, 10), 45), event(date(2026, 9, 15), 0)))
    ledger = make_ledger(planned, planned.cohort, log)
    assert (ledger.weeks[0].planned, ledger.weeks[0].done) == (360, 135)
    assert ledger.done == 135
    sessions = sum(session.minutes for session in planned.sessions)
    assert sum(week.planned for week in ledger.weeks) == 170 * 60 + sessions


def test_ledger_tells_how_far_behind_and_what_is_still_to_record(planned: Book) -> None:
    lines = ledger_lines(
        make_ledger(planned, planned.cohort, Log((event(date(2026, 9, 9), 90),))), as_at=date(2026, 9, 16)
    )
    assert "Planned by the end of last week: 6 hours. You are 4.5 hours behind the plan." in lines[-2]
    assert lines[-1] == "Off-the-job hours asked for: 170; still to record: 168.5."


def test_half_past_midnight_in_summer_counts_for_england_s_day(planned: Book) -> None:
    late = Event(datetime(2027, 4, 11, 23, 30, tzinfo=UTC), "13", "study", 30)  # Monday 00:30 in England
    ledger = make_ledger(planned, planned.cohort, Log((late,)))
    assert [week.monday for week in ledger.weeks if week.done] == [date(2027, 4, 12)]


def test_hours_logged_outside_the_plan_count(planned: Book) -> None:
    early = event(planned.cohort.weeks[0].monday - timedelta(days=10), 60)
    assert make_ledger(planned, planned.cohort, Log((early,))).done == 60


def test_csv_has_a_row_for_each_planned_and_each_logged_hour_with_its_ksbs(
    planned: Book, tmp_path: Path
) -> None:
    append(tmp_path, event(date(2026, 9, 9), 90))
    with (tmp_path / LOG).open("a", encoding="utf-8") as file:
        file.write('{"time": "half a li\n')
    log = read(tmp_path)
    text = ledger_csv(planned, planned.cohort, log)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    done = [row for row in rows if row["record"] == "done"]
    sittings = [row for row in rows if row["record"] == "planned" and row["activity"] != "live session"]
    assert sum(float(row["hours"]) for row in sittings) == 170
    assert [(row["date"], row["hours"], row["module"]) for row in done] == [
        ("2026-09-09", "1.5", "01 From workbook to table")
    ]
    assert done[0]["ksbs"] == "K3 K4 K5 K6 S4 B4"
    assert "Lines of the log that cannot be read, and so do not count: 2." in ledger_lines(
        make_ledger(planned, planned.cohort, log), as_at=APRIL
    )


def test_standard_without_a_number_asks_for_none(planned: Book) -> None:
    silent = replace(planned, off_the_job_minutes=None)
    lines = ledger_lines(make_ledger(silent, silent.cohort, Log(())), as_at=APRIL)
    assert not any("Off-the-job" in line for line in lines)
