"""The pages around each ready module: whole, run to their end, readable, safe, in step with the list."""

import re
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from course_modules import COURSE, Sources, ready_modules
from fingerpost.courseware import desk
from fingerpost.courseware.asking import question_in_words
from fingerpost.courseware.cells import SourceCell, read_cells
from fingerpost.courseware.desk.sheet import SheetFaultError
from fingerpost.courseware.exemplars import exemplars_of
from fingerpost.courseware.extras import DESK, desk_cells, orderings_of, quiz_of
from fingerpost.courseware.glossary import faults_of_terms, load_glossary
from fingerpost.courseware.ordering import Ordering, arranged
from fingerpost.courseware.practice import GAP, PLACEHOLDER
from fingerpost.courseware.sharing.clean import clean
from fingerpost.courseware.sources import load_course
from fingerpost.courseware.standards import coverage, load_standard
from fingerpost.courseware.widths import faults_of_width
from fingerpost.courseware.wording import MOST_YEARS, faults_of_words, prose_of, untaught
from fingerpost.grading.by_hand.rubric import rubric_of
from learner import Learner
from nbformat.v4 import new_code_cell, new_notebook
from no_network import run_without_network

MODULES = ready_modules()
each_module = pytest.mark.parametrize("sources", MODULES, ids=lambda sources: sources.module.id)
PAGES = ("lesson.py", "practice.py", "desk.py")


def _text_of(folder: Path, *names: str) -> list[str]:
    return [cell.source for name in names for cell in read_cells(folder / name) if cell.kind == "code"]


@each_module
def test_module_has_every_part_of_the_course_plan(sources: Sources) -> None:
    names = {path.name for path in sources.folder.iterdir() if path.is_file()}
    wanted = {"assignment.py", "checks.py", "answers.py", "sheet.md", "tutor.md", "quiz.toml", *PAGES}
    assert names >= wanted
    assert quiz_of(load_course(COURSE), sources.module)
    assert sources.module.person_tasks


@each_module
@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_the_house_rules_for_words(sources: Sources, name: str) -> None:
    course = load_course(COURSE)
    cells = desk_cells(course, sources.module) if name == DESK else read_cells(sources.folder / name)
    assert [fault.said for fault in faults_of_words(cells)] == []


def test_every_line_of_code_that_learners_get_is_seen_without_scrolling(edition: Path) -> None:
    cells = [
        SourceCell(cell.cell_type, cell.source, 0)
        for page in sorted(edition.rglob("*.ipynb"))
        for cell in nbformat.read(page, as_version=4).cells
    ]
    cells += [SourceCell("markdown", page.read_text(encoding="utf-8"), 0) for page in edition.rglob("*.md")]
    assert sum("fingerpost.check(" in cell.source for cell in cells) > len(MODULES)  # generated cells too
    assert [fault.said for cell in cells for fault in faults_of_width(cell)] == []


@each_module
def test_quiz_reads_as_easily_as_the_lesson(sources: Sources) -> None:
    quiz = quiz_of(load_course(COURSE), sources.module)
    assert quiz is not None
    words = " ".join(question_in_words(question) for question in quiz.questions)
    assert prose_of([SourceCell("markdown", words, 1)]).years <= MOST_YEARS


@each_module
def test_model_answers_use_nothing_that_has_not_been_taught(sources: Sources) -> None:
    earlier = [
        COURSE / module.folder for module in load_course(COURSE).ready if module.id < sources.module.id
    ]
    folders = (*earlier, sources.folder)
    shown = [text for folder in folders for text in _text_of(folder, "lesson.py", "practice.py")]
    shown += [cell.source for cell in sources.cells if cell.role == "setup"]
    assert untaught(sources.solutions.values(), (), shown) == []


@each_module
def test_lesson_has_four_predictions_or_more_each_with_a_fold_for_every_option(sources: Sources) -> None:
    asked = [source for source in _text_of(sources.folder, "lesson.py") if "\npredict(" in source]
    folds = [
        cell.source for cell in read_cells(sources.folder / "lesson.py") if "**Explain.**" in cell.source
    ]
    assert len(asked) == len(folds) >= 4
    for prediction, fold in zip(asked, folds, strict=True):
        options = prediction[prediction.index("[") :].count('"') // 2
        assert fold.count("<summary>I said") == options


@each_module
def test_lesson_says_no_word_before_its_meaning_is_shown(sources: Sources) -> None:
    cells, terms = read_cells(sources.folder / "lesson.py"), load_glossary(COURSE)
    assert faults_of_terms(cells, terms, module=sources.module.id) == []
    without = {word: term for word, term in terms.items() if term.module != sources.module.id}
    assert faults_of_terms(cells, without, module=sources.module.id), "no word is taught here"


