"""What a learner's cells did is noted by the shell itself, whatever happens to `In`."""

from typing import Any

import pytest
from fingerpost.grading.attempt import Attempt, Recorder, attempt_of, is_only_ours, names_in, record_attempts


@pytest.fixture
def recorder(shell: Any) -> Recorder:
    made = record_attempts(shell)
    assert made is not None
    return made


def _run(shell: Any, *sources: str) -> None:
    for source in sources:
        shell.run_cell(source, store_history=True)


def test_cell_that_ran_is_noted_with_the_types_of_its_names(shell: Any, recorder: Recorder) -> None:
    _run(shell, "import math\nstarters = 3\n_private = 1")
    found = recorder.latest(["starters"])
    assert (found.source, found.error) == ("import math\nstarters = 3\n_private = 1", "")
    assert found.names == {"starters": "int"}


@pytest.mark.parametrize(
    ("source", "error", "text"),
    [
        ("starters = 1 / 0", "ZeroDivisionError", "division by zero"),
        ("starters = (", "SyntaxError", "incomplete input"),
        ("starters = Episodes", "NameError", "'Episodes' is not defined"),
        ("starters = 3\n  finishers = 4", "IndentationError", "unexpected indent"),
    ],
)
def test_cell_that_stopped_is_noted_with_its_error(
    shell: Any, recorder: Recorder, source: str, error: str, text: str
) -> None:
    _run(shell, source)
    found = recorder.latest(["starters"])
    assert found.error == error
    assert text in found.error_text


def test_answer_of_an_earlier_run_is_known_from_one_that_the_stopped_cell_made(
    shell: Any, recorder: Recorder
) -> None:
    """Named by a cell that stopped before it, after it, or only to be looked at."""
    _run(shell, "starters = [1]", "starters = starters + lost")
    assert recorder.latest(["starters"]).still_holds("starters")
    _run(shell, "starters = [2]\nlost")
    assert not recorder.latest(["starters"]).still_holds("starters")
    _run(shell, "print(starters == lost)\n# starters = 3")
    assert recorder.latest(["starters"]).error == "NameError"
    assert not recorder.latest(["starters"]).still_holds("starters")


def test_newest_cell_that_mentions_the_answer_is_taken(shell: Any, recorder: Recorder) -> None:
    _run(shell, "starters = 1", "starters = 2", "other = 5", "my_starters = 6")
    assert recorder.latest(["starters"]).source == "starters = 2"


def test_cell_that_stopped_without_naming_the_answer_is_taken_when_it_was_the_last(
    shell: Any, recorder: Recorder
) -> None:
    _run(shell, "raise ValueError('late')")
    assert recorder.latest(["starters"]).error == "ValueError"
    _run(shell, "# Write your answer here")
    assert recorder.latest(["starters"]) == Attempt()


def test_calls_of_check_are_no_attempts(shell: Any, recorder: Recorder) -> None:
    _run(shell, "starters = 1", "def check(word): return 0", 'check("starters")')
    assert recorder.latest(["starters"]).source == "starters = 1"
    assert len(recorder.every()) == 2


def test_cell_that_checks_in_its_own_last_line_is_the_attempt(shell: Any, recorder: Recorder) -> None:
    shell.user_ns["look"] = lambda: recorder.latest(["starters"])
    result = shell.run_cell("starters = 7\nlook()")
    assert result.result.source == "starters = 7\nlook()"


def test_clearing_in_hides_nothing(shell: Any, recorder: Recorder) -> None:
    _run(shell, "starters = 1", "In.clear(); Out.clear()")
    assert recorder.latest(["starters"]).source == "starters = 1"


def test_recording_twice_is_recording_once(shell: Any, recorder: Recorder) -> None:
    assert record_attempts(shell) is recorder
    _run(shell, "starters = 1")
    assert len(recorder.every()) == 1


def test_only_the_newest_two_hundred_cells_are_kept(recorder: Recorder) -> None:
    for n in range(205):
        recorder._running = f"x = {n}"
        recorder.ends(type("Ended", (), {"error_before_exec": None, "error_in_exec": None})())
    assert [attempt.source for attempt in recorder.every()][::199] == ["x = 5", "x = 204"]


def test_outside_a_shell_there_is_nothing_to_note() -> None:
    assert record_attempts() is None


class Wordless(Exception):  # noqa: N818 - a learner's own
    def __str__(self) -> str:
        raise RuntimeError("no words")


def test_exception_without_words_is_still_noted() -> None:
    assert attempt_of("x", Wordless(), {}).error == "Wordless"


def test_endless_source_and_message_are_cut() -> None:
    made = attempt_of("x" * 30_000, ValueError("y" * 1_000), {})
    assert (len(made.source), len(made.error_text)) == (20_000, 300)


@pytest.mark.parametrize(
    ("source", "is_ours"),
    [
        ('import fingerpost; fingerpost.check("starters")', True),
        ('check("starters")', True),
        ('# a word\nfingerpost.mark("starters");', True),
        ('starters = 3; check("starters")', False),
        ("# only a comment", False),
        ("", False),
    ],
)
def test_cell_of_ours_is_told_from_a_learners(source: str, is_ours: bool) -> None:  # noqa: FBT001 - parametrised
    assert is_only_ours(source) is is_ours


def test_source_mentions_whole_words_only() -> None:
    assert Attempt("Starters = 1").mentions("starters")
    assert not Attempt("monthly_starters = 1").mentions("starters")


def test_modules_and_the_shells_own_names_are_not_the_learners() -> None:
    assert names_in({"pytest": pytest, "In": [], "_": 1, "exit": 2, "starters": 3.5}) == {"starters": "float"}
