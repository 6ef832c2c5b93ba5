"""Our sentence where a learner tries to change the warehouse, in place of DuckDB's own in a notebook.

A connection is DuckDB's own object and cannot be wrapped without losing `FROM my_frame`, which looks for
the frame where `sql` is called. So the error is DuckDB's, and the notebook shows ours.
"""

import sys
from types import TracebackType
from typing import Any

import duckdb

from fingerpost.errors import FingerpostError

_KEPT_AS = "_fingerpost_reading_only"
_CHANGED = (
    "attached in read-only mode",
    "an only delete from base table",
    "an only update base table",
    "an only merge into base table",
    "is not an table",
    "is of type View, trying to",
    "an only modify view with ALTER VIEW",
)
"""What DuckDB 2.0 says where a statement would change the warehouse, or a view that shows it."""
_OPENED = ("Permission denied", "Could not set lock on file", "Conflicting lock")
_WAREHOUSE_FILE = ".duckdb"
_MINE = (
    "Make a table of your own and change that one, for instance:\n"
    'connection.execute("CREATE TABLE mine AS FROM ssda903.episodes")'
)


class WarehouseIsForReadingError(FingerpostError):
    """Somebody tried to change the warehouse."""


def sentence_for(trouble: BaseException) -> str | None:
    """Return what we say to a learner whose statement DuckDB refused to protect the warehouse, else None."""
    said = str(trouble)
    if not isinstance(trouble, duckdb.Error):
        return None
    if any(words in said for words in _CHANGED):
        return (
            f"The warehouse is for reading: everybody's work rests on it, so nothing in it changes. {_MINE}"
        )
    if _WAREHOUSE_FILE in said and any(words in said for words in _OPENED):
        return (
            "That file is a warehouse, which nobody may open for writing. Read it through fingerpost:\n"
            "connection = fingerpost.connect()"
        )
    return None


def say_it_in_this_notebook() -> None:
    """Let this kernel show our sentence from now on; outside IPython, and the second time, do nothing."""
    if "IPython" not in sys.modules:
        return
    from IPython.core.getipython import get_ipython  # noqa: PLC0415 - only where IPython is loaded already

    shell = get_ipython()
    if shell is not None and not getattr(shell, _KEPT_AS, False):
        shell.set_custom_exc((duckdb.Error,), _show)
        setattr(shell, _KEPT_AS, True)


def _show(
    shell: Any,  # noqa: ANN401 - an IPython shell
    kind: type[BaseException],
    trouble: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Show an error of DuckDB's as IPython would, or as our sentence."""
    sentence = sentence_for(trouble)
    if sentence is None:
        shell.showtraceback((kind, trouble, trace), tb_offset=tb_offset)
        return
    ours = WarehouseIsForReadingError(sentence)
    shell.showtraceback((type(ours), ours, trace))
