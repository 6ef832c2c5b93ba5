"""The live player's Python side: a scene goes out, the step and the predictions come back."""

from importlib.resources import files

import anywidget
import traitlets

_PLAYER = files("fingerpost").joinpath("static/widget.js").read_text(encoding="utf-8")


class PlayerWidget(anywidget.AnyWidget):  # type: ignore[misc]  # anywidget ships no types
    """One player in a notebook: a scene as `Scene.to_dict` gives it, step from 0, answers by question."""

    _esm = _PLAYER
    scene = traitlets.Dict().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
