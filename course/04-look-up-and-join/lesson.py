# %% [markdown]
# # Look up and join
#
# *A colleague asks: "Can you add the social worker to my list of children in care? My VLOOKUP gives one name for each
# child, and the team says half of those workers left long ago." You would use VLOOKUP, XLOOKUP, or INDEX with MATCH.
# Here you do it in Python, know beforehand how many rows there will be, and see who has no match.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - join two tables, and predict the number of rows
# - find who has no match, and attach labels to codes
# - keep the latest row for each child
# - stack files that have the same columns
# - give a match rate with its base, and say which links may be false
#
# **How to use this page.** Put the cursor in a grey cell and press Shift+Enter: it runs, and the next one is ready. Go
# from the top. Where it says *Predict*, decide before you run. First the [warm-up](04-quiz.ipynb). Done it before? The
# [skip check](04-skip-check.ipynb) takes a quarter of an hour.

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
# In `in_care` one row is one child, and in `header` too. In `workers` one row is a social worker who held one child's
# case from the day `SW_DECOM`. Its rows are in no particular order, as in many files.
#
# ## The way you do it in Excel
#
# You write `=VLOOKUP(A2, Workers!A:C, 2, FALSE)`, or XLOOKUP, and drag it down. Three things can go wrong quietly:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | looked a child up | stopped at the first row with that id | there were others further down |
# | got `#N/A` and wrapped it in IFERROR | wrote a blank | a space or a lost zero may be the only difference |
# | pasted next year's file below | put column C under column C | C holds something else this year |
#
# In pandas a [[lookup|**lookup**]] is a `merge`, in SQL a `JOIN`. The column that links them is the [[key|**key**]].
#
# ## See it move
#
# Your colleague's list of workers is a year old. Watch VLOOKUP search it, in Excel on the left, and pandas and SQL
# on the right. Use the arrow keys. Look for the rows further down, and for `#N/A`. Pasting one list below another: see Stop 11.

