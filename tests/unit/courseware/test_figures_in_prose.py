"""A number in prose that is off, or that nothing works out, is told with its page and line."""

from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.figures import faults_of_figures, load_numbers

FORMS = """
[[forms]]
form = '\\b\\d{1,2} March 20\\d\\d\\b'
why = "a day"
"""
CHILDREN = '[[figures]]\nsql = "SELECT 213"\nsays = ["{} children"]\n'


@pytest.fixture
def said(module: Path) -> "Said":
    """A module whose figure comes to 213 and whose course knows one form, a day in March."""
    (module.parent / "numbers.toml").write_text(FORMS, encoding="utf-8")
    (module / "figures.toml").write_text(CHILDREN, encoding="utf-8")
    (module / "assignment.py").unlink()  # its mark scheme has a number of its own
    return Said(module)


class Said:
    """Asks for the faults of a module whose tutor page, or another one, says this."""

    def __init__(self, module: Path) -> None:
        self.module = module

    def __call__(self, text: str, *, page: str = "tutor.md", comes_to: object = 213) -> list[str]:
        (self.module / page).write_text(text, encoding="utf-8")
        return faults_of_figures(self.module, load_numbers(self.module), lambda _figure: comes_to)

    def knows(self, figures: str) -> None:
        (self.module / "figures.toml").write_text(figures, encoding="utf-8")


def test_number_that_the_data_give_is_left_alone(said: Said) -> None:
    assert said("At the end there were 213\nchildren in care on 31 March 2025.") == []


def test_number_that_is_off_is_told_with_what_the_data_say(said: Said) -> None:
    of_the_data, of_the_page = said("One.\nThere were 214 children.")
    assert of_the_data == 'figures.toml: no page says "213 children", and the data do'
    assert of_the_page.startswith(
        'tutor.md:2: "214" (… One. There were 214 children. …) is worked out nowhere'
    )


def test_number_goes_off_when_the_data_change(said: Said) -> None:
    faults = said("There were 213 children.", comes_to=220)
    assert len(faults) == 2
    assert 'no page says "220 children"' in faults[0]


@pytest.mark.parametrize(
    "claim",
    [
        "57 lived elsewhere",
        "12.5% of them",
        "1,820 rows",
        "about a third of them",
        "twelve of them",
        "213 boys",
        "1213 children",
        "2.213 children",
        "forty children",
        "seven sources",
        "Two of them",
        "twice as many",
        "a dozen teams",
    ],
)
def test_number_that_nothing_works_out_is_told(said: Said, claim: str) -> None:
    faults = said(f"213 children. And {claim}.")
    assert len(faults) == 1
    assert "is worked out nowhere" in faults[0]


@pytest.mark.parametrize(
    "no_claim",
    [
        "`len(t) == 57`",
        "[a page](57.ipynb)",
        "<br id='57'>",
        "```\n57\n```",
        "K57",
        "one of them",
        "no row",
        "once",
    ],
)
def test_code_links_and_articles_are_no_figures(said: Said, no_claim: str) -> None:
    assert said(f"213 children. {no_claim}") == []


def test_prose_of_a_lesson_is_read_and_its_code_is_not(said: Said) -> None:
    lesson = (
        '# %% [markdown]\n# 213 children, and\n# 57 more.\n\n# %% role="lesson"\n# Purpose: add\n58 + 59\n'
    )
    (fault,) = said(lesson, page="lesson.py")
    assert fault.startswith('lesson.py:3: "57"')


def test_sentences_of_a_quiz_are_read_and_its_made_up_question_is_not(said: Said) -> None:
    said.knows(CHILDREN + '[[plain]]\nwhy = "its own example"\nquestions = ["made_up"]\n')
    quiz = '[[warm_up]]\nword = "{}"\noutcome = 1\nask = "Of 213 children {} are boys."\n'
    (fault,) = said(quiz.format("made_up", 58) + quiz.format("real", 57), page="quiz.toml")
    assert fault.startswith('quiz.toml:8: "57"')


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (12, 'form = "words"\n', "twelve"),
        (4, 'form = "Words"\n', "Four"),
        (3845, "", "3,845"),
        (50.117, 'form = ".1f"\n', "50.1"),
        ("a b", "", "a b"),
    ],
)
def test_number_is_written_as_the_page_writes_it(said: Said, number: object, form: str, written: str) -> None:
    said.knows(f'[[figures]]\nsql = "SELECT 1"\n{form}says = ["all {{}} rows"]\n')
    assert said(f"In all {written} rows.", comes_to=number) == []


def test_number_in_words_may_claim_nothing_by_a_form_of_the_course(said: Said) -> None:
    _course_knows(said, "[[forms]]\nform = '\\b{few} tables\\b'\nwhy = \"shown side by side\"\n")
    assert said("213 children. Two\ntables, then three tables.") == []
    (fault,) = said("213 children. Two tables, three rows.")
    assert fault.startswith('tutor.md:1: "three"')


COUNTS = '[[counts]]\ncounted = "tasks"\nsays = ["{} short tasks"]\n'
TASK = '# %% task="{}"\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\n'


def _course_knows(said: Said, numbers: str) -> None:
    (said.module.parent / "numbers.toml").write_text(FORMS + numbers, encoding="utf-8")


def test_what_a_page_says_of_its_own_module_is_counted_from_its_files(said: Said) -> None:
    _course_knows(said, COUNTS)
    (said.module / "assignment.py").write_text(TASK.format("a") + TASK.format("b"), encoding="utf-8")
    assert said("213 children. Two short\ntasks.") == []
    (wrong,) = said("213 children. Three short\ntasks.")
    assert wrong == 'tutor.md:1: "Three short tasks", and the module has 2 tasks'


def test_a_page_need_not_say_how_many_tasks_there_are(said: Said) -> None:
    _course_knows(said, COUNTS)
    assert said("213 children.") == []


def test_numbers_that_count_what_nobody_knows_are_refused_with_what_can_be(said: Said) -> None:
    _course_knows(said, COUNTS.replace('"tasks"', '"ghosts"'))
    with pytest.raises(CourseSourceFaultError, match=r"ghosts.*tasks, points by hand"):
        load_numbers(said.module)


def test_phrase_that_claims_nothing_is_allowed_and_told_once_it_is_gone(said: Said) -> None:
    said.knows(CHILDREN + '[[plain]]\nwhy = "made up"\nsays = ["57 boys"]\n')
    assert said("213 children, 57 boys.") == []
    assert said("213 children.") == ['figures.toml: no page says "57 boys"; take it out']


@pytest.mark.parametrize(
    "entry",
    ['[[plain]]\nsays = ["57 boys"]\n', '[[figures]]\nsql = "SELECT 1"\n', "[[figures]]\nsays = [1\n"],
)
def test_entry_without_its_reason_or_words_is_refused(said: Said, entry: str) -> None:
    said.knows(entry)
    with pytest.raises(CourseSourceFaultError):
        load_numbers(said.module)
