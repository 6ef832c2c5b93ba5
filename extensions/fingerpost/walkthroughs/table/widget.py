"""The table's way to the browser: columns are sent when a page asks for them, and no file keeps them."""

from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from fingerpost.walkthroughs.table.buffers import Sent

_VIEW = files("fingerpost").joinpath("static/table.js").read_text(encoding="utf-8")


class TableWidget(anywidget.AnyWidget):  # type: ignore[misc]  # anywidget ships no types
    """One table in a notebook: its size is synced, its cells are messages, which no file keeps."""

    _esm = _VIEW
    rows = traitlets.Int().tag(sync=True)

    def __init__(self, *, rows: int, columns: list[Sent], meanings: dict[str, str]) -> None:
        super().__init__(rows=rows)
        self._columns = columns
        self._meanings = meanings
        self.on_msg(self._answer)

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Send every column to a page that asks for them."""
        if content.get("ask") == "columns":
            heads = [
                column.head | {"meaning": self._meanings.get(column.name, "")} for column in self._columns
            ]
            buffers = [buffer for column in self._columns for buffer in column.buffers]
            self.send({"columns": heads}, buffers=buffers)
