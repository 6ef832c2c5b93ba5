"""A table that cannot be walked through gives one sentence that says why and what to do."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.preflight import FROM_THE_DESK, CannotShowError

TWO = {"CHILD": [1, 2], "PLACE": ["U4", "U6"]}


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({**TWO, **columns})


def twice_named() -> pd.DataFrame:
    return pd.DataFrame([[1, "U4", "U6"]], columns=["CHILD", "PLACE", "PLACE"])


def from_the_desk() -> pd.DataFrame:
    table = frame()
    table.attrs[FROM_THE_DESK] = True
    return table


BAD: dict[str, tuple[Any, str]] = {
    "no rows": (frame().head(0), "This table has no rows"),
    "no columns": (pd.DataFrame(index=[0, 1]), "This table has no columns"),
    "a column missing": (
        frame().drop(columns="PLACE"),
        "There is no column 'PLACE' in this table; it has CHILD",
    ),
    "two columns of one name": (twice_named(), "Two columns are called 'PLACE'"),
    "lists in the rows": (
        frame(PLACE=[["U4"], ["U6"]]),
        "Column 'PLACE' holds values that cannot be compared (list)",
    ),
    "lists to count": (frame(CHILD=[[1], [2]]), "Column 'CHILD' holds values that cannot be compared (list)"),
    "a query's result": (duckdb.sql("SELECT 1 AS CHILD, 'U4' AS PLACE"), "Add .df() to it."),
    "a dictionary": (TWO, "Turn it into one with pd.DataFrame(…)."),
    "one column": (frame()["PLACE"], "this is a Series"),
    "rows of an extract": (from_the_desk()[lambda rows: rows["CHILD"] > 1], "This table is your own extract"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_table_gives_one_sentence_in_place_of_the_player(case: str) -> None:
    table, wanted = BAD[case]
    shown = walk.pivot(table)
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
    assert set(shown._repr_mimebundle_()) == {"text/html", "text/plain"}
    assert "Traceback" not in repr(shown)


def test_same_column_twice_is_said() -> None:
    shown = walk.pivot(frame(), rows="CHILD", count="CHILD")
    assert str(shown) == "Rows and values are both 'CHILD'. Choose another column to count."


def test_sentence_shows_a_name_with_marks_as_it_is() -> None:
    shown = walk.pivot(frame(), rows="<b>")
    assert "&lt;b&gt;" in shown._repr_mimebundle_()["text/html"]


def test_nothing_is_written_for_a_table_that_cannot_be_shown(tmp_path: Path) -> None:
    with pytest.raises(CannotShowError, match=r"was not written. This table has no rows") as raised:
        walk.pivot(frame().head(0)).to_html(tmp_path / "pivot.html")
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert list(tmp_path.iterdir()) == []
