# %% [markdown]
# # Filter, sort, new columns
#
# *A colleague asks: "How many episodes were open on 31 March, and how old were the children? My filter says one
# thing and the return another." You would use AutoFilter, IF and DATEDIF. Here you do it in Python, and see where
# the two part ways.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - filter rows with and, or and not, and keep blanks in mind
# - make columns from columns: ages in whole years, age bands, financial years
# - change values with `.loc`, and say why nothing changed without it
# - sort by dates that came as text, and count working days
#
# **How to use this page.** Shift+Enter runs a cell. Go from the top, and where it says *Predict*, decide before you
# run. First the [warm-up](02-quiz.ipynb). Not new at all? The [skip check](02-skip-check.ipynb) takes a quarter of
# an hour.

# %% role="setup"
# Purpose: open the warehouse, take episodes and children, and name the day
import pandas as pd
from fingerpost import connect, predict, walk

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes").df()
header = warehouse.sql("FROM ssda903.header").df()
day = pd.Timestamp("2025-03-31")
episodes[["CHILD", "DECOM", "LS", "PLACE", "DEC"]].head()

# %% [markdown]
# One row is one [[episode]]. `DECOM` is the day it began, `DEC` the day it ended. A [[blank]] `DEC` means: not ended. pandas
# writes a blank date as `NaT`. `pd.Timestamp` makes one day of a text: year, month, day. Look: `head()` shows five rows.
#
# ## The way you do it in Excel
#
# Click the arrow beside `PLACE`, tick `U4`, and the other rows are hidden. For ages you write `=DATEDIF(B2, day, "y")`
# and drag it down. For a band, an IF inside an IF. Three things stay quiet:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | ticked some boxes | hid the other rows | they are still there, and a sum may count them |
# | filtered DEC after a day | hid the blanks too | open episodes have no date, so they went |
# | dragged a formula down | filled the rows there were | rows pasted below later have no formula |
#
# In pandas a [[filter|**filter**]] is a [[test]] in square brackets; in SQL it stands after `WHERE`.
#
# ## See it move
#
# AutoFilter taken apart. Left, what Excel does; right, what pandas and SQL do. Use the arrow keys, or the buttons. In
# the last step you build a filter of your own, and see its line of code grow.

