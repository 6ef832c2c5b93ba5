"""The checkout survives a clone on Windows and a council laptop."""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
UNFIT = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
LONGEST = 140
PICTURES = {".png", ".woff2", ".ico"}


def test_no_symbolic_links(tracked: dict[str, str]) -> None:
    assert [path for path, mode in tracked.items() if mode == "120000"] == []


def test_every_name_is_fit_for_windows(tracked: dict[str, str]) -> None:
    parts = {part for path in tracked for part in PurePosixPath(path).parts}
    unfit = [part for part in parts if UNFIT.search(part) or part.split(".")[0].lower() in RESERVED]
    assert unfit == []


def test_no_two_names_differ_by_capitals_alone(tracked: dict[str, str]) -> None:
    seen = Counter(path.lower() for path in tracked)
    assert [path for path, times in seen.items() if times > 1] == []


def test_no_path_is_too_long(tracked: dict[str, str]) -> None:
    assert [path for path in tracked if len(path) > LONGEST] == []


def test_text_files_have_unix_line_endings(root: Path, tracked: dict[str, str]) -> None:
    texts = [root / path for path in tracked if PurePosixPath(path).suffix not in PICTURES]
    assert [file for file in texts if file.is_file() and b"\r\n" in file.read_bytes()] == []


def test_only_programs_are_executable(root: Path, tracked: dict[str, str]) -> None:
    executable = [path for path, mode in tracked.items() if mode == "100755"]
    assert {".ci/run", "binder/find-python", "binder/postBuild", "binder/start"} <= set(executable)
    assert all((root / path).read_bytes().startswith(b"#!") for path in executable)


def test_nothing_built_is_tracked(tracked: dict[str, str]) -> None:
    built = {".ipynb", ".duckdb", ".pyc", ".whl"}
    assert [path for path in tracked if PurePosixPath(path).suffix in built] == []
