# %% [markdown]
# # Charts that answer a question
#
# *A colleague sends a chart: nine colours, a frame, a title that says "Children by region". You look for ten seconds and
# still do not know what it wants to tell you. Excel drew it in two clicks. Here you decide what a reader sees, and say
# it in words as well.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented; the figures of
# England and its regions are published ones.
#
# **Afterwards you can**
#
# - choose a mark and a scale that answer the question, and count before you draw
# - draw months on a time axis, with gaps where nothing is known
# - make one thing stand out, and set small pictures side by side
# - say the finding in the title and in words for those who do not see the chart
#
# **How to use this page.** Shift+Enter runs a cell. Go from the top, and where it says *Predict*, decide before you
# run. First the [warm-up](06-quiz.ipynb). Not new at all? The [skip check](06-skip-check.ipynb) takes a quarter of
# an hour.

# %% role="setup"
# Purpose: open the warehouse
import altair as alt
import pandas as pd
from fingerpost import connect, predict, use_chart_theme, walk

use_chart_theme()
warehouse = connect()

# %% role="setup"
# Purpose: take each child who came into care in 2024-25, with the need in words
starts = warehouse.sql("""
    SELECT CHILD, DECOM, label AS need FROM ssda903.episodes
    JOIN ref.codes ON codeset = 'category_of_need_903' AND code = CIN
    WHERE RNE = 'S' AND LS NOT IN ('V3', 'V4') AND DECOM BETWEEN '2024-04-01' AND '2025-03-31'
""").df()
starts.head(3)

# %% [markdown]
# One row is one start of a time in care. `need` is the main need that was recorded, `DECOM` the day.
#
# ## The way you do it in Excel
#
# Select the table, *Insert*, *Recommended charts*, click. Then you change colours until it looks right. Three things
# stay quiet:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | took the first chart | let the axis begin where the bars look good | a small difference looks like a large one |
# | left the order | kept the order of the sheet, or the alphabet | a reader hunts for the longest bar |
# | pasted the chart into a report | put the whole sheet behind it | a double click shows every row |
#
# ## See it change
#
# One Excel chart, taken apart. Step through it with the arrow keys, or the buttons. In the last step you change mark,
# order, base line and colour yourself, and read what a reader can and cannot tell.

# %% role="lesson"
# Purpose: play the chart clinic on the starts, and change the chart in its last step
walk.clinic(starts[["need"]], x="need", name="starts", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, take <em>line</em> as the mark. What will a reader read from the slope from one need to the next?
# <details><summary>I have said it, and tried it</summary>That something rises or falls from one to the other. Needs do not follow on each other, so the slope means nothing.</details>
#
# In Altair you say three things: which table, which [[mark|**mark**]], and which column goes where. The last is called
# [[encoding|**encoding**]].
#
# ## Stop 1: count first, then draw
#
# The question: **for which need do most children come into care?** Count, so that the table has one row a bar.

# %% role="lesson"
# Purpose: count the starts of each need, most first, and name the columns
counted = starts["need"].value_counts().reset_index(name="children")
counted.head(3)

# %% role="lesson"
# Purpose: draw one bar for each need: how long it is says the number
bars = alt.Chart(counted).mark_bar().encode(x="children:Q", y="need:N")
bars

# %% [markdown]
# `:Q` says that a column is a quantity, `:N` that it holds names, `:T` a time. Change `mark_bar` to `mark_point`, run
# the cell again, and change it back.
#
# **Predict.** Altair can count by itself: `alt.Chart(starts).mark_bar().encode(x="count()", y="need:N")` draws the same
# bars. How many rows does that chart carry inside it?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict(
    "Inside that chart are:",
    ["one row for each bar", "one row for each start, with the child's number"],
)

# %% role="lesson"
# Purpose: make both charts and count the rows inside each
by_itself = alt.Chart(starts).mark_bar().encode(x="count()", y="need:N")
for chart in (bars, by_itself):
    rows = [len(held) for held in chart.to_dict()["datasets"].values()]
    print(rows)

# %% [markdown]
# **Explain.**
#
# <details><summary>I said one row for each bar</summary>
# That is what you see. What you hand on is the whole table it was given, CHILD and all.
# </details>
# <details><summary>I said one row for each start</summary>
# Yes. Whoever has the page can read them. So count first, and give the chart the counts.
# </details>
#
# ## Stop 2: order, and where bars begin
#
# Nobody looks for needs by the alphabet. `.sort("-x")` orders the names by the length of the bar, longest first.

