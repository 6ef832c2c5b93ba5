"""Module 06: the shape each chart should have, and the slips we know. It holds no right answer."""

import re

from fingerpost.grading.cells import as_month
from fingerpost.grading.chart_looks import (
    FAINTEST,
    alt_text_of,
    begins_at,
    carries,
    colours,
    contrast,
    drawn_order,
    has_own_scales,
    is_by_number,
    notes_of,
    panels,
    runs_past,
    words_of,
)
from fingerpost.grading.declare import chart, slip, table, task

IDS = ("LAchildID", "CHILD", "UPN")
BARS = {"marks": ("bar",), "key": "source", "value": "referrals"}
ON_BARS = ("referrals_by_source", "finding_said", "described")

task(
    "referrals_by_source",
    title="Sorted bars",
    asks=chart("referrals_by_source", **BARS),
    seen=1,
    hidden=2,
    also_on="T",
)
task(
    "referrals_by_month",
    title="A line over time",
    asks=chart("referrals_by_month", marks=("line", "area"), key="month", value="referrals"),
    seen=1,
    hidden=2,
)
task(
    "beside_neighbours",
    title="Your authority beside its neighbours",
    asks=chart("beside_neighbours", marks=("line",), key="year", value="rate", by="authority"),
    seen=1,
    hidden=3,
)
task(
    "seven_pictures",
    title="Small pictures side by side",
    asks=chart("seven_pictures", marks=("line", "area", "bar"), key="month", value="referrals", by="source"),
    seen=1,
    hidden=2,
)
task(
    "finding_said",
    title="Say what you found",
    asks=chart("finding_said", **BARS),
    seen=1,
    hidden=2,
    also_on="T",
)
task(
    "described",
    title="Words for those who do not see it",
    asks=chart("described", **BARS),
    seen=1,
    hidden=2,
    also_on="T",
)
task(
    "target_and_note",
    title="A target and one note",
    asks=chart("target_and_note", marks=("line",), key="month", value="percent"),
    seen=1,
    hidden=2,
)
task(
    "mark_for_question",
    title="Which mark for which question?",
    asks=table("mark_for_question", key="question", value="mark", holds="any"),
    seen=1,
    hidden=1,
    follows_data=False,
)

# ---------------------------------------------------------------- bars by source


@slip(
    "M06-ROWDATA",
    saw="This chart carries {n} referrals inside it, one row for each.",
    why="Whoever gets the chart, in a page or a notebook, can read every row that it was given.",
    next="Count first, then give the chart the counted table.",
    elsewhere="There, the chart carries a row for each referral.",
    tasks=ON_BARS,
)
def a_row_for_each_referral(value, _data):
    counts_itself = any("count" in layer.fields.values() for layer in value.drawn)
    inside = max((len(layer.rows) for layer in value.layers), default=0)
    return {"n": f"{inside:,}"} if counts_itself or carries(value, *IDS) else None


@slip(
    "M06-PIE",
    saw="Your pie has {n} slices.",
    why="Readers judge angles badly, and many narrow slices worst of all.",
    next="Draw bars, `mark_bar()`, with the sources along one axis and the number along the other.",
    elsewhere="There, a pie stands in place of bars.",
    tasks=ON_BARS,
)
def pie_of_many_slices(value, _data):
    slices = [len(layer.rows) for layer in value.layers if layer.mark == "arc"]
    return {"n": slices[0]} if slices else None


@slip(
    "M06-ZERO",
    saw="Your bars begin at {start}: the longest looks {looks} times as long as the shortest, and should look {times} times.",
    why="A bar says its number by its length, so it has to begin at 0.",
    next="Take the scale out of the axis; a bar begins at 0 by itself.",
    elsewhere="There, bars do not begin at 0.",
    tasks=ON_BARS,
)
def bars_that_begin_elsewhere(value, _data):
    start = begins_at(value)
    numbers = [value.points[key] for key in value.points]
    if not start or not numbers:
        return None
    least, most = min(numbers), max(numbers)
    looks = (most - start) / (least - start) if least > start else float("inf")
    told = "many" if looks == float("inf") else round(looks)
    return {"start": round(start), "looks": told, "times": round(most / least)}


@slip(
    "M06-ALPHA",
    saw="Your bars stand in this order: {order}; and so on.",
    why="The alphabet makes a reader hunt for the longest bar.",
    next='Order the sources by the number: `alt.Y("source").sort("-x")`.',
    elsewhere="There, bars stand in another order than that of their numbers.",
    tasks=ON_BARS,
)
def bars_by_the_alphabet(value, _data):
    if is_by_number(value, "source"):
        return None
    return {"order": "; ".join(drawn_order(value, "source", value.points)[:3])}


# ---------------------------------------------------------------- referrals_by_month


