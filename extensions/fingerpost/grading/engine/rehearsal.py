"""What a process costs at its first use of things, paid once in the warm parent and never in a script's.

An import, a chart, a question to the warehouse, an error: each does work that later ones find done. Forks
share what it left.
"""

import contextlib
import gc
from importlib import import_module
from typing import Any

from fingerpost.grading.engine.tracebacks import CELL, ShortTraceback
from fingerpost.grading.values import capture_all

_NINE_DAYS = "SELECT i % 3 AS kind, DATE '2024-04-01' + i::INT AS day, i AS n FROM range(9) AS days(i)"


def rehearse() -> None:
    """Do what scripts do first, then keep all there is out of what a fork's garbage collector looks at.

    What is not installed here is left out. Nothing is left behind that a script could see: no name, no error,
    no attempt.
    """
    for part in (_import_our_names, _draw, _ask_and_count, _stop):
        with contextlib.suppress(Exception):  # a rehearsal saves time and decides nothing
            part()
    gc.collect()
    gc.freeze()  # else a fork looks at every object there is, and copies its page to note that it did


def _import_our_names() -> None:
    """Import the room of every name that a script may take from fingerpost; marking itself needs none."""
    ours = import_module("fingerpost")
    for name in ours.__all__:
        getattr(ours, name)


def _ask_and_count() -> None:
    """Ask DuckDB, with one thread for a fork's sake, and do with pandas what lessons teach."""
    import duckdb  # noqa: PLC0415 - only where it is installed
    import pandas as pd  # noqa: PLC0415 - as above

    with duckdb.connect(config={"threads": 1, "async_threads": 0}) as asked:
        rows = asked.sql(_NINE_DAYS).df()
    rows["month"] = pd.to_datetime(rows["day"]).dt.to_period("M").astype(str)
    counted = rows[rows["n"] > 0].groupby("month").size().reset_index(name="rows")
    rows.merge(counted, on="month", how="left").sort_values(["month", "n"]).drop_duplicates("n")
    rows.pivot_table(index="month", columns="kind", values="n", aggfunc="count", fill_value=0, margins=True)
    capture_all(("rows", "counted"), {"rows": rows, "counted": counted["rows"]})
    rows._repr_html_()


def _stop() -> None:
    """Have IPython say an error of a cell: Python looks for the file of every module there is, once."""
    for part in ("IPython.core.logger", "bdb"):  # what IPython imports at a cell's error, or its first run
        import_module(part)
    try:
        exec(compile("1 / 0", f"{CELL}0", "exec"), {})  # noqa: S102 - a cell of our own
    except ZeroDivisionError as trouble:
        teller = ShortTraceback(mode="Context", theme_name="nocolor", tb_offset=1)
        teller.structured_traceback(type(trouble), trouble, trouble.__traceback__)


def _draw() -> None:
    """Have Altair read its schema, and index its classes once and for all."""
    import altair as alt  # noqa: PLC0415 - only where it is installed
    import pandas as pd  # noqa: PLC0415 - as above
    from altair.utils import schemapi  # noqa: PLC0415 - as above
    from altair.vegalite.v6.schema.core import VegaLiteSchema  # noqa: PLC0415 - as above

    _hash_schemas_once(VegaLiteSchema, schemapi._FromDict)  # noqa: SLF001 - Altair's own table of classes
    frame = pd.DataFrame({"word": ["a"], "number": [1], "day": pd.to_datetime(["2024-04-01"])})
    bars = alt.Chart(frame, title="").mark_bar().encode(x="word:N", y=alt.Y("number").title(""))
    line = alt.Chart(frame).mark_line().encode(x="day:T", y="number:Q", color=alt.value("silver"))
    (bars + line).to_dict()
    bars.encode(row="word:N").to_dict()
    no_frame = alt.Chart(alt.Data(values=[])).mark_bar()  # type: ignore[no-untyped-call]  # as Altair has it
    no_frame.encode(x="word:N").to_dict()  # Altair asks narwhals about it, which looks for its plugins, once


def _hash_schemas_once(base: Any, maker: Any) -> None:  # noqa: ANN401 - Altair's own classes
    """Have Altair hash the schemas of its 500 classes now; it would again for every column a chart names."""
    kinds = tuple(base._default_wrapper_classes())  # noqa: SLF001 - as above
    hashed, as_it_was = maker(kinds).class_dict, maker.__init__

    def start(self: Any, wrapper_classes: object, /) -> None:  # noqa: ANN401 - Altair's converter
        if wrapper_classes is kinds:
            self.class_dict = hashed.copy()
        else:
            as_it_was(self, wrapper_classes)

    base._default_wrapper_classes = classmethod(lambda _cls: kinds)  # noqa: SLF001 - as above
    maker.__init__ = start
