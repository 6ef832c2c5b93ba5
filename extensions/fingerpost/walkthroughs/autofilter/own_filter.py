"""The last step of a filter: the reader's own tests, and both sides that follow them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.asked import Answers
from fingerpost.walkthroughs.autofilter.builder import ALONE, Filter, controls
from fingerpost.walkthroughs.drawn import LETTERS, as_frame, labels_of, sheet
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.quoting import both, spans, sql_name
from fingerpost.walkthroughs.said import rows_shown
from fingerpost.walkthroughs.scene import (
    Code,
    ExcelPane,
    Formula,
    Mark,
    PythonPane,
    Shown,
    Step,
    Table,
)
from fingerpost.walkthroughs.words import number_of

_COLUMNS = 4


@dataclass(frozen=True)
class Own:
    """A filter over a whole table: the rows that pandas keeps and AutoFilter shows, and those on screen."""

    table: pd.DataFrame
    name: str
    made: Filter
    kept: Answers
    seen: Answers
    places: tuple[int, ...]

    @property
    def sample(self) -> pd.DataFrame:
        """The rows on screen with the tested columns and the first others, by their place in the table."""
        tested = list(dict.fromkeys(part.column for part in self.made.parts))
        others = [name for name in self.table.columns if name not in tested]
        shown = {*tested, *others[: _COLUMNS - len(tested)]}
        return self.table[[name for name in self.table.columns if name in shown]].iloc[list(self.places)]

    def rows(self, answers: Answers) -> tuple[str, ...]:
        """Return the ids of the rows on screen of which the answer is True."""
        return tuple(_id(at) for at in self.places if answers[at])


def filter_by(table: pd.DataFrame, name: str, made: Filter) -> Own:
    """Return the filter over `table`, with rows of each answer to show."""
    kept = made.together([part.of(table) for part in made.parts])
    seen = made.together([part.in_excel(table) for part in made.parts])
    blank = np.logical_or.reduce([table[part.column].isna().to_numpy() for part in made.parts])
    cases = [(kept & seen, 5), (kept != seen, 2), (blank, 2), (~kept & ~seen, 3)]
    return Own(table, name, made, kept, seen, tuple(some_of_each(len(table), cases)))


def own_tables(own: Own) -> tuple[Table, Table]:
    """Return the sheet and the rows that pandas keeps; a row's id is its place in the whole table."""
    sample = own.sample
    drawn = sheet("own_sheet", own.name, sample, ids=lambda nth: _id(own.places[nth]))
    keep = [nth for nth, at in enumerate(own.places) if own.kept[at]]
    frame = as_frame(
        "own_kept",
        "rows your filter keeps",
        sample,
        ids=lambda nth: _id(own.places[nth]),
        keep=keep,
        labels=labels_of(own.table, own.places),
    )
    return drawn, frame


def build_a_filter(own: Own) -> Step:
    """Return the step in which the reader changes the filter and sees both sides follow."""
    hidden = own.rows(~own.seen)
    marks = (Mark("drop", hidden),) if hidden else ()
    excel = ExcelPane(_of_seen(own), (Shown("own_sheet", marks),))
    return Step(
        "Build a filter",
        _sentence(own),
        excel,
        PythonPane(code_of(own), (Shown("own_kept"),), to_take=True),
        scope=rows_shown(len(own.places), len(own.table), over_all="the count is over all"),
        notes=_notes(own),
        controls=controls(own.table, own.made),
    )


def _of_seen(own: Own) -> Formula:
    """Return the count of all rows that are seen, over a column that is filled in each, where one is."""
    names, tested = list(own.sample.columns), own.made.first.column
    filled = (name for name in (tested, *names) if own.table[name].notna().to_numpy()[own.seen].all())
    letter = LETTERS[names.index(next(filled, tested))]
    text = f"=SUBTOTAL(103,{letter}2:{letter}{len(own.table) + 1})"
    return Formula(f"{LETTERS[len(names) + 1]}2", text, spans(text, "SUBTOTAL"))


def code_of(own: Own) -> tuple[Code, ...]:
    """Return the filter in pandas and in SQL."""
    tests = [part.in_pandas(own.name) for part in own.made.parts]
    wheres = [part.in_sql() for part in own.made.parts]
    where = f"SELECT *\nFROM {sql_name(own.name)}\nWHERE "
    if own.made.join == ALONE:
        return both(f"{own.name}[{tests[0]}]", where + wheres[0], (tests[0],), (wheres[0],))
    sign, word = {"and": ("&", "AND"), "or": ("|", "OR")}[own.made.join]
    pandas = f"{own.name}[\n    ({tests[0]})\n    {sign} ({tests[1]})\n]"
    return both(pandas, f"{where}{wheres[0]}\n{word} {wheres[1]}", (f"{sign} (",), (f"\n{word} ",))


def _sentence(own: Own) -> str:
    said = f" {own.made.join} ".join(part.in_words() for part in own.made.parts)
    kept = int(own.kept.sum())
    return (
        f"Change any part and watch both sides. {said}: {number_of(kept, 'row')} of {len(own.table):,} kept."
    )


def _notes(own: Own) -> tuple[str, ...]:
    notes = []
    differ = int((own.kept != own.seen).sum())
    if differ:
        notes.append(
            f"AutoFilter takes no notice of capitals: it decides differently on {number_of(differ, 'row')}."
        )
    columns = {part.column for part in own.made.parts}
    if own.made.join == "or" and len(columns) > 1:
        notes.append("AutoFilter can only join columns with AND. For OR, Excel has the Advanced Filter.")
    if any(part.way == "not" and own.table[part.column].isna().any() for part in own.made.parts):
        notes.append("!= keeps blank rows, as AutoFilter does; in SQL <> would lose them.")
    return (*notes, 'Try it with another table of the course: walk.autofilter(table, column="…", live=True)')


def _id(at: int) -> str:
    return f"own-{at}"
