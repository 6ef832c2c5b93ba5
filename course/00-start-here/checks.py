"""Module 00: the shape each answer should have, and the slips we know. It holds no right answer."""

import re

from fingerpost.grading.declare import choice, number, slip, task
from fingerpost.grading.recognise import (
    ROUNDING,
    names_twice_in_a_row,
    other_capitals,
    stopped_with,
    unknown_name,
)

COLUMNS = ("CHILD", "KIND", "DAYS")
NOT_CLOSED = stopped_with(
    "SyntaxError", "was never closed", "unmatched", "unexpected EOF", "incomplete input"
)
MAY_LEAVE = ("a", "b", "c", "d", "e")
STOPPED = frozenset({"a", "c", "e"})  # each has a slip of its own below

task(
    "total_days",
    title="Run a cell and store a name",
    asks=number("total_days"),
    seen=1,
    hidden=1,
    also_on="T",
)


@slip(
    "M00-QUOTED",
    saw="`total_days` holds the text '{text}', not a number.",
    why="Anything in quotes is text to Python, even if it looks like a number.",
    next="Take the quotes away. Better still, let Python add up the column.",
    elsewhere="There, it is text.",
)
def number_in_quotes(value, _data):
    return {"text": value[:30]} if isinstance(value, str) else None


task(
    "longest_days",
    title="Fix a misspelt name",
    asks=number("longest_days"),
    seen=1,
    hidden=2,
    also_on="T",
)


@slip(
    "M00-CASE",
    saw="Python looked for `{had}`. The name it knows is `{has}`.",
    why="To Python, capital and small letters make different names.",
    next="Copy the spelling `{has}` from the cell that made it, and run again.",
    elsewhere="There, a name is not spelt as it was where it was made.",
    on="attempt",
)
def other_capital_letters(attempt, _data):
    return other_capitals(attempt, *COLUMNS)


task(
    "average_days",
    title="Fix a missing bracket",
    asks=number("average_days", tolerance=ROUNDING),
    seen=1,
    hidden=2,
    also_on="T",
)

slip(
    "M00-CURLY",
    saw="Python stopped at a character it does not know: {told}.",
    why="Word turns straight quotes into curly ones, “ and ”. Python reads only straight ones.",
    next='Delete the curly quotes and type them again here: `"`.',
    elsewhere="There, Python meets a character it does not know.",
    on="attempt",
)(stopped_with("SyntaxError", "(U+201C)", "(U+201D)", "(U+2018)", "(U+2019)"))


@slip(
    "M00-BRACKET",
    saw="Python could not read the line: {told}.{count}",
    why="Brackets come in pairs, as in an Excel formula: each one that opens has to close.",
    next="Go through the line from the left and count: add one for each that opens, take one off for each that closes.",
    elsewhere="There, a bracket is missing.",
    on="attempt",
)
def a_bracket_too_few_or_too_many(attempt, data):
    facts = NOT_CLOSED(attempt, data)
    bare = re.sub(r"#.*|\".*?\"|'.*?'", "", attempt.source)
    spare = {pair: bare.count(pair[0]) - bare.count(pair[1]) for pair in ("()", "[]", "{}")}
    odd = [f" Still open: {n} of {pair[0]}." for pair, n in spare.items() if n > 0]
    odd += [f" Too many: {-n} of {pair[1]}." for pair, n in spare.items() if n < 0]
    return None if facts is None else {**facts, "count": "".join(odd)}


task(
    "line_to_read",
    title="Which line do you read first?",
    asks=choice("line_to_read", options=("a", "b", "c", "d")),
    seen=1,
    hidden=2,
    follows_data=False,
)


@slip(
    "M00-FIRSTLINE",
    saw="You chose line a, the opening of every such message.",
    why="It announces a list of steps, the oldest first. It says neither where Python stopped nor why.",
    next="Ask of each line: does it say where, or does it say what happened?",
)
def the_first_line(value, _data):
    return {} if value == "a" else None


@slip(
    "M00-WHERE",
    saw="You chose line {letter}, which says where Python stopped.",
    why="Where it stopped is worth knowing once you know what happened.",
    next="Look for the line that says what happened, and read it before this one.",
)
def the_line_that_says_where(value, _data):
    return {"letter": value} if value in {"b", "c"} else None


task(
    "foster_percent",
    title="Put four cells into working order",
    asks=number("foster_percent", tolerance=ROUNDING),
    seen=1,
    hidden=3,
    also_on="T",
)

