# %% [markdown]
# # Charts that answer a question
#
# *A colleague sends a chart: nine colours, a frame, the title "Children by region". After ten seconds you still do not know what it is trying to say. Excel drew it in two clicks. Here you decide what a reader sees, and say it in words as well.*
#
# About two and a half hours, in as many sittings as you like. The authority and its children are invented; the figures for England are real.
#
# **Afterwards you can**
#
# - choose a mark and a scale that answer the question, and count before you draw
# - draw months on a time axis, with gaps where nothing is known
# - make one thing stand out, and set small pictures side by side
# - say the finding in the title and in words for those who cannot see the chart
#
# **How to use this page.** Shift+Enter runs a cell. Start at the top, and where it says *Predict*, decide before you run. First the [warm-up](06-quiz.ipynb). Done this before? The [skip check](06-skip-check.ipynb) takes 15 minutes.

# %% role="setup"
# Purpose: open the warehouse
import altair as alt
import pandas as pd
from fingerpost import connect, predict, use_chart_theme, walk

use_chart_theme()
warehouse = connect()

# %% [markdown]
# ## The way you do it in Excel
#
# The question: **did the number of children in care in England fall?** Run the next cell: it takes the published numbers for 31 March, the end of each year, and the regions' rates for Stop 6. (Source: Department for Education, *Children looked after in England including adoptions*, to 2025, as held in its Local Authority Interactive Tool, April 2026.) **Predict** in the one after it where Excel begins the axis. Then do it: type the table into Excel, *Insert*, *Clustered Column*, change nothing. The last of the three copies what you see.

# %% role="setup"
# Purpose: take the published numbers of England on 31 March, and the rates of its regions
england = warehouse.sql("""
    SELECT (year - 1) || '-' || year % 100 AS year, value::INT AS children FROM ref.published_la
    WHERE measure = 'cla_number' AND area = 'England' AND year >= 2023 ORDER BY year
""").df()
regions = warehouse.sql("""
    SELECT area AS region, year, value AS rate FROM ref.published_la WHERE area NOT LIKE 'London (%'
    AND measure = 'cla_rate_per_10k' AND la_code BETWEEN '980' AND '990' ORDER BY region, year
""").df()
england

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Left alone, Excel begins the axis:", ["at 0", "above 80,000"])

# %% role="setup"
# Purpose: copy Excel's columns, on the axis that Excel chooses
along = alt.X("year:O").axis(labelAngle=0)
up = alt.Y("children:Q").scale(domain=[80500, 84000])
copied = alt.Chart(england, width=260, height=240).mark_bar(clip=True).encode(x=along, y=up)
copied.properties(description="Excel's columns: the last looks under half as high as the first.")

# %% [markdown]
# **Explain.**
# <details><summary>I said at 0</summary>Excel does that where the smallest number is less than five sixths of the largest. These lie closer together, so it cuts off what they share. How much depends on the size of the chart. (Microsoft's rule: article 214075, first written for Excel 2000.)</details>
# <details><summary>I said above 80,000</summary>Yes. The last column looks less than half as high as the first. The number fell by 2 per cent. Nobody chose that axis, and nobody was told.</details>
#
# ## See it change

# %% role="setup"
# Purpose: take each start of 2024-25 with its need, and a team's months for Stop 4
starts = warehouse.sql("""
    SELECT CHILD, DECOM, label AS need
    FROM ssda903.episodes JOIN ref.codes ON codeset = 'category_of_need_903' AND code = CIN
    WHERE RNE = 'S' AND LS NOT IN ('V3', 'V4') AND DECOM BETWEEN '2024-04-01' AND '2025-03-31'
""").df()
in_month = starts["DECOM"].dt.strftime("%b %Y")
delivered = in_month.value_counts(sort=False).rename_axis("month").reset_index(name="starts")
delivered = delivered[delivered["month"] != "Jan 2025"]
starts[["need"]].head(3)

# %% [markdown]
# One row is one start of a period of care. `need` is the main need that was recorded, `DECOM` the day. (Codes: SSDA903, as returned for 2024-25.) A start is not a child: these are 154 starts of 151 children. This page counts starts, and its charts say so. Now watch an Excel chart change. Move with the arrow keys or the buttons. In the last step you change the chart yourself.

