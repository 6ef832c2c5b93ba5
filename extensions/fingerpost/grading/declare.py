"""What an author writes in checks.py (learners get it) and in answers.py (tutors only).

A file of declarations runs in a registry of its own, which `reading` opens; nothing is kept between files.

    task("monthly_starters", title="Children who came into care, by month",
         asks=table("monthly_starters", key="month", value="children"), seen=1, hidden=3)

    @slip("M03-GAPS",
          saw="{n} of the 12 months are not in your table; the first is {first}.",
          why="`groupby` makes a row only for what it finds, so a month without a start has none.",
          next="Add the other months with `reindex(months, fill_value=0)`.")
    def months_missing(value, data):
        lost = data.months_of_year() - set(value.keys())
        return {"n": len(lost), "first": min(lost)} if lost else None
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from fingerpost.errors import FingerpostError
from fingerpost.grading.asked import (
    BLANK_WORDS,
    Asked,
    ChartAsked,
    ChoiceAsked,
    NumberAsked,
    TableAsked,
    TextAsked,
    Totals,
    in_a_tuple,
)
from fingerpost.grading.message import Message, from_docstring
from fingerpost.grading.task import Recogniser, Slip, Task

__all__ = ["also_right", "chart", "choice", "number", "reference", "slip", "table", "task", "text", "wrong"]

Reference = Callable[[Any], Any]
"""data -> the right answer for that authority, in any of the forms a learner may use."""
_Kept = TypeVar("_Kept", bound=Callable[..., Any])


class DeclarationError(FingerpostError):
    """A checks.py or answers.py cannot be used as it is written; the author is told where and why."""


@dataclass
class Declared:
    """Everything one file declared, in the order it was declared."""

    tasks: dict[str, Task] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    also_right: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)


_declared: ContextVar[Declared | None] = ContextVar("declared", default=None)


@contextmanager
def reading() -> Iterator[Declared]:
    """Give a fresh registry to the declarations made inside the block."""
    declared = Declared()
    token = _declared.set(declared)
    try:
        yield declared
    finally:
        _declared.reset(token)


def _now_reading() -> Declared:
    declared = _declared.get()
    return Declared() if declared is None else declared  # imported by hand, say in an editor: nothing is kept


def task(
    word: str,
    *,
    asks: Asked | Iterable[Asked],
    seen: float,
    hidden: float,
    title: str = "",
    also_on: str | Iterable[str] = (),
    follows_data: bool = True,
) -> None:
    """Declare a task. Its value is what the names in `asks` hold right after its cell ran.

    `seen` points are paid by `check` on authority A (half for the asked shape, half when no slip below is
    made), `hidden` points by `mark`, when the answer is right on A, on B and on every authority in `also_on`.
    `follows_data=False` says that the answer is a judgement, the same over any data.
    """
    declared = _now_reading()
    if not word.isidentifier():
        raise DeclarationError(f"The task word '{word}' is not one word; write it like monthly_starters.")
    if word in declared.tasks:
        raise DeclarationError(f"The task '{word}' is declared twice in this file; keep one.")
    if not (seen >= 0 and hidden >= 0 and 0 < seen + hidden < float("inf")):
        raise DeclarationError(
            f"The task '{word}' has seen={seen} and hidden={hidden}; both must be 0 or more, and not both 0."
        )
    asked = (asks,) if isinstance(asks, Asked) else tuple(asks)
    shown = title or word.replace("_", " ").capitalize()
    declared.tasks[word] = Task(
        word, shown, asked, seen, hidden, in_a_tuple(also_on), follows_data=follows_data
    )


def slip(
    code: str,
    *,
    on: Literal["value", "attempt"] = "value",
    saw: str = "",
    why: str = "",
    next: str = "",  # noqa: A002 - the author's word for the third part of a message
    elsewhere: str = "",
    keeps: float = 0.0,
    tasks: str | Iterable[str] = (),
) -> Callable[[_Kept], _Kept]:
    """Declare a catalogued mistake of the task above it, or of the `tasks` named.

    The function gets `(value, data)`: a table's value is a `Keyed` mapping (keys as text, months as
    'YYYY-MM', blank keys as '(blank)'), a number's an int or float, a text's a str, a choice's a str or a
    frozenset, a chart's a `ChartRead`; where a task asks for several names, a dict of these by name.
    With `on="attempt"` it gets `(attempt, data)`: `attempt.source`, `.error`, `.error_text` and
    `.names` (name -> type). It returns the facts the message's {places} need, or None; a fact `rows`
    (a list of keys) chooses which of the learner's own rows are shown, none where it is empty; without it
    none are, until marking shows those that differ. The first slip that matches speaks.

    The message has three parts, `saw`, `why`, `next`, here or as the function's docstring in three
    paragraphs; `elsewhere` replaces `saw` where only hidden data show the slip, and never holds facts.
    `keeps` is how many hidden points an answer with this slip still earns. One code may be declared
    several times, with other words each time.
    """
    declared = _now_reading()
    owners = in_a_tuple(tasks) or tuple(declared.tasks)[-1:]
    if not owners and _declared.get() is not None:
        raise DeclarationError(f"The slip '{code}' stands above the first task; move it below.")
    if unknown := [word for word in owners if word not in declared.tasks]:
        raise DeclarationError(f"The slip '{code}' names the task '{unknown[0]}', not declared above it.")
    written = Message(saw, why, next, elsewhere)

    def keep(recognise: _Kept) -> _Kept:
        message = (
            written if saw or why or next else replace(from_docstring(recognise.__doc__), elsewhere=elsewhere)
        )
        made = Slip(code, _as_recogniser(recognise), message, on, keeps)
        for word in owners:
            owner = declared.tasks[word]
            declared.tasks[word] = replace(owner, slips=(*owner.slips, made))
        return recognise

    return keep


def _as_recogniser(function: Callable[..., Any]) -> Recogniser:
    return function


def table(
    name: str,
    *,
    key: str | Iterable[str],
    value: str | Iterable[str],
    ordered: bool = False,
    tolerance: float = 1e-9,
    totals: Totals = "no",
    zero_rows: bool = False,
    holds: Literal["number", "any"] = "number",
    blank_words: Iterable[str] = BLANK_WORDS,
    codes: str = "",
    names: Iterable[str] = (),
) -> TableAsked:
    """Ask for a table: any of the twelve forms of one, `value` by `key` (several keys: a crosstab will do).

    `totals`: rows and columns called All, Total or Grand Total are 'no' part of it, 'optional' or 'wanted'.
    `zero_rows`: rows holding 0 that the answer need not have are accepted. `tolerance` is absolute.
    `holds="any"`: the values may be text or dates too, not numbers only. `codes`: what every key looks like,
    as a regular expression; where no key is blank, one word that is no code stands for the blank.
    `names`: the keys, where the task asks for a `dict` of just these.
    """
    return TableAsked(
        name,
        in_a_tuple(key),
        in_a_tuple(value),
        ordered=ordered,
        tolerance=tolerance,
        totals=totals,
        zero_rows=zero_rows,
        holds=holds,
        blank_words=frozenset(blank_words),
        codes=codes,
        names=tuple(names),
    )


def number(name: str, tolerance: float = 1e-9) -> NumberAsked:
    """Ask for one number (int, float, numpy, Decimal, or a one-cell table), right within `tolerance`."""
    return NumberAsked(name, tolerance)


def text(name: str, *, case_matters: bool = False) -> TextAsked:
    """Ask for a piece of text."""
    return TextAsked(name, case_matters)


def choice(name: str, *, options: Iterable[str], several: bool = False) -> ChoiceAsked:
    """Ask for one of the `options`, or for any number of them where `several` is true."""
    return ChoiceAsked(name, tuple(options), several)


def chart(
    name: str, *, marks: str | Iterable[str], key: str, value: str, by: str = "", tolerance: float = 1e-9
) -> ChartAsked:
    """Ask for an Altair chart, compared by its mark, its encoded fields and the rows it draws.

    `by` names a column of which each value is drawn apart. How a chart looks is for slips to say: a chart
    in which one is found is not right, whatever its rows.
    """
    return ChartAsked(name, in_a_tuple(marks), key, value, by, tolerance)


def reference(word: str) -> Callable[[_Kept], _Kept]:
    """Declare the right answer of a task: a function of the data, never a stored value (answers.py only)."""
    declared = _now_reading()
    if word in declared.references:
        raise DeclarationError(f"The task '{word}' has two references in this file; keep one.")

    def keep(function: _Kept) -> _Kept:
        declared.references[word] = function
        return function

    return keep


class _Shelf(MutableMapping[str, Any]):
    """A dictionary that an answers.py fills; each file has its own."""

    def __init__(self, part: Literal["also_right", "wrong"]) -> None:
        self._part = part

    def _mine(self) -> dict[str, Any]:
        kept: dict[str, Any] = getattr(_now_reading(), self._part)
        return kept

    def __getitem__(self, word: str) -> Any:  # noqa: ANN401 - a source, a list of sources, or sources by task
        return self._mine()[word]

    def __setitem__(self, word: str, sources: str | list[str] | Mapping[str, str | list[str]]) -> None:
        self._mine()[word] = sources

    def __delitem__(self, word: str) -> None:
        del self._mine()[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._mine())

    def __len__(self) -> int:
        return len(self._mine())


also_right = _Shelf("also_right")
"""Other right answers, at least three a task: `also_right["word"] = [SOURCE, SOURCE, SOURCE]`."""

wrong = _Shelf("wrong")
"""One answer for each slip, as source: `wrong["M03-GAPS"] = SOURCE`.

Where a code belongs to several tasks: `wrong["M03-UNIT"] = {"task_word": SOURCE, "other_task": SOURCE}`.
"""
