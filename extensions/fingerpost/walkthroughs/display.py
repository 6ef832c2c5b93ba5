"""What a notebook shows for a walkthrough: the live player, and its storyboard and text for everyone else."""

import html
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.errors import FingerpostError
from fingerpost.walkthroughs.page import page
from fingerpost.walkthroughs.plain_text import index_of, plain_text
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell, Scene
from fingerpost.walkthroughs.storyboard import storyboard
from fingerpost.walkthroughs.strip import strip

if TYPE_CHECKING:
    from fingerpost.walkthroughs.widget import PlayerWidget


SCENE_MIME = "application/vnd.fingerpost.walkthrough.v1+json"


Answered = str | float | list[Cell]
"""What a prediction is worth to a notebook."""
Choices = Mapping[str, str | int]
Retell = Callable[[Choices], Scene]
"""Tells a story anew for what the reader chose: the controls' values by their ids."""


class NotLiveError(FingerpostError):
    """Python was asked what a reader did in a walkthrough that does not report to it."""


class Walkthrough:
    """A walkthrough to show as the last line of a cell.

    Its output carries the scene, which JupyterLab and Notebook 7 play with no kernel, a storyboard
    that needs no script, and plain text. With `live` it carries the live player's view too, and Python
    can read the reader's `step`, `answers` and `choices`. With `retell` the reader may change what the
    scene's controls stand at: it is called with their values, and `scene` becomes what it returns.
    """

    def __init__(self, scene: Scene, *, live: bool = False, retell: Retell | None = None) -> None:
        self.scene = scene
        self.live = live
        self._retell = retell
        self._beliefs: dict[str, str] = {}

    @cached_property
    def widget(self) -> "PlayerWidget":
        """The live player's Python side, made when it is first wanted."""
        from fingerpost.walkthroughs.widget import PlayerWidget  # noqa: PLC0415 - heavy, and text needs no widget

        if not self.live:
            raise NotLiveError(
                "This walkthrough plays by itself and tells Python nothing. "
                "To read its step and answers, make it with live=True and run the cell again."
            )
        widget = PlayerWidget(scene=self.scene.to_dict())
        widget.observe(lambda change: self._note_beliefs(change["new"]), names="answers")
        if self._retell:
            widget.answer_with(self._told_anew)
        return widget

    def _note_beliefs(self, answers: dict[str, Any]) -> None:
        """Keep the belief behind each new answer: a scene told anew may ask the same question otherwise."""
        for question in (step.prediction for step in self.scene.steps if step.prediction):
            if question.id in answers and question.id not in self._beliefs:
                made = answers[question.id]
                value = tuple(made) if isinstance(made, list) else made
                chosen = (choice for choice in question.choices if choice.value == value)
                self._beliefs[question.id] = next((choice.misconception for choice in chosen), "")

    def _told_anew(self, choices: Choices) -> tuple[dict[str, Any], str]:
        """Return the scene for `choices` as JSON; where it cannot be told, the one before and why."""
        trouble = ""
        if self._retell:
            try:
                self.scene = self._retell(choices)
            except CannotShowError as why:
                trouble = str(why)
        return self.scene.to_dict(), trouble

    @property
    def answers(self) -> dict[str, Answered]:
        """What the reader predicted so far, by the question's id; needs `live`.

        A choice's value, a number, or the index of each row that was picked.
        """
        return {question: self._as_value(value) for question, value in self.widget.answers.items()}

    def _as_value(self, answer: Any) -> Answered:  # noqa: ANN401 - whatever the browser's JSON holds
        """Return picked rows as their index in the DataFrame on screen, anything else as it is."""
        if not isinstance(answer, list):
            return answer  # type: ignore[no-any-return]  # a text or a number, says the player
        return [index_of(self.scene, row) for row in answer]

    @property
    def misconceptions(self) -> dict[str, str]:
        """The names of the beliefs behind the answers that were not so, by question; needs `live`."""
        _ = self.widget  # says how to make one that is live
        return {question: belief for question, belief in self._beliefs.items() if belief}

    @property
    def choices(self) -> dict[str, str | int]:
        """What the controls of the walkthrough stand at now, by their ids."""
        return self.scene.choices

    @property
    def step(self) -> int:
        """The step the reader is at, counted from 1; needs `live`."""
        return int(self.widget.step) + 1

    def storyboard(self) -> str:
        """Return all steps as HTML that needs no script."""
        return storyboard(self.scene)

    def text(self) -> str:
        """Return all steps as plain text."""
        return plain_text(self.scene)

    def to_html(self, path: str | Path) -> Path:
        """Write one HTML file that plays the walkthrough anywhere, with no kernel or internet.

        Returns where it stands. The file holds the rows on screen and nothing else of the table.
        """
        file = Path(path)
        file.write_text(page(self.scene), encoding="utf-8")
        return file

    def to_svg(self, path: str | Path, *, steps: Iterable[int] = ()) -> Path:
        """Write one SVG picture for slides, these steps side by side, and return where it stands.

        All steps if none is named: `steps=(3, 5)`. The picture holds text and no script.
        """
        file = Path(path)
        file.write_text(strip(self.scene, steps), encoding="utf-8")
        return file

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the scene with its storyboard and text, and the live player's view if it is `live`."""
        still = {
            SCENE_MIME: self.scene.to_dict(),
            "text/html": self.storyboard(),
            "text/plain": self.text(),
        }
        if not self.live:
            return still
        view = self.widget._repr_mimebundle_()
        bundle = view[0] if isinstance(view, tuple) else view
        return {**(bundle or {}), **still}


class ChartWalkthrough(Walkthrough):
    """A walkthrough of a chart: `chart` is the one its last step stands at, made by Altair itself."""

    def __init__(self, scene: Scene, *, live: bool, retell: Retell, make: Callable[[Choices], Any]) -> None:
        super().__init__(scene, live=live, retell=retell)
        self._make = make

    @property
    def chart(self) -> Any:  # noqa: ANN401 - Altair is heavy, and imported only by who wants the chart
        """The Altair chart of the last step's code, run: show it as a cell's last line."""
        return self._make(self.choices)


class Notice:
    """One sentence in place of a walkthrough: why the table cannot be shown, and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.answers: dict[str, Answered] = {}

    def __repr__(self) -> str:
        return self.sentence

    def text(self) -> str:
        """Return the sentence: there are no steps to tell."""
        return self.sentence

    def to_html(self, path: str | Path) -> Path:
        """Raise `CannotShowError` with the sentence: there is nothing to write to `path`."""
        raise CannotShowError(f"{path} was not written. {self.sentence}")

    def to_svg(self, path: str | Path, *, steps: Iterable[int] = ()) -> Path:
        """Raise `CannotShowError` with the sentence: there are no `steps` to draw."""
        which = f" (steps {', '.join(map(str, steps))})" if steps else ""
        raise CannotShowError(f"{path}{which} was not written. {self.sentence}")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return the sentence as text and as a bordered paragraph."""
        style = "border-left:4px solid #b25e00;padding:.5em .75em;margin:.5em 0"
        return {
            "text/html": f'<p class="fingerpost-notice" style="{style}">{html.escape(self.sentence)}</p>',
            "text/plain": self.sentence,
        }
