# %% [markdown]
# # Start here: your tasks
#
# Seven short tasks and one piece of writing. This is a first go: the points are for practice, and every message is
# there to help. Every child in the table is invented.
#
# Under each task there is a grey cell with `check`. Run it as often as you like: it says what it saw, why that
# happens and what to try next. When you hand in, your notebook is run again from the top, on another authority's
# twelve episodes. So let the computer work out the numbers.
#
# Run the next two cells first. They are locked; run them, and do not worry about what they say.

# %% role="setup"
# Purpose: take twelve episodes that have ended, six in foster care and six elsewhere
from fingerpost import check, connect

warehouse = connect()
twelve = warehouse.sql("""
    SELECT CHILD, CASE WHEN is_foster THEN 'foster care' ELSE 'elsewhere' END AS KIND, DAYS
    FROM (SELECT *, coalesce(PLACE LIKE 'U%', false) AS is_foster, DEC - DECOM AS DAYS,
              row_number() OVER (PARTITION BY is_foster ORDER BY DEC DESC, CHILD, DECOM) AS nth
          FROM ssda903.episodes WHERE DEC IS NOT NULL AND LS NOT IN ('V3', 'V4'))
    WHERE nth <= 6 ORDER BY CHILD, DAYS
""").df()
twelve

# %% role="setup"
# Purpose: give the days of a week a name, for task 6
days_in_a_week = 7

# %% [markdown]
# `twelve` is the table you see: each row is one episode, a period with one legal status in one placement. `CHILD` is
# the child's number, `KIND` says where the child lived, `DAYS` for how long.
#
# ## 1. Run a cell and store a name (2 points)
#
# How many days are there in all twelve episodes together? `twelve["DAYS"]` is the column, `.sum()` adds it up.
#
# Give the answer the name `total_days`. Write the line, press Shift+Enter, then run the check below it.

# %% task="total_days"
# Purpose: add up the days of all twelve
### BEGIN SOLUTION
total_days = twelve["DAYS"].sum()
### END SOLUTION

# %% [markdown]
# ## 2. Fix a misspelt name (3 points)
#
# The line in the cell is meant to find the longest of the twelve. With `# ` in front it is only a note: take away the
# `# ` and run it. It stops. Read the **last line** of what appears, and fix the line.

# %% task="longest_days"
# Purpose: find the longest of the twelve
# longest_days = Twelve["DAYS"].max()
### BEGIN SOLUTION
longest_days = twelve["DAYS"].max()
### END SOLUTION

# %% [markdown]
# ## 3. Fix a missing bracket (3 points)
#
# The same again: take away the `# `, run the line, read the last line of the error, fix it. The line is meant to find
# the average, which pandas calls the mean. Leave the number as it is or round it to one decimal place.

# %% task="average_days"
# Purpose: find the average length of the twelve, in days
# average_days = twelve["DAYS"].mean(
### BEGIN SOLUTION
average_days = twelve["DAYS"].mean()
### END SOLUTION

# %% [markdown]
# ## 4. Which line do you read first? (3 points)
#
# A colleague sends you this. We have added the letters at the front.
#
# ```
# a   {{error:no_such_table:1}}
# b   {{error:no_such_table:2}}
# c   {{error:no_such_table:3}}
# d   {{error:no_such_table:4}}
# ```
#
# Which line do you read **first**? Give its letter the name `line_to_read`. The letter goes in quotes: `"a"`, for
# example.

# %% task="line_to_read"
# Purpose: say which line of an error to read first
### BEGIN SOLUTION
line_to_read = "d"
### END SOLUTION

# %% [markdown]
# ## 5. Put four cells into working order (4 points)
#
# What percentage of all the days were days in foster care? Four cells of a colleague's notebook work that out, but
# they are out of order. Each has one line. Take away the `# ` in front of each, and put the lines into an order that
# works: **Alt+Up** and **Alt+Down** move the line you are on. A line may use only what the lines above it have made.
#
# The result is called `foster_percent`. Leave it as it is or round it to one decimal place.

# %% task="foster_percent"
# Purpose: work out what percentage of all the days was spent in foster care
# foster_percent = foster_days / all_days * 100
# foster_days = foster["DAYS"].sum()
# all_days = twelve["DAYS"].sum()
# foster = twelve[twelve["KIND"] == "foster care"]
### BEGIN SOLUTION
foster = twelve[twelve["KIND"] == "foster care"]
foster_days = foster["DAYS"].sum()
all_days = twelve["DAYS"].sum()
foster_percent = foster_days / all_days * 100
### END SOLUTION

# %% [markdown]
# ## 6. Restart, run it all, hand it in (4 points)
#
# How many weeks are there in all twelve together? Make `total_weeks`: the days of all twelve, divided by
# `days_in_a_week`, which a cell near the top made. Leave it as it is or round it to one decimal place.
#
# Then open the *Kernel* menu at the top and choose *Restart Kernel and Run All Cells*. Everything the notebook knew
# is forgotten, and made again from the top. What still works then will work for anyone.
#
# Most of these points come only from the notebook that you hand in: saved, and run from the top by a computer that
# knows none of your names. So hand in, even if a task is unfinished. (If you learn alone, *Check all tasks* runs it from
# the top too. Where the answers are not on your computer, it gives only the points that can be seen.)

# %% task="total_weeks"
# Purpose: turn the days of all twelve into weeks, with the name made near the top
### BEGIN SOLUTION
total_weeks = twelve["DAYS"].sum() / days_in_a_week
### END SOLUTION

# %% [markdown]
# ## 7. May it leave the machine? (5 points)
#
# Think of real data at your desk. By the three safe-desk rules, which of these five may leave your authority's
# machine as they are?
#
# - **a** a notebook by email, with its outputs as they are
# - **b** a copy of it made with *Make a copy that is safe to share*, which you have read through
# - **c** the sentence "3 children went to a secure children's home in May"
# - **d** the sentence "142 children lived in foster care at some time in the year"
# - **e** a list of children without their names, but with dates of birth and postcodes
#
# Put the letters of those that may leave into a list called `may_leave`: `["a", "c"]`, for example.

# %% task="may_leave"
# Purpose: list what may leave the machine
### BEGIN SOLUTION
may_leave = ["b", "d"]
### END SOLUTION

# %% [markdown] person="monthly_task_in_words" points=6
# ## 8. In your own words (6 points, marked by your tutor)
#
# Think of **one task you do every month** in Excel. In about 80 words, say what goes in, what comes out and who gets
# it; how long it takes and how often you do it; and one thing that can go wrong with it. Name no child, and say
# nothing that could point to one. Write in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | A definite task and product | One task: what goes in, what comes out, and who gets it. | A task is named; what goes in, what comes out or who gets it is missing. | No one task is named. |
# | Time and frequency | Minutes or hours, and how often or on which day. | How long or how often, not both. | Neither how long nor how often. |
# | One risk, no child named | One thing that can go wrong, clear enough for a colleague to look for it; nothing in it points to a child. | A risk is named, but too generally for anyone to look for it. | No risk is named, or something in it points to a child. |
#
# An answer that names a child, or gives a date of birth or an address, gets 0 in the third row and a private word.
#
# Comments to choose from:
#
# - Clear enough for a colleague to take this task over tomorrow. Keep it: module 08 asks for the minutes.
# - Say what goes in: which extract or workbook, and where it comes from.
# - How many minutes, and on which day of the month? Without that, nobody can say how much time Python saves.
# - Say at which step it goes wrong, and how you would notice.
# ### END MARK SCHEME