def test_official_words_of_the_glossary_carry_their_source_and_its_year() -> None:
    terms = load_glossary(COURSE).values()
    official = [term for term in terms if "SSDA903" in term.source or "return" in term.means]
    assert {"episode", "legal status", "placement", "short break"} <= {term.word for term in official}
    assert all(any(year in term.source for year in ("2024-25", "2025-26")) for term in official)
    assert all(re.search(r"\b20(2[4-9])\b", term.source) for term in terms if term.source)


@each_module
def test_written_task_has_rows_and_two_examples_a_level_that_differ(sources: Sources) -> None:
    rubrics = [rubric_of(cell.source) for cell in sources.cells if cell.person]
    assert [len(rubric.rows) for rubric in rubrics] == [3] * len(sources.module.person_tasks)
    assert all(len(set(row.words)) == 3 for rubric in rubrics for row in rubric.rows)
    notes = (sources.folder / "tutor.md").read_text(encoding="utf-8")
    found = exemplars_of(notes)
    assert {levels: len(set(said)) for levels, said in found.items()} == {
        (level,) * 3: 2 * len(rubrics) for level in (2, 1, 0)
    }
    assert len({said for each in found.values() for said in each}) == 6 * len(rubrics)


@each_module
def test_desk_page_records_no_time_that_nobody_typed(
    sources: Sources, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    cells = [cell.source for cell in desk_cells(load_course(COURSE), sources.module)]
    closing = [cell for cell in cells if "desk.portfolio(" in cell or "desk.look_back(" in cell]
    asked = []
    for cell in closing:
        with pytest.raises(SheetFaultError) as refused:
            exec(cell.replace(': "…"', ': "Plain words."'), {"desk": desk})  # noqa: S102 - a page of ours
        asked.append(str(refused.value))
    assert asked == [
        "Write the time it took you, in hours, such as 1.5.",
        "Write the time it took you, in minutes, such as 75.",
    ]


def test_every_desk_page_says_the_three_rules_in_the_same_words() -> None:
    pages = [(sources.folder / DESK).read_text(encoding="utf-8").replace("\n# ", " ") for sources in MODULES]
    rules = [re.findall(r"(?<= )[123]\. +(\S[^.]*\.)", page.split("**Three rules")[1])[:3] for page in pages]
    told = [[" ".join(rule.split()) for rule in each] for each in rules]
    told = [[one, two, three.replace("a notebook", "this notebook")] for one, two, three in told]
    assert all(each == told[0] for each in told)
    assert told[0][0] == "Your data stays on your authority's machine, in its approved folder."


def _every_accepted_order_gives_the_same(ordering: Ordering, setup: str) -> None:
    """Run every order that is called right, from the page's setup on: all end as the author's order does."""
    accepted = [
        order
        for order in permutations(ordering.lines)
        if order != ordering.lines and arranged(ordering, "\n".join(order)).right
    ]
    ends = [_names_after(f"{setup}\n" + "\n".join(order)) for order in (ordering.lines, *accepted)]
    assert all(end == ends[0] for end in ends)


def _names_after(code: str) -> dict[str, str]:
    """Return what each table, column and number holds at the end, in writing."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(code, names)  # noqa: S102 - our own course source
    return {
        name: value.to_csv() if isinstance(value, pd.DataFrame | pd.Series) else repr(value)
        for name, value in names.items()
        if isinstance(value, pd.DataFrame | pd.Series | int | float | str | np.number)
    }


@each_module
def test_practice_lines_run_in_their_order_and_say_so(sources: Sources, bench_of: Any) -> None:
    bench = bench_of(sources.module.folder)
    cells = [cell for cell in read_cells(sources.folder / "practice.py") if cell.kind == "code"]
    with bench.process_of("A"):
        names: dict[str, Any] = {"__name__": "__main__"}
        for cell in cells:
            exec(cell.source, names)  # noqa: S102 - our own course source
    setup = "\n".join(cell.source for cell in cells if cell.role == "setup")
    for ordering in orderings_of(load_course(COURSE), sources.module):
        assert arranged(ordering, "\n".join(ordering.lines)).right
        assert not arranged(ordering, "\n".join(ordering.shuffled)).right
        with bench.process_of("A"):
            _every_accepted_order_gives_the_same(ordering, setup)
    assert sum(bool(GAP.match(line)) for cell in cells for line in cell.source.splitlines()) >= 4


@each_module
def test_lesson_runs_to_its_end_and_stops_only_where_it_is_meant_to(
    sources: Sources, after_run_all: Any
) -> None:
    code = [
        cell for cell in after_run_all(f"{sources.module.folder}.ipynb").cells if cell.cell_type == "code"
    ]
    assert all(cell.execution_count for cell in code)
    for cell in code:
        kinds = {output.output_type for output in cell.outputs}
        assert ("error" in kinds) == (cell.metadata.fingerpost.role == "stops"), cell.source
        assert not [output for output in cell.outputs if output.get("name") == "stderr"], cell.source


@each_module
def test_practice_with_open_gaps_runs_to_its_end(sources: Sources, after_run_all: Any) -> None:
    notebook = after_run_all(f"{sources.module.id}-practice.ipynb")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    for cell in code:
        stopped = [output.evalue for output in cell.outputs if output.output_type == "error"]
        gap = f"name '{PLACEHOLDER}' is not defined" if PLACEHOLDER in cell.source else ""
        assert stopped == ([gap] if gap else []), cell.source
        assert bool(gap) == ("raises-exception" in cell.metadata.get("tags", [])), cell.source


@each_module
def test_desk_page_runs_on_the_invented_returns_and_shows_no_value_and_no_small_count(
    sources: Sources, after_run_all: Any
) -> None:
    notebook = after_run_all(f"{sources.module.id}-desk.ipynb")
    told = [
        str(output.get("data", {}).get("text/plain", ""))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]
    if any("desk.files" in text for text in _text_of(sources.folder, "desk.py")):  # 00 opens no file
        assert any("Files in A" in text for text in told)
        assert any("under 10" in text for text in told)
    assert not any("ZZ" in text or "000237" in text for text in told)
    assert [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "error"] == []


WAYS_OUT = (
    "import socket, sys\nsocket.create_connection(('192.0.2.1', 443))",
    "import socket\nsocket.getaddrinfo('example.invalid', 443)",
    "import duckdb\nduckdb.sql('INSTALL httpfs')",
    "!{sys.executable} -c \"import socket; socket.create_connection(('2001:db8::1', 443))\"",
)


WHO = """import getpass, pathlib
told = dict(line.split(":\\t") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
print(getpass.getuser(), told["CapEff"].strip("0"))"""


def test_page_that_tried_to_leave_the_machine_would_be_seen(learner: Learner, edition: Path) -> None:
    """The pages above ran where each of these is counted: Python's own sockets, DuckDB's, a subprocess's."""
    stops = {"tags": ["raises-exception"]}
    notebook = new_notebook(cells=[new_code_cell(source, metadata=stops) for source in (WHO, *WAYS_OUT)])
    tried: list[int] = []
    found = run_without_network(notebook, learner, data=edition, after_each=tried.append)
    assert notebook.cells[0].outputs[0].text == f"{learner.name} \n", "the kernel has rights"
    assert tried[0] == 0
    assert all(later > earlier for earlier, later in pairwise(tried)), tried
    assert found.keys() == {"OutNoRoutes", "Ip6OutNoRoutes"}


@each_module
@pytest.mark.parametrize("page", ["quiz", "skip-check"])
def test_quiz_pages_need_no_kernel(sources: Sources, edition: Path, page: str) -> None:
    notebook = nbformat.read(edition / "lessons" / f"{sources.module.id}-{page}.ipynb", as_version=4)
    assert {cell.cell_type for cell in notebook.cells} == {"markdown"}
    assert sum(cell.source.count("<details>") for cell in notebook.cells) >= 15


def test_start_page_leads_to_every_page_of_every_ready_module(edition: Path) -> None:
    page = (edition / "start-here.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(((?:lessons|assignments)/[^)]+\.ipynb)\)", page)
    assert len(set(links)) == 5 * len(load_course(COURSE).ready)
    assert [link for link in links if not (edition / link).is_file()] == []
    assert "{{" not in page


@each_module
def test_pages_are_safe_to_share_as_they_are_given_out(sources: Sources, edition: Path) -> None:
    for page in ("desk", "practice", "quiz", "skip-check"):
        notebook = nbformat.read(edition / "lessons" / f"{sources.module.id}-{page}.ipynb", as_version=4)
        kept = [one for one in clean(notebook).taken_out if one.what not in {"small count", "day"}]
        assert kept == [], page


@each_module
def test_an_outcome_of_the_quiz_stands_in_the_lesson(sources: Sources) -> None:
    quiz = quiz_of(load_course(COURSE), sources.module)
    assert quiz is not None
    assert 3 <= len(quiz.outcomes) <= 6
    assert {word for outcome in quiz.outcomes for word in outcome.tasks} == {
        *sources.module.tasks,
        *sources.module.person_tasks,
    }
    lesson = (sources.folder / "lesson.py").read_text(encoding="utf-8").replace("`", "")
    assert [one.says for one in quiz.outcomes if f"\n# - {one.says}\n" not in lesson] == []


def test_all_37_statements_are_met_by_a_marked_or_desk_task_over_the_16_modules() -> None:
    course = load_course(COURSE)
    standard = load_standard(course)
    parts = [told.part for told in standard.statements.values()]
    assert [parts.count(part) for part in ("knowledge", "skill", "behaviour")] == [15, 15, 7]
    everything = {(one.module, one.name) for one in standard.met if one.way != "quiz"}
    assert all(row.is_covered for row in coverage(standard, everything))
    assert len(course.modules) == 16


def test_map_of_the_standard_agrees_with_the_list_of_the_course() -> None:
    course = load_course(COURSE)
    standard = load_standard(course)
    for module in course.modules:
        assert set(standard.of_module(module.id)) == set(module.ksbs), module.id
