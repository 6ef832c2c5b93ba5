"""A statement counts as covered through a marked task or a desk task, never through a quiz alone."""

from pathlib import Path

import pytest
from fingerpost.courseware.sources import Course, Module
from fingerpost.courseware.standards import StandardFaultError, coverage, load_standard

HEAD = (
    'id = "X"\ntitle = "T"\nversion = "1"\nas_of = "2026-01-01"\nsource = "s"\n'
    '[statements]\nK1 = "law"\nS1 = "use"\n'
)


def _met(way: str, name: str, codes: str = '"K1"', module: str = "03") -> str:
    return (
        f'[[met]]\nmodule = "{module}"\nway = "{way}"\nname = "{name}"\ncodes = [{codes}]\nevidence = "e"\n'
    )


@pytest.fixture
def course(tmp_path: Path) -> Course:
    module = Module("03", "03-count", "Count", "ready", 60, (), (), (), ("starters",), ("caution",))
    (tmp_path / "standards").mkdir()
    return Course(tmp_path, "1", 0, (module,))


def _write(course: Course, text: str) -> None:
    (course.root / "standards" / "x.toml").write_text(text, encoding="utf-8")


def test_a_marked_task_covers_its_statements(course: Course) -> None:
    _write(course, HEAD + _met("task", "starters"))
    grid = coverage(load_standard(course, "x"), {("03", "starters")})
    assert [(row.statement.code, row.is_covered) for row in grid] == [("K1", True), ("S1", False)]


def test_a_desk_task_covers_and_a_quiz_alone_does_not(course: Course) -> None:
    _write(course, HEAD + _met("desk", "desk", '"S1"') + _met("quiz", "quiz"))
    law, use = coverage(load_standard(course, "x"), {("03", "desk"), ("03", "quiz")})
    assert (law.is_covered, law.only_asked) == (False, True)
    assert (use.is_covered, use.only_asked) == (True, False)


def test_nothing_is_covered_before_it_is_done(course: Course) -> None:
    _write(course, HEAD + _met("task", "starters"))
    assert not any(row.is_covered or row.only_asked for row in coverage(load_standard(course, "x"), set()))


def test_a_module_names_its_statements_in_the_standards_order(course: Course) -> None:
    _write(course, HEAD + _met("task", "starters", '"S1", "K1"'))
    standard = load_standard(course, "x")
    assert list(standard.of_module("03").items()) == [("K1", "law"), ("S1", "use")]
    assert {told.part for told in standard.statements.values()} == {"knowledge", "skill"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            _met("task", "enders"),
            r"'enders' is no task of module 03.*words in course\.toml: starters",
        ),
        (_met("person", "starters"), "'starters' is no person's task of module 03"),
        (_met("task", "starters", '"K9"'), "names K9"),
        (_met("desk", "desk", module="17"), "names module 17"),
        ("[[met]]\n", "cannot be read"),
    ],
)
def test_a_map_that_contradicts_the_course_is_refused(course: Course, text: str, words: str) -> None:
    _write(course, HEAD + text)
    with pytest.raises(StandardFaultError, match=words):
        load_standard(course, "x")


def test_a_standard_that_is_not_there_is_told(course: Course) -> None:
    with pytest.raises(StandardFaultError, match="is not there"):
        load_standard(course, "y")


@pytest.mark.parametrize(
    ("sound", "planted", "words"),
    [
        ('as_of = "2026-01-01"', 'as_of = "last spring"', 'as_of is "last spring"; give the day'),
        ('as_of = "2026-01-01"', 'as_of = "2026"', 'as_of is "2026"; give the day'),
        ('source = "s"', 'source = " "', "source is empty"),
    ],
)
def test_statements_without_their_day_or_source_are_refused(
    course: Course, sound: str, planted: str, words: str
) -> None:
    _write(course, HEAD + _met("task", "starters"))
    assert load_standard(course, "x").source == "s"
    _write(course, HEAD.replace(sound, planted) + _met("task", "starters"))
    with pytest.raises(StandardFaultError, match=words):
        load_standard(course, "x")
