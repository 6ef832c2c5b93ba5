"""Markdown, CSV, calendar, page, chart and plan file all tell the same plan."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from fingerpost.timetable.as_calendar import calendar_bytes
from fingerpost.timetable.as_page import page_text
from fingerpost.timetable.as_text import csv_text, markdown_text
from fingerpost.timetable.book import Book
from fingerpost.timetable.changes import INSPECTION, Change
from fingerpost.timetable.chart import bands, bars, vega_lite_text
from fingerpost.timetable.keeping import book_text, find_plan, read_book, write_all
from fingerpost.timetable.outputs import output_files
from fingerpost.timetable.troubles import PlanFileError
from fingerpost.timetable.week_lines import finding, week_lines
from icalendar import Calendar, Event

LONDON = ZoneInfo("Europe/London")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def moment(event: Event, key: str) -> datetime:
    """The time that the entry gives for `key`; every one that a test asks for has a clock."""
    told = event.decoded(key)
    assert isinstance(told, datetime)
    return told


def events_of(book: Book, learner: str = "") -> dict[str, Event]:
    told = book.timetable(learner)
    assert told is not None
    return {str(event["uid"]): event for event in Calendar.from_ical(calendar_bytes(book, told)).events}


def test_markdown_names_every_sitting_and_due_date(planned: Book) -> None:
    text = markdown_text(planned, planned.cohort)
    assert text.startswith("# Timetable: Tiny cohort\n")
    for item in planned.cohort.placed:
        assert item.unit.title in text
    for one in planned.cohort.hand_ins:
        assert f"{one.due:%A} {one.due.day} {one.due:%B %Y}" in text
    assert "because SSDA903 (a third)" in text
    assert "No study, because Christmas (no study)" in text


def test_csv_holds_every_hour_once_for_excel(planned: Book) -> None:
    text = csv_text(planned, planned.cohort)
    assert text.startswith("\ufeffweek_beginning,")
    rows = rows_of(text)
    assert sum(float(row["hours"]) for row in rows if row["what"] == "sitting") == 170
    assert sum(1 for row in rows if row["what"] == "due") == len(planned.cohort.hand_ins)
    assert {row["week_beginning"] for row in rows} == {
        week.monday.isoformat() for week in planned.cohort.weeks
    }


def test_calendar_reads_back_with_every_due_date_and_session(planned: Book) -> None:
    events = events_of(planned)
    due = [event for uid, event in events.items() if uid.startswith("due-")]
    ends = {moment(event, "dtend") for event in due}
    assert len(due) == len(planned.cohort.hand_ins)
    assert ends == {datetime.combine(one.due, time(17), LONDON) for one in planned.cohort.hand_ins}
    live = [event for uid, event in events.items() if uid.startswith("session-")]
    assert [moment(event, "dtend") - moment(event, "dtstart") for event in live] == [
        timedelta(minutes=60)
    ] * len(planned.sessions)
    assert len(events) == len(due) + len(live) + sum(
        1 for week in planned.cohort.weeks if week.monday <= planned.cohort.last_study_day
    )


def test_five_o_clock_stays_five_o_clock_over_both_clock_changes(planned: Book) -> None:
    ends = [moment(event, "dtend") for uid, event in events_of(planned).items() if uid.startswith("due-")]
    assert {end.hour for end in ends} == {17}
    assert {end.utcoffset() for end in ends} == {timedelta(0), timedelta(hours=1)}


def test_calendar_entry_keeps_its_identity_when_its_date_moves(planned: Book) -> None:
    moved = replace(
        planned,
        revision=1,
        cohort=replace(
            planned.cohort,
            hand_ins=tuple(replace(one, due=one.due + timedelta(weeks=1)) for one in planned.cohort.hand_ins),
        ),
    )
    before, after = events_of(planned), events_of(moved)
    uid = "due-03-assignment@tiny.cohort.fingerpost"
    assert moment(after[uid], "dtend") - moment(before[uid], "dtend") == timedelta(weeks=1)
    assert (before[uid]["sequence"], after[uid]["sequence"]) == (0, 1)


def test_page_needs_no_script_and_fetches_nothing(planned: Book) -> None:
    page = page_text(planned, planned.cohort)
    assert "<script" not in page
    assert not re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!#)", page)
    assert "http" not in page


def test_page_is_well_formed_and_its_table_is_the_chart_s_twin(planned: Book) -> None:
    page = page_text(planned, planned.cohort)
    body = page[page.index("<main>") : page.index("</main>") + len("</main>")]
    main = ET.fromstring(  # noqa: S314 - our own text
        body.replace("<br>", "<br/>").replace("class=number", 'class="number"')
    )
    drawn = [text.text for text in main.iter("text") if text.get("class") == "number"]
    table = next(one for one in main.iter("table") if "same weeks" in "".join(one.itertext()))
    cells = [
        float("".join(row[1].itertext()))
        for row in table.iter("tr")
        if row[0].get("scope") == "row" and "All study is done" not in "".join(row.itertext())
    ]
    assert [float(number or "nan") for number in drawn] == [round(hours, 1) for hours in cells]
    assert sum(cells) == 170


def test_page_says_why_weeks_are_lighter_and_which_dates_are_missing(planned: Book) -> None:
    page = page_text(planned, planned.cohort)
    assert "SSDA903 (a third)" in page
    assert "Dates not yet entered, and so not planned around: Inspection." in page
    assert finding(week_lines(planned, planned.cohort)) in page


def test_names_from_the_file_cannot_become_markup(planned: Book) -> None:
    named = replace(planned, name="<b>A & B</b>", cohort=replace(planned.cohort, name="<b>A & B</b>"))
    page = page_text(named, named.cohort)
    assert "<b>A & B</b>" not in page
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page


def test_bands_letter_each_window_once_in_order(planned: Book) -> None:
    drawn = bars(week_lines(planned, planned.cohort))
    found = bands(drawn)
    assert [band.letter for band in found] == list("ABCDEFGHIJ")[: len(found)]
    assert [(band.said, band.load) for band in found][:2] == [("Christmas", "pause"), ("SSDA903", "light")]


def test_altair_chart_holds_the_same_weeks_and_lab_s_version_of_vega_lite(planned: Book) -> None:
    spec = json.loads(vega_lite_text(planned, planned.cohort))
    rows = next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]
    drawn = bars(week_lines(planned, planned.cohort))
    assert [(row["monday"], row["planned"]) for row in rows] == [
        (bar.monday.isoformat(), round(bar.planned, 2)) for bar in drawn
    ]
    assert spec["$schema"].endswith("/v5.json")
    assert spec["description"].startswith("170 hours in ")


def test_plan_file_reads_back_as_the_same_book(planned: Book, tmp_path: Path) -> None:
    path = tmp_path / "tiny.plan.json"
    with_change = replace(
        planned, changes=(Change(INSPECTION, date(2026, 11, 9), date(2026, 11, 9), 3, "ben"),)
    )
    write_all({path: book_text(with_change).encode()})
    assert read_book(path) == with_change
    assert find_plan(tmp_path) == path


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": "fingerpost timetable 1"}', "not json"])
def test_broken_plan_file_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tiny.plan.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PlanFileError, match="is not a plan that this fingerpost can read"):
        read_book(path)


def test_plan_that_was_never_made_is_answered_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="Make a plan first: fingerpost timetable plan"):
        read_book(tmp_path / "tiny.plan.json")


def test_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"holds 0 plan files \(none\)"):
        find_plan(tmp_path)


def test_every_learner_whose_plan_is_their_own_gets_files_of_their_own(planned: Book, tmp_path: Path) -> None:
    names = Counter(path.name for path in output_files(planned, tmp_path))
    assert {"tiny.md", "tiny.csv", "tiny.html", "tiny.ics", "tiny.plan.json", "tiny-ben.ics"} <= names.keys()
    assert not any(name.startswith("tiny-asha") for name in names)


def test_nothing_is_replaced_when_one_file_cannot_be_written(tmp_path: Path) -> None:
    old = tmp_path / "a.md"
    old.write_text("old", encoding="utf-8")
    (tmp_path / "b").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(PlanFileError, match="cannot be written"):
        write_all({old: b"new", tmp_path / "b" / "c.md": b"new"})
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b"]
