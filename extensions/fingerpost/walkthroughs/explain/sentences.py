"""The sentences of an explained formula."""

from fingerpost.formulas.interpreter import Step as Traced
from fingerpost.formulas.oracle import Agreement
from fingerpost.formulas.tree import address, column_letters
from fingerpost.formulas.values import Block
from fingerpost.walkthroughs.explain.told import Told, in_words
from fingerpost.walkthroughs.said import Said
from fingerpost.walkthroughs.words import number_of

_MOST_NAMED = 6
_RULES = "Excel's rules as we read them"


def scope(told: Told) -> str:
    """Return the line that says how much of the table is on screen."""
    every, shown = len(told.table.frame), len(told.rows)
    if shown == every:
        return f"All {number_of(every, 'row')} of the table are shown."
    return f"{shown} of {number_of(every, 'row')} are shown; every result is worked out over all of them."


def question(told: Told) -> Said:
    """Return the first step."""
    last = column_letters(len(told.table.columns))
    notes = (f"The headings are row 1, the first column is A, the last is {last}; the data begin in row 2.",)
    what = "one value for each row" if told.fills else "one value for the whole table"
    return Said("The formula", f"{told.text} gives {what}. What does Excel read, and in which order?", notes)


def part(told: Told, one: Traced, row: int) -> Said:
    """Return what happened at one part of the formula."""
    source = told.explanation.formula.source[one.start : one.stop]
    where = f"in row {row}" if told.fills else "here"
    return Said(_short(source), _PARTS[one.kind](one, source, where))


def _short(text: str) -> str:
    return text if len(text) <= 32 else f"{text[:31]}…"  # noqa: PLR2004 - what a step's name has room for


def _read(one: Traced, source: str, where: str) -> str:
    cell = one.cells[0]
    return f"{source} is cell {address(cell.top, cell.left)} {where}; it holds {in_words(one.value)}."


def _matched(one: Traced, source: str, where: str) -> str:
    if not one.cells:
        return f"{source} takes the place of {in_words(one.value)} {where}."
    named = ", ".join(_name(cell) for cell in one.cells[:_MOST_NAMED])
    more = f" and {len(one.cells) - _MOST_NAMED:,} more" if len(one.cells) > _MOST_NAMED else ""
    return f"{_short(source)} picks {number_of(len(one.cells), 'cell')} {where}: {named}{more}."


def _name(cell: Block) -> str:
    return address(cell.top, cell.left)


def _coerced(one: Traced, source: str, where: str) -> str:
    return f"{source} is text where a number is wanted {where}: {one.note}."


def _failed(one: Traced, source: str, where: str) -> str:
    return f"{_short(source)} fails {where}: the result is {in_words(one.value)}."


def _gave(one: Traced, source: str, where: str) -> str:
    return f"{_short(source)} gives {in_words(one.value)} {where}."


_PARTS = {"read": _read, "match": _matched, "coerce": _coerced, "error": _failed, "result": _gave}


def row(told: Told, number: int) -> Said:
    """Return what the formula gives in a further row, and what it read there."""
    steps = told.explanation.traces.get(number, ())
    held = [f"{_name(step.cells[0])} holds {in_words(step.value)}" for step in steps if step.kind == "read"]
    held = list(dict.fromkeys(held))[:_MOST_NAMED]
    before = f"{', '.join(held)}: " if held else ""
    return Said(f"Row {number}", f"In row {number}, {before}the result is {in_words(told.result(number))}.")


def in_code(told: Told) -> Said:
    """Return the step of the faithful translations."""
    notes = [
        f"{one.language}: not translated. {one.refusal}"
        for one in told.explanation.translations
        if one.code is None
    ]
    if any(one.code and one.code.rules for one in told.explanation.translations):
        notes.append("What begins with excel_ is one of Excel's own rules; the last step has them to copy.")
    done = [one.language for one in told.explanation.translations if one.code is not None]
    said = f"The same in {' and in '.join(done)}, by Excel's rules." if done else "No pandas or SQL is given."
    return Said("In pandas and SQL", said, tuple(notes))


def plain(told: Told) -> Said:
    """Return the step of what a colleague would write."""
    notes = [
        f"{'Holds here' if assumption.holds else 'NOT SO HERE'}: {assumption.sentence}."
        for assumption in dict.fromkeys([*told.explanation.assumptions, *told.explanation.sql_assumptions])
    ]
    for language, one in (("pandas", told.explanation.plain), ("SQL", told.explanation.plain_sql)):
        if one.agreement is not None:
            notes.append(f"{language} as a colleague would write it {agreed(one.agreement, _RULES)}")
    return Said("As a colleague would write it", "Shorter code, and what it takes for granted.", tuple(notes))


def agreed(how: Agreement, whom: str) -> str:
    """Return how a comparison went."""
    if how.holds:
        rows = "on the one value" if how.checked == 1 else f"on all {how.checked:,} rows"
        rest = f" asked; {how.left_out:,} further rows were not asked" if how.left_out else ""
        return f"agrees with {whom} {rows}{rest}."
    if how.row == 0:
        return f"was not compared with {whom}: {how.why or 'the table has no row to compare'}."
    ours, theirs = in_words(how.ours), in_words(how.theirs)
    return f"differs from {whom} first in row {how.row}: {ours} here, {theirs} there. {how.why}".rstrip()


def proof(told: Told) -> Said:
    """Return the step that says what agrees with what."""
    explanation = told.explanation
    notes = [
        f"{one.language} {agreed(one.agreement, _RULES)}"
        for one in explanation.translations
        if one.agreement is not None
    ]
    if explanation.ironcalc is None:
        said = "IronCalc is not installed here, so no spreadsheet program was asked: pip install ironcalc"
    else:
        said = f"The formula {agreed(explanation.ironcalc, 'IronCalc')}"
    return Said("Does it agree?", said, tuple(notes))


def traps(told: Told) -> Said:
    """Return the step of the traps that change this number."""
    found = told.explanation.traps
    if not found:
        return Said("Traps", "None of the traps known here changes this number on this table.")
    said = f"{number_of(len(found), 'trap')} on this table, with what each is worth.".capitalize()
    return Said("Traps", said, tuple(trap.sentence for trap in found))


def take_away(told: Told) -> Said:
    """Return the last step."""
    said = f"Copy the code that stands for {_short(told.text)}"
    return Said("Take it with you", said if said.endswith("…") else f"{said}.")
