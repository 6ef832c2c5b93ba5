"""`fingerpost.table(df)`: a whole DataFrame on the page, drawn by the browser and not kept in the file."""

import html
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from fingerpost.walkthroughs.cells import cell_text, column_of, to_cell
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.preflight import CannotShowError, check_frame
from fingerpost.walkthroughs.source import read_source
from fingerpost.walkthroughs.table.buffers import sent
from fingerpost.walkthroughs.table.meanings import meanings_of

if TYPE_CHECKING:
    from fingerpost.walkthroughs.table.widget import TableWidget

TABLE_MIME = "application/vnd.fingerpost.table.v1+json"
_KEPT_ROWS = 10
_MORE = "Run the cell to scroll, sort and filter."


class ShownTable:
    """A table to show as a cell's last line.

    In a running notebook it scrolls, sorts and filters over all rows, its columns explained. The file
    keeps the first rows only, for readers without a kernel and for whoever the file is sent to.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    @cached_property
    def widget(self) -> "TableWidget":
        """The browser's side, made when it is first wanted."""
        from fingerpost.walkthroughs.table.widget import TableWidget  # noqa: PLC0415 - heavy, and text needs none

        names = [str(name) for name in self.frame.columns]
        columns = [sent(self.frame[name], name=str(name)) for name in self.frame.columns]
        return TableWidget(rows=len(self.frame), columns=columns, meanings=meanings_of(names))

    def text(self) -> str:
        """Return the first rows as plain text, and how many there are."""
        return f"{self._first().to_string(index=False)}\n{self._size()}"

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the widget's view, and the first rows: for Lab without a kernel, as HTML, as text."""
        view = self.widget._repr_mimebundle_()
        bundle = view[0] if isinstance(view, tuple) else view
        still = {TABLE_MIME: self._still(), "text/html": self._html(), "text/plain": self.text()}
        return {**(bundle or {}), **still}

    def _first(self) -> pd.DataFrame:
        return self.frame.head(_KEPT_ROWS)

    def _size(self) -> str:
        rows, columns = self.frame.shape
        shown = f"The first {_KEPT_ROWS} of " if rows > _KEPT_ROWS else ""
        return f"{shown}{rows:,} row{'s' * (rows != 1)}, {columns} column{'s' * (columns != 1)}."

    def _still(self) -> dict[str, Any]:
        """Return the first rows as the labextension draws them, and the line that says how many there are."""
        columns = [column_of(self.frame[name]) for name in self.frame.columns]
        rows = [
            [cell_text(to_cell(value), column, "frame") for value, column in zip(line, columns, strict=True)]
            for line in self._first().itertuples(index=False, name=None)
        ]
        heads = [{"name": column.name, "kind": column.kind} for column in columns]
        return {"columns": heads, "rows": rows, "line": f"{self._size()} {_MORE}"}

    def _html(self) -> str:
        still = self._still()
        heads = "".join(f'<th scope="col">{html.escape(column["name"])}</th>' for column in still["columns"])
        rows = "".join(f"<tr>{_cells(line)}</tr>" for line in still["rows"])
        return (
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p>{html.escape(still['line'])}</p>"
        )


def _cells(line: list[str]) -> str:
    return "".join(f"<td>{html.escape(cell)}</td>" for cell in line)


def table(frame: object) -> ShownTable | Notice:
    """Return a table that shows all rows of `frame`: a DataFrame, a CSV file or a workbook.

    It sorts and filters in the browser; your DataFrame stays as it is. Nothing leaves the kernel but to
    this page, and the notebook's file keeps the first rows only.

    Example:
        table(connect().sql("FROM ssda903.episodes").df())
    """
    try:
        return ShownTable(check_frame(read_source(frame)))
    except CannotShowError as trouble:
        return Notice(str(trouble))
