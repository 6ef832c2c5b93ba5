# %% [markdown]
# # Look up and join: your tasks
#
# Eight short tasks and one piece of writing. The day that matters is 31 March 2025. Every child in these tables is
# invented.
#
# Under each task is a grey cell with `check`. Run it as often as you like: it says what it saw in your answer, why
# that happens and what to try next. It gives you the first points. The rest come when you hand in, because your
# notebook is then run again on another authority's children. There, different children are missing or are listed
# twice, more pupil numbers are blank, and some children have two reviews on one day.

# %% role="setup"
# Purpose: open the tables; each is as it came, and the list below says what to watch for
import pandas as pd
from fingerpost import check, connect

warehouse = connect()
episodes = warehouse.sql("SELECT CHILD, DECOM, DEC, LS, PLACE FROM ssda903.episodes").df()
in_care = warehouse.sql("""
    SELECT CHILD, DECOM, LS, PLACE FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4') AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
    ORDER BY CHILD
""").df()
codes = warehouse.sql("SELECT codeset, code, label FROM ref.codes").df()

# %% role="setup"
# Purpose: take the header as a colleague saved it: children missing or repeated, spaces after ids
header = warehouse.sql("""
    SELECT CHILD || CASE WHEN CHILD::INT % 11 = 2 THEN ' ' ELSE '' END AS CHILD, SEX, DOB,
           CASE WHEN UPN NOT LIKE 'UN%' THEN UPN END AS UPN
    FROM ssda903.header JOIN (VALUES (1), (2)) AS copies (nth) ON nth = 1 OR CHILD::INT % 13 = 0
    WHERE CHILD::INT % 37 <> 0 ORDER BY CHILD
""").df()

# %% role="setup"
# Purpose: take the reviews to 31 March 2025 as they came from a workbook, where ids became numbers
reviews = warehouse.sql("""
    SELECT CHILD::INT AS CHILD, REVIEW, REVIEW_CODE FROM ssda903.reviews
    WHERE REVIEW <= '2025-03-31' ORDER BY md5(CHILD || REVIEW || REVIEW_CODE)
""").df()

# %% role="setup"
# Purpose: take three years' reviews as three files, the second with its columns in another order
one_year = """
    SELECT {columns} FROM ssda903.reviews
    WHERE REVIEW BETWEEN '{ending}-04-01'::DATE - INTERVAL 1 YEAR AND '{ending}-03-31'
"""
in_order, moved = "CHILD, REVIEW, REVIEW_CODE", "REVIEW_CODE, CHILD, REVIEW"
reviews_2023 = warehouse.sql(one_year.format(columns=in_order, ending=2023)).df()
reviews_2024 = warehouse.sql(one_year.format(columns=moved, ending=2024)).df()
reviews_2025 = warehouse.sql(one_year.format(columns=in_order, ending=2025)).df()

# %% role="setup"
# Purpose: take the children in need, and those of them who came into care
in_need = warehouse.sql("SELECT LAchildID, UPN FROM cin.child_identifiers").df()
came_into_care = warehouse.sql("""
    SELECT LAchildID, UPN FROM cin.child_identifiers
    WHERE LAchildID IN (SELECT CHILD FROM ssda903.header)
""").df()

# %% role="setup"
# Purpose: type in two small tables for the last task
visits = pd.DataFrame({"CHILD": ["101", "101", "102", "103", None]})
workers = pd.DataFrame(
    {"CHILD": ["101", "102", "102", "104", None], "worker": ["W1", "W2", "W3", "W1", "W4"]}
)

