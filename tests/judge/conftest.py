"""The judge's own environment, authority A built once, and what the judge says of its last three years."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fingerpost.warehouse.build import build_authority
from judge_runs import judge, order_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / ".venv-judge"
JUDGED_YEARS = (2024, 2025, 2026)
# Their own messages say that they see two years only; with every earlier return they see all they ask for.
RULES_OF_HISTORY = ["1001", "1002"]
# Another rule writes 31 March into the open episodes of the table they share, and these two read it: asked by
# themselves they find nothing. In company they fire on whoever is missing on that day.
RULES_THAT_READ_OTHERS_NOTES = ["575", "577"]
RULES_ASKED_ALONE = [*RULES_OF_HISTORY, *RULES_THAT_READ_OTHERS_NOTES]


@pytest.fixture(scope="session")
def judges_python() -> Path:
    """Return the Python of an environment that holds the sector's validator, made when it is not there."""
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    stamp, python = ENVIRONMENT / "requirements.txt", ENVIRONMENT / "bin" / "python"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    base = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    assert base, "The sector's validator needs Python 3.11 beside yours: install it, such as with apt or uv."
    subprocess.run([base, "-m", "venv", str(ENVIRONMENT)], check=True)
    words = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "-r",
        str(HERE / "requirements.txt"),
    ]
    subprocess.run(words, check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data root with authority A as learners have it."""
    root = tmp_path_factory.mktemp("judged")
    build_authority("A", out=root)
    return root


@pytest.fixture(scope="session")
def verdicts(judges_python: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Any]:
    """Return what the judge says of each year: rules, done, skipped, crashed, fired."""
    folder = tmp_path_factory.mktemp("orders")
    said = {}
    for year in JUDGED_YEARS:
        verdict = judge(judges_python, order_of(root, year), folder / str(year))
        history = judge(
            judges_python, {**order_of(root, year), "only": RULES_ASKED_ALONE}, folder / f"{year}-history"
        )
        assert set(history["done"]) == set(RULES_ASKED_ALONE)
        for code in RULES_ASKED_ALONE:
            verdict["fired"].pop(code, None)
        verdict["fired"] |= history["fired"]
        said[year] = verdict
    return said
