# %% [markdown]
# # Filter, sort, new columns
#
# *A colleague asks: "How many episodes were open on 31 March, and how old were the children? My filter gives one
# number and the return another." You would use AutoFilter, IF and DATEDIF. Here you do it in Python, and see where
# the two disagree.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - filter rows with and, or and not, and keep track of blanks
# - make columns from columns: ages in whole years, age bands, financial years
# - change values with `.loc`, and say why nothing changed without it
# - sort by dates that arrived as text
# - count working days
#
# **How to use this page.** Start with the [warm-up](02-quiz.ipynb). Shift+Enter runs a cell. Work from the top; where it
# says *Predict*, choose before you run. Know some of this? The [skip check](02-skip-check.ipynb) takes a quarter of an hour.

# %% role="setup"
# Purpose: open the warehouse, take episodes and children, name the day, and write a file for Excel
import pandas as pd
from fingerpost import connect, predict, walk

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes").df()
header = warehouse.sql("FROM ssda903.header").df()
day = pd.Timestamp("2025-03-31")
episodes[["DECOM", "LS", "PLACE", "DEC"]].to_csv("02-episodes.csv", index=False)
episodes[["CHILD", "DECOM", "LS", "PLACE", "DEC"]].head()

# %% [markdown]
# One row is one [[episode]]. `DECOM` is the day it began, `DEC` the day it ended. A [[blank]] `DEC` means it has not ended;
# pandas shows it as `NaT`. `pd.Timestamp` turns year, month and day into a date. `head()` shows the first five rows.
#
# ## The way you do it in Excel
#
# The cell above also wrote all the episodes, without ids, into `02-episodes.csv`. If this machine has Excel, do it now:
#
# 1. Click the folder on the far left, open `lessons`, right-click the file, *Download*, and open it in Excel.
# 2. In `F1` type `=COUNT(D:D)`. It counts the rows that have a `DEC`: 3,386. The other 459 are blank.
# 3. Click a cell of the table; choose *Data*, *Filter*. **Say first:** once you have filtered `DEC`, what will `F1` say?
# 4. Click the arrow beside `DEC`, then *Date Filters*, *After*, `31/03/2025`. Read the bottom left corner, then `F1`. Close **without saving**.
#
# <details><summary>I have done it, or have no Excel here</summary>Excel says <em>646 of 3845 records found</em>, and all 459 blanks are hidden. F1 still says 3,386: COUNT and SUM count hidden rows too.</details>
#
# A formula dragged down a plain range has a trap too, as stop 3 shows. In pandas a [[filter|**filter**]] is a [[test]] in
# square brackets; in SQL it comes after `WHERE`.
#
# ## See it move
#
# AutoFilter, taken apart. `PLACE` says where the child lives: `U1` to `U6` are foster care, `U4` long term with unrelated
# carers. `RNE` says why the episode began: `S`, the child came into care. (Codes: SSDA903, as returned for 2024-25.) In the last step you build your own filter.