# %% [markdown]
# | table | one row is | look out for |
# |---|---|---|
# | `episodes` | one episode, of any year | nothing: it is clean |
# | `in_care` | one child in care at the end of 31 March 2025, short breaks left out | it is clean, but `PLACE` can be blank |
# | `header` | one child: `CHILD`, `SEX`, `DOB`, `UPN` | some children are **missing**, some are there **twice**, some ids in `CHILD` end in a **space**; `UPN` can be blank |
# | `reviews` | one review held by 31 March 2025 | `CHILD` is a **number**; rows are in no order |
# | `reviews_2023`, `reviews_2024`, `reviews_2025` | one review held in the year to 31 March | 2024 has its columns in another order |
# | `codes` | one code of one code set | the same code means something else in another set |
# | `in_need` | one record of a child in need | `UPN` as typed: blank, in lower case, with a space after it |
# | `came_into_care` | one record of a child in need who came into care | the same |
#
# ## 1. Date of birth and sex beside each child (3 points)
#
# Put `SEX` and `DOB` from `header` beside each child in `in_care`. **Not one row more, not one row fewer**: a child who
# is not in `header` stays, with blanks.
#
# Make a table called `in_care_with_child`: one row for each `CHILD` in `in_care`, with `SEX` and `DOB`. Other columns
# may stay.

# %% task="in_care_with_child"
# Purpose: look up sex and date of birth of each child in care, with as many rows after as before
### BEGIN SOLUTION
known = header[["CHILD", "SEX", "DOB"]].copy()
known["CHILD"] = known["CHILD"].str.strip()
known = known.drop_duplicates("CHILD")
in_care_with_child = in_care.merge(known, on="CHILD", how="left", validate="m:1")
### END SOLUTION

# %% [markdown]
# ## 2. Who is not in the header? (3 points)
#
# Which children have an episode in `episodes` and no row in `header`? An id with a space after it is the same child.
#
# Make a table called `without_header`: one row for each such `CHILD`, with the number of their episodes beside it.

# %% task="without_header"
# Purpose: find the children whose episodes have no match in the header, and count their episodes
### BEGIN SOLUTION
known = header[["CHILD"]].copy()
known["CHILD"] = known["CHILD"].str.strip()
met = episodes.merge(known.drop_duplicates(), on="CHILD", how="left", indicator=True)
lost = met[met["_merge"] == "left_only"]
without_header = lost.groupby("CHILD").size()
### END SOLUTION

# %% [markdown]
# ## 3. The latest review (4 points)
#
# How did each child in `in_care` take part in their **latest** review? `REVIEW_CODE` says how (SSDA903
# participation codes, as returned for 2024-25). In `reviews` the ids have
# lost their zeros: 237 is `000237`, six digits. If a child had two reviews on one day, the higher code counts (`PN5`
# over `PN1`).
#
# Make a table called `latest_review`: one row for each `CHILD` in `in_care`, with the `REVIEW_CODE` of the latest review
# beside it. A child who has had no review stays, with a blank.

# %% task="latest_review"
# Purpose: keep the latest review of each child, and look it up for each child in care
### BEGIN SOLUTION
held = reviews.copy()
held["CHILD"] = held["CHILD"].astype("str").str.zfill(6)
held = held.sort_values(["CHILD", "REVIEW", "REVIEW_CODE"])
newest = held.drop_duplicates("CHILD", keep="last")
latest_review = in_care[["CHILD"]].merge(newest, on="CHILD", how="left", validate="1:1")
latest_review = latest_review[["CHILD", "REVIEW_CODE"]]
### END SOLUTION

# %% [markdown]
# ## 4. Labels for codes (2 points)
#
# A manager reads labels, not codes. How many children in `in_care` are in each kind of placement? The labels for `PLACE`
# are in `codes`, in the code set `place`. A child with no placement recorded counts too: their label is blank.
#
# Make a table called `children_by_label`: one row for each `label`, the blank one included, with the number of children
# beside it.

# %% task="children_by_label"
# Purpose: look up the label of each placement code, and count the children with each label
### BEGIN SOLUTION
places = codes[codes["codeset"] == "place"]
labelled = in_care.merge(places, left_on="PLACE", right_on="code", how="left", validate="m:1")
children_by_label = labelled["label"].value_counts(dropna=False)
### END SOLUTION

# %% [markdown]
# ## 5. How good is the pupil number as a key? (4 points)
#
# A school's data does not hold your `CHILD`: the key it shares with you is `UPN`. Before anyone links to that data, the
# manager asks how good the key is. Here you can find out, as every child in `came_into_care` has been in care. What **percentage** of the rows of
# `came_into_care` have their `UPN` in `header`? Capitals and spaces do not matter. A blank has no match.
#
# Make one number called `upn_match_percent`, such as 12.3.

