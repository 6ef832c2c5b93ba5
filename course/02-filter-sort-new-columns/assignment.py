# %% [markdown]
# # Filter, sort, new columns: your tasks
#
# Eight short tasks and one piece of writing. The day that matters is 31 March 2025. Every child in these tables is
# invented.
#
# Under each task is a grey cell with `check`. Run it as often as you like: it says what it saw in your answer,
# why that happens and what to try next. It gives you the first points. The others come when you hand in: your
# notebook is then run again on another authority's children.

# %% role="setup"
# Purpose: open the tables; in each of them one row is one thing, said below
import pandas as pd
from fingerpost import check, connect

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes").df()
header = warehouse.sql("FROM ssda903.header").df()
assessments = warehouse.sql("FROM cin.assessments").df()
year_end = pd.Timestamp("2025-03-31")
bands = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]

# %% role="setup"
# Purpose: make working_days(first, last): from the day after the first, to the last inclusive
calendar = warehouse.sql("SELECT day, is_working_day FROM ref.calendar").df()
worked = calendar.set_index("day")["is_working_day"].cumsum()


def working_days(first, last):
    return last.map(worked) - first.map(worked)


# %% role="setup"
# Purpose: take what was delivered about episodes open at the end of 31 March 2025, dates as text
delivered = warehouse.sql("""
    SELECT CHILD, strftime(DECOM, '%d/%m/%Y') AS DECOM FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4') AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
    ORDER BY CHILD
""").df()

# %% [markdown]
# | table | one row is | columns you need |
# |---|---|---|
# | `episodes` | one episode: a period with one legal status and one placement | `CHILD`, `DECOM` (began), `DEC` (ended; blank while open), `LS` (legal status), `PLACE` (placement) |
# | `header` | one child | `CHILD`, `DOB` (date of birth) |
# | `assessments` | one assessment of a child in need | `AssessmentActualStartDate`, `AssessmentAuthorisationDate` (signed off) |
# | `delivered` | one episode open on 31 March 2025 | `CHILD`, `DECOM` as **text** |
#
# ## 1. Open at the end of the year (4 points)
#
# How many episodes were open at the **end** of 31 March 2025? An episode counts if it had begun by then and had not
# ended. One that ended on 31 March counts as over.
#
# Make one number called `open_at_year_end`. Short breaks are still in it.

# %% task="open_at_year_end"
# Purpose: count the episodes that had begun by 31 March 2025 and had not ended
### BEGIN SOLUTION
begun = episodes["DECOM"] <= year_end
not_over = episodes["DEC"].isna() | (episodes["DEC"] > year_end)
open_at_year_end = len(episodes[begun & not_over])
### END SOLUTION

# %% [markdown]
# ## 2. Without short breaks (2 points)
#
# How many episodes, of any year, does the whole table `episodes` hold once short breaks are left out? Their legal
# status `LS` is `V3` or `V4`.
#
# Make one number called `without_breaks`.

# %% task="without_breaks"
# Purpose: count the episodes, leaving out those with LS V3 or V4
### BEGIN SOLUTION
is_break = episodes["LS"].isin(["V3", "V4"])
without_breaks = len(episodes[~is_break])
### END SOLUTION

# %% [markdown]
# ## 3. Age in whole years (4 points)
#
# How old was each child on 31 March 2025, in whole years? On the birthday itself the new age counts. `header` holds
# everyone who was in care in these years, so some were adults by then. Leave out children who were not born yet.
#
# Make a table called `ages_at_year_end`: one row for each `CHILD` of `header` born by that day, with the age next
# to it.

# %% task="ages_at_year_end"
# Purpose: work out each child's age in whole years on 31 March 2025
### BEGIN SOLUTION
born = header[header["DOB"] <= year_end].copy()
birthday_is_later = born["DOB"].dt.strftime("%m%d") > "0331"
born["age"] = 2025 - born["DOB"].dt.year - birthday_is_later
ages_at_year_end = born[["CHILD", "age"]]
### END SOLUTION

# %% [markdown]
# ## 4. Five age bands, in order (3 points)
#
# How many of those children are in each of the five bands? The list `bands` holds their names, youngest first. A
# child of 5 belongs to `5 to 9`, a child of 16 to `16 and over`.
#
# Make a table called `children_by_band`: five rows **in the order of `bands`**, with the number of children next to
# each. A band with no children has 0.

# %% task="children_by_band"
# Purpose: put the children's ages into five bands and count each, youngest first
### BEGIN SOLUTION
born = header[header["DOB"] <= year_end]
age = 2025 - born["DOB"].dt.year - (born["DOB"].dt.strftime("%m%d") > "0331")
band = pd.cut(age, [-1, 0, 4, 9, 15, 120], labels=bands)
children_by_band = band.value_counts(sort=False)
### END SOLUTION

# %% [markdown]
# ## 5. The financial year (3 points)
#
# In which financial year did each episode begin? It runs from 1 April to 31 March and is written `2024-25`.
#
# Make a table called `starts_by_year`: one row for each financial year in which an episode of `episodes` began,
# written like that, with the number of episodes next to it.

