"""Looking at one's own table without showing a child: names of columns, and counts of ten or more."""

from typing import TYPE_CHECKING, Any

from fingerpost.courseware.sharing.patterns import SMALLEST_COUNT

if TYPE_CHECKING:
    import pandas as pd

_HIDDEN, _NONE, _KEPT_BACK = "under 10", "none", "kept back"


def outline(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return each column's name with how much of it is filled, in whole percent; no value is shown."""
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    filled = (table.notna().mean() * 100).round().astype(int)
    return pd.DataFrame({"filled, percent": filled}).rename_axis("column")


def show(counts: Any, *, parts: bool = False, of_children: bool = True) -> "pd.DataFrame":  # noqa: ANN401 - what pandas takes
    """Return a table of counts with each one under 10 written as 'under 10', nought included.

    `counts` is a Series, a frame or a dict of them. With `parts` they are the parts of a whole whose size is
    known: where one alone would be hidden, the smallest other one is kept back too, since the whole less the
    others would give it back. With `of_children=False`, for cells or columns, a nought is written as 'none'.
    A Series without a name has its column called `count`, as `value_counts` calls it. It is for your own
    screen: publishing is module 13.
    """
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    is_series = isinstance(counts, pd.Series)
    table = counts.to_frame(counts.name or "count") if is_series else pd.DataFrame(counts)
    shown = table.astype("object").map(lambda cell: _shown(cell, of_children=of_children))
    if parts:
        shown = pd.DataFrame({name: _without_a_way_back(list(shown[name])) for name in shown}, shown.index)
    return shown


def _without_a_way_back(cells: list[object]) -> list[object]:
    """Return the parts of a whole with a second one kept back where one alone is hidden."""
    in_sight = [float(str(cell)) for cell in cells if cell != _HIDDEN]
    if not in_sight or len(in_sight) != len(cells) - 1:
        return cells
    least = cells.index(next(cell for cell in cells if cell != _HIDDEN and float(str(cell)) == min(in_sight)))
    return [*cells[:least], _KEPT_BACK, *cells[least + 1 :]]


def say(words: str, *counts: int) -> str:
    """Return a sentence with a count in each {}, those under 10 written as 'under 10'."""
    return words.format(*(_shown(count, of_children=True) for count in counts))


def compare(here: "pd.Series[str]", there: "pd.Series[str]", *, of: str = "ids") -> "pd.DataFrame":
    """Return how many different ids two columns share and how many one alone has; no id is shown.

    Blanks are left aside, and spaces round an id do not count. `of` is what the heading calls them.
    """
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    mine, other = ({str(cell).strip() for cell in column.dropna()} for column in (here, there))
    told = {"in both": mine & other, "only here": mine - other, "only there": other - mine}
    return show(pd.Series({words: len(found) for words, found in told.items()}, name=f"different {of}"))


def _shown(cell: object, *, of_children: bool) -> object:
    is_number = isinstance(cell, int | float) or hasattr(cell, "item")
    if not is_number or float(str(cell)) >= SMALLEST_COUNT:
        return cell
    return _NONE if not of_children and float(str(cell)) == 0 else _HIDDEN