# %% role="lesson"
# Purpose: order the bars by their length
in_order = alt.Chart(counted).mark_bar().encode(x="children:Q", y=alt.Y("need:N").sort("-x"))
in_order

# %% [markdown]
# **Predict.** Two bars say 90 and 28. Someone lets the axis begin at 20. How many times as long as the second does the
# first bar look then?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The first bar looks:", ["3 times as long, as it is", "more than 8 times as long"])

# %% role="lesson"
# Purpose: let the axis begin at 20, to see what it does; never in a report
shortened = alt.X("children:Q").scale(domain=[20, 90])
two = alt.Chart(counted.head(2)).mark_bar(clip=True)
misleading = two.encode(x=shortened, y=alt.Y("need:N").sort("-x"))
misleading

# %% [markdown]
# **Explain.**
#
# <details><summary>I said 3 times</summary>
# By its number, yes. But the eye measures length: 70 against 8.
# </details>
# <details><summary>I said more than 8 times</summary>
# Yes: 70 against 8 is more than 8 times. A bar says its number by its length, so it begins at 0. Altair does that by
# itself. Where 0 is far away and changes are small, use points or a line.
# </details>
#
# And a pie? Readers judge angles badly. With two or three slices it will do; with eight, draw bars.
#
# ## Stop 3: months are dates
#
# A team delivers its starts by month. In January nothing was recorded, as the system was changed.

# %% role="lesson"
# Purpose: make what the team delivered: months as text, one of them not there
in_month = starts["DECOM"].dt.strftime("%b %Y")
delivered = in_month.value_counts(sort=False).rename_axis("month").reset_index(name="children")
delivered = delivered[delivered["month"] != "Jan 2025"]

# %% role="lesson"
# Purpose: draw the months as they came
as_text = alt.Chart(delivered).mark_line().encode(x="month:N", y="children:Q")
as_text

# %% [markdown]
# Read the axis aloud: April, August, December. Text is sorted by its letters. Turn it into dates, and give the axis `:T`.

# %% role="lesson"
# Purpose: turn the text into months, in their order
dated = delivered.copy()
dated["month"] = pd.to_datetime(dated["month"], format="%b %Y")
dated = dated.sort_values("month")
dated.tail(3)

# %% [markdown]
# **Predict.** January is not in the table. What will the line do there?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Between December and February:", ["the line has a gap", "the line runs straight across"])

# %% role="lesson"
# Purpose: draw the months over time
in_time = alt.Chart(dated).mark_line(point=True).encode(x="month:T", y="children:Q")
in_time

# %% [markdown]
# **Explain.**
#
# <details><summary>I said a gap</summary>
# It cannot know that a month is missing: a line joins the points it has.
# </details>
# <details><summary>I said straight across</summary>
# Yes. It says that you know January, and you do not.
# </details>
#
# The cure: put the month back **without** a number. `reindex` does it, as in module 03, but with no `fill_value`: a 0
# would say that nobody came.

# %% role="lesson"
# Purpose: put all months back, those not known without a number, and draw the gap
months = pd.date_range("2024-04-01", "2025-03-01", freq="MS")
with_gap = dated.set_index("month").reindex(months).rename_axis("month").reset_index()
gapped = alt.Chart(with_gap).mark_line(point=True).encode(x="month:T", y="children:Q")
gapped

# %% [markdown]
# ## Stop 4: one line in colour
#
# England publishes how many children are in care for every 10,000, by region. **Is the North East high or low?**

# %% role="lesson"
# Purpose: take the published rates of the nine regions
regions = warehouse.sql("""
    SELECT area AS region, year, value AS rate FROM ref.published_la
    WHERE measure = 'cla_rate_per_10k'
      AND la_code BETWEEN '980' AND '990' AND area NOT LIKE 'London (%'
    ORDER BY region, year
""").df()
nine_colours = alt.Color("region:N").scale(scheme="tableau10")
rainbow = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q", color=nine_colours)
rainbow

# %% [markdown]
# **Predict.** You show this picture for ten seconds to somebody in another team. What do they find in that time?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("In ten seconds they find:", ["which line is the North East", "that there are many lines"])

