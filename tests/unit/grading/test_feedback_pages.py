"""Feedback is read, never run: forty-six payloads in every place where a learner's text can stand."""

import re
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from fingerpost.grading.engine.harmless import harmless_words
from fingerpost.grading.feedback.page import feedback_page
from fingerpost.grading.feedback.shown import MOST_OUTPUT, CleanerMissingError, clean, output
from payloads import PAYLOADS

_SAFE = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "p",
    "section",
    "details", "summary", "pre", "div", "br", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "article", "strong", "em", "code", "span", "ul", "ol", "li", "blockquote", "hr", "img",
}  # fmt: skip


class _Reader(HTMLParser):
    """Notes every element and attribute of a page as a browser would meet it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _read(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Reader()
    reader.feed(page)
    return reader.found


def _cell(source: str, name: str, told: dict[str, Any], outputs: list[dict[str, Any]]) -> dict[str, Any]:
    made = {"nbgrader": {"grade_id": name, **told}, "fingerpost": {"task": name} if "-" not in name else {}}
    return {"cell_type": "code", "source": source, "id": name, "metadata": made, "outputs": outputs}


def _page(payload: str, title: str = "") -> str:
    shown: list[dict[str, Any]] = [
        {"output_type": "stream", "name": "stdout", "text": payload},
        {"output_type": "execute_result", "data": {"text/html": payload, "text/plain": payload}},
        {"output_type": "display_data", "data": {"image/svg+xml": payload, "text/markdown": payload}},
        {"output_type": "display_data", "data": {"image/png": payload}},
        {"output_type": "error", "ename": payload, "evalue": payload, "traceback": [payload]},
    ]
    told = {"solution": True, "comment": payload}
    verdict: list[dict[str, Any]] = [
        {"output_type": "execute_result", "data": {"text/html": f"<article>{payload}</article>"}}
    ]
    cells = [
        {"cell_type": "markdown", "id": "intake-note", "source": payload, "metadata": {}},
        _cell(payload, "starters", told, shown),
        _cell("hidden = 'secret'", "starters-hidden", {"grade": True, "score": 1.0, "points": 2.0}, verdict),
        _cell(payload, "other-test", {"grade": True, "score": 1.0, "points": 2.0, "comment": payload}, shown),
        {**_cell("scheme", "words", {"task": True, "comment": payload}, []), "cell_type": "markdown"},
        {
            "cell_type": "markdown",
            "id": "w",
            "source": payload,
            "metadata": {"fingerpost": {"person": "words"}},
        },
    ]
    cells[2]["metadata"]["fingerpost"]["marking"] = {"title": title}
    return feedback_page(cells, title=payload, score=1.0, most=4.0)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_in_every_place_leaves_only_what_is_looked_at(payload: str) -> None:
    for tag, attributes in _read(_page(payload, payload)):
        assert tag in _SAFE, tag
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "id")]
        assert not [name for name in attributes if name in ("href", "action", "formaction", "background")]
        assert (attributes.get("src") or "data:image/png;base64,").startswith("data:image/png;base64,")


def test_page_forbids_everything_but_its_own_style() -> None:
    policy = next(a["content"] for tag, a in _read(_page("x")) if tag == "meta" and "content" in a)
    assert "default-src 'none'" in str(policy)
    assert "script" not in str(policy)


def test_source_of_a_test_is_never_shown() -> None:
    assert "secret" not in _page("x")


def test_points_reason_and_comment_stand_beside_their_task() -> None:
    page = _page("Well reasoned.")
    section = page[page.index("<h2>Starters</h2>") : page.index("</section>")]
    assert "1 of 2 points" in section
    assert "From your tutor: Well reasoned." in section


def test_task_is_headed_by_its_title_as_the_course_has_it() -> None:
    page = _page("x", "Children who came into care, month by month")
    assert "<h2>Children who came into care, month by month</h2>" in page
    assert "Starters" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 9. In your own words (6 points, marked by your tutor)\n\nWrite.", "9. In your own words"),
        ("Words first.\n\n### Say why (briefly)", "Say why (briefly)"),
        ("No heading at all, # nor one here", "Words"),
    ],
)
def test_written_task_is_headed_as_its_question_is(text: str, said: str) -> None:
    told = {"grade_id": "words", "task": True}
    cell = {"cell_type": "markdown", "id": "words", "source": text, "metadata": {"nbgrader": told}}
    assert f"<h2>{said}</h2>" in feedback_page([cell], title="03", score=0, most=6)


def test_table_of_a_learners_survives_with_its_cells() -> None:
    kept = clean(
        "<table class='dataframe' onclick='x()'><tr><th scope='col'>PLACE</th><td>7</td></tr></table>"
    )
    assert re.sub(r"\s", "", kept).count("<td>7</td>") == 1
    assert "onclick" not in kept


def test_huge_outputs_are_cut() -> None:
    assert len(output({"output_type": "stream", "text": "<" * 10**6})) < MOST_OUTPUT * 5
    big = {"output_type": "display_data", "data": {"text/html": "<p>x</p>" * 10**5, "text/plain": "short"}}
    assert output(big) == "<pre>short</pre>"


def test_chart_is_named_and_its_script_left_out() -> None:
    chart = {
        "output_type": "display_data",
        "data": {"application/vnd.vegalite.v6+json": {}, "text/html": "<script>x"},
    }
    assert output(chart) == '<p class="left-out">A chart stands here in your notebook.</p>'


@pytest.mark.parametrize(
    "words",
    [
        "U4 held 312 children, more than half (5 < 10 and 10 > 5).",
        "See [the guide](https://www.gov.uk/guide) and `x < 3`, **bold**, a list:\n- one\n- two",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_honest_words_stay_as_they_were_typed(words: str) -> None:
    assert harmless_words(words) == words


def test_markup_and_odd_links_in_words_become_text() -> None:
    assert harmless_words("<b>x</b> [a](javascript:x)") == "&lt;b>x&lt;/b> [a](#)"


def test_without_the_cleaner_a_sentence_says_which_environment_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "nh3", None)
    with pytest.raises(CleanerMissingError, match="make tutor"):
        clean("<p>words</p>")
