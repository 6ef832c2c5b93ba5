# %% [markdown]
# # Start here
#
# *A colleague asks: "They say Python will save me a day a month. What do I click first, and what do I do when it
# shouts at me?" You click a grey cell and press Shift+Enter. The rest of this page is about the shouting.*
#
# About an hour. Every child here is invented.
#
# **Afterwards you can**
#
# - run cells in order, and say why the order matters
# - read the last line of an error first, and repair a name, a bracket or a quote by it
# - restart a notebook and run it from the top, save it, and hand it in
# - say what may leave your machine, by three rules
#
# **How to use this page.** Click a grey cell and press **Shift+Enter**: it runs, and the next one is ready. Go from
# the top. Where it says *Predict*, decide before you run; the surprise is what you will remember. The
# [warm-up](00-quiz.ipynb) comes first. Been here before? The [skip check](00-skip-check.ipynb) takes a few minutes.

# %% role="setup"
# Purpose: make what this page uses ready to hand
import pandas as pd
from fingerpost import predict, walk

# %% [markdown]
# That cell got a number in brackets: `[1]`. The number says that it has run, and when. While a cell works there is a
# star in its place. It fetched the part of Python for tables and called it `pd`. A line that begins with `#` is a note
# for people: Python passes over it.
#
# Now a [[table]]. Run its cell and look at what it shows; how a table is made is for module 01. One row is one
# [[episode]]: a time with one [[legal status]] in one [[placement]].

# %% role="lesson"
# Purpose: make a table of twelve episodes, and show it
twelve = pd.DataFrame(
    {
        "CHILD": ["A1", "A1", "A2", "A3", "A3", "A3", "A4", "A5", "A6", "A6", "A7", "A8"],
        "KIND": ["foster care"] * 7 + ["home"] * 4 + ["other"],
        "DAYS": [12, 90, 31, 7, 200, 14, 365, 21, 60, 45, 9, 150],
    }
)
twelve

# %% [markdown]
# ## The way you do it in Excel
#
# In a sheet you change one number, and every sum below it changes at once. You never say *calculate*. So the sheet
# you see is always true to itself.
#
# A notebook is not a sheet. It is a list of steps, and a step is done when you say so. Three things follow:
#
# | in Excel | in a notebook | what can go wrong |
# |---|---|---|
# | a cell is named by its place, `C14` | a thing has a name you give it | a name is misspelt |
# | sums follow by themselves | a cell waits until it is run | an old result looks like a new one |
# | `#NAME?` in the cell | some lines of red, and no result | you read the first line, not the last |

# %% role="lesson"
# Purpose: add up a column: the table's name, the column in square brackets, then what to do
twelve["DAYS"].sum()

# %% [markdown]
# Read it from the left: *of twelve, the column DAYS, its sum.* The last line of a cell is shown below it. The words
# `np.int64( )` round the number are the wrapping in which pandas hands out a whole number. `print` takes it off:

# %% role="lesson"
# Purpose: show the same sum without its wrapping
print(twelve["DAYS"].sum())

# %% [markdown]
# ## See it move
#
# Four cells of a notebook beside four of a sheet. One of them changes: which results are now out of date? Some words in
# these cells come later, `==` at stop 5 and `len` at stop 6: watch the numbers in brackets. Use the arrow keys, or the
# buttons. It asks you before it tells. In the last step it is yours: write another value into
# the first cell, say which cells you run and in what order, and see what is fresh.

# %% role="lesson"
# Purpose: watch a notebook and a sheet after one change
walk.stale(live=True)

# %% [markdown]
# **Say first, then change it.** In the last step the first cell says K2. Which is the shortest list of cells to run that leaves nothing out of date?
# <details><summary>I have said it, and tried it</summary>All of them, from the top. Each cell stands on the ones above it: leave one out, and what stands below it is old.</details>
#
# ## Stop 1: old or new?
#
# Here is a sum in four small cells. The first two work out how many visits four weeks bring.

