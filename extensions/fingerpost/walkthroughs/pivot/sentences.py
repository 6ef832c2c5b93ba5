"""What each step of a pivot says. Every number comes from the table; a case it lacks is not told."""

from fingerpost.walkthroughs.pivot.told import Star, Told
from fingerpost.walkthroughs.said import Said, rows_shown
from fingerpost.walkthroughs.words import capital, in_words, number_of


def the_question(told: Told) -> Said:
    """Ask what the PivotTable is for."""
    words = told.words
    each = f", one for each {words.row}" if words.row != "row" else ""
    have = f"You have {number_of(told.counts.rows, 'row')}{each}."
    return Said("The question", f"How many {words.counted.several} are there {words.piled.where}? {have}")


def excels_habit(told: Told) -> Said:
    """Make the PivotTable, and say what Excel does with blanks and capitals."""
    words, counts = told.words, told.counts
    filled = counts.excel_total.count
    blank = ", and one of its lines reads (blank)" if counts.blanks else ""
    sentence = (
        f"You make a PivotTable: {words.rows} in Rows, {words.count} in Values. "
        f"It counts {number_of(filled, 'row')}{blank}."
    )
    notes = []
    if told.sums_first:
        notes.append(
            f"Where Excel takes {words.count} for numbers, it writes Sum of {words.count} first. "
            "You change it to Count."
        )
    if counts.blanks:
        notes.append(
            f"Had you put {words.rows} itself in Values, Excel would show nothing next to (blank): "
            "Count skips empty cells."
        )
    if filled < counts.rows:
        notes.append(f"Excel skips {number_of(counts.rows - filled, 'row')} whose {words.count} is blank.")
    if counts.merged:
        notes.append("Excel takes no notice of capitals: labels that differ only in them share a line.")
    return Said("Excel's habit", sentence, tuple(notes))


def piles(told: Told) -> Said:
    """Send each row to its pile."""
    words, blanks = told.words, told.counts.blanks
    walk = f"Python starts as you would with paper: each row walks to the pile of its {words.piled.one}."
    if not blanks:
        return Said("Piles", f"{walk} Every row has one, so no row is left over.")
    stays = "has" if blanks == 1 else "have"
    waits = "it waits" if blanks == 1 else "they wait"
    return Said(
        "Piles",
        f"{walk} {capital(number_of(blanks, 'row'))} {stays} {words.piled.blank}; {waits} at the side.",
    )


def code_so_far(told: Told) -> Said:
    """Name the piles: that is all groupby does."""
    made = number_of(len(told.counts.named), "pile")
    return Said("Code so far", f"groupby makes {made} and stops there. Nothing is counted yet.")


def count_rows(told: Told) -> Said:
    """Count each pile, and say who was left out."""
    blanks, rows = told.counts.blanks, told.counts.rows
    sentence = f"size() turns each pile into its number. They add up to {in_words(rows - blanks)}"
    if not blanks:
        return Said("Count rows", f"{sentence}, so no row was left out.")
    left = "the waiting row" if blanks == 1 else f"the {in_words(blanks)} waiting rows"
    return Said("Count rows", f"{sentence}: pandas left {left} out without a word.")


def the_blank_pile(told: Told) -> Said:
    """Keep the blanks, or say why to write it where there are none."""
    words, counts = told.words, told.counts
    if not counts.blanks:
        return Said(
            "The blank pile",
            f"No {words.piled.one} is blank here, so dropna=False changes nothing. Write it all the same: "
            "next month's table may have a blank.",
            ("SQL needs nothing extra: GROUP BY makes a pile for NULL without being asked.",),
        )
    becomes = "the waiting row becomes a pile" if counts.blanks == 1 else "the waiting rows become a pile"
    agrees = ", as in Excel" if counts.excel_total.count == counts.rows else ""
    return Said(
        "The blank pile",
        f"Write dropna=False and {becomes}. The numbers add up to {in_words(counts.rows)}{agrees}.",
        ("SQL counts it without being asked: GROUP BY makes a pile for NULL.",),
    )


