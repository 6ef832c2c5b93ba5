"""A quiz is held to its mixture, its reasons and its outcomes; a prediction locks; both read as text."""

import re
from pathlib import Path

import pytest
from fingerpost.courseware.asking import predict, question_in_words
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.questions import load_quiz
from fingerpost.errors import WrongUseError

OUTCOME = '[[outcomes]]\nsays = "count children"\ntasks = ["starters"]\n'
OPTIONS = """
[[{part}.options]]
says = "rows"
reason = "A child can have several rows."
[[{part}.options]]
says = "children"
right = true
reason = "Each child once."
"""


def _question(part: str, word: str, extra: str) -> str:
    return f'[[{part}]]\nword = "{word}"\nask = "What does it count?"\n{extra}\n' + OPTIONS.format(part=part)


def _quiz(*, about: tuple[str, ...] = ("00", "01", "02"), tail: str = "") -> str:
    back = [_question("warm_up", f"back_{n}", f'about = "{one}"') for n, one in enumerate(about)]
    ahead = [_question("warm_up", f"ahead_{n}", "outcome = 1") for n in range(5 - len(about))]
    return "\n".join([OUTCOME, *back, *ahead, _question("skip", "skip_1", "outcome = 1"), tail])


def _load(folder: Path, text: str, module: str = "03") -> object:
    (folder / "quiz.toml").write_text(text, encoding="utf-8")
    return load_quiz(folder, module=module, tasks=("starters",))


def _said(folder: Path, text: str, module: str = "03") -> str:
    with pytest.raises(CourseSourceFaultError) as told:
        _load(folder, text, module)
    return str(told.value)


def test_a_quiz_with_its_mixture_is_read(tmp_path: Path) -> None:
    quiz = _load(tmp_path, _quiz())
    assert [len(part) for part in (quiz.outcomes, quiz.warm_up, quiz.skip)] == [1, 5, 1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_quiz(about=("01", "02")), "2 warm-up questions look back"),
        (_quiz(about=("01", "02", "02")), "looks back 3 modules or more"),
        (_quiz(tail=_question("warm_up", "sixth", "outcome = 1")), "has 6 questions; it needs 5"),
        (_quiz(tail=_question("skip", "skip_1", "outcome = 1")), '"skip_1" names two questions'),
        (_quiz(tail=OUTCOME), "outcome 2 has no question"),
        (_quiz().replace('tasks = ["starters"]', 'tasks = ["nothing"]'), '"nothing", no task of the module'),
        (_quiz().replace('tasks = ["starters"]', "tasks = []"), "outcome 1 has no task"),
        (_quiz().replace("right = true\n", "", 1), "needs one option with right = true"),
        (_quiz().replace("Each child once.", "", 1), "an option without a reason"),
        (_quiz().replace("outcome = 1", "outcome = 4"), "outcome 4, which is not listed"),
        (_quiz().replace("ask =", "asks ="), "lacks 'ask'"),
        ("[[outcomes", "cannot be read as TOML"),
    ],
)
def test_a_fault_of_a_quiz_is_told(tmp_path: Path, text: str, words: str) -> None:
    assert words in _said(tmp_path, text)


def test_the_first_modules_have_less_to_look_back_to(tmp_path: Path) -> None:
    assert "looks back 3" not in _said(tmp_path, _quiz(about=("00", "01")), module="02")


def test_options_come_in_an_order_that_does_not_tell_the_answer(tmp_path: Path) -> None:
    quiz = _load(tmp_path, _quiz())
    places = {question.options.index(question.key) for question in quiz.questions}  # type: ignore[attr-defined]
    assert places == {0, 1}


def test_a_question_in_words_holds_every_reason_in_a_fold_of_its_own(tmp_path: Path) -> None:
    quiz = _load(tmp_path, _quiz())
    page = question_in_words(quiz.warm_up[0])  # type: ignore[attr-defined]
    assert page.count("<details><summary>") == 2
    assert page.count("Yes. Each child once.") == page.count("Not quite. A child can have several rows.") == 1


def test_a_prediction_is_chosen_by_boxes_and_hides_the_others_once_chosen() -> None:
    page = predict("Will it add up?", ["yes", "fewer"])._repr_html_()
    assert page.count('type="checkbox"') == 2
    assert ":has(input:checked) label:not(:has(input:checked)) { display: none; }" in page
    assert "<script" not in page
    assert "radio" not in page  # Jupyter keeps the arrow keys


def test_what_says_that_a_prediction_is_locked_is_hidden_before_any_style_is_read() -> None:
    page = predict("Will it add up?", ["yes", "fewer"])._repr_html_()
    assert '<p class="locked" role="status" hidden>' in page, (
        "a screen reader would say it as the cell is drawn"
    )


def test_a_prediction_reads_as_text_where_there_is_no_page() -> None:
    assert repr(predict("Will it add up?", ["yes", "fewer"])) == "Will it add up?\n  A  yes\n  B  fewer"


def test_two_predictions_on_a_page_do_not_share_a_name() -> None:
    pages = "".join(predict(ask, ["a", "b"])._repr_html_() for ask in ("One?", "Two?"))
    assert len(set(re.findall(r'id="([^"]+)"', pages))) == 2


def test_what_is_written_in_a_prediction_stays_text() -> None:
    assert "<b>" not in predict("<b>", ["<b>", "c"])._repr_html_()


def test_a_prediction_with_one_option_is_refused_in_words() -> None:
    with pytest.raises(WrongUseError, match="two options or more; it has 1"):
        predict("Will it?", ["yes"])
