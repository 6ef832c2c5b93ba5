"""A laptop without make: the lines on the page for it, typed as they stand."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import prepare
import pytest
import yaml


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "binder" / "LAPTOP.md").read_text(encoding="utf-8")


def lines_of(page: str, title: str) -> list[str]:
    """Return what is typed under a heading."""
    part = page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    typed: list[str] = re.findall(r"^```\n(.*?)\n```", part, re.MULTILINE | re.DOTALL)
    return typed[0].splitlines()


def test_three_lines_of_uv_make_an_environment_in_which_fingerpost_answers(
    page: str, copy_checkout: Callable[[Path], None], tmp_path: Path
) -> None:
    copy_checkout(tmp_path)
    path = f"{prepare.make_uv().parent}{os.pathsep}{os.environ['PATH']}"
    fetched = os.environ.get("UV_CACHE_DIR") or str(Path.home() / ".cache" / "uv")
    around = {**os.environ, "PATH": path, "HOME": str(tmp_path), "UV_CACHE_DIR": fetched}
    around.pop("VIRTUAL_ENV", None)
    typed = lines_of(page, "With uv")
    assert len(typed) == 3
    start = re.findall(r"\| Linux, macOS \| `(\S+ -m fingerpost) start` \|", page)
    for line in [*typed, f"{start[0]} --help"]:
        words = shlex.split(line.replace("3.12", sys.executable))  # there is no 3.12 on every machine
        done = subprocess.run(
            words, cwd=tmp_path, env=around, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{line}: {done.stderr}"
    assert "start" in done.stdout


def test_conda_is_told_the_name_and_the_file_that_are_ours(page: str, root: Path) -> None:
    made, entered, installed = lines_of(page, "With conda")
    file = made.rpartition(" ")[2]
    assert entered == f"conda activate {yaml.safe_load((root / file).read_text(encoding='utf-8'))['name']}"
    assert installed in (root / file).read_text(encoding="utf-8")


def test_line_for_python_alone_is_the_one_that_make_runs(page: str, root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "binder/prepare.py learner" in (root / "Makefile").read_text(encoding="utf-8").replace(
        "$(PREPARE)", "binder/prepare.py"
    )
    assert all("python binder/prepare.py learner" in told for told in (page, readme))
