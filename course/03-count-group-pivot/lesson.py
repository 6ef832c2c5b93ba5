# %% [markdown]
# # Count, group, pivot
#
# *A colleague asks: "How many children were in each kind of placement last year, and are more children coming
# into care?" You would make two PivotTables. Here you make them in Python, and see what each one leaves out.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - count rows and count children, and say which one a question asks for
# - keep blanks in view, and months in which nothing happened
# - lay two questions out as rows and columns, with totals that equal their parts
# - turn counts into shares of the right whole, and into rates that places can be compared by
# - say what is in the middle of a group, and why middles cannot be averaged
#
# **How to use this page.** Click a grey cell and press Shift+Enter: it runs, and the next one is ready. Go from
# the top. Where it says *Predict*, decide before you run; the surprise is what you will remember. New to all this?
# First the [warm-up](03-quiz.ipynb). Not new at all? The
# [skip check](03-skip-check.ipynb) takes a quarter of an hour.

# %% role="setup"
# Purpose: open the warehouse and take the episodes, short breaks (V3 and V4) left out
import altair as alt
import pandas as pd
from fingerpost import connect, predict, use_chart_theme, walk

use_chart_theme()
warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')").df()
year_start, year_end = pd.Timestamp("2024-04-01"), pd.Timestamp("2025-03-31")

# %% role="setup"
# Purpose: keep the episodes that were open on at least one day of 2024-25
begun = episodes["DECOM"] <= year_end
not_over = episodes["DEC"].isna() | (episodes["DEC"] >= year_start)
year_episodes = episodes[begun & not_over]
year_episodes[["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC"]].head()

# %% [markdown]
# One row is one [[episode|**episode**]]: a spell with one [[legal status]] and one placement. A child who moves, or whose legal
# status changes, has several rows. `CHILD` is the child's number, `PLACE` the kind of placement, `DECOM` the day
# the episode began and `DEC` the day it ended (blank while it is open).
#
# ## The way you do it in Excel
#
# Select the table, *Insert*, *PivotTable*. Drag **PLACE** to Rows and **CHILD** to Values. Excel writes
# *Count of CHILD*. It answers in seconds, and three things stay quiet about how:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | dragged CHILD to Values | counted rows | a child with four episodes counts four times |
# | left blanks in PLACE | made a line called (blank) | it looks like one more kind of placement |
# | grouped dates by month | made a line for each month it found | a month with nobody has no line |
#
# The words for it: Excel says *PivotTable*, pandas says `groupby`, SQL says `GROUP BY`.
#
# ## See it move
#
# The same PivotTable, taken apart. Left, what Excel does; right, what pandas and SQL do. Use the arrow keys, or
# the buttons. It asks you two questions on the way. In the last step you change the fields yourself, as in Excel's
# list of fields, and see what becomes of the code.

