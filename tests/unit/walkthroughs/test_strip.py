"""A walkthrough as an SVG picture: text as text, no script, the same bytes each time."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES, Entry
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.strip import strip

SVG = "{http://www.w3.org/2000/svg}"


def lines(picture: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_every_step_stands_in_the_picture_as_text(entry: Entry) -> None:
    scene = entry.tell()
    picture = strip(scene)
    said = " ".join(" ".join(lines(picture)).split())
    for number, step in enumerate(scene.steps, start=1):
        assert f"{number}. {step.name}" in said
        assert " ".join(step.sentence.split()) in said
        if bar := step.excel.formula:
            assert f"In Excel, {bar.named}:" in said
    assert "<script" not in picture
    assert "href" not in picture
    assert picture == strip(entry.tell())


def test_chosen_steps_are_drawn_with_all_their_tables() -> None:
    scene = ENTRIES[8].tell()
    said = lines(strip(scene, (4, 2)))
    assert [line for line in said if line[:2] in {"4.", "2."}] == ["4. Code so far", "2. Excel's habit"]
    assert "piles" in said


def test_a_step_that_is_not_there_is_said_in_a_sentence() -> None:
    with pytest.raises(CannotShowError, match=r"^There is no step 12: 'Pivot in slow motion' has 10\."):
        strip(ENTRIES[8].tell(), (1, 12))


def test_words_of_a_table_are_never_markup(tmp_path: Path) -> None:
    frame = pd.DataFrame({"CHILD": ["<b>", "&"], "PLACE": ["</text><script>", "U4"]})
    shown = walk.pivot(frame)
    assert isinstance(shown, Walkthrough)
    file = shown.to_svg(tmp_path / "x.svg")
    assert "</text><script>" in " ".join(lines(file.read_text(encoding="utf-8")))


def test_a_table_that_cannot_be_shown_writes_no_picture(tmp_path: Path) -> None:
    notice = walk.pivot([1])
    assert isinstance(notice, Notice)
    with pytest.raises(CannotShowError, match=r"x\.svg \(steps 1\) was not written\. A walkthrough needs"):
        notice.to_svg(tmp_path / "x.svg", steps=(1,))
