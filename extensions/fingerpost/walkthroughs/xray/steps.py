"""The steps of an X-ray: the file, Excel's view, pandas', and one switch after the other."""

import pandas as pd

from fingerpost.walkthroughs.guesses import number_guess, word_guess
from fingerpost.walkthroughs.quoting import both
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import Code, ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import capital, number_of
from fingerpost.walkthroughs.xray.found import changes
from fingerpost.walkthroughs.xray.opened import written
from fingerpost.walkthroughs.xray.options import NOTHING_SAID, Options, read_line, sql_read
from fingerpost.walkthroughs.xray.tables import Told, body_id, changed_in_excel, kind_of


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
    what = "A workbook's sheet" if opened.file else "A CSV file"
    said = Said(
        "The file",
        f"{what} is what is written in it, and no more. These are the first lines of {opened.name}.",
        ("Excel and pandas read the same lines. Watch what each makes of them.",),
    )
    text = f'open("{opened.name}").read()'
    sql = f"FROM read_text('{opened.name}')"
    if opened.file:
        text, sql = read_line(opened, Options()), sql_read(opened, Options())
    excel = ExcelPane(Formula("A1", _first_line(told)), (Shown("notepad"),))
    return _step(told, said, excel, _python(both(text, sql), "lines"), asked=_rows_it_makes(told))


def _as_excel_shows_it(told: Told) -> Step:
    changed = changed_in_excel(told)
    cells = sum(map(len, changed.values()))
    says = (
        f"{capital(number_of(cells, 'cell'))} on screen {'is' if cells == 1 else 'are'} shown otherwise than "
        f"{'it is' if cells == 1 else 'they are'} written."
        if cells
        else "Every cell on screen is shown as it is written."
    )
    notes = ["Save it from Excel, and what you see is written over what was there."] if cells else []
    said = Said("As Excel shows it", f"A double-click opens it in Excel. {says}", tuple(notes))
    asked = None if told.found.moved else _how_it_is_stored(told)
    python = _python(_codes(told, Options()), "lines")
    return _step(told, said, _excel(told, *_excel_marks(told)), python, asked=asked)


def _as_pandas_stored_it(told: Told) -> Step:
    found = told.found
    if found.plain is None:
        said = Said(
            "As pandas stored it",
            f"Told nothing, pandas stops: {found.stopped}.",
            ("An error is the kind case. It says that the table does not start where pandas looked.",),
        )
    elif found.moved:
        heads = ", ".join(str(name) for name in list(found.plain.columns)[:3])
        said = Said("As pandas stored it", f"Told nothing, pandas took the first line as headings: {heads}.")
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
            ("A lookup for the text will find nothing: the two are not equal.",),
        )
    if found.dates:
        return (
            f"{found.dates[0]} looks like dates and is stored as text: it would sort by its first figures.",
            (),
        )
    return ("Nothing is lost here: every column is stored as it is written.", ())


def _in_its_place(told: Told) -> Step:
    opened, found = told.opened, told.found
    does = []
    if opened.skip:
        lines = number_of(opened.skip, "line")
        does.append(f"skiprows={opened.skip} passes over {lines} above the headings")
    if opened.separator != ",":
        mark = {";": "a semicolon", "\t": "a tab", "|": "a bar"}[opened.separator]
        does.append(f"sep says that {mark} parts the cells")
    if opened.encoding != "utf-8":
        does.append("encoding says how letters beyond English were written")
    said = Said(
        "In its place", f"You say where the table is: {' and '.join(does)}. Now each column has its heading."
    )
    python = _python(_codes(told, found.place, Options()), "placed", _surprise_marks(told))
    return _step(told, said, _excel(told), python)


