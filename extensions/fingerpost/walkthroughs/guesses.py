"""Questions with a number or a word for an answer, each tempting answer with the belief behind it."""

from fingerpost.walkthroughs.scene import Choice, Prediction

Tempting = tuple[int, str, str]
"""A number that tempts, the name of the belief behind it, and why it is not so."""


def number_guess(
    name: str, question: str, *, right: int, why: str, tempting: tuple[Tempting, ...], spare: Tempting
) -> Prediction:
    """Return a question with different numbers in order: the one that is so, and those that tempt.

    Where every tempting number is the right one, `spare` is offered instead.
    """
    known = {right: Choice(right, f"{right:,}", f"Yes: {why}")}
    for number, belief, reason in tempting:
        known.setdefault(number, _not_so(number, belief, reason, right, why))
    if len(known) == 1:
        known[spare[0]] = _not_so(*spare, right, why)
    return Prediction(name, question, tuple(choice for _, choice in sorted(known.items())), answer=right)


def word_guess(
    name: str, question: str, *, right: str, why: str, choices: tuple[tuple[str, str, str, str], ...]
) -> Prediction:
    """Return a question with choices of (value, label, belief, why it is not so); `why` is for `right`."""
    made = tuple(
        Choice(value, label, f"Yes: {why}")
        if value == right
        else Choice(value, label, reason, misconception=belief)
        for value, label, belief, reason in choices
    )
    return Prediction(name, question, made, answer=right)


def _not_so(number: int, belief: str, reason: str, right: int, why: str) -> Choice:
    return Choice(number, f"{number:,}", f"{reason} {right:,}: {why}", misconception=belief)
