"""The figures that module 02 quotes are those that its cells give on authority A."""

import re
from pathlib import Path
from typing import Any

from course_modules import ready_modules
from fingerpost.courseware.sources import load_course
from fingerpost.grading.data import Data

FOLDER = "02-filter-sort-new-columns"


def test_stops_end_as_the_folds_say(names: dict[str, Any]) -> None:
    assert not names["ended_later"][names["is_blank"]].any()
    assert len(names["open_then"]) > (names["begun"] & names["is_blank"]).sum()
    assert len(names["kept"]) == len(names["episodes"])
    assert len(names["both_not"]) == len(names["not_in_list"]) < len(names["episodes"])
    assert 0.7 < names["birthday_is_later"].mean() < 0.8, "about three in four"
    fives = names["by_edge"][names["children"]["age"] == 5]
    assert {str(band) for band in fives} == {"(1, 5]"}


def test_filtered_copy_left_the_table_as_it_was(names: dict[str, Any]) -> None:
    changed, first = names["filtered"], names["starts"]["DECOM"].dt.year
    assert (changed["first"] != first[changed.index]).all()


def test_dates_as_text_begin_with_the_first_of_a_month(names: dict[str, Any]) -> None:
    assert names["as_text"].sort_values("DECOM")["DECOM"].iloc[0].startswith("01/")


def test_worked_days_of_the_lesson_are_exactly_45(names: dict[str, Any]) -> None:
    calendar = names["calendar"]
    assert calendar.loc[names["between"], "is_working_day"].sum() == 45


def test_no_episode_of_a_ends_on_the_day_that_the_notes_name(course: Path, data: Data) -> None:
    notes = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    on_the_day = data.sql("SELECT count(*) FROM ssda903.episodes WHERE DEC = '2025-03-31'").iloc[0, 0]
    assert "no episode of A ends on 31 March 2025" in notes
    assert on_the_day == 0


def test_practice_finds_nobody_too_old_at_the_end_of_the_year(course: Path, edition: Path) -> None:
    born = Data("A", edition).sql("SELECT DOB FROM ssda903.header WHERE DOB <= '2024-12-31'")["DOB"]
    assert not (born.dt.strftime("%m%d") > "1231").any()
    assert "None: no day comes after 31 December." in (course / FOLDER / "practice.py").read_text(
        encoding="utf-8"
    )


def test_minutes_of_the_tutors_plan_are_those_of_the_course_list_in_sittings_of_two_and_a_half_hours(
    course: Path,
) -> None:
    notes = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    plan = notes.split("## Minute by minute")[1].split("\n## ")[0]
    sittings = [
        [int(minutes) for minutes in re.findall(r"\| (\d+) minutes \|", table)]
        for table in plan.split("| minutes |")[1:]
    ]
    module = next(module for module in load_course(course).ready if module.folder == FOLDER)
    assert [sum(sitting) for sitting in sittings] == [120, 150, 150, 120]
    assert sum(map(sum, sittings)) == module.minutes
    assert f"desk {module.desk_minutes};" in notes
    desk = (course / FOLDER / "desk.py").read_text(encoding="utf-8")
    assert (
        sum(map(int, re.findall(r"^# ## \d\. .*\((\d+) minutes\)$", desk, re.MULTILINE)))
        == module.desk_minutes
    )


def test_tutors_model_answers_are_those_that_the_build_proves(course: Path) -> None:
    notes = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", notes, re.DOTALL)
    assert block
    module = next(sources for sources in ready_modules() if sources.module.folder == FOLDER)
    solved = [line for one in module.solutions.values() for line in one.splitlines()]
    told = [line for line in block[1].splitlines() if line]
    assert told == [line for line in solved if line and not line.startswith("#")]
