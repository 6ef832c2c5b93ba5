# %% [markdown]
# # Start here
#
# *A colleague asks: "They say Python could save me a day a month. Where do I click first, and what do I do when it
# shouts at me?" You click a grey cell and press Shift+Enter. The rest of this page is about the shouting.*
#
# About an hour, with the warm-up and the practice. Every child here is invented.
#
# **Afterwards you can**
#
# - run cells, and put lines into an order that works
# - read the last line of an error first, and use it to fix a name or a bracket
# - restart a notebook, run it from the top, and hand it in
# - say what may leave your machine, using three rules
#
# **How to use this page.** Click a grey cell and press **Shift+Enter**: it runs, and you move on to the next. Work
# from the top. Where it says *Predict*, decide before you run: surprises are what you remember. Do the
# [warm-up](00-quiz.ipynb) first. Used notebooks before? The [skip check](00-skip-check.ipynb) takes a few minutes.

# %% role="setup"
# Purpose: fetch what this page uses
import pandas as pd
from fingerpost import predict, walk

# %% [markdown]
# That cell now has a number in brackets, `[1]`: it has run, and it was the first. While a cell is running you see a
# star instead. The [[kernel|**kernel**]] is the Python behind the page: it runs your cells and remembers what they made.
# This cell loaded pandas, the part of Python that handles tables, as `pd`. A line that starts with `#` is a note for people.
#
# Next, a [[table]]. Run its cell and look at what it shows; in module 01 you read tables from files. Each row is one
# [[episode]]: a period with one [[legal status]] in one [[placement]].

# %% role="lesson"
# Purpose: make a table of twelve episodes, and show it
twelve = pd.DataFrame(
    {
        "CHILD": ["A1", "A1", "A2", "A3", "A3", "A3", "A4", "A5", "A6", "A6", "A7", "A8"],
        "KIND": ["foster care"] * 7 + ["residential"] * 4 + ["other"],
        "DAYS": [12, 90, 31, 7, 200, 14, 365, 21, 60, 45, 9, 150],
    }
)
twelve

# %% [markdown]
# ## The way you do it in Excel
#
# In a sheet you change one number, and every sum that uses it changes at once. Unless calculation
# is set to manual, you never have to say *calculate*. So what you see is up to date.
#
# Try it in an empty sheet, with two visits a child. Type *children* in A1, 10 in B1, *visits* in A2 and `=B1*2` in B2. Type 15 over
# the 10 and watch B2. Now choose *Formulas*, *Calculation Options*, *Manual*, and type 30: B2 stays old until you press F9. Set it back to *Automatic*.
# <details><summary>I don't have Excel here</summary>
# B2 goes from 20 to 30 at once. Then it stays 30 until F9, and turns 60.
# </details>
#
# A notebook is not a sheet. It is a list of steps, and each one runs when you say so. Three things follow:
#
# | in Excel | in a notebook | what can go wrong |
# |---|---|---|
# | a cell is known by its place, `C14` | a result is known by the name you give it | the name is misspelt |
# | sums update themselves | a cell waits until you run it | an old result looks like a new one |
# | `#NAME?` in the cell | several lines of red, and no result | you read the first line, not the last |

# %% role="lesson"
# Purpose: add up a column: the table's name, the column in square brackets, then what to do
print(twelve["DAYS"].sum())

# %% [markdown]
# Read it from the left: *take twelve, its column DAYS, the sum of that.* A cell shows what its last line gives.
# `print` shows the plain number: without it you may see `np.int64(1004)`.
#
# ## A short report
#
# How many of the twelve episodes were in foster care, and how many were not? A single = gives a name to something; words
# go in quotes. A double == asks a question. Ask it about a column, and you get an answer for each row: True or False.

# %% role="lesson"
# Purpose: give a name to the kind of placement we ask about
chosen = "foster care"

# %% role="lesson"
# Purpose: ask of each row whether it is of that kind, and look at the answers
print(twelve["KIND"] == chosen)

# %% [markdown]
# True counts as 1, so adding up the answers counts the rows that say True. `len` counts all the rows of a table.

# %% role="lesson"
# Purpose: count the rows of that kind
number = (twelve["KIND"] == chosen).sum()

# %% role="lesson"
# Purpose: count all the other rows
others = len(twelve) - number

# %% role="lesson"
# Purpose: show all three in one line
print(chosen, number, others)

# %% [markdown]
# ## See it move
#
# Here are four of those cells again, with the same twelve rows, next to four cells of a sheet. The first one changes: which
# results are now out of date? Use the buttons or the arrow keys, and leave the code on pandas: SQL comes in module 05.
# In the last step, change the first cell yourself, say which cells to run in what order, and see what is up to date.

