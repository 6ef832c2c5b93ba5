"""What each step of a lookup says. Every number comes from the two tables; a case they lack is not told."""

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.lookup.tables import first_met
from fingerpost.walkthroughs.lookup.told import Stored, Told
from fingerpost.walkthroughs.quoting import quoted
from fingerpost.walkthroughs.said import Said
from fingerpost.walkthroughs.words import capital, in_words, number_of

_ALL_CAPITALS = "Put both keys in capitals before you merge."


def the_question(told: Told) -> Said:
    """Ask what VLOOKUP is for."""
    names = told.names
    rows, others = number_of(len(told.left), "row"), number_of(len(told.other), "row")
    if "one_name" in told.traps:
        return Said(
            "The question",
            f"Does {names.other} have the same {names.take} for each {names.key} as {names.table}? You have "
            f"{rows} of {names.table} and {others} of {names.other}; both have a {names.take}.",
        )
    return Said(
        "The question",
        f"What is the {names.take} of each {names.key}? You have {rows} of {names.table}; "
        f"the {names.take} is in {names.other}, of which you see {others}.",
    )


def excels_habit(told: Told) -> Said:
    """Fill VLOOKUP down: it stops at the first match."""
    names = told.names
    sentence = (
        f"You type VLOOKUP once and fill it down. For each row it goes down {names.other} "
        f"to the first {names.key} that is the same, and takes its {names.take}."
    )
    notes = []
    if told.alone:
        notes.append("Where there is none, it writes #N/A.")
    if told.several:
        notes.append(
            f"Where a {names.key} is in {names.other} twice, it stops at the first and says nothing."
        )
    return Said("Excel's habit", sentence, tuple(notes))


def rows_meet(told: Told) -> Said:
    """Meet all matches, not the first."""
    names = told.names
    return Said(
        "Rows meet",
        f"merge pairs each row of {names.table} with every row of {names.other} that has the same "
        f"{names.key}.",
    )


def the_merge(told: Told) -> Said:
    """Count what a left merge gives."""
    sample, rows = told.sample, number_of(told.sample.after_left, "row")
    if not sample.grown:
        return Said(
            "The merge",
            f"The result has {rows}, as many as before, each with what it found.",
            _two_columns(told),
        )
    at = told.several[0]
    kept = "none" if first_met(told, at) is None else "the first"
    row = f"The row with {told.names.key} {to_cell(told.left[told.names.key].iloc[at])}"
    return Said(
        "The merge",
        f"{capital(in_words(sample.rows))} rows have become {rows}. {row} is now there "
        f"{_times(len(told.pairs[at]))}, once for each row of {told.names.other} it met; VLOOKUP kept "
        f"{kept} of these.",
        ("A sum over this table now counts that row more than once.", *_two_columns(told)),
    )


def _two_columns(told: Told) -> tuple[str, ...]:
    """Say that a name has become two, or that it has not: the step of it follows, or has no room."""
    shared = told.shared
    if shared and "one_name" in told.traps and not shared.refused:
        return (f"And there are two columns now where each table had its {shared.name}.",)
    return (_brings(told),) if "selecting" in told.crowded else ()


def one_name(told: Told) -> Said:
    """Say what merge calls two columns of one name, and in how many rows they differ."""
    names, shared = told.names, told.shared
    assert shared is not None  # noqa: S101 - the trap is told where both tables have the column
    mine, theirs = shared.renamed
    renamed = (
        f"merge would call them {mine} and {theirs}, and {shared.refused} is there already: pandas stops."
        if shared.refused
        else f"merge calls them {mine} and {theirs}."
    )
    notes = (
        f'suffixes=("", "{names.suffix}") leaves your own as it is and names the other {names.answer}.',
        f"Want only one? Leave yours out first: {names.table}.drop(columns={quoted(names.take)}).",
        f"SQL renames nothing without AS: a query around it takes the first {names.take} and says nothing.",
        "On a sheet you type the new heading yourself; VLOOKUP and XLOOKUP never look at the one you had.",
    )
    return Said("One name twice", f"Both tables have a {shared.name}; {renamed} {_differ(told)}", notes)


def selecting(told: Told) -> Said:
    """Say what a merge of all columns would have called those that both tables have."""
    names, shared = told.names, told.shared
    assert shared is not None  # noqa: S101 - the trap is told where both tables have the column
    mine, theirs = shared.renamed
    also = f", and {number_of(len(shared.more), 'other')} with it" if shared.more else ""
    result = (
        f"pandas stops, as {shared.refused} is there already."
        if shared.refused
        else f"the result has {mine} and {theirs}. {_differ(told)}"
    )
    return Said(
        "Only what you ask for",
        f"Both tables have a {shared.name}{also}. Merge all of {names.other} and {result}",
        (
            _brings(told),
            f"SELECT * in SQL brings both; a query around it takes the first {shared.name} and says nothing.",
        ),
    )


def _brings(told: Told) -> str:
    names = told.names
    shared = told.shared.name if told.shared else ""
    asked = f"{names.other}[[{quoted(names.key)}, {quoted(names.take)}]]"
    return f"{asked} brings what you ask for; its {shared} stays behind."


