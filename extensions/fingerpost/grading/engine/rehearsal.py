"""What a process costs at its first use of things, paid once in the warm parent and never in a script's.

An import, a chart: each does work that later ones find done. Forks share what it left.
"""

import contextlib
import gc
from importlib import import_module
from typing import Any


def rehearse() -> None:
    """Do what scripts do first, then keep all there is out of what a fork's garbage collector looks at.

    What is not installed here is left out. Nothing is left behind that a script could see: no name, no error,
    no attempt.
    """
    for part in (_import_our_names, _draw):
        with contextlib.suppress(Exception):  # a rehearsal saves time and decides nothing
            part()
    gc.collect()
    gc.freeze()  # else a fork looks at every object there is, and copies its page to note that it did


def _import_our_names() -> None:
    """Import the room of every name that a script may take from fingerpost; marking itself needs none."""
    ours = import_module("fingerpost")
    for name in ours.__all__:
        getattr(ours, name)


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
