"""What an earlier build left, part by part: a part is kept while all it came from is as it was.

A part is a module or an authority's warehouse. Its key is a hash over everything it is made of: its own
sources, what all modules share (`course.toml`, glossary, standards, settings), every file of fingerpost and
every installed version. Its files are known by their own hashes: one changed by hand is made anew.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

import fingerpost
from fingerpost.courseware.sources import Course

RECORD = "made.json"


@dataclass(frozen=True)
class Part:
    """One part of an edition: the key it was made under, and the hash of each of its files by name."""

    key: str
    files: Mapping[str, str] = field(default_factory=dict)


def made_in(out: Path) -> dict[str, Part]:
    """Return what stands recorded in an edition, by part; empty where nothing can be relied on."""
    try:
        told = json.loads((out / RECORD).read_text(encoding="utf-8"))
        return {name: Part(str(one["key"]), dict(one["files"])) for name, one in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def kept_files(out: Path, part: Part | None, key: str) -> dict[str, bytes]:
    """Return a part's files by name if it was made under `key` and none has been touched since, else none."""
    if part is None or part.key != key:
        return {}
    try:
        files = {name: (out / name).read_bytes() for name in part.files}
    except OSError:
        return {}
    return files if part.files == _hashes(files) else {}


def part_of(key: str, files: Mapping[str, bytes]) -> Part:
    """Return the part that these files are."""
    return Part(key, _hashes(files))


def record(out: Path, parts: Mapping[str, Part]) -> None:
    """Write down what an edition holds, the same bytes for the same parts."""
    told = {name: {"key": part.key, "files": dict(part.files)} for name, part in parts.items()}
    text = json.dumps(told, indent=1, sort_keys=True) + "\n"
    (out / RECORD).write_text(text, encoding="utf-8", newline="\n")


def module_keys(course: Course) -> dict[str, str]:
    """Return the key of each module that is ready, by folder name."""
    folders = {module.folder for module in course.modules}
    shared = _digest(course.root, (path for path in _files(course.root) if path.parts[0] not in folders))
    return {module.folder: _module_key(course.root / module.folder, shared) for module in course.ready}


def authority_key(letter: str, seed: int | None) -> str:
    """Return the key of an authority's warehouse."""
    return _hash(f"{letter} {seed} {program_digest()}".encode())


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Return one hash over every file of fingerpost, this Python and every installed package's version."""
    package = Path(fingerpost.__file__).parent
    installed = sorted({f"{one.name} {one.version}" for one in distributions()})
    of_files = _digest(package, _files(package))
    return _hash("\n".join([sys.version, *installed, of_files]).encode())


def _module_key(folder: Path, shared: str) -> str:
    return _hash(f"{_digest(folder, _files(folder))} {shared} {program_digest()}".encode())


def _files(folder: Path) -> list[Path]:
    """Return the files under a folder, relative to it, in order; what Python leaves beside them is none."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _digest(folder: Path, files: Iterable[Path]) -> str:
    return _hash(
        "".join(f"{path.as_posix()} {_hash((folder / path).read_bytes())}\n" for path in files).encode()
    )


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _hash(content) for name, content in files.items()}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