# %% role="lesson"
# Purpose: watch a notebook and a sheet after one change
walk.stale(twelve, column="KIND", name="twelve", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step the first cell says residential. What is the shortest list of cells to run that leaves nothing out of date?
# <details><summary>I have said it, and tried it</summary>All of them, from the top. Leave one out, and it stays old, and so does everything that uses it.</details>
#
# ## Stop 1: old or new?
#
# Now without the picture. Two cells work out how many visits there are in four weeks.

# %% role="lesson"
# Purpose: say how many visits there are in a week
visits_a_week = 3

# %% role="lesson"
# Purpose: work out the visits of four weeks, and show them
visits = visits_a_week * 4
visits

# %% [markdown]
# **Predict.** The next cell changes the week to 5 visits. The one after it shows `visits`. What will it show?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It will show:", ["12", "20", "an error"])

# %% role="lesson"
# Purpose: change the week, as you would type over a number in a sheet
visits_a_week = 5

# %% role="lesson"
# Purpose: look at the visits of four weeks
visits

# %% [markdown]
# **Explain.** Open the line you chose.
# <details><summary>I said 12</summary>
# Yes. The cell that makes visits has not run again. Its result is old, and nothing on the page tells you.
# </details>
# <details><summary>I said 20</summary>
# A sheet would show that. Here the cell that makes visits ran once, with 3, and waits until you run it again.
# </details>
# <details><summary>I said an error</summary>
# Nothing is broken: visits still has a value, an old one. That is why this trap is silent.
# </details>
#
# The cure here: run the cell that makes visits again. In your own notebook, type the new number over the old one in
# the first cell. Then choose *Restart Kernel and Run All Cells* in the *Kernel* menu: it forgets everything and runs from the top.

# %% role="lesson"
# Purpose: make the visits of four weeks again
visits = visits_a_week * 4
visits

# %% [markdown]
# ## Stop 2: a capital letter
#
# **Predict.** `.max()` finds the largest value of a column. The next cell asks for the longest of the twelve, but gives
# the table's name a capital T. What will happen?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The capital letter:", ["does not matter", "stops the cell", "makes a second, blank table"])

# %% role="stops"
# Purpose: ask for the longest of the twelve, with a capital letter in the name
Twelve["DAYS"].max()

# %% [markdown]
# **Explain.**
# <details><summary>I said it does not matter</summary>
# In Excel it does not. To Python, capital and small letters are different, and it knows nothing called Twelve.
# </details>
# <details><summary>I said it stops the cell</summary>
# Yes. To Python, Twelve and twelve are two different names.
# </details>
# <details><summary>I said a second, blank table</summary>
# Asking for a name never makes one. It takes one = sign to give something a name.
# </details>
#
# That is your first [[error message|**error message**]]. It looks long, but you need only one line of it: **the last**. It
# has two parts. Before the colon is the kind of trouble, `NameError`: a name Python does not know. After the colon it
# says which name. The lines above say where it happened; the arrow points to the line.
#
# | the last line begins with | it means | first look at |
# |---|---|---|
# | `NameError` | Python does not know the name | spelling, capitals, or a cell not yet run |
# | `SyntaxError` | Python cannot read the line | a bracket, a quote, one = for two |
# | `KeyError` | there is no such column | the spelling in the square brackets |
#
# ## Stop 3: the bracket that never closed

# %% role="stops"
# Purpose: find the average of the twelve, with a bracket that never closes; it is meant to stop
# broken: twelve["DAYS"].mean(

# %% [markdown]
# *{{error:bracket_open:words}}*: Python was still waiting for something when the code ended. Elsewhere you may see
# *{{error:bracket_open_in_a_file:words}}* for the same trouble.
# In the cell below the bracket is closed. `.mean()` is the average, and `round(…, 1)` rounds it to one decimal place.

# %% role="lesson"
# Purpose: find the average of the twelve, every bracket closed
print(round(twelve["DAYS"].mean(), 1))

# %% [markdown]
# ## Stop 4: a number in quotes
#
# Quotes make [[text|**text**]]: letters and digits that Python leaves as they are. Sometimes a number arrives in quotes,
# from a form or a file.
#
# **Predict.** Two teams made 12 and 30 visits. Both numbers are in quotes, with a plus between them.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict('"12" + "30" will be:', ["42", "1230", "an error"])

# %% role="lesson"
# Purpose: put a plus between two numbers in quotes
"12" + "30"

# %% [markdown]
# **Explain.**
# <details><summary>I said 42</summary>
# Excel would work that out for you. To Python anything in quotes is text, and a plus joins text end to end.
# </details>
# <details><summary>I said 1230</summary>
# Yes, and with no warning. Numbers in quotes do not add up.
# </details>
# <details><summary>I said an error</summary>
# You would get one if only one were in quotes: "12" + 30. With quotes round both, Python joins them.
# </details>
#
# One more thing about quotes: Word makes them curly, “like this”, and Python reads only straight ones. If pasted code
# stops with *{{error:curly_quotes:words}}*, look for curly quotes.
#
# ## Stop 5: keep some rows
#
# Put a question in square brackets after the table's name, and you keep the rows that answer True. In Excel you would
# tick a box in AutoFilter.
#
# **Predict.** The next cell keeps the foster care rows and calls them `foster`. How many rows does `twelve` have then?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Afterwards twelve has:", ["seven rows", "twelve rows", "twelve rows, some of them blank"])

# %% role="lesson"
# Purpose: keep the foster care rows, and count the rows of both tables
foster = twelve[twelve["KIND"] == "foster care"]
print(len(foster), len(twelve))

# %% [markdown]
# **Explain.**
# <details><summary>I said seven rows</summary>
# Those seven are a new table, foster. The table twelve has lost nothing.
# </details>
# <details><summary>I said twelve rows</summary>
# Yes. You now have two tables, a long one and a short one, and the long one is unchanged.
# </details>
# <details><summary>I said twelve rows, some of them blank</summary>
# AutoFilter hides rows in the one sheet you have. Python hides and blanks nothing: it makes a second table.
# </details>
#
# Now look at the first column of the table at the top. Those seven rows are about only four children: a row is an
# episode, and some children had several. Module 03 comes back to that.
#
# ## Stop 6: a percentage from two sums
#
# A part, divided by the whole, times 100. `/` divides and `*` multiplies, as in a sheet.

# %% role="lesson"
# Purpose: work out what percentage of all the days was spent in foster care
foster_days = foster["DAYS"].sum()
all_days = twelve["DAYS"].sum()
print(foster_days / all_days * 100)

# %% [markdown]
# Each line uses only what the lines above it have made. Put the last line first and restart, and you get a `NameError`.
#
# ## Save it, hand it in
#
# | you want to | you do this |
# |---|---|
# | save | Ctrl+S; Jupyter also saves from time to time |
# | run it as someone else would | *Kernel*, *Restart Kernel and Run All Cells* |
# | get and hand in tasks, with a tutor | the *Course* panel (the signpost on the left): *Fetch*, *Hand in*, *Read the feedback* |
# | try your tasks, if you learn alone | the same panel: *Check all tasks* |
#
# Marking ignores what is on your screen: it takes the saved notebook and runs it from the top. You may hand
# in again once. Hand in answers you are not sure of too: the message tells you what to try next.
#
# ## Three rules for your own data
#
# Nothing in this course needs a real child. At your desk you will use your own extracts, and then three rules apply:
#
# 1. Your data stays on your authority's machine, in its approved folder.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Clear outputs before you share a notebook: *File*, *Make a copy that is safe to share*. It makes a clean copy and
#    says what it took out. (In a terminal: `fingerpost share` and the notebook's name.)
#
# **Predict.** The next cell names no child. You run it, save the page and email it. What have you sent?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict(
    "You have sent:",
    ["the code alone", "the code and one number", "the code and one child's row"],
)