# %% role="lesson"
# Purpose: watch a filter at work, row by row
walk.autofilter(episodes, column="PLACE", value="U4", name="episodes", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step ask for PLACE <em>begins with</em> U, and RNE <em>equals</em> S. Which keeps more rows: <em>and</em>, or <em>or</em>?
# <details><summary>I have said it, and tried it</summary><em>or</em>: a row need pass only one of the tests. With <em>and</em> it must pass both.</details>
#
# ## Stop 1: a test is a column
#
# A test asks one question of every row. The answers are a column of True and False.

# %% role="lesson"
# Purpose: ask of each episode whether it ended after 31 March 2025, and show the last eight answers
ended_later = episodes["DEC"] > day
ended_later.tail(8)

# %% [markdown]
# **Predict.** An episode that is still open has a blank `DEC`. What does the test say?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("For a blank date the test says:", ["True", "False", "blank"])

# %% role="lesson"
# Purpose: where DEC is blank, count each answer of the test with value_counts
is_blank = episodes["DEC"].isna()
ended_later[is_blank].value_counts()

# %% [markdown]
# **Explain.** Open the answer you chose.
#
# <details><summary>I said True</summary>
# That would be handy. But a blank is neither before nor after any day, so the answer is False.
# </details>
# <details><summary>I said False</summary>
# Yes. A blank is neither before nor after any day. To find blanks, ask for them: isna.
# </details>
# <details><summary>I said blank</summary>
# SQL does, and then leaves the row out. In pandas a test on dates says False; the row is left out either way.
# </details>
#
# ## Stop 2: and, or, not
#
# So "open on the day" takes two tests, joined by **or**: blank, or later. And the episode must have begun.

# %% role="lesson"
# Purpose: keep the episodes open at the end of the day; & is and, | is or
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
open_then = episodes[begun & not_over]
print(len(open_then), "open; with only the blanks it would be", (begun & is_blank).sum())

# %% [markdown]
# `sum` counts the Trues of a test. Note `>`, not `>=`: an episode that ended on the day was over by the end of it.
#
# Python has the words `and`, `or`, `not`. They are for one answer, not for a column of answers. Try one on a column:

# %% role="stops"
# Purpose: join two columns with the word and; it is meant to stop
episodes[begun and not_over]

# %% [markdown]
# Read the last line: the truth of a whole column is *{{error:and_between_columns:word}}*, as it holds many answers. For columns use `&` for
# and, `|` for or, `~` for not. And put **each test in brackets**: `&` is worked out before `==`, like times before plus.
#
# [[short break|Short breaks]] have the legal status `V3` or `V4`. A colleague leaves them out like this:
#
# `episodes[(episodes["LS"] != "V3") | (episodes["LS"] != "V4")]`
#
# **Predict.** Which rows are left?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Left are:", ["all but V3 and V4", "every row", "no row"])

# %% role="lesson"
# Purpose: count what the colleague's filter keeps
kept = episodes[(episodes["LS"] != "V3") | (episodes["LS"] != "V4")]
print(len(kept), "of", len(episodes), "rows")

# %% [markdown]
# **Explain.**
# <details><summary>I said all but V3 and V4</summary>
# In English, "not V3 or V4" means that. In logic a V3 row is not V4, so one of its two tests is True.
# </details>
# <details><summary>I said every row</summary>
# Yes. A V3 row is not V4, and a V4 row is not V3, so every row passes one of the two tests.
# </details>
# <details><summary>I said no row</summary>
# That would take a test that no row can pass. Here, passing one of the two is enough.
# </details>
#
# Here are two ways to write what was meant. The second is easier to read. In SQL: `WHERE LS NOT IN ('V3', 'V4')`.

# %% role="lesson"
# Purpose: leave short breaks out, in two ways that agree
both_not = episodes[(episodes["LS"] != "V3") & (episodes["LS"] != "V4")]
not_in_list = episodes[~episodes["LS"].isin(["V3", "V4"])]
print(len(both_not), len(not_in_list))

# %% [markdown]
# ## Stop 3: one formula for a whole column
#
# A [[new column|**new column**]] gets one formula, and every row follows it. Nothing is dragged, so no row is left out. A
# monthly job: how many days had each episode been open on 31 March? `.dt` gets at the parts of a date; `.dt.days` counts days.

# %% role="lesson"
# Purpose: watch a dragged formula miss the rows pasted below, and one line for the whole column
walk.fill_down(open_then, column="DECOM", until=day, name="open_then")

# %% [markdown]
# The three rows pasted below had 474 days between them, and Excel's total lost them without a word.
#
# ## Stop 4: age in whole years
#
# How old were those children on 31 March? `isin` takes a column too; with `.copy()`, `header` is left as it was; `.dt.year` is a date's year.

# %% role="lesson"
# Purpose: keep the children with an episode open then, and take the year of birth from 2025
children = header[header["CHILD"].isin(open_then["CHILD"])][["CHILD", "DOB"]].copy()
children["year_less_year"] = 2025 - children["DOB"].dt.year
children.head(3)

# %% [markdown]
# **Predict.** Year minus year is a quick way to an age. On 31 March, for how many children is it one year too high?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It is one year too high for:", ["nobody", "a few children", "most children"])

# %% role="lesson"
# Purpose: take a year off where the birthday comes after 31 March, and count those children
birthday_is_later = children["DOB"].dt.strftime("%m%d") > "0331"
children["age"] = children["year_less_year"] - birthday_is_later
print(birthday_is_later.sum(), "of", len(children), "children")

# %% [markdown]
# **Explain.**
# <details><summary>I said nobody</summary>
# On 31 December you would be right. On 31 March most of the year's birthdays are still to come.
# </details>
# <details><summary>I said a few children</summary>
# Birthdays from April to December are still to come: about three in four children.
# </details>
# <details><summary>I said most children</summary>
# Yes: everyone born from April to December, about three in four.
# </details>
#
# `strftime("%m%d")` writes month and day as four figures: 7 April is `0407`. True counts as 1, so subtracting the test
# takes one off. Dividing days by 365 looks simpler, but is wrong near birthdays.
#
# ## Stop 5: bands and their edges
#
# `pd.cut` puts numbers into bands. You give it the edges.
#
# **Predict.** The edges are 0, 1, 5, 10, 16. In which band is a child of exactly 5?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("A child of exactly 5 is in the band:", ["1 to 5", "5 to 10", "both"])

# %% role="lesson"
# Purpose: look at the band that children of exactly 5 are in
by_edge = pd.cut(children["age"], [0, 1, 5, 10, 16])
by_edge[children["age"] == 5].value_counts().head(1)

# %% [markdown]
# **Explain.**
# <details><summary>I said 1 to 5</summary>Yes. In (1, 5] the square bracket means 5 is in; the round one means 1 is out.</details>
# <details><summary>I said 5 to 10</summary>That is how most people say it, and cut does so with right=False. Otherwise the upper edge is in.</details>
# <details><summary>I said both</summary>Each child gets one band. Which one is your choice: say which, or a child of 5 is counted where nobody looks.</details>
#
# So give the **last age of each band**, and start below 0. The labels keep their order, and `sort=False` keeps
# it in the count. A band with no children would show 0.

# %% role="lesson"
# Purpose: put the ages into five bands by the last age of each, and count them in order
bands = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
children["band"] = pd.cut(children["age"], [-1, 0, 4, 9, 15, 120], labels=bands)
children["band"].value_counts(sort=False)

# %% [markdown]
# ## Stop 6: change some values
#
# The [[financial year]] begins in April. We start from the calendar year and take one off for January to March.
#
# **Predict.** The next cell filters the early months, then takes one off in the filtered rows. What does `starts` hold then?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("In the table starts:", ["the early months are one less", "nothing has changed"])

# %% role="lesson"
# Purpose: filter first, then take one off in the filtered rows
starts = episodes[["CHILD", "DECOM"]].copy()
starts["first"] = starts["DECOM"].dt.year
early = starts["DECOM"].dt.month < 4
filtered = starts[early]
filtered["first"] = filtered["first"] - 1
print((starts["first"] != starts["DECOM"].dt.year).sum())

# %% [markdown]
# **Explain.**
#
# <details><summary>I said the early months are one less</summary>In Excel a filter shows the same cells, and what you type goes into them. Here a filter makes a new table.</details>
# <details><summary>I said nothing has changed</summary>Yes, 0 rows differ. The filter made a copy, and only the copy was changed.</details>
#
# In one line, `starts[early]["first"] = …`, pandas at least warns: *a value is being set on a copy*. The remedy
# is one step, `.loc[rows, column]`:

# %% role="lesson"
# Purpose: take one off in the early rows of starts itself, and count the rows that changed
starts.loc[early, "first"] = starts["DECOM"].dt.year - 1
print((starts["first"] != starts["DECOM"].dt.year).sum())

# %% [markdown]
# ## Stop 7: a label from numbers
#
# `.astype("str")` turns numbers into text, `.str[-2:]` keeps the last two characters, and a plus joins text.

# %% role="lesson"
# Purpose: write the financial year as 2024-25, and count the three commonest
second = (starts["first"] + 1).astype("str").str[-2:]
starts["financial_year"] = starts["first"].astype("str") + "-" + second
starts["financial_year"].value_counts().head(3)

# %% [markdown]
# ## Stop 8: sort, when dates came as text
#
# In the files of SSDA903 (2024-25) dates are text, day first. `sort_values` sorts a table by a column, smallest first.
#
# **Predict.** Sorted as text, which comes first: `01/12/2024` or `02/01/2020`?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("First comes:", ["01/12/2024", "02/01/2020", "it stops with an error"])

# %% role="lesson"
# Purpose: write the days as a return does, and sort them as text
as_text = open_then[["CHILD"]].copy()
as_text["DECOM"] = open_then["DECOM"].dt.strftime("%d/%m/%Y")
as_text.sort_values("DECOM").head(3)

# %% [markdown]
# **Explain.**
#
# <details><summary>I said 01/12/2024</summary>Yes. Text is sorted character by character: 01 before 02, and the year comes last.</details>
# <details><summary>I said 02/01/2020</summary>As dates, yes. This is still text: every row above begins with 01, whatever its year.</details>
# <details><summary>I said it stops</summary>Text sorts without complaint. That is why nobody notices.</details>
#
# Take one date from another, and `.dt.days` gives the days between them.

# %% role="lesson"
# Purpose: turn the text into dates by its format, work out the days, and sort, longest first
waiting = as_text.copy()
waiting["DECOM"] = pd.to_datetime(waiting["DECOM"], format="%d/%m/%Y")
waiting["days"] = (day - waiting["DECOM"]).dt.days
waiting.sort_values(["days", "CHILD"], ascending=[False, True]).head(3)

# %% [markdown]
# Longest first (`False`); where two are equal, the smaller `CHILD` first (`True`). A list like this is about individual children. With your
# authority's data it goes to the team that works with them and nowhere else: by rule 2, only counts of 10 or more leave.
#
# ## Stop 9: working days
#
# How long an [[assessment]] took is counted in working days, and the warehouse has a calendar of them. `.between` is True
# from its first day to its last. In the assignment a function counts for you.

# %% role="lesson"
# Purpose: count the working days from 2 December 2024 to 6 February 2025, the first day left out
calendar = warehouse.sql("SELECT day, is_working_day FROM ref.calendar").df()
between = calendar["day"].between("2024-12-03", "2025-02-06")
print(calendar.loc[between, "is_working_day"].sum())

# %% [markdown]
# NETWORKDAYS, given the bank holidays, would say 46: it counts the first day too. In this course it is day 0.
#
# ## Your turn
#
# First, if you like, the [practice](02-practice.ipynb): one problem, more of it yours each time. Then the assignment:
# [02-filter-sort-new-columns](../assignments/02-filter-sort-new-columns/02-filter-sort-new-columns.ipynb). Eight tasks like the
# stops above, and a letter to a colleague; with a tutor, *Fetch* it in the *Course* panel. Last, [at your desk](02-desk.ipynb).
#
# ## Key points
#
# - A test is a column of True and False. A blank is neither before nor after any day: ask for it with `.isna()`.
# - For columns: `&`, `|`, `~`, each test in brackets. "Not V3 or V4" is `~ … .isin(["V3", "V4"])`.
# - A new column has one formula for every row. Age is year minus year, and one off if the birthday is still to come.
# - Say which edge of a band is in. Keep bands in their order.
# - A filter makes a copy. To change the table itself: `.loc[rows, column] = …`.
# - Turn text into dates before you sort, and give the format. For working days, say whether the first day counts.
#
# One side to keep: [the sheet](02-filter-sort-new-columns-sheet.md); words are in the [glossary](glossary.md). Where
# next: module 03, *Count, group, pivot*.
