"""Resolve what pyproject.toml asks for into the hash-locked lists, and write the environment files from them.

`make lock` runs it and keeps every version that still fits, so that one new package moves nothing else: an
index goes on gaining files for a day that has passed. `make lock AS_OF=2027-01-04` resolves from nothing, as
of that day. The head of a list says its day, and holds a fingerprint of what was asked for, so that a check
can tell, without a network, that the list has fallen behind.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import prepare
import write_environment

ROOT = prepare.ROOT
OLDEST_PYTHON = "3.11"
AS_OF = "# As of: "
ASKED_FOR = "# Asked for: sha256 "


@dataclass(frozen=True)
class Lock:
    """One list: its file, what it is for, and where pyproject.toml says what belongs in it."""

    file: str
    purpose: str
    groups: tuple[str, ...] = ()
    with_learner: bool = True


LEARNER = Lock("requirements.lock", "what a learner needs")
LOCKS = (
    LEARNER,
    Lock("requirements-tutor.lock", "what a tutor needs", groups=("tutor",)),
    Lock("requirements-dev.lock", "what authors, developers and tests need", groups=("dev", "tutor")),
    Lock(
        "binder/hub/requirements-hub.lock",
        "what a JupyterHub, its learners and its marking service need",
        groups=("hub", "tutor"),
    ),
    Lock("binder/requirements-uv.lock", "the installer itself", groups=("installer",), with_learner=False),
)


def fingerprint(lock: Lock) -> str:
    """Return a hash of what is asked for, and of the learner's list where this one must agree with it."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(stated["project"]["dependencies"]) if lock.with_learner else []
    for group in lock.groups:
        wanted += stated["dependency-groups"][group]
    total = hashlib.sha256(json.dumps(sorted(wanted)).encode())
    if lock.with_learner and lock != LEARNER:
        total.update((ROOT / LEARNER.file).read_bytes())
    return total.hexdigest()


def said_in_head(lock: Lock, begins: str) -> str:
    """Return the rest of the head's line that begins so; empty when there is none."""
    file = ROOT / lock.file
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((line.removeprefix(begins) for line in lines if line.startswith(begins)), "")


def head(lock: Lock, as_of: str) -> str:
    """Return the comment lines that a list begins with."""
    lines = [
        f"# Written by `make lock`: {lock.purpose}, with the hashes of every file.",
        "# For Python 3.11 to 3.13 on Linux, macOS and Windows.",
        AS_OF + as_of,
        ASKED_FOR + fingerprint(lock),
    ]
    return "\n".join(lines) + "\n"


def resolve(lock: Lock, as_of: str, *, anew: bool) -> str:
    """Return a list's lines; unless resolved `anew`, versions that stand in it are kept where they fit."""
    sources: list[str] = ["pyproject.toml"] if lock.with_learner else []
    for group in lock.groups:
        sources += ["--group", f"pyproject.toml:{group}"]
    if lock.with_learner and lock != LEARNER:
        sources += ["-c", LEARNER.file]
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "made.lock"
        if not anew and (ROOT / lock.file).is_file():
            shutil.copy(ROOT / lock.file, made)
        words = [prepare.make_uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        words += ["--python-version", OLDEST_PYTHON, "--exclude-newer", f"{as_of}T00:00:00Z"]
        words += ["--no-header", "--no-emit-index-url", *sources, "-o", made]
        prepare.run(*words, say=f"resolve {lock.file}")
        return made.read_text(encoding="utf-8")


def write(as_of: str) -> None:
    """Write every list, anew as of a day (`YYYY-MM-DD`; empty: as it stands), then the environment files."""
    for lock in LOCKS:
        day = as_of or said_in_head(lock, AS_OF) or said_in_head(LEARNER, AS_OF)
        prepare.tell(f"Resolving {lock.file} as of {day}.")
        text = head(lock, day) + resolve(lock, day, anew=bool(as_of))
        (ROOT / lock.file).write_text(text, encoding="utf-8", newline="\n")
    write_environment.write()


def what_is_stale() -> list[str]:
    """Return the files that no longer follow from pyproject.toml and the learner's list."""
    behind = [lock.file for lock in LOCKS if said_in_head(lock, ASKED_FOR) != fingerprint(lock)]
    return behind + write_environment.what_is_stale()


def main(words: list[str]) -> int:
    """Write the lists (`[YYYY-MM-DD]`), or look whether they are fresh (`--check`)."""
    if words != ["--check"]:
        try:
            write(words[0] if words else "")
        except prepare.TroubleError as trouble:
            print(trouble, file=sys.stderr)
            return 1
        return 0
    stale = what_is_stale()
    if stale:
        print(f"Behind pyproject.toml: {', '.join(stale)}. Type: make lock", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