# %% task="starts_by_year"
# Purpose: give each episode the financial year in which it began, and count each year
### BEGIN SOLUTION
starts = episodes[["CHILD", "DECOM"]].copy()
starts["first"] = starts["DECOM"].dt.year
starts.loc[starts["DECOM"].dt.month < 4, "first"] = starts["DECOM"].dt.year - 1
second = (starts["first"] + 1).astype("str").str[-2:]
starts["financial_year"] = starts["first"].astype("str") + "-" + second
starts_by_year = starts["financial_year"].value_counts()
### END SOLUTION

# %% [markdown]
# ## 6. Longer than 45 working days (4 points)
#
# The published figures (*Characteristics of children in need*, table C2, 2024 release) count the working days from the
# start of an assessment to the day it is signed off, and how many took more than 45. They take those completed in the
# year; here we take those begun. Of the assessments that **began in 2024-25** (1 April 2024 to 31 March 2025) and are
# signed off, how many took **more than 45** working days?
#
# The function `working_days(first, last)` is made for you: give it the column of first days and the column of last
# days. It counts the working days after the first day, up to and including the last.
#
# Make one number called `over_45_days`.

# %% task="over_45_days"
# Purpose: count the assessments begun in 2024-25 that took more than 45 working days
### BEGIN SOLUTION
started = assessments["AssessmentActualStartDate"]
in_year = started.between("2024-04-01", "2025-03-31")
took = working_days(started, assessments["AssessmentAuthorisationDate"])
over_45_days = len(assessments[in_year & (took > 45)])
### END SOLUTION

# %% [markdown]
# ## 7. The ten longest open episodes (2 points)
#
# The manager asks for the ten episodes of `delivered` that had been open longest on 31 March 2025. The file has its
# dates as text, day first: `07/11/2019`.
#
# Such a list is about ten children: in your own authority it would go to the team that works with them, and nowhere
# else. Make a table called `ten_longest`: `CHILD` and the number of days from `DECOM` to 31 March 2025, **longest first**.
# Where two are equal, the smaller `CHILD` comes first.

# %% task="ten_longest"
# Purpose: find the ten episodes that have been open longest, longest first
### BEGIN SOLUTION
waiting = delivered.copy()
waiting["DECOM"] = pd.to_datetime(waiting["DECOM"], format="%d/%m/%Y")
waiting["days"] = (year_end - waiting["DECOM"]).dt.days
waiting = waiting.sort_values(["days", "CHILD"], ascending=[False, True])
ten_longest = waiting[["CHILD", "days"]].head(10)
### END SOLUTION

# %% [markdown]
# ## 8. Five lines in order (2 points)
#
# How many days do all ended stays of more than 90 days in a children's home (`K2`) add up to? The five lines below
# do it, out of order. Take away the `# ` in front of each, and move the lines with **Alt+Up** and **Alt+Down** until
# each one uses only what the lines above it have made.
#
# The result is called `days_in_homes`.

# %% task="days_in_homes"
# Purpose: add up the days of long stays in children's homes, by five lines in order
# days_in_homes = long_stays["days"].sum()
# homes["days"] = (homes["DEC"] - homes["DECOM"]).dt.days
# long_stays = ended[ended["days"] > 90]
# ended = homes[homes["DEC"].notna()]
# homes = episodes[episodes["PLACE"] == "K2"].copy()
### BEGIN SOLUTION
homes = episodes[episodes["PLACE"] == "K2"].copy()
homes["days"] = (homes["DEC"] - homes["DECOM"]).dt.days
ended = homes[homes["DEC"].notna()]
long_stays = ended[ended["days"] > 90]
days_in_homes = long_stays["days"].sum()
### END SOLUTION

# %% [markdown] person="why_counts_differ" points=6
# ## 9. In your own words (6 points, marked by your tutor)
#
# A colleague has filtered the same file in Excel: DECOM up to 31 March 2025, and DEC with *(Blanks)* ticked. Their
# count of open episodes on that day is smaller than yours. Write to them, in about 100 words: **why** the counts differ, shown on
# **three made-up rows** with dates, and what you will both do next time. Write in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | Cause found | A filter on blanks leaves out episodes that were open on the day and have ended since, said so that a colleague without Python can follow. | Part of the cause is there, or a colleague without Python could not follow it. | No cause, or one that would fit any two counts. |
# | Shown on three made-up rows | Three rows with a start and an end: one kept by both, one only by yours, one by neither; no real child. | Fewer rows, or without dates, or without who counts which. | No rows, or rows of a real child. |
# | What you will do next time | A definite step: the two tests joined by "or", or a filter by date as well as by blanks, and a total that you both write down. | A vague step, or a wish. | Nothing is said about next time. |
#
# A letter that shows rows of real children gets 0 in the second row, and a private word.
#
# Comments to choose from:
#
# - Your colleague can check this against their own file in five minutes. Write to people like that.
# - Say why it happens, not only that it does: which episodes have no blank today and were open on the day?
# - Give each row a start and an end, and say next to it who counts it.
# - Name one step that you will both take, and the total that shows it worked.
# ### END MARK SCHEME
