"""Numbers in prose: each one is worked out from the data, or stands in a form that is no claim about it.

`figures.toml` beside a module's pages says how a figure is worked out and the words it stands in, with `{}`
for the number; nobody types the number there. `numbers.toml` of the course lists the forms that claim nothing
(dates, points, steps), each with its reason; a module's own `plain` lists whole phrases, such as those of a
made-up example. Numbers in words count from two on; "one" is mostly an article, and so is "no". What a page
says of its own module ("eight tasks") stands in `numbers.toml` under `counts`, and is counted from its files.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import Any

from fingerpost.courseware.cells import CourseSourceFaultError, Fault, read_cells
from fingerpost.courseware.counted import COUNTS

FIGURES, NUMBERS = "figures.toml", "numbers.toml"
PAGES = ("lesson.py", "assignment.py", "practice.py", "desk.py", "quiz.toml", "sheet.md", "tutor.md")

_UP_TO_TEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = (
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_WORDS = (*_UP_TO_TEN, *_TEENS, "twenty")
_FEW = _UP_TO_TEN[2:]
_NUMBER = re.compile(
    rf"(?<![\w.,])\d(?:[\d,.]*\d)?(?!\w)|\b(?:{'|'.join(_TEENS)}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    rf"|hundred|thousand|million|dozen|twice|half|thirds?|quarter|{'|'.join(_FEW)})\b",
    re.IGNORECASE,
)
# What is no prose: code, where links lead, tags, a table's rule; and in a quiz all but its sentences.
_NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<[^>]+>|^\|[-|: ]+\|$", re.DOTALL | re.MULTILINE)
_NOT_ASKED = re.compile(r"^(?!(?:says|ask|reason) = ).*$", re.MULTILINE)

_Span = tuple[int, int]

_QUESTION = r'(?ms)^word = "{}"$.*?(?=^\[\[(?:warm_up|skip)\]\]|\Z)'


@dataclass(frozen=True)
class Figure:
    """One figure: the phrases it stands in, `{}` for the number; how it is worked out; how it is written.

    `sql` asks authority A for one value; `value` is Python over the names that the cells of `after` leave.
    `form` is a format specification, or "words" for a number of up to twenty in letters,
    "Words" where it begins a sentence.
    """

    says: tuple[str, ...]
    sql: str = ""
    value: str = ""
    after: str = "lesson.py"
    form: str = ""

    def written(self, number: object) -> tuple[str, ...]:
        """Return the phrases with the number in them."""
        return tuple(phrase.replace("{}", _written(number, self.form)) for phrase in self.says)


@dataclass(frozen=True)
class Counted:
    """What any module's page may say of its module: a number of `COUNTS`, and phrases with `{}` for it."""

    counted: str
    says: tuple[str, ...]

    def faults(self, page: str, text: str, folder: Path) -> tuple[list[str], list[_Span]]:
        """Return what a page says otherwise than the module has it, and where it says how many."""
        found = [match for phrase in self.says for match in _with_a_number(phrase).finditer(text)]
        has = COUNTS[self.counted](folder) if found else 0
        right = {str(has), *_WORDS[has : has + 1]}
        off = [match for match in found if match["number"].lower() not in right]
        told = [(_line(text, match.start()), " ".join(match.group().split())) for match in off]
        faults = [f'{page}:{line}: "{said}", and the module has {has} {self.counted}' for line, said in told]
        return faults, [match.span() for match in found]


@dataclass(frozen=True)
class Numbers:
    """What is known of a module's numbers: figures; and the forms, phrases, questions that claim nothing."""

    figures: tuple[Figure, ...]
    counts: tuple[Counted, ...] = ()
    forms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    questions: frozenset[str] = frozenset()


def load_numbers(folder: Path) -> Numbers:
    """Return a module's figures with the forms of the course; raises `CourseSourceFaultError`.

    A form is a regular expression in which a space is any gap and `{few}` a number from two to ten in words;
    a phrase of `plain` is taken literally, and `questions` are words of the quiz whose numbers are examples
    of their own.
    """
    own, shared = _table(folder / FIGURES), _table(folder.parent / NUMBERS)
    try:
        figures = tuple(Figure(**{**one, "says": tuple(one["says"])}) for one in own.get("figures", ()))
        counts = tuple(Counted(one["counted"], tuple(one["says"])) for one in shared.get("counts", ()))
        if unknown := {one.counted for one in counts} - COUNTS.keys():
            raise CourseSourceFaultError(f"{NUMBERS} counts {unknown}; it may count {', '.join(COUNTS)}.")
        forms = tuple(_gaps(one["form"]) for one in shared.get("forms", ()) if one["why"])
        plain = [one for one in own.get("plain", ()) if one["why"]]
        phrases = tuple(says for one in plain for says in one.get("says", ()))
        questions = frozenset(word for one in plain for word in one.get("questions", ()))
    except (KeyError, TypeError) as trouble:
        raise CourseSourceFaultError(f"{folder / FIGURES} or {NUMBERS}: an entry lacks {trouble}.") from None
    return Numbers(figures, counts, forms, phrases, questions)


