"""What each step of a filter says. Every number comes from the table; a case it lacks is not told."""

from fingerpost.walkthroughs.asked import Test
from fingerpost.walkthroughs.autofilter.told import AsText, Told
from fingerpost.walkthroughs.quoting import literal
from fingerpost.walkthroughs.said import Said, rows_shown
from fingerpost.walkthroughs.words import capital, number_of


def the_question(told: Told) -> Said:
    """Ask what AutoFilter is for."""
    rows = number_of(len(told.sample), "row")
    return Said(
        "The question",
        f"Which rows have {told.first.column} {told.first.value}? You have {rows} of {told.table}.",
    )


def excels_habit(told: Told) -> Said:
    """Hide the other rows: they are still there."""
    hidden = number_of(len(told.hidden), "row")
    notes = ["Hidden is not gone: SUM and COUNTA still count those rows; SUBTOTAL does not."]
    if told.kept.by_case:
        notes.append(
            "AutoFilter takes no notice of capitals, so it also shows rows that are spelt differently."
        )
    return Said(
        "Excel's habit",
        f"You tick {told.first.value} under the arrow of {told.first.column}. Excel hides {hidden}, "
        "and the row numbers jump.",
        tuple(notes),
    )


def the_test(told: Told) -> Said:
    """Ask the question of every row at once."""
    return Said(
        "The test",
        f"Python asks each row the same thing: is your {told.first.column} {told.first.value}? "
        "Two equals signs ask a question; one would give a name.",
    )


def true_or_false(told: Told) -> Said:
    """Show the column of answers."""
    yes = number_of(len(told.true), "row")
    says = "says" if len(told.true) == 1 else "say"
    if not told.blank:
        return Said("True or False", f"The answers are a column of their own: {yes} {says} True.")
    blank = number_of(len(told.blank), "blank row")
    return Said(
        "True or False",
        f"The answers are a column of their own: {yes} {says} True. "
        f"{capital(blank)} {'says' if len(told.blank) == 1 else 'say'} False: nothing equals a blank.",
        ("SQL answers NULL there: not known. WHERE keeps only what is True, so the row is left out too.",),
    )


def keep(told: Told) -> Said:
    """Keep the True rows; each keeps its index."""
    kept = number_of(len(told.true), "row")
    return Said(
        "Keep the True rows",
        f"Put the answers in square brackets and {kept} {'stays' if len(told.true) == 1 else 'stay'}. "
        "The table itself is as it was; nothing is hidden.",
        ("The index stays with its row: it is a label, not a position.",),
    )


def others(told: Told) -> Said:
    """Keep the other rows, and say where the blank one is."""
    kept = number_of(told.kept.others, "row")
    if not told.blank:
        return Said("The others", f"!= keeps the others: {kept}. Together that makes {told.kept.rows}.")
    blank = number_of(len(told.blank), "blank row")
    return Said(
        "The others",
        f"!= keeps the others: {kept}, {blank} among them. Together that makes {told.kept.rows}.",
        (f"In SQL <> would lose {blank}: IS DISTINCT FROM keeps everything that is not the same.",),
    )


def two_tests(told: Told, second: Test) -> Said:
    """Ask two things, each in its brackets."""
    both = number_of(len(told.both), "row")
    has = "has" if len(told.both) == 1 else "have"
    return Said(
        "Two tests",
        f"& means and: {both} {has} {told.first.column} {told.first.value} and "
        f"{second.column} {second.value}. Each test is in its own brackets.",
        ("Without brackets, & is worked out before ==, and pandas stops with an error.",),
    )


def written_otherwise(told: Told) -> Said:
    """Say how many rows capitals and spaces keep out, and who sees which."""
    count, by_case = told.everything.otherwise, told.everything.by_case
    rows = f"{number_of(count, 'row')} {'has' if count == 1 else 'have'}"
    spaced = count - by_case
    notes = [
        f"AutoFilter takes no notice of capitals: it shows {number_of(by_case, 'row')} of these."
    ] * bool(by_case)
    notes += [f"Spaces keep {number_of(spaced, 'row')} out of AutoFilter's list too."] * (spaced > 0)
    return Said(
        "Spelt differently",
        f"Over all rows {rows} {told.first.value} in different capitals or with spaces round it, and == "
        f"leaves {'it' if count == 1 else 'them'} out. strip and upper make one spelling of them all.",
        tuple(notes),
    )


def numbers_as_text(told: Told, as_text: AsText) -> Said:
    """Say what is not found, or stands in another order, as numbers are text."""
    column, value = told.first.column, told.first.value
    kind = "text" if isinstance(value, str) else "numbers"
    said, notes = f"{column} holds {kind}. ", []
    if as_text.asked is not None:
        kept = number_of(told.everything.first, "row")
        said += f"== {literal(as_text.asked)} keeps no row over all, == {literal(value)} keeps {kept}. "
        notes.append("AutoFilter compares what is shown, so it finds both: pandas tells them apart.")
    if as_text.more:
        wrong, right = as_text.more
        said += (
            f"Text is put in order letter by letter, so 10 comes before 9: over all rows {wrong:,} are more "
            f"than {value} as text, {right:,} as numbers. "
        )
        notes.append("Make it numbers once, when you read the file, and every filter and sort is right.")
    return Said("Numbers as text", said.strip(), tuple(notes))


def your_words(told: Told) -> Said:
    """Say when to use which, over all rows."""
    kept = told.everything
    notes = [
        "A filter in code is written down: whoever reads it sees what was left out.",
        "Count before and after, and ask where the blank rows went.",
    ]
    notes.append('Try it with another table of the course: walk.autofilter(table, column="…", value="…")')
    of_all = f"{kept.both if told.second else kept.first:,} of {kept.rows:,} rows are kept"
    return Said("Your words", f"Now over all rows: {of_all}.", tuple(notes))


def scope(told: Told) -> str:
    """Return the line that says how much of the table is on screen."""
    return rows_shown(told.kept.rows, told.everything.rows)
