"""A written task has two examples a level in its tutor's notes; a course root without them is not built."""

from pathlib import Path

import pytest
from fingerpost.courseware import build
from fingerpost.courseware.build import build_tutor
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.exemplars import exemplars_of, faults_of_exemplars
from fingerpost.grading.by_hand.rubric import Row, Rubric

LEVEL = """**Reads as {level}, {level}**

*"First answer of {level},
over two lines."* Why it reads so.

*"Second answer of {level}."*
"""
NOTES = "\n".join(LEVEL.format(level=level) for level in (2, 1, 0)) + '\n## After\n\n*"No example."*\n'
TWO_ROWS = Rubric(rows=(Row("Base", ("0", "1", "2")), Row("Cause", ("0", "1", "2"))))
SCHEME = "| row | 2 | 1 | 0 |\n# |---|---|---|---|\n# | Base | a | b | c |\n# | Cause | a | b | c |\n#"


def test_examples_are_found_below_their_levels() -> None:
    found = exemplars_of(NOTES)
    assert found[2, 2] == ["First answer of 2, over two lines.", "Second answer of 2."]
    assert {levels: len(said) for levels, said in found.items()} == {(2, 2): 2, (1, 1): 2, (0, 0): 2}


@pytest.mark.parametrize(
    ("sound", "planted", "words"),
    [
        ('*"Second answer of 1."*\n', "", "1 of 2 different examples stand below **Reads as 1, 1**"),
        ("Second answer of 0.", "First answer of 0, over two lines.", "1 of 2 different examples"),
        (
            "**Reads as 2, 2**",
            "**Reads as 2, 2, 2**",
            "0 of 2 different examples stand below **Reads as 2, 2**",
        ),
        ('*"Second answer of 2."*', '*" … "*', "1 of 2 different examples stand below **Reads as 2, 2**"),
        ("**Reads as 0, 0**", "Reads as nought", "0 of 2 different examples stand below **Reads as 0, 0**"),
    ],
)
def test_level_with_too_few_examples_is_told(sound: str, planted: str, words: str) -> None:
    assert faults_of_exemplars(NOTES, [TWO_ROWS]) == []
    assert NOTES.count(sound) == 1
    said = [fault.said for fault in faults_of_exemplars(NOTES.replace(sound, planted), [TWO_ROWS])]
    assert len(said) == 1
    assert words in said[0]


def test_two_written_tasks_want_four_examples_a_level() -> None:
    assert len(faults_of_exemplars(NOTES, [TWO_ROWS, TWO_ROWS])) == 3


def test_a_course_root_is_refused_until_every_level_has_its_examples(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build_authority", lambda _letter, **_options: tmp_path)
    module = course / "03-count"
    source = (module / "assignment.py").read_text(encoding="utf-8").replace("points=6", "points=4")
    (module / "assignment.py").write_text(
        source.replace("2 = a real limit is named", SCHEME), encoding="utf-8"
    )
    with pytest.raises(CourseSourceFaultError, match=r"tutor\.md:1: 0 of 2 different examples"):
        build_tutor(course, tmp_path / "root")
    assert not (tmp_path / "root").exists()
    (module / "tutor.md").write_text(NOTES, encoding="utf-8")
    assert (build_tutor(course, tmp_path / "root") / "notes" / "03-count.md").is_file()
