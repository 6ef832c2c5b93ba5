"""Write environment.yml, and the same bytes for Binder, from the learner's list.

Pins stand in it one by one: `-r requirements.lock` would make repo2docker install everything anew after
each change of a lesson. The line `python=3.12` has the one form in which repo2docker reads a version.
Markers about the system stay, for the file serves Windows and macOS too; those about Python are settled.
"""

from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LEARNER_LOCK = ROOT / "requirements.lock"
FILES = (ROOT / "environment.yml", ROOT / "binder" / "environment.yml")
PYTHON = "3.12"
LATE_FIX = 99  # conda installs the newest fix of a Python; some pins ask for more than its first ones
SYSTEMS = (
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
)
HEAD = """\
# Written by `make lock` from requirements.lock: change pyproject.toml, not this file.
# Then, in the environment it makes: python -m pip install --no-deps --no-build-isolation .
name: fingerpost
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python={python}
  - pip
  - pip:
"""


def holds_on(requirement: Requirement, system: dict[str, str], *, python: str) -> bool:
    """Claim that a pin is wanted on one system, under a Python such as `3.12`."""
    if requirement.marker is None:
        return True
    versions = {"python_version": python, "python_full_version": f"{python}.{LATE_FIX}"}
    cpython = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    here = {name: str(value) for name, value in default_environment().items()}
    return requirement.marker.evaluate({**here, **cpython, **versions, **system})


def pin(line: str, *, python: str) -> str:
    """Return one line of the lock as environment.yml has it; empty when no system wants it."""
    requirement = Requirement(line)
    wanted = [holds_on(requirement, system, python=python) for system in SYSTEMS]
    if not any(wanted):
        return ""
    exact = f"{requirement.name}{requirement.specifier}"
    return exact if all(wanted) else f"{exact} ; {requirement.marker}".replace('"', "'")


def text_from(lock: str, *, python: str = PYTHON) -> str:
    """Return the environment file's text for the text of a hashed list and a Python."""
    lines = [line.removesuffix("\\").strip() for line in lock.splitlines() if line[:1].isalnum()]
    pins = [pin(line, python=python) for line in lines]
    return HEAD.format(python=python) + "".join(f"      - {one}\n" for one in pins if one)


def write() -> None:
    """Write both files from the learner's list."""
    text = text_from(LEARNER_LOCK.read_text(encoding="utf-8"))
    for file in FILES:
        file.write_text(text, encoding="utf-8", newline="\n")


def what_is_stale() -> list[str]:
    """Return the files that do not follow from the learner's list."""
    wanted = text_from(LEARNER_LOCK.read_text(encoding="utf-8")).encode()
    stale = [file for file in FILES if not file.is_file() or file.read_bytes() != wanted]
    return [file.relative_to(ROOT).as_posix() for file in stale]
