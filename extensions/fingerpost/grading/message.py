"""What is said about an answer: what we saw, why it happens, what to try next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from fingerpost.grading.cells import as_said

MOST_WORDS = 60
_NEVER_SAID = re.compile(
    r"\b(wrong|incorrect|error in your|fail(ed|ure)?|simply|just|obviously|of course)\b|!", re.IGNORECASE
)
_PARTS = ("saw", "why", "next")


@dataclass(frozen=True)
class Message:
    """Three short paragraphs; `{names}` in them stand for facts that the slip's function found.

    `elsewhere` says what we saw without any number, for an answer that slips only on data the
    learner does not have: those data are never described.
    """

    saw: str = ""
    why: str = ""
    next_step: str = ""
    elsewhere: str = ""

    def spoken(self, facts: Mapping[str, object]) -> "Message":
        """Return the message with its facts filled in; a fact that is missing reads 'some'."""
        known = _Facts(facts)
        return Message(
            _fill(self.saw, known), _fill(self.why, known), _fill(self.next_step, known), self.elsewhere
        )

    def about_hidden_data(self) -> "Message":
        """Return the message as it may be said about data the learner does not have: no facts at all."""
        lead = "This is right for the authority you have, and not for another one. "
        saw = lead + self.elsewhere
        parts = (self.why, self.next_step)
        why, next_step = ("" if _holes(part) else _fill(part, _Facts()) for part in parts)
        return Message(saw.strip(), why, next_step)


class _Facts(dict[str, object]):
    """Facts by name; one that the slip's function did not give reads 'some'."""

    def __missing__(self, name: str) -> str:
        return "some"


class _Said(Formatter):
    """Fills facts in; a number with no format of its own is said as all numbers are: 1,089."""

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the base class's own
        """Return a fact in the words of a sentence."""
        return format(value, format_spec) if format_spec else as_said(value)


def _fill(part: str, facts: _Facts) -> str:
    try:
        return _Said().vformat(part, (), facts)
    except (ValueError, TypeError, LookupError, AttributeError):
        return part  # a stray brace or format: the author's lint names it, the learner still gets the words


def _holes(part: str) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(part) if name is not None]
    except ValueError:
        return ["{"]


_IN_WORDS = {
    "int": "a whole number",
    "int64": "a whole number",
    "float": "a number",
    "float64": "a number",
    "str": "a piece of text",
    "bool": "True or False",
    "bool_": "True or False",
    "StringArray": "the bare text of a column",
    "ArrowStringArray": "the bare text of a column",
    "ndarray": "the bare values of a column",
    "Index": "the labels of rows",
}
"""What a learner calls the kinds of thing that Python names in its own words."""


def with_article(noun: str) -> str:
    """Return 'a Series', 'a whole number (`int`)'."""
    if noun in _IN_WORDS:
        return f"{_IN_WORDS[noun]} (`{noun}`)"
    return f"{'an' if noun[:1].lower() in 'aeiou' and noun else 'a'} {noun}"


def from_docstring(text: str | None) -> Message:
    """Return the message written as a docstring: up to three paragraphs, saw, why, next."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text or "") if part.strip()]
    return Message(*[*paragraphs, "", "", ""][:3])


def lint(message: Message) -> list[str]:
    """Return one plain sentence for each house rule the message breaks; an empty list means none."""
    parts = (message.saw, message.why, message.next_step)
    found = [f"it has no '{name}' part" for name, part in zip(_PARTS, parts, strict=True) if not part.strip()]
    words = sum(len(part.split()) for part in parts)
    if words > MOST_WORDS:
        found.append(f"it has {words} words; at most {MOST_WORDS}")
    every = " ".join((*parts, message.elsewhere))
    said = sorted({match.group() for match in _NEVER_SAID.finditer(every)})
    found += [f"it says '{word}', which we never say to a learner" for word in said]
    if "{" in _holes(" ".join(parts)):
        found.append("its braces do not pair up; write {{ for a brace that is meant")
    if _holes(message.elsewhere):
        found.append("its 'elsewhere' holds a fact in braces; hidden data are never described")
    return found
