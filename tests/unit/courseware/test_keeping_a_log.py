"""The log keeps every event as one line and never ends because of one bad line."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fingerpost.courseware.log import Event, Log, LogFaultError, append, keep_once, read

STARTED = Event(
    datetime(2026, 11, 2, 16, 0, tzinfo=UTC), "03", "lesson", 45, "Piles make sense, naïve or not"
)
CHECKED = Event(datetime(2026, 11, 3, 9, 30, tzinfo=UTC), "03", "check")


def test_events_come_back_in_the_order_they_were_written(tmp_path: Path) -> None:
    append(tmp_path / "home", STARTED)
    append(tmp_path / "home", CHECKED)
    assert read(tmp_path / "home") == Log((STARTED, CHECKED))


def test_one_event_is_one_line_even_when_its_text_has_two(tmp_path: Path) -> None:
    append(tmp_path, Event(STARTED.time, "03", "reflection", 5, "first\nsecond\u2028third"))
    assert len((tmp_path / "log.jsonl").read_bytes().split(b"\n")) == 2
    assert read(tmp_path).events[0].text == "first\nsecond\u2028third"


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path) == Log(())


def test_half_a_line_is_numbered_and_skipped(tmp_path: Path) -> None:
    append(tmp_path, STARTED)
    with (tmp_path / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"time": "2026-11\n')
    append(tmp_path, CHECKED)
    assert read(tmp_path) == Log((STARTED, CHECKED), unreadable=(2,))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event(datetime(2026, 11, 2, 16, 0), "03", "lesson"), "names no time zone"),  # noqa: DTZ001 - the fault
        (Event(STARTED.time, "03", "lesson", -5), "-5 minutes"),
    ],
)
def test_event_that_cannot_be_kept_is_refused_in_words(tmp_path: Path, event: Event, said: str) -> None:
    with pytest.raises(LogFaultError, match=said):
        append(tmp_path, event)


def test_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").mkdir()
    with pytest.raises(LogFaultError, match="was not logged"):
        append(tmp_path, STARTED)


LOOKED_BACK = Event(datetime(2026, 11, 3, 12, 0, tzinfo=UTC), "01", "look back", 90, "Learned: dtype")


def test_an_event_of_one_kind_is_kept_once_a_module_and_day_and_the_last_one_counts(tmp_path: Path) -> None:
    append(tmp_path, STARTED)
    keep_once(tmp_path, LOOKED_BACK)
    append(tmp_path, CHECKED)
    corrected = replace(LOOKED_BACK, time=datetime(2026, 11, 3, 12, 30, tzinfo=UTC), minutes=75)
    keep_once(tmp_path, corrected)
    assert read(tmp_path).events == (STARTED, CHECKED, corrected)


def test_the_same_words_and_minutes_on_another_day_are_a_notebook_run_again(tmp_path: Path) -> None:
    keep_once(tmp_path, LOOKED_BACK)
    keep_once(tmp_path, replace(LOOKED_BACK, time=datetime(2026, 11, 9, 12, 0, tzinfo=UTC)))
    assert read(tmp_path).events == (LOOKED_BACK,)


def test_other_words_on_another_day_and_another_module_are_kept_beside(tmp_path: Path) -> None:
    again = replace(LOOKED_BACK, time=datetime(2026, 12, 3, 12, 0, tzinfo=UTC), minutes=20)
    other = replace(LOOKED_BACK, module="02")
    for event in (LOOKED_BACK, again, other):
        keep_once(tmp_path, event)
    assert read(tmp_path).events == (LOOKED_BACK, again, other)


def test_a_line_that_cannot_be_read_stays_where_another_is_corrected(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text('{"time": "2026-11\n', encoding="utf-8")
    keep_once(tmp_path, LOOKED_BACK)
    keep_once(tmp_path, replace(LOOKED_BACK, minutes=75))
    assert read(tmp_path) == Log((replace(LOOKED_BACK, minutes=75),), unreadable=(1,))
