"""Two tables small enough to count by eye, for showing walkthroughs where there is no warehouse.

Every child here is invented. The tables hold what the walkthroughs are about: a child with three
episodes, a blank placement, a code met once, a key that stands twice, one that is never met, one that
differs only by capitals, blank keys on both sides.
"""

import pandas as pd

_EPISODES = (
    ("1001", "2024-04-02", "S", "U4"),
    ("1002", "2024-04-19", "P", "U4"),
    ("1003", "2024-05-06", "S", "K2"),
    ("1003", "2024-05-23", "L", "K2"),
    ("1004", "2024-06-09", "S", "u4"),
    (None, "2024-06-26", "P", None),
    ("1003", "2024-07-13", "P", "U4"),
    ("a106", "2024-07-30", "S", "U1"),
    ("1007", "2024-08-16", "P", "U1"),
    ("1008", "2024-09-02", "S", "P1"),
    ("1009", "2024-09-19", "S", "U4"),
    ("1002", "2024-10-06", "L", "U4"),
)
_HEADER = (
    ("1001", "F"),
    ("1002", "M"),
    ("1003", "F"),
    ("1003", "M"),
    ("A106", "F"),
    ("1008", "M"),
    (None, "F"),
    ("1050", "M"),
)

_BIRTHDAYS = (
    *("2008-04-01", "2016-03-31", "2012-09-17", "2016-02-29", "2009-12-03", "2007-05-20"),
    *("2014-04-01", "2019-07-08", None, "2011-01-15", "2024-11-30", "2020-03-31"),
)

_ASSESSMENTS = (
    ("2024-10-28", "2024-12-20"),
    ("2024-11-04", "2025-01-08"),
    ("2024-11-18", "2025-01-21"),
    ("2024-12-02", "2025-02-14"),
    ("2024-12-16", None),
    ("2025-01-06", "2025-01-31"),
    ("2025-01-13", "2025-03-16"),
    ("2025-02-03", "2025-01-30"),
    ("2025-03-03", "2025-05-07"),
    ("2025-03-17", "2025-05-23"),
)

_TO_QUERY = (
    ("1001", "C2", "U4"),
    ("1002", "V2", "U4"),
    ("1003", "C2", "K2"),
    ("1003", "C1", "K2"),
    ("1004", "V4", "U1"),
    ("1005", None, "U4"),
    ("1007", "V2", "U1"),
    ("1009", "C2", "P1"),
    ("1010", "V4", "U4"),
    ("1011", "V2", None),
)
_KINDS = (("U4", "foster"), ("U1", "foster"), ("K2", "home"), ("K2", "residential"), ("P1", "parents"))

_TEAMS = (*("North", "South", "North") * 16, "Night", "South")
_REFERRED = {
    "Anonymous": 52,
    "Health services": 58,
    "Housing": 51,
    "Individual": 57,
    "Police": 61,
    "Schools": 54,
    None: 3,
}


def example_episodes() -> pd.DataFrame:
    """Return 12 invented episodes: CHILD, DECOM, RNE, PLACE."""
    table = pd.DataFrame(_EPISODES, columns=["CHILD", "DECOM", "RNE", "PLACE"])
    return table.assign(DECOM=pd.to_datetime(table["DECOM"]))


def example_header() -> pd.DataFrame:
    """Return 8 invented children: CHILD, SEX; one stands there twice, one has no number."""
    return pd.DataFrame(_HEADER, columns=["CHILD", "SEX"])


def typed_in_episodes() -> pd.DataFrame:
    """Return the same episodes as one would type them in for a first count: every place in capitals."""
    table = example_episodes()
    return table.assign(PLACE=table["PLACE"].str.upper())


def episodes_with_a_blank_day() -> pd.DataFrame:
    """Return the example episodes, the one of nobody we know without its first day."""
    table = example_episodes()
    return table.assign(DECOM=table["DECOM"].where(table["CHILD"].notna()))


def example_weeks() -> pd.DataFrame:
    """Return the example episodes with the weeks each lasted: PLACE, RNE, WEEKS."""
    weeks = [31, 12, 8, 40, 5, 22, 17, 3, 9, 26, 14, 11]
    return example_episodes()[["PLACE", "RNE"]].assign(WEEKS=weeks)


def places_with_blanks() -> pd.DataFrame:
    """Return the example children with a PLACE blank in four ways, and one that reads 0."""
    places = ["U4", None, "K2", "", " ", "N/A", "U4", "0", "U1", "-", None, "K2"]
    return pd.DataFrame({"CHILD": range(1001, 1013), "PLACE": pd.Series(places, dtype="str")})


def example_birthdays() -> pd.DataFrame:
    """Return 12 invented children, CHILD and DOB: one of 29 February, two of 31 March, one blank."""
    return pd.DataFrame({"CHILD": range(1001, 1013), "DOB": pd.to_datetime(pd.Series(_BIRTHDAYS))})


def example_assessments() -> pd.DataFrame:
    """Return 10 invented assessments, START and END: one open, one that ends before it begins."""
    table = pd.DataFrame(_ASSESSMENTS, columns=["START", "END"])
    return table.assign(START=pd.to_datetime(table["START"]), END=pd.to_datetime(table["END"]))


def example_april() -> pd.DataFrame:
    """Return 4 invented episodes as one month's file has them: CHILD, PLACE, WEEKS."""
    return pd.DataFrame(
        {"CHILD": ["1001", "1002", "1003", "1004"], "PLACE": ["U4", "K2", "U1", "U4"], "WEEKS": [9, 4, 2, 7]}
    )


def example_may() -> pd.DataFrame:
    """Return 3 invented episodes as the next month's file has them: PLACE first, TEAM and no WEEKS."""
    return pd.DataFrame(
        {"PLACE": ["U4", "P1", "U6"], "CHILD": ["1004", "1005", "1006"], "TEAM": ["North", "South", "North"]}
    )


def episodes_to_query() -> pd.DataFrame:
    """Return 10 invented episodes, CHILD, LS, PLACE: two of short breaks (V4), one without a status."""
    return pd.DataFrame(_TO_QUERY, columns=["CHILD", "LS", "PLACE"])


def kinds_of_place() -> pd.DataFrame:
    """Return 5 labels of placement codes, PLACE and KIND: K2 has two, as a renamed code does."""
    return pd.DataFrame(_KINDS, columns=["PLACE", "KIND"])


def example_referrals() -> pd.DataFrame:
    """Return 336 invented referrals, SOURCE, MONTH, TEAM, DAYS: three without a source, six at night."""
    left, sources = dict(_REFERRED), list[str | None]()
    while any(left.values()):
        for source in [name for name, rows in left.items() if rows]:
            sources.append(source)
            left[source] -= 1
    numbers = range(len(sources))
    return pd.DataFrame(
        {
            "SOURCE": pd.Series(sources, dtype="str"),
            "MONTH": [f"2024-{4 + at * 7 % 6:02}" for at in numbers],
            "TEAM": [_TEAMS[at % len(_TEAMS)] for at in numbers],
            "DAYS": [5 + at * 7 % 40 for at in numbers],
        }
    )
