"""What the reader's own kitchen says and shows."""

from fingerpost.walkthroughs.query import code
from fingerpost.walkthroughs.query.clauses import TESTS, Clause, Query
from fingerpost.walkthroughs.query.kitchen import groups
from fingerpost.walkthroughs.query.own import Larder, controls, plate, rows_after
from fingerpost.walkthroughs.query.tables import cook_id, recipe
from fingerpost.walkthroughs.said import Said, beside
from fingerpost.walkthroughs.scene import ExcelPane, Formula, Mark, PythonPane, Shown, Step, Table
from fingerpost.walkthroughs.words import number_of

_OWN = 'Try it with another table of the course: walk.query(table, where="…", by="…", live=True)'


def own_tables(larder: Larder, query: Query, stop: Clause) -> tuple[Table, ...]:
    """Return the tables of the reader's own query."""
    return plate(larder, query, stop), rows_after(larder, query), recipe("own_recipe", query)


def change_the_clauses(larder: Larder, query: Query, stop: Clause) -> Step:
    """Return the step in which the reader changes clauses and sees code and tables follow."""
    after = larder.kitchen.count(query, stop)
    kind = "group" if groups(stop) else "row"
    said = Said(
        "Change the clauses",
        f"Change any clause, and stop after any. After {stop}, over all rows, there "
        f"{'is' if after == 1 else 'are'} {number_of(after, kind)}.",
        (*_notes(larder, query), _OWN),
    )
    clause = query.clauses.index(stop)
    recipe_shown = Shown("own_recipe", (Mark("read", (cook_id(query, stop),), word="now"),))
    shown = (Shown("plate"), Shown("rows_after", (Mark("read", (f"after-{clause}",), word="now"),)))
    excel = ExcelPane(Formula(f"A{clause + 2}", stop), (recipe_shown,))
    rows = larder.kitchen.rows[query.table]
    step = beside(
        said,
        excel,
        PythonPane(code.up_to(query, stop), shown, to_take=True),
        scope=f"Over all {rows:,} rows; the first 12 lines are shown." if rows != 1 else "Over the only row.",
    )
    return Step(**{**vars(step), "controls": controls(larder, query, stop)})


def _notes(larder: Larder, query: Query) -> tuple[str, ...]:
    notes = []
    if query.join != "none":
        before, after = larder.kitchen.count(query, "FROM"), larder.kitchen.count(query, "JOIN")
        if after != before:
            notes.append(f"The join makes {after:,} rows of {before:,}: count before and after it.")
    if query.test == "equals_null":
        notes.append("= NULL is never true, so nothing gets past it and no error says why. Write IS NULL.")
    neither = larder.kitchen.how_many_answers(query)[2] if TESTS[query.test].negates else 0
    if neither:
        notes.append(
            f"{number_of(neither, 'row').capitalize()} with a blank {query.where} "
            f"{'answers' if neither == 1 else 'answer'} neither true nor false, and "
            f"{'is' if neither == 1 else 'are'} left out."
        )
    if query.having and query.count:
        notes.append(f"HAVING asks what SELECT counts: the different {query.count} of each group.")
    return tuple(notes)
