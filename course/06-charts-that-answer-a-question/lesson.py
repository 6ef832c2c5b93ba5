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
# Purpose: take each start of a time in care in 2024-25, with the need in words
starts = warehouse.sql("""
    SELECT CHILD, DECOM, label AS need FROM ssda903.episodes
    JOIN ref.codes ON codeset = 'category_of_need_903' AND code = CIN
    WHERE RNE = 'S' AND LS NOT IN ('V3', 'V4') AND DECOM BETWEEN '2024-04-01' AND '2025-03-31'
""").df()
starts[["need", "DECOM"]].head(3)

# %% [markdown]
# One row is one start of a time in care. `need` is the main need that was recorded, `DECOM` the day. A start is not a
# child: these are 154 starts of 151 children. This page counts starts, and its charts say so.
#
# ## The way you do it in Excel
#
# Select the table, *Insert*, *Recommended charts*, click. Then you change colours until it looks right. Three things
# stay quiet:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | took the first chart | where all numbers are close, let the axis begin above 0 | a small difference looks like a large one |
# | left the order | kept the order of the sheet, or the alphabet | a reader hunts for the longest bar |
# | pasted the chart into a report | put the whole sheet behind it | a double click shows every row |
#
# ## See it change
#
# One Excel chart, taken apart: its order, and the rows inside it. (An axis above 0 comes in Stop 3.) Go by the arrow
# keys or the buttons. In the last step you change the chart yourself, and read what a reader can and cannot tell.

