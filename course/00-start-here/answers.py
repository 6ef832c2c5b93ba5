"""Module 00 for tutors: references, other right answers, one answer for each slip. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference, wrong

TWELVE = """
    (SELECT CHILD, is_foster, DAYS
     FROM (SELECT *, coalesce(PLACE LIKE 'U%', false) AS is_foster, DEC - DECOM AS DAYS,
               row_number() OVER (PARTITION BY is_foster ORDER BY DEC DESC, CHILD, DECOM) AS nth
           FROM ssda903.episodes WHERE DEC IS NOT NULL AND LS NOT IN ('V3', 'V4'))
     WHERE nth <= 6)
"""


def _one(data, asked):
    return data.sql(f"SELECT {asked} FROM {TWELVE}")


@reference("total_days")
def _(data):
    return _one(data, "sum(DAYS)")


also_right["total_days"] = [
    'total_days = sum(twelve["DAYS"])',
    "days = twelve.DAYS\ntotal_days = int(days.sum())",
    'total_days = 0\nfor days in twelve["DAYS"]:\n    total_days = total_days + days',
]


@reference("longest_days")
def _(data):
    return _one(data, "max(DAYS)")


also_right["longest_days"] = [
    'longest_days = max(twelve["DAYS"])',
    'longest_days = twelve["DAYS"].sort_values().iloc[-1]',
    'longest_days = sorted(twelve["DAYS"])[-1]',
]


@reference("average_days")
def _(data):
    return _one(data, "avg(DAYS)")


also_right["average_days"] = [
    'average_days = round(twelve["DAYS"].mean(), 1)',
    'average_days = twelve["DAYS"].sum() / len(twelve)',
    'average_days = sum(twelve["DAYS"]) / 12',
]


@reference("line_to_read")
def _(_data):
    return "d"


also_right["line_to_read"] = ["line_to_read = 'd'", 'line_to_read = "D"', 'last = "d"\nline_to_read = last']


@reference("foster_percent")
def _(data):
    return _one(data, "100.0 * sum(DAYS) FILTER (is_foster) / sum(DAYS)")


also_right["foster_percent"] = [
    # The other order that works.
    """
all_days = twelve["DAYS"].sum()
foster = twelve[twelve["KIND"] == "foster care"]
foster_days = foster["DAYS"].sum()
foster_percent = foster_days / all_days * 100
""",
    # One line, rounded.
    """
is_foster = twelve["KIND"] == "foster care"
foster_percent = round(twelve.loc[is_foster, "DAYS"].sum() / twelve["DAYS"].sum() * 100, 1)
""",
    # What is not elsewhere.
    """
away = twelve[twelve["KIND"] != "elsewhere"]["DAYS"].sum()
foster_percent = 100 * away / twelve["DAYS"].sum()
""",
]


@reference("total_weeks")
def _(data):
    return _one(data, "sum(DAYS) / 7.0")


also_right["total_weeks"] = [
    'total_weeks = sum(twelve["DAYS"]) / days_in_a_week',
    'total_days = twelve["DAYS"].sum()\ntotal_weeks = round(total_days / days_in_a_week, 1)',
    'total_weeks = (twelve["DAYS"] / days_in_a_week).sum()',
]


@reference("may_leave")
def _(_data):
    return ["b", "d"]


also_right["may_leave"] = ['may_leave = ["d", "b"]', 'may_leave = ("b", "d")', 'may_leave = {"B", "D"}']

wrong["M00-QUOTED"] = {"total_days": 'total_days = "7"'}
wrong["M00-CASE"] = {
    "longest_days": [
        'longest_days = Twelve["DAYS"].max()',
        'longest_days = twelve["Days"].max()',
    ],
}
wrong["M00-CURLY"] = {"average_days": "average_days = twelve[“DAYS”].mean()"}
wrong["M00-BRACKET"] = {
    "average_days": ['average_days = twelve["DAYS"].mean(', 'average_days = twelve["DAYS"].mean())'],
}
wrong["M00-FIRSTLINE"] = {"line_to_read": 'line_to_read = "a"'}
wrong["M00-WHERE"] = {"line_to_read": ['line_to_read = "b"', 'line_to_read = "c"']}
wrong["M00-ORDER"] = {
    "foster_percent": """
foster_days = foster["DAYS"].sum()
foster = twelve[twelve["KIND"] == "foster care"]
all_days = twelve["DAYS"].sum()
foster_percent = foster_days / all_days * 100
""",
}
wrong["M00-EQUALS"] = {
    "foster_percent": [
        """
is_foster = twelve["KIND"] = "foster care"
foster_percent = twelve["DAYS"].sum() / twelve["DAYS"].sum() * 100
""",
        """
foster = twelve[twelve["KIND"] = "foster care"]
foster_percent = foster["DAYS"].sum() / twelve["DAYS"].sum() * 100
""",
    ],
}
wrong["M00-SHARE"] = {
    "foster_percent": [
        """
foster = twelve[twelve["KIND"] == "foster care"]
foster_percent = foster["DAYS"].sum() / twelve["DAYS"].sum()
""",
        """
foster = twelve[twelve["KIND"] == "foster care"]
foster_percent = round(foster["DAYS"].sum() / twelve["DAYS"].sum(), 2)
""",
    ],
}
wrong["M00-NOQUOTES"] = {
    "line_to_read": ["line_to_read = a", "line_to_read = b", "line_to_read = c", "line_to_read = d", "line_to_read = D"],
    "may_leave": ["may_leave = [b, d]", "may_leave = [a, c]"],
}
wrong["M00-NOTRUN"] = {"total_weeks": 'total_weeks = twelve["DAYS"].sum() / days_of_the_week'}
wrong["M00-OUTPUTS"] = {"may_leave": 'may_leave = ["a", "b", "d"]'}
wrong["M00-ROWS"] = {"may_leave": 'may_leave = ["b", "d", "e"]'}
wrong["M00-SMALL"] = {"may_leave": 'may_leave = ["b", "c", "d"]'}
wrong["M00-SHY"] = {"may_leave": ['may_leave = ["b"]', "may_leave = []"]}
