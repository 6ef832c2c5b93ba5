"""A word has one meaning: on the glossary's page, and on the word itself in a lesson."""

from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.glossary import Term, glossary_page, load_glossary, unknown_words, with_hover

TERMS = {
    "rate": Term("rate", 'a count for every 10,000, "not" a share', module="03"),
    "group": Term("group", "a pile", excel="PivotTable", pandas="`.groupby()`", sql="`GROUP BY`"),
}


def test_a_marked_word_shows_its_meaning() -> None:
    shown = with_hover("A [[rate]] and a [[rate|**Rate**]].", TERMS)
    assert shown.count('title="a count for every 10,000, &quot;not&quot; a share"') == 2
    assert ">**Rate**</abbr>" in shown


def test_a_word_the_glossary_does_not_hold_is_named_and_left_as_it_is() -> None:
    assert unknown_words("[[rate]] [[ratio]]", TERMS) == ["ratio"]
    assert with_hover("[[ratio]]", TERMS) == "[[ratio]]"


def test_the_page_has_a_table_for_the_tools_and_lines_for_the_sector() -> None:
    page = glossary_page(TERMS)
    assert "| group | a pile | PivotTable | `.groupby()` | `GROUP BY` |" in page
    assert "**rate**: a count for every 10,000" in page


def test_a_glossary_is_read_from_its_file_and_a_fault_is_told(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == {}
    (tmp_path / "glossary.toml").write_text('[[terms]]\nword = "rate"\nmeans = "m"\n', encoding="utf-8")
    assert load_glossary(tmp_path) == {"rate": Term("rate", "m")}
    (tmp_path / "glossary.toml").write_text('[[terms]]\nword = "rate"\nmeens = "m"\n', encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="Mend that term first"):
        load_glossary(tmp_path)
