"""A word has one meaning: on the glossary's page, and on the word itself in a lesson."""

import re
from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError, SourceCell
from fingerpost.courseware.compile import compile_lesson
from fingerpost.courseware.glossary import Term, faults_of_terms, glossary_page, load_glossary, with_hover

TERMS = {
    "rate": Term("rate", 'a count for every 10,000, "not" a share', module="03"),
    "group": Term("group", "a pile", excel="PivotTable", pandas="`.groupby()`", sql="`GROUP BY`"),
}


def test_a_marked_word_shows_its_meaning() -> None:
    shown = with_hover("A [[rate]] and a [[rate|**Rate**]].", TERMS)
    assert shown.count('title="a count for every 10,000, &quot;not&quot; a share"') == 2
    assert ">**Rate**</abbr></a>" in shown


def test_a_marked_word_leads_to_its_line_of_the_glossary() -> None:
    terms = TERMS | {"legal status": Term("legal status", "a basis", ours=True)}
    page, shown = glossary_page(terms), with_hover("[[rate]] [[legal status]] [[group]]", terms)
    places = re.findall(r'<a href="glossary\.md#([^"]+)">', shown)
    assert places == ["rate", "legal-status", "group"]
    assert [page.count(f'id="{place}"') for place in places] == [1, 1, 1]


def test_a_word_the_glossary_does_not_hold_is_left_as_it_is() -> None:
    assert with_hover("[[ratio]]", TERMS) == "[[ratio]]"


def test_the_page_has_a_table_for_the_tools_and_lines_for_the_sector() -> None:
    page = glossary_page(TERMS)
    assert '| <span id="group">group</span> | a pile | PivotTable | `.groupby()` | `GROUP BY` |' in page
    assert '**<span id="rate">rate</span>**: a count for every 10,000' in page


def test_a_glossary_is_read_from_its_file_and_a_fault_is_told(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == {}
    ours = '[[terms]]\nword = "rate"\nmeans = "m"\nours = true\n'
    (tmp_path / "glossary.toml").write_text(ours, encoding="utf-8")
    assert load_glossary(tmp_path) == {"rate": Term("rate", "m", ours=True)}
    (tmp_path / "glossary.toml").write_text('[[terms]]\nword = "rate"\nmeens = "m"\n', encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="Mend that term first"):
        load_glossary(tmp_path)


SOUND = """[[terms]]
word = "group"
means = "a pile"
pandas = "`.groupby()`"

[[terms]]
word = "episode"
means = "a spell in care"
source = "SSDA903 episodes table, as returned for 2024-25"

[[terms]]
word = "rate"
means = "a count for every 10,000"
ours = true
"""


@pytest.mark.parametrize(
    ("sound", "planted", "line", "words"),
    [
        (" for 2024-25", "", 7, "has a source without its year"),
        ('source = "SSDA903 episodes table, as returned for 2024-25"\n', "", 7, "word of the sector"),
        ("ours = true\n", "", 12, "word of the sector"),
        ('"a pile"', '"a pile of SSDA903 rows"', 2, "speaks of SSDA903 and has no source"),
        ("every 10,000", "every 10,000 under a C2 order", 12, "speaks of C2 and has no source"),
        ('means = "a pile"', 'means = "the official pile"', 2, "speaks of official and has no source"),
    ],
)
def test_official_meaning_without_its_source_and_year_is_refused_with_its_line(
    tmp_path: Path, sound: str, planted: str, line: int, words: str
) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text(SOUND, encoding="utf-8")
    assert len(load_glossary(tmp_path)) == 3
    assert SOUND.count(sound) == 1
    file.write_text(SOUND.replace(sound, planted), encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match=words) as told:
        load_glossary(tmp_path)
    assert str(told.value).startswith(f"{file}:{line}: ")
    assert len(str(told.value).splitlines()) == 1


OFFICIAL = TERMS | {
    "short break": Term("short break", "a planned stay away", module="02", source="SSDA903, 2024-25"),
    "review": Term("review", "a meeting", module="09", source="SSDA903, 2024-25"),
}


def _told(*pages: str, module: str = "03") -> list[tuple[int, str]]:
    cells = [SourceCell("markdown", page, line) for line, page in enumerate(pages, start=1)]
    return [(fault.line, fault.said) for fault in faults_of_terms(cells, OFFICIAL, module=module)]


@pytest.mark.parametrize(
    ("pages", "line", "words"),
    [
        (("A pile.", "A [[ratio]]."), 2, '"ratio" is marked as a word of the glossary'),
        (("A [[review]].",), 1, '"review" is a word of module 09'),
        (("One review of each child.",), 1, '"review" is said before its meaning is shown'),
    ],
)
def test_word_before_the_glossary_shows_it_is_told_with_its_line(
    pages: tuple[str, ...], line: int, words: str
) -> None:
    ((where, said),) = _told(*pages)
    assert (where, words in said) == (line, True)


def test_official_word_is_marked_where_it_is_said_first_and_stays_known() -> None:
    ((line, said),) = _told("Short\nbreaks.", "A [[short break]].", module="02")
    assert (line, "mark it: [[short break]]" in said) == (1, True)
    assert _told("A [[short break|Short breaks]] table.", "Two short breaks.", module="02") == []
    assert _told("Two short breaks.", module="03") == [], "an earlier module has shown it"


def test_plain_english_and_code_are_no_words_before_their_time() -> None:
    assert _told("A group, a rate, `review`, [list](review.md).", module="01") == []


def test_lesson_with_a_word_before_its_time_is_not_compiled(module: Path) -> None:
    (module.parent / "glossary.toml").write_text(SOUND, encoding="utf-8")
    lesson = module / "lesson.py"
    lesson.write_text("# %% [markdown]\n# An [[episode]].\n", encoding="utf-8")
    assert "a spell in care" in compile_lesson(module).cells[0].source
    lesson.write_text("# %% [markdown]\n# One.\n\n# %% [markdown]\n# An [[eposide]].\n", encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match=r'lesson\.py:4: "eposide" is marked'):
        compile_lesson(module)
