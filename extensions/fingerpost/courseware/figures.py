"""Numbers in prose: each one is worked out from the data, or stands in a form that is no claim about it.

`figures.toml` beside a module's pages says how a figure is worked out and the words it stands in, with `{}` for
the number; nobody types the number there. `numbers.toml` of the course lists the forms that claim nothing (dates,
points, steps), each with its reason; a module's own `plain` lists whole phrases, a made-up example for instance.
Numbers up to ten in words are not looked for, for "two rows" is mostly no figure; a figure may be one all the same.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fingerpost.courseware.cells import CourseSourceFaultError, Fault, read_cells

FIGURES, NUMBERS = "figures.toml", "numbers.toml"
PAGES = ("lesson.py", "assignment.py", "practice.py", "desk.py", "quiz.toml", "sheet.md", "tutor.md")

_WORDS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred thousand million half third thirds quarter".split()
_NUMBER = re.compile(
    r"(?<![\w.,])\d(?:[\d,.]*\d)?(?!\w)|\b(?:" + "|".join([*_WORDS[11:], *_TENS]) + r")\b", re.IGNORECASE
)
# What is no prose: code, where links lead, tags, a table's rule, comments; and in a quiz all but its sentences.
_NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<[^>]+>|^\|[-|: ]+\|$", re.DOTALL | re.MULTILINE)
_NOT_ASKED = re.compile(r"^(?!(?:says|ask|reason) = ).*$", re.MULTILINE)


@dataclass(frozen=True)
class Figure:
    """One figure: the phrases it stands in, `{}` for the number; how it is worked out; how it is written.

    `sql` asks authority A for one value; `value` is Python over the names that the cells of `after` leave.
    `form` is a format specification, or "words" for a number of up to twenty in letters.
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
class Numbers:
    """What is known of a module's numbers: its figures, and the patterns of what claims nothing."""

    figures: tuple[Figure, ...]
    plain: tuple[str, ...]


def load_numbers(folder: Path) -> Numbers:
    """Return a module's figures with the forms of the course; raises `CourseSourceFaultError`.

    A form is a regular expression in which a space is any gap; a phrase of `plain` is taken literally.
    """
    own, shared = _table(folder / FIGURES), _table(folder.parent / NUMBERS)
    try:
        figures = tuple(
            Figure(**{**one, "says": tuple(one["says"])}) for one in own.get("figures", ())
        )
        forms = [_gaps(one["form"]) for one in shared.get("forms", ()) if one["why"]]
        phrases = [_literally(says) for one in own.get("plain", ()) for says in one["says"] if one["why"]]
    except (KeyError, TypeError) as trouble:
        raise CourseSourceFaultError(f"{folder / FIGURES} or {NUMBERS}: an entry lacks {trouble}.") from None
    return Numbers(figures, tuple(forms + phrases))


def faults_of_figures(
    folder: Path, numbers: Numbers, work_out: Callable[[Figure], object]
) -> list[str]:
    """Return what is off with the numbers on a module's pages, one sentence each; empty where all hold.

    `work_out` gives a figure's value. A phrase that no page holds is told (the page says another number, or
    nothing), and so is every number that neither a figure nor a form covers, with page and line.
    """
    pages = {name: prose_of_page(folder / name) for name in PAGES if (folder / name).is_file()}
    phrases = [phrase for figure in numbers.figures for phrase in figure.written(work_out(figure))]
    unsaid = [one for one in phrases if not any(_found(one, text) for text in pages.values())]
    faults = [f'{FIGURES}: no page says "{one}", which is what the data give' for one in unsaid]
    covered = [re.compile(form) for form in (*map(_literally, phrases), *numbers.plain)]
    for name, text in pages.items():
        faults += [f"{name}:{fault.line}: {fault.said}" for fault in _unbound(text, covered)]
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


def _unbound(text: str, covered: Iterable[re.Pattern[str]]) -> list[Fault]:
    """Return each number in a page's prose that nothing covers."""
    spans = [match.span() for form in covered for match in form.finditer(text)]
    faults = []
    for number in _NUMBER.finditer(text):
        if not any(first <= number.start() and number.end() <= last for first, last in spans):
            line = text.count("\n", 0, number.start()) + 1
            around = " ".join(text[max(0, number.start() - 30) : number.end() + 30].split())
            said = f'"{number.group()}" (… {around} …) is worked out nowhere; bind it in {FIGURES}'
            faults.append(Fault(line, said))
    return faults


def _found(phrase: str, text: str) -> bool:
    return re.search(_literally(phrase), text) is not None


def _literally(phrase: str) -> str:
    """Return a pattern for a phrase, over line breaks, with no digit before or behind it."""
    return r"(?<![\w.,])" + r"\s+".join(map(re.escape, phrase.split())) + r"(?![\w]|[.,]\d)"


def _gaps(form: str) -> str:
    return form.replace(" ", r"\s+")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _written(number: object, form: str) -> str:
    if form == "words" and isinstance(number, int):
        return _WORDS[number]
    return format(number, form or ("," if isinstance(number, int) else ""))


def _table(path: Path) -> Mapping[str, list[dict[str, str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as trouble:
        raise CourseSourceFaultError(f"{path} cannot be read: {trouble}. Mend that line first.") from None