# %% role="lesson"
# Purpose: say how many visits a week has
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
# **Explain.** Open the line that was yours.
#
# <details><summary>I said 12</summary>
# Yes. The cell that makes visits has not been run since. Its result is old, and nothing on the page says so.
# </details>
# <details><summary>I said 20</summary>
# A sheet would say so. Here the cell that makes visits ran once, with 3, and waits until you run it again.
# </details>
# <details><summary>I said an error</summary>
# Nothing is broken: visits has a value, an old one. That is why this trap is silent.
# </details>
#
# The cure: run the cells again from the top. The [[kernel|**kernel**]] is the Python behind the page: it runs your cells and
# remembers what they made. In the *Kernel* menu, *Restart Kernel and Run All Cells* makes it forget all that, and
# make it again in order.

# %% role="lesson"
# Purpose: make the visits of four weeks again
visits = visits_a_week * 4
visits

# %% [markdown]
# ## Stop 2: it shouts
#
# **Predict.** `.max()` takes the largest of a column. The next cell asks for the longest of the twelve, and writes the
# table's name with a capital T. What will happen?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The capital letter:", ["does not matter", "stops the cell", "makes a second, blank table"])

# %% role="stops"
# Purpose: ask for the longest of the twelve, with a capital letter in the name; it is meant to stop
Twelve["DAYS"].max()

# %% [markdown]
# **Explain.**
#
# <details><summary>I said it does not matter</summary>
# In Excel it does not. Python reads capital and small letters as different names, and knows no Twelve.
# </details>
# <details><summary>I said it stops the cell</summary>
# Yes. To Python, Twelve and twelve are two different names.
# </details>
# <details><summary>I said a second, blank table</summary>
# Python never makes a thing because you ask for it. A name is made by one = sign, and by nothing else.
# </details>
#
# You have met your first [[error message|**error message**]]. It looks long, and you need one line of it: **the last**. It
# has two parts. In front of the colon stands the kind of trouble, `NameError`: a name it does not know. After it
# stands which one. The lines above say where it happened; the arrow points to the line.
#
# | the last line begins with | it means | first look |
# |---|---|---|
# | `NameError` | a name it does not know | spelling, capitals, or a cell not run yet |
# | `SyntaxError` | it cannot read the line | a bracket, a quote, one = for two |
# | `KeyError` | no such column | the spelling in the square brackets |
#
# ## Stop 3: the bracket that never closed

# %% role="stops"
# Purpose: average the twelve, with a bracket that never closes; it is meant to stop
# broken: twelve["DAYS"].mean(

# %% [markdown]
# *{{error:bracket_open:words}}*: Python waited for something that never came. Elsewhere the same trouble reads
# *{{error:bracket_open_in_a_file:words}}*.
# In the cell below the bracket is closed. `.mean()` is the average, and `round(…, 1)` keeps one decimal place.

# %% role="lesson"
# Purpose: average the twelve, every bracket closed
print(round(twelve["DAYS"].mean(), 1))

# %% [markdown]
# ## Stop 4: a number in quotes
#
# Quotes make a [[text|**text**]]: letters and figures that Python leaves as they are. Now and then a number comes in quotes,
# from a form or a file.
#
# **Predict.** Two teams made 12 and 30 visits. Both numbers stand in quotes, and we put a plus between them.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict('"12" + "30" will be:', ["42", "1230", "an error"])

# %% role="lesson"
# Purpose: put a plus between two texts that look like numbers
"12" + "30"

# %% [markdown]
# **Explain.**
#
# <details><summary>I said 42</summary>
# Excel would be so kind. In Python what stands in quotes is text, and a plus puts texts side by side.
# </details>
# <details><summary>I said 1230</summary>
# Yes, and without a word of warning. With numbers in quotes a sum is never what you want.
# </details>
# <details><summary>I said an error</summary>
# It would be one with a text and a number, "12" + 30. With two texts Python does as told.
# </details>
#
# One more about quotes: Word writes them curly, “like this”. Python reads only straight ones. Pasted code that stops
# with *{{error:curly_quotes:words}}* has curly ones in it.
#
# ## Stop 5: one = or two
#
# One = gives a name to something. Two == ask a question, and the answer is True or False. Asked of a column, the
# question is asked of every row.

# %% role="lesson"
# Purpose: ask of each row whether the child was in foster care
is_foster = twelve["KIND"] == "foster care"
is_foster

