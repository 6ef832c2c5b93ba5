# %% [markdown]
# # From workbook to table
#
# *A colleague forwards three files and asks: "How many children are in here, and is it all there?" You would open
# them, scroll, and press Ctrl+End. Here you read them with pandas, and see what Excel shows you and what is stored.*
#
# About two and a half hours, in as many sittings as you like. Every child in these files is invented.
#
# **Afterwards you can**
#
# - read a CSV file, and a sheet of a workbook past its title rows
# - say what one row is, before anything is counted
# - keep ids as text, and turn dates into dates in a format you state
# - count rows, children and blanks: three questions, three numbers
#
# **How to use this page.** Shift+Enter runs a cell. Go from the top, and where it says *Predict*, decide before you
# run. First the [warm-up](01-quiz.ipynb). Done this before? The [skip check](01-skip-check.ipynb) takes 15 minutes.

# %% role="setup"
# Purpose: put this morning's files into the folder data, next to this page
import pandas as pd
from fingerpost import connect, deliver, predict, walk

deliver("01")

# %% [markdown]
# `import pandas as pd` fetches **pandas**, the part of Python for tables, and calls it `pd` for short. The last line put
# three files into the folder `data` next to this page: two extracts and a workbook. To see them, open `lessons` in the
# list on the left, then `data`.
#
# ## The way you do it in Excel
#
# You double-click the CSV file. Do it now, if this machine has Excel: right-click `header.csv` in that list, *Download*,
# and open it. If Excel asks, choose *Convert*; older versions do it without asking. In the file the first `CHILD` is `000237`.
# What does Excel show? Close it **without saving**.
# <details><summary>I have looked</summary>237. The zeros are gone from the screen, and if you save, from the file. Any lookup by 000237 now finds nothing.</details><br>
#
# No Excel here? The cell below shows what a double-click does to another small file. `UPRN` is the number of a property. Use the arrow keys, and watch three columns in step 2.

# %% role="lesson"
# Purpose: watch one file in Excel and in pandas, and what each word in the line changes
walk.xray(example="zeros", live=True)

# %% [markdown]
# **Say first, then change it.** Excel changed `CHILD`, `AGE_BAND` and `UPRN`. In the last step choose each of them as the column. Which does pandas change?
# <details><summary>I have said it, and tried it</summary>Only CHILD. A column of nothing but digits becomes numbers and loses its zeros. pandas leaves 5-9 as text, and keeps all twelve digits of a UPRN. Read CHILD as text, and nothing is lost.</details><br>
#
# | what you did | what Excel did | what you may not notice |
# |---|---|---|
# | opened a CSV | turned digits into numbers | `0012` is now `12`, and a lookup finds nothing |
# | opened a CSV | turned what looks like a date into one | ages `5-9` became `05-Sep` |
# | saved it as CSV | wrote what was on screen | every long `UPRN` is now `9.99E+11`, for good |
# | chose *Format Cells* | changed what is **shown** | what is **stored** is as it was |
# | pressed Ctrl+End | went to the last cell ever used | rows you cleared may still count |
#
# pandas has traps too. But there you write down how a file is read, and the next reader can see it.
#
# ## Stop 1: read a file
#
# `pd.read_csv` reads a CSV file into a [[table|**table**]]. You give it the file's name in quotes: folder, slash,
# name. We call the table `header`, because that is what the return calls this list of children.

# %% role="lesson"
# Purpose: read the header file as it comes, and give the table a name
header = pd.read_csv("data/header.csv")

# %% [markdown]
# **Predict.** That was `CHILD`, in Excel. In the file the first `DOB`, date of birth, is written `22/12/2010`. What will pandas hold?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The first row of DOB holds:", ["the text 22/12/2010", "a date", "a number of days"])

# %% role="lesson"
# Purpose: look at the first three rows: head takes as many as you say, or five
header.head(3)

