"""Built once for each process of a run: the learner edition and a tutor's course root. A room stays whole."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.courseware.build import build_learner, build_tutor
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_SEED_OF_B = 4_031_987
_LONGEST_FIRST = ("course", "browser/walkthroughs", "browser", "hub", "image", "judge")


def _room(nodeid: str) -> str:
    """Return the folder that a test shares its servers and files with: `tests/unit/grading`."""
    return "/".join(nodeid.partition("::")[0].split("/")[:-1][:3])


class RoomByRoom(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist ships no types
    """Each room of tests goes whole to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return _room(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> RoomByRoom:
    """Share rooms between the processes of `make test`, in the order they were collected in."""
    return RoomByRoom(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest rooms first, so that two cores end together."""
    order = {f"tests/{room}": place for place, room in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: order.get(_room(item.nodeid), len(order)))


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