# %% role="lesson"
# Purpose: ask for the longest of the twelve
longest = twelve["DAYS"].max()
twelve[twelve["DAYS"] == longest]

# %% [markdown]
# **Explain.**
# <details><summary>I said the code alone</summary>
# Saving keeps the outputs too. The code named nobody, yet one child's row is on the page.
# </details>
# <details><summary>I said the code and one number</summary>
# That would be max alone. The last line keeps the whole row, CHILD included.
# </details>
# <details><summary>I said the code and one child's row</summary>
# Yes. So rule 3: clear the outputs first. One entry in the File menu does it, and tells you what it took out.
# </details>
#
# ## Your turn
#
# First [the practice](00-practice.ipynb), where lines go missing one by one. Then the assignment,
# [00-start-here](../assignments/00-start-here/00-start-here.ipynb): seven small tasks, and a few words of your own.
# With a tutor, *Fetch* it in the *Course* panel. Last, [at your desk](00-desk.ipynb): time one of your monthly tasks.
#
# ## Key points
#
# - A cell waits until you run it. An old result looks like a new one: when in doubt, restart and run all.
# - Read the **last** line of an error first. It names the trouble; the arrow above it says where.
# - Capital letters matter, quotes make text, every bracket has to close. A single = names, a double == asks.
# - Data stays. Code, counts of 10 or more and plain words may leave. Clear outputs before you share.
#
# One side to keep beside your keyboard: [the sheet](00-start-here-sheet.md). All the words are in the
# [glossary](glossary.md). Where next: module 01, *From workbook to table*.
