"""The text twin, word for word: what a reader without pictures is told."""

import os
from pathlib import Path

import pandas as pd
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.plain_text import plain_text

GOLDEN = Path(__file__).parent / "golden"
WRITE = (
    "FINGERPOST_WRITE_GOLDEN"  # set it to 1 where a change of words is meant, read the difference, commit it
)


def test_pivot_is_told_in_these_words(episodes: pd.DataFrame) -> None:
    said = plain_text(tell_pivot(episodes, rows="PLACE", count="CHILD")) + "\n"
    file = GOLDEN / "pivot.txt"
    if os.environ.get(WRITE):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
