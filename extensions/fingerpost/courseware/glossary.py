"""The course's words: a page for learners, and a note on the word itself where a lesson first uses it."""

import re
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fingerpost.courseware.cells import CourseSourceFaultError

GLOSSARY = "glossary.toml"
_MARKED = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")


@dataclass(frozen=True)
class Term:
    """One word: what it means, what it is called in Excel, pandas and SQL ('': nothing), its source."""

    word: str
    means: str
    excel: str = ""
    pandas: str = ""
    sql: str = ""
    module: str = ""
    source: str = ""


def load_glossary(root: Path) -> dict[str, Term]:
    """Return the terms in `root/glossary.toml` by word; empty where there is none."""
    path = root / GLOSSARY
    if not path.is_file():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
        terms = [Term(**{key: str(said) for key, said in one.items()}) for one in told]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as trouble:
        raise CourseSourceFaultError(f"{path} cannot be read: {trouble}. Mend that term first.") from None
    return {term.word: term for term in terms}


def glossary_page(terms: dict[str, Term]) -> str:
    """Return the glossary as a Markdown page: sector words first, then the words of the three tools."""
    tools = [term for term in terms.values() if term.excel or term.pandas or term.sql]
    others = [term for term in terms.values() if term not in tools]
    rows = [f"| {t.word} | {t.means} | {t.excel} | {t.pandas} | {t.sql} |" for t in _sorted(tools)]
    told = [f"**{t.word}**: {t.means}{f' *({t.source})*' if t.source else ''}" for t in _sorted(others)]
    return "\n".join(
        [
            "# Words of this course",
            "\nHover over a dotted word in a lesson and you see its meaning; here they stand all together.\n",
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
    """Return Markdown with each `[[word]]` or `[[word|as written]]` as a word that shows its meaning."""

    def noted(match: re.Match[str]) -> str:
        term = terms.get(match[1])
        shown = match[2] or match[1]
        return f'<abbr title="{escape(term.means)}">{shown}</abbr>' if term else match[0]

    return _MARKED.sub(noted, text)


def unknown_words(text: str, terms: dict[str, Term]) -> list[str]:
    """Return the words marked in a text that the glossary does not hold."""
    return [match[1] for match in _MARKED.finditer(text) if match[1] not in terms]


def _sorted(terms: list[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.word.casefold())