LINES = ("foster", "foster_days", "all_days")


@slip(
    "M00-ORDER",
    saw="Python stopped at `{name}`, which had not been made yet.",
    why="Lines run from the top. This one uses a name that is made further down.",
    next="Find the line that starts with `{name} =` and move it up with Alt+Up.",
    elsewhere="There, a line comes too early.",
    on="attempt",
)
def used_before_it_is_made(attempt, _data):
    name = unknown_name(attempt)
    return {"name": name} if name in LINES else None


slip(
    "M00-EQUALS",
    saw="`{line}` was overwritten: all 12 rows now say the same.",
    why="One = gives a name to something. Two == ask a question.",
    next="Write == where you ask, then restart and run all, so that the table is whole again.",
    elsewhere="There, it has one = where two are needed.",
    on="attempt",
)(names_twice_in_a_row)

slip(
    "M00-EQUALS",
    saw="Python could not read the line, and asks: {told}",
    why="One = gives a name to something. Two == ask a question.",
    next="Write == between the two things you are comparing.",
    elsewhere="There, it has one = where two are needed.",
    on="attempt",
)(stopped_with("SyntaxError", "=="))


@slip(
    "M00-SHARE",
    saw="Yours is {yours}: a share, not a percentage.",
    why="A share of 0.5 is 50 per cent.",
    next="Multiply by 100.",
    elsewhere="There, it is a share, not a percentage.",
)
def share_of_one(value, _data):
    return {"yours": f"{value:.3g}"} if 0 < value < 1 else None


task(
    "total_weeks",
    title="Restart, run it all, hand it in",
    asks=number("total_weeks", tolerance=ROUNDING),
    seen=1,
    hidden=3,
    also_on="T",
)


@slip(
    "M00-NOTRUN",
    saw="When this cell ran, nothing was called `{name}`.",
    why="A name lasts from the cell that makes it until the restart. That cell has not run since, or it is gone.",
    next="Restart and run all from the top. If it still stops, find the name in a cell near the top and copy its spelling.",
    elsewhere="There, it uses a name that no cell of the notebook makes.",
    on="attempt",
)
def cell_not_run(attempt, _data):
    name = unknown_name(attempt)
    return {"name": name} if name else None


task(
    "may_leave",
    title="May it leave the machine?",
    asks=choice("may_leave", options=MAY_LEAVE, several=True),
    seen=2,
    hidden=3,
    follows_data=False,
)


@slip(
    "M00-NOQUOTES",
    saw="Python looked for something called `{name}`.",
    why="Without quotes, a letter is a name.",
    next="Put each letter in quotes.",
    on="attempt",
    tasks=("line_to_read", "may_leave"),
)
def letter_without_quotes(attempt, _data):
    name = unknown_name(attempt)
    return {"name": name} if name.casefold() in MAY_LEAVE else None


@slip(
    "M00-OUTPUTS",
    saw="Your list includes a: a notebook with its outputs as they are.",
    why="Outputs can show rows about children even when the code does not.",
    next="Clear them first (rule 3), then send the clean copy.",
)
def outputs_sent(value, _data):
    return {} if "a" in value else None


@slip(
    "M00-ROWS",
    saw="Your list includes e: a list without names.",
    why="A date of birth and a postcode nearly always point to one child. Leaving out the name changes little.",
    next="Ask of each item: could someone who knows the family tell who it is?",
)
def rows_sent(value, _data):
    return {} if "e" in value else None


@slip(
    "M00-SMALL",
    saw="Your list includes c: a count of 3.",
    why="A small count with a place and a month can point to a child. Rule 2 asks for counts of 10 or more.",
    next="Look at the number in each sentence.",
)
def small_count_sent(value, _data):
    return {} if "c" in value else None


@slip(
    "M00-SHY",
    saw="Your list is short: the rules let {n} more leave.",
    why="Rule 2 says what may leave: code, counts of 10 or more, and plain words.",
    next="Read the rules again, and ask of each item which rule would stop it.",
)
def nothing_sent(value, _data):
    chosen = {value} if isinstance(value, str) else set(value)
    if not chosen <= set(MAY_LEAVE):
        return None
    left = len(MAY_LEAVE) - len(STOPPED) - len(chosen - STOPPED)
    return {"n": left} if left > 0 else None