# %% [markdown]
# **Explain.** Open the line that was yours.
#
# <details><summary>I said the text 22/12/2010</summary>Yes. pandas leaves a date as text until you ask; stop 4 does. But look at CHILD: it is all digits, so it lost its zeros, as in Excel.</details>
# <details><summary>I said a date</summary>Excel would make it one. pandas leaves it as text until you ask. It did turn CHILD into a number, as Excel does.</details>
# <details><summary>I said a number of days</summary>That is how Excel keeps a date. Here it is still text. CHILD did become a number, though it is a name made of digits.</details><br>
#
# On the far left is the [[row label]]. pandas adds it, starting from 0; it is not a column of the file. `NaN` is how
# pandas shows a [[blank]]; stop 8 is about those.
#
# ## Stop 2: keep ids as text
#
# Each column has one [[type]]: `int64` is whole numbers, `float64` decimals, `str` text, `datetime64` dates.

# %% role="lesson"
# Purpose: list the type of each column
header.dtypes

# %% [markdown]
# `CHILD` should be text: an id is a name, even when it is made of digits. So ask for text **as you read**; once the
# zeros are gone, they are gone. `dtype="str"` asks for text in every column.

# %% role="lesson"
# Purpose: read the same file again, every column as text
header = pd.read_csv("data/header.csv", dtype="str")
header["CHILD"].head(3)

# %% [markdown]
# ## Stop 3: count
#
# `len` of a table counts its rows, and `.columns` are the names across the top. `shape` gives both, rows first.

# %% role="lesson"
# Purpose: count rows and columns of the header
print(len(header), len(header.columns), header.shape)

# %% [markdown]
# **Predict.** In Excel you count with COUNTA. pandas has `count`. What will it give for `UPN`, the [[pupil number]]?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It gives:", ["the number of rows", "fewer than there are rows", "the different values"])

# %% role="lesson"
# Purpose: count UPN, and show it beside the number of rows
print(header["UPN"].count(), "of", len(header))

# %% [markdown]
# **Explain.**
# <details><summary>I said the number of rows</summary>In a column without blanks it would be. Here some children have no pupil number, and count leaves them out.</details>
# <details><summary>I said fewer</summary>Yes. Like COUNTA, it counts what is filled in. For rows, ask len of the whole table.</details>
# <details><summary>I said the different values</summary>That is a third question, nunique. We come to it at stop 7.</details><br>
#
# ## Stop 4: dates in a format you state
#
# Three dates of birth, day first, as in SSDA903 files (SSDA903 guide, 2024-25): `03/04/2012` is 3 April.

# %% role="lesson"
# Purpose: type in a table as text: its column's name, a colon, three dates of birth
three = pd.DataFrame({"DOB": ["03/04/2012", "11/09/2010", "05/05/2015"]})

# %% [markdown]
# **Predict.** `pd.to_datetime` turns text into dates. We do not tell it the format. What will it make of them?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("How many will be right?", ["all three", "one of three", "none: it stops"])

# %% role="lesson"
# Purpose: let pandas guess; it writes dates as year, month, day
pd.to_datetime(three["DOB"])

# %% [markdown]
# **Explain.**
# <details><summary>I said all three</summary>Look at the first one: 4 March. Where it can, pandas reads the month first, as in America.</details>
# <details><summary>I said one of three</summary>Yes. Two have day and month swapped. 5 May is right by luck.</details>
# <details><summary>I said it stops</summary>It would be better if it did. Either way round it is a real date, so nothing looks odd.</details><br>
#
# So state the format. `%d` is the day, `%m` the month, `%Y` the year in full. Put the slashes where the file has them.

# %% role="lesson"
# Purpose: turn the text into dates by the format it has
pd.to_datetime(three["DOB"], format="%d/%m/%Y")

# %% [markdown]
# Now see it in a whole file. Here the dates are made in the line that reads, with `date_format`.