def _differ(told: Told) -> str:
    """Say over all rows in how many of those that met one the two values are not the same."""
    compared = told.shared.compared if told.shared else None
    if compared is None or not compared.met:
        return "No row met one, so there is nothing to compare."
    if not compared.differing:
        rows = "the one row" if compared.met == 1 else f"all {compared.met:,} rows"
        return f"Over all rows they agree in {rows} that met one."
    return f"Over all rows they differ in {compared.differing:,} of {compared.met:,} that met one."


def seat_belt(told: Told) -> Said:
    """Let merge refuse what would add rows."""
    names = told.names
    ask = f'validate="m:1" says: {names.other} has each {names.key} once, however often {names.table} has it.'
    if not told.twice:
        return Said(
            "The seat belt",
            f"{ask} That is true here, and the merge goes through.",
            ("Write it all the same: it stops the run on the day it is no longer true.",),
        )
    return Said(
        "The seat belt",
        f"{ask} That is not true here: pandas stops and says “Merge keys are not unique in right dataset”.",
        ("SQL has no such check. Look for the keys that are there twice before you join.",),
    )


def no_match(told: Told) -> Said:
    """Keep the rows that found nothing."""
    names, alone = told.names, len(told.alone)
    marks = ("indicator=True adds _merge: left_only where a row met nothing, both where it met one.",)
    rows = f"{number_of(alone, 'row')} met nothing: the {names.answer} is NaN, where Excel writes #N/A."
    return Said(
        "No match",
        f'{capital(rows)} how="left" keeps {"it" if alone == 1 else "them"}.',
        (
            *(marks if told.can_mark else ()),
            *(_parted_by_capitals(told) if told.by_case else ()),
            *_crowded(told),
        ),
    )


def _crowded(told: Told) -> tuple[str, ...]:
    """Say of blank keys what their step would, where there is no room for it."""
    if "blanks" not in told.crowded:
        return ()
    said = blanks(told)
    return (said.sentence, *said.notes)


def _parted_by_capitals(told: Told) -> tuple[str, ...]:
    """Say which of these VLOOKUP found: over all rows, with what to do, where no step of its own follows."""
    has_step = "capitals" in told.traps
    rows = len(told.by_case) if has_step else told.everything.by_case
    over = "" if has_step else " over all"
    found = (
        f"{capital(number_of(rows, 'row'))}{over} {'differs' if rows == 1 else 'differ'} from a match "
        f"only in capitals: VLOOKUP found {'it' if rows == 1 else 'them'}."
    )
    return (found,) if has_step else (found, _ALL_CAPITALS)


def inner(told: Told) -> Said:
    """Lose the rows that found nothing."""
    alone = len(told.alone)
    end = (
        f"{capital(number_of(alone, 'row'))} {'has' if alone == 1 else 'have'} gone, and nothing tells you."
        if alone
        else "No row is lost here, as every row met one."
    )
    return Said(
        "Only what matches",
        f'how="inner" keeps only the pairs: {number_of(told.sample.after_inner, "row")}. {end}',
    )


def capitals(told: Told) -> Said:
    """Say which rows differ by capitals, and how many of the whole table."""
    names, all_rows = told.names, told.everything
    return Said(
        "Capitals",
        "VLOOKUP ignores capitals; merge and SQL do not. "
        f"{capital(number_of(all_rows.by_case, 'row'))} of {names.table} "
        f"{'is' if all_rows.by_case == 1 else 'are'} found by VLOOKUP alone.",
        (_ALL_CAPITALS,),
    )


def blanks(told: Told) -> Said:
    """Say what a blank key meets, and how many pairs that makes over all rows."""
    names, all_rows = told.names, told.everything
    return Said(
        "Blank keys",
        f"pandas lets a blank {names.key} meet a blank one: {number_of(all_rows.blank_pairs, 'pair')} over "
        "all rows, and not one shows that two rows belong together.",
        (f"SQL and VLOOKUP never match blanks. Drop the blank keys of {names.other} first.",),
    )


def keys_as_text(told: Told, stored: Stored) -> Said:
    """Say how many rows are found while one key is a number and the other text, and once both are."""
    names, rows = told.names, told.everything.rows
    mine, theirs = stored.left[names.key].dtype, stored.other[names.key].dtype
    kinds = f"{names.key} is {mine} in {names.table} and {theirs} in {names.other}"
    before = (
        f"{kinds}: VLOOKUP finds nothing and pandas refuses to merge."
        if stored.refuses
        else f"{kinds}, with numbers and text in one column: as stored, {stored.found:,} of {rows:,} rows "
        "are found."
    )
    made = "is" if stored.found_as_text == 1 else "are"
    return Said(
        "Numbers as text",
        f"{before} As text on both sides, {stored.found_as_text:,} of {rows:,} {made} found.",
        (f"Say so when you read them: dtype={{'{names.key}': str}}. Leading zeros are lost in a number.",),
    )


def scope(told: Told) -> str:
    """Return the line that says how much of both tables is on screen."""
    shown, rows = told.sample.rows, told.everything.rows
    met, others = told.sample.other_rows, told.everything.other_rows
    if (shown, met) == (rows, others):
        return "All rows of both tables are shown."
    return (
        f"{shown:,} of {rows:,} rows of {told.names.table} and {met:,} of {others:,} of {told.names.other} "
        "shown; the last step is over all."
    )


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{in_words(number)} times"  # noqa: PLR2004 - English has a word for two
