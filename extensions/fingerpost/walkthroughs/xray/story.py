"""The scene of "X-ray a sheet" for any CSV file, workbook or DataFrame."""

from collections.abc import Mapping
from dataclasses import dataclass

from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.xray.found import find_surprises
from fingerpost.walkthroughs.xray.opened import open_source
from fingerpost.walkthroughs.xray.own_reading import answer, asked_for, first_asked
from fingerpost.walkthroughs.xray.own_step import own_tables, read_it_your_way
from fingerpost.walkthroughs.xray.steps import all_steps
from fingerpost.walkthroughs.xray.tables import Told, all_tables


def tell_xray(source: object, *, name: str, sheet: str | int) -> Scene:
    """Return the scene that shows a file as written, as Excel shows it and as pandas stores it.

    Raises:
        CannotShowError: there is no such file or sheet, or no table with a heading over each column in it.
    """
    return xray_story(source, name=name, sheet=sheet).tell({})


@dataclass(frozen=True)
class XrayStory:
    """One file, opened once, and told as often as the reader has it read in another way."""

    told: Told

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the file read as the reader says."""
        opened, found = self.told.opened, self.told.found
        answered = answer(opened, asked_for(opened, first_asked(opened, found), choices))
        tables = (*all_tables(self.told), *own_tables(self.told, answered))
        steps = (*all_steps(self.told), read_it_your_way(self.told, answered))
        return Scene("xray", "X-ray a sheet", tables, steps)


def xray_story(source: object, *, name: str, sheet: str | int) -> XrayStory:
    """Return the story of a file; raises as `tell_xray` does."""
    opened = open_source(source, name=name, sheet=sheet)
    return XrayStory(Told(opened, find_surprises(opened)))