# %% [markdown]
# **Explain.**
#
# <details><summary>I said which line is the North East</summary>
# You know where to look. They have to find the colour in the key, and then in the picture.
# </details>
# <details><summary>I said that there are many lines</summary>
# Yes. Nine colours are nine meanings to remember. Try it with a colleague.
# </details>
#
# You want one line seen. `alt.when` asks a question of each row, and the
# others share a grey. `detail` keeps one line for each region, now that colour no longer does.

# %% role="lesson"
# Purpose: give the North East a strong colour and all others one grey
is_it = alt.datum.region == "North East"
strong = alt.when(is_it).then(alt.value("#1f4e79")).otherwise(alt.value("#bbbbbb"))
along = {"x": "year:O", "y": "rate:Q"}
one_seen = alt.Chart(regions).mark_line().encode(**along, detail="region:N", color=strong)
one_seen

# %% [markdown]
# Try it: leave `detail="region:N", ` out, run it, look, and put it back. One line runs through all regions, from right
# to left and back.
#
# Take a colour that can be seen: light yellow on white cannot. And never let a colour alone carry the meaning.
#
# ## Stop 5: small pictures
#
# Where every line matters, do not put them on top of each other. `.facet` draws a small picture for each region, all
# with the same scale, so that heights can be compared.

# %% role="lesson"
# Purpose: draw a small picture for each region, three in a row
small = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q")
small = small.properties(width=130, height=70)
small.facet("region:N", columns=3)

# %% [markdown]
# ## Stop 6: say what you found
#
# "Children by need" is what you drew. What did you **find**? An f-string puts names and numbers into words: write `f`
# before the quotes, and a name in curly brackets.

# %% role="lesson"
# Purpose: take the need with most children from the counted table, and say it in words
top, most = counted["need"][0], counted["children"][0]
finding = f"Most often it is {top}: {most} of {len(starts)} children"
finding

# %% [markdown]
# The words now follow the data: next year they say next year's need. Below the title belong [[unit]], period and source.
# The `description` is read to those who do not see the chart, so it holds the finding too: it is the [[alt text]].

# %% role="lesson"
# Purpose: give the bars title, line below and description
below = "Children who came into care, 2024-25. Source: SSDA903, short breaks left out"
title = alt.Title(finding, subtitle=below)
said = in_order.properties(title=title, description=f"Bars by need. {finding}.")
said

# %% [markdown]
# ## Stop 7: a target and a note
#
# Charts are put on top of each other with `+`. A level line is a `mark_rule`, a note a `mark_text` with one row.

# %% role="lesson"
# Purpose: draw the months, a level line at 12, and one note at the highest month
level = alt.Chart(pd.DataFrame({"children": [12]})).mark_rule().encode(y="children:Q")
highest = with_gap.sort_values("children", ascending=False).head(1)
note = alt.Chart(highest).mark_text(text="most", dy=-12).encode(x="month:T", y="children:Q")
gapped + level + note

# %% [markdown]
# Change 12 into the number your service plans for, and run it again. One note is a pointer; ten are a table.
#
# ## Which mark for which question?
#
# | the question | the mark |
# |---|---|
# | How did it change? | a line, on a time axis |
# | Which is largest? | bars, in order, from 0 |
# | Do two measures go together? | dots, one measure along and one upwards |
# | How many? | no chart: a sentence with the number |
#
# Before you draw, write the question down. If a sentence answers it, write the sentence.
#
# ## Your turn
#
# Open the assignment:
# [06-charts-that-answer-a-question](../assignments/06-charts-that-answer-a-question/06-charts-that-answer-a-question.ipynb).
# Eight tasks like the stops above, and a page for a reader. If your course hands in through nbgrader, fetch it in the
# *Assignments* tab instead. Want to warm your hands first? The [practice](06-practice.ipynb) takes lines away one by
# one. When all is done: [at your desk](06-desk.ipynb), one chart of a live report.
#
# ## Key points
#
# - Write the question first. Then choose the mark.
# - Count first: a chart carries every row it was given.
# - Bars begin at 0 and stand in the order of their numbers.
# - Months are dates. What is not known is a gap, not a line and not a 0.
# - One strong colour for the one thing; grey for the rest; small pictures where all matter.
# - The title says the finding. Unit, period and source stand below, and the description says it without the picture.
#
# One side to keep: [the sheet](06-charts-that-answer-a-question-sheet.md); words are in the [glossary](glossary.md).
# Where next: module 07, *Trust the data*..
