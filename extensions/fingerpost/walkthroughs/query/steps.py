"""The steps of the kitchen: what each clause does, and what both sides show after it."""

from fingerpost.walkthroughs.query import code
from fingerpost.walkthroughs.query.clauses import JOINS, Clause, with_blanks
from fingerpost.walkthroughs.query.guesses import rows_that_pass, where_on_a_count
from fingerpost.walkthroughs.query.tables import cook_id, group_id
from fingerpost.walkthroughs.query.told import Told
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import (
    ExcelPane,
    Formula,
    Mark,
    Prediction,
    PythonPane,
    Shown,
    Step,
)
from fingerpost.walkthroughs.words import capital, number_of

_LONGEST_REFUSAL = 160


def fixed_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven, and one for blanks where WHERE meets some."""
    traps = [_neither(told)] if told.neither_over_all else []
    return (
        _the_question(told),
        _from(told),
        _where(told),
        *traps,
        _group_by(told),
        _having(told),
        _select(told),
        _order_by_and_limit(told),
    )


def _the_question(told: Told) -> Step:
    query = told.query
    said = Said(
        "The question",
        f"Which values of {query.by} have {query.having} rows or more, where {told.asked}? "
        "You write SELECT first; the database starts at FROM.",
        ("Each step shows the table as it stands after one clause, in the order in which they run.",),
    )
    return _step(told, said, Shown("frame"), "LIMIT", now="FROM", whole=True)


def _from(told: Told) -> Step:
    query, asked = told.query, rows_that_pass(told)
    if query.join == "none":
        said = Said(
            "FROM",
            f"FROM takes the whole table: {number_of(len(told.started), 'row')}, nothing left out yet.",
        )
        return _step(told, said, Shown("joined"), "FROM", asked=asked)
    twice = [place for place in told.started if sum(other[0] == place[0] for other in told.started) > 1]
    marks = marked("duplicate", (told.ids[place] for place in twice), "met again", query.key)
    said = Said("FROM and JOIN", _how_it_grew(told), (_over_all(told),))
    columns = [str(name) for name in told.sample.columns]
    others = [] if told.other is None else [str(name) for name in told.other.columns]
    formula = code.of_lookup(columns, query, others, 0 if told.other is None else len(told.other))
    excel = ExcelPane(formula, (Shown("sheet"), Shown("other")))
    python = PythonPane(code.up_to(query, "JOIN"), (Shown("joined", marks),))
    return beside(said, excel, python, scope=_scope(told), prediction=asked)


def _how_it_grew(told: Told) -> str:
    before, after = len(told.sample), len(told.started)
    name, other, key = JOINS[told.query.join][0], told.query.other, told.query.key
    if after > before:
        return (
            f"{name} makes {after} rows of {before}: a {key} that is in {other} twice is met twice. "
            "XLOOKUP would take the first and stay silent."
        )
    if after < before:
        return f"{name} keeps {after} of {before} rows: a row that meets nothing in {other} is gone."
    return f"{name} keeps {number_of(after, 'row')}: no {key} here is in {other} twice."


def _over_all(told: Told) -> str:
    before, after = told.over_all.count(told.query, "FROM"), told.over_all.count(told.query, "JOIN")
    return f"Over all rows: {before:,} before the join, {after:,} after it. Compare the two every time."


def _where(told: Told) -> Step:
    yes, no, neither = (told.answers.count(answer) for answer in (True, False, None))
    said = Said(
        "WHERE",
        f"Each row is asked: {told.asked}? {capital(number_of(yes, 'row'))} "
        f"{'says' if yes == 1 else 'say'} true and {'stays' if yes == 1 else 'stay'}. False: {no}."
        + (f" Neither: {neither}." if neither else ""),
        ("In pandas: True and False in square brackets; notna() leaves blanks out, as SQL does.",),
    )
    gone = [told.ids[place] for place, answer in _asked(told) if answer is False]
    unknown = [told.ids[place] for place, answer in _asked(told) if answer is None]
    marks = (*marked("drop", gone, "left out"), *marked("error", unknown, "NULL: left out too"))
    return _step(told, said, Shown("asked", marks), "WHERE", hidden=True)


def _asked(told: Told) -> list[tuple[tuple[int, int | None], bool | None]]:
    return list(zip(told.started, told.answers, strict=True))


def _neither(told: Told) -> Step:
    query = told.query
    count = number_of(told.neither_over_all, "row")
    said = Said(
        "Neither true nor false",
        f"Is a blank {query.where} different from {query.value}? SQL answers NULL, it does not know, and "
        f"WHERE keeps only true. Over all rows {count} {'goes' if told.neither_over_all == 1 else 'go'} "
        "without a word.",
        (
            "pandas' != says True for a blank, and COUNTIFS counts it. To keep it in SQL: IS DISTINCT FROM.",
            f"{query.where} = NULL is never true: it gives no rows and no error. Write IS NULL.",
        ),
    )
    unknown = [told.ids[place] for place, answer in _asked(told) if answer is None]
    shown = Shown("with_blanks", marked("match", unknown, "kept now"))
    codes = code.up_to(with_blanks(query), "WHERE")
    excel = ExcelPane(_filter_formula(told), (_sheet(told, hidden=True), _recipe(told, "WHERE")))
    return beside(said, excel, PythonPane(codes, (shown,)), scope=_scope(told))


def _group_by(told: Told) -> Step:
    query, groups = told.query, told.lines("GROUP BY")
    blank = " A blank has a group of its own." if any(label is None for label, _ in groups) else ""
    said = Said(
        "GROUP BY",
        f"{capital(number_of(len(told.kept), 'row'))} {'is' if len(told.kept) == 1 else 'are'} laid in "
        f"{number_of(len(groups), 'pile')}, one for each {query.by}.{blank} Now there are piles, not rows.",
        ("pandas leaves the blank pile out unless you write dropna=False.",) if blank else (),
    )
    return _step(told, said, Shown("piles"), "GROUP BY", asked=where_on_a_count(told))


def _having(told: Told) -> Step:
    query = told.query
    enough = {group_id(label) for label, _ in told.lines("HAVING")}
    gone = [group_id(label) for label, _ in told.lines("GROUP BY") if group_id(label) not in enough]
    said = Said(
        "HAVING",
        f"Each pile is asked, as WHERE asks each row: {code.measure(query)} >= {query.having}? "
        f"{capital(number_of(len(enough), 'pile'))} {'is' if len(enough) == 1 else 'are'} left.",
        (
            f"WHERE with a count stops: “{told.in_sample.refusal(query)[:_LONGEST_REFUSAL]}”",
            "In pandas both are brackets; the line you write them in decides what they ask.",
        ),
    )
    return _step(told, said, Shown("counted", marked("drop", gone, "left out")), "HAVING")


def _select(told: Told) -> Step:
    query = told.query
    said = Said(
        "SELECT",
        f"Only now comes SELECT, which you wrote first. It picks the columns: {query.by}, and "
        f"{code.measure(query)} under the name {query.heading}.",
        ("A column that is neither grouped nor counted has no one value for a pile: SQL refuses it.",),
    )
    return _step(told, said, Shown("enough"), "SELECT")


def _order_by_and_limit(told: Told) -> Step:
    query = told.query
    lines = told.lines("LIMIT")
    cut = len(told.lines("HAVING")) - len(lines)
    said = Said(
        "ORDER BY and LIMIT",
        f"The piles are sorted, then the first {query.limit} kept"
        + (
            f": {number_of(cut, 'pile')} {'is' if cut == 1 else 'are'} cut off."
            if cut
            else ": here, all of them."
        ),
        ("Without ORDER BY, LIMIT may keep any of them. Name a second column to put equal counts in order.",),
    )
    return _step(told, said, Shown("top"), "LIMIT", now="ORDER BY")


def _step(
    told: Told,
    said: Said,
    shown: Shown,
    last: Clause,
    *,
    now: Clause | None = None,
    hidden: bool = False,
    whole: bool = False,
    asked: Prediction | None = None,
) -> Step:
    """Return a step whose code goes as far as `last`, with Excel's recipe marked at `now`."""
    codes = code.up_to(told.query, "LIMIT", said=False) if whole else code.up_to(told.query, last)
    formula = _filter_formula(told) if hidden else _heading(told)
    excel = ExcelPane(formula, (_sheet(told, hidden=hidden), _recipe(told, now or last)))
    return beside(said, excel, PythonPane(codes, (shown,)), scope=_scope(told), prediction=asked)


def _sheet(told: Told, *, hidden: bool) -> Shown:
    """Return the sheet, with the rows that Excel's filter hides: it takes no notice of capitals."""
    if not hidden or told.query.where not in told.sample:
        return Shown("sheet")
    value = str(told.query.value).casefold()
    cells = told.sample[told.query.where].tolist()
    gone = [at for at, cell in enumerate(cells) if cell is not None and str(cell).casefold() == value]
    return Shown("sheet", marked("drop", gone, "hidden"))


def _recipe(told: Told, now: Clause) -> Shown:
    clause = now if now in told.query.clauses else told.query.clauses[0]
    return Shown("recipe", (Mark("read", (cook_id(told.query, clause),), word="now"),))


def _heading(told: Told) -> Formula:
    columns = [str(name) for name in told.sample.columns]
    return code.of_heading(columns, told.query.by if told.query.by in columns else columns[0])


def _filter_formula(told: Told) -> Formula:
    columns = [str(name) for name in told.sample.columns]
    if told.query.where not in columns:
        return _heading(told)
    return code.of_filter(columns, told.query, len(told.sample))


def _scope(told: Told) -> str:
    return rows_shown(
        len(told.sample),
        told.over_all.rows[told.query.table],
        over_all="the last step is over all",
    )
