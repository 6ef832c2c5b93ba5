"""Text read as numbers, and days looked up in tables: the same as the slow ways, only faster."""

import numpy as np
import pytest
from fingerpost.synth.dates import age_on, birthday, month_on
from fingerpost.synth.letters import different, is_any_of, numbers_in, numerals, side_by_side

DAYS = np.datetime64("1980-02-27") + np.arange(0, 20_000, 7)


def test_a_number_keeps_its_zeros_and_is_read_back() -> None:
    written = numerals(np.array([7, 420, 999_982]), 6)
    assert written.tolist() == ["000007", "000420", "999982"]
    assert numbers_in(written).tolist() == [7, 420, 999_982]


def test_codes_are_found_whatever_their_length() -> None:
    for width in (3, 6):
        codes = np.array(["A3", "K2", "", "P1", "A3"], dtype=f"U{width}")
        assert is_any_of(codes, ("A3", "P1", "longer")).tolist() == [True, False, False, True, True]


def test_every_postcode_is_kept_once_in_the_order_of_text() -> None:
    said = np.array(["ZZ10 1AA", "", "ZZ9 1AB", "ZZ1 9ZZ", "ZZ9 1AB"])
    assert different(said).tolist() == sorted(set(said.tolist()) - {""})


def test_a_text_stands_behind_another() -> None:
    assert side_by_side(np.array(["ZZ1", "ZZ0"]), np.array(["001", "2"])).tolist() == ["ZZ1001", "ZZ02"]


@pytest.mark.parametrize("born", ["2004-02-29", "2003-12-31", "1999-03-01"])
def test_ages_turn_on_the_birthday_and_on_1_march_where_there_is_no_29_february(born: str) -> None:
    day = np.datetime64(born)
    birthdays = np.array([np.datetime64(f"{int(born[:4]) + years}{born[4:]}") for years in (4, 8)])
    assert birthday(np.array([day]), np.array([4, 8])).tolist() == birthdays.tolist()
    everyone = np.full(len(DAYS), day)
    turns = birthday(everyone, age_on(everyone, DAYS))
    assert ((turns <= DAYS) & (birthday(everyone, age_on(everyone, DAYS) + 1) > DAYS)).all()


def test_days_outside_the_tables_and_missing_ones_are_worked_out() -> None:
    born = np.array(["1850-02-28", "NaT", "2010-05-06"], dtype="M8[D]")
    assert birthday(born, 10).astype(str).tolist() == ["1860-02-28", "NaT", "2020-05-06"]
    assert age_on(born[::2], np.full(2, np.datetime64("2020-05-05"))).tolist() == [170, 9]
    assert (month_on(DAYS) == DAYS.astype("M8[M]").astype(np.int64)).all()
