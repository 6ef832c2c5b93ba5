# %% [markdown]
# # Look up and join
#
# *A colleague asks: "Can you put the social worker beside each child in care? My VLOOKUP gives one name each, and the
# team says that half of them left long ago." You would use VLOOKUP, XLOOKUP, or INDEX and MATCH. Here you do it in
# Python, know the number of rows beforehand, and see who found nothing.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - join two tables with a number of rows that you have predicted
# - find who has no match, and attach labels to codes
# - keep the latest row of each child
# - stack files that have the same columns
# - say how good a match is, of whom, and which links may be false
#
# **How to use this page.** Shift+Enter runs a cell. Go from the top, and where it says *Predict*, decide before you
# run. First the [warm-up](04-quiz.ipynb). Not new? The [skip check](04-skip-check.ipynb) takes a quarter of an hour.

# %% role="setup"
# Purpose: take the children in care at the end of 2024, the header, and the social workers
import pandas as pd
from fingerpost import connect, predict, walk

warehouse = connect()
in_care = warehouse.sql("""
    SELECT CHILD, DECOM, PLACE FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
    AND DECOM <= '2024-12-31' AND (DEC IS NULL OR DEC > '2024-12-31') ORDER BY CHILD
""").df()
header = warehouse.sql("SELECT CHILD, SEX, DOB FROM ssda903.header").df()
workers = warehouse.sql("FROM ssda903.sw_episodes ORDER BY md5(SW_ID || CHILD)").df()
workers = workers.loc[workers["SW_DECOM"] <= "2024-12-31", ["CHILD", "SW_ID", "SW_DECOM"]]

# %% [markdown]
# In `in_care` one row is one child; in `header` too. In `workers` one row is one worker who held a child's case, from
# the day `SW_DECOM` on. Its rows are in no order, as in many a file.
#
# ## The way you do it in Excel
#
# You write `=VLOOKUP(A2, Workers!A:C, 2, FALSE)` and drag it down. Three things stay quiet:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | looked a child up | stopped at the first row with that id | there were others further down |
# | got `#N/A` and wrapped it in IFERROR | wrote a blank | a space or a lost zero may be all that parts them |
# | pasted next year's file below | put column C under column C | C holds something else this year |
#
# In pandas a [[lookup|**lookup**]] is a `merge`, in SQL a `JOIN`. The column that both have is the [[key|**key**]].
#
# ## See it move
#
# VLOOKUP taken apart: left Excel, right pandas and SQL. Use the arrow keys. In the last step, build a join of your own.

# %% role="lesson"
# Purpose: watch rows meet by their key
walk.lookup(in_care, workers, take="SW_ID", name="in_care", other_name="workers", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, read the counts below the join. How many rows will <em>outer</em> keep?
# <details><summary>I have said it, and tried it</summary>Those that <em>left</em> keeps, and those of workers that none met: nobody is left out on either side.</details>
#
# ## Stop 1: say the number of rows first
#
# A join brings columns. It can also bring rows, or lose some. So look at the key of the **right** table, and say
# the number of rows before you run. `header["CHILD"].duplicated().sum()` counts repeats of an id: there are none.
#
# **Predict.** Each child stands once in `header`. You merge it to `in_care` and keep the left table whole. How many rows?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("After the merge there are:", ["as many rows as in in_care", "more rows", "fewer rows"])

# %% role="lesson"
# Purpose: look up sex and date of birth, and compare the rows before and after
with_child = in_care.merge(header, on="CHILD", how="left")
print(len(in_care), "->", len(with_child))

# %% [markdown]
# **Explain.**
#
# <details><summary>I said as many rows as in in_care</summary>
# Yes. Every child meets one row of the header, so a row stays a row.
# </details>
# <details><summary>I said more rows</summary>
# That happens where the right table has a key twice. Here it has each child once.
# </details>
# <details><summary>I said fewer rows</summary>
# Rows are lost where they meet nothing and the left table is not kept whole. Here it is: how="left".
# </details>
#
# In SQL: `FROM in_care LEFT JOIN header USING (CHILD)`. Now the workers.
#
# **Predict.** Most children have had several workers. You merge `workers` to `in_care` in the same way. How many rows?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The merge makes:", ["as many rows as in in_care", "more rows", "one row for each worker"])

# %% role="lesson"
# Purpose: look up the workers, and compare the rows before and after
with_workers = in_care.merge(workers, on="CHILD", how="left")
print(len(in_care), "->", len(with_workers))

# %% [markdown]
# **Explain.**
#
# <details><summary>I said as many rows as in in_care</summary>
# VLOOKUP would keep it so: it takes the first and hides the rest. merge takes them all.
# </details>
# <details><summary>I said more rows</summary>
# Yes. A child with four workers makes four rows. A count of rows is now no count of children.
# </details>
# <details><summary>I said one row for each worker</summary>
# One for each worker of these children. Workers of children who have left are not in it.
# </details>
#
# ## Stop 2: a seat belt, and the latest row
#
# `validate="m:1"` is a seat belt: *many* rows on the left may meet *one* on the right. If the right has a key twice,
# pandas stops, before the harm is done:

# %% role="stops"
# Purpose: merge with the seat belt on; it is meant to stop
in_care.merge(workers, on="CHILD", how="left", validate="m:1")

# %% [markdown]
# Read the last lines: *{{error:seat_belt:words}}*, and the ids. So choose the row you mean. Here:
# the worker who came last. [[keep the latest|**Keep the latest**]]: sort by child and day, then keep each child's last row.

# %% role="lesson"
# Purpose: keep the latest worker of each child, and look that one up with the seat belt on
in_order = workers.sort_values(["CHILD", "SW_DECOM"])
latest = in_order.drop_duplicates("CHILD", keep="last")
with_latest = in_care.merge(latest, on="CHILD", how="left", validate="m:1")
print(len(in_care), "->", len(with_latest))

# %% [markdown]
# What if you forget to sort? No error: the last row of the file is kept. For how many is that another worker?

# %% role="lesson"
# Purpose: keep the last row of the file, not the latest, and count who gets another worker
of_the_file = workers.drop_duplicates("CHILD", keep="last")
both = with_latest.merge(of_the_file, on="CHILD", suffixes=("", "_of_file"))
print((both["SW_ID"] != both["SW_ID_of_file"]).sum(), "of", len(both))

# %% [markdown]
# `suffixes` tells two columns of one name apart. In SQL the latest has `ROW_NUMBER() OVER (…) = 1`.
#
# ## Stop 3: who found nothing?
#
# In `missing` one row is one time a child went missing in 2024. Without `how`, merge keeps pairs alone: an inner join.
#
# **Predict.** You write `in_care.merge(missing, on="CHILD")`. What is one row of the result?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict(
    "One row is:",
    ["one child in care", "one child who went missing", "one time a child in care went missing"],
)

