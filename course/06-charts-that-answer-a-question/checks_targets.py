"""Module 06: a target, a note, the choice of a mark, and the slips we know. It holds no right answer."""

from fingerpost.grading.cells import as_month
from fingerpost.grading.chart_looks import notes_of
from fingerpost.grading.declare import slip

# ---------------------------------------------------------------- target_and_note

TARGET = 80


def levels(value):
    """Return the numbers at which level lines stand."""
    found = set()
    for layer in value.layers:
        axis = layer.encoding.get("y")
        if layer.mark not in ("rule", "line") or not isinstance(axis, dict) or layer in value.drawn:
            continue
        told = [axis.get("datum")] if "datum" in axis else [row.get(axis.get("field")) for row in layer.rows]
        found |= set(told) if len(set(told)) == 1 else set()
    return found


@slip(
    "M06-NOTARGET",
    saw="There is no level line at {target}.",
    why="Without it the reader has to remember the target, and measure by eye.",
    next="Add a rule: `alt.Chart(…).mark_rule().encode(y=…)`, and put the charts together with +.",
    elsewhere="There, no level line stands at the target.",
    tasks="target_and_note",
)
def no_level_line(value, _data):
    return None if TARGET in levels(value) else {"target": TARGET}


@slip(
    "M06-NONOTE",
    saw="Your chart has {n} notes.",
    why="A chart with no note leaves the reader to guess; one with many is a table in disguise.",
    next='Keep one row, the lowest, and draw it with `mark_text(text="…")`.',
    elsewhere="There, the chart has no note, or many.",
    tasks="target_and_note",
)
def no_note_or_many(value, _data):
    notes = [layer for layer in value.layers if layer.mark == "text" and any(notes_of(layer))]
    written = sum(max(len(layer.rows), 1) for layer in notes)
    numbers = list(value.points.values())
    alike = numbers.count(min(numbers))  # where two months share the lowest share, each may have its note
    return None if 1 <= written <= alike else {"n": written or "no"}


@slip(
    "M06-ELSEWHERE",
    saw="Your note is at {month}, and another month is lower.",
    why="The question asks for a note at the lowest month: that is where a reader asks why.",
    next='Let the table say where: `.sort_values("percent").head(1)`.',
    elsewhere="There, the note is not at the lowest month.",
    tasks="target_and_note",
)
def note_at_another_month(value, _data):
    lowest = min(value.points, key=lambda month: value.points[month])
    for layer in value.layers:
        if layer.mark == "text":
            told = layer.rows[0].get("month") if layer.rows else layer.encoding["x"].get("datum")
            at = as_month(told) or str(told)[:7]
            return {"month": at} if at != lowest else None
    return None


# ---------------------------------------------------------------- mark_for_question


ANSWERS = ("bars", "line", "dots", "pie", "sentence")
QUESTIONS = ("change", "largest", "two measures", "one number")


@slip(
    "M06-NOTFIVE",
    saw="`{told}` is not one of the five answers.",
    why="They are compared letter by letter, as Python compares all text.",
    next='The five are "bars", "line", "dots", "pie" and "sentence".',
    elsewhere="There, an answer is not one of the five.",
    tasks="mark_for_question",
)
def none_of_the_five(value, _data):
    return next(({"told": told} for told in value.values() if told not in ANSWERS), None)


@slip(
    "M06-NOTASKED",
    saw='Your dict has no answer under "{lost}"; its words are {words}.',
    why="A dict is looked up by its words, so another word is another question.",
    next="Write the four words as the question has them, spaces and all.",
    elsewhere="There, a question has no answer.",
    tasks="mark_for_question",
)
def question_not_answered(value, _data):
    lost = [word for word in QUESTIONS if word not in value]
    return {"lost": lost[0], "words": ", ".join(map(str, value)) or "none"} if lost else None


SHOWS = {
    "bars": "Bars compare several numbers",
    "line": "A line shows one thing changing over time",
    "dots": "Dots set two measures against each other",
}
MISFITS = {
    "largest": ("line", "dots"),
    "two measures": ("bars", "line"),
    "one number": ("bars", "line", "dots"),
}


@slip(
    "M06-MISFIT",
    saw='Your answer to "{question}" is "{mark}".',
    why="{shows}. This question asks for something else.",
    next="Read the question again. Say what its reader wants to see, then choose what shows that.",
    elsewhere="There, a mark does not fit its question.",
    tasks="mark_for_question",
)
def mark_that_does_not_fit(value, _data):
    for question, marks in MISFITS.items():
        if value.get(question) in marks:
            return {"question": question, "mark": value[question], "shows": SHOWS[value[question]]}
    return None


@slip(
    "M06-PIE",
    saw="You chose a pie.",
    why="A pie shows parts of one whole, two or three of them. None of the four questions asks for that.",
    next="Ask of each question: a change, a comparison, two measures, or one number?",
    elsewhere="There, a pie is chosen.",
    tasks="mark_for_question",
)
def chose_a_pie(value, _data):
    return {} if "pie" in value.values() else None
