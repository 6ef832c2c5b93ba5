"""The steps of a stack: what each says, and what both sides show. Trap steps stand where a trap is."""

from collections.abc import Callable

from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.quoting import quoted
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import Code, ExcelPane, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.stack import code
from fingerpost.walkthroughs.stack.told import Told, Trap, first_id, ids_of, second_id
from fingerpost.walkthroughs.words import capital, in_words, number_of


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: six, and one for each trap that the tables have."""
    return tuple(step(told) for trap, step in _STEPS if trap is None or trap in told.traps)


def _the_question(told: Told) -> Step:
    rows, more = (number_of(len(table), "row") for table in (told.sample.first, told.sample.second))
    said = Said(
        "The question",
        f"How do {told.table} and {told.other} become one table? You see {rows} of one and {more} of the "
        "other.",
        ("Two months, two years, two teams: the same list, delivered twice.",),
    )
    excel = ExcelPane(code.of_heading(told), (Shown("first_sheet"), Shown("second_sheet")))
    python = PythonPane(code.two_tables(told), (Shown("first_frame"), Shown("second_frame")))
    return _step(told, said, excel, python)


def _excels_habit(told: Told) -> Step:
    below = _of_second(told)
    said = Said(
        "Excel's habit",
        f"You copy the rows of {told.other} without their headings and paste them below. Each column lands "
        "under whatever is in its place.",
        ("VSTACK goes by position too.",),
    )
    excel = ExcelPane(code.of_pasted(told), (Shown("pasted", marked("read", below, "pasted")),))
    python = PythonPane(code.two_tables(told), (Shown("first_frame"), Shown("second_frame")))
    return _step(told, said, excel, python, asked=_how_many(told))


def _by_name(told: Told) -> Step:
    rows = number_of(told.sample.rows, "row")
    said = Said(
        "By name",
        f"pd.concat puts one below the other: {rows}, and each column goes under its own heading.",
        ("So does Power Query's Append, on the left. In SQL say BY NAME: UNION ALL alone goes by position.",),
    )
    return _step(
        told, said, _appended(told), _python(code.by_name(told), "stacked"), asked=_first_label(told)
    )


def _places(told: Told) -> Step:
    pair = told.everything
    lines = [f"{name} under {heading}" for name, heading in pair.misplaced]
    listed = ", ".join(lines[:_NAMED]) + (" and so on" if len(lines) > _NAMED else "")
    same_width = len(pair.first.columns) == len(pair.second.columns)
    said = Said(
        "Another order",
        f"The columns of {told.other} are not in the order of {told.table}: pasted, "
        f"{number_of(len(lines), 'column')} {'ends' if len(lines) == 1 else 'end'} up under another heading "
        f"in {number_of(len(pair.second), 'row')}: {listed}.",
        (
            "Nothing stops you: a sheet does not compare headings; in SQL UNION ALL alone goes by "
            "position too."
            if same_width
            else "In SQL UNION ALL alone stops you, but only as one table is wider; Excel does not.",
        ),
    )
    on_screen = told.sample.misplaced
    wrong = marked("error", _of_second(told), "wrong heading", *(heading for _, heading in on_screen))
    right = marked("match", _of_second(told), "by name", *(name for name, _ in on_screen))
    wrong, right = (wrong, right) if on_screen else ((), ())
    excel = ExcelPane(code.of_pasted(told), (Shown("pasted", wrong),))
    return _step(told, said, excel, _python(code.by_name(told), "stacked", right))


def _half_blank(told: Told) -> Step:
    pair = told.everything
    alone = [
        f"{_listed(names)} {'is' if len(names) == 1 else 'are'} in {table} alone"
        for table, names in ((told.table, pair.only_first), (told.other, pair.only_second))
        if names
    ]
    notes = [
        f"{one.name} was {one.first or one.second} and is now {one.stacked}: a blank has no place among "
        f"{'whole numbers' if 'int' in (one.first or one.second) else 'its values'}."
        for one in pair.widened[:1]
    ]
    notes += [
        f"{mine} and {theirs} are one column to you. Rename it first: "
        f"{told.other}.rename(columns={{{quoted(theirs)}: {quoted(mine)}}})."
        f"{' SQL takes no notice of capitals.' if mine.casefold() == theirs.casefold() else ''}"
        for mine, theirs in pair.alike[:1]
    ]
    said = Said(
        "Half blank",
        f"{' and '.join(alone)}: the rows of the other table are blank there, "
        f"{number_of(pair.blank_cells, 'cell')} over all rows, and nothing tells you.",
        (*notes, 'join="inner" keeps the columns that both have. Better: find out why one is missing.'),
    )
    sample = told.sample
    marks = (
        *_blank(map(second_id, range(len(sample.second))), sample.only_first),
        *_blank(map(first_id, range(len(sample.first))), sample.only_second),
    )
    return _step(told, said, _appended(told, marks), _python(code.by_name(told), "stacked", marks))


def _types(told: Told) -> Step:
    changed = told.everything.of_two_sorts
    one = changed[0]
    more = f", and {number_of(len(changed) - 1, 'column')} more likewise" if changed[1:] else ""
    said = Said(
        "Two types",
        f"{one.name} is {one.first} in {told.table} and {one.second} in {told.other}{more}. Stacked it is "
        f"{one.stacked}.",
        (
            *(
                ("Values of two types never match: grouping and merging keep a value and its text apart.",)
                if one.stacked == "object"
                else ()
            ),
            f"Read both files with one type, for instance dtype={{{quoted(one.name)}: {quoted('str')}}}.",
        ),
    )
    rows = [
        f"type-{at}"
        for at, name in enumerate(told.sample.stacked.columns)
        if name in {c.name for c in changed}
    ]
    marks = marked("coerce", rows, "two types")
    return _step(told, said, _appended(told), _python(code.types_after(told), "types", marks))


def _rows_twice(told: Told) -> Step:
    pair = told.everything
    again = int(pair.again.sum())
    twice = [name for name, is_again in zip(ids_of(told.sample), told.again, strict=True) if is_again]
    said = Said(
        "The same row again",
        f"{capital(number_of(again, 'row'))} of {pair.rows:,} {'is' if again == 1 else 'are'} the same as "
        "an earlier one in every column: delivered twice, perhaps.",
        ("Look before you drop: two rows may be two events. UNION without ALL drops repeats, unasked.",),
    )
    marks = marked("duplicate", twice, "the same again")
    return _step(told, said, _appended(told, marks), _python(code.each_once(told), "once"))


def _the_index(told: Told) -> Step:
    said = Said(
        "The index",
        "Each table counts its rows from 0, and concat leaves them as they are: 0 is there twice. "
        "ignore_index=True numbers them afresh.",
        ("A sheet numbers its rows by itself. In SQL a row has no number.",),
    )
    return _step(told, said, _appended(told), _python(code.numbered(told), "numbered"))


def _where_from(told: Told) -> Step:
    said = Said(
        "Where from",
        "Once stacked, no row says which table it comes from. Write it into a column before you stack: "
        f"{told.source}.",
        (f"Then {told.source} is one more column to count by: each table's rows, before and after.",),
    )
    ids = ids_of(told.sample)
    marks = marked("result", ids, "", told.source)
    return _step(told, said, _appended(told), _python(code.with_source(told), "sourced", marks))


def _your_words(told: Told) -> Step:
    pair = told.everything
    said = Said(
        "Your words",
        f"Now over all rows: {len(pair.first):,} and {len(pair.second):,} make {pair.rows:,}.",
        (
            "Count rows before and after, and columns too: if there are more columns, a name differs.",
            f"By name, with a column called {told.source}, and numbered afresh.",
            "Try it with another table of the course: walk.stack(table, other_table)",
        ),
    )
    python = PythonPane(code.with_source(told, said=False), (Shown("meter"),), to_take=True)
    return _step(told, said, _appended(told), python)


def _how_many(told: Told) -> Prediction:
    pair = told.sample
    right, again = pair.rows, sum(told.again)
    first, second = len(pair.first), len(pair.second)
    return number_guess(
        "rows_stacked",
        f"{told.table} has {number_of(first, 'row')} here and {told.other} {in_words(second)}. "
        "Stacked, they give … rows.",
        right=right,
        why="each row of both is there once more, below the others.",
        tempting=(
            (
                max(first, second),
                "concat sets tables side by side",
                "merge puts rows side by side; concat does not.",
            ),
            (right + 1, "the headings come with the rows", "The headings are not a row."),
            *(
                ((right - again, "concat drops repeats", "It drops none: UNION without ALL would."),)
                if again
                else ()
            ),
        ),
        spare=(right - 1, "the first row is lost", "No row is lost."),
    )


def _first_label(told: Told) -> Prediction:
    return number_guess(
        "rows_of_one_label",
        "The stack is called stacked. Row label 0 is now on … of its rows.",
        right=2,
        why="each table brought a row labelled 0, and concat leaves the labels as they are.",
        tempting=(
            (1, "the index is a row's place", "It would be one if the rows had been numbered afresh."),
            (0, "a label that repeats is an error", "pandas allows it, and keeps both."),
            (
                told.sample.rows,
                "a label belongs to a whole table",
                "Each row has its own: 0, 1, 2 and so on.",
            ),
        ),
        spare=(3, "the index is a row's place", "There are two tables."),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    return beside(said, excel, python, scope=_scope(told), prediction=asked)


def _scope(told: Told) -> str:
    """Return the line that says how much of both tables is on screen."""
    shown, whole = told.sample, told.everything
    columns = len({*whole.first.columns, *whole.second.columns})
    seen = len(shown.stacked.columns)
    rows = (
        "All rows of both tables are shown"
        if shown.rows == whole.rows
        else f"{shown.rows:,} of {whole.rows:,} rows of both tables are shown"
    )
    return f"{rows}{f', and {seen} of {columns} columns' if seen < columns else ''}; counts are over all."


def _appended(told: Told, marks: tuple[Mark, ...] = ()) -> ExcelPane:
    """Return the sheet that Power Query's Append gives."""
    return ExcelPane(
        code.of_heading(told),
        (Shown("appended", marks),),
        fields=(("Power Query, Append", f"{told.table}, {told.other}"),),
    )


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))


def _of_second(told: Told) -> list[str]:
    return [second_id(at) for at in range(len(told.sample.second))]


def _blank(rows: object, columns: tuple[str, ...]) -> tuple[Mark, ...]:
    return marked("read", rows, "blank", *columns) if columns else ()  # type: ignore[arg-type]  # ids


def _listed(names: tuple[str, ...]) -> str:
    few = names[:_NAMED]
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (" and " if len(few) == 2 and not rest else ", ").join(few) + rest  # noqa: PLR2004 - English joins two by and


_NAMED = 3
_STEPS: tuple[tuple[Trap | None, Callable[[Told], Step]], ...] = (
    (None, _the_question),
    (None, _excels_habit),
    (None, _by_name),
    ("places", _places),
    ("half_blank", _half_blank),
    ("types", _types),
    ("rows_twice", _rows_twice),
    (None, _the_index),
    (None, _where_from),
    (None, _your_words),
)
