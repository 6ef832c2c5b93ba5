"""The gallery has every walkthrough, and its page plays each one."""

from pathlib import Path

import jsonschema
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.gallery import ENTRIES, Entry
from scene_schema import SCHEMA


def test_every_walkthrough_one_can_type_is_in_it() -> None:
    typed = {entry.code.removeprefix("walk.").partition("(")[0] for entry in ENTRIES}
    assert typed == set(walk.__all__) - {"explain", "gallery"}
    assert "walk.explain(" in walk.gallery().text()


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
    assert scene.steps[-1].python.to_take
    assert "your own table" in " ".join(note for step in scene.steps[-2:] for note in step.notes)


def test_page_holds_each_walkthrough_once_and_fetches_nothing(tmp_path: Path) -> None:
    written = walk.gallery().to_html(tmp_path / "all.html").read_text(encoding="utf-8")
    assert written.count("<div data-fingerpost-walkthrough>") == len(ENTRIES)
    assert "http" not in written.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_list_says_what_to_type_in_html_and_in_text() -> None:
    bundle = walk.gallery()._repr_mimebundle_()
    for entry in ENTRIES:
        assert entry.code in bundle["text/plain"]
        assert entry.habit in bundle["text/html"]
