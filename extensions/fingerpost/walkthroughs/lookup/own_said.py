"""What the reader's join says: what it comes to over all rows, and what to know of these two tables."""

from fingerpost.walkthroughs.lookup.own_join import KINDS
from fingerpost.walkthroughs.lookup.own_tables import Shown
from fingerpost.walkthroughs.words import capital, number_of

_OWN = (
    'Try it with another table of the course: walk.lookup(table, other_table, key="…", take="…", live=True)'
)
_IN_EXCEL = {
    "left": "VLOOKUP is a left join that stops at the first match. To do the same, keep one row for each "
    'key first, with drop_duplicates; validate="m:1" checks that there is one.',
    "inner": "In Excel you would filter out the #N/A.",
    "left_anti": "In Excel you would keep only the #N/A.",
    **dict.fromkeys(
        ("right", "outer", "right_anti"),
        "No formula beside {mine} shows rows of {theirs} that met nothing. Power Query does, with {name}.",
    ),
}


def sentence(shown: Shown) -> str:
    """Return what the join comes to over all rows, or why pandas refuses it."""
    if shown.refusal:
        return shown.refusal
    join, counted = shown.join, shown.counted
    rows = counted.in_pandas.rows(join.kind) if counted else 0
    before = shown.rows[1 if join.kind == "right_anti" else 0]
    how = join.kind.replace("right_anti", "left_anti")
    keeps = join.keeps(once=shown.once)
    return (
        f'Change any field and watch both sides. Over all rows how="{how}" keeps {keeps}: '
        f"{before:,} {'row becomes' if before == 1 else 'rows become'} {rows:,}."
    )


def notes(shown: Shown) -> tuple[str, ...]:
    """Return what to know of this join; which of it applies depends on the tables."""
    join, counted = shown.join, shown.counted
    if counted is None or shown.refusal:
        return (_OWN,)
    pandas, sql = counted.in_pandas, counted.in_sql
    twice = shown.joined.twice if shown.joined else 0
    every = shown.joined.in_pandas.rows(join.kind) if shown.joined else 0
    kind = KINDS[join.kind]
    plural = (
        f"{capital(number_of(twice, 'key'))} {'is' if twice == 1 else 'are'} in {join.theirs} more than once"
    )
    told = {
        **{
            f"Both tables have a {name}: the one from {join.theirs} is called {new}.": True
            for name, new in join.renamed
        },
        _IN_EXCEL[join.kind].format(mine=join.mine, theirs=join.theirs, name=kind.power_query): True,
        f"{plural}: drop_duplicates keeps the first, as VLOOKUP does. Is it the right one? "
        f"With a row for each there would be {every:,} rows.": shown.once,
        f"{plural}, and every row of each comes over.": twice and join.several == "every" and not kind.anti,
        f"{capital(number_of(pandas.mine_alone, 'row'))} of {join.mine} "
        f"{'has' if pandas.mine_alone == 1 else 'have'} no match: count them before you "
        "go on.": pandas.mine_alone and not kind.anti,
        f"pandas lets a blank key meet a blank one and SQL does not: {pandas.rows(join.kind):,} "
        f"and {sql.rows(join.kind):,} rows.": pandas.rows(join.kind) != sql.rows(join.kind),
        f"{capital(number_of(shown.by_space, 'row'))} would be found but for stray spaces.": shown.by_space,
        "The key has two names: left_on and right_on do it without rename, and keep both columns.": any(
            mine != theirs for mine, theirs in join.keys
        ),
    }
    return (*(note for note, applies in told.items() if applies), _OWN)


def scope(shown: Shown) -> str:
    """Return the line that says how much of both tables is on screen."""
    join, (mine, theirs) = shown.join, shown.rows
    if (len(shown.mine), len(shown.theirs)) == (mine, theirs):
        return "All rows of both tables are shown."
    return (
        f"{len(shown.mine):,} of {mine:,} rows of {join.mine} and {len(shown.theirs):,} of {theirs:,} of "
        f"{join.theirs} shown{'; the counts are over all' if shown.joined else ''}."
    )
