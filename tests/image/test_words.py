"""The words one types, and the sentences for a machine that will not do."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = [
    *("help", "setup", "start", "tutor", "hub", "check", "test"),
    *("module", "bench", "web", "picture", "fidelity", "lock"),
]


def run(*words: str, root: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    env = {**ours, **surroundings}
    return subprocess.run(words, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder that stands for the PATH of a machine: the tools of sh, no Python yet."""
    for name in ("sh", "dirname", "make", "awk"):
        found = subprocess.run(["which", name], capture_output=True, text=True, check=True).stdout.strip()
        (tmp_path / name).symlink_to(found)
    return tmp_path


def add_python(machine: Path, name: str, version: str, *, lacks: str = "") -> None:
    """Put a program there that is this Python but claims to be another, or to lack a module."""
    pretend = (
        "import runpy, sys\n"
        f"sys.version_info = (*{tuple(map(int, version.split('.')))!r}, 'final', 0)\n"
        f"sys.version = '{version} (here)'\n"
        f"sys.executable = {str(machine / name)!r}\n"
        f"if {lacks!r}: sys.modules[{lacks!r}] = None\n"
        "sys.argv = sys.argv[1:]\n"
        "sys.path.insert(0, sys.argv[0].rpartition('/')[0])\n"
        "if sys.argv[0]: runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    program = machine / name
    body = f'[ "$1" = -c ] && exit 0\nexec {shlex.quote(sys.executable)} -c {shlex.quote(pretend)} "$@"\n'
    program.write_text(f"#!/bin/sh\n{body}", encoding="utf-8")
    program.chmod(0o755)


def find_python(machine: Path, root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": str(machine), "PYTHON": "", "HOME": str(machine), **more}
    return run("sh", "binder/find-python", root=root, **surroundings)


def test_make_alone_lists_every_word_with_its_help(root: Path) -> None:
    shown = run("make", root=root).stdout.splitlines()
    assert [line.split()[:2] for line in shown] == [["make", word] for word in WORDS]
    assert all(len(line.split()) > 3 for line in shown)


def test_every_word_with_help_is_a_rule_that_needs_no_file_of_its_name(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert phony
    assert set(WORDS) <= set(phony[1].split())


def test_python_3_10_is_named_with_what_is_needed_and_what_to_do(root: Path, machine: Path) -> None:
    add_python(machine, "python3", "3.10.13")
    done = find_python(machine, root)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Found Python 3.10.13" in done.stderr
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "make start PYTHON=" in done.stderr


def test_make_start_under_python_3_10_stops_with_that_sentence(root: Path, machine: Path) -> None:
    add_python(machine, "python3", "3.10.13")
    done = run("make", "start", root=root, PATH=str(machine), PYTHON="", HOME=str(machine))
    assert done.returncode == 2
    assert done.stderr.startswith("Found Python 3.10.13")


def test_name_that_fails_when_run_is_passed_over(root: Path, machine: Path) -> None:
    shim = machine / "python3.12"
    shim.write_text(
        "#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2\nexit 127\n", encoding="utf-8"
    )
    shim.chmod(0o755)
    add_python(machine, "python3.11", "3.11.2")
    assert find_python(machine, root).stdout == "python3.11\n"


def test_python_3_14_is_too_new(root: Path, machine: Path) -> None:
    add_python(machine, "python3", "3.14.0")
    assert "Found Python 3.14.0" in find_python(machine, root).stderr


def test_python_asked_for_is_the_only_one_tried(root: Path, machine: Path) -> None:
    add_python(machine, "python3.12", "3.12.1")
    add_python(machine, "mine", "3.13.0")
    assert find_python(machine, root, PYTHON="mine").stdout == "mine\n"
    refused = find_python(machine, root, PYTHON="not-there")
    assert refused.returncode == 1
    assert "'not-there', which cannot be run" in refused.stderr


def test_no_python_at_all_is_said(root: Path, machine: Path) -> None:
    done = find_python(machine, root)
    assert done.returncode == 1
    assert done.stderr.startswith("No Python was found here")


def test_python_without_its_venv_part_names_the_package_to_install(root: Path, machine: Path) -> None:
    add_python(machine, "python3", "3.11.2", lacks="ensurepip")
    assert "sudo apt install python3.11-venv" in find_python(machine, root).stderr
