"""A prediction that is locked before the run, and a question in words that needs no kernel.

Both are plain HTML: nothing is loaded, nothing is sent to the kernel, nothing is kept. Jupyter takes
the arrow keys for itself, so choices are boxes, which Tab reaches one by one and the space bar chooses; radio
buttons would need the arrows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zlib import crc32

from fingerpost.courseware.questions import Question
from fingerpost.errors import WrongUseError

_LETTERS = "ABCDEFGH"
# Once a box is chosen the others are gone, and its own can be reached by no key and no mouse: it is locked.
_STYLE = """
#{name} {{ border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px; padding: 0.6em 1em;
  margin: 0.4em 0; max-width: 42em; font-family: var(--jp-content-font-family, system-ui, sans-serif); }}
#{name} legend {{ font-weight: 600; padding: 0 0.3em; }}
#{name} label {{ display: block; padding: 0.3em; min-height: 24px; }}
#{name} label:focus-within {{ outline: 2px solid currentColor; outline-offset: 1px; }}
#{name} label:has(input:checked) {{ pointer-events: none; font-weight: 600; }}
#{name} input:checked, #{name}:has(input:checked) label:not(:has(input:checked)) {{ display: none; }}
#{name}:has(input:checked) .locked {{ display: block; }}
"""


@dataclass(frozen=True)
class Prediction:
    """A prediction on the page: HTML to choose from, plain text to read."""

    ask: str
    options: tuple[str, ...]

    def _repr_html_(self) -> str:
        name = f"fingerpost-{crc32(self.ask.encode()):08x}"
        boxes = "".join(f'<label><input type="checkbox"> {escape(option)}</label>' for option in self.options)
        inside = f"<legend>{escape(self.ask)}</legend>{boxes}"
        locked = '<p class="locked" role="status" hidden>Locked. Run the next cell and see.</p>'
        style = f"<style>{_STYLE.format(name=name)}</style>"
        return f'{style}<fieldset class="fingerpost-predict" id="{name}">{inside}{locked}</fieldset>'

    def __repr__(self) -> str:
        lettered = zip(_LETTERS, self.options, strict=False)
        return "\n".join([self.ask, *(f"  {letter}  {option}" for letter, option in lettered)])


def predict(ask: str, options: Sequence[str]) -> Prediction:
    """Return a prediction to choose; the first choice stays, the others go, until the cell is run again.

    `predict("Will the counts add up?", ["yes", "fewer", "more"])`. Raises WrongUseError for fewer than two.
    """
    choices = tuple(str(option) for option in options)
    if len(choices) < 2:  # noqa: PLR2004 - a choice is between two at least
        raise WrongUseError(f"A prediction needs two options or more; it has {len(choices)}.")
    return Prediction(ask, choices)


def question_in_words(question: Question) -> str:
    """Return a question as Markdown: each option a fold that Tab reaches and Enter opens on its reason."""
    code = f"\n\n```python\n{question.code}\n```" if question.code else ""
    folds = "\n".join(
        f"<details><summary>{letter}. {escape(option.says)}</summary>"
        f"<p>{'Yes.' if option.right else 'Not quite.'} {escape(option.reason)}</p></details>"
        for letter, option in zip(_LETTERS, question.options, strict=False)
    )
    return f"{question.ask}{code}\n\n{folds}"
