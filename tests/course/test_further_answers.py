"""Right answers in styles that no author of a module thought of, or written unseen: none is refused."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_bench import Bench
from course_modules import ready_modules

READY = {sources.module.folder for sources in ready_modules()}
ONE_SEED = (77,)
"""The blind answers are many: one other authority is enough to see that they follow the data."""

BenchOf = Callable[[str], Bench]


def _answers(name: str) -> list[tuple[str, str, str]]:
    held = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["answers"]
    return [(one["folder"], one["task"], one["source"]) for one in held if one["folder"] in READY]


@pytest.mark.parametrize(("folder", "word", "source"), _answers("further_answers.toml"))
def test_further_right_answer_is_paid_in_full(bench_of: BenchOf, folder: str, word: str, source: str) -> None:
    verdict = bench_of(folder).mark(word, source)
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)


@pytest.mark.parametrize("bench_of", ONE_SEED, indirect=True)
@pytest.mark.parametrize(("folder", "word", "source"), _answers("blind_answers.toml"))
def test_right_answer_written_blind_is_paid_in_full(
    bench_of: BenchOf, folder: str, word: str, source: str
) -> None:
    verdict = bench_of(folder).mark(word, source)
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)
