"""The steps of the duplicates: what each says, and what both sides show."""

from fingerpost.walkthroughs.duplicates import code
from fingerpost.walkthroughs.duplicates.told import Told, positions
from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import Code, ExcelPane, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import capital, number_of


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: six, and one each for blank ids and for two rows on one latest day."""
    traps = [_blank_ids(told)] if told.everything.blank else []
    traps += [_ties(told)] if told.everything.ties else []
    return (
        _the_question(told),
        _excels_habit(told),
        _rows_or_ids(told),
        _the_first(told),
        _the_latest(told),
        *traps,
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    rows = number_of(told.kept.rows, "row")
    said = Said(
        "The question", f"How many {told.several} are there, and which row speaks for each? You have {rows}."
    )
    excel = ExcelPane(code.of_heading(told), (Shown("sheet"),))
    python = _python(code.count_rows(told), "frame")
    return _step(told, said, excel, python, asked=_how_many(told))


def _excels_habit(told: Told) -> Step:
    gone = told.kept.rows - int(told.kept.first.sum())
    said = Said(
        "Excel's habit",
        f"Remove Duplicates, with {told.column} ticked, deletes {number_of(gone, 'row')}: it keeps the "
        "first it meets.",
        ("They are gone from the sheet. It does not ask whether the first was the one you wanted.",),
    )
    marks = marked("drop", positions(~told.kept.first), "deleted")
    excel = ExcelPane(code.of_heading(told), (Shown("sheet", marks),))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _rows_or_ids(told: Told) -> Step:
    several = positions(told.kept.ids.duplicated(keep=False).to_numpy() & told.kept.ids.notna().to_numpy())
    said = Said(
        f"Rows or {told.several}",
        f"nunique() counts each {told.one} once and deletes nothing: {told.kept.different}. "
        f"{capital(number_of(len(several), 'row'))} {'is' if len(several) == 1 else 'are'} of "
        f"{told.several} that appear more than once.",
        ("A second episode is no mistake: two rows, one child. Count what the question asks for.",),
    )
    marks = marked("duplicate", several, f"same {told.one}", told.column)
    return _step(told, said, _excel(told), _python(code.count_ids(told), "frame", marks))


def _the_first(told: Told) -> Step:
    said = Said(
        "The first",
        "drop_duplicates does as Excel does: it keeps the first row of each, in the order of the file. "
        "Nobody promised what that order is.",
    )
    python = _python(code.keep_first(told), "first", marked("match", positions(told.kept.first), ""))
    return _step(told, said, _excel(told), python, asked=_not_the_latest(told))


def _the_latest(told: Told) -> Step:
    other = told.kept.other_row
    said = Said(
        "The latest",
        f"Say which you want: put the rows in order of {told.day}, then keep the last of each. "
        f"{capital(number_of(other, told.one, told.several))} now {'has' if other == 1 else 'have'} "
        "another row.",
        ("In SQL, row_number() numbers the rows of each; 1 is the latest.",),
    )
    kept = positions(told.kept.latest)
    new = [at for at in kept if not told.kept.first[at]]
    marks = marked("match", new, "another row")
    return _step(told, said, _excel(told), _python(code.keep_latest(told), "latest", marks))


def _blank_ids(told: Told) -> Step:
    blank = told.everything.blank
    said = Said(
        "Blank ids",
        f"Over all rows {number_of(blank, 'row')} {'has' if blank == 1 else 'have'} no {told.column}. Remove "
        "Duplicates and drop_duplicates treat all blanks as one and keep a single row.",
        ("Nobody knows whether they are. Set them aside, count them, and find out.",),
    )
    marks = marked("read", positions(told.kept.ids.isna().to_numpy()), "no id", told.column)
    excel = ExcelPane(code.of_unique(told), (Shown("sheet", marks),))
    return _step(told, said, excel, _python(code.keep_latest(told), "latest"))


def _ties(told: Told) -> Step:
    ties = told.everything.ties
    said = Said(
        "Two on one day",
        f"Over all rows {number_of(ties, told.one, told.several)} {'has' if ties == 1 else 'have'} two "
        "rows on the "
        "latest day. The one further down is kept, by the chance of the file.",
        ("Name a second column to order by, so that the choice is yours.",),
    )
    return _step(told, said, _excel(told), _python(code.keep_latest(told), "latest"))


def _your_words(told: Told) -> Step:
    everything = told.everything
    said = Said(
        "Your words",
        f"Now over all rows: {everything.rows:,} rows of {everything.different:,} {told.several}; the "
        "first row is not "
        f"the latest for {everything.other_row:,}.",
        (
            "Count rows for work done, different ids for people. Delete neither.",
            "One row each? Say which, sort by it, keep the last; count before and after.",
            'Try it with another table of the course: walk.duplicates(table, column="…", day="…")',
        ),
    )
    excel = ExcelPane(code.of_unique(told), (Shown("excel_meter"),))
    python = PythonPane(code.keep_latest(told, said=False), (Shown("meter"),), to_take=True)
    return _step(told, said, excel, python)


def _how_many(told: Told) -> Prediction:
    kept = told.kept
    return number_guess(
        "different",
        f"How many different {told.several} does nunique() count here?",
        right=kept.different,
        why="each is counted once, and a blank is not counted.",
        tempting=(
            (kept.rows, "rows are people", "Those are rows."),
            (int(kept.first.sum()), "a blank is one more", "That counts the blank as one."),
            (
                int((~kept.ids.duplicated(keep=False) & kept.ids.notna()).sum()),
                "different means met once",
                "Those are met only once.",
            ),
        ),
        spare=(kept.different + 1, "the heading is one", "The heading is not a row."),
    )


def _not_the_latest(told: Told) -> Prediction:
    kept = told.kept
    several = int((kept.ids.value_counts() > 1).sum())
    return number_guess(
        "not_latest",
        f"For how many {told.several} is the row that is kept not the latest?",
        right=kept.other_row,
        why="drop_duplicates does not look at the dates.",
        tempting=(
            (0, "files are in date order", "Only if each latest row came first."),
            (several, "the first is always the oldest", "That is how many have more than one row."),
        ),
        spare=(kept.other_row + 1, "the first is always the oldest", "A single row is the latest too."),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    return beside(
        said, excel, python, scope=rows_shown(told.kept.rows, told.everything.rows), prediction=asked
    )


def _excel(told: Told) -> ExcelPane:
    return ExcelPane(code.of_unique(told), (Shown("sheet"),))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))
