"""The gallery has every walkthrough, and its page plays each one."""

import re
from pathlib import Path

import jsonschema
import pytest
from fingerpost import walk
from fingerpost.courseware.widths import too_wide
from fingerpost.walkthroughs.gallery import ENTRIES, FORMULA, Entry
from scene_schema import SCHEMA


def test_every_walkthrough_one_can_type_is_in_it() -> None:
    typed = {entry.code.removeprefix("walk.").partition("(")[0] for entry in (*ENTRIES, FORMULA)}
    assert typed == set(walk.__all__) - {"gallery"}


def test_formula_of_the_gallery_meets_a_capital_a_blank_and_a_day() -> None:
    scene = FORMULA.tell()
    jsonschema.validate(scene.to_dict(), SCHEMA)
    told = " ".join(part for step in scene.steps for part in (step.sentence, *step.notes))
    assert "In row 6, D6 holds “u4”, B6 holds 45452: the result is 295." in told
    assert "In row 7, D7 holds nothing: the result is 0." in told
    assert "agrees with IronCalc on all 12 rows." in told


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_every_walkthrough_keeps_to_the_standard(entry: Entry) -> None:
    scene = entry.tell()
    jsonschema.validate(scene.to_dict(), SCHEMA)
    assert 6 <= len(scene.steps) <= 10
    assert sum(step.prediction is not None for step in scene.steps) == 2
    for step in scene.steps:
        languages = [code.language for code in step.python.codes]
        assert [language for language in languages if language != "altair"] == ["pandas", "sql"]
        assert step.sentence.endswith((".", "?"))
        assert [said for code in step.python.codes for said in too_wide(code.text.splitlines())] == []
    assert scene.steps[-1].python.to_take
    last = " ".join(note for step in scene.steps[-2:] for note in step.notes)
    assert re.search(r"Try it with another (table|file) of the course: (\w+ = )?walk\.", last)
    assert "your own" not in last  # its rows would stay in the notebook, which is carried home and shared


def test_page_holds_each_walkthrough_once_and_fetches_nothing(tmp_path: Path) -> None:
    written = walk.gallery().to_html(tmp_path / "all.html").read_text(encoding="utf-8")
    assert written.count("<div data-fingerpost-walkthrough>") == len(ENTRIES) + 1
    assert "http" not in written.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_list_says_what_to_type_in_html_and_in_text() -> None:
    bundle = walk.gallery()._repr_mimebundle_()
    for entry in (*ENTRIES, FORMULA):
        assert entry.code in bundle["text/plain"]
        assert entry.habit in bundle["text/html"]
