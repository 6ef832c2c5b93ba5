# %% [markdown]
# # Practice: read three files
#
# About an hour, in as many sittings as you like. The problems are like the stops of the lesson: the first is worked for
# you, the next has one line taken out, then most of them, then all. Where a line was taken out you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error. That is
# on purpose: read its last line. Below each cell you can open the lines that were there.
#
# Every child in these files is invented. Nothing here is marked.

# %% role="setup"
# Purpose: put the files into the folder data, next to this page
import pandas as pd
from fingerpost import deliver, in_order

deliver("01")

# %% [markdown]
# ## 1. Worked: how many episodes have ended?
#
# One row is one episode. `DEC` is blank while the episode is open. So read the file, count the blanks, and subtract them from the number of rows.

# %% role="practice"
# Purpose: read the episodes as text, and count those with an end
episodes = pd.read_csv("data/episodes.csv", dtype="str")
is_open = episodes["DEC"].isna()
ended = len(episodes) - is_open.sum()
print(ended)

# %% [markdown]
# ## 2. One line out: what share has no Ofsted number?
#
# `URN` is Ofsted's number for the setting, where it has one (SSDA903 guide, 2024-25).

# %% role="practice"
# Purpose: take the share of episodes without a URN
no_urn = episodes["URN"].isna()  # ? ask of each row whether URN is missing
share_without = round(no_urn.mean(), 3)
print(share_without)

# %% [markdown]
# ## 3. Two lines out: when did the first episode begin?
#
# `DECOM` is text, day first. The earliest text is not the earliest day.

# %% role="practice"
# Purpose: turn the first days into dates, and take the earliest
first_days = pd.to_datetime(episodes["DECOM"], format="%d/%m/%Y")  # ? turn DECOM into dates, with format=
earliest = first_days.min()  # ? take the smallest of them: min
print(earliest, episodes["DECOM"].min())

# %% [markdown]
# The second one is the smallest text: it begins with `01`, whatever the year.
#
# ## 4. Lines out of order: children of List 8 who left care in the last six months
#
# Read List 8, and count the children with an end date. All the lines are there, and two more that do not belong. Put
# the cursor on a line and move it with **Alt+Up** and **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac
# Command+Shift+K). Then run the cell: it tells you how much of your order is right.

# %% order="m01_left_care"
# Purpose: put the lines in order; Alt+Up and Alt+Down move the line you are on
book = "data/annex_a.xlsx"
list_8 = pd.read_excel(book, sheet_name="List 8", skiprows=3, dtype="str", engine="calamine")
ceased = list_8["Date Ceased to be Looked After"]
is_missing = ceased.isna()
left_care = len(list_8) - is_missing.sum()
# - list_8 = pd.read_excel(book, dtype="str", engine="calamine") || This names no sheet, so it reads the page of contents.
# - is_missing = ceased == "" || Nothing equals a blank, so this is False in every row.

# %% [markdown]
# ## 5. On your own: mothers
#
# `MOTHER` in the header is 1 for a girl who has a child, 0 for one who has none, and blank where the question does not
# apply (SSDA903 guide, 2024-25). In how many rows is it filled in?

# %% role="practice"
# Purpose: read the header as text, and count the cells of MOTHER that hold something
header = pd.read_csv("data/header.csv", dtype="str")  # ? read the header, every column as text
asked_about = header["MOTHER"].notna()  # ? ask which cells of MOTHER hold something: notna
how_many = asked_about.sum()  # ? add up the Trues
how_many  # ? show it

# %% [markdown]
# Now the assignment: [01-from-workbook-to-table](../assignments/01-from-workbook-to-table/01-from-workbook-to-table.ipynb).
