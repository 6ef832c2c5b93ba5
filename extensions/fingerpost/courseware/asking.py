"""Questions as a learner meets them in a kernel: chosen by keyboard, the reason at once, and all of it in text.

The choices are plain radio buttons and style sheets, so nothing has to be loaded, nothing is sent to the kernel
and nothing is kept. `quiz` shows reasons; `predict` keeps the first choice and hides the others: the prediction
is locked until the cell is run again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zlib import crc32

from fingerpost.courseware.kept import kept
from fingerpost.courseware.questions import Option, Question
from fingerpost.errors import WrongUseError

_LETTERS = "ABCDEFGH"
# Jupyter's own shortcuts would take the arrow keys away from the radio buttons.
_OPENING = '<fieldset class="fingerpost-ask" id="{name}" data-lm-suppress-shortcuts="true">'
_STYLE = """
#{name} {{ border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px; padding: 0.6em 1em;
  margin: 0.4em 0; max-width: 42em; font-family: var(--jp-content-font-family, system-ui, sans-serif); }}
#{name} legend {{ font-weight: 600; padding: 0 0.3em; }}
#{name} label {{ display: block; padding: 0.3em; min-height: 24px; }}
#{name} label:focus-within {{ outline: 2px solid currentColor; outline-offset: 1px; }}
#{name} .reason {{ display: none; border-left: 4px solid var(--jp-border-color1, #767676); margin: 0.2em 0 0.4em 1.6em;
  padding: 0.2em 0.8em; }}
#{name} .reason.holds {{ border-left-style: double; border-left-width: 6px; }}
#{name} label:has(input:checked) + .reason {{ display: block; }}
"""
_LOCK = """
#{name}:has(input:checked) label:not(:has(input:checked)) {{ display: none; }}
#{name}:not(:has(input:checked)) .locked {{ display: none; }}
"""


@dataclass(frozen=True)
class Asked:
    """A question on the page: HTML to choose from, plain text to read."""

    name: str
    ask: str
    options: tuple[Option, ...]
    code: str = ""
    locks: bool = False

    def _repr_html_(self) -> str:
        style = (_STYLE + (_LOCK if self.locks else "")).format(name=self.name)
        code = f"<pre><code>{escape(self.code)}</code></pre>" if self.code else ""
        choices = "".join(self._choice(number, option) for number, option in enumerate(self.options))
        locked = (
            '<p class="locked" role="status">Locked. Run the next cell and see.</p>' if self.locks else ""
        )
        opening = _OPENING.format(name=self.name)
        return f"<style>{style}</style>{opening}<legend>{escape(self.ask)}</legend>{code}{choices}{locked}</fieldset>"

    def _choice(self, number: int, option: Option) -> str:
        button = f'<input type="radio" name="{self.name}" value="{number}"> {escape(option.says)}'
        if not option.reason:
            return f"<label>{button}</label>"
        kind, word = ("reason holds", "Yes. ") if option.right else ("reason", "Not quite. ")
        return f'<label>{button}</label><div class="{kind}" role="status">{word}{escape(option.reason)}</div>'

    def __repr__(self) -> str:
        lines = [self.ask, *([self.code] if self.code else [])]
        return "\n".join(
            [*lines, *(f"  {letter}  {o.says}" for letter, o in zip(_LETTERS, self.options, strict=False))]
        )


def quiz(word: str) -> Asked:
    """Return a quiz question to choose an answer from; nothing is marked and nothing is kept.

    Raises WrongUseError where no question has this word.
    """
    every = kept()["questions"]
    if word not in every:
        raise WrongUseError(
            f"No question is called '{word}'. The word stands in the cell as it was given out."
        )
    told = every[word]
    options = tuple(Option(**option) for option in told["options"])
    return Asked(_name(word), told["ask"], options, told["code"])


def predict(ask: str, options: Sequence[str]) -> Asked:
    """Return a prediction to choose; the first choice stays, the others go, until the cell is run again.

    `predict("Will the counts add up?", ["yes", "fewer", "more"])`
    """
    choices = [str(option) for option in options]
    if len(choices) < 2:  # noqa: PLR2004 - a choice is between two at least
        raise WrongUseError(f"A prediction needs two options or more; it has {len(choices)}.")
    return Asked(_name(ask), ask, tuple(Option(choice, "") for choice in choices), locks=True)


def question_in_words(question: Question) -> str:
    """Return a question as Markdown that needs neither kernel nor script: each reason in a fold of its own."""
    code = f"\n\n```python\n{question.code}\n```" if question.code else ""
    folds = "\n".join(
        f"<details><summary>{escape(option.says)}</summary>"
        f"{'Yes.' if option.right else 'Not quite.'} {escape(option.reason)}</details>"
        for option in question.options
    )
    return f"{question.ask}{code}\n\n{folds}"


def _name(word: str) -> str:
    return f"fingerpost-{crc32(word.encode()):08x}"
