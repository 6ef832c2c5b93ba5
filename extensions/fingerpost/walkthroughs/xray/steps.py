"""The steps of an X-ray: the file, Excel's view, pandas', and one switch after the other."""

from collections.abc import Mapping

import pandas as pd

from fingerpost.walkthroughs.guesses import number_guess, word_guess
from fingerpost.walkthroughs.quoting import both
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import Code, ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import capital, number_of
from fingerpost.walkthroughs.xray.found import changes, in_excel
from fingerpost.walkthroughs.xray.opened import written
from fingerpost.walkthroughs.xray.options import NOTHING_SAID, Options, read_line, sql_read
from fingerpost.walkthroughs.xray.tables import Told, body_id, changed_in_excel, kind_of

_MOST_EXAMPLES = 3


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: five for a file without surprises, up to nine for one with all."""
    found = told.found
    switches = [_in_its_place(told)] if found.moved else []
    switches += [_ids_as_text(told)] if found.ids else []
    switches += [_the_guess(told)] if found.day_first else []
    switches += [_the_format(told)] if found.dates else []
    return (
        _the_file(told),
        _as_excel_shows_it(told),
        _as_pandas_stored_it(told),
        *switches,
        _blanks(told),
        _your_words(told),
    )


def _the_file(told: Told) -> Step:
    opened = told.opened
    holds = (
        "A workbook's cell holds a value, and a way to show it" if opened.file else "A CSV file is plain text"
    )
    seen = "" if opened.file else ", as Notepad shows them"
    said = Said(
        "The file",
        f"{holds}. These are the first lines of {opened.name}{seen}.",
        ("Excel and pandas read the same lines. Watch what each makes of them.",),
    )
    text = f'open("{opened.name}").read()'
    sql = f"FROM read_text('{opened.name}')"
    if opened.file:
        text, sql = read_line(opened, Options()), sql_read(opened, Options())
    title = "In the workbook" if opened.file else "In Notepad"
    excel = ExcelPane(None, (Shown("notepad"),), title=title)
    return _step(told, said, excel, _python(both(text, sql), "lines"), asked=_rows_it_makes(told))


def _as_excel_shows_it(told: Told) -> Step:
    changed = changed_in_excel(told)
    cells = sum(map(len, changed.values()))
    says = (
        f"{capital(number_of(cells, 'cell'))} on screen no longer {'matches' if cells == 1 else 'match'} the "
        f"file: {_first_changes(told, changed)}."
        if cells
        else "Every cell on screen matches the file."
    )
    notes = ["Save it as CSV from Excel, and what you see replaces what was in the file."] if cells else []
    said = Said("As Excel shows it", f"A double-click opens it in Excel. {says}", tuple(notes))
    asked = None if told.found.moved else _how_it_is_stored(told)
    python = _python(_codes(told, Options()), "lines")
    return _step(told, said, _excel(told, *_excel_marks(told)), python, asked=asked)


def _first_changes(told: Told, changed: Mapping[str, tuple[int, ...]]) -> str:
    """Return the first changed cell of each column, as written and as Excel shows it: 0012 shows as 12."""
    found = [
        told.opened.body[rows[0]][at] for rows, at in zip(changed.values(), told.places, strict=True) if rows
    ]
    return ", ".join(f"{written(cell)} shows as {in_excel(cell)}" for cell in found[:_MOST_EXAMPLES])


def _as_pandas_stored_it(told: Told) -> Step:
    found = told.found
    if found.plain is None:
        said = Said(
            "As pandas stored it",
            f"Given only the name, pandas stops: {found.stopped}.",
            ("This error helps: it tells you that the table does not start where pandas looked.",),
        )
    elif found.moved:
        heads = ", ".join(str(name) for name in list(found.plain.columns)[:3])
        said = Said(
            "As pandas stored it",
            f"Given only the file name, pandas took the first line as headings: {heads}.",
        )
    else:
        said = Said("As pandas stored it", *_first_surprise(told))
    asked = _how_it_is_stored(told) if found.moved else None
    marks = () if found.moved else _surprise_marks(told)
    return _step(told, said, _excel(told), _python(_codes(told, Options()), "plain", marks), asked=asked)


def _first_surprise(told: Told) -> tuple[str, tuple[str, ...]]:
    """Return what pandas did unasked to the first column that is odd, or that it did nothing."""
    found = told.found
    if found.ids:
        name = found.ids[0]
        cell = next(str(one) for one in told.opened.columns[name] if changes(one))
        return (
            f"pandas took {name} for numbers: {cell} is stored as {int(cell)}. No error, no warning.",
            (f"A lookup for the text {cell} will find nothing.",),
        )
    if found.dates:
        looks = f"{found.dates[0]} looks like a column of dates, but is stored as text"
        return f"{looks}, so it would sort by its first digits.", ()
    return ("Nothing is lost here: every column is stored as it is written.", ())


def _in_its_place(told: Told) -> Step:
    opened, found = told.opened, told.found
    does = []
    if opened.skip:
        lines = number_of(opened.skip, "line")
        does.append(f"skiprows={opened.skip} skips {lines} above the headings")
    if opened.separator != ",":
        mark = {";": "a semicolon", "\t": "a tab", "|": "a bar"}[opened.separator]
        does.append(f"sep says that {mark} separates the cells")
    if opened.encoding != "utf-8":
        does.append("encoding says how letters such as ë are stored")
    said = Said(
        "In its place",
        f"You say where the table starts: {' and '.join(does)}. Now each column has its heading.",
    )
    python = _python(_codes(told, found.place, Options()), "placed", _surprise_marks(told))
    return _step(told, said, _excel(told), python)


def _ids_as_text(told: Told) -> Step:
    found = told.found
    cells = number_of(found.lost_zeros, "cell")
    names = " and ".join(found.ids)
    said = Said(
        "Ids as text",
        f"An id is a name made of digits. dtype says: keep {names} as text. Without it, {cells} of the file "
        "would have changed.",
        ("Lost zeros cannot be put back: nobody knows how many there were. Say so as you read.",),
    )
    shown = [name for name in found.ids if name in told.columns]
    marks = tuple(mark for name in shown for mark in marked("match", _rows(told), "kept whole", name))
    python = _python(_codes(told, found.as_text, found.place), "texted", marks)
    return _step(told, said, _excel(told), python)


def _the_guess(told: Told) -> Step:
    found = told.found
    names = " and ".join(found.dates)
    if found.swapped:
        dates, are = number_of(found.swapped, "date"), "is" if found.swapped == 1 else "are"
        says = f"{capital(dates)} {are} now a different day, with no error: pandas read the month first."
    else:
        says = "pandas read the month first, met a month above 12, and left the column as text."
    said = Said(
        "The guess",
        f"parse_dates on its own lets pandas guess the format of {names}. {says}",
        ("Only days up to the 12th can be swapped, so a glance at the table may show nothing.",),
    )
    other_days = {name: [row for row in told.rows if _differs(told, row, name)] for name in _seen(told)}
    marks = tuple(
        mark
        for name, rows in other_days.items()
        for mark in marked("error", [body_id(told, row) for row in rows], "different day", name)
    )
    python = _python(_codes(told, found.tempting, found.as_text), "guessed", marks)
    return _step(told, said, _excel(told), python)


def _the_format(told: Told) -> Step:
    found = told.found
    order = "year, month, day" if not found.day_first else "day, month, year"
    said = Said(
        "The format",
        f"date_format states the order: {order}. Every date is now the day that was meant. A single cell in "
        "another format would leave the whole column as text; .dtypes would show it.",
        ("In SQL, dateformat says the same, and a column declared DATE refuses anything else.",),
    )
    marks = marked("match", _rows(told), "", *_seen(told))
    python = _python(_codes(told, found.formatted, found.as_text), "dated", marks)
    return _step(told, said, _excel(told), python)


def _blanks(told: Told) -> Step:
    found = told.found
    blank = int(found.right.isna().sum().sum())
    if found.words:
        words = number_of(found.words, "cell")
        says = (
            f"pandas reads some words as blanks: {words} in this file. keep_default_na=False keeps "
            f"{'it' if found.words == 1 else 'them'} as text; {number_of(blank, 'cell')} "
            f"{'is' if blank == 1 else 'are'} truly blank."
        )
    else:
        says = (
            f"{capital(number_of(blank, 'cell'))} {'is' if blank == 1 else 'are'} blank. Count them before "
            "you count anything else."
        )
    here = sorted(_words_in(told))
    others = [word for word in sorted(NOTHING_SAID) if word not in here]
    listed = f"Words that pandas reads as blank: {', '.join([*here, *others][:6])} …"
    said = Said("Blanks", says, (listed,))
    empty = {name: [at for at in told.rows if pd.isna(found.right[name].iloc[at])] for name in told.columns}
    marks = tuple(
        mark
        for name, rows in empty.items()
        for mark in marked("read", [body_id(told, row) for row in rows], "blank", name)
    )
    python = _python(_codes(told, found.final, found.formatted), "right", marks)
    return _step(told, said, _excel(told), python)


def _words_in(told: Told) -> set[str]:
    """Return those of the words that pandas takes for blanks which stand in this file."""
    cells = (cell for column in told.opened.columns.values() for cell in column)
    return {str(cell) for cell in cells if cell in NOTHING_SAID}


def _your_words(told: Told) -> Step:
    rows, columns = told.found.right.shape
    said = Said(
        "Your words",
        f"{capital(number_of(rows, 'row'))} and {number_of(columns, 'column')}: what you see is not what is "
        "stored. Say what each column is as you read it.",
        (
            "Column by column: in the file, in Excel, in pandas. Only text is in quotes.",
            "Ids: text. Dates: their format. Titles: skiprows. Then .dtypes, and count the blanks.",
            "SQL asks the DataFrame, here called sheet."
            if told.opened.file
            else "In SQL you state all the types at once.",
            'Try it with another file of the course: walk.xray("data/header.csv", live=True)',
        ),
    )
    opened, final = told.opened, told.found.final
    codes = both(read_line(opened, final), sql_read(opened, final, told.found.right))
    excel = ExcelPane(Formula("A1", _first_line(told)), (Shown("excel_types"), Shown("excel_meter")))
    return _step(told, said, excel, PythonPane(codes, (Shown("types"), Shown("meter")), to_take=True))


def _rows_it_makes(told: Told) -> Prediction:
    found, lines = told.found, len(told.opened.records)
    question = "Given only the file's name, how many rows will pandas make of it?"
    rows = len(found.right)
    if found.plain is None:
        why = "pandas looks for a table from the first line on, and this file does not start with one."
        return word_guess(
            "rows_made",
            question,
            right="error",
            why=why,
            choices=(
                ("rows", f"{rows:,} rows", "pandas finds the table by itself", f"It does not look: {why}"),
                ("lines", f"{lines:,} rows", "titles and headings are rows", f"Not even that: {why}"),
                ("error", "an error", "", ""),
            ),
        )
    made = len(found.plain)
    why = "the first line becomes the headings, and every other line a row."
    return number_guess(
        "rows_made",
        question,
        right=made,
        why=why,
        tempting=(
            (lines, "headings are a row", "That is Excel's last row, which counts the headings too."),
            (rows, "pandas finds the table by itself", "It does not skip titles unless you ask."),
        ),
        spare=(made + 1, "headings are a row", "The headings are not a row."),
    )


def _how_it_is_stored(told: Told) -> Prediction:
    """Ask how the oddest column is stored where only the place of the table is known.

    Where the table does not start where pandas looks, the screen shows text throughout: the question says
    that it means what comes next.
    """
    found = told.found
    name = next(iter([*found.ids, *found.dates, *told.columns]))
    stored = kind_of(found.placed[name])
    cells = [*told.opened.columns[name]][:1]
    example = f", written {written(cells[0])} in the first row" if cells else ""
    whys = {
        "numbers": "every filled cell can be read as a number, and pandas looks no further.",
        "text": "not every cell is a number, and pandas reads nothing as a date unless told to.",
        "dates": "a workbook records for each cell whether it is a date.",
        "True and False": "every filled cell reads True or False.",
    }
    beliefs = {
        "numbers": "figures are always numbers",
        "text": "pandas keeps what is written",
        "dates": "pandas sees dates by itself",
        "True and False": "pandas sees yes and no by itself",
    }
    kinds = [kind for kind in whys if kind != "True and False" or kind == stored]
    return word_guess(
        "stored_as",
        f"{'Once pandas knows where the table starts, how will it' if found.moved else 'How will pandas'} "
        f"store column {name}{example}?",
        right=stored.replace(" ", "_"),
        why=whys[stored],
        choices=tuple(
            (kind.replace(" ", "_"), kind, beliefs[kind], f"Here it is {stored}: {whys[stored]}")
            for kind in kinds
        ),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    shown, rows = len(told.rows), len(told.found.right)
    columns, wide = len(told.columns), len(told.found.right.columns)
    cut = " The file goes on; its first 100,000 lines are read." if told.opened.cut else ""
    scope = (
        f"{shown} of {rows:,} rows and {columns} of {wide} columns shown; the last step counts them all.{cut}"
        if (shown, columns) != (rows, wide)
        else "The whole file is shown."
    )
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(told: Told, *marks: Mark) -> ExcelPane:
    return ExcelPane(Formula("A1", _first_line(told)), (Shown("excel", marks),))


def _excel_marks(told: Told) -> tuple[Mark, ...]:
    return tuple(
        mark
        for name, rows in changed_in_excel(told).items()
        for mark in marked("coerce", [body_id(told, row) for row in rows], "changed", *_heads(told, name))
    )


def _heads(told: Told, name: str) -> tuple[str, ...]:
    """Return the heading over a column on Excel's sheet, where a title may stand instead: then none."""
    return () if told.opened.at else (name,)


