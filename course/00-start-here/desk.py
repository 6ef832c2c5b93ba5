# %% [markdown]
# # At your desk: time one task you do every month
#
# About half an hour, not counting the task itself. You need no data here, only a clock. You write down how long one
# monthly task takes in Excel today. Module 08 comes back to that number, when Python does part of the task. You end
# with one page for your portfolio, which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. This page opens none of it.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share a notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
#
# ## 1. Choose the task, and time it
#
# Choose one that comes round every month, goes the same way each time, and is yours to do. Start the clock when you
# open the first file. Note the time for each step: getting the files, cleaning, counting, making the table, checking,
# sending.

# %% role="desk"
# Purpose: add up the minutes of the six steps
from fingerpost import desk

total = 10 + 25 + 15 + 20 + 10 + 5
print(total)

# %% [markdown]
# Type your own minutes over those numbers, in the order of the steps, and run the cell again. Nothing changes until you
# do. Which step takes longest? Write it down.
#
# ## 2. What it costs in a year

# %% role="desk"
# Purpose: turn one month's minutes into hours a year
times_a_year = 12
hours_a_year = round(total * times_a_year / 60, 1)
print(hours_a_year)

# %% [markdown]
# ## 3. Your portfolio sheet
#
# Write over the dots, in plain words that any colleague may read: the situation, what you did, why in this way, and
# what has changed. No names, no dates of birth, no small numbers of children: the cell refuses them, and says which
# part it means. In place of each `None`, type the hours this took you, such as 0.5, and the minutes your monthly task
# takes today.

# %% role="desk"
# Purpose: write the sheet of this desk task as Markdown and as a page to print
words = {
    "situation": "…",
    "did": "…",
    "why": "…",
    "changed": "…",
}
written = all(said != "…" for said in words.values())
spent = {"hours": None, "minutes_before": None}
desk.portfolio("00", **words, **spent) if written else "Write your words first."

# %% [markdown]
# The sheet is in the folder `portfolio`, twice: as text and as a page to print and have signed.
#
# ## 4. Look back
#
# Three lines, the minutes this took you in place of `None`, and how sure you were before and after, from 1 (not at
# all) to 5 (sure). They go into your log and nowhere else.

# %% role="desk"
# Purpose: keep three lines, your minutes and your confidence in your log
lines = {"learned": "…", "surprised": "…", "next_time": "…"}
sure = {"minutes": None, "before": None, "after": None}
done = "…" not in lines.values()
desk.look_back("00", **lines, **sure) if done else "Write your lines first."