# %% task="upn_match_percent"
# Purpose: link children in need to the header by pupil number, and give the share that match
### BEGIN SOLUTION
asked = came_into_care[["UPN"]].copy()
asked["UPN"] = asked["UPN"].str.strip().str.upper()
known = header[["UPN"]].dropna().drop_duplicates()
linked = asked.merge(known, on="UPN", how="left", validate="m:1", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
### END SOLUTION

# %% [markdown]
# ## 6. Keys that appear twice (3 points)
#
# Some children were recorded twice, under two ids. Their `UPN` shows it. Which pupil numbers are on more than one row
# of `in_need`? Capitals and spaces do not matter, and a blank is not a pupil number.
#
# Make a table called `shared_numbers`: one row for each such `UPN`, in capital letters, with the number of its rows
# beside it.

# %% task="shared_numbers"
# Purpose: count the rows of each pupil number, and keep the numbers that more than one row has
### BEGIN SOLUTION
numbers = in_need["UPN"].str.strip().str.upper()
rows = numbers.value_counts()
shared_numbers = rows[rows > 1]
### END SOLUTION

# %% [markdown]
# ## 7. Three years in one table (3 points)
#
# Stack `reviews_2023`, `reviews_2024` and `reviews_2025`, with a column `year` that says which year each row comes
# from: 2023, 2024 or 2025. Then count.
#
# Make a table called `reviews_by_year`: one row for each `year` and `REVIEW_CODE` (or years down and codes across), with
# the number of reviews.

# %% task="reviews_by_year"
# Purpose: stack three years with a column for the year, and count reviews by year and code
### BEGIN SOLUTION
reviews_2023["year"] = 2023
reviews_2024["year"] = 2024
reviews_2025["year"] = 2025
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
reviews_by_year = three_years.groupby(["year", "REVIEW_CODE"]).size()
### END SOLUTION

# %% [markdown]
# ## 8. How many rows will it have? (2 points)
#
# Here are two small tables, typed in above:
#
# | `visits` | | `workers` | |
# |---|---|---|---|
# | 101 | | 101 | W1 |
# | 101 | | 102 | W2 |
# | 102 | | 102 | W3 |
# | 103 | | 104 | W1 |
# | (blank) | | (blank) | W4 |
#
# How many rows does `visits.merge(workers, on="CHILD", how=…)` have in pandas, with `"left"`, `"inner"` and `"outer"`?
# Work it out on paper first, and write your numbers. Then run the merges, if you like, and see.
#
# Put your three numbers in place of the dots, in a dictionary called `rows_after`:
# `{"left": …, "inner": …, "outer": …}`.

# %% task="rows_after"
# Purpose: say how many rows three kinds of join will have
### BEGIN SOLUTION
rows_after = {"left": 6, "inner": 5, "outer": 7}
### END SOLUTION

# %% [markdown] person="linked_list" points=6
# ## 9. In your own words (6 points, marked by your tutor)
#
# A head of service writes: *"You have linked children in need to the care file by pupil number. Please send me the list,
# child by child, so that we can see who has slipped through."* Answer in about 120 words: may the linked table from
# task 5 be used for a **list of individual children**? Write in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | Match rate and who is unmatched | The rate with its base, and which children have no match, with the reason: no number yet, educated outside England, not known, not in the header. | The rate without its base, or nothing about who has no match. | No rate. |
# | Risk of a false link | Says how a row can meet another child's row (blank with blank, a number mistyped, one child under two ids) and what that could mean for a child. | Names the risk in a word, but not how it arises or what follows. | No risk, or "the computer matched it". |
# | A decision with a condition | Yes or no for this purpose, with the condition that would change it: checked by date of birth, by a person, or used as a count only. | A decision without a condition, or a condition without a decision. | Neither. |
#
# An answer that names or describes an individual child gets 0 in the third row, and a private word.
#
# Comments to choose from:
#
# - Say how many your rate is out of. A share without its base cannot be checked.
# - Who is missing is not down to chance: the youngest have no number yet, and children educated outside England have none. Say what that does to the list.
# - Think of one false link, and of the phone call that follows. That is the risk in one sentence.
# - Give your reader something they can have today: a count, or a list checked with a second key.
# ### END MARK SCHEME
