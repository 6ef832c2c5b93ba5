"""`in_order("word", lines)`: what a kernel says of the order a learner put lines into."""

import re
from dataclasses import dataclass
from html import escape

from fingerpost.courseware.kept import kept
from fingerpost.courseware.ordering import Arranged, Ordering, arranged
from fingerpost.errors import WrongUseError

_STYLE = (
    "border-left: 4px solid {edge}; padding: 0.2em 0.9em; max-width: 42em;"
    "font-family: var(--jp-content-font-family, system-ui, sans-serif)"
)
_AMBER, _GREEN = "#b26a00", "#2e7d32"


@dataclass(frozen=True)
class Said:
    """What is said of an order, as a bordered block and as text."""

    arranged: Arranged

    def _repr_html_(self) -> str:
        said = self.arranged
        style = _STYLE.format(edge=_GREEN if said.right else _AMBER)
        parts = "".join(f"<p>{_words(part)}</p>" for part in (said.saw, said.why, said.next_step))
        return f'<article class="fingerpost-order" aria-label="Your order" style="{style}">{parts}</article>'

    def __repr__(self) -> str:
        return f"{self.arranged.saw}\n{self.arranged.why}\n{self.arranged.next_step}"


def _words(part: str) -> str:
    """Return escaped words, with the line between backticks as code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", escape(part))


def in_order(word: str, lines: str) -> Said:
    """Return what is off in the order of `lines`, or that every line is in its place. Nothing is marked.

    Raises WrongUseError where no exercise has this word.
    """
    every = kept()["orderings"]
    if word not in every:
        raise WrongUseError(
            f"No exercise is called '{word}'. The word stands in the cell as it was given out."
        )
    told = every[word]
    odd = tuple((line, reason) for line, reason in told["odd"])
    return Said(arranged(Ordering(word, tuple(told["lines"]), odd), lines))
