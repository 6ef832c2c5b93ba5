"""The code of the reader's join: in pandas, in SQL, and the formula that comes nearest on a sheet."""

from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.lookup.own_join import KINDS, Join
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_name
from fingerpost.walkthroughs.scene import Code, Formula

_BELT = ', validate="m:1"'
_APART = '&"|"&'
"""What Excel puts between two keys, so that 1 and 23 are not 12 and 3."""


def code_of(join: Join, *, twice: bool, refused: bool) -> tuple[Code, ...]:
    """Return the join in both languages; `twice` says that the other table has a key more than once.

    Of a join that validate stops, SQL lists the keys that stop it, for it has no such word.
    """
    if KINDS[join.kind].anti:
        pandas, sql = _anti(join)
    else:
        pandas = _merge(join, once=twice and join.several == "first")
        sql = _listed(join) if refused else _select(join, once=twice and join.several == "first")
    how = f'how="{join.kind.replace("right_anti", "left_anti")}"'
    return both(pandas, sql, (how,), ("HAVING count(*) > 1",) if refused else (KINDS[join.kind].sql,))


def right_side(join: Join, *, once: bool, of: str = "") -> str:
    """Return the other table as merge takes it: its keys and what it brings, under the first one's names."""
    names = ", ".join(map(quoted, (*join.their_keys, *join.brings)))
    return f"{of or join.theirs}[[{names}]]{_renamed(join.keys)}" + (
        f".drop_duplicates({_listed_names(join.my_keys)})" if once else ""
    )


def _renamed(keys: tuple[tuple[str, str], ...]) -> str:
    other = ", ".join(f"{quoted(theirs)}: {quoted(mine)}" for mine, theirs in keys if mine != theirs)
    return f".rename(columns={{{other}}})" if other else ""


def _merge(join: Join, *, once: bool) -> str:
    belt = "" if join.several == "every" else _BELT
    named = f', suffixes=("", {quoted(join.suffix)})' if join.renamed else ""
    return (
        f"{join.mine}.merge(\n    {right_side(join, once=once)},\n"
        f'    on={_listed_names(join.my_keys)}, how="{join.kind}"{named}{belt},\n)'
    )


def _anti(join: Join) -> tuple[str, str]:
    """Return the rows of one table that meet none of the other."""
    swapped = join.kind == "right_anti"
    mine, theirs = (join.theirs, join.mine) if swapped else (join.mine, join.theirs)
    keys = tuple((b, a) for a, b in join.keys) if swapped else join.keys
    names = ", ".join(quoted(theirs) for _, theirs in keys)
    on = _listed_names([mine for mine, _ in keys])
    pandas = f'{mine}.merge(\n    {theirs}[[{names}]]{_renamed(keys)},\n    on={on}, how="left_anti",\n)'
    return (
        pandas,
        f"SELECT {sql_name(mine)}.*\nFROM {sql_name(mine)} ANTI JOIN {sql_name(theirs)}\n{_on(join)}",
    )


def _select(join: Join, *, once: bool) -> str:
    mine, theirs = sql_name(join.mine), sql_name(join.theirs)
    new = {name: f" AS {sql_name(answer)}" for name, answer in join.renamed}
    brought = "".join(f", {theirs}.{sql_name(name)}{new.get(name, '')}" for name in join.brings)
    kept = f" REPLACE ({_either(join)})" if join.kind in {"right", "outer"} else ""
    other = _once(join) if once else theirs
    return f"SELECT {mine}.*{kept}{brought}\nFROM {mine} {KINDS[join.kind].sql} {other}\n{_on(join)}"


def _once(join: Join) -> str:
    """Return, as SQL, the other table with the first row of each key."""
    keys = ", ".join(map(sql_name, join.their_keys))
    names = ", ".join(map(sql_name, (*join.their_keys, *join.brings)))
    theirs = sql_name(join.theirs)
    return f"(SELECT DISTINCT ON ({keys}) {names}\n      FROM {theirs}) AS {theirs}"


def _either(join: Join) -> str:
    """Return, as SQL, the keys from whichever table has them: a row of the other may be there alone."""
    mine, theirs = sql_name(join.mine), sql_name(join.theirs)
    return ", ".join(
        f"coalesce({mine}.{sql_name(a)}, {theirs}.{sql_name(b)}) AS {sql_name(a)}" for a, b in join.keys
    )


def _on(join: Join) -> str:
    mine, theirs = sql_name(join.mine), sql_name(join.theirs)
    return "ON " + " AND ".join(f"{mine}.{sql_name(a)} = {theirs}.{sql_name(b)}" for a, b in join.keys)


def _listed(join: Join) -> str:
    keys = ", ".join(map(sql_name, join.their_keys))
    return (
        f"SELECT {keys}, count(*) AS times\nFROM {sql_name(join.theirs)}\nGROUP BY {keys} HAVING count(*) > 1"
    )


def _listed_names(names: list[str]) -> str:
    return quoted(names[0]) if len(names) == 1 else f"[{', '.join(map(quoted, names))}]"


def formula_of(join: Join, columns: list[str], *, rows: int) -> Formula:
    """Return the formula of the first answer: VLOOKUP, XLOOKUP of two keys, MATCH if nothing comes over.

    `columns` are those of the first sheet; the other one, of so many `rows`, begins one free column after
    the answers and has its keys first.
    """
    answers = max(len(join.brings), 1)
    start = len(columns) + answers + 1
    ranges = [
        f"${LETTERS[start + at]}$2:${LETTERS[start + at]}${rows + 1}" for at in range(len(join.keys) + 1)
    ]
    wanted = _APART.join(f"{LETTERS[columns.index(name)]}2" for name in join.my_keys)
    there = _APART.join(ranges[: len(join.keys)])
    if not join.brings:
        text = f"=MATCH({wanted},{there},0)"
    elif len(join.keys) == 1:
        end = LETTERS[start + len(join.brings)]
        text = f"=VLOOKUP({wanted},${LETTERS[start]}$2:${end}${rows + 1},2,FALSE)"
    else:
        text = f"=XLOOKUP({wanted},{there},{ranges[-1]})"
    return Formula(f"{LETTERS[len(columns)]}2", text, spans(text, text[1 : text.index("(")]))
