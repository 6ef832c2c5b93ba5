"""In every module each right answer is paid in full and each known slip is named: on A, on two B's, on T."""

import re
from collections.abc import Callable

import pandas as pd
import pytest
import textstat
from answer_bench import Bench
from course_modules import Sources, ready_modules
from fingerpost.courseware.new_module import POINTS_OF_A_MODULE
from fingerpost.grading import message
from fingerpost.grading.asked import ChartAsked
from fingerpost.grading.message import Message, lint
from fingerpost.grading.normalise import read_reference
from mutants import mutants_of
from robots import typed_in

MODULES = ready_modules()
BY_FOLDER = {sources.module.folder: sources for sources in MODULES}
TASKS = [(folder, word) for folder, sources in BY_FOLDER.items() for word in sources.checks.tasks]
FOLLOWING = [
    (folder, word) for folder, sources in BY_FOLDER.items() for word in sources.words_that_follow_data
]
SOLVED = [(folder, word, BY_FOLDER[folder].solutions[word]) for folder, word in TASKS]
RIGHT = [(folder, *made) for folder, sources in BY_FOLDER.items() for made in sources.right]
WRONG = [(folder, *made) for folder, sources in BY_FOLDER.items() for made in sources.wrong]
MUTATION_SCORE = 0.9
SAME_ANSWER = {
    "seven_pictures: ten times off, line 7": "the size of the small pictures",
    "seven_pictures: ten times off, line 8": "how many small pictures stand in a row",
    "target_and_note: ten times off, line 6": "how far below its point the note stands",
    "children_by_band: ten times off, line 5": "no child is younger than none or older than 120",
    "ten_longest: flag turned, line 6": "no two children have waited equally long at the edge of the ten",
    "rate_per_10k: nunique to count, line 4": "no child has two episodes open on one day",
    "rate_per_10k: sum to max, line 6": "one authority is ours, so the sum is of one number",
    "without_header: step drop_duplicates left out, line 5": "who is in no row is in none twice",
}
"""Mutants that give the right answer on any data: they are no faults, and each says why."""

BenchOf = Callable[[str], Bench]


@pytest.mark.parametrize(("folder", "word", "source"), [*SOLVED, *RIGHT])
def test_right_answer_is_paid_in_full(bench_of: BenchOf, folder: str, word: str, source: str) -> None:
    verdict = bench_of(folder).mark(word, source)
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)


@pytest.mark.parametrize(("folder", "word", "source"), [*SOLVED, *RIGHT])
def test_right_answer_passes_its_own_check(bench_of: BenchOf, folder: str, word: str, source: str) -> None:
    verdict = bench_of(folder).check(word, source)
    assert (verdict.points, verdict.code) == (BY_FOLDER[folder].checks.tasks[word].seen, ""), str(verdict)


@pytest.mark.parametrize(("folder", "code", "word", "source"), WRONG)
def test_known_slip_is_named_and_costs_points(
    bench_of: BenchOf, folder: str, code: str, word: str, source: str
) -> None:
    verdict = bench_of(folder).mark(word, source)
    assert verdict.code == code, str(verdict)
    assert verdict.points < verdict.max_points


BY_LUCK = [made for made in WRONG if made[1] in {"M01-USDATE", "M02-LASTDAY"}]


@pytest.mark.parametrize(("folder", "code", "word", "source"), BY_LUCK)
def test_answer_that_is_right_on_a_by_luck_is_told_while_it_helps(
    bench_of: BenchOf, folder: str, code: str, word: str, source: str
) -> None:
    """No episode of A ends on the day, and its first date of birth is no month: numbers cannot show it."""
    verdict = bench_of(folder).check(word, source)
    assert verdict.code == code, str(verdict)
    assert verdict.points < verdict.max_points


@pytest.fixture
def every_fact_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop at a name in braces that the slip's function does not give: a learner would read 'some'."""

    def stop(_facts: object, name: str) -> str:
        raise AssertionError(name)

    monkeypatch.setattr(message._Facts, "__missing__", stop)


@pytest.mark.usefixtures("every_fact_is_given")
@pytest.mark.parametrize(("folder", "code", "word", "source"), WRONG)
def test_message_of_a_slip_has_three_parts_its_facts_and_no_answer(
    bench_of: BenchOf, folder: str, code: str, word: str, source: str
) -> None:
    bench = bench_of(folder)
    verdict = bench.mark(word, source)
    assert lint(Message(verdict.saw, verdict.why, verdict.next_step)) == [], code
    assert re.search(r"\d|`|[A-Z]", verdict.saw), verdict.saw
    assert "{" not in str(verdict).replace('{"a": …', "").replace('f"… {top} …"', "")
    if word in BY_FOLDER[folder].words_that_follow_data:
        answer = _as_said(bench.answers.references[word](bench.data("A")))
        said = f"{verdict.saw} {verdict.why}"
        assert not re.search(rf"(?<![\d.]){re.escape(answer)}(?![\d])", said), str(verdict)


