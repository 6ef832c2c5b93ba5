"""The report says who needs a person first, counts slips, and holds no formula or markup of a learner's."""

import csv
import io

from fingerpost.grading.run.records import Record
from fingerpost.grading.run.report import report_page, report_table


def _record(student: str, **told: object) -> Record:
    whole: dict[str, object] = {
        "student": student, "assignment": "03", "status": "whole", "to_learner": "", "to_tutor": "",
        "level": "full", "digest": "d", "points": {"starters-seen": 1.0, "starters-hidden": 3.0},
        "most": {"starters-seen": 1.0, "starters-hidden": 3.0, "caution": 6.0}, "codes": {},
    }  # fmt: skip
    return Record(**{**whole, **told})  # type: ignore[arg-type]  # a test's own parts


COHORT = [
    _record("amy"),
    _record("ben", points={"starters-seen": 1.0, "starters-hidden": 0.0}, codes={"starters": "M03-GAPS"}),
    _record("cat", points={"starters-seen": 0.0, "starters-hidden": 0.0}, codes={"starters": "M03-GAPS"}),
    _record("dev", status="unreadable", to_tutor="The file handed in is empty.", points={}),
]


def test_scripts_that_need_a_person_stand_first() -> None:
    page = report_page("03", COHORT)
    assert page.index("The file handed in is empty.") < page.index("Marks by task")
    assert "<td>dev</td><td>unreadable</td>" in page


def test_marks_by_task_and_slips_are_counted() -> None:
    page = report_page("03", COHORT)
    assert "<td>starters</td><td>1</td><td>4</td><td>1</td><td>1</td>" in page
    assert "<td>starters</td><td>M03-GAPS</td><td>2</td>" in page
    assert "<td>caution</td><td></td><td>6</td><td></td><td>waits for a person</td>" in page


def test_level_is_said_in_words() -> None:
    assert "in a full sandbox" in report_page("03", COHORT)


def test_markup_in_a_name_is_text() -> None:
    page = report_page("<b>03", [_record("<script>x</script>", to_tutor="<img src=x onerror=y>")])
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_formulas_in_names_and_sentences_are_text_in_the_table() -> None:
    rows = list(
        csv.DictReader(io.StringIO(report_table([_record("=1+1", to_tutor="@SUM(A1)"), _record("amy")])))
    )
    assert (rows[0]["learner"], rows[0]["for the tutor"]) == ("'=1+1", "'@SUM(A1)")
    assert (rows[1]["learner"], rows[1]["starters-hidden"]) == ("amy", "3.0")


def test_cohort_of_nobody_has_a_page() -> None:
    assert "0 learners" in report_page("03", [])
