"""Codes with their years: each closed, dated and sourced, and every change from one code to another known."""

from datetime import date
from itertools import pairwise

import pytest
from fingerpost.errors import WrongUseError
from fingerpost.spec.codes import all_codes, code_changes, codes_of
from fingerpost.spec.tables import all_tables
from fingerpost.spec.years import COLLECTION_YEARS


def test_no_code_stands_twice_in_its_set_on_one_day() -> None:
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for code in all_codes():
        span = (code.valid_from or date.min, code.valid_to or date.max)
        spans.setdefault((code.codeset, code.code), []).append(span)
    for held in spans.values():
        assert all(start <= end for start, end in held)
        assert all(before[1] < after[0] for before, after in pairwise(sorted(held)))


def test_every_code_has_a_label_and_a_source() -> None:
    assert all(code.label and code.source for code in all_codes())


def test_every_code_set_that_a_column_names_is_held() -> None:
    named = {column.codeset for table in all_tables() for column in table.columns if column.codeset}
    assert named
    assert all(codes_of(codeset) for codeset in named)


def test_sex_is_written_1_and_2_until_the_return_of_2024_and_as_letters_since() -> None:
    written = [{code.code for code in codes_of("sex_903", on=year.last_day)} for year in COLLECTION_YEARS]
    assert [{"1", "2"} <= codes for codes in written] == [True, True, True, False, False]
    assert [{"M", "F"} <= codes for codes in written] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("codeset", "code", "last_day"), [("place", "P2", date(2023, 10, 27)), ("place", "H5", date(2024, 3, 31))]
)
def test_code_that_was_dropped_is_valid_to_its_last_day_and_no_longer(
    codeset: str, code: str, last_day: date
) -> None:
    def valid(day: date) -> bool:
        return code in {one.code for one in codes_of(codeset, on=day)}

    assert valid(last_day)
    assert not valid(date.fromordinal(last_day.toordinal() + 1))


def test_each_change_goes_from_a_code_that_ends_the_day_before_to_one_in_use() -> None:
    for change in code_changes():
        day_before = date.fromordinal(change.changed_on.toordinal() - 1)
        assert change.before in {code.code for code in codes_of(change.codeset, on=day_before)}
        codes_since = {code.code for code in codes_of(change.codeset, on=change.changed_on)}
        assert change.after in codes_since
        assert change.before not in codes_since
        assert change.source


def test_unknown_code_set_is_named_with_those_there_are() -> None:
    with pytest.raises(WrongUseError, match=r"no code set 'places'; the code sets are .*\bplace\b"):
        codes_of("places")
