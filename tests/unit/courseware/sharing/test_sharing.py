"""A shared copy holds nothing that points to a child, the original stays, the report repeats no find."""

import json
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from fingerpost import cli
from fingerpost.courseware.sharing.clean import NotShareableError, TakenOut, clean, gathered, share
from fingerpost.courseware.sharing.patterns import KINDS, traces_in, without
from fingerpost.errors import WrongUseError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

UPN = "H801200001001"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"her number is {UPN}", "pupil number"),
        ("943 476 5919", "NHS number"),
        ("9434765919", "NHS number"),
        ("DOB 17/05/2012", "date of birth"),
        ("born on 3 May 2012", "date of birth"),
        ('t[t["DOB"] == "2012-05-17"]', "date of birth"),
        ("lives at ZZ4 4RZ", "postcode"),
        ("in SW1A 1AA", "postcode"),
        ('episodes[episodes["CHILD"] == "000237"]', "identifier"),
        ("child 4411 has moved", "identifier"),
        ("moved on 17 May 2024", "day"),
        ("date_sub('year', DOB, DATE '2025-03-17')", "day"),
        ('x = "2024-05-17"', "day"),
        ("3 children were in K1", "small count"),
        ("two young people", "small count"),
        (r'folder = r"C:\Users\jane.doe\extracts"', "name on this computer"),
    ],
)
def test_what_may_point_to_a_child_is_found_and_taken_out(text: str, kind: str) -> None:
    (trace,) = traces_in(text)
    assert trace.kind.name == kind
    assert text[trace.start : trace.end] not in without(text, [trace])
    assert traces_in(without(text, [trace])) == []


@pytest.mark.parametrize(
    "text",
    [
        'year_end = pd.Timestamp("2025-03-31")',
        "date_sub('year', DOB, DATE '2025-03-31')",
        "from 1 April 2024 to 31 March 2025",
        "205 children lived with foster carers",
        "10 children",
        "for every 10,000 children",
        "1234567890",
        "one row is one child",
        'months = pd.period_range("2024-04", "2025-03", freq="M")',
        "module 03, task 2, 60 minutes",
        "PLACE U4, LS C2, K13 and S10",
    ],
)
def test_what_points_to_nobody_stays(text: str) -> None:
    assert traces_in(text) == []


@pytest.fixture
def notebook() -> nbformat.NotebookNode:
    code = new_code_cell(
        f'table[table["UPN"] == "{UPN}"]',
        outputs=[new_output("stream", text="000237 2012-05-17")],
        execution_count=3,
        metadata={"nbgrader": {"grade_id": "x"}, "vscode": {"path": "C:/Users/jane"}},
    )
    words = new_markdown_cell(
        "![p](attachment:p.png) and ![q](data:image/png;base64,iVBORw0KGgo=) 4 children"
    )
    words["attachments"] = {"p.png": {"image/png": "iVBORw0KGgo="}}
    metadata = {
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}, "b": {}}}},
        "author": "jane",
    }
    return new_notebook(
        cells=[code, words], metadata=metadata | {"kernelspec": {"name": "python3", "display_name": "P"}}
    )


def test_outputs_widget_state_attachments_and_settings_go(notebook: nbformat.NotebookNode) -> None:
    made = clean(notebook)
    text = nbformat.writes(made.notebook)
    for gone in (UPN, "000237", "2012-05-17", "iVBORw0KGgo", "jane", "widget-state", "vscode", "4 children"):
        assert gone not in text
    assert made.notebook.cells[0].execution_count is None
    assert made.notebook.cells[0].metadata.nbgrader.grade_id == "x"
    assert made.notebook.metadata.kernelspec.name == "python3"


def test_the_report_says_where_what_how_many_and_why_and_repeats_nothing(
    notebook: nbformat.NotebookNode,
) -> None:
    told = {(one.where, one.what): one for one in clean(notebook).taken_out}
    assert told["the notebook", "widget state"].times == 2
    assert set(told) >= {
        ("cell 1", "outputs"),
        ("cell 1", "pupil number"),
        ("cell 2", "attachments"),
        ("cell 2", "pasted pictures"),
        ("cell 2", "small count"),
    }
    assert all(one.why for one in told.values())
    assert UPN not in str(list(told.values()))


def test_the_report_tells_charts_from_other_outputs() -> None:
    chart = new_output(
        "display_data", {"application/vnd.vegalite.v6+json": {"data": []}, "text/plain": "alt.Chart(...)"}
    )
    picture = new_output("display_data", {"image/png": "iVBORw0KGgo="})
    cell = new_code_cell("chart", outputs=[chart, picture, new_output("stream", text="12")])
    told = {one.what: one.times for one in clean(new_notebook(cells=[cell])).taken_out}
    assert told == {"charts": 2, "outputs": 1}


def test_each_reason_is_said_once_however_many_cells_it_is_for() -> None:
    why = "outputs can show rows"
    found = [TakenOut(f"cell {at}", "outputs", at, why) for at in (2, 5, 7)]
    other = TakenOut("the name x", "day", 1, "a day")
    assert gathered((*found, other)) == [
        TakenOut("cells 2, 5 and 7", "outputs", 14, why),
        TakenOut("the name x", "day", 1, "a day"),
    ]
    assert (
        gathered((found[0], TakenOut("the notebook", "outputs", 1, why)))[0].where == "cell 2, the notebook"
    )


def test_the_original_stays_byte_for_byte(notebook: nbformat.NotebookNode, tmp_path: Path) -> None:
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    target, _ = share(path)
    assert target == tmp_path / "mine-to-share.ipynb"
    assert path.read_bytes() == before
    nbformat.validate(json.loads(target.read_text(encoding="utf-8")))


def test_a_kind_that_was_looked_at_may_stay(notebook: nbformat.NotebookNode) -> None:
    assert "4 children" in nbformat.writes(clean(notebook, keep=("small count",)).notebook)


def test_the_copy_never_takes_the_place_of_the_notebook(
    notebook: nbformat.NotebookNode, tmp_path: Path
) -> None:
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    with pytest.raises(WrongUseError, match="is the notebook itself"):
        share(path, out=path)


@pytest.mark.parametrize(
    ("name", "content"), [("no.ipynb", None), ("odd.ipynb", "not json"), ("list.ipynb", "[]")]
)
def test_what_is_no_notebook_is_said_in_words(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(NotShareableError, match=r"\.ipynb"):
        share(path)


def test_command_lists_what_it_took_out_and_asks_for_a_reader(
    notebook: nbformat.NotebookNode, tmp_path: Path
) -> None:
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    ran = CliRunner().invoke(cli._fingerpost, ["share", str(path)])
    assert ran.exit_code == 0
    assert "cell 1: pupil number (1), because a UPN points to one child" in ran.output
    assert "read the copy once" in ran.output
    assert UPN not in ran.output


def test_command_says_so_when_there_was_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mine.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("Hello.")]), path)
    assert "Nothing had to be taken out." in CliRunner().invoke(cli._fingerpost, ["share", str(path)]).output


def test_command_refuses_a_kind_that_is_none(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli._fingerpost, ["share", str(tmp_path / "a.ipynb"), "--keep", "names"])
    assert isinstance(ran.exception, WrongUseError)
    assert all(kind.name in str(ran.exception) for kind in KINDS)
