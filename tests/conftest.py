"""Built once for each process of a run: the learner edition and a tutor's course root. A room stays whole."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.courseware.build import build_learner, build_tutor

_SEED_OF_B = 4_031_987
_TESTS = Path(__file__).parent
_LONGEST_FIRST = ("course", "hub", "browser", "image", "judge")


def _room(item: pytest.Item) -> str:
    """Return the folder that a test shares its servers and files with: `browser`, `unit/grading`."""
    parts = item.path.relative_to(_TESTS).parent.parts
    return "/".join(parts[: 2 if parts[:1] == ("unit",) else 1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each room to one process, the longest first, so that two cores end together."""
    order = {room: place for place, room in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: order.get(_room(item), len(order)))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_room(item)))


@pytest.fixture(scope="module", autouse=True)
def surroundings_are_left_as_they_were() -> Iterator[None]:
    """A course's nbgrader_config.py sets variables where it is read; none may reach the next tests."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def course() -> Path:
    """The course sources."""
    return Path(__file__).resolve().parents[1] / "course"


@pytest.fixture(scope="session")
def edition(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner edition; nothing may be written into it."""
    return build_learner(course, tmp_path_factory.mktemp("learner") / "edition")


@pytest.fixture(scope="session")
def course_root(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tutor's course root with a seed of its own; copy it before writing into it."""
    root = tmp_path_factory.mktemp("tutor") / "course"
    root.mkdir()
    (root / "fingerpost.toml").write_text(
        f'release = "2026.1"\nhidden_seed = {_SEED_OF_B}\n', encoding="utf-8"
    )
    return build_tutor(course, root)
