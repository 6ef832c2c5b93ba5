"""One answer for each slip of module 06, by its code. Never for learners."""

from answers import BARS, COUNTED, DATED, LEVEL, LINE, TOP
from fingerpost.grading.declare import wrong

def each_of_the_bars(make):
    """Return a wrong answer for each task that draws the bars, written as `make(name)` says."""
    return {name: make(name) for name in ("referrals_by_source", "finding_said", "described")}


WITH_WORDS = (
    '.properties(title=alt.Title(f"Most: {top}", subtitle="Referrals 2024-25, CIN census"), '
    'description=f"{top}: {most} referrals")'
)

wrong["M06-ROWDATA"] = each_of_the_bars(
    lambda name: TOP
    + f'{name} = alt.Chart(referrals).mark_bar().encode(x="count()", y=alt.Y("source:N").sort("-x")){WITH_WORDS}'
)
wrong["M06-PIE"] = {
    **each_of_the_bars(
        lambda name: TOP
        + f'{name} = alt.Chart(counted).mark_arc().encode(theta="referrals:Q", color="source:N"){WITH_WORDS}'
    ),
    "mark_for_question": """
mark_for_question = {"change": "line", "largest": "pie", "two measures": "dots", "one number": "sentence"}
""",
}
wrong["M06-LINEOFNAMES"] = each_of_the_bars(
    lambda name: TOP
    + f'{name} = alt.Chart(counted).mark_line().encode(x="source:N", y="referrals:Q"){WITH_WORDS}'
)
wrong["M06-ZERO"] = each_of_the_bars(
    lambda name: TOP
    + f"""
{name} = alt.Chart(counted).mark_bar().encode(
    x=alt.X("referrals:Q").scale(domain=[40, 2000]), y=alt.Y("source:N").sort("-x")){WITH_WORDS}
"""
)
wrong["M06-ALPHA"] = each_of_the_bars(
    lambda name: TOP
    + f'{name} = alt.Chart(counted).mark_bar().encode(x="referrals:Q", y="source:N"){WITH_WORDS}'
)
TEXT_MONTHS = '.assign(month=lambda table: table["month"].dt.strftime("%b %Y"))'
wrong["M06-TEXTDATE"] = {
    "referrals_by_month": [
        """
referrals_by_month = alt.Chart(delivered).mark_line().encode(x="month", y="referrals")
""",
        # Real dates, the gap kept, and an axis of names.
        DATED
        + """
dated = dated.set_index("month").reindex(months).rename_axis("month").reset_index()
referrals_by_month = alt.Chart(dated).mark_line().encode(x="month:O", y="referrals:Q")
""",
    ],
    "seven_pictures": f"""
seven_pictures = alt.Chart(seven{TEXT_MONTHS}).mark_line().encode(
    x="month:N", y="referrals:Q", facet=alt.Facet("source:N", columns=3))
""",
    "target_and_note": f"""
timely = timely{TEXT_MONTHS}
line = alt.Chart(timely).mark_line().encode(x="month:N", y="percent:Q")
{LEVEL}
note = alt.Chart(timely.nsmallest(1, "percent")).mark_text(text="why?").encode(x="month:N", y="percent:Q")
target_and_note = line + level + note
""",
}
wrong["M06-JOINEDGAP"] = {"referrals_by_month": [
    DATED + 'referrals_by_month = alt.Chart(dated).mark_line().encode(x="month:T", y="referrals:Q")',
    DATED
    + """
dated = dated.set_index("month").reindex(months, fill_value=0).rename_axis("month").reset_index()
referrals_by_month = alt.Chart(dated).mark_line().encode(x="month:T", y="referrals:Q")
""",
]}
wrong["M06-NOTLINE"] = {"referrals_by_month": (
    DATED + 'referrals_by_month = alt.Chart(dated).mark_bar().encode(x="month:T", y="referrals:Q")'
)}
YEAR_AS = """
hue = alt.when(alt.datum.authority == ours).then(alt.value("#1f4e79")).otherwise(alt.value("#8c8c8c"))
beside_neighbours = alt.Chart(rates).mark_line().encode(
    x={x}, y="rate:Q", detail="authority:N", color=hue)
"""
wrong["M06-YEARQ"] = {"beside_neighbours": [
    YEAR_AS.format(x='"year:Q"'),
    YEAR_AS.format(x='"year"'),
    YEAR_AS.format(x='alt.X("year:Q").axis(grid=False).scale(zero=False)'),
]}
wrong["M06-RAINBOW"] = {"beside_neighbours": (
    'beside_neighbours = alt.Chart(rates).mark_line().encode(x="year:O", y="rate:Q", color="authority:N")'
)}
wrong["M06-ALLALIKE"] = {"beside_neighbours": (
    'beside_neighbours = alt.Chart(rates).mark_line().encode(x="year:O", y="rate:Q", detail="authority:N")'
)}
wrong["M06-TURNED"] = {"beside_neighbours": """
hue = alt.when(alt.datum.authority != ours).then(alt.value("#1f4e79")).otherwise(alt.value("#8c8c8c"))
beside_neighbours = alt.Chart(rates).mark_line().encode(
    x="year:O", y="rate:Q", detail="authority:N", color=hue)
"""}
wrong["M06-FAINT"] = {"beside_neighbours": """
hue = alt.when(alt.datum.authority == ours).then(alt.value("yellow")).otherwise(alt.value("#8c8c8c"))
beside_neighbours = alt.Chart(rates).mark_line().encode(
    x="year:O", y="rate:Q", detail="authority:N", color=hue)
"""}
wrong["M06-ONEPICTURE"] = {"seven_pictures": (
    'seven_pictures = alt.Chart(seven).mark_line().encode(x="month:T", y="referrals:Q", color="source:N")'
)}
wrong["M06-OWNSCALE"] = {"seven_pictures": """
seven_pictures = alt.Chart(seven).mark_line().encode(
    x="month:T", y="referrals:Q", facet=alt.Facet("source:N", columns=3)).resolve_scale(y="independent")
"""}
wrong["M06-TITLE"] = {"finding_said": TOP + f"""
finding_said = {BARS}.properties(title=alt.Title("Referrals by source", subtitle="Referrals 2024-25, CIN census"))
"""}
wrong["M06-OTHERTOP"] = {"finding_said": TOP + f"""
second = counted["source"][1]
finding_said = {BARS}.properties(title=alt.Title(f"First comes {{second}}", subtitle="Referrals 2024-25, CIN census"))
"""}
wrong["M06-NOUNIT"] = {"finding_said": TOP + f'finding_said = {BARS}.properties(title=f"Most often it is: {{top}}")'}
wrong["M06-NOALT"] = {"described": COUNTED + f"described = {BARS}"}
wrong["M06-ALTLONG"] = {"described": TOP + f"""
described = {BARS}.properties(description=f"{{top}}: {{most}} referrals. " + "And there is more to say of it. " * 10)
"""}
wrong["M06-ALTNOFIND"] = {"described": [
    COUNTED + f'described = {BARS}.properties(description="A bar chart of referrals by source.")',
    TOP + f'described = {BARS}.properties(description=f"Of all sources {{top}} refers most, by far.")',
]}
NOTE = (
    'note = alt.Chart(timely.nsmallest(1, "percent")).mark_text(text="why?", dy=12)'
    '.encode(x="month:T", y="percent:Q")\n'
)
wrong["M06-NOTARGET"] = {"target_and_note": LINE + NOTE + "target_and_note = line + note"}
wrong["M06-NONOTE"] = {"target_and_note": [
    LINE + LEVEL + "target_and_note = line + level",
    LINE
    + LEVEL
    + """
target_and_note = line + level + line.mark_text(text="why?")
""",
]}
wrong["M06-ELSEWHERE"] = {"target_and_note": LINE + LEVEL + """
note = alt.Chart(timely.nlargest(1, "percent")).mark_text(text="why?").encode(x="month:T", y="percent:Q")
target_and_note = line + level + note
"""}
wrong["M06-NOTFIVE"] = {"mark_for_question": """
mark_for_question = {"change": "lines", "largest": "bars", "two measures": "dots", "one number": "sentence"}
"""}
wrong["M06-NOTASKED"] = {"mark_for_question": """
mark_for_question = {"change": "line", "largest": "bars", "two_measures": "dots", "one number": "sentence"}
"""}
FIT = {"change": "line", "largest": "bars", "two measures": "dots", "one number": "sentence"}
wrong["M06-MISFIT"] = {"mark_for_question": [
    f"mark_for_question = {FIT | {'two measures': 'line'}}",
    f"mark_for_question = {FIT | {'two measures': 'bars'}}",
    f"mark_for_question = {FIT | {'one number': 'bars'}}",
    f"mark_for_question = {FIT | {'largest': 'line'}}",
]}