# %% role="lesson"
# Purpose: take the times missing, join without saying how, and count rows and children
missing = warehouse.sql("FROM ssda903.missing WHERE year(MIS_START) = 2024").df()
missing = missing[["CHILD", "MIS_START"]]
pairs = in_care.merge(missing, on="CHILD")
print(len(pairs), "rows,", pairs["CHILD"].nunique(), "children")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said one child in care</summary>
# Those who never went missing have gone: they made no pair. Divide by these rows, and everybody has gone missing.
# </details>
# <details><summary>I said one child who went missing</summary>
# Nearly: a child who went missing five times makes five pairs.
# </details>
# <details><summary>I said one time a child in care went missing</summary>
# Yes: a pair is one child and one time. Children without a time, and times of children who left, have gone.
# </details>
#
# `indicator=True` writes into `_merge` where each row was found: `both`, `left_only`, or `right_only`. The [[unmatched]]
# are then a filter:

# %% role="lesson"
# Purpose: keep all children, mark what was found, and count who has no match
marked = in_care.merge(missing.drop_duplicates("CHILD"), on="CHILD", how="left", indicator=True)
without = marked[marked["_merge"] == "left_only"]
print(len(without), "of", len(marked), "children in care did not go missing in 2024")

# %% [markdown]
# Whoever is left over is often the news. In SQL: `LEFT JOIN`, then `WHERE missing.CHILD IS NULL`.
#
# ## Stop 4: keys that look alike
#
# Excel turned the ids of a file into numbers: `000237` became 237. Then this happens:

# %% role="stops"
# Purpose: join text to numbers; it is meant to stop
as_numbers = latest.copy()
as_numbers["CHILD"] = as_numbers["CHILD"].astype("int")
in_care.merge(as_numbers, on="CHILD", how="left")

# %% [markdown]
# Text and numbers do not meet. (The advice to use `concat` is beside the point.) So you make both text.
#
# **Predict.** `.astype("str")` turns 237 into "237". How many children find their worker?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Their worker is found by:", ["all", "most", "nobody"])

# %% role="lesson"
# Purpose: make the ids text, and count the children who find nobody
as_text = as_numbers.copy()
as_text["CHILD"] = as_text["CHILD"].astype("str")
tried = in_care.merge(as_text, on="CHILD", how="left")
print(tried["SW_ID"].isna().sum(), "of", len(tried), "find nobody")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said all</summary>
# Those whose id begins with 0 do not: "237" is not "000237". There is no error, so nobody asks.
# </details>
# <details><summary>I said most</summary>
# Yes. Ids that begin with another figure lost nothing. The others are left without a worker, in silence.
# </details>
# <details><summary>I said nobody</summary>
# Nine in ten ids have no zero in front, and these are the same text again.
# </details>
#
# `.str.zfill(6)` fills up with zeros to six. `.str.strip()` cuts off spaces, `.str.upper()` makes capitals.

