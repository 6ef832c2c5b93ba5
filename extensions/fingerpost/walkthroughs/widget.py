"""The live player's Python side: a scene goes out, the step, the predictions and the choices come back."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

_PLAYER = files("fingerpost").joinpath("static/widget.js").read_text(encoding="utf-8")


class PlayerWidget(anywidget.AnyWidget):  # type: ignore[misc]  # anywidget ships no types
    """One player in a notebook: a scene as `Scene.to_dict` gives it, step from 0, answers by question."""

    _esm = _PLAYER
    scene = traitlets.Dict().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    hears = traitlets.Bool(default_value=False).tag(sync=True)  # whether a change of a control is answered
    choices = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)
    told = traitlets.Int(0).tag(sync=True)  # counts the answers: a scene that stays the same is one too

    def answer_with(self, retell: "Retell") -> None:
        """From now on tell the scene anew for whatever the reader chooses."""
        self.hears = True

        def hear(change: "traitlets.Bunch") -> None:
            scene, trouble = retell(dict(change["new"]))
            with self.hold_sync():
                self.scene, self.trouble = scene, trouble
                self.told += 1

        self.observe(hear, names="choices")


Retell = Callable[[dict[str, Any]], tuple[dict[str, Any], str]]
"""From the controls' values to a scene as JSON and a sentence: why it stayed as it was, or nothing."""