def faults_of_figures(folder: Path, numbers: Numbers, work_out: Callable[[Figure], object]) -> list[str]:
    """Return what is off with the numbers on a module's pages, one sentence each; empty where all hold.

    `work_out` gives a figure's value. A phrase that no page holds is told (the page says another number, or
    nothing), and so is every number that neither a figure nor a form covers, with page and line.
    """
    pages = {name: prose_of_page(folder / name) for name in PAGES if (folder / name).is_file()}
    phrases = [phrase for figure in numbers.figures for phrase in figure.written(work_out(figure))]
    faults = [f'{FIGURES}: no page says "{one}", and the data do' for one in _unsaid(phrases, pages)]
    faults += [f'{FIGURES}: no page says "{one}"; take it out' for one in _unsaid(numbers.phrases, pages)]
    literal = map(_literally, (*phrases, *numbers.phrases))
    covered = [re.compile(form) for form in (*literal, *numbers.forms)]
    for name, whole in pages.items():
        text = _without_questions(folder / name, whole, numbers.questions)
        spans = [match.span() for form in covered for match in form.finditer(text)]
        for one in numbers.counts:
            off, right = one.faults(name, text, folder)
            faults, spans = faults + off, spans + right
        faults += [f"{name}:{fault.line}: {fault.said}" for fault in _unbound(text, spans)]
    return faults


def prose_of_page(path: Path) -> str:
    """Return a page's prose with its line breaks, everything else as spaces: every place keeps its line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return _NO_PROSE.sub(_blank, _NOT_ASKED.sub(_blank, text))
    if path.suffix == ".py":
        lines = [""] * len(text.splitlines())
        for cell in read_cells(path):
            if cell.kind == "markdown":
                told = cell.source.splitlines()
                lines[cell.line : cell.line + len(told)] = told
        text = "\n".join(lines)
    return _NO_PROSE.sub(_blank, text)


def _without_questions(path: Path, text: str, questions: Iterable[str]) -> str:
    """Return a quiz's prose without these questions; another page as it is."""
    if path.suffix == ".toml":
        told = path.read_text(encoding="utf-8")
        for word in questions:
            asked = re.search(_QUESTION.format(word), told)
            if asked is None:
                raise CourseSourceFaultError(f"{path} has no question '{word}', which {FIGURES} names.")
            text = text[: asked.start()] + _blank(asked) + text[asked.end() :]
    return text


def _unbound(text: str, spans: Iterable[_Span]) -> list[Fault]:
    """Return each number in a page's prose that none of the spans covers."""
    faults = []
    for number in _NUMBER.finditer(text):
        if not any(first <= number.start() and number.end() <= last for first, last in spans):
            line = _line(text, number.start())
            around = " ".join(text[max(0, number.start() - 30) : number.end() + 30].split())
            said = f'"{number.group()}" (… {around} …) is worked out nowhere; bind it in {FIGURES}'
            faults.append(Fault(line, said))
    return faults


def _unsaid(phrases: Iterable[str], pages: Mapping[str, str]) -> list[str]:
    said = "\n".join(pages.values())
    return [phrase for phrase in phrases if not re.search(_literally(phrase), said)]


def _literally(phrase: str) -> str:
    """Return a pattern for a phrase, over line breaks, with no digit before or behind it."""
    return r"(?<![\w.,])" + r"\s+".join(map(re.escape, phrase.split())) + r"(?![\w]|[.,]\d)"


def _gaps(form: str) -> str:
    return form.replace("{few}", f"(?i:{'|'.join(_FEW)})").replace(" ", r"\s+")


def _with_a_number(phrase: str) -> re.Pattern[str]:
    """Return a pattern for a phrase with any number in it, in figures or in words."""
    before, after = (r"\s+".join(map(re.escape, part.split(" "))) for part in phrase.split("{}"))
    return re.compile(rf"\b{before}(?P<number>\d+|{'|'.join(_WORDS)}){after}\b", re.IGNORECASE)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _written(number: object, form: str) -> str:
    if not isinstance(number, Integral):
        return format(number, form)
    if form.lower() == "words":
        written = _WORDS[number] if number in range(len(_WORDS)) else f"{number:,}"
        return written.capitalize() if form == "Words" else written
    return format(int(number), form or ",")


def _table(path: Path) -> Mapping[str, list[dict[str, Any]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as trouble:
        raise CourseSourceFaultError(f"{path} cannot be read: {trouble}. Mend that line first.") from None
