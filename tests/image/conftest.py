"""Where the checkout stands, and what it tracks."""

import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def tracked(root: Path) -> dict[str, str]:
    """Return every path that git tracks with its mode, such as `100755`."""
    words = ["git", "ls-files", "--stage", "-z"]
    listed = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout
    entries = [entry.split("\t", 1) for entry in listed.split("\0") if entry]
    return {path: said.split()[0] for said, path in entries}


@pytest.fixture(scope="session")
def dev_programs() -> Path:
    """Return the folder of the programs installed beside this Python."""
    return Path(sysconfig.get_path("scripts"))


@pytest.fixture(scope="session")
def copy_checkout(root: Path) -> Callable[[Path], None]:
    """Return what fills a folder as a clone would, with the changes that are not yet committed."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout
    present = [name for name in listed.split("\0") if name and (root / name).is_file()]

    def copy(folder: Path) -> None:
        for name in present:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)

    return copy
