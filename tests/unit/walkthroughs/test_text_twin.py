"""The text twins, word for word: what a reader without pictures is told."""

import os
from pathlib import Path

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.examples import example_april, example_may

GOLDEN = Path(__file__).parent / "golden"
WRITE = (
    "FINGERPOST_WRITE_GOLDEN"  # set it to 1 where a change of words is meant, read the difference, commit it
)

HEADER = pd.DataFrame(
    {
        "CHILD": ["1001", "1002", "1002", "1004", "A12", None, "1050", None],
        "SEX": ["F", "M", "F", "M", "F", "M", "F", "F"],
    }
)
LEFT = pd.DataFrame(
    {
        "CHILD": ["1001", "1002", "1003", "1004", None, "a12", "1001", "1009"],
        "DECOM": pd.date_range("2024-04-02", periods=8, freq="23D"),
        "PLACE": ["U4", "K2", "U6", "U4", "P1", "U1", "K2", "H5"],
    }
)


def pivot(episodes: pd.DataFrame) -> Walkthrough | Notice:
    return walk.pivot(episodes)


def lookup(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.lookup(LEFT, HEADER, name="episodes", other_name="header")


def lookup_one_name(_: pd.DataFrame) -> Walkthrough | Notice:
    """Both tables have a SEX: header has another for two of the rows that met one."""
    left = LEFT.assign(SEX=pd.Series(["F", "F", "M", None, "F", "F", "F", "M"], dtype="str"))
    return walk.lookup(left, HEADER, name="episodes", other_name="header")


def autofilter(episodes: pd.DataFrame) -> Walkthrough | Notice:
    reasons = pd.Series(list("SPSLSPLSPSSP"), dtype="str")
    small = episodes["PLACE"].where(episodes.index != 4, "u4")
    return walk.autofilter(episodes.assign(PLACE=small, RNE=reasons), name="episodes")


def query(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.query()


def clinic(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.clinic()


def stack(_: pd.DataFrame) -> Walkthrough | Notice:
    """April has an episode twice; May keeps its ids as numbers, and says Weeks for WEEKS."""
    april = example_april().assign(CHILD=["1001", "1002", "1003", "1003"], PLACE=["U4", "K2", "U1", "U1"])
    may = example_may().assign(CHILD=[1004, 1005, 1006], Weeks=[3, 1, 6]).drop(columns="TEAM")
    return walk.stack(april.assign(WEEKS=[9, 4, 2, 2]), may, name="april", other_name="may")


def stale(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.stale()


def fill_down(episodes: pd.DataFrame) -> Walkthrough | Notice:
    return walk.fill_down(episodes.assign(DECOM=episodes["DECOM"].where(episodes.index != 5)), column="DECOM")


def xray(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.xray()


def sumifs(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.sumifs()


def blanks(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.blanks()


def dates(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.dates()


def working_days(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.working_days()


def duplicates(_: pd.DataFrame) -> Walkthrough | Notice:
    return walk.duplicates()


MADE = (
    autofilter,
    blanks,
    clinic,
    dates,
    duplicates,
    fill_down,
    lookup,
    lookup_one_name,
    pivot,
    query,
    stack,
    stale,
    sumifs,
    working_days,
    xray,
)


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.__name__)
def test_walkthrough_is_told_in_these_words(made: object, episodes: pd.DataFrame) -> None:
    assert callable(made)
    said = made(episodes).text() + "\n"
    file = GOLDEN / f"{getattr(made, '__name__', '')}.txt"
    if os.environ.get(WRITE):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