# %% [markdown]
# ## Stop 6: keep some rows
#
# Put that question into square brackets after the table's name, and only the rows that say True are kept. It is a
# ticked box in AutoFilter. `len` says how many rows a table has.
#
# **Predict.** How many rows will the next table have?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict(
    "The foster table will have:",
    ["twelve rows, some blank", "seven rows", "four rows, one a child"],
)

# %% role="lesson"
# Purpose: keep the rows of foster care, and count them
foster = twelve[twelve["KIND"] == "foster care"]
len(foster)

# %% [markdown]
# **Explain.**
#
# <details><summary>I said twelve rows, some blank</summary>
# AutoFilter hides rows and keeps them. Here the new table holds only what is True; twelve itself stays whole.
# </details>
# <details><summary>I said seven rows</summary>
# Yes: seven times True. And the table twelve still has all its rows.
# </details>
# <details><summary>I said four rows, one a child</summary>
# Four children it is, but a row is an episode, and some of them had several. That thought is worth a module: 03.
# </details>

# %% [markdown]
# ## Stop 7: a percentage from two sums
#
# A part, divided by the whole, times 100. `/` divides and `*` multiplies, as in a sheet.

# %% role="lesson"
# Purpose: work out how much of all the days was spent in foster care, in percent
foster_days = foster["DAYS"].sum()
all_days = twelve["DAYS"].sum()
print(foster_days / all_days * 100)

# %% [markdown]
# Each line uses only what the lines above it have made. Turn two of them round, and a `NameError` tells you.
#
# ## Keep it, hand it in
#
# | you want | you do |
# |---|---|
# | save | Ctrl+S; Jupyter also saves by itself now and then |
# | run it as someone else would | *Kernel*, *Restart Kernel and Run All Cells* |
# | get and hand in tasks, with a tutor | the *Course* panel at the left: *Fetch*, *Hand in*, *Read the feedback* |
# | mark your tasks, if you learn alone | the same panel: *Check all tasks* |
#
# You may hand in again once. An answer you are not sure of is worth handing in: the message is what you get for it.
#
# ## Three rules for your own data
#
# Nothing in this course needs a real child. At your desk you will use your own extracts, and then three rules hold:
#
# 1. Your data stays on your authority's machine, in its approved folder.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Clear outputs before you share a notebook: *File*, *Make a copy that is safe to share*. It makes a clean copy and
#    says what it took out. (In a terminal: `fingerpost share` and its name.)
#
# **Predict.** A notebook's code names no child. You want to e-mail it as it stands, outputs and all. What do the
# rules say?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict(
    "The rules say:",
    ["send it: there is no child in the code", "clear the outputs first", "never send code"],
)

# %% role="lesson"
# Purpose: show what an output can hold although the code names nobody
longest = twelve["DAYS"].max()
twelve[twelve["DAYS"] == longest]

# %% [markdown]
# **Explain.**
#
# <details><summary>I said send it</summary>
# Look at the output above. The code named nobody, and one child's row stands on the page.
# </details>
# <details><summary>I said clear the outputs first</summary>
# Yes, rule 3. One line in the File menu does it, and tells you what it took out.
# </details>
# <details><summary>I said never send code</summary>
# Code may leave, by rule 2: it is yours to share. What it printed may not.
# </details>
#
# ## Your turn
#
# First [the practice](00-practice.ipynb), where lines are taken out one by one. Then the assignment,
# [00-start-here](../assignments/00-start-here/00-start-here.ipynb): seven small tasks, and a few words of your own.
# With a tutor, *Fetch* it in the *Course* panel. Last, [at your desk](00-desk.ipynb): time one task that you repeat each
# month.
#
# ## Key points
#
# - A cell waits until it is run. An old result looks like a new one: when in doubt, restart and run all.
# - Read the **last** line of an error first. It names the trouble; the arrow above it says where.
# - Capital letters matter, quotes make text, each bracket closes. One = names, two == ask.
# - Data stays. Code, counts of 10 or more and plain words may leave. Clear outputs before you share.
#
# One side to keep beside your keyboard: [the sheet](00-start-here-sheet.md); all words are in the
# [glossary](glossary.md). Where next: module 01, *From workbook to table*.
