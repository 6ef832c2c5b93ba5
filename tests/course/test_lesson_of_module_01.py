"""The figures that module 01 quotes are those that its cells give on authority A."""

import re
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from course_modules import ready_modules
from fingerpost.grading.data import Data

FOLDER = "01-from-workbook-to-table"


@pytest.fixture(scope="module")
def as_it_comes(names: dict[str, Any]) -> pd.DataFrame:
    """Return the header as pandas reads it unasked, from the file that the lesson put beside itself."""
    del names
    return pd.read_csv("data/header.csv")


def said_in(course: Path, name: str) -> str:
    text = (course / FOLDER / name).read_text(encoding="utf-8")
    return " ".join(text.replace("\n# ", " ").split())


def test_first_child_loses_its_noughts_and_keeps_them_as_text(
    names: dict[str, Any], as_it_comes: pd.DataFrame, course: Path
) -> None:
    assert as_it_comes["CHILD"].iloc[0] == 237
    assert names["header"]["CHILD"].iloc[0] == "000237"
    assert names["sheet"]["Child Unique ID"].iloc[0] == 237
    assert names["list_8"]["Child Unique ID"].iloc[0] == "000237"
    assert "In the file the first `CHILD` is `000237`" in said_in(course, "lesson.py")
    assert as_it_comes["DOB"].iloc[0] == "22/12/2010"
    assert "the first `DOB`, date of birth, is written `22/12/2010`" in said_in(course, "lesson.py")
    kinds = {str(kind) for kind in as_it_comes.dtypes}
    assert kinds == {"int64", "float64", "str"}


def test_guess_swaps_two_of_the_three_dates(names: dict[str, Any]) -> None:
    told = names["three"]["DOB"]
    guessed, right = pd.to_datetime(told), pd.to_datetime(told, format="%d/%m/%Y")
    assert (guessed != right).sum() == 2
    assert (str(guessed.iloc[0].date()), str(right.iloc[0].date())) == ("2012-03-04", "2012-04-03")


def test_wrong_form_stops_at_the_text_that_the_page_quotes(data: Data, course: Path) -> None:
    told = data.sql("FROM delivery_01.header")["DOB"]
    with pytest.raises(ValueError, match="22/12/2010"):
        pd.to_datetime(told, format="%Y-%m-%d")
    assert "`22/12/2010` does not fit the form" in said_in(course, "lesson.py")


def test_error_gives_away_the_date_of_birth_of_the_child_that_the_fold_names(
    names: dict[str, Any], course: Path
) -> None:
    header = pd.read_csv("data/header.csv", dtype="str")
    with pytest.raises(ValueError, match=header["DOB"].iloc[0]):
        pd.to_datetime(header["DOB"], format="%Y-%m-%d")
    assert f"date of birth of child {names['header']['CHILD'].iloc[0]}" in said_in(course, "lesson.py")


def test_wrong_date_format_while_reading_leaves_text_without_a_word(
    names: dict[str, Any], course: Path
) -> None:
    del names  # which puts the files beside this test
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        header = pd.read_csv("data/header.csv", parse_dates=["DOB"], date_format="%Y-%m-%d")
    assert str(header["DOB"].dtype) == "str"
    assert "`date_format` does not stop: it leaves the column as text" in said_in(course, "lesson.py")


def test_most_children_share_their_date_of_birth_with_nobody_so_a_list_without_names_hides_few(
    names: dict[str, Any], data: Data
) -> None:
    days = names["header"]["DOB"]
    at_least_alone = 2 * days.nunique() - len(days)
    assert at_least_alone / len(days) > 0.75, "as the two numbers on the page alone show"
    ((alone,),) = data.sql("""
        SELECT count(*) FROM (SELECT DOB FROM delivery_01.header GROUP BY DOB HAVING count(*) = 1)
    """).to_numpy()
    assert alone >= at_least_alone


def test_one_child_moved_on_the_day_that_the_page_names(names: dict[str, Any], course: Path) -> None:
    episodes = names["episodes"]
    rows = episodes[episodes["CHILD"] == "000237"]
    assert len(rows) == 2
    assert rows["DEC"].iloc[0] == rows["DECOM"].iloc[1] == "10/03/2025"
    assert "On 10 March 2025 the child moved" in said_in(course, "lesson.py")


