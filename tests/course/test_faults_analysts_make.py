"""Faults that analysts make, put one at a time into each module's model answers and SQL references.

At least nine in ten lose marks in every module; those that give the right answer on any data are named here,
each with its reason. Whether an answer is right is asked of A, then B, then what else its task knows.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from analyst_faults import faults_in
from analyst_faults_sql import faults_in_sql
from answer_bench import Bench
from course_modules import Sources, ready_modules
from fingerpost.grading.charts import ChartRead
from fingerpost.grading.differences import difference
from fingerpost.grading.judge import HOME, recognised, reference_values
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import read_reference
from fingerpost.grading.task import Task
from fingerpost.grading.values import Wire

MODULES = {sources.module.folder: sources for sources in ready_modules()}
SCORE = 0.9
_BANDS = r"(bound turned \(AGE.*|off by one: \d+ to \d+ of AGE.*)"
_BEFORE = r"half a condition \(NOT LS .* AND DEC|another date: DEC to"
_ENDED = rf"({_BEFORE}|bound turned \(DEC >=|off by one: .* of DEC,)"
_OF_THE_TWELVE = "(total_days|longest_days|average_days|foster_percent|total_weeks)"
_ORDER_OR_AGE = r"off by one: (0 to -1|1 to 2, node 35|2 to [13], node 39|4 to 5, node 47|999 to)"
_OF_SOURCES = "(referrals_by_source|seven_pictures|finding_said|described)"
_FIRSTS = r"(referrals_by_month|seven_pictures): sql"
NO_FAULT: Mapping[str, str] = {
    rf"{_OF_SOURCES}: sql blanks of source dropped.*": "every referral has a source",
    rf"{_OF_SOURCES}: sql inner join to left, node (16|82)": "every code of a source has its words",
    rf"{_OF_SOURCES}: sql half a condition \(code = ReferralSource.*": "no other code set has these codes",
    rf"{_FIRSTS} another date: day to month_start.*": "only first days of months are taken",
    rf"{_FIRSTS} off by one: \S+ to (2022|2024)-03-31 of day.*": "31 March is no first day of a month",
    rf"{_FIRSTS} off by one: 2025-03-31 to 2025-03-30 of day.*": "the same of 30 March",
    "referrals_by_month: sql left join to inner.*": "every month has referrals; two lose theirs afterwards",
    "beside_neighbours: sql (inner join to left|blanks of authority dropped).*": "one is ours, and named",
    "beside_neighbours: sql off by one: 2025 to 2026 of year.*": "nothing is published for 2026 yet",
    "seven_pictures: sql left join to inner.*": "a month without a referral may be left out of a picture",
    r"seven_pictures: sql (where left out, node 7|half a condition \((day|DAY).*)": "no referral falls there",
    "seven_pictures: sql off by one: 2025-03-31 to 2025-04-01 of day.*": "the query has none of April",
    r"seven_pictures: sql off by one: .* of CINreferralDate.*": "one day more, in a month that is not drawn",
    "target_and_note: sql inner join to left.*": "every day is in the calendar, or not worked out yet",
    "target_and_note: sql off by one: 2024-04-01 to 2024-03-31.*": "31 March 2024 was a Sunday",
    r"seven_pictures: off by one: (3|80|150) to .*": "how large small pictures are, how many in a row",
    "target_and_note: off by one: 28 to .*": "how far below its point the note stands",
    "header_rows: rows to children.*": "the header has one row for each child",
    rf"{_OF_THE_TWELVE}: sql half a condition \(NOT LS IN.*": "open episodes come after the twelve taken",
    rf"{_OF_THE_TWELVE}: sql another date: DEC to DECOM in DEC IS.*": "open episodes come after the twelve",
    rf"{_OF_THE_TWELVE}: sql another date: DECOM to DEC in DECOM .*": "no child has two ends on one day",
    rf"children_by_band: sql {_ORDER_OR_AGE}.*": "a number for the order alone, or an age that nobody has",
    "children_by_band: sql blanks of band dropped.*": "no band is blank",
    "children_by_band: sql count to distinct count.*": "the header has one row for each child",
    "over_45_days: sql blanks of nth dropped.*": "every row has its number",
    "over_45_days: sql inner join to left.*": "one row without a day is not more than 45",
    "over_45_days: sql off by one: 2024-04-01 to 2024-03-31.*": "31 March 2024 was a Sunday",
    "open_at_year_end: rows to children.*": "no child has two episodes open on one day",
    "children_by_band: filter left out of header.*": "who is not born yet gets no age band",
    "children_by_band: off by one: 120 to .*": "nobody is 119 years old",
    "children_by_band: off by one: 1 to 2, line 5": "nobody is less than nought years old",
    "over_45_days: off by one: 2024-04-01 to 2024-03-31.*": "31 March 2024 was a Sunday",
    "days_in_homes: filter left out of homes, line 10": "an open episode has no days, and they leave it out",
    "days_in_homes: another date: DEC to DECOM, line 10": "the same: it is left out by its days",
    f"median_age_by_placement: sql {_BANDS}": "the query's age bands are not used in this answer",
    r"(median_age|status)_by_placement: sql blanks left as they are.*": "a blank or a word are one key",
    r"(children_by_sex|median_age).*: sql inner join to left.*": "every child has a header",
    r"children_by_sex_and_age: sql blanks of (SEX|AGE_BAND) dropped.*": "sex and age are never blank",
    "children_by_sex_and_age: blanks kept.*": "sex and age are never blank",
    "median_age_by_placement: blanks kept.*": "the blanks have been given a word before",
    "monthly_starters: blanks kept.*": "every episode has a first day",
    "monthly_starters: half a condition, line 3": "months of other years are left out two lines below",
    r"placement_shares: sql blanks of LS dropped.*": "every episode has a legal status",
    rf"four_counts: sql {_ENDED}.*": "an episode that began in the year cannot have ended before it",
    r"four_counts: sql half a condition \(DECOM <=.*": "no short break is a move: each begins with S",
    r"rate_per_10k: sql distinct count to count.*": "no child has two episodes open on one day",
    "rate_per_10k: nunique to count.*": "no child has two episodes open on one day",
    r"rate_per_10k: (sql )?off by one: 10000 to .*": "one in ten thousand is less than the rounding allowed",
    "without_header: step drop_duplicates left out.*": "who is in no row of the header is in none twice",
    "(without_header|reviews_by_year): blanks kept.*": "every row has a child and a code",
    "(without_header|latest_review): sql blanks of CHILD dropped.*": "every row has a child",
    "reviews_by_year: sql (blanks of REVIEW_CODE dropped|inner join to left).*": "no year or code is blank",
    "children_by_label: sql count to distinct count.*": "no child has two episodes open on one day",
}
"""Faults, by task and name as a pattern, that give the right answer on any data, and why."""


@pytest.fixture(scope="module")
def bench_for(course: Path, warehouses: dict[int, Path]) -> Iterator[Callable[[str], Bench]]:
    """Return a module's bench over the first seed alone: minutes of faults are not run twice."""
    root = next(iter(warehouses.values()))
    with pytest.MonkeyPatch.context() as patch:
        yield lambda folder: Bench(course / folder, dict.fromkeys("ABT", root), patch)


