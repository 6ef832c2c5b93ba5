"""What an author is told about words: long sentences, American spelling, steps used before they are taught.

Reading age is the automated readability index (letters a word, words a sentence) plus five years: a formula
over what stands on the page, so every machine gives the same number. A learner action is a cell to run or a
fold to open.
"""

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fingerpost.courseware.cells import Fault, SourceCell

MOST_YEARS = 14.0  # the course's promise: readable at 14
MOST_WORDS_AN_ACTION = 150  # curriculum §9, row 7

_SPELLINGS = {
    r"\b\w{2,}(?:yz(?:e|ed|ing))\b": "British words end in -yse: analyse",
    r"\b(?:colo|behav[i]o|favo|neighbo|labo|hono)r(?:s|ed|ing|al|ally)?\b": "British words keep the u",
    r"\b(?:cent|lit)er(?:s|ed)?\b": "British words end in -re: centre",
    r"\b(?:summa[r]|organ|real|recogn|categ[o]r|visual|minim)iz(?:e|ed|es|ing|ation)\b": "we write -ise",
    r"\b(?:gray|catalog|fulfill|enroll|check mark)\b": "British: grey, catalogue, fulfil, enrol, tick",
    r"\b(?:simply|obviously|of course)\b": "what is simple to us is not to everyone; take the word out",
}


@dataclass(frozen=True)
class Prose:
    """What is read aloud on a page: its words by cell, and how many actions a learner is asked for."""

    cells: tuple[tuple[int, str], ...]
    actions: int

    @property
    def text(self) -> str:
        """Return all prose as one text."""
        return " ".join(text for _, text in self.cells)

    @property
    def words(self) -> int:
        """Return how many words there are to read."""
        return len(re.findall(r"[A-Za-z0-9'\u2019-]+", self.text))

    @property
    def years(self) -> float:
        """Return the reading age in years."""
        letters = sum(len(found) for found in re.findall(r"[A-Za-z0-9]+", self.text))
        sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", self.text)))
        words = max(1, self.words)
        return 4.71 * letters / words + 0.5 * words / sentences - 21.43 + 5


def prose_of(cells: Iterable[SourceCell]) -> Prose:
    """Return a page's prose: no code, tables, addresses or marks; folds and code cells are the actions."""
    told, actions = [], 0
    for cell in cells:
        if cell.kind == "code":
            actions += 1
            continue
        actions += cell.source.count("<summary>")
        told.append((cell.line, _bare(cell.source)))
    return Prose(tuple(told), actions)


def faults_of_words(cells: list[SourceCell]) -> list[Fault]:
    """Return what an author should change in a page's words; empty where it reads well."""
    prose = prose_of(cells)
    faults = [
        Fault(line, f'"{match.group()}": {said}')
        for line, text in prose.cells
        for pattern, said in _SPELLINGS.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    if prose.years > MOST_YEARS:
        said = f"reading age {prose.years:.1f} years, at most {MOST_YEARS:g}; cut sentences in two"
        faults.append(Fault(1, said))
    if prose.words > MOST_WORDS_AN_ACTION * max(1, prose.actions):
        each = prose.words / max(1, prose.actions)
        faults.append(Fault(1, f"{each:.0f} words for each learner action, at most {MOST_WORDS_AN_ACTION}"))
    return faults


def methods_used(source: str) -> set[str]:
    """Return the names of methods and options that code uses; empty where it is no code."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return set()
    methods = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    return methods | {word.arg for call in calls for word in call.keywords if word.arg}


def untaught(solutions: Iterable[str], taught: Collection[str], shown: Iterable[str]) -> list[str]:
    """Return what model answers use that neither earlier modules (`taught`) nor these pages show."""
    seen = set(taught) | {name for source in shown for name in methods_used(source)}
    return sorted({name for source in solutions for name in methods_used(source)} - seen)


def _bare(source: str) -> str:
    text = re.sub(r"```.*?```", " ", source, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] not in "|#"]
    text = re.sub(r"<[^>]+>", " ", " ".join(lines))
    text = re.sub(r"\]\([^)]*\)", " ", text)
    text = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", text)
    return re.sub(r"`[^`]*`|[*\[\]]", " ", text)
