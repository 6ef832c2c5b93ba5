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
    why="What stands in quotes is text to Python, even where it looks like a number.",
    next="Take the quotes away. Better still, let the column add itself up.",
    elsewhere="There, it is a text.",
)
def number_in_quotes(value, _data):
    return {"text": value[:30]} if isinstance(value, str) else None


task(
    "longest_days",
    title="Repair a misspelt name",
    asks=number("longest_days"),
    seen=1,
    hidden=2,
    also_on="T",
)


@slip(
    "M00-CASE",
    saw="Python looked for `{had}` and knows `{has}`.",
    why="Python reads capital and small letters as different names.",
    next="Copy the spelling `{has}` from the cell that made it, and run again.",
    elsewhere="There, a name is spelt in another way than where it was made.",
    on="attempt",
)
def other_capital_letters(attempt, _data):
    return other_capitals(attempt, *COLUMNS)


task(
    "average_days",
    title="Repair a missing bracket",
    asks=number("average_days", tolerance=ROUNDING),
    seen=1,
    hidden=2,
    also_on="T",
)

slip(
    "M00-CURLY",
    saw="Python stopped at a character it does not know: {told}.",
    why="Word turns straight quotes into curly ones, “ and ”. Python reads only straight ones.",
    next='Take the curly quotes out and type them again here: `"`.',
    elsewhere="There, a character is not read.",
    on="attempt",
)(stopped_with("SyntaxError", "(U+201C)", "(U+201D)", "(U+2018)", "(U+2019)"))


@slip(
    "M00-BRACKET",
    saw="Python could not read the line: {told}.{count}",
    why="Brackets come in pairs, as in an Excel formula: each that opens has to close.",
    next="Go through the line from the left and count: one up for each that opens, one down for each that closes.",
    elsewhere="There, a bracket is missing.",
    on="attempt",
)
def a_bracket_too_few_or_too_many(attempt, data):
    facts = NOT_CLOSED(attempt, data)
    bare = re.sub(r"#.*|\".*?\"|'.*?'", "", attempt.source)
    spare = {pair: bare.count(pair[0]) - bare.count(pair[1]) for pair in ("()", "[]", "{}")}
    odd = [f" {n} {pair[0]} is still open." for pair, n in spare.items() if n > 0]
    odd += [f" {-n} {pair[1]} is too many." for pair, n in spare.items() if n < 0]
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
    saw="You chose line a, which opens every such message.",
    why="It opens a list of steps, the oldest first. It says neither where Python stopped nor over what.",
    next="Ask of each line: does it say where, or does it say what happened?",
)
def the_first_line(value, _data):
    return {} if value == "a" else None


@slip(
    "M00-WHERE",
    saw="You chose line {letter}, which says where Python stopped.",
    why="Where it stopped is good to know, once you know what happened.",
    next="Look for the line that names what happened, and read that one before this.",
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
    saw="Python stopped at `{name}`, which is not made yet.",
    why="Lines run from the top. This one uses a name that a line further down makes.",
    next="Find the line that starts with `{name} =` and move it up, with Alt+Up.",
    elsewhere="There, a line comes too early.",
    on="attempt",
)
def used_before_it_is_made(attempt, _data):
    name = unknown_name(attempt)
    return {"name": name} if name in LINES else None


slip(
    "M00-EQUALS",
    saw="`{line}` was overwritten: every one of the 12 rows says the same now.",
    why="One = gives a name to something. Two == ask a question.",
    next="Write == where you ask, then run from the top, so that the table is whole again.",
    elsewhere="There, one = stands where two should.",
    on="attempt",
)(names_twice_in_a_row)

slip(
    "M00-EQUALS",
    saw="Python could not read the line; it asks: {told}",
    why="One = gives a name to something. Two == ask a question.",
    next="Write == between the two things you compare.",
    elsewhere="There, one = stands where two should.",
    on="attempt",
)(stopped_with("SyntaxError", "=="))

task(
    "total_weeks",
    title="Restart, and run it all",
    asks=number("total_weeks", tolerance=ROUNDING),
    seen=1,
    hidden=3,
    also_on="T",
)


@slip(
    "M00-NOTRUN",
    saw="When this cell ran, nothing was called `{name}`.",
    why="A name lives from the cell that makes it until the restart. That cell has not run since, or it is gone.",
    next="Restart and run all from the top. If it still stops, find the name in a cell near the top and copy its spelling.",
    elsewhere="There, a name is used that no cell of the notebook makes.",
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
    "M00-OUTPUTS",
    saw="Your list has a on it: a notebook with its outputs as they stand.",
    why="Outputs can show rows about children even where the code does not.",
    next="Clear them first, which is rule 3, then send the copy.",
)
def outputs_sent(value, _data):
    return {} if "a" in value else None


@slip(
    "M00-ROWS",
    saw="Your list has e on it: a list without names.",
    why="A date of birth and a postcode point to one child nearly always. Leaving the name out changes little.",
    next="Ask of each item: could someone who knows the family see who it is?",
)
def rows_sent(value, _data):
    return {} if "e" in value else None


@slip(
    "M00-SMALL",
    saw="Your list has c on it: a count of 3.",
    why="A small count with a place and a month can point to a child. Rule 2 asks for counts of 10 or more.",
    next="Look at the number in each sentence.",
)
def small_count_sent(value, _data):
    return {} if "c" in value else None


@slip(
    "M00-SHY",
    saw="Your list is short: by the rules {n} more may leave.",
    why="Rule 2 says what may leave: code, counts of 10 or more, and plain words.",
    next="Read the rules once more, and ask of each item which rule would stop it.",
)
def nothing_sent(value, _data):
    kept = [letter for letter in ("b", "d") if letter not in value]
    return {"n": len(kept)} if kept else None