# %% role="lesson"
# Purpose: watch a PivotTable being made, pile by pile
walk.pivot(year_episodes, rows="PLACE", count="CHILD", name="year_episodes", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, put `DEC` into Values. Does the Grand Total stay as it is?
# <details><summary>I have said it, and tried it</summary>It falls. Count counts the cells that hold something, and an open episode has no end date. So does count() in pandas.</details>
#
# ## Stop 1: who is missing from the total?
#
# **Predict.** The cell after next makes a pile for each kind of placement and counts the rows in each. Will the
# counts add up to the number of rows in the table?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The counts will add up to the rows of the table:", ["yes, the same", "fewer", "more"])

# %% role="lesson"
# Purpose: count the rows in each pile, and compare the sum with the table
in_piles = year_episodes.groupby("PLACE").size().sum()
rows = len(year_episodes)
print(f"{in_piles} rows in the piles, {rows} rows in the table, {rows - in_piles} apart")

# %% [markdown]
# **Explain.** Open the line that was yours.
#
# <details><summary>I said yes, the same</summary>
# So would a PivotTable's Grand Total. But pandas makes no pile for a blank, and it does not say so. The rows in
# which PLACE is blank are in no pile.
# </details>
# <details><summary>I said fewer</summary>
# That is what happens. The rows in which PLACE is blank are in no pile: groupby leaves them out unless you ask.
# </details>
# <details><summary>I said more</summary>
# Each row goes to one pile only, so the piles can never hold more rows than the table. It is <em>children</em>
# that can stand in two piles; that is stop 2.
# </details>

# %% [markdown]
# The cure is two words: `dropna=False`. Then the blanks have a pile of their own, shown as `NaN`, which is how
# pandas writes "nothing here".

# %% role="lesson"
# Purpose: count the rows again with the blanks in view, largest pile first
year_episodes.groupby("PLACE", dropna=False).size().sort_values(ascending=False).head(8)

# %% [markdown]
# ## Stop 2: rows or children?
#
# Your colleague asked about *children*. `nunique()` counts different values: each child once in a pile.
#
# **Predict.** We count the different children in each pile and add the counts up. Will the sum be the number of
# children in the table?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The piles will add up to the children of the table:", ["yes, the same", "fewer", "more"])

# %% role="lesson"
# Purpose: count the different children in each pile, and compare the sum with the table
piles = year_episodes.groupby("PLACE", dropna=False)
added_up = piles["CHILD"].nunique().sum()
children = year_episodes["CHILD"].nunique()
print(f"The piles add up to {added_up}; there are {children} children")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said yes, the same</summary>
# It would be, if nobody had moved. A child who lived in two kinds of placement stands in two piles, once in each.
# </details>
# <details><summary>I said fewer</summary>
# No child is lost: every row has a pile now. A child who moved stands in two piles, so the sum is larger.
# </details>
# <details><summary>I said more</summary>
# Yes. A child who lived in two kinds of placement stands in both piles, once in each.
# </details>

# %% [markdown]
# Both numbers are right. They answer different questions, so say which one you mean: "children who were in foster
# care at some time in the year" may be read from the piles; "children in care" may not be added up from them.
#
# The same in SQL. It keeps the blanks without being asked:

# %% role="lesson"
# Purpose: the same count of children in SQL
warehouse.sql("""
    SELECT PLACE, count(DISTINCT CHILD) AS children
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY PLACE
    ORDER BY children DESC
""").df().head(8)

# %% [markdown]
# ## Stop 3: the months in which nobody came
#
# An episode with `RNE` equal to `S` starts a time in care. Which of those children went first to a children's
# home (`K2`), month by month? `dt.to_period("M")` turns a day into its month.
#
# **Predict.** The year has twelve months. How many rows will the table have?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The table will have:", ["twelve rows", "fewer"])

# %% role="lesson"
# Purpose: count, by month, the children whose first placement was a children's home
in_year = year_episodes["DECOM"] >= year_start
starts = year_episodes[(year_episodes["RNE"] == "S") & in_year]
in_k2 = starts[starts["PLACE"] == "K2"]
k2_by_month = in_k2.groupby(in_k2["DECOM"].dt.to_period("M"))["CHILD"].nunique()
print(f"{len(k2_by_month)} rows")
k2_by_month

# %% [markdown]
# **Explain.**
#
# <details><summary>I said twelve rows</summary>
# A pile is made for what is found. In a month in which nobody started there is nothing to find, so there is no
# pile and no row. A line drawn through this table would run straight past those months.
# </details>
# <details><summary>I said fewer</summary>
# Yes: no row, no pile. A PivotTable does the same unless you tick "Show items with no data".
# </details>

# %% [markdown]
# The cure: make the list of all twelve months yourself, then put the counts into it. `fill_value=0` writes a nought
# where there was no count. A one beside a month is a child, whom somebody may know. You see it here because these
# children are invented; of your own, only counts of 10 or more leave the machine.

# %% role="lesson"
# Purpose: put the counts into the list of all twelve months
months = pd.period_range("2024-04", "2025-03", freq="M")
k2_by_month.reindex(months, fill_value=0)

# %% [markdown]
# ## Stop 4: two questions at once
#
# A PivotTable with LS in Rows and PLACE in Columns answers two questions at once. `pd.crosstab` does the same, and
# counts rows, so here **episodes**: they add up. `margins=True` is *Grand Totals: on for rows and columns*. Blanks
# get a word first, as crosstab would leave them out.

# %% role="lesson"
# Purpose: lay legal status out against placement, with totals, for the four largest placements
place = year_episodes["PLACE"].fillna("Not recorded")
table = pd.crosstab(year_episodes["LS"], place, margins=True)
table[["K2", "U3", "U4", "U6", "Not recorded", "All"]]

# %% [markdown]
# **Predict.** A colleague adds up every cell of that table, the ones called `All` included. How many times the
# number of episodes comes out?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The sum of all cells will be:", ["the episodes, once", "twice", "four times"])

# %% role="lesson"
# Purpose: add up every cell, totals and all, and divide by the number of episodes
table.to_numpy().sum() / len(year_episodes)

# %% [markdown]
# **Explain.**
#
# <details><summary>I said the episodes, once</summary>
# It would be so without the totals. To a sum, <code>All</code> is one more status and one more placement.
# </details>
# <details><summary>I said twice</summary>
# With one of the two totals it would be. Here each episode also stands in the other total and in the corner.
# </details>
# <details><summary>I said four times</summary>
# Yes: in its cell, in its row's total, in its column's total and in the corner.
# </details>
#
# So leave totals out before you calculate on. *Show values as % of row* is `normalize="index"`, a fraction:

# %% role="lesson"
# Purpose: divide each cell by its row, in percent, so that each row adds up to 100
shares = pd.crosstab(year_episodes["LS"], place, normalize="index") * 100
shares[["K2", "U3", "U4", "U6", "Not recorded"]].round(1)

# %% [markdown]
# ## From a count to a rate
#
# Our authority, Alderbeck, is small and England is large, so their counts cannot be compared. A [[rate|**rate**]] divides
# by the children who live there: how many came into care for every 10,000 people aged 0 to 17. The published
# rates use mid-year population estimates of the same ages.

# %% role="lesson"
# Purpose: work out our rate of children who came into care in 2024-25
authorities = warehouse.sql("FROM ref.authorities").df()
our_population = authorities[authorities["is_ours"]]["population_0_17"].sum()
our_starters = starts["CHILD"].nunique()
print(f"{our_starters / our_population * 10_000:.1f} for every 10,000 children")

# %% role="lesson"
# Purpose: read England's published figures for the same year
figures = warehouse.sql("FROM ref.published WHERE year = 2025").df()
published = figures.set_index("measure")["value"]
england_starts = published["Children starting to be looked after during the year"]
england_rate = published["Children starting to be looked after per 10,000 aged 0 to 17"]
england_population = published["Children aged 0 to 17 used for the rates"]
print(f"England: {england_starts:,.0f} starts, {england_rate:.0f} for every 10,000 children")

# %% [markdown]
# ## Draw the year
#
# England publishes starts by year, not by month. So its line is flat: the year's figure divided by twelve, and
# scaled to as many children as live in Alderbeck. The chart says so; a reader should not have to guess.

# %% role="lesson"
# Purpose: make the table behind the chart, one row for each month
by_month = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"].nunique()
all_months = by_month.reindex(months, fill_value=0)
chart_rows = all_months.rename("children").rename_axis("month").reset_index()
chart_rows["month"] = chart_rows["month"].dt.to_timestamp()

# %% role="lesson"
# Purpose: scale England's year down to one month and to as many children as we have
england_month = england_starts / 12 * our_population / england_population
below = int((chart_rows["children"] < england_month).sum())
print(f"England's average month, scaled to us: {england_month:.1f} children.")
print(f"We were below it in {below} months.")

# %% role="lesson"
# Purpose: draw our months as bars, from nought
ours = (
    alt.Chart(chart_rows)
    .mark_bar(size=32)
    .encode(
        x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %y", labelAngle=0)),
        y=alt.Y("children:Q", title="children who came into care"),
        tooltip=["yearmonth(month):O", "children:Q"],
    )
)

# %% role="lesson"
# Purpose: draw England as a dashed line, named where it stands, so that no legend is needed
england = alt.Chart(pd.DataFrame({"children": [england_month]})).encode(y="children:Q")
line = england.mark_rule(strokeDash=[6, 4])
words = f"England's average month, at our size: {england_month:.1f}"
name = england.mark_text(align="left", baseline="bottom", dx=4, dy=-4).encode(
    x=alt.value(0), text=alt.value(words)
)

# %% role="lesson"
# Purpose: put the layers together under a title that says what was found
finding = f"In {below} of 12 months, fewer starts than in England's average month"
source = "Alderbeck is invented. England: DfE, yearly starts to 31 March 2025, divided by 12"
picture = "Bars: children by month, April 2024 to March 2025. Dashed line: England."
title = alt.Title(finding, subtitle=source)
(ours + line + name).properties(title=title, description=f"{finding}. {picture}")

# %% [markdown]
# The same picture in words, for anyone whom a chart does not reach, and for you to check it by:

# %% role="lesson"
# Purpose: say the chart as a table
chart_rows.assign(month=chart_rows["month"].dt.strftime("%b %y")).set_index("month").T

# %% [markdown]
# ## Your turn
#
# Open the assignment: [03-count-group-pivot](../assignments/03-count-group-pivot/03-count-group-pivot.ipynb).
# Eight tasks like the stops above, and two sentences in your own words. Each task has a check that tells you what
# it saw. If your course hands in through nbgrader, fetch it in the *Assignments* tab instead. Want to warm your hands
# first? The [practice](03-practice.ipynb) takes lines away one by one, up to the median. When all
# is done: [at your desk](03-desk.ipynb), the same on an extract of your own.
#
# ## Key points
#
# - `groupby` makes the piles; nothing is counted until you say what and how.
# - `.size()` counts rows, `["CHILD"].nunique()` counts children. Say in words which one you mean.
# - `dropna=False` keeps the blanks. SQL keeps them by itself.
# - A count has no row for what did not happen. `reindex` with the whole list puts the noughts in.
# - A total is no part: leave it out before you divide. In shares of the row, each row adds up to 100.
# - To compare places, use a rate, and name the population you divided by.
#
# One side to keep beside your keyboard: [the sheet](03-count-group-pivot-sheet.md); all words are in the
# [glossary](glossary.md). Where next: module 04, *Look up
# and join*, which turns codes such as `K2` into words.
#
# *Published figures contain public sector information licensed under the Open Government Licence v3.0.*