# %% role="lesson"
# Purpose: play the chart clinic on the starts, and change the chart in its last step
walk.clinic(starts[["need"]], x="need", name="starts", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, take <em>line</em> as the mark. What will a reader read from the slope from one need to the next?
# <details><summary>I have said it, and tried it</summary>That something rises or falls from one to the other. Needs do not follow each other, so the slope means nothing.</details>
#
# ## Stop 1: count first, then draw
#
# The question: **which need has the most starts?** Count; `reset_index` makes the counts a table, one row for each bar.

# %% role="lesson"
# Purpose: count the starts for each need, most first, and name the columns
counted = starts["need"].value_counts().reset_index(name="starts")
counted.head(3)

# %% [markdown]
# In Altair you say three things: which table, which [[mark|**mark**]], and which column goes where. The last is called [[encoding|**encoding**]]. `:Q` says that a column is a quantity, `:N` that it holds names, `:O` names in order, such as years.

# %% role="lesson"
# Purpose: draw one bar for each need, as long as its number
bars = alt.Chart(counted).mark_bar().encode(x="starts:Q", y="need:N")
bars

# %% [markdown]
# The short bars stand for a few children each, whom a reader may know. So the chart stays on your screen until Stop 10. **Predict.** With `x="count()"` Altair counts for you, and draws the same bars from `starts`. That chart carries every row of `starts`, as the walkthrough said. Which columns?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Inside that chart are:", ["the need alone", "the child's number and the day too"])

# %% role="lesson"
# Purpose: let Altair count, and look at what the chart carries
by_itself = alt.Chart(starts).mark_bar().encode(x="count()", y="need:N")
print("counted first:", len(bars.data), "rows,", list(bars.data.columns))
print("by itself:", len(by_itself.data), "rows,", list(by_itself.data.columns))

# %% [markdown]
# **Explain.**
# <details><summary>I said the need alone</summary>That is what you see. What you hand on is the whole table it was given, CHILD and all.</details>
# <details><summary>I said the child's number and the day too</summary>Yes. Anyone who has the page can read them, as an Excel chart pasted into a report can bring its workbook with it. So count first, and give the chart the counts.</details>
#
# ## Stop 2: in the order of the numbers
#
# Nobody wants the needs in alphabetical order. `.sort("-x")` orders the names by the length of the bar, longest first.

# %% role="lesson"
# Purpose: order the bars by their length
alt.Chart(counted).mark_bar().encode(x="starts:Q", y=alt.Y("need:N").sort("-x"))

# %% [markdown]
# ## Stop 3: where bars begin
#
# A bar is read by its length, so it begins at 0. Altair sees to that. Here is England once more.

# %% role="lesson"
# Purpose: draw the three numbers of England as bars from 0
alt.Chart(england).mark_bar().encode(x="children:Q", y="year:O")

# %% [markdown]
# The bars are nearly alike, and so are the numbers. Is the small change your question? Then write `mark_point()`, and `x=alt.X("children:Q").scale(zero=False)`. Try it: a point is read by where it is, so its axis may begin elsewhere.
#
# ## Stop 4: months are dates
#
# A team sends its starts by month. In January it changed systems and sent no figure. `delivered` stands in for the team's table. **Predict.** You draw the months as they came. Which is last on the axis?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Last on the axis is:", ["Mar 2025", "Sep 2024"])

# %% role="lesson"
# Purpose: draw the months as they came
alt.Chart(delivered).mark_line().encode(x="month:N", y="starts:Q")

# %% [markdown]
# **Explain.**
# <details><summary>I said Mar 2025</summary>It is the last in time. But these months are text, and an axis sorts text by its letters.</details>
# <details><summary>I said Sep 2024</summary>Yes, by the alphabet. It reads April, August, December, though there is room for every other label only. The line goes up and down in no order of time.</details>
#
# Turn the text into dates, as in module 02. (Some months have fewer than 10 starts. You see them because these children are invented; with your own data, draw quarters.)

# %% role="lesson"
# Purpose: turn the text into months, in their order
dated = delivered.copy()
dated["month"] = pd.to_datetime(dated["month"], format="%b %Y")
dated.sort_values("month").tail(3)

# %% [markdown]
# ## Stop 5: a month that nobody knows
#
# `:T` makes a time axis. **Predict.** January is not in the table. What will the line do there?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Between December and February:", ["the line has a gap", "the line runs straight across"])

# %% role="lesson"
# Purpose: draw the months over time
alt.Chart(dated).mark_line(point=True).encode(x="month:T", y="starts:Q")

# %% [markdown]
# **Explain.**
# <details><summary>I said a gap</summary>It cannot know that a month is missing: a line joins the points it has.</details>
# <details><summary>I said straight across</summary>Yes. It tells the reader that you know January, and you do not.</details>
#
# The cure: put the month back **without** a number. `pd.date_range` lists the months, each by its first day (`MS`: month start). Then `set_index`, `reindex` as in module 03 but with no `fill_value` (a 0 would say that nobody came), and `reset_index`. `rename_axis` gives the months their column's name back.

# %% role="lesson"
# Purpose: put all months back, leave the unknown one blank, and draw the gap
months = pd.date_range("2024-04-01", "2025-03-01", freq="MS")
with_gap = dated.set_index("month").reindex(months).rename_axis("month").reset_index()
gapped = alt.Chart(with_gap).mark_line(point=True).encode(x="month:T", y="starts:Q")
gapped

# %% [markdown]
# ## Stop 6: a line for each region
#
# The cell with the numbers for England also took, from the same release, how many children are in care for every 10,000 under 18, by region. A rate says how many, not how well anybody works. **Did the rate of the South West rise from 2018 to 2025?** `color` gives each region a line, in a colour of its own. **Predict.** Run it, look for ten seconds as a reader does, then choose.

# %% role="lesson"
# Purpose: draw a line for each region, each in its own colour
nine_colours = alt.Color("region:N").scale(scheme="tableau10")
alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q", color=nine_colours)

# %% role="lesson"
# Purpose: say what you saw; your choice is locked until this cell is run again
predict("In ten seconds I saw that the South West:", ["rose", "fell", "I did not find it"])

# %% role="lesson"
# Purpose: look the South West up in the table
south_west = regions[regions["region"] == "South West"]
south_west[["year", "rate"]]

# %% [markdown]
# **Explain.**
# <details><summary>I said that it rose</summary>Yes, from 55 to 62. Did you see it, or guess? Most lines in that picture rise.</details>
# <details><summary>I said that it fell</summary>It rose, from 55 to 62. You followed another line, or its end alone: similar colours are easily mixed up.</details>
# <details><summary>I said that I did not find it</summary>Few do. You look for a colour in the key, and then among lines that cross. Nine colours are nine meanings to remember.</details>
#
# ## Stop 7: lines without colour
#
# `detail` gives each region a line too, and no colour. (Take it out, run it and look: one line runs through all the regions. Put it back. Then write `year:Q`, read the axis, and put `year:O` back.)

# %% role="lesson"
# Purpose: draw a line for each region, all alike
lines = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q", detail="region:N")
lines

# %% [markdown]
# ## Stop 8: one line in colour
#
# You want one line to be seen. `alt.when` tests each row; the others share one grey. `alt.datum.region` is the region of the row; `alt.value` gives a fixed colour. `#1f4e79` is a dark blue and `#8c8c8c` a grey, written as web pages write colours; a name such as `"navy"` does too. Choose a colour that can be seen: light yellow on white cannot.

# %% role="lesson"
# Purpose: give the South West a strong colour and all others one grey
is_it = alt.datum.region == "South West"
strong = alt.when(is_it).then(alt.value("#1f4e79")).otherwise(alt.value("#8c8c8c"))
one_seen = lines.encode(color=strong)
one_seen

# %% [markdown]
# ## Stop 9: small pictures
#
# Does every line matter? `.facet` draws a small picture for each region, all on one scale, so that heights compare.

# %% role="lesson"
# Purpose: draw a small picture for each region, three in a row
small = alt.Chart(regions).mark_line().encode(x="year:O", y="rate:Q")
small.properties(width=130, height=70).facet("region:N", columns=3)

# %% [markdown]
# ## Stop 10: small groups become one bar
#
# Five needs stand for fewer than 10 starts, and a child could be recognised. Under one name, their bar says 20.

# %% role="lesson"
# Purpose: give each need with fewer than 10 starts the same name, and add these up
to_show = counted.copy()
to_show.loc[to_show["starts"] < 10, "need"] = "all other needs"
to_show = to_show.groupby("need")["starts"].sum().reset_index()
fit = alt.Chart(to_show).mark_bar().encode(x="starts:Q", y=alt.Y("need:N").sort("-x"))
fit

# %% [markdown]
# ## Stop 11: say what you found
#
# "Starts by need" is what you drew. What did you **find**? An f-string puts names and numbers into words, and they follow the data. Write `f` before the quotes, and a name in curly brackets.

# %% role="lesson"
# Purpose: take the need with most starts from the counted table, and say it in words
top, most = counted["need"][0], counted["starts"][0]
finding = f"The most common need is {top}: {most} of {len(starts)} starts"
finding

# %% [markdown]
# ## Stop 12: words on the chart, and words to be read aloud
#
# Put the [[unit]], period and source below the title. The `description` is read aloud to those who cannot see the chart, so it holds the finding too: it is the [[alt text]]. A chart without one is read as its title, if it has one, and its axes. From here on, each chart of this page has one.

# %% role="lesson"
# Purpose: give the bars title, line below and description
below = "Starts of periods of care, 2024-25. Source: SSDA903, short breaks left out"
said = fit.properties(title=alt.Title(finding, subtitle=below), description=f"Bars. {finding}.")
said

# %% [markdown]
# ## Stop 13: charts on top of each other
#
# `+` puts one chart on top of another. Here a large dot marks the month with the most starts.

# %% role="lesson"
# Purpose: put a dot on the highest month of the line
highest = with_gap.sort_values("starts", ascending=False).head(1)
dot = alt.Chart(highest).mark_point(size=300).encode(x="month:T", y="starts:Q")
peak = f"most: {delivered['starts'].max()}"
(gapped + dot).properties(description=f"Starts by month, {peak}. January is not known.")

# %% [markdown]
# ## Stop 14: a level line
#
# The team expects 12 starts a month. A `mark_rule` with a `y` and no `x` is a level line.

# %% role="lesson"
# Purpose: draw a level line at the 12 expected
level = alt.Chart(pd.DataFrame({"starts": [12]})).mark_rule().encode(y="starts:Q")
above = (delivered["starts"] > 12).sum()
expected = f"Starts are above the 12 expected in {above} of {len(delivered)} known months"
(gapped + level).properties(title=expected, description=f"Line by month. {expected}.")

# %% [markdown]
# ## Stop 15: a note
#
# A `mark_text` writes words on the chart, once for each row. So a note has a table of one row. Only give a reason if you know it.

# %% role="lesson"
# Purpose: write one note, at the highest month
note = alt.Chart(highest).mark_text(text=peak, dy=-12).encode(x="month:T", y="starts:Q")
(gapped + level + note).properties(title=expected, description=f"{expected}; {peak}.")

# %% [markdown]
# ## Stop 16: the name of a line
#
# Print the chart in black and white: anything said by colour alone is lost. So name the line at its end.

# %% role="lesson"
# Purpose: write the name at the end of the line you want people to see
name = alt.Chart(south_west.tail(1)).mark_text(text="South West", align="left", dx=8)
named = one_seen + name.encode(x="year:O", y="rate:Q")
named.properties(description="The rate of the South West rose; other regions are grey.")

# %% [markdown]
# ## Which mark for which question?
#
# | the question | the mark |
# |---|---|
# | How did it change? | a line, on a time axis |
# | Which is largest? | bars, in order, from 0 |
# | Do two measures go together? | dots, one measure across and one up |
# | How many? | no chart: a sentence with the number |
# | Which parts of a whole? | bars; with two or three parts a pie will do |
#
# ## Your turn
#
# Want to practise first? The [practice](06-practice.ipynb) takes lines away one by one. Then open the assignment: [06-charts-that-answer-a-question](../assignments/06-charts-that-answer-a-question/06-charts-that-answer-a-question.ipynb). Eight tasks like the stops above, and a page for a reader. With a tutor, *Fetch* it in the *Course* panel. Then: [at your desk](06-desk.ipynb).
#
# ## Key points
#
# - Write the question first, then choose the mark. Count first: a chart carries every row and column it was given.
# - Bars begin at 0, in the order of their numbers; left alone, Excel may begin them above 0. Groups under 10 become one.
# - Months are dates. What is not known is a gap, not a line and not a 0.
# - One strong colour for the one thing, with its name; grey for the rest; small pictures where all matter.
# - The title says the finding; unit, period and source go below; the description says it without the picture.
#
# One side to keep: [the sheet](06-charts-that-answer-a-question-sheet.md); words are in the [glossary](glossary.md). Next: module 07.
