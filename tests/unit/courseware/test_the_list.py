"""`course.toml` is read as one list that cannot contradict itself."""

from pathlib import Path

import pytest
from fingerpost.courseware.sources import (
    CourseListFaultError,
    UnknownModuleError,
    find_course,
    load_course,
)


def test_modules_come_in_the_order_of_the_list(course: Path) -> None:
    assert [module.folder for module in load_course(course).modules] == ["03-count"]


def test_module_is_found_by_id_and_by_folder(course: Path) -> None:
    listed = load_course(course)
    assert listed.module("03") is listed.module("03-count")


def test_unknown_module_is_answered_with_those_there_are(course: Path) -> None:
    with pytest.raises(UnknownModuleError, match=r"no module '33'\. It has: 03"):
        load_course(course).module("33")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("needs = []", 'needs = ["02"]', "needs 02, not listed above it"),
        ('"starters"]', '"starters", "starters"]', "'starters' is listed twice"),
        ("minutes = 60\n", "", "lacks 'minutes'"),
        ("fix = 2", "fix = ", "not readable as TOML"),
    ],
)
def test_contradiction_in_the_list_is_named(course: Path, old: str, new: str, said: str) -> None:
    path = course / "course.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CourseListFaultError, match=said):
        load_course(course)


def test_course_is_found_from_a_folder_below_it(course: Path) -> None:
    below = course.parent / "some" / "where"
    below.mkdir(parents=True)
    assert find_course(around=below) == course


def test_no_course_around_is_no_trouble(tmp_path: Path) -> None:
    assert find_course(around=tmp_path) is None


def test_named_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseListFaultError, match=r"holds no course\.toml"):
        find_course(tmp_path)
