"""Module 06: the shape each chart should have, and the slips we know. It holds no right answer."""

import re

from fingerpost.grading.chart_looks import (
    FAINTEST,
    begins_at,
    carries,
    colours,
    contrast,
    drawn_order,
    has_own_scales,
    is_by_number,
    is_grey,
    panels,
    runs_past,
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
    title="Words for those who cannot see it",
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
    why="Anyone who gets the chart, in a page or a notebook, can read every row it was given.",
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
    "M06-LINEOFNAMES",
    saw="Your chart draws a line over {n} sources.",
    why="Sources do not follow each other, so the slope from one to the next means nothing.",
    next="Draw bars: `mark_bar()`.",
    elsewhere="There, a line joins the sources.",
    tasks=ON_BARS,
)
def line_over_sources(value, _data):
    layers = {layer.mark: len(layer.rows) for layer in value.drawn}
    return {"n": layers["line"]} if "line" in layers and "bar" not in layers else None


@slip(
    "M06-ZERO",
    saw="Your bars begin at {start}: the longest looks {looks} times as long as the shortest, and should look {times} times as long.",
    why="A bar says its number by its length, so it has to begin at 0.",
    next="Take the scale out of the axis: left alone, Altair begins bars at 0.",
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
    saw="Your bars come in this order: {order}; and so on.",
    why="The alphabet makes a reader hunt for the longest bar.",
    next='Order the sources by the number: `alt.Y("source").sort("-x")`.',
    elsewhere="There, bars are not in the order of their numbers.",
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


OVER_TIME = ("referrals_by_month", "seven_pictures", "target_and_note")
A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def months_by_name(value):
    """Return the months of an axis that takes them for names, in their order; none for a time axis."""
    axis = month_axis(value)
    if axis.get("type") == "temporal" or "timeUnit" in axis:
        return []
    told = list(dict.fromkeys(str(row.get("month"))[:10] for row in value.drawn[0].rows))
    return told if axis.get("sort", "ascending") is None else sorted(told)


@slip(
    "M06-TEXTDATE",
    saw="Your months are dates, and the axis treats them as names: `{kind}`.",
    why="Names are set side by side, one place each, so a missing month leaves no gap.",
    next="Make the axis a time axis: `month:T`.",
    elsewhere="There, months are drawn as names.",
    tasks=OVER_TIME,
)
def dates_as_names(value, _data):
    months = months_by_name(value)
    if not months or not all(A_DATE.match(month) for month in months):
        return None
    kinds = {"nominal": ":N", "ordinal": ":O", "quantitative": ":Q"}
    return {"kind": kinds.get(month_axis(value).get("type"), ":N")}


@slip(
    "M06-TEXTDATE",
    saw="Your months come in this order: {order}.",
    why="They are text, and text has no calendar: it sorts by its letters and knows no gap.",
    next="Make the column a date, `pd.to_datetime(…)`, and the axis a time axis, `month:T`.",
    elsewhere="There, months are drawn as text.",
    tasks=OVER_TIME,
)
def months_as_text(value, _data):
    months = months_by_name(value)
    return {"order": ", ".join(months[:3])} if months else None


MARKS = {"bar": "bars", "point": "dots", "circle": "dots", "square": "dots", "arc": "slices", "tick": "ticks"}


@slip(
    "M06-NOTLINE",
    saw="Your chart draws {mark}, and the question asks for a line.",
    why="A line joins what follows in time, so a reader sees where it rises and where it breaks.",
    next="Keep the axes, and write `mark_line()`.",
    elsewhere="There, no line is drawn.",
    tasks="referrals_by_month",
)
def no_line(value, _data):
    marks = [layer.mark for layer in value.drawn]
    return {"mark": MARKS.get(marks[0], f"`{marks[0]}`")} if not {"line", "area"} & set(marks) else None


GAP = ("2023-08", "2023-09")


@slip(
    "M06-JOINEDGAP",
    saw="{n} months are not in your chart, and the line runs straight across them.",
    why="Their files were never delivered. The line says that you know these numbers.",
    next='Put the months back without a number: `.set_index("month").reindex(months)`.',
    elsewhere="There, the line runs across months that are not known.",
    tasks="referrals_by_month",
)
def line_across_the_gap(value, _data):
    lost = [month for month in GAP if month not in value.points]
    return {"n": len(lost)} if lost and runs_past(value, "month", *lost) else None


@slip(
    "M06-JOINEDGAP",
    saw="Your line gives a number to {n} of the months whose files were never delivered.",
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
    "M06-YEARQ",
    saw="Your axis treats years as amounts and writes {year}.",
    why="`:Q` is for amounts: it puts a comma into a year, and half years between two.",
    next="Write `year:O`, names in their order.",
    elsewhere="There, the axis treats years as amounts.",
    tasks="beside_neighbours",
)
def years_as_amounts(value, _data):
    drawn = [layer.encoding.get(name) for layer in value.drawn for name in ("x", "y")]
    axes = [axis for axis in drawn if isinstance(axis, dict) and axis.get("field") == "year"]
    amounts = [axis for axis in axes if axis.get("type") == "quantitative"]
    if len(amounts) < len(axes) or any(writes_its_own_labels(axis) for axis in axes):
        return None
    return {"year": f"{max(row['year'] for row in value.drawn[0].rows):,}"}


def writes_its_own_labels(channel):
    """Return whether an axis says how its labels are written, or has none: then no comma is in a year."""
    axis = channel.get("axis", {})
    return (
        axis is None or bool({"format", "formatType", "labelExpr"} & set(axis)) or axis.get("labels") is False
    )


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
    "M06-TURNED",
    saw="The other lines stand out, and {ours} is drawn in `{hue}`.",
    why="The eye goes to the strong colour first, and finds {n} lines that the question is not about.",
    next="Swap the two colours: the strong one for `ours`, the grey for all others.",
    elsewhere="There, the other lines stand out.",
    tasks="beside_neighbours",
)
def others_stand_out(value, data):
    mine, rest = ours_and_others(value, data)
    if len(mine) != 1 or len(rest) != 1:
        return None
    (own,), (other,) = mine, rest
    if not is_grey(own) or contrast(own) >= contrast(other):
        return None
    return {"ours": our_name(data), "hue": own, "n": len(colours(value, "authority")) - 1}


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
    why="One source has {few} referrals in its highest month, another {many}, and both look equally high.",
    next='Let all share one scale: take `resolve_scale` out, or say `y="shared"`.',
    elsewhere="There, each small picture has its own scale.",
    tasks="seven_pictures",
)
def own_scales(value, _data):
    if not has_own_scales(value):
        return None
    highest = {}
    for (_, source), number in value.points.items():
        highest[source] = max(number or 0, highest.get(source, 0))
    return {"few": min(highest.values()), "many": max(highest.values())}