def month_axis(value):
    """Return how the months are drawn along."""
    layer = value.drawn[0]
    return next(
        axis
        for axis in (layer.encoding.get("x"), layer.encoding.get("y"))
        if isinstance(axis, dict) and axis.get("field") == "month"
    )


@slip(
    "M06-TEXTDATE",
    saw="Your months stand in this order: {order}.",
    why="They are text, and text has no calendar: it sorts by its letters and knows no gap.",
    next="Make the column a date, `pd.to_datetime(…)`, and the axis a time axis, `month:T`.",
    elsewhere="There, months are drawn as text.",
    tasks=("referrals_by_month", "seven_pictures", "target_and_note"),
)
def months_as_text(value, _data):
    axis = month_axis(value)
    if axis.get("type") == "temporal" or "timeUnit" in axis:
        return None
    told = list(dict.fromkeys(str(row.get("month"))[:10] for row in value.drawn[0].rows))
    shown = told if axis.get("sort", "ascending") is None else sorted(told)
    return {"order": ", ".join(shown[:3])}


GAP = ("2023-08", "2023-09")


@slip(
    "M06-JOINEDGAP",
    saw="{n} months are not in your chart, and the line runs straight across them.",
    why="Nothing was recorded then. The line says that you know what happened.",
    next='Put the months back without a number: `.set_index("month").reindex(months)`.',
    elsewhere="There, the line runs across months that are not known.",
    tasks="referrals_by_month",
)
def line_across_the_gap(value, _data):
    lost = [month for month in GAP if month not in value.points]
    return {"n": len(lost)} if lost and runs_past(value, "month", *lost) else None


@slip(
    "M06-JOINEDGAP",
    saw="Your line gives {n} months a number, and nothing was recorded in them.",
    why="A 0 says that nobody was referred; a guess says that you know. Neither is so.",
    next="Leave them without a number: `reindex(months)`, with no `fill_value` and no filling after it.",
    elsewhere="There, months that are not known have a number.",
    tasks="referrals_by_month",
)
def gap_filled(value, _data):
    filled = [month for month in GAP if month in value.points and value.points[month] is not None]
    return {"n": len(filled), "rows": filled} if filled else None


# ---------------------------------------------------------------- beside_neighbours


def our_name(data):
    """Return the name of the authority whose data these are."""
    return data.sql("SELECT authority FROM ref.authorities WHERE is_ours").iloc[0, 0]


def ours_and_others(value, data):
    """Return the colours of our line, none where it is not drawn, and those of all others."""
    found = colours(value, "authority")
    mine = found.pop(our_name(data), set())
    return mine, {hue for hues in found.values() for hue in hues}


@slip(
    "M06-RAINBOW",
    saw="{n} colours, {n} meanings to remember.",
    why="A reader looks back and forth between line and key, and loses the one that matters.",
    next="Which one do you want seen? Colour that one, and give all others one grey.",
    elsewhere="There, each authority has a colour of its own.",
    tasks="beside_neighbours",
)
def a_colour_each(value, data):
    mine, rest = ours_and_others(value, data)
    return {"n": len(rest) + 1} if mine and len(rest) > 1 else None


@slip(
    "M06-ALLALIKE",
    saw="All lines have one colour, and {ours} is one of them.",
    why="A reader cannot find the line that the question is about.",
    next="Give the line of `ours` a strong colour with `alt.when(…)`, or draw it in a layer of its own.",
    elsewhere="There, no line stands out.",
    tasks="beside_neighbours",
)
def none_stands_out(value, data):
    mine, rest = ours_and_others(value, data)
    return {"ours": our_name(data)} if mine and mine <= rest else None


@slip(
    "M06-FAINT",
    saw="{ours} is drawn in `{hue}`, which has a contrast of {ratio} with white.",
    why="Below 3 many readers cannot see a line, and most projectors do not show it.",
    next="Take a darker colour for the one line that matters.",
    elsewhere="There, the line that matters is faint.",
    tasks="beside_neighbours",
)
def too_faint(value, data):
    for hue in colours(value, "authority").get(our_name(data), ()):
        if contrast(hue) < FAINTEST:
            return {"ours": our_name(data), "hue": hue, "ratio": f"{contrast(hue):.1f}"}
    return None


# ---------------------------------------------------------------- seven_pictures


@slip(
    "M06-ONEPICTURE",
    saw="All the lines share one picture.",
    why="Lines that cross hide one another, and a reader follows three at best.",
    next='Give each source a small picture of its own: `.facet("source", columns=3)`.',
    elsewhere="There, all lines share one picture.",
    tasks="seven_pictures",
)
def one_picture(value, _data):
    return None if panels(value, "source") else {}


@slip(
    "M06-OWNSCALE",
    saw="Each small picture has a scale of its own.",
    why="A source with 3 referrals a month then looks as high as one with 130.",
    next='Let all share one scale: take `resolve_scale` out, or say `y="shared"`.',
    elsewhere="There, each small picture has its own scale.",
    tasks="seven_pictures",
)
def own_scales(value, _data):
    return {} if has_own_scales(value) else None


