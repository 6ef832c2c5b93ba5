"""Authors are told about long sentences, American spelling, pages without a thing to do, untaught steps."""

import pytest
from fingerpost.courseware.cells import SourceCell
from fingerpost.courseware.wording import faults_of_words, methods_used, prose_of, untaught


def text(source: str, line: int = 1) -> SourceCell:
    return SourceCell("markdown", source, line)


def code(source: str) -> SourceCell:
    return SourceCell("code", source, 1, {"role": "lesson"})


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("analyze", "-yse"),
        ("color", "keep the u"),
        ("center", "-re"),
        ("summarize", "-ise"),
        ("gray", "grey"),
        ("simply", "take the word out"),
    ],
)
def test_word_that_is_not_ours_is_named_with_its_line_and_reason(word: str, reason: str) -> None:
    (fault,) = faults_of_words([text(f"We {word} it.", line=7), code("1")])
    assert fault.line == 7
    assert word in fault.said
    assert reason in fault.said


def test_plain_british_words_are_left_alone() -> None:
    assert (
        faults_of_words([text("We analyse the colour of the centre. Size and prize are fine."), code("1")])
        == []
    )


def test_long_sentences_of_long_words_are_too_old_to_read() -> None:
    sentence = "Notwithstanding administrative considerations regarding interdepartmental accountability "
    (fault,) = faults_of_words([text(sentence * 4 + "."), *[code("1")] * 4])
    assert "reading age" in fault.said


def test_a_page_with_nothing_to_do_is_said_to_be_one() -> None:
    faults = faults_of_words([text("You read one more word here. " * 60), code("1")])
    assert [fault.said for fault in faults] == ["360 words for each learner action, at most 150"]


def test_a_fold_is_an_action_and_code_tables_and_addresses_are_no_prose() -> None:
    page = "Read [this](a/very/long/address.ipynb) now.\n\n| a | b |\n\n```python\nx = 1\n```\n"
    page += "<details><summary>Go</summary>on</details>"
    prose = prose_of([text(page)])
    assert (prose.words, prose.actions) == (5, 1)


def test_methods_and_options_of_a_source_are_found() -> None:
    assert methods_used('t.groupby("A", dropna=False).size()') == {"groupby", "size", "dropna"}
    assert methods_used("this is no code") == set()


def test_a_step_that_no_page_has_shown_is_named() -> None:
    assert untaught(["t.merge(u, how='left')"], {"merge"}, ["t.size()"]) == ["how"]
    assert untaught(["t.size()"], set(), ["t.size()"]) == []
