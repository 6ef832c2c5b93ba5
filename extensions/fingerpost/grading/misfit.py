"""A value that has not the shape asked: what it is instead, in words."""

from fingerpost.grading.asked import Asked
from fingerpost.grading.message import Message, with_article
from fingerpost.grading.values import Wire


class Misfit(Exception):  # noqa: N818 - never reaches anyone as an exception: the judge says its message
    """Why a value cannot be read as the answer; `code` is VALUE-MISSING, -TYPE, -SHAPE or -SIZE."""

    def __init__(self, code: str, saw: str, why: str, next_step: str, *, reading: object = None) -> None:
        super().__init__(saw)
        self.reading = reading
        """As much as could be read, for slips that recognise this very misfit; None where nothing could."""
        self.code = code
        self.message = Message(saw, why, next_step)


_INSTEAD: tuple[tuple[str, str, str, str], ...] = (
    (
        "GroupBy",
        "piles of rows, not counted yet",
        "`groupby` makes the piles; a second step counts or adds up each pile.",
        'Add the step after it, for instance `.size()` or `["CHILD"].nunique()`.',
    ),
    (
        "method",
        "the step itself, not its result",
        "A step runs only when brackets follow its name.",
        "Add the brackets at the end of its name: `()`.",
    ),
    (
        "function",
        "a function, not its result",
        "A function runs only when brackets follow its name.",
        "Call it with brackets and keep what it gives.",
    ),
    (
        "NoneType",
        "nothing (`None`)",
        "The last step gave nothing back; `print` and `display` show a thing and give nothing.",
        "Keep the table or number itself under the name, and show it on the next line.",
    ),
    (
        "DuckDBPyConnection",
        "a connection, not a table",
        "A connection is the way to the data; a question asked through it gives a table.",
        'Ask with `.sql("…")` and add `.df()`.',
    ),
    (
        "Styler",
        "a table dressed for display",
        "A styled table is a picture of a table; its numbers cannot be read.",
        "Keep the table under the name and style a copy.",
    ),
    (
        "generator",
        "a recipe that has not run yet",
        "A generator gives its values only when something asks for them.",
        "Wrap it in `list(…)`.",
    ),
)


def misfit_of(wire: Wire, asked: Asked) -> Misfit:
    """Return what to say about a value that is missing, unreadable or of a kind nobody asked for."""
    called = str(wire.get("type", ""))
    if wire["kind"] == "missing":
        return Misfit(
            "VALUE-MISSING",
            f"There is no `{asked.name}` yet. It should be {asked.shape}.",
            "The cell is still blank, has not run since the last restart, or gives its result another name.",
            f"Write a step that starts with `{asked.name} =`, and run its cell. A first try is worth making.",
        )
    for ending, saw, why, next_step in _INSTEAD:
        if called.endswith(ending):
            return Misfit(
                "VALUE-TYPE", f"`{asked.name}` holds {saw}. It should be {asked.shape}.", why, next_step
            )
    if "why" in wire and "at most" in str(wire["why"]):
        return Misfit(
            "VALUE-SIZE",
            f"`{asked.name}` is too large to read: {wire['why']}.",
            "The question asks for a short result, not for the rows it is made from.",
            f"Make {asked.shape}.",
        )
    is_table_for_number = asked.kind == "number" and called.endswith("DataFrame")
    counting = " `len( )` counts its rows." if is_table_for_number else ""
    held = str(wire.get("why", "")).removeprefix("it holds ") or with_article(called)
    return Misfit(
        "VALUE-TYPE",
        f"`{asked.name}` holds {held}. It should be {asked.shape}.",
        "The name was given to another kind of thing than the question asks for.",
        f"Show `{asked.name}` on a line of its own and look at what it holds.{counting}",
    )