def _as_said(made: object) -> str:
    """Return a number, the sum of a table's last column, or a row of words, as a message might have it."""
    right = made if isinstance(made, pd.DataFrame) else pd.DataFrame(dict(made).items())  # type: ignore[call-overload]  # a dict
    if right.shape == (1, 1):
        return f"{float(str(right.iloc[0, 0])):.1f}".removesuffix(".0")
    if not pd.api.types.is_numeric_dtype(right.iloc[:, -1]):
        return " ".join(str(cell) for cell in right.iloc[0])
    return str(int(right.iloc[:, -1].sum()))


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_each_slip_of_a_task_speaks_in_words_of_its_own(sources: Sources) -> None:
    for task in sources.checks.tasks.values():
        said = [slip.message.saw for slip in task.slips]
        assert len(set(said)) == len(said), task.word


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_messages_are_for_a_reader_of_about_twelve(sources: Sources) -> None:
    """Measured without a dictionary of syllables: the automated readability index, plus five for an age."""
    ages = {
        f"{slip.code} {task.word}": textstat.automated_readability_index(_prose(slip.message)) + 5
        for task in sources.checks.tasks.values()
        for slip in task.slips
    }
    assert max(ages.values()) <= 13, ages
    assert sum(ages.values()) / len(ages) <= 12


def _prose(message: Message) -> str:
    """Return a message with its code and facts read out as plain words."""
    text = f"{message.saw} {message.why} {message.next_step}"
    return re.sub(r"\{\w+\}", "40", re.sub(r"`[^`]*`", "name", text))


@pytest.mark.parametrize(("folder", "word"), TASKS)
def test_blank_answer_earns_nothing_and_is_told_kindly(bench_of: BenchOf, folder: str, word: str) -> None:
    verdict = bench_of(folder).mark(
        word, "# Purpose: count\n# Write your answer here, in place of this line."
    )
    assert verdict.points == 0
    assert f"There is no `{word}` yet" in verdict.saw


def _typed(bench: Bench, word: str, solution: str) -> str:
    """Return the answer that is right on A as somebody would type or paste it in, a chart with its rows."""
    if isinstance(bench.checks.tasks[word].asks[0], ChartAsked):
        made = bench.names(solution, "A")[word].to_dict()
        return f"import altair as alt\n{word} = alt.Chart.from_dict({made!r})"
    return f"{word} = {typed_in(bench.answers.references[word](bench.data('A')))!r}"


@pytest.mark.parametrize(("folder", "word"), FOLLOWING)
def test_typed_in_numbers_are_refused_with_the_reason(bench_of: BenchOf, folder: str, word: str) -> None:
    bench = bench_of(folder)
    verdict = bench.mark(word, _typed(bench, word, BY_FOLDER[folder].solutions[word]))
    assert verdict.points == BY_FOLDER[folder].checks.tasks[word].seen, str(verdict)
    assert "does not change when the data does" in verdict.saw


@pytest.mark.parametrize(("folder", "word"), FOLLOWING)
def test_right_answer_differs_between_the_authorities(bench_of: BenchOf, folder: str, word: str) -> None:
    held = [bench_of(folder).reference(word, letter) for letter in "ABT"]
    assert held[0] != held[1] != held[2] != held[0]


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_faults_put_into_the_model_answers_are_found(bench_of: BenchOf, sources: Sources) -> None:
    """Nine in ten mutants lose points; the rest are named here when the score falls short."""
    bench = bench_of(sources.module.folder)
    survived, every = [], 0
    for word, source in sources.solutions.items():
        for mutant in mutants_of(source):
            if f"{word}: {mutant.name}" in SAME_ANSWER:
                continue
            every += 1
            verdict = bench.mark(word, mutant.source)
            if verdict.points == verdict.max_points:
                survived.append(f"{word}: {mutant.name}")
    assert every > 0
    assert 1 - len(survived) / every >= MUTATION_SCORE, f"{len(survived)} of {every} survived: {survived}"


@pytest.mark.parametrize(("folder", "word"), TASKS)
def test_task_has_at_least_three_other_right_answers(folder: str, word: str) -> None:
    assert len(BY_FOLDER[folder].answers.also_right[word]) >= 3


@pytest.mark.parametrize(("folder", "word"), [(folder, word) for folder, word in FOLLOWING if folder >= "03"])
def test_one_right_answer_is_in_sql(folder: str, word: str) -> None:
    assert any("SELECT" in source for source in BY_FOLDER[folder].answers.also_right[word])


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_every_slip_has_an_answer_that_shows_it(sources: Sources) -> None:
    declared = {(slip.code, task.word) for task in sources.checks.tasks.values() for slip in task.slips}
    assert declared == {(code, word) for code, word, _ in sources.wrong}


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_every_message_keeps_the_house_rules(sources: Sources) -> None:
    assert sources.checks.lint() == []
    messages = [slip.message for task in sources.checks.tasks.values() for slip in task.slips]
    assert [lint(message) for message in messages if lint(message)] == []


@pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
def test_points_add_up_to_those_of_a_module(sources: Sources) -> None:
    tasks = sources.checks.tasks.values()
    assert tuple(task.word for task in tasks) == sources.module.tasks
    assert sum(task.max_points for task in tasks) == POINTS_OF_A_MODULE
    assert all(task.seen > 0 and task.hidden > 0 for task in tasks)


@pytest.mark.parametrize(("folder", "word"), TASKS)
def test_reference_can_be_read_as_what_the_task_asks(bench_of: BenchOf, folder: str, word: str) -> None:
    (asked,) = BY_FOLDER[folder].checks.tasks[word].asks
    assert read_reference(bench_of(folder).reference(word, "A")[asked.name], asked) is not None
