"""Right answers in styles that no author of a module thought of: none is refused."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_bench import Bench
from course_modules import ready_modules

READY = {sources.module.folder for sources in ready_modules()}
ANSWERS = [
    (one["folder"], one["task"], one["source"])
    for one in tomllib.loads(Path(__file__).with_name("further_answers.toml").read_text("utf-8"))["answers"]
    if one["folder"] in READY
]


@pytest.mark.parametrize(("folder", "word", "source"), ANSWERS)
def test_further_right_answer_is_paid_in_full(
    bench_of: Callable[[str], Bench], folder: str, word: str, source: str
) -> None:
    verdict = bench_of(folder).mark(word, source)
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)
