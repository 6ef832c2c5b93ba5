"""A walkthrough on the screen, or the one sentence that says why there is none."""

from collections.abc import Callable
from typing import Protocol

from fingerpost.walkthroughs.display import Choices, Notice, Walkthrough
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Scene


class Story(Protocol):
    """A walkthrough that is told anew for what its reader chooses."""

    def tell(self, choices: Choices) -> Scene:
        """Return the scene for the controls' values; may raise `CannotShowError`."""


def changing(begin: Callable[[], Story], *, live: bool) -> Walkthrough | Notice:
    """Return the walkthrough whose reader may change it, or the sentence that says why there is none."""
    try:
        story = begin()
        return Walkthrough(story.tell({}), live=live, retell=story.tell)
    except CannotShowError as trouble:
        return Notice(str(trouble))


def shown(tell: Callable[[], Scene], *, live: bool) -> Walkthrough | Notice:
    """Return the walkthrough told, or the sentence that says why it cannot be."""
    try:
        return Walkthrough(tell(), live=live)
    except CannotShowError as trouble:
        return Notice(str(trouble))