def _ids_as_text(told: Told) -> Step:
    found = told.found
    cells = number_of(found.lost_zeros, "cell")
    names = " and ".join(found.ids)
    said = Said(
        "Ids as text",
        f"An id is a name made of figures. dtype says: keep {names} as text. {capital(cells)} would have "
        "changed over all rows.",
        ("Zeros cannot be put back later: nobody knows how many there were. Say it when you read.",),
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
        says = (
            f"{capital(dates)} {are} now another day, without an error: pandas took the month to come first."
        )
    else:
        says = "pandas took the month to come first, met a day that is no month, and left the column as text."
    said = Said(
        "The guess",
        f"parse_dates alone lets pandas guess how {names} is written. {says}",
        ("Only days up to the 12th can be swapped, so a glance at the table may show nothing.",),
    )
    rows = [row for row in told.rows for name in found.dates if _differs(told, row, name)]
    marks = marked("error", [body_id(told, row) for row in dict.fromkeys(rows)], "another day", *_seen(told))
    python = _python(_codes(told, found.tempting, found.as_text), "guessed", marks if rows else ())
    return _step(told, said, _excel(told), python)


def _the_format(told: Told) -> Step:
    found = told.found
    order = "year, month, day" if not found.day_first else "day, month, year"
    said = Said(
        "The format",
        f"date_format states the order: {order}. Every date is the day that was meant. One cell that is "
        "written otherwise would leave the whole column as text, which .dtypes shows.",
        ("SQL: dateformat says the same, and a column stated as DATE refuses what is none.",),
    )
    marks = marked("match", _rows(told), "", *_seen(told))
    python = _python(_codes(told, found.formatted, found.as_text), "dated", marks)
    return _step(told, said, _excel(told), python)


def _blanks(told: Told) -> Step:
    found = told.found
    blank = int(found.right.isna().sum().sum())
    if found.words:
        words = number_of(found.words, "word")
        says = (
            f"pandas takes some words for a blank: {words} of this file. keep_default_na=False keeps "
            f"{'it' if found.words == 1 else 'them'}; {number_of(blank, 'cell')} "
            f"{'is' if blank == 1 else 'are'} truly blank."
        )
    else:
        says = (
            f"{capital(number_of(blank, 'cell'))} {'is' if blank == 1 else 'are'} blank. Count them before "
            "you count anything else."
        )
    here = sorted(_words_in(told))
    others = [word for word in sorted(NOTHING_SAID) if word not in here]
    listed = f"The words pandas would take: {', '.join([*here, *others][:6])} …"
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
        "stored. Say what each column is when you read it.",
        (
            "Type by type: in the file, in Excel, in pandas. Text has quotes, a date or a number has none.",
            "Ids: text. Dates: their format. Titles: skiprows. Then .dtypes, and count the blanks.",
            "SQL asks the DataFrame, here called sheet."
            if told.opened.file
            else "In SQL the types are stated all at once.",
            'Try it with another file of the course: walk.xray("data/header.csv", live=True)',
        ),
    )
    opened, final = told.opened, told.found.final
    codes = both(read_line(opened, final), sql_read(opened, final, told.found.right))
    excel = ExcelPane(Formula("A1", _first_line(told)), (Shown("excel_types"), Shown("excel_meter")))
    return _step(told, said, excel, PythonPane(codes, (Shown("types"), Shown("meter")), to_take=True))


def _rows_it_makes(told: Told) -> Prediction:
    found, lines = told.found, len(told.opened.records)
    question = "Told nothing but the name, how many rows does pandas make of this file?"
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
            (lines, "headings are a row", "That is Excel's last row, headings and all."),
            (rows, "pandas finds the table by itself", "It does not pass over titles unasked."),
        ),
        spare=(made + 1, "headings are a row", "The headings are no row."),
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
    example = f", written {written(cells[0])} in the first row," if cells else ""
    whys = {
        "numbers": "every filled cell can be read as a number, and pandas asks no more.",
        "text": "some cell is no number, and pandas takes nothing for a date unless told to.",
        "dates": "a workbook says of each cell whether it is a date.",
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
        f"{'Once you say where the table is, column' if found.moved else 'Column'} {name}{example} "
        "will be stored as …",
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
        f"{shown} of {rows:,} rows and {columns} of {wide} columns shown; the last step is over all.{cut}"
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
