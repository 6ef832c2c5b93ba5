"""Every table and column is said once: what it is, what it may hold, where that was read."""

import csv
from importlib.resources import files

import pytest
from fingerpost.errors import WrongUseError
from fingerpost.spec.tables import SSDA903_TABLES, all_tables, table_named

SENSITIVITIES = {"open", "personal", "identifying", "special category"}


def test_every_table_and_column_is_said_in_plain_words_with_its_source() -> None:
    for table in all_tables():
        assert table.label
        assert table.one_row_is
        assert table.source
        for column in table.columns:
            assert column.label, f"{table.full_name}.{column.name}"
            assert column.source, f"{table.full_name}.{column.name}"
            assert column.sensitivity in SENSITIVITIES


def test_no_column_is_left_over_without_its_table() -> None:
    text = files("fingerpost.spec").joinpath("data", "columns.csv").read_text(encoding="utf-8")
    written = {(row["schema"], row["table"]) for row in csv.DictReader(text.splitlines())}
    assert written == {(table.schema, table.name) for table in all_tables()}


def test_no_name_stands_twice() -> None:
    tables = [table.full_name for table in all_tables()]
    assert len(tables) == len(set(tables))
    for table in all_tables():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.full_name


def test_episodes_have_the_columns_of_the_return_in_its_order() -> None:
    names = " ".join(column.name for column in table_named("ssda903.episodes").columns)
    assert names == (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN"
    )


def test_header_has_the_columns_of_the_return_in_its_order() -> None:
    names = " ".join(column.name for column in table_named("ssda903.header").columns)
    assert names == "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB"


def test_every_table_of_the_return_is_in_the_warehouse() -> None:
    assert set(SSDA903_TABLES) == {table.name for table in all_tables() if table.schema == "ssda903"}


def test_nothing_about_a_child_is_called_open() -> None:
    held = [column for table in all_tables() if table.schema == "ssda903" for column in table.columns]
    assert all(column.sensitivity != "open" for column in held)


def test_unknown_table_is_named_with_those_there_are() -> None:
    with pytest.raises(WrongUseError, match=r"no table 'ssda903\.episode'; the tables are ssda903\.header"):
        table_named("ssda903.episode")