def _is_right(task: Task, values: Mapping[str, Wire], right: Mapping[str, Wire], data: Any) -> bool:
    """Return whether every name asked agrees with the reference, and no chart misleads."""
    for asked in task.asks:
        try:
            mine = read_reference(values.get(asked.name, {"kind": "missing"}), asked)
        except Misfit:
            return False
        if difference(mine, read_reference(right[asked.name], asked), asked) is not None:
            return False
        if isinstance(mine, ChartRead) and mine.spec and any(_slips(task, mine, data)):
            return False
    return True


def _slips(task: Task, chart: ChartRead, data: Any) -> Iterator[bool]:
    return (recognised(slip, chart, data) is not None for slip in task.slips if slip.on == "value")


def _survives(bench: Bench, task: Task, values_on: Callable[[str], Mapping[str, Wire]]) -> bool:
    """Return whether a fault is paid in full: right on every authority its task is compared on."""
    letters = dict.fromkeys((HOME, "B", *task.also_on))
    return all(
        _is_right(task, values_on(letter), bench.reference(task.word, letter), bench.data(letter))
        for letter in letters
    )


class _Faulty:
    """An authority's data on which one query is another one."""

    def __init__(self, data: Any, swapped: Mapping[str, str]) -> None:
        self._data, self._swapped = data, swapped
        self.asked: list[str] = []

    def sql(self, query: str) -> Any:
        """Return the rows of the query, or of the one in its place."""
        self.asked.append(query)
        return self._data.sql(self._swapped.get(query, query))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._data, name)