def test_rows_children_and_blanks_end_as_the_folds_say(names: dict[str, Any]) -> None:
    header, episodes = names["header"], names["episodes"]
    assert header["CHILD"].nunique() == len(header)
    assert episodes["CHILD"].nunique() < len(episodes)
    assert header["CHILD"].nunique() > episodes["CHILD"].nunique()
    assert header["UPN"].count() < len(header)
    assert not (header["UPN"] == "").any()
    assert 0.3 < names["is_blank"].mean() < 0.37, "about a third"


def test_a_third_without_a_number_is_young_or_came_alone(data: Data) -> None:
    without = data.sql("""
        SELECT header.CHILD IN (SELECT CHILD FROM ssda903.uasc) OR
            date_sub('year', header.DOB, DATE '2025-03-31') < 5 AS is_explained
        FROM delivery_01.header AS made JOIN ssda903.header AS header USING (CHILD) WHERE made.UPN IS NULL
    """)["is_explained"]
    assert without.mean() > 0.8, "mostly"


def test_three_title_rows_stand_above_the_headings(names: dict[str, Any], data: Data) -> None:
    assert next(iter(names["list_8"])) == "Child Unique ID"
    assert len(names["list_8"]) == len(data.sql("FROM annex_a.list_8"))
    assert pd.api.types.is_datetime64_any_dtype(names["list_8"]["Date of Birth"])


def test_warehouse_holds_more_children_than_the_extract(names: dict[str, Any], data: Data) -> None:
    assert len(data.sql("FROM ssda903.header")) > len(names["header"])


def test_first_date_of_a_is_read_day_first_with_a_warning_as_the_notes_say(data: Data, course: Path) -> None:
    told = data.sql("FROM delivery_01.header")["DOB"]
    with pytest.warns(UserWarning, match="dayfirst"):
        guessed = pd.to_datetime(told)
    assert (guessed == pd.to_datetime(told, format="%d/%m/%Y")).all()
    assert "In A the first date of birth has a day above 12." in said_in(course, "tutor.md")


def test_smallest_text_of_the_practice_begins_with_01(data: Data) -> None:
    first_days = data.sql("FROM delivery_01.episodes")["DECOM"]
    earliest = pd.to_datetime(first_days, format="%d/%m/%Y").min()
    assert first_days.min().startswith("01")
    assert first_days.min() != earliest.strftime("%d/%m/%Y")


def test_sittings_of_the_tutors_page_add_up_to_the_module_and_none_is_longer_than_two_and_a_half_hours(
    course: Path,
) -> None:
    page = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [A-D] \| (.*) \| (\d+) minutes \|$", page, re.MULTILINE)
    minutes = [[int(part) for part in re.findall(r": (\d+) minutes", row)] for row, _ in rows]
    together = [int(whole) for _, whole in rows]
    assert [sum(parts) for parts in minutes] == together
    assert max(together) <= 150
    modules = tomllib.loads((course / "course.toml").read_text(encoding="utf-8"))["modules"]
    module = next(told for told in modules if told["id"] == "01")
    assert sum(together) == sum(unit["minutes"] for unit in module["units"]) == 540
    assert "| 540 minutes, in four sittings" in page


def test_model_answers_of_the_tutors_page_are_those_that_the_tasks_ask_for(
    names: dict[str, Any], data: Data, course: Path
) -> None:
    del names  # which puts the files beside this test
    page = (course / FOLDER / "tutor.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert block
    made: dict[str, Any] = {"pd": pd}
    exec(block[1], made)  # noqa: S102 - our own course source
    module = next(sources.module for sources in ready_modules() if sources.module.id == "01")
    assert set(module.tasks) <= set(made)
    ((rows, blank),) = data.sql("SELECT count(*), count(*) - count(UPN) FROM delivery_01.header").to_numpy()
    episodes = data.sql("FROM delivery_01.episodes")
    assert made["header_rows"] == rows
    assert made["rows_and_columns"] == {"rows": len(episodes), "columns": episodes.shape[1]}
    assert made["blank_upns"] == {"blank": blank, "share": pytest.approx(blank / rows)}
    assert made["children_and_episodes"] == {
        "children": episodes["CHILD"].nunique(),
        "episodes": len(episodes),
    }
    assert made["child_and_upn"]["CHILD"].iloc[0] == made["list_8"]["Child Unique ID"].iloc[0] == "000237"
    assert pd.api.types.is_datetime64_any_dtype(made["dates_of_birth"]["DOB"])
    assert made["one_row_is"] == {"header": "a", "episodes": "b", "list_8": "a"}
