"""Invented authorities, collection years and England's published figures."""

from datetime import timedelta
from itertools import pairwise

import pytest
from fingerpost.errors import WrongUseError
from fingerpost.spec.authorities import all_authorities, authority_of
from fingerpost.spec.published import ATTRIBUTION, published_figures, published_for_england
from fingerpost.spec.years import COLLECTION_YEARS, REPORTING_DATE, collection_year


def test_every_authority_has_a_code_of_its_own_that_no_real_one_has() -> None:
    codes = [one.la_code for one in all_authorities()]
    assert len(codes) == len(set(codes))
    assert all(code.startswith("ZZ") for code in codes)


def test_four_authorities_have_letters() -> None:
    assert sorted(one.letter for one in all_authorities() if one.letter) == ["A", "B", "C", "T"]


def test_children_are_fewer_than_people() -> None:
    assert all(0 < one.population_0_17 < one.population_all_ages / 3 for one in all_authorities())


@pytest.mark.parametrize("letter", ["Q", "a", ""])
def test_unknown_authority_is_named_with_those_there_are(letter: str) -> None:
    with pytest.raises(WrongUseError, match=f"no authority '{letter}'; the authorities are A, B, C, T"):
        authority_of(letter)


def test_years_follow_one_another_without_a_gap_up_to_the_reporting_date() -> None:
    assert [year.ending for year in COLLECTION_YEARS] == [2022, 2023, 2024, 2025, 2026]
    for before, after in pairwise(COLLECTION_YEARS):
        assert after.first_day - before.last_day == timedelta(days=1)
    assert COLLECTION_YEARS[-1].last_day == REPORTING_DATE


def test_year_is_written_as_people_write_it() -> None:
    assert collection_year(2025).label == "2024-25"


def test_unknown_year_is_named_with_those_there_are() -> None:
    with pytest.raises(
        WrongUseError, match="no return of the year ending 31 March 2031; choose 2022 to 2026"
    ):
        collection_year(2031)


def test_englands_looked_after_children_are_as_published() -> None:
    """Figures of the department's release of November 2025, typed here from the release."""
    found = {
        figure.year: figure.value
        for figure in published_figures()
        if (figure.measure, figure.breakdown) == ("Children looked after at 31 March", "England")
    }
    assert (found[2018], found[2024], found[2025]) == (75_360, 83_530, 81_770)


def test_every_published_figure_carries_its_source_and_the_licence_words() -> None:
    figures = (*published_figures(), *published_for_england())
    assert len(figures) == 61 + 9_083
    assert all(figure.source and figure.unit and figure.attribution == ATTRIBUTION for figure in figures)


def test_no_figure_of_england_stands_twice_in_one_publication() -> None:
    keys = [(one.measure, one.breakdown, one.unit, one.source, one.year) for one in published_for_england()]
    assert len(keys) == len(set(keys))


def test_figures_told_in_detail_agree_with_the_headlines() -> None:
    """The 2024 release, before 2024 was revised: 83,630 children, 33,620 who left."""
    told = {
        (figure.breakdown, figure.year): figure.value
        for figure in published_for_england()
        if figure.measure == "CLA time series"
    }
    assert told["Children looked after at 31 March", 2024] == 83_630
    assert told["Children ceasing to be looked after during the year", 2024] == 33_620


def test_no_figure_is_published_twice() -> None:
    keys = [(figure.measure, figure.breakdown, figure.year) for figure in published_figures()]
    assert len(keys) == len(set(keys))