# ---------------------------------------------------------------- finding_said


def named_in(told, points):
    """Return the key that a text names; of several the longest, so that 'school nurse' is not 'school'."""
    found = [key for key in points if re.search(rf"\b{re.escape(key.casefold())}", told.casefold())]
    return max(found, key=len, default="")


def largest(points):
    """Return the key with the largest number."""
    return max(points, key=lambda key: points[key])


@slip(
    "M06-TITLE",
    saw='Your title reads "{title}" and names no source.',
    why="It says what is drawn. A reader wants to know what you found.",
    next='Say the finding: who refers most? Put the name in with an f-string, `f"… {{top}} …"`.',
    elsewhere="There, the title does not say what was found.",
    tasks="finding_said",
)
def title_without_a_finding(value, _data):
    return None if named_in(value.title, value.points) else {"title": value.title[:60] or "nothing"}


@slip(
    "M06-OTHERTOP",
    saw='Your title names "{named}", and another bar is longer.',
    why="A name typed by hand stays when the data change.",
    next="Take the name from the first row of the counted table, and put it in with an f-string.",
    elsewhere="There, the words name a source that is not the largest.",
    tasks="finding_said",
)
def title_names_another(value, _data):
    named = named_in(value.title, value.points)
    return {"named": named} if named and value.points[named] < value.points[largest(value.points)] else None


WANTED = (("the unit", r"referral"), ("the period", r"2024"), ("where the data come from", r"\bcin\b|census"))


@slip(
    "M06-NOUNIT",
    saw="Missing in the words of your chart: {missing}.",
    why="A reader cannot tell whether 60 is children, a rate or a share, nor of which year.",
    next='Add a line below the title: `alt.Title("…", subtitle="…")`.',
    elsewhere="There, unit, period or source is missing.",
    tasks="finding_said",
)
def unit_period_or_source_missing(value, _data):
    told = words_of(value)
    missing = [name for name, pattern in WANTED if not re.search(pattern, told, re.IGNORECASE)]
    return {"missing": ", ".join(missing)} if missing else None


# ---------------------------------------------------------------- described


@slip(
    "M06-NOALT",
    saw="Your chart has no description.",
    why="Someone who hears the page is told that there is a picture, and nothing of what it shows.",
    next='Give it one: `.properties(description="…")`.',
    elsewhere="There, the chart has no description.",
    tasks="described",
)
def no_description(value, _data):
    return None if alt_text_of(value).strip() else {}


MOST_WORDS = 60


@slip(
    "M06-ALTLONG",
    saw="Your description has {n} words.",
    why="It is read aloud in one go, and cannot be skimmed.",
    next="Keep the finding and its number, 60 words at most.",
    elsewhere="There, the description is too long.",
    tasks="described",
)
def long_description(value, _data):
    n = len(alt_text_of(value).split())
    return {"n": n} if n > MOST_WORDS else None


def tells_number(told, number, total):
    """Return whether a text holds the number itself, or its share in per cent."""
    shares = {f"{100 * number / total:.{places}f}" for places in (0, 1)}
    plain = told.replace(",", "")
    return any(
        re.search(rf"(?<![\d.]){re.escape(form)}(?![\d]|\.\d)", plain) for form in {f"{number:.0f}", *shares}
    )


@slip(
    "M06-ALTNOFIND",
    saw="Your description lacks {missing}.",
    why="It says what kind of chart it is. Those who see the chart get more than that.",
    next="Write the finding as you would say it on the telephone; an f-string puts name and number in.",
    elsewhere="There, the description does not fit what the chart shows.",
    tasks="described",
)
def description_without_the_finding(value, _data):
    told, top = alt_text_of(value), largest(value.points)
    missing = [] if named_in(told, value.points) == top else ["the source that refers most"]
    total = sum(value.points[key] for key in value.points)
    missing += [] if tells_number(told, value.points[top], total) else ["its number of referrals"]
    return {"missing": " and ".join(missing)} if missing else None


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
    saw="No level line stands at {target}.",
    why="Without it the reader has to remember the target, and measure by eye.",
    next="Add a rule: `alt.Chart(…).mark_rule().encode(y=…)`, and put the charts together with +.",
    elsewhere="There, no level line stands at the target.",
    tasks="target_and_note",
)
def no_level_line(value, _data):
    return None if TARGET in levels(value) else {"target": TARGET}


@slip(
    "M06-NONOTE",
    saw="{n} notes stand in your chart.",
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
    return None if 1 <= written <= alike else {"n": written or "No"}


@slip(
    "M06-ELSEWHERE",
    saw="Your note stands at {month}, and another month is lower.",
    why="A note typed in by hand stays where it is when the data change.",
    next='Let the table say where: `.sort_values("percent").head(1)`.',
    elsewhere="There, the note stands at another month than the lowest.",
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
