"""Two commands on a fresh clone: the environment is made, JupyterLab answers, and all is reused after."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fingerpost.server.hub.starting import free_port
from lab_server import end, wait_until_answering

LARGEST_MB = 600


@dataclass(frozen=True)
class Clone:
    """A checkout of its own, its person's home, and what `make setup` said in it."""

    folder: Path
    home: Path
    surroundings: dict[str, str]
    said: str

    @property
    def packages(self) -> Path:
        """Return the environment's site-packages."""
        return next((self.folder / ".venv" / "lib").glob("python3.*")) / "site-packages"


def surroundings_of(home: Path) -> dict[str, str]:
    """Return what a person's shell has: nothing of an outer make, packages fetched once already."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    fetched = os.environ.get("UV_CACHE_DIR") or str(Path.home() / ".cache" / "uv")
    return {**ours, "HOME": str(home), "UV_CACHE_DIR": fetched, "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def clone(copy_checkout: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Clone:
    folder, home = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("home")
    copy_checkout(folder)
    surroundings = surroundings_of(home)
    done = subprocess.run(
        ["make", "setup"], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Clone(folder, home, surroundings, done.stdout)


@contextmanager
def started(clone: Clone) -> Iterator[str]:
    """Give what `make start` said until JupyterLab answered, then stop it."""
    port, log = free_port(), clone.home / "start.log"
    options = f"START_ARGS=--no-browser --port {port} --home {clone.home / 'course'}"
    with log.open("wb") as said:
        process = subprocess.Popen(
            ["make", "start", options],
            cwd=clone.folder,
            env=clone.surroundings,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_answering(f"http://127.0.0.1:{port}/api", process)
            yield log.read_text(encoding="utf-8")
        except RuntimeError as ended:
            ended.add_note(log.read_text(encoding="utf-8"))
            raise
        finally:
            end(process)


def test_setup_says_what_it_installs(clone: Clone) -> None:
    assert [line.split()[0] for line in clone.said.splitlines()] == ["Installing", "Installing"]


def test_environment_stays_small_with_its_bytecode(clone: Clone) -> None:
    counted = {file.lstat().st_ino: file.lstat().st_blocks for file in (clone.folder / ".venv").rglob("*")}
    assert (clone.packages / "pandas" / "__pycache__").is_dir()
    assert sum(counted.values()) * 512 / 2**20 <= LARGEST_MB


def test_slow_validator_is_removed(clone: Clone) -> None:
    assert not (clone.packages / "rfc3987_syntax").exists()
    assert not (clone.packages / "lark").exists()


def test_fingerpost_is_installed_for_good_and_not_linked_to_the_clone(clone: Clone) -> None:
    assert (clone.packages / "fingerpost" / "cli.py").is_file()
    assert list((clone.packages / "fingerpost" / "__pycache__").glob("cli.*.pyc"))


def test_nothing_is_written_into_the_clone_but_environments(clone: Clone, root: Path) -> None:
    new = {path.name for path in clone.folder.iterdir()} - {path.name for path in root.iterdir()}
    assert new <= {".venv", ".venv-uv"}


@pytest.fixture(scope="module")
def first_start(clone: Clone) -> str:
    """Return what the first start said before JupyterLab answered."""
    with started(clone) as said:
        return said


def test_first_start_builds_the_course_and_jupyterlab_answers(clone: Clone, first_start: str) -> None:
    assert "Building" in first_start
    assert (clone.home / "course" / "Start here.md").is_file()


@pytest.mark.usefixtures("first_start")
def test_second_start_reuses_all(clone: Clone) -> None:
    with started(clone) as said:
        assert "Installing" not in said
        assert "Building" not in said
        assert "Your folder: " in said
