# %% [markdown]
# # Practice: names, sums and order
#
# About 15 minutes. The same kind of problem again and again: first worked for you, then with more and more lines
# taken out, until you write them all. Where a line is missing you see `WRITE_YOUR_LINE_HERE` and a hint. Write your
# line over it. Until you do, the cell stops with an error on purpose: read its last line. Below each cell you can
# open the missing lines.
#
# Nothing here is marked. The numbers are invented.

# %% role="setup"
# Purpose: type in the visits that three teams made in each of four weeks
import pandas as pd
from fingerpost import in_order

visits = pd.DataFrame(
    {
        "TEAM": ["North"] * 4 + ["South"] * 4 + ["West"] * 4,
        "WEEK": [1, 2, 3, 4] * 3,
        "VISITS": [21, 18, 25, 30, 12, 15, 9, 14, 33, 28, 31, 40],
    }
)
visits

# %% [markdown]
# ## 1. Worked: how many visits did the North team make?
#
# Each row is one team in one week. Ask the question of every row, keep the rows that answer True, add up.

# %% role="practice"
# Purpose: keep the rows of one team and add up its visits
north = visits[visits["TEAM"] == "North"]
north_visits = north["VISITS"].sum()
print(north_visits)

# %% [markdown]
# ## 2. One line out: the South team

# %% role="practice"
# Purpose: keep the rows of the South team and add up its visits
south = visits[visits["TEAM"] == "South"]
south_visits = south["VISITS"].sum()  # ? add up the column VISITS of south
print(south_visits)

# %% [markdown]
# You should see 50. An error instead? Read its last line: is it a name, a bracket or a quote?
#
# ## 3. Two lines out: the best week of the West team

# %% role="practice"
# Purpose: keep the rows of the West team and find its largest week
west = visits[visits["TEAM"] == "West"]  # ? keep the rows where TEAM is West; two == ask
west_best = west["VISITS"].max()  # ? take the largest of the column VISITS
print(west_best)

# %% [markdown]
# ## 4. Lines out of order
#
# What percentage of all the visits did the North team make? All the lines are there, and two more that do not belong.
# Put the cursor on a line and move it with **Alt+Up** and **Alt+Down**; delete the two with Ctrl+Shift+K
# (Command+Shift+K on a Mac). Then run the cell: it tells you how far the order is right.

# %% order="m00_north_percent"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
is_north = visits["TEAM"] == "North"
north = visits[is_north]
north_visits = north["VISITS"].sum()
all_visits = visits["VISITS"].sum()
north_percent = north_visits / all_visits * 100
# - is_north = visits["TEAM"] = "North" || One = writes North into every row. Two == ask.
# - all_visits = "VISITS".sum() || "VISITS" alone is only text, and text has no sum. Say which table.

# %% [markdown]
# ## 5. On your own: the average week of the South team
#
# How many visits did the South team make in a week, on average? pandas calls the average the mean.

# %% role="practice"
# Purpose: keep the rows of the South team and average its weeks
south = visits[visits["TEAM"] == "South"]  # ? keep the rows of the South team
south_average = south["VISITS"].mean()  # ? take the mean of the column VISITS
south_rounded = round(south_average, 1)  # ? round it to one decimal place
south_rounded  # ? show it

# %% [markdown]
# Now restart the kernel and run all cells, from the *Kernel* menu. Does it all still work? Then it will work for a
# colleague too. On to the assignment: [00-start-here](../assignments/00-start-here/00-start-here.ipynb).
