"""The scene of "X-ray a sheet" for any CSV file, workbook or DataFrame."""

from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.xray.found import find_surprises
from fingerpost.walkthroughs.xray.opened import open_source
from fingerpost.walkthroughs.xray.steps import all_steps
from fingerpost.walkthroughs.xray.tables import Told, all_tables


def tell_xray(source: object, *, name: str, sheet: str | int) -> Scene:
    """Return the scene that shows a file as written, as Excel shows it and as pandas stores it.

    Raises:
        CannotShowError: there is no such file or sheet, or no table with a heading over each column in it.
    """
    opened = open_source(source, name=name, sheet=sheet)
    told = Told(opened, find_surprises(opened))
    return Scene("xray", "X-ray a sheet", all_tables(told), all_steps(told))