# %% role="lesson"
# Purpose: watch a filter at work, row by row
walk.autofilter(episodes, column="PLACE", value="U4", name="episodes", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, leave out U4, and K2 as well, each by <em>does not equal</em>. Joined by <em>and</em>, or by <em>or</em>?
# <details><summary>I have said it, and tried it</summary>With <em>and</em> both codes are out. With <em>or</em> every row stays: none holds both codes, so one of the tests is always true.</details>
#
# ## Stop 1: a test is a column
#
# A test asks one question of every row. Its answers are a column of True and False.

# %% role="lesson"
# Purpose: ask of each episode whether it ended after 31 March 2025
ended_later = episodes["DEC"] > day
ended_later.head()

# %% [markdown]
# **Predict.** An episode that is still open has a blank `DEC`. What does the test say of it?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("For a blank date the test says:", ["True", "False", "blank"])

# %% role="lesson"
# Purpose: count each answer of the test where DEC is blank, by value_counts
is_blank = episodes["DEC"].isna()
ended_later[is_blank].value_counts()

# %% [markdown]
# **Explain.** Open the line that was yours.
#
# <details><summary>I said True</summary>
# It would be handy. But a blank is neither before nor after any day, so the answer is False.
# </details>
# <details><summary>I said False</summary>
# Yes. A blank is neither before nor after any day. Ask for it by name, with isna.
# </details>
# <details><summary>I said blank</summary>
# SQL says so, and then leaves the row out. In pandas a test on dates answers False; the row is out either way.
# </details>
#
# So "open on the day" takes two tests, joined by **or**: blank, or later. And it must have begun.

# %% role="lesson"
# Purpose: keep the episodes open at the end of the day; & is and, | is or
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
open_then = episodes[begun & not_over]
print(len(open_then), "open; by blanks alone it would be", (begun & is_blank).sum())

# %% [markdown]
# `sum` of a test counts its Trues. Note `>` and not `>=`: an episode that ended on the day is over at its end.
#
# ## Stop 2: and, or, not
#
# Python has the words `and`, `or`, `not`. They are for one answer, not for a column of answers. Here is what they say
# to a column:

# %% role="stops"
# Purpose: join two columns by the word and; it is meant to stop
episodes[begun and not_over]

# %% [markdown]
# Read the last line: the truth of a whole column is *{{error:and_between_columns:word}}*, for it has many answers. For columns use `&` for
# and, `|` for or, `~` for not. And put **each test in brackets**: `&` binds tighter than `==`, as a multiplication
# binds tighter than a plus.
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
#
# <details><summary>I said all but V3 and V4</summary>
# In English, "not V3 or V4" says that. In logic a row with V3 is not V4, so one of the two tests is True.
# </details>
# <details><summary>I said every row</summary>
# Yes. A V3 row is not V4, and a V4 row is not V3, so every row passes one of the two tests.
# </details>
# <details><summary>I said no row</summary>
# It would be so if each row had to pass a test that none can pass. Here one of the two is enough.
# </details>
#
# Two ways that say what is meant. The second is easier to read:

# %% role="lesson"
# Purpose: leave short breaks out, in two ways that agree
both_not = episodes[(episodes["LS"] != "V3") & (episodes["LS"] != "V4")]
not_in_list = episodes[~episodes["LS"].isin(["V3", "V4"])]
print(len(both_not), len(not_in_list))

# %% [markdown]
# The same in SQL: `WHERE LS NOT IN ('V3', 'V4')`.
#
# ## Stop 3: one formula for a whole column
#
# A [[new column|**new column**]] gets one formula, and every row follows it. Nothing is dragged, so no row is left out. See both:

# %% role="lesson"
# Purpose: watch a dragged formula with a gap, and one line for the whole column
walk.fill_down(episodes, column="DECOM", name="episodes")

# %% [markdown]
# `.copy()` makes a table of our own, so that `header` stays as it came. `.dt` opens a date: `.dt.year` is its year.

# %% role="lesson"
# Purpose: take the children born by the day, and make a column of the year less the year of birth
children = header[header["DOB"] <= day][["CHILD", "DOB"]].copy()
children["year_less_year"] = 2025 - children["DOB"].dt.year
children.head(3)

# %% [markdown]
# **Predict.** Year less year is a quick age. On 31 March, for how many children is it one too many?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It is one too many for:", ["nobody", "a few children", "most children"])

# %% role="lesson"
# Purpose: take one off where the birthday comes after 31 March, and count these children
birthday_is_later = children["DOB"].dt.strftime("%m%d") > "0331"
children["age"] = children["year_less_year"] - birthday_is_later
print(birthday_is_later.sum(), "of", len(children), "children")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said nobody</summary>
# In December it would be nearly so. On 31 March most birthdays of the year are still to come.
# </details>
# <details><summary>I said a few children</summary>
# Nine months of birthdays come after 31 March, so it is about three in four.
# </details>
# <details><summary>I said most children</summary>
# Yes: everyone born from April to December, about three in four.
# </details>
#
# `strftime("%m%d")` writes month and day as four figures, so 7 April is `0407`. True counts as 1, so taking the test
# away takes one off. Dividing days by 365 looks simpler and is wrong near birthdays.
#
# ## Stop 4: bands and their edges
#
# `pd.cut` sorts numbers into bands. You give it the edges.
#
# **Predict.** The edges are 0, 1, 5, 10, 16. In which band is a child of exactly 5?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("A child of exactly 5 is in the band:", ["1 to 5", "5 to 10", "both"])

# %% role="lesson"
# Purpose: look at the band of the children of exactly 5
by_edge = pd.cut(children["age"], [0, 1, 5, 10, 16])
by_edge[children["age"] == 5].value_counts().head(1)

# %% [markdown]
# **Explain.**
#
# <details><summary>I said 1 to 5</summary>Yes. The square bracket in (1, 5] takes the upper edge in, the round one leaves the lower edge out.</details>
# <details><summary>I said 5 to 10</summary>That is how one would say it, and cut does it with right=False. By itself it takes the upper edge in.</details>
# <details><summary>I said both</summary>Each child gets one band. Which one is a choice; say it, or a child of 5 will be counted where nobody looks.</details>
#
# So name the **last age of each band**, and begin below 0. The labels keep their order, and `sort=False` keeps
# it in the count. A band without a child would say 0.

# %% role="lesson"
# Purpose: sort the ages into five bands by the last age of each, and count them in order
bands = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
children["band"] = pd.cut(children["age"], [-1, 0, 4, 9, 15, 120], labels=bands)
children["band"].value_counts(sort=False)

# %% [markdown]
# ## Stop 5: why nothing changed
#
# The [[financial year]] begins in April. We start from the calendar year and want one less for January to March.
#
# **Predict.** The next cell filters the early months, then sets one less in what was filtered. What does `starts`
# hold afterwards?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("In the table starts:", ["the early months have one less", "nothing has changed"])

# %% role="lesson"
# Purpose: filter first, then set one less in the filtered rows
starts = episodes[["CHILD", "DECOM"]].copy()
starts["first"] = starts["DECOM"].dt.year
early = starts["DECOM"].dt.month < 4
filtered = starts[early]
filtered["first"] = filtered["first"] - 1
print((starts["first"] != starts["DECOM"].dt.year).sum())

# %% [markdown]
# **Explain.**
#
# <details><summary>I said the early months have one less</summary>In Excel a filter shows the same cells, and what you type goes into them. Here a filter makes a new table.</details>
# <details><summary>I said nothing has changed</summary>Yes, 0 rows differ. The filter made a copy, and the copy was changed.</details>
#
# In one line, `starts[early]["first"] = …`, pandas at least warns: *a value is being set on a copy*. The cure is one
# step, with `.loc[rows, column]`:

# %% role="lesson"
# Purpose: set one less in the early rows of starts itself, and count the rows that changed
starts.loc[early, "first"] = starts["DECOM"].dt.year - 1
print((starts["first"] != starts["DECOM"].dt.year).sum())

# %% [markdown]
# ## Stop 6: a label from numbers
#
# `.astype("str")` turns numbers into text, `.str[-2:]` keeps the last two letters. A plus puts texts side by side.

# %% role="lesson"
# Purpose: write the financial year as 2024-25, and count the three commonest
second = (starts["first"] + 1).astype("str").str[-2:]
starts["financial_year"] = starts["first"].astype("str") + "-" + second
starts["financial_year"].value_counts().head(3)

# %% [markdown]
# ## Stop 7: sort, when dates came as text
#
# Returns bring dates as text, day first. `sort_values` sorts a table by a column, smallest first.
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
# <details><summary>I said 01/12/2024</summary>Yes. Text sorts letter by letter, 01 before 02, and the year is looked at last.</details>
# <details><summary>I said 02/01/2020</summary>As dates, yes. This is text still: every row above begins with 01, whatever its year.</details>
# <details><summary>I said it stops</summary>Text sorts without complaint. That is why the trap is silent.</details>
#
# Take a date from a date, and `.dt.days` says how many days lie between.

# %% role="lesson"
# Purpose: turn the text into dates by its format, work out the days, and sort, longest first
waiting = as_text.copy()
waiting["DECOM"] = pd.to_datetime(waiting["DECOM"], format="%d/%m/%Y")
waiting["days"] = (day - waiting["DECOM"]).dt.days
waiting.sort_values(["days", "CHILD"], ascending=[False, True]).head(3)

# %% [markdown]
# Longest first; where two are equal, the smaller `CHILD` first. A list like this is about single children. With your
# authority's data, it goes to the team that works with them, and nowhere else: by rule 2 only counts of 10 or more leave.
#
# ## Stop 8: working days
#
# How long an [[assessment]] took is counted in working days. The warehouse has a calendar. `.between(first, last)` asks
# whether a day lies between two, both included. In the assignment the counting is made for you.

# %% role="lesson"
# Purpose: count the working days from 2 December 2024 to 6 February 2025, the first day left out
calendar = warehouse.sql("SELECT day, is_working_day FROM ref.calendar").df()
between = calendar["day"].between("2024-12-03", "2025-02-06")
print(calendar.loc[between, "is_working_day"].sum())

# %% [markdown]
# ## Your turn
#
# First, if you like, the [practice](02-practice.ipynb), which takes lines away one by one. Then the assignment:
# [02-filter-sort-new-columns](../assignments/02-filter-sort-new-columns/02-filter-sort-new-columns.ipynb).
# Eight tasks like the stops above, and a letter to a colleague; with a tutor, *Fetch* it in the *Course* panel.
# When all is done: [at your desk](02-desk.ipynb), one filter of your report.
#
# ## Key points
#
# - A test is a column of True and False. A blank is neither before nor after any day: ask for it with `.isna()`.
# - For columns: `&`, `|`, `~`, each test in brackets. "Not V3 or V4" is `~ … .isin(["V3", "V4"])`.
# - A new column has one formula for every row. Age is year less year, less one where the birthday comes later.
# - Say which side of a band's edge is closed. Keep bands in their order.
# - A filter makes a copy. To change the table itself: `.loc[rows, column] = …`.
# - Turn text into dates before you sort, and state the format they have.
#
# One side to keep: [the sheet](02-filter-sort-new-columns-sheet.md); words are in the [glossary](glossary.md). Where
# next: module 03, *Count, group, pivot*.
