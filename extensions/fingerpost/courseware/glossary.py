"""The course's words: a page for learners, and a note on the word itself where a lesson first uses it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fingerpost.courseware.cells import CourseSourceFaultError, Fault, SourceCell, refuse

GLOSSARY, PAGE = "glossary.toml", "glossary.md"
_MARKED = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")


_A_YEAR = re.compile(r"\b20\d\d\b")
_OF_A_RETURN = re.compile(r"\b(?:[A-Z]\d{1,2}|SSDA903|CIN|UPN|DfE|Ofsted|census|statutory|official)\b")


@dataclass(frozen=True)
class Term:
    """One word: what it means, what it is called in Excel, pandas and SQL ('': nothing), its source.

    `module` is the one whose lesson marks it first; `ours` says that the meaning is the course's own.
    """

    word: str
    means: str
    excel: str = ""
    pandas: str = ""
    sql: str = ""
    module: str = ""
    source: str = ""
    ours: bool = False

    @property
    def is_of_a_tool(self) -> bool:
        """Claim that Excel, pandas or SQL has a word for it."""
        return bool(self.excel or self.pandas or self.sql)


def load_glossary(root: Path) -> dict[str, Term]:
    """Return the terms in `root/glossary.toml` by word; empty where there is none.

    Raises `CourseSourceFaultError` where it cannot be read, or an official meaning has no dated source.
    """
    path = root / GLOSSARY
    if not path.is_file():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
        terms = [Term(**one) for one in told]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as trouble:
        raise CourseSourceFaultError(f"{path} cannot be read: {trouble}. Mend that term first.") from None
    refuse(path, faults_of_glossary(terms, path.read_text(encoding="utf-8")))
    return {term.word: term for term in terms}


def faults_of_glossary(terms: Iterable[Term], text: str) -> list[Fault]:
    """Return each term whose meaning should say where it is from, and when; `text` is the file's own."""
    found = [(term, _fault_of_source(term)) for term in terms]
    return [Fault(_line_of(term.word, text), f'"{term.word}" {said}') for term, said in found if said]


def faults_of_terms(cells: Iterable[SourceCell], terms: Mapping[str, Term], *, module: str) -> list[Fault]:
    """Return each word of a lesson that stands there before the glossary's meaning is shown on it.

    Marked words have to be in the glossary, under this module or an earlier one. Words with an official
    meaning are marked where a lesson says them first; others are plain English as well as terms.
    """
    faults, shown = [], {term.word for term in terms.values() if term.module < module}
    for cell in cells:
        if cell.kind == "markdown":
            marked = [match[1] for match in _MARKED.finditer(cell.source)]
            faults += [Fault(cell.line, said) for word in marked if (said := _unready(word, terms, module))]
            shown |= set(marked)
            plain = _MARKED.sub(" ", cell.source)
            faults += [
                Fault(
                    cell.line, f'"{term.word}" is said before its meaning is shown; mark it: [[{term.word}]]'
                )
                for term in terms.values()
                if term.source and term.word not in shown and _says(plain, term.word)
            ]
    return faults


def glossary_page(terms: dict[str, Term]) -> str:
    """Return the glossary as a Markdown page: sector words first, then the words of the three tools."""
    tools = [term for term in terms.values() if term.is_of_a_tool]
    others = [term for term in terms.values() if term not in tools]
    rows = [f"| {_to_land_on(t)} | {t.means} | {t.excel} | {t.pandas} | {t.sql} |" for t in _sorted(tools)]
    told = [
        f"**{_to_land_on(t)}**: {t.means}{f' *({t.source})*' if t.source else ''}" for t in _sorted(others)
    ]
    return "\n".join(
        [
            "# Words of this course",
            "\nPoint at a dotted word in a lesson and you see its meaning; follow it to its line.\n",
            "## Excel, pandas, SQL\n",
            "| word | means | Excel | pandas | SQL |",
            "|---|---|---|---|---|",
            *rows,
            "\n## Children's services\n",
            "\n\n".join(told),
            "",
        ]
    )


def with_hover(text: str, terms: dict[str, Term]) -> str:
    """Return Markdown with each `[[word]]` or `[[word|as written]]` as a word that shows its meaning.

    Pointed at, it says it; followed, by a click, a tap or Enter, it leads to its line of the glossary's page.
    """

    def noted(match: re.Match[str]) -> str:
        term = terms.get(match[1])
        shown = match[2] or match[1]
        if term is None:
            return match[0]
        # a link, since keyboard and touch do not reach what stands on an <abbr> alone
        return f'<a href="{PAGE}#{_place(term)}"><abbr title="{escape(term.means)}">{shown}</abbr></a>'

    return _MARKED.sub(noted, text)


def _fault_of_source(term: Term) -> str:
    """Return what a term's source lacks, '' where it lacks nothing."""
    if term.source:
        return "" if _A_YEAR.search(term.source) else f'has a source without its year: "{term.source}"'
    if named := _OF_A_RETURN.search(term.means):
        return f"speaks of {named[0]} and has no source; give `source`, with its year"
    if term.is_of_a_tool or term.ours:
        return ""
    return (
        "is a word of the sector: give `source`, with its year, or `ours = true` where we chose the meaning"
    )


def _line_of(word: str, text: str) -> int:
    """Return the line on which a term begins, 1-based."""
    return text[: max(text.find(f'word = "{word}"'), 0)].count("\n") + 1


def _unready(word: str, terms: Mapping[str, Term], module: str) -> str:
    """Return why a marked word cannot be shown in this module, '' where it can."""
    if word not in terms:
        return f'"{word}" is marked as a word of the glossary, and {GLOSSARY} has none; add it there first'
    if terms[word].module > module:
        return f'"{word}" is a word of module {terms[word].module} in {GLOSSARY}, and stands here already'
    return ""


def _says(text: str, word: str) -> bool:
    """Claim that a text says a word, alone or as several, in its prose and not in code."""
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", text, flags=re.DOTALL)
    return bool(re.search(rf"\b{re.escape(word)}s?\b", " ".join(prose.split()), re.IGNORECASE))


def _place(term: Term) -> str:
    """Return by which name a term's line is reached."""
    return re.sub(r"[^a-z0-9]+", "-", term.word.casefold())


def _to_land_on(term: Term) -> str:
    return f'<span id="{_place(term)}">{term.word}</span>'


def _sorted(terms: list[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.word.casefold())