# %% role="lesson"
# Purpose: mend ids that lost their zeros, and keys with spaces and small letters
as_text["CHILD"] = as_text["CHILD"].str.zfill(6)
mended = in_care.merge(as_text, on="CHILD", how="left", validate="m:1")
typed = pd.Series(["A12", "a12", "A12 "])
keys = typed.str.strip().str.upper().nunique()
print(mended["SW_ID"].isna().sum(), "find nobody;", keys, "key in place of 3")

# %% [markdown]
# ## Stop 5: blank keys
#
# A [[pupil number]] can be blank. Two small tables: `A1` and three blanks on the left, `A1` and two blanks on the right.
#
# **Predict.** `A1` meets `A1`: one pair. How many pairs do the blanks make in pandas?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Pairs of blanks:", ["none", "3", "6"])

# %% role="lesson"
# Purpose: type in the two tables, join them in pandas and in SQL, and count the pairs
left = pd.DataFrame({"UPN": ["A1", None, None, None]})
right = pd.DataFrame({"UPN": ["A1", None, None], "school": ["North", "South", "East"]})
in_pandas = left.merge(right, on="UPN")
in_sql = warehouse.sql('FROM "left" JOIN "right" USING (UPN)').df()
print(len(in_pandas), "rows in pandas,", len(in_sql), "in SQL")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said none</summary>
# So it is in SQL, where a blank equals nothing. In pandas a blank key meets every blank key.
# </details>
# <details><summary>I said 3</summary>
# Each blank on the left meets both on the right, so it is three times two.
# </details>
# <details><summary>I said 6</summary>
# Yes: three times two. Six links between children who have nothing in common but a blank.
# </details>
#
# A [[false link]] puts one child's facts beside another child. So drop blanks from the right table first, with
# `.dropna()`. Then say how good the match is, **of all rows on the left**:

# %% role="lesson"
# Purpose: drop blank keys on the right, mark what was found, and give the share of all on the left
linked = left.merge(right.dropna(), on="UPN", how="left", indicator=True)
print(100 * (linked["_merge"] == "both").mean(), "in a hundred")

# %% [markdown]
# Of the rows **with** a number it would be 100: say which base you mean.
#
# ## Labels for codes
#
# The key may have two names. `left_on` and `right_on` say which. The table of codes holds many code sets, and `K1`
# stands in two of them. So keep one set first, or rows grow.

# %% role="lesson"
# Purpose: look up the label of each placement, and count, blanks included
codes = warehouse.sql("SELECT codeset, code, label FROM ref.codes").df()
places = codes[codes["codeset"] == "place"]
labelled = in_care.merge(places, left_on="PLACE", right_on="code", how="left", validate="m:1")
labelled["label"].value_counts(dropna=False).head(4)

# %% [markdown]
# ## Stop 6: files below each other
#
# To [[stack|**stack**]] tables is to put them below each other: `walk.stack()` plays it. Here a column has moved.

# %% role="lesson"
# Purpose: cut the times missing into two halves, the second with its columns the other way round
first = missing[missing["MIS_START"] < "2024-07-01"].copy()
second = missing[missing["MIS_START"] >= "2024-07-01"][["MIS_START", "CHILD"]].copy()
first["half"], second["half"] = "January to June", "July to December"

# %% [markdown]
# **Predict.** `pd.concat([first, second])` stacks the two. What decides which column goes under which?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Columns are put together by:", ["their name", "their place"])

# %% role="lesson"
# Purpose: stack the two halves, and count the rows of each
stacked = pd.concat([first, second])
print(stacked["CHILD"].str.len().unique(), len(first) + len(second), "->", len(stacked))
stacked.groupby("half").size()

# %% [markdown]
# **Explain.**
#
# <details><summary>I said their name</summary>
# Yes: every CHILD still has six letters. SQL does so with UNION ALL BY NAME.
# </details>
# <details><summary>I said their place</summary>
# So do Excel's paste and SQL's plain UNION ALL. Then days stand under children.
# </details>
#
# Write where a row comes from **before** you stack. And leave `axis=1` alone: it sets tables side by side.
#
# ## Your turn
#
# Open the assignment: [04-look-up-and-join](../assignments/04-look-up-and-join/04-look-up-and-join.ipynb). If your
# course hands in through nbgrader, fetch it in the *Assignments* tab instead. The [practice](04-practice.ipynb) takes lines away one by one. Then comes
# [your desk](04-desk.ipynb), with one lookup of your own.
#
# ## Key points
#
# - Say the number of rows before you join. Repeats on the right make it grow; `validate="m:1"` stops that.
# - `how="left"` keeps the left table whole; `indicator=True` says who found nothing.
# - Keep the latest: sort, then `drop_duplicates("CHILD", keep="last")`.
# - Keys must be alike to the letter: zeros, spaces, capitals. Blanks are no keys.
# - A match rate has a base. Say of whom it is.
# - Stack by name, with a column for where each row comes from.
#
# One side to keep: [the sheet](04-look-up-and-join-sheet.md); words are in the [glossary](glossary.md).