# %% role="lesson"
# Purpose: play the chart clinic on the starts, and change the chart in its last step
walk.clinic(starts[["need"]], x="need", name="starts", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, take <em>line</em> as the mark. What will a reader read from the slope from one need to the next?
# <details><summary>I have said it, and tried it</summary>That something rises or falls from one to the other. Needs do not follow on each other, so the slope means nothing.</details>
#
# ## Stop 1: count first, then draw
#
# The question: **for which need are there most starts?** Count, so that the table has one row a bar.

# %% role="lesson"
# Purpose: count the starts of each need, most first, and name the columns
counted = starts["need"].value_counts().reset_index(name="starts")
counted.head(3)

# %% [markdown]
# In Altair you say three things: which table, which [[mark|**mark**]], and which column goes where. The last is called
# [[encoding|**encoding**]]. `:Q` says that a column is a quantity, `:N` that it holds names.

# %% role="lesson"
# Purpose: draw one bar for each need: how long it is says the number
bars = alt.Chart(counted).mark_bar().encode(x="starts:Q", y="need:N")
bars

# %% [markdown]
# **Predict.** Altair can count by itself: with `x="count()"` it draws the same bars from `starts`. That chart carries
# every row of `starts`, as the walkthrough said. Which columns?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Inside that chart are:", ["the need alone", "the child's number and the day too"])

# %% role="lesson"
# Purpose: let Altair count, and look what the chart carries
by_itself = alt.Chart(starts).mark_bar().encode(x="count()", y="need:N")
print("counted first:", len(bars.data), "rows,", list(bars.data.columns))
print("by itself:", len(by_itself.data), "rows,", list(by_itself.data.columns))

# %% [markdown]
# **Explain.**
# <details><summary>I said the need alone</summary>That is what you see. What you hand on is the whole table it was
# given, CHILD and all.</details>
# <details><summary>I said the child's number and the day too</summary>Yes. Whoever has the page can read them. So
# count first, and give the chart the counts.</details>
#
# ## Stop 2: in the order of the numbers
#
# Nobody looks for needs by the alphabet. `.sort("-x")` orders the names by the length of the bar, longest first.

# %% role="lesson"
# Purpose: order the bars by their length
by_length = alt.Y("need:N").sort("-x")
in_order = alt.Chart(counted).mark_bar().encode(x="starts:Q", y=by_length)
in_order

# %% [markdown]
# ## Stop 3: where bars begin
#
# **Predict.** Two bars say 90 and 28. Someone lets the axis begin at 20. How many times as long as the second does the
# first bar look then?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The first bar looks:", ["3 times as long, as it is", "more than 8 times as long"])

# %% role="lesson"
# Purpose: let the axis begin at 20, to see what it does, with the rest cut off; never in a report
shortened = alt.X("starts:Q").scale(domain=[20, 90])
misleading = alt.Chart(counted.head(2)).mark_bar(clip=True).encode(x=shortened, y=by_length)
misleading

# %% [markdown]
# **Explain.**
# <details><summary>I said 3 times</summary>By its number, yes. But the eye measures length: 70 against 8.</details>
# <details><summary>I said more than 8 times</summary>Yes: 70 against 8 is more than 8 times. A bar says its number by
# its length, so it begins at 0. Altair does that by itself. Where 0 is far away and changes are small, use points or
# a line.</details>
#
# ## Stop 4: months are dates
#
# A team delivers its starts by month. In January nothing was recorded, as the system was changed. The next cell plays
# the team; you need not write such lines.

# %% role="setup"
# Purpose: make what the team delivered: months as text, one of them not there
in_month = starts["DECOM"].dt.strftime("%b %Y")
delivered = in_month.value_counts(sort=False).rename_axis("month").reset_index(name="starts")
delivered = delivered[delivered["month"] != "Jan 2025"]

# %% role="lesson"
# Purpose: draw the months as they came
as_text = alt.Chart(delivered).mark_line().encode(x="month:N", y="starts:Q")
as_text

# %% [markdown]
# Read the axis aloud: April, August, December. Text is sorted by its letters. Turn it into dates, as in module 02.

# %% role="lesson"
# Purpose: turn the text into months, in their order
dated = delivered.copy()
dated["month"] = pd.to_datetime(dated["month"], format="%b %Y")
dated = dated.sort_values("month")
dated.tail(3)

# %% [markdown]
# ## Stop 5: a month that nobody knows
#
# `:T` makes a time axis. **Predict.** January is not in the table. What will the line do there?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Between December and February:", ["the line has a gap", "the line runs straight across"])

# %% role="lesson"
# Purpose: draw the months over time
in_time = alt.Chart(dated).mark_line(point=True).encode(x="month:T", y="starts:Q")
in_time

# %% [markdown]
# **Explain.**
# <details><summary>I said a gap</summary>It cannot know that a month is missing: a line joins the points it
# has.</details>
# <details><summary>I said straight across</summary>Yes. It says that you know January, and you do not.</details>
#
# The cure: put the month back **without** a number. `reindex` does it, as in module 03, but with no `fill_value`: a 0
# would say that nobody came.

# %% role="lesson"
# Purpose: put all months back, leave the unknown one blank, and draw the gap
months = pd.date_range("2024-04-01", "2025-03-01", freq="MS")
with_gap = dated.set_index("month").reindex(months).rename_axis("month").reset_index()
gapped = alt.Chart(with_gap).mark_line(point=True).encode(x="month:T", y="starts:Q")
gapped

# %% [markdown]
# ## Stop 6: one line in colour
#
# England publishes how many children are in care for every 10,000, by region. **Did the rate of the South West rise?**
# A year along an axis is a name with a place in a row: that is `:O`. As a quantity it would be written 2,025.

# %% role="lesson"
# Purpose: take the published rates of the nine regions, and give each a colour
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
# Write `year:Q`, run it, read the axis, and put `year:O` back.
#
# **Predict.** Look at the picture for ten seconds, as a reader does. Then choose.

# %% role="lesson"
# Purpose: say what you saw; your choice is locked until this cell is run again
predict("In ten seconds I saw that the South West:", ["rose", "fell", "I did not find it"])

# %% role="lesson"
# Purpose: look the South West up in the table
south_west = regions[regions["region"] == "South West"]
south_west[["year", "rate"]]

# %% [markdown]
# **Explain.**
# <details><summary>I said that it rose</summary>Yes, from 55 to 62. Did you see it, or guess? Most lines in that
# picture rise.</details>
# <details><summary>I said that it fell</summary>It rose, from 55 to 62. You have followed another line: colours that
# are near each other are soon mixed up.</details>
# <details><summary>I said that I did not find it</summary>Few do. You look for a colour in the key, and then among lines that
# cross. Nine colours are nine meanings to remember.</details>
#
# You want one line seen. `alt.when` asks a question of each row, and the others share a grey. `detail` keeps one line
# for each region, now that colour no longer does.

# %% role="lesson"
# Purpose: give the South West a strong colour and all others one grey
is_it = alt.datum.region == "South West"
strong = alt.when(is_it).then(alt.value("#1f4e79")).otherwise(alt.value("#8c8c8c"))
lines = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q", detail="region:N")
one_seen = lines.encode(color=strong)
one_seen

# %% [markdown]
# Try it: leave `, detail="region:N"` out, run it, look, and put it back. One line runs through all regions, from right
# to left and back. And take a colour that can be seen: light yellow on white cannot.
#
# ## Stop 7: small pictures
#
# Where every line matters, do not put them on top of each other. `.facet` draws a small picture for each region, all
# with the same scale, so that heights can be compared.

# %% role="lesson"
# Purpose: draw a small picture for each region, three in a row
small = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q")
small.properties(width=130, height=70).facet("region:N", columns=3)

# %% [markdown]
# ## Stop 8: small groups become one bar
#
# Back to the needs. Five of them stand for fewer than 10 starts, and somebody may be recognised. Give them one name.
# Their bar says 20, and the chart may be shown.

# %% role="lesson"
# Purpose: give each need with fewer than 10 starts the same name, and add these up
to_show = counted.copy()
to_show.loc[to_show["starts"] < 10, "need"] = "all other needs"
to_show = to_show.groupby("need")["starts"].sum().reset_index()
fit = alt.Chart(to_show).mark_bar().encode(x="starts:Q", y=by_length)
fit

# %% [markdown]
# ## Stop 9: say what you found
#
# "Starts by need" is what you drew. What did you **find**? An f-string puts names and numbers into words: write `f`
# before the quotes, and a name in curly brackets.

# %% role="lesson"
# Purpose: take the need with most starts from the counted table, and say it in words
top, most = counted["need"][0], counted["starts"][0]
finding = f"Most often it is {top}: {most} of {len(starts)} starts"
finding

# %% [markdown]
# The words now follow the data: next year they say next year's need. Below the title belong [[unit]], period and source.
# The `description` is read to those who do not see the chart, so it holds the finding too: it is the [[alt text]].

# %% role="lesson"
# Purpose: give the bars title, line below and description
below = "Starts of a time in care, 2024-25. Source: SSDA903, short breaks left out"
title = alt.Title(finding, subtitle=below)
said = fit.properties(title=title, description=f"Bars by need. {finding}.")
said

# %% [markdown]
# ## Stop 10: charts on top of each other
#
# Charts are put on top of each other with `+`. A level line is a `mark_rule`, a note a `mark_text` with one row.

# %% role="lesson"
# Purpose: draw the months, a level line at 12, and one note at the highest month
level = alt.Chart(pd.DataFrame({"starts": [12]})).mark_rule().encode(y="starts:Q")
highest = with_gap.sort_values("starts", ascending=False).head(1)
note = alt.Chart(highest).mark_text(text="most", dy=-12).encode(x="month:T", y="starts:Q")
gapped + level + note

# %% [markdown]
# Some months have fewer than 10 starts. You see them as these children are invented; of your own data draw quarters. And
# a colour alone must not carry a meaning: print it in grey and it is gone. A note at its end gives a line its name.

# %% role="lesson"
# Purpose: write the name at the end of the line that is to be seen
name = alt.Chart(south_west.tail(1)).mark_text(text="South West", align="left", dx=8)
one_seen + name.encode(x="year:O", y="rate:Q")

# %% [markdown]
# ## Which mark for which question?
#
# | the question | the mark |
# |---|---|
# | How did it change? | a line, on a time axis |
# | Which is largest? | bars, in order, from 0 |
# | Do two measures go together? | dots, one measure along and one upwards |
# | How many? | no chart: a sentence with the number |
#
# And a pie? Readers judge angles badly. With two or three slices it will do; with eight, draw bars. Before
# you draw, write the question down. If a sentence answers it, write the sentence.
#
# ## Your turn
#
# Want to practise first? The [practice](06-practice.ipynb) takes lines away one by one. Then open the assignment:
# [06-charts-that-answer-a-question](../assignments/06-charts-that-answer-a-question/06-charts-that-answer-a-question.ipynb).
# Eight tasks like the stops above, and a page for a reader. With a tutor, *Fetch* it in the *Course* panel.
# When all is done: [at your desk](06-desk.ipynb), one chart of a live report.
#
# ## Key points
#
# - Write the question first. Then choose the mark.
# - Count first: a chart carries every row and column it was given. Groups under 10 become one.
# - Bars begin at 0 and stand in the order of their numbers.
# - Months are dates. What is not known is a gap, not a line and not a 0.
# - One strong colour for the one thing, and its name beside it; grey for the rest; small pictures where all matter.
# - The title says the finding. Unit, period and source stand below, and the description says it without the picture.
#
# One side to keep: [the sheet](06-charts-that-answer-a-question-sheet.md); words are in the [glossary](glossary.md).
# Next in the course: module 07, *Trust the data*.
