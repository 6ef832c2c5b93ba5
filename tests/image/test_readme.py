"""README and CONTRIBUTING: short, and every command, link and figure in them true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fingerpost.cli import COMMANDS
from fingerpost.courseware.sources import load_course

PAGES = ("README.md", "CONTRIBUTING.md")
MOST_WORDS = 450
FIRST_COMMAND_BEFORE_LINE = 15


def commands_in(text: str) -> list[str]:
    """Return the lines of every fenced block, and every `fingerpost …` in running text."""
    fenced = [
        line
        for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    return fenced + re.findall(r"`((?:fingerpost|make) [^`]+)`", text)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, root: Path) -> str:
    name: str = request.param
    return (root / name).read_text(encoding="utf-8")


def test_readme_is_short_and_its_first_command_stands_early(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) < MOST_WORDS
    first = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("```"))
    assert first < FIRST_COMMAND_BEFORE_LINE


def test_every_link_and_picture_leads_to_a_file(page: str, root: Path) -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", page) if "://" not in target]
    assert [target for target in targets if not (root / target).is_file()] == []


def test_every_make_word_is_a_rule(page: str, root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    words = {line.split()[1] for line in commands_in(page) if line.startswith("make ")}
    assert words
    assert {word for word in words if not re.search(rf"^{word}:", makefile, re.MULTILINE)} == set()


def test_every_fingerpost_command_is_one(page: str) -> None:
    typed = [line.split("fingerpost ", 1)[1].split() for line in commands_in(page) if "fingerpost " in line]
    for words in typed:
        known = [word for word in words[:2] if re.fullmatch(r"[a-z]+", word)]
        assert known[0] in COMMANDS, known
        ran = subprocess.run(
            [sys.executable, "-m", "fingerpost", *known, "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{known}: {ran.stderr}"


def test_modules_named_ready_are_the_ready_ones(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    ready = load_course(root / "course").ready
    assert [module.title for module in ready if module.title not in text] == []
