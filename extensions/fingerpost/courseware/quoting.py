"""Error messages on a page: `{{error:word}}` becomes what the versions installed here say, at build time.

`errors.toml` beside a module's pages holds the code that stops, by word. It is run in a process of its own;
nobody types a message, so none can go stale when Python, pandas or DuckDB change theirs.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fingerpost.courseware import stopping
from fingerpost.courseware.cells import Fault, SourceCell, refuse
from fingerpost.errors import FingerpostError

ERRORS = "errors.toml"

_QUOTE = re.compile(r"\{\{error:(?P<word>\w+)(?::(?P<part>\w+))?\}\}")
_MOST_SECONDS = 60
# What a message typed by hand looks like: a kind, a colon and more; the head of a traceback; words of Python,
# pandas and DuckDB that nobody says otherwise.
_TYPED = re.compile(
    r"\b[A-Z]\w*(?:Error|Exception|Warning): \S"
    r"|\b(?:Binder|Parser|Catalog|Conversion|Invalid Input|Out of Range) Error: \S"
    r"|Traceback \(most recent"
    r"|name '\w+' is not defined|truth value of an? \w+ is ambiguous|\bMerge keys are not unique"
    r"|\bwas never closed\b|\binvalid character\b|\bincomplete input\b|\bunsupported operand\b"
    r"|\bCannot perform '|\btime data \S+ doesn't match|You are trying to merge on|No such file or directory",
    re.IGNORECASE,
)


class CodeDidNotStopError(FingerpostError):
    """What a page is to quote cannot be had from the code that `errors.toml` gives."""


@dataclass(frozen=True)
class Said:
    """What Python said to one piece of code, by what a page may ask for.

    '' is the last line, '1' and on are the lines of the traceback, the rest are the entry's own patterns.
    """

    parts: Mapping[str, str]


@dataclass(frozen=True)
class _Asked:
    """One entry of an `errors.toml`: code, its file's name ('': a cell), patterns for what is quoted."""

    word: str
    code: str
    script: str
    patterns: Mapping[str, str]


def said_in(folder: Path) -> Mapping[str, Said]:
    """Return what the installed versions say to the code in a module's `errors.toml`, by word.

    Empty where there is no such file. Raises `CodeDidNotStopError` where code runs to its end, or is answered
    with other words than a pattern looks for, and `CourseSourceFaultError` for TOML that cannot be read.
    """
    path = folder / ERRORS
    if not path.is_file():
        return {}
    asked = _asked(path)
    told = _answers(tuple((one.code, one.script) for one in asked))
    return {one.word: _said(path, one, *answer) for one, answer in zip(asked, told, strict=True)}


def with_errors(path: Path, text: str, *, line: int = 1) -> str:
    """Return a page's text with each `{{error:word}}` as what is said to its code.

    `{{error:word:2}}` is line 2 of the traceback, `{{error:word:kind}}` what the pattern `kind` finds.
    `path` is the page, `line` the one its text begins on.
    Raises `CourseSourceFaultError` for a word that `errors.toml` lacks and for a message typed by hand.
    """
    said = said_in(path.parent) if _QUOTE.search(text) else {}
    refuse(path, [Fault(line + at, fault) for at, fault in _faults(text, said)])
    return _QUOTE.sub(lambda match: _quoted(match, said), text)


def quoting(path: Path, cells: Iterable[SourceCell]) -> list[SourceCell]:
    """Return the cells of the page at `path`, error messages in their words filled in."""
    return [
        replace(cell, source=with_errors(path, cell.source, line=cell.line + 1))
        if cell.kind == "markdown"
        else cell
        for cell in cells
    ]


def quoted_everywhere(path: Path, told: object) -> object:
    """Return what a TOML file told, with error messages filled into every text of it."""
    if isinstance(told, str):
        return with_errors(path, told)
    if isinstance(told, list):
        return [quoted_everywhere(path, one) for one in told]
    if isinstance(told, dict):
        return {key: quoted_everywhere(path, one) for key, one in told.items()}
    return told


def _asked(path: Path) -> list[_Asked]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return [
            _Asked(word, one.pop("code"), one.pop("script", ""), patterns=one) for word, one in told.items()
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as trouble:
        refuse(path, [Fault(1, f"it cannot be read ({trouble}); each word has its own [word] and code")])
        raise


@lru_cache(maxsize=64)
def _answers(asked: tuple[tuple[str, str], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (last line, traceback) for each (code, script), asked once of a process that holds no data."""
    told = _asked_of_python(json.dumps([{"code": code, "script": script} for code, script in asked]))
    return tuple((one.get("says", ""), tuple(one.get("lines", ()))) for one in json.loads(told))


def _asked_of_python(asked: str) -> str:
    try:
        with tempfile.TemporaryDirectory(prefix="fingerpost-errors-") as empty:
            ran = subprocess.run(  # noqa: S603 - our own program on our own course source
                [sys.executable, "-I", str(Path(stopping.__file__))],
                input=asked,
                cwd=empty,
                capture_output=True,
                encoding="utf-8",
                timeout=_MOST_SECONDS,
                check=True,
            )
    except subprocess.TimeoutExpired:
        raise CodeDidNotStopError(f"Code of an {ERRORS} is still running after {_MOST_SECONDS} s.") from None
    except subprocess.CalledProcessError as ended:
        raise CodeDidNotStopError(
            f"Code of an {ERRORS} could not be run: {ended.stderr.strip()[-300:]}"
        ) from None
    return ran.stdout


def _said(path: Path, asked: _Asked, says: str, lines: tuple[str, ...]) -> Said:
    if not says:
        raise CodeDidNotStopError(f"{path}: the code of '{asked.word}' runs to its end; it has to stop.")
    parts = {"": says.splitlines()[0]} | {str(number): line for number, line in enumerate(lines, start=1)}
    for name, pattern in asked.patterns.items():
        found = re.search(pattern, says)
        if found is None:
            raise CodeDidNotStopError(
                f"{path}: '{name}' of '{asked.word}' looks for {pattern!r}, and Python says: {says} "
                "Mend the pattern, and read the page that quotes it."
            )
        parts[name] = found.group()
    return Said(parts)


def _faults(text: str, said: Mapping[str, Said]) -> list[tuple[int, str]]:
    """Return (lines into the text, what is wrong there) for unknown words and for what was typed by hand."""
    faults = []
    for at, line in enumerate(text.splitlines()):
        for match in _QUOTE.finditer(line):
            known = said.get(match["word"])
            if known is None:
                faults.append((at, f"no code stops for {match.group()}; write [{match['word']}] in {ERRORS}"))
            elif (match["part"] or "") not in known.parts:
                faults.append((at, f"{match.group()} asks for what is not there: {', '.join(known.parts)}"))
        if typed := _TYPED.search(line):
            hint = f"give the code in {ERRORS} and write {{{{error:word}}}}"
            faults.append((at, f'"{typed.group()}" is an error message typed by hand; {hint}'))
    return faults


def _quoted(match: re.Match[str], said: Mapping[str, Said]) -> str:
    return said[match["word"]].parts[match["part"] or ""]
