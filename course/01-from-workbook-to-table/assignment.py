# %% [markdown]
# # From workbook to table: your tasks
#
# Eight short tasks and one piece of writing. Three files have arrived. Find out what is in them. Every child in them
# is invented.
#
# Under each task is a grey cell with `check`. Run it as often as you like: it says what it saw in your answer,
# why that happens and what to try next. It gives you the first points. You get the rest when you hand in: your
# notebook is then run again with another authority's files in the folder `data`.
#
# Run the next cell first. It is locked: you need to run it, but not to read it.

# %% role="setup"
# Purpose: put the three files into the folder data, next to this notebook
import pandas as pd
from fingerpost import check, deliver

deliver("01")

# %% [markdown]
# | file | what it is | columns you need |
# |---|---|---|
# | `data/header.csv` | an extract from the case system: everyone in the return for 2024-25 | `CHILD` (their number), `UPN` (pupil number), `DOB` (date of birth, day first) |
# | `data/episodes.csv` | an extract for the same year: where children lived, and under which legal status | `CHILD`, `DECOM` (began), `DEC` (ended), `LS` (legal status), `PLACE` (placement), `RNE` (why it began) |
# | `data/annex_a.xlsx` | a workbook; its sheet `List 8` has three title rows, then the headings; as at 31 March 2026, a year after the two extracts end, so its children are not all the same | `Child Unique ID`, `Child's Legal Status` |
#
# In each task, read the file you need again in the task's own cell. Then no task depends on another.
#
# ## 1. Read a file (2 points)
#
# Read `data/header.csv`. How many rows does it have? The line of headings is not a row.
#
# Make one number called `header_rows`.

# %% task="header_rows"
# Purpose: read the header file and count its rows
### BEGIN SOLUTION
header = pd.read_csv("data/header.csv")
header_rows = len(header)
### END SOLUTION

# %% [markdown]
# ## 2. Rows and columns (2 points)
#
# Read `data/episodes.csv`. How many rows and how many columns does it have?
#
# Make a `dict` called `rows_and_columns`: `{"rows": …, "columns": …}`, each with its number.

# %% task="rows_and_columns"
# Purpose: count the rows and the columns of the episodes file
### BEGIN SOLUTION
episodes = pd.read_csv("data/episodes.csv")
rows_and_columns = {"rows": len(episodes), "columns": len(episodes.columns)}
### END SOLUTION

# %% [markdown]
# ## 3. Numbers that are names (3 points)
#
# `CHILD` and `UPN` are names, not numbers. Read `data/header.csv` so that both stay as they are in the file,
# leading zeros included. A blank stays a blank: `.isna()` still finds it.
#
# Make a table called `child_and_upn`: one row for each `CHILD`, with the `UPN` next to it.

# %% task="child_and_upn"
# Purpose: read the header file with CHILD and UPN as text, and keep these two columns
### BEGIN SOLUTION
header = pd.read_csv("data/header.csv", dtype={"CHILD": "str", "UPN": "str"})
child_and_upn = header[["CHILD", "UPN"]]
### END SOLUTION

# %% [markdown]
# ## 4. Dates that are dates (4 points)
#
# In `data/header.csv` a date of birth is written day first: `07/11/2019` is 7 November. Turn `DOB` into dates, and
# state the format.
#
# Make a table called `dates_of_birth`: one row for each `CHILD` (as text), with `DOB` as a date next to it.

# %% task="dates_of_birth"
# Purpose: turn the dates of birth into dates by their format, next to each child
### BEGIN SOLUTION
header = pd.read_csv("data/header.csv", dtype="str")
header["DOB"] = pd.to_datetime(header["DOB"], format="%d/%m/%Y")
dates_of_birth = header[["CHILD", "DOB"]]
### END SOLUTION