def rows_or_things(told: Told) -> Said:
    """Show one thing with several rows, and count it once in a pile."""
    words = told.words
    name = f"Rows or {words.counted.several}?"
    note = (
        "A PivotTable calls this Distinct Count, and has it only if you tick "
        "“Add this data to the Data Model” when you make it."
    )
    if told.star is None:
        sentence = f"No {words.counted.one} here has more than one row, so both counts are the same today."
        return Said(name, sentence, (note,))
    return Said(name, _star_sentence(told, told.star), (note,))


def labels_alike(told: Told) -> Said:
    """Say which labels are one to a reader, and how many rows they have."""
    first, everything = told.alike[0], told.everything
    rows = sum(alike.rows for alike in told.alike)
    notes = [f"They are on {number_of(rows, 'row')} in all. strip and upper bring them together."]
    if everything.merged:
        notes.append(
            "Excel's PivotTable takes no notice of capitals, so it has fewer lines. "
            "Spaces still make separate lines."
        )
    labels = " and ".join(f"“{label}”" for label in first.labels)
    return Said(
        "Labels alike",
        f"{labels}: one {told.words.piled.one} to you, {number_of(len(first.labels), 'pile')} to pandas "
        "and SQL. "
        "They tell capitals and spaces apart.",
        tuple(notes),
    )


def numbers_as_text(told: Told) -> Said:
    """Say what a sum makes of numbers that are text, and what they come to."""
    count, total = told.words.count, told.total_as_numbers or 0.0
    said = f"{total:,.0f}" if total.is_integer() else f"{total:,.1f}"
    return Said(
        "Numbers as text",
        f"{count} is text. A PivotTable's Sum gives 0, pandas' sum() joins the text end to end, and SQL "
        f"refuses. As numbers, all rows come to {said}.",
        ("From here on it holds numbers, so the next step can add them up.",),
    )


def your_words(told: Told) -> Said:
    """Say when to use which count, over all rows."""
    words, everything = told.words, told.everything
    row, things = words.row, words.counted.several
    added, there_are = everything.distinct_added_up, everything.distinct
    adding = (
        f"Do not add these lines up: they come to {added:,}, and there are {there_are:,} {things}."
        if added != there_are
        else f"Here the lines add up to the {there_are:,} {things} there are."
    )
    alike = sum(alike.rows for alike in told.alike)
    labels = (
        f"Some labels differ only in capitals or spaces, on {number_of(alike, 'row')}: "
        "strip and upper join them."
    )
    also = (labels,) if alike and not told.tells_alike else ()
    return Said(
        "Your words",
        f"Two right answers to two questions, now over {_all_rows(told)}: "
        f"how many {row}s there were, and how many {things}.",
        (
            f"Count rows when you mean {row}s: work done, moves, use of places.",
            f"Count {things} when you speak of {things}. {adding}",
            "In pandas, agg makes both columns at once: name each column, then say what it counts and how.",
            *also,
        ),
    )


def scope(told: Told, *, last: bool = False) -> str:
    """Return the line that says how much of the table is on screen; in the last steps no row of it is."""
    if last:
        return f"The numbers are over {_all_rows(told)}."
    result = f"the result in step {9 if told.tells_alike else 8} is over all"
    return rows_shown(told.counts.rows, told.everything.rows, over_all=result)


def _star_sentence(told: Told, star: Star) -> str:
    words, counts = told.words, told.counts
    has = number_of(len(star.members), words.row)
    where = f"in {number_of(star.piles, 'pile')}" if star.piles > 1 else "all in one pile"
    falls = any(pile.distinct < pile.rows for pile in counts.piles)
    end = "and the numbers fall" if falls else "and here the numbers stay as they are"
    one = words.counted.one
    return f"{capital(one)} {star.value} has {has}, {where}. Count each {one} once in a pile, {end}."


def _all_rows(told: Told) -> str:
    rows = told.everything.rows
    return "the one row there is" if rows == 1 else f"all {rows:,} rows"