def _surprise_marks(told: Told) -> tuple[Mark, ...]:
    """Return marks on the ids that became numbers and the dates that stayed text."""
    found = told.found
    ids = [name for name in found.ids if name in told.columns]
    dates = [name for name in found.dates if name in told.columns]
    return (
        *(mark for name in ids for mark in marked("coerce", _rows(told), "now a number", name)),
        *(mark for name in dates for mark in marked("read", _rows(told), "still text", name)),
    )


def _rows(told: Told) -> list[str]:
    return [body_id(told, row) for row in told.rows]


def _seen(told: Told) -> tuple[str, ...]:
    return tuple(name for name in told.found.dates if name in told.columns)


def _differs(told: Told, row: int, name: str) -> bool:
    """Return whether a guess reads a date as another day; a column left as text was not read at all."""
    guessed, right = told.found.guessed[name], told.found.right[name].iloc[row]
    return kind_of(guessed) == "dates" and not pd.isna(right) and bool(guessed.iloc[row] != right)


def _codes(told: Told, options: Options, before: Options | None = None) -> tuple[Code, ...]:
    """Return the read line with what is new in it spoken of."""
    pandas = read_line(told.opened, options)
    new = [name for name in options.arguments() if before and name not in before.arguments()]
    return both(pandas, sql_read(told.opened, options), tuple(f"{name}=" for name in new))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))


def _first_line(told: Told) -> str:
    record = told.opened.records[0]
    return written(record[0])