# %% role="lesson"
# Purpose: watch a guess turn dates, and a stated format put them right
walk.xray(example="dates", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step choose `DECOM`, a start date, and *a date (format guessed)*. How many of its six dates will be wrong?
# <details><summary>I have said it, and tried it</summary>All six, and nothing tells you: each of these days could be a month as well. State the format, and none is wrong.</details><br>
#
# ## Stop 5: an error that quotes a child
#
# And if you give `pd.to_datetime` a format that the text does not have? Then it stops, and an error you see beats one
# you do not. (`date_format` does not stop: it leaves the column as text, and only `.dtypes` shows it.)
#
# **Predict.** At work you might paste such an error into a search engine, or send it to IT. What does it give away?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It gives away:", ["nothing of the file", "how many dates fail", "a child's date of birth"])

# %% role="stops"
# Purpose: state a format that the file does not have; it is meant to stop
pd.to_datetime(header["DOB"], format="%Y-%m-%d")

# %% [markdown]
# **Explain.** Here the last line is not the one to read, because pandas adds advice below it. Find the last line that
# starts at the margin with the kind of error, `{{error:another_form:kind}}`: `22/12/2010` does not fit the format.
#
# <details><summary>I said nothing</summary>So it is with #VALUE! in Excel. pandas quotes the first value that does not fit, and that is the date of birth of child 000237.</details>
# <details><summary>I said how many</summary>It does not get that far. It stops at the first date that does not fit, and quotes it: one child's date of birth.</details>
# <details><summary>I said a date of birth</summary>Yes. With real data the message must stay on your machine (rule 1): pasting it elsewhere takes a child's date of birth with it. Send only the kind of error and your own line of code.</details><br>
#
# Do not take the advice to try `mixed`: it guesses for each cell, so some dates are swapped and others are not.

# %% role="lesson"
# Purpose: put dates in place of the text in the column DOB
header["DOB"] = pd.to_datetime(header["DOB"], format="%d/%m/%Y")
header.dtypes

# %% [markdown]
# ## Stop 6: keep the columns you need
#
# The second file has many columns. Write the names of those you want in two pairs of brackets, with commas between.

# %% role="lesson"
# Purpose: read the episodes as text, and look at five columns of the first two rows
episodes = pd.read_csv("data/episodes.csv", dtype="str")
episodes[["CHILD", "DECOM", "DEC", "LS", "PLACE"]].head(2)

# %% [markdown]
# ## Stop 7: what is one row?
#
# Before you count, say what one row is: the [[grain]] of a table. Look at `CHILD` in the table above.
#
# Two rows, one child. On 10 March 2025 the child moved: `DEC` ends the first row, `DECOM` begins the next. A row is a
# period with one [[legal status]] (`LS`) and one [[placement]] (`PLACE`), and the return calls it an [[episode]].
#
# **Predict.** `nunique` counts different values. Both files are from one return. Which lists more different children?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("More children:", ["in the header", "in the episodes", "the same in both"])

# %% role="lesson"
# Purpose: show rows and different children of both files
print("header", len(header), header["CHILD"].nunique())
print("episodes", len(episodes), episodes["CHILD"].nunique())

# %% [markdown]
# **Explain.**
#
# <details><summary>I said in the header</summary>Yes. It also lists care leavers who had no episode in 2024-25 (SSDA903 guide, 2024-25).</details>
# <details><summary>I said in the episodes</summary>It has more rows, since a child who moved has one for each stay. It has fewer children.</details>
# <details><summary>I said the same</summary>A fair guess for one return. But the header also lists care leavers who had no episode in 2024-25 (SSDA903 guide, 2024-25).</details><br>
#
# In the header both numbers are equal, so one row is one child. Say which file a number is from.
#
# **Say first, then run.** Someone asks for the header "without names": no `CHILD`, no `UPN`, only dates of birth and the
# rest. How many of the children have a date of birth that nobody else in it has?

# %% role="lesson"
# Purpose: count the different dates of birth
print(header["DOB"].nunique(), "different dates for", len(header), "children")

# %% [markdown]
# <details><summary>I have said it, and run it</summary>Most of them: there are nearly as many dates as children. So anyone who knows a child's date of birth can find the row, even with no name or number. Send only counts of 10 or more.</details><br>
#
# ## Stop 8: blanks
#
# **Predict.** A filter in Excel finds *(Blanks)*. Here we ask which pupil numbers equal empty text. How many do?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("How many equal empty text?", ["all the blanks", "none of them", "an error"])

# %% role="lesson"
# Purpose: ask which pupil numbers equal empty text, and add up the Trues
print((header["UPN"] == "").sum())

# %% [markdown]
# **Explain.**
#
# <details><summary>I said all the blanks</summary>In Excel it would be: there a blank cell equals empty text. In pandas a blank equals nothing at all.</details>
# <details><summary>I said none of them</summary>Yes, none. A blank equals nothing: not empty text, not None, not even another blank.</details>
# <details><summary>I said an error</summary>An error would be kinder. It is a fair question, and for every row the answer is no.</details><br>
#
# There is a question for blanks: *is it missing?* True counts as 1, so `sum` gives their number and `mean`, the average,
# their share of all rows. A share goes from 0 to 1; times 100 it is a percentage. `.notna()` asks the opposite.

# %% role="lesson"
# Purpose: count the missing pupil numbers, and take their share
is_blank = header["UPN"].isna()
print(is_blank.sum(), round(is_blank.mean(), 3))

# %% [markdown]
# About a third: mostly children too young for school, or who came to this country alone. In the return each such blank
# gets a code that says why (SSDA903 guide, 2024-25). In the [[extract]] it is still blank.
#
# ## Stop 9: a sheet of a workbook
#
# Inspectors ask for `List 8` of Annex A (Ofsted, *Inspecting local authority children's services*, as updated in December 2024): children in care, and those who left in the six months before. Ours is as at
# 31 March 2026, a year after the extracts end, so its children are not all the same. Without `sheet_name` you would get
# a page of contents. `engine` says which program opens the workbook; without it pandas gives a warning.

# %% role="lesson"
# Purpose: read the sheet by name, and look at its top left corner
sheet = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", engine="calamine")
sheet[["Annex A, list 8: children in care", "Unnamed: 1"]].head(4)

# %% [markdown]
# ## Stop 10: past the title rows
#
# The title was taken for a heading, and columns without one are called *Unnamed*. `skiprows` says how many rows to
# skip above the headings: here three, the empty one included.
#
# **Say first, then run.** In the workbook the ids are text, zeros and all. What do they become if you only add `skiprows=3`?

# %% role="lesson"
# Purpose: read the sheet past its title rows, and look at two of its columns
sheet = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", skiprows=3, engine="calamine")
sheet[["Child Unique ID", "Date of Birth"]].head(2)

# %% [markdown]
# <details><summary>I have said it, and run it</summary>Numbers: here too pandas takes text that is all digits for numbers. The zeros are lost, and with them every lookup. The cure is that of stop 2: say so as you read.</details><br>
#
# The dates came as dates: a workbook stores them so. To make only some columns text, name them in curly brackets: pairs
# of a name, a colon and what belongs to it. Python calls that a `dict`.

# %% role="lesson"
# Purpose: read the sheet with ids as text
book = "data/annex_a.xlsx"
as_text = {"Child Unique ID": "str"}
list_8 = pd.read_excel(book, sheet_name="List 8", skiprows=3, dtype=as_text, engine="calamine")
list_8[["Child Unique ID", "Child's Legal Status"]].head(2)

# %% [markdown]
# `walk.xray(example="titles", live=True)` shows a sheet whose only trap is its title rows. `walk.xray(live=True)` shows a List 8 with every trap
# of this page at once: can you name each before it does?
#
# ## The same from the warehouse
#
# Most of this course reads from a **warehouse**: one file of many tables, types and all, so nothing has to be guessed.
# You ask it in SQL, another language, which a later module teaches. `FROM` names the table; `.df()` makes the answer a pandas table.

# %% role="lesson"
# Purpose: ask the warehouse for rows, filled end dates and different children of its episodes
warehouse = connect()
warehouse.sql("SELECT count(*), count(DEC), count(DISTINCT CHILD) FROM ssda903.episodes").df()

# %% [markdown]
# The numbers are larger than in the file, since the warehouse holds five years.
#
# ## Your turn
#
# Open the assignment: [01-from-workbook-to-table](../assignments/01-from-workbook-to-table/01-from-workbook-to-table.ipynb).
# Eight tasks like the stops above, and a note for a colleague; with a tutor, *Fetch* it in the *Course* panel. Before it,
# the [practice](01-practice.ipynb); after it [your desk](01-desk.ipynb), with an extract of your own.
#
# ## Key points
#
# - Ids are text. Say so as you read: `dtype`. Afterwards is too late.
# - State the format of dates. Without it day and month may be swapped, and nothing tells you.
# - Say what one row is before you count. Rows, different children and filled cells are three numbers.
# - A blank equals nothing. Ask for it: `.isna()`.
# - *Unnamed* means that a title row was in the way: `skiprows`. Name the sheet.
#
# One side to keep: [the sheet](01-from-workbook-to-table-sheet.md); words: [glossary](glossary.md). Where next: module 02.
