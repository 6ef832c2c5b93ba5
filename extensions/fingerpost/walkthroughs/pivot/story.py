"""The scene of "Pivot in slow motion" for any table: steps that say only what the table shows."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from fingerpost.walkthroughs.drawn import as_frame, sheet
from fingerpost.walkthroughs.focus import choose_focus
from fingerpost.walkthroughs.pivot import tables
from fingerpost.walkthroughs.pivot.counts import count_everything
from fingerpost.walkthroughs.pivot.crossing import cross
from fingerpost.walkthroughs.pivot.fields import NO_COLUMNS, Fields, fields_chosen
from fingerpost.walkthroughs.pivot.own_fields import change_the_fields, own_tables
from fingerpost.walkthroughs.pivot.shares import as_shown
from fingerpost.walkthroughs.pivot.steps import eight_steps
from fingerpost.walkthroughs.pivot.told import Told, star_of
from fingerpost.walkthroughs.preflight import check_table
from fingerpost.walkthroughs.scene import Scene, Table
from fingerpost.walkthroughs.text_numbers import as_numbers, looks_like_quantities
from fingerpost.walkthroughs.words import known_to_be_counted, words_for


def tell_pivot(frame: object, *, rows: str, count: str, name: str | None = None) -> Scene:
    """Return the scene for `frame`, its rows piled by column `rows`, its column `count` counted.

    `name` is what the code calls the table. Raises `CannotShowError` for a table that cannot be shown.
    """
    return pivot_story(frame, rows=rows, count=count, name=name).tell({})


@dataclass(frozen=True)
class PivotStory:
    """One table's pivot, counted once, and told as often as the reader changes its last step's fields."""

    table: pd.DataFrame
    told: Told

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the fields that the reader chose."""
        words = self.told.words
        start = Fields(rows=words.rows, columns=NO_COLUMNS, counted=words.count, how="count")
        fields = fields_chosen(self.table, start, choices)
        crossed = as_shown(cross(self.table, fields), fields)
        steps = (*eight_steps(self.told), change_the_fields(self.table, self.told, fields, crossed))
        shown = (*_tables(self.told), *own_tables(self.table, fields, crossed))
        return Scene("pivot", "Pivot in slow motion", shown, steps)


def pivot_story(frame: object, *, rows: str, count: str, name: str | None = None) -> PivotStory:
    """Return the story for `frame`, as `tell_pivot` takes it."""
    table = check_table(frame, rows=rows, count=count)
    everything = count_everything(table, rows=rows, count=count)
    lean = table[_columns_shown(table, rows=rows, count=count)]
    sample = choose_focus(lean, rows=rows, count=count, things=everything.things)
    as_text = count not in known_to_be_counted() and looks_like_quantities(table[count])
    made = table.assign(**{count: as_numbers(table[count])}) if as_text else table
    told = Told(
        words=words_for(rows=rows, count=count, table=name),
        sample=sample,
        counts=count_everything(sample, rows=rows, count=count),
        everything=everything,
        layout=tables.layout_of(sample, rows=rows, count=count),
        star=star_of(sample, rows=rows, count=count),
        total_as_numbers=float(made[count].sum()) if as_text else None,
    )
    return PivotStory(made, told)


def _columns_shown(frame: pd.DataFrame, *, rows: str, count: str) -> list[str]:
    """Return the two columns and the first date, which tells one row from another, in their order."""
    dates = [name for name in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[name])]
    shown = {rows, count, *dates[:1]}
    return [name for name in frame.columns if name in shown]


def _tables(told: Told) -> tuple[Table, ...]:
    counts, words = told.counts, told.words
    return (
        sheet("sheet", words.table, told.sample),
        as_frame("frame", f"{words.table}, as a DataFrame", told.sample),
        tables.pivot_table("pivot", counts, words, told.layout),
        tables.piles_table("piles", counts.named, words),
        tables.size_table("size", counts.named, words),
        tables.size_table("size_with_blank", counts.piles, words),
        tables.piles_table("piles_counted", counts.piles, words, counted=True),
        tables.pivot_table("pivot_over_all", told.everything, words, told.layout, distinct=True),
        tables.result_table("result", told.everything, words),
        *((tables.alike_table("alike", told.alike, words),) if told.alike else ()),
    )