# %% role="lesson"
# Purpose: take the workers up to the end of 2023, and watch how rows are matched by their key
old_list = workers[workers["SW_DECOM"] <= "2023-12-31"]
walk.lookup(in_care, old_list, take="SW_ID", name="in_care", other_name="old_list", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, set *A key twice* to *a row for each*, and read the counts. How many rows will <em>outer</em> keep?
# <details><summary>I have said it, and tried it</summary>Those that <em>left</em> keeps, and the rows of old_list with no match: no row is left out on either side.</details>
#
# ## Stop 1: say the number of rows first
#
# A join adds columns. It can also add rows, or lose some. So look at the key in the **right** table, and say how many
# rows you expect before you run. `header["CHILD"].duplicated().sum()` counts repeated ids: there are none.
#
# **Predict.** Each child is in `header` once. You merge it into `in_care` and keep the left table whole. How many rows?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The merge gives:", ["as many rows as in in_care", "more rows", "fewer rows"])

# %% role="lesson"
# Purpose: look up sex and date of birth, and compare the rows before and after
with_child = in_care.merge(header, on="CHILD", how="left")
print(len(in_care), "->", len(with_child))

# %% [markdown]
# **Explain.**
# <details><summary>I said as many rows as in in_care</summary>Yes. Each child meets one row of the header, so one row stays one row.</details>
# <details><summary>I said more rows</summary>That happens where the right table has a key twice. Here it has each child once.</details>
# <details><summary>I said fewer rows</summary>Rows are lost where they meet nothing and the left table is not kept whole. Here it is: how="left".</details>
#
# In SQL: `FROM in_care LEFT JOIN header USING (CHILD)`. Now the workers.
#
# **Predict.** Most children have had several workers. You merge `workers` into `in_care` in the same way. How many rows?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It gives:", ["as many rows as in in_care", "more rows", "one row for each worker"])

# %% role="lesson"
# Purpose: look up the workers, and compare the rows before and after
with_workers = in_care.merge(workers, on="CHILD", how="left")
print(len(in_care), "->", len(with_workers))

# %% [markdown]
# **Explain.**
# <details><summary>I said as many rows as in in_care</summary>With VLOOKUP, yes: it takes the first and hides the rest. merge takes them all.</details>
# <details><summary>I said more rows</summary>Yes. A child with four workers now has four rows. If you count rows, you no longer count children.</details>
# <details><summary>I said one row for each worker</summary>Only for the workers of these children. Those of children who have left care are not in it.</details>
#
# ## Stop 2: a seat belt
#
# `validate="m:1"` is a seat belt: *many* rows on the left may meet *one* on the right. If the right has a key twice, pandas stops before any harm is done:

# %% role="stops"
# Purpose: merge with the seat belt on; it is meant to stop
in_care.merge(workers, on="CHILD", how="left", validate="m:1")

# %% [markdown]
# Scroll to the end of the error. It says *{{error:seat_belt:words}}*, then lists the ids. How many ids repeat? Count the rows for each, and filter:

# %% role="lesson"
# Purpose: count the rows for each child, and the children who have more than one
rows = workers["CHILD"].value_counts()
repeated = rows[rows > 1]
print(len(repeated), "of", len(rows), "children are in workers more than once")

# %% [markdown]
# ## Stop 3: the latest row
#
# So choose the row you mean. Here it is the most recent worker. [[keep the latest|**Keep the latest**]]: sort by child and day, then keep each child's last row. Now the merge goes through with the seat belt on.

# %% role="lesson"
# Purpose: keep the latest worker for each child, and look that one up with the seat belt on
in_order = workers.sort_values(["CHILD", "SW_DECOM"])
latest = in_order.drop_duplicates("CHILD", keep="last")
with_latest = in_care.merge(latest, on="CHILD", how="left", validate="m:1")
print(len(in_care), "->", len(with_latest))

# %% [markdown]
# What if you forget to sort? No error: you keep the last row in the file. How many children get a different worker?

# %% role="lesson"
# Purpose: keep the last row in the file, not the latest, and count who gets a different worker
of_the_file = workers.drop_duplicates("CHILD", keep="last")
unsorted = in_care.merge(of_the_file, on="CHILD", how="left", validate="m:1")
other_worker = with_latest["SW_ID"] != unsorted["SW_ID"]
print(other_worker.sum(), "of", len(other_worker))

# %% [markdown]
# The seat belt saw nothing wrong: each child was there once. In SQL, the latest row has `ROW_NUMBER() OVER (…) = 1`.
#
# ## Stop 4: only the pairs
#
# In `missing` one row is one time a child was recorded as missing in 2024, code `M`. Away without authorisation, `A`,
# is not the same (SSDA903 codes, as returned for 2024-25), and is left out. If you do not say `how`, merge keeps only the pairs: an inner join.
#
# **Predict.** You write `in_care.merge(missing, on="CHILD")`. What is one row of the result?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("It is one:", ["child in care", "missing child", "time a child in care was missing"])

# %% role="lesson"
# Purpose: take the times missing, join without saying how, and count rows and children
missing = warehouse.sql("""
    SELECT CHILD, MIS_START FROM ssda903.missing WHERE MISSING = 'M' AND year(MIS_START) = 2024
""").df()
pairs = in_care.merge(missing, on="CHILD")
print(len(pairs), "rows,", pairs["CHILD"].nunique(), "children")

# %% [markdown]
# **Explain.**
# <details><summary>I said child in care</summary>Children with no time recorded have gone: they made no pair. Take these rows as your base, and it looks as if every child went missing.</details>
# <details><summary>I said missing child</summary>Nearly: a child who was missing five times makes five pairs.</details>
# <details><summary>I said time a child in care was missing</summary>Yes: a pair is one child and one time. Children with no time recorded have gone, and so have times of children who left care.</details>
#
# ## Stop 5: who has no match?
#
# Keep the left table whole, and add `indicator=True`. A new column, `_merge`, says where each row was found: `both`, `left_only` or `right_only`. To see the [[unmatched]], filter on it:

# %% role="lesson"
# Purpose: keep all children, mark what was found, and count who has no match
once = missing.drop_duplicates("CHILD")
marked = in_care.merge(once, on="CHILD", how="left", indicator=True)
without = marked[marked["_merge"] == "left_only"]
print(len(without), "of", len(marked), "children have no missing time recorded in 2024")

# %% [markdown]
# *No time recorded* is all you know. Those left over are often the children your reader asks about. In SQL: `LEFT JOIN`, then `WHERE missing.CHILD IS NULL`.
#
# ## Stop 6: numbers and text
#
# Excel turned the ids in a file into numbers: `000237` became 237. Then this happens:

# %% role="stops"
# Purpose: join text to numbers; it is meant to stop
as_numbers = latest.copy()
as_numbers["CHILD"] = as_numbers["CHILD"].astype("int")
in_care.merge(as_numbers, on="CHILD", how="left")

# %% [markdown]
# Text and numbers do not meet. (Ignore its advice to use `concat`.) Make both sides text.
#
# **Predict.** `.astype("str")` turns 237 into "237". For how many children is the worker found?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The worker is found for:", ["all", "most", "none"])

# %% role="lesson"
# Purpose: make the ids text, and count the children left without a worker
as_text = as_numbers.copy()
as_text["CHILD"] = as_text["CHILD"].astype("str")
tried = in_care.merge(as_text, on="CHILD", how="left")
print(tried["SW_ID"].isna().sum(), "of", len(tried), "have no worker")

# %% [markdown]
# **Explain.**
# <details><summary>I said all</summary>Not for those whose id begins with 0: "237" is not "000237". There is no error, so nobody asks.</details>
# <details><summary>I said most</summary>Yes. Ids that begin with another digit lost nothing. The others have no worker, and nothing tells you.</details>
# <details><summary>I said none</summary>Nine in ten ids have no zero in front, and those are the same text again.</details>
#
# `.str.zfill(6)` puts zeros in front until there are six digits:

# %% role="lesson"
# Purpose: put the zeros back, and count again who has no worker
as_text["CHILD"] = as_text["CHILD"].str.zfill(6)
mended = in_care.merge(as_text, on="CHILD", how="left", validate="m:1")
print(mended["SW_ID"].isna().sum(), "of", len(mended), "have no worker")

# %% [markdown]
# ## Stop 7: spaces and capitals
#
# People type as they like. `.str.strip()` takes spaces off both ends; `.str.upper()` makes capitals. How many keys?

# %% role="lesson"
# Purpose: count the different keys as typed, and again once spaces and capitals are cleaned
typed = pd.Series(["A12", "a12", "A12 "])
cleaned = typed.str.strip().str.upper()
print(typed.nunique(), "as typed,", cleaned.nunique(), "when cleaned")

# %% [markdown]
# Do it to both tables, **before** you drop repeats or merge. VLOOKUP takes no notice of capitals; merge does.
#
# ## Stop 8: blank keys
#
# A [[pupil number]] can be blank. Here are two small tables: `A1` and three blanks on our side, `A1` and two blanks on the schools' side. SQL can read both by their names.
#
# **Predict.** `A1` meets `A1`: one pair. How many pairs do the blanks make in pandas?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Pairs of blanks:", ["none", "3", "6"])

# %% role="lesson"
# Purpose: type in the two tables, join them in pandas and in SQL, and count the pairs
ours = pd.DataFrame({"UPN": ["A1", None, None, None]})
theirs = pd.DataFrame({"UPN": ["A1", None, None], "school": ["North", "South", "East"]})
in_pandas = ours.merge(theirs, on="UPN")
in_sql = warehouse.sql("FROM ours JOIN theirs USING (UPN)").df()
print(len(in_pandas), "rows in pandas,", len(in_sql), "in SQL")

# %% [markdown]
# **Explain.**
# <details><summary>I said none</summary>That is SQL's answer: there, a blank equals nothing. In pandas a blank key meets every blank key.</details>
# <details><summary>I said 3</summary>Each of our blanks meets both of theirs, so it is three times two.</details>
# <details><summary>I said 6</summary>Yes: three times two. Six links between children who have nothing in common but a blank.</details>
#
# A [[false link]] gives one child the facts of another. Act on it, and you ring the wrong school about a child.
#
# ## Stop 9: how good is the match?
#
# Drop blank keys from the right table first: `.dropna(subset=["UPN"])`. Without `subset`, it drops a row with any blank.
# The [[match rate]] is the share of rows found. True counts as 1, so the mean is that share. Take it **of all rows on the left**:

# %% role="lesson"
# Purpose: drop blank keys on the right, mark what was found, and give the share of all ours
linked = ours.merge(theirs.dropna(subset=["UPN"]), on="UPN", how="left", indicator=True)
found = linked["_merge"] == "both"
print(100 * found.mean(), "per cent")

# %% [markdown]
# Of the rows **with** a number it would be 100, so always say what you divided by.
#
# ## Stop 10: labels for codes
#
# A key can have two names: give both, in `left_on` and `right_on`. `codes` holds many code sets, so keep only one.

# %% role="lesson"
# Purpose: look up the label of each placement; count the rows, and those without a label
codes = warehouse.sql("SELECT codeset, code, label FROM ref.codes").df()
places = codes[codes["codeset"] == "place"]
labelled = in_care.merge(places, left_on="PLACE", right_on="code", how="left", validate="m:1")
blank = labelled["label"].isna().sum()
print(len(in_care), "->", len(labelled), "rows,", blank, "without a label")
labelled["label"].value_counts(dropna=False).head(4)

# %% [markdown]
# **Say first.** Suppose you merge `codes`, not `places`. What happens?
# <details><summary>I have said it</summary>The seat belt stops it: K1 is in two of the code sets. Without the belt you would get more rows.</details>
#
# ## Stop 11: one file below another
#
# To [[stack|**stack**]] tables is to put one below the other. Here are two halves of a year; a column has moved.

# %% role="lesson"
# Purpose: cut the times missing into two halves, the second with its columns in a different order
first = missing[missing["MIS_START"] < "2024-07-01"].copy()
second = missing[missing["MIS_START"] >= "2024-07-01"][["MIS_START", "CHILD"]].copy()
first["half"], second["half"] = "Jan to June", "July to Dec"

# %% [markdown]
# **Predict.** `pd.concat([first, second])` stacks the two. What decides which column goes under which?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Columns are matched by:", ["their name", "their position"])

# %% role="lesson"
# Purpose: stack the two halves, look at the types, and count the rows of each
stacked = pd.concat([first, second])
print(len(first) + len(second), "->", len(stacked))
print(stacked.dtypes)
stacked.groupby("half").size()

# %% [markdown]
# **Explain.**
# <details><summary>I said their name</summary>Yes: MIS_START still holds only days. SQL does this with UNION ALL BY NAME.</details>
# <details><summary>I said their position</summary>That is how Excel pastes, and SQL's plain UNION ALL stacks. Watch the days end up under children:</details>

# %% role="lesson"
# Purpose: watch Excel paste the second half below the first, and pandas stack it
walk.stack(first, second, name="first", other_name="second")

# %% [markdown]
# Say where each row comes from **before** you stack. And avoid `axis=1`: it puts tables side by side.
#
# ## Your turn
#
# Want to practise first? The [practice](04-practice.ipynb) takes lines away one by one. Then the assignment:
# [04-look-up-and-join](../assignments/04-look-up-and-join/04-look-up-and-join.ipynb). With a tutor, *Fetch* it in
# the *Course* panel. Then comes [your desk](04-desk.ipynb), with a lookup of your own.
#
# ## Key points
#
# - Say the number of rows before you join. Repeated keys on the right add rows; `validate="m:1"` stops that.
# - `how="left"` keeps the left table whole; `indicator=True` says who has no match.
# - Keep the latest: sort, then `drop_duplicates("CHILD", keep="last")`.
# - Keys must match exactly: zeros, spaces, capitals. A blank is not a key.
# - A match rate has a base: say which rows you divided by.
# - Stack by name, with a column that says where each row comes from.
#
# One side to keep: [the sheet](04-look-up-and-join-sheet.md); words are in the [glossary](glossary.md).