# %% [markdown]
# ## 5. What is one row? (3 points)
#
# Before you count anything, say what one row is. For each of the three files, choose:
#
# - **a** a child
# - **b** a period with one legal status and one placement
# - **c** a placement
# - **d** a period of care, from coming in to leaving
#
# Look before you choose: how many rows, how many different children? Make a `dict` called `one_row_is` with a letter
# for each file, for example `{"header": "d", "episodes": "d", "list_8": "d"}`.

# %% task="one_row_is"
# Purpose: say what one row is in each of the three files
### BEGIN SOLUTION
one_row_is = {"header": "a", "episodes": "b", "list_8": "a"}
### END SOLUTION

# %% [markdown]
# ## 6. Blank pupil numbers (4 points)
#
# A child who is too young for school, or new in the country, has no `UPN` yet, and the extract leaves it blank. In
# `data/header.csv`, how many rows have a blank `UPN`, and what share of all rows is that?
#
# Make a `dict` called `blank_upns`: `{"blank": …, "share": …}`. A share goes from 0 to 1, so a quarter is 0.25. Leave
# it unrounded, or round it to three decimal places.

# %% task="blank_upns"
# Purpose: count the rows without a pupil number, and their share of all rows
### BEGIN SOLUTION
header = pd.read_csv("data/header.csv", dtype="str")
is_blank = header["UPN"].isna()
blank_upns = {"blank": is_blank.sum(), "share": is_blank.mean()}
### END SOLUTION

# %% [markdown]
# ## 7. Past the title rows (3 points)
#
# Read the sheet `List 8` of `data/annex_a.xlsx`. Above its headings are three title rows. In the workbook the ids are
# text, and they must stay text.
#
# Make a table called `list_8`: one row for each `Child Unique ID`, with `Child's Legal Status` next to it. It may
# keep other columns too.

# %% task="list_8"
# Purpose: read list 8 past its title rows, ids as text
### BEGIN SOLUTION
list_8 = pd.read_excel(
    "data/annex_a.xlsx",
    sheet_name="List 8",
    skiprows=3,
    dtype={"Child Unique ID": "str"},
    engine="calamine",
)
list_8 = list_8[["Child Unique ID", "Child's Legal Status"]]
### END SOLUTION

# %% [markdown]
# ## 8. Children and episodes (3 points)
#
# In `data/episodes.csv` one row is one episode, and a child can have several. How many different children are in the
# file, and how many episodes?
#
# Make a `dict` called `children_and_episodes`: `{"children": …, "episodes": …}`.

# %% task="children_and_episodes"
# Purpose: count the different children and the episodes of the episodes file
### BEGIN SOLUTION
episodes = pd.read_csv("data/episodes.csv", dtype="str")
children_and_episodes = {"children": episodes["CHILD"].nunique(), "episodes": len(episodes)}
### END SOLUTION

# %% [markdown] person="data_note" points=6
# ## 9. In your own words (6 points, marked by your tutor)
#
# A new colleague will work with **one** of the three files. Write them a note of about 100 words: what one row is and
# what period the file covers; which columns must be text or dates, and which hold codes that need a list to read them;
# and **two doubts** you have about the file, each with who could settle it. Counts only: nothing about one child. Write
# in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | Grain and period stated | What one row is, so that a colleague could count by it, and the days or the year the file covers. | What one row is or the period it covers, not both. | Neither, or one row is said to be something it is not. |
# | Types and code sets named | At least one column that must be text, one of dates with its format, and one of codes with the list named. | Two of these three. | One of them or none. |
# | Two doubts with who could settle them | Two definite doubts about this file, each with a person or team to ask. | One doubt with someone to ask, or two without. | No doubt, or one that would fit any file. |
#
# A note that shows a child's row or number gets 0 in the third row and a private word.
#
# Comments to choose from:
#
# - A colleague could start work from this note. Keep it with the file.
# - Say first what one row is; every count depends on it.
# - Name the columns: which must be read as text, which are dates, and in what format?
# - A doubt is worth most with a name next to it: who could tell you?
# ### END MARK SCHEME
