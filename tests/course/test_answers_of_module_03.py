"""Every right answer is paid in full, every known slip is named, on A, on two B's and on T."""

import re
from pathlib import Path

import pytest
import textstat
from answer_bench import Bench
from fingerpost.courseware.cells import read_cells
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.grading.message import Message, lint

FOLDER = Path(__file__).parents[2] / "course" / "03-count-group-pivot"
CHECKS, ANSWERS = load_module(FOLDER / "checks.py"), load_answers(FOLDER / "answers.py")
SOLUTIONS = {cell.task: cell.source for cell in read_cells(FOLDER / "assignment.py") if cell.task}
RIGHT = [(word, source) for word, sources in ANSWERS.also_right.items() for source in sources]
WRONG = [
    (code, word, source)
    for code, by_task in ANSWERS.wrong.items()
    for word, sources in by_task.items()
    for source in sources
]


@pytest.mark.parametrize("word", CHECKS.tasks)
def test_model_answer_is_paid_in_full(bench: Bench, word: str) -> None:
    verdict = bench.mark(word, SOLUTIONS[word])
    assert (verdict.points, verdict.code) == (verdict.max_points, "")


@pytest.mark.parametrize(("word", "source"), RIGHT)
def test_other_right_answer_is_paid_in_full(bench: Bench, word: str, source: str) -> None:
    verdict = bench.mark(word, source)
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)


@pytest.mark.parametrize(("word", "source"), [*SOLUTIONS.items(), *RIGHT])
def test_right_answer_passes_its_own_check(bench: Bench, word: str, source: str) -> None:
    verdict = bench.check(word, source)
    assert (verdict.points, verdict.code) == (CHECKS.tasks[word].seen, ""), str(verdict)


@pytest.mark.parametrize(("code", "word", "source"), WRONG)
def test_known_slip_is_named_and_costs_points(bench: Bench, code: str, word: str, source: str) -> None:
    verdict = bench.mark(word, source)
    assert verdict.code == code, str(verdict)
    assert verdict.points < verdict.max_points


@pytest.mark.parametrize(("code", "word", "source"), WRONG)
def test_message_of_a_slip_has_three_parts_a_fact_and_no_answer(
    bench: Bench, code: str, word: str, source: str
) -> None:
    verdict = bench.mark(word, source)
    assert lint(Message(verdict.saw, verdict.why, verdict.next_step)) == [], code
    assert re.search(r"\d|`|[A-Z]", verdict.saw), verdict.saw
    assert "{" not in str(verdict)
    right = bench.names(SOLUTIONS[word], "A")[word]
    answer = f"{right:.1f}" if isinstance(right, float) else str(int(right.sum()))
    assert not re.search(rf"(?<![\d.]){re.escape(answer)}(?![\d])", f"{verdict.saw} {verdict.why}"), str(
        verdict
    )


def test_each_slip_of_a_task_speaks_in_words_of_its_own() -> None:
    for task in CHECKS.tasks.values():
        said = [slip.message.saw for slip in task.slips]
        assert len(set(said)) == len(said), task.word


def test_messages_are_for_a_reader_of_about_twelve() -> None:
    """Measured without a dictionary of syllables: the automated readability index, plus five for an age."""
    ages = {
        f"{slip.code} {task.word}": textstat.automated_readability_index(_prose(slip.message)) + 5
        for task in CHECKS.tasks.values()
        for slip in task.slips
    }
    assert max(ages.values()) <= 13, ages
    assert sum(ages.values()) / len(ages) <= 12


def _prose(message: Message) -> str:
    """Return a message with its code and facts read out as plain words."""
    text = f"{message.saw} {message.why} {message.next_step}"
    return re.sub(r"\{\w+\}", "40", re.sub(r"`[^`]*`", "name", text))


@pytest.mark.parametrize("word", CHECKS.tasks)
def test_blank_answer_earns_nothing_and_is_told_kindly(bench: Bench, word: str) -> None:
    verdict = bench.mark(word, "# Purpose: count\n# Write your answer here, in place of this line.")
    assert verdict.points == 0
    assert f"There is no `{word}` yet" in verdict.saw
    assert "A first try is worth making." in verdict.next_step
    assert lint(Message(verdict.saw, verdict.why, verdict.next_step)) == []


@pytest.mark.parametrize("word", CHECKS.tasks)
def test_typed_in_numbers_are_refused_with_the_reason(bench: Bench, word: str) -> None:
    held = bench.names(SOLUTIONS[word], "A")[word]
    typed = {str(key): int(n) for key, n in held.items()} if hasattr(held, "items") else float(held)
    verdict = bench.mark(word, f"{word} = {typed!r}")
    assert verdict.points == CHECKS.tasks[word].seen
    assert "does not change when the data does" in verdict.saw


@pytest.mark.parametrize("word", CHECKS.tasks)
def test_right_answer_differs_between_the_authorities(bench: Bench, word: str) -> None:
    held = [bench.reference(word, letter) for letter in "ABT"]
    assert held[0] != held[1] != held[2] != held[0]


@pytest.mark.parametrize("word", CHECKS.tasks)
def test_task_has_at_least_three_other_right_answers_and_one_in_sql(word: str) -> None:
    assert len(ANSWERS.also_right[word]) >= 3
    assert any("SELECT" in source for source in ANSWERS.also_right[word])


def test_every_slip_has_an_answer_that_shows_it() -> None:
    declared = {(slip.code, task.word) for task in CHECKS.tasks.values() for slip in task.slips}
    assert declared == {(code, word) for code, word, _ in WRONG}


def test_every_message_keeps_the_house_rules() -> None:
    assert CHECKS.lint() == []
    assert all(lint(slip.message) == [] for task in CHECKS.tasks.values() for slip in task.slips)


def test_points_are_those_of_the_curriculum() -> None:
    points = {word: (task.seen, task.hidden) for word, task in CHECKS.tasks.items()}
    assert points == {"children_by_placement": (1, 2), "monthly_starters": (1, 3), "rate_per_10k": (1, 2)}