def _python_faults(bench: Bench, sources: Sources) -> Iterator[tuple[str, bool]]:
    for word, source in sources.solutions.items():
        task = sources.checks.tasks[word]
        for fault in faults_in(source):
            taken = lambda letter, made=fault.source, word=word: bench.taken(word, made, letter).values  # noqa: E731 - one line, used in the next
            yield f"{word}: {fault.name}", _survives(bench, task, taken)


def _sql_faults(bench: Bench, sources: Sources) -> Iterator[tuple[str, bool]]:
    for word, reference in sources.answers.references.items():
        task = sources.checks.tasks[word]
        plain = _Faulty(bench.data(HOME), {})
        reference(plain)
        for query in dict.fromkeys(plain.asked):
            for fault in faults_in_sql(query):
                yield (
                    f"{word}: sql {fault.name}",
                    _survives(bench, task, _values(bench, task, reference, {query: fault.source})),
                )


def _values(
    bench: Bench, task: Task, reference: Callable[[Any], object], swapped: Mapping[str, str]
) -> Callable[[str], Mapping[str, Wire]]:
    def on(letter: str) -> Mapping[str, Wire]:
        try:
            return reference_values(task, reference(_Faulty(bench.data(letter), swapped)))
        except Exception:  # noqa: BLE001 - a fault may stop with anything, and then leaves no value
            return {}

    return on


KINDS = {"Python": _python_faults, "SQL": _sql_faults}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", MODULES)
def test_nine_in_ten_faults_of_analysts_lose_marks(
    bench_for: Callable[[str], Bench], folder: str, kind: str
) -> None:
    found = dict(KINDS[kind](bench_for(folder), MODULES[folder]))
    survived = [name for name, is_paid in found.items() if is_paid]
    left = [name for name in survived if not any(re.fullmatch(named, name) for named in NO_FAULT)]
    faults = len(found) - len(survived) + len(left)
    sys.stdout.write(f"\n{folder}, {kind}: {faults - len(left)} of {faults} lose marks; no fault: ")
    sys.stdout.write(f"{len(survived) - len(left)}; paid in full: {left}\n")
    assert faults
    assert 1 - len(left) / faults >= SCORE, f"{len(left)} of {faults} are paid in full: {left}"


@pytest.mark.parametrize("folder", MODULES)
def test_reference_queries_are_read_as_they_are_meant(bench_for: Callable[[str], Bench], folder: str) -> None:
    """A fault must be the only difference: each query, read and written again, gives the right answer."""
    import sqlglot  # noqa: PLC0415 - only this test needs it

    bench = bench_for(folder)
    for word, reference in MODULES[folder].answers.references.items():
        plain = _Faulty(bench.data(HOME), {})
        reference(plain)
        again = {query: sqlglot.parse_one(query, read="duckdb").sql("duckdb") for query in plain.asked}
        task = MODULES[folder].checks.tasks[word]
        assert _survives(bench, task, _values(bench, task, reference, again)), word


def test_each_fault_that_is_none_has_its_reason() -> None:
    assert all(len(why) > 10 for why in NO_FAULT.values())
