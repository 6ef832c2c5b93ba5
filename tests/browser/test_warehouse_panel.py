"""The Warehouse panel in JupyterLab: found, read, looked at and put into a notebook, in one page's life.

Tests go on where the one before stopped. Pictures of each state go to `shots/`, for people to look at.
"""

import re

import nbformat
import pytest
from axe import violations
from fingerpost.server.warehouse_panel.handlers import MOST_ROWS
from fingerpost.warehouse.manifest import read_manifest
from fingerpost.warehouse.paths import manifest_file
from lab_page import Cell, LabPage
from lab_server import LabServer
from learner import Learner
from playwright.sync_api import Locator, Route, ViewportSize, expect

NOTEBOOK = "warehouse-panel.ipynb"
PLUGINS = "@fingerpost/labextension:"
COMMANDS = {
    "warehouse-panel": "fingerpost:warehouse",
    "course-panel": "fingerpost:course",
    "launcher-cards": "fingerpost:start-here",
    "work": "fingerpost:take-home",
}
"""A command of each plugin that has one; the tour is off here, and test_hosts leaves out walkthroughs'."""
LABS_PAGE = re.compile(r"/lab(/tree/[^?]*)?(\?.*)?$")
PANEL, ROWS = "#fingerpost-warehouse", ".fp-wh-rows:not(.lm-mod-hidden)"
THEMES = ["JupyterLab Dark", "JupyterLab Dark High Contrast", "JupyterLab Light"]
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # a laptop's 1280 by 1024 at 400%
LAPTOP: ViewportSize = {"width": 1366, "height": 768}

_ACTIVE_SOURCE = """() => {
    const shown = [...jupyterapp.shell.widgets("main")].filter((one) => one.isVisible);
    return shown.find((one) => one.content?.widgets).content.activeCell.model.sharedModel.getSource();
}"""
# One script, so that nothing else can take the keyboard between two keys.
_WALKS = """(keys) => {
    document.querySelector("#fp-wh-search").focus();
    return keys.map((key) => {
        const at = document.activeElement;
        at.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        const now = document.activeElement;
        return (now.dataset.open ?? now.id) + (now.ariaExpanded === "true" ? " open" : "");
    });
}"""


@pytest.fixture(scope="module")
def panel(shown: LabPage, lab: LabServer, learner: Learner) -> Locator:
    """The panel, open beside a notebook of one cell that defines a name of the panel's own choice."""
    file = lab.home / NOTEBOOK
    cell = nbformat.v4.new_code_cell("episodes = 'mine'", id="mine")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, file)
    learner.owns(file)
    shown.page.evaluate("(path) => jupyterapp.commands.execute('docmanager:open', {path})", NOTEBOOK)
    shown.awaits_notebook(NOTEBOOK)
    shown.runs("fingerpost:warehouse")
    expect(shown.page.locator("#fp-wh-search")).to_be_visible()
    return shown.page.locator(PANEL)


def inserted(shown: LabPage, before: list[Cell]) -> Cell:
    """Run the cell that was put in below those there were before, and return what Lab has of it."""
    known = {cell.id for cell in before}
    new = next(cell for cell in shown.cells() if cell.id not in known)
    shown.runs_cell(new.id)
    return shown.cell(new.id)


def source(shown: LabPage) -> str:
    """Return what the active cell of the notebook in front holds, as Lab's model has it."""
    held: str = shown.page.evaluate(_ACTIVE_SOURCE)
    return held


def test_the_beginners_tables_stand_first_each_with_its_meaning(shown: LabPage, panel: Locator) -> None:
    tables = panel.locator(".fp-wh-table")
    expect(tables).to_have_count(12)
    expect(tables.first).to_contain_text("ssda903.episodes")
    expect(tables.first).to_contain_text("Every episode open at any time")
    expect(panel.get_by_role("alert")).to_have_count(0)
    shown.takes("warehouse-tables")


def test_a_meaning_and_a_code_are_found_and_shown_where_they_belong(shown: LabPage, panel: Locator) -> None:
    search = panel.get_by_label("Find a table, column, code or meaning")
    search.fill("placement ceased")
    expect(panel.locator("[data-find]").first).to_contain_text("DEC day the episode ended")
    shown.takes("warehouse-finds")
    search.fill("U1")
    found = panel.get_by_role("button", name="U1 fostering with relative or friend")
    found.press("Enter")
    expect(panel.get_by_role("button", name="PLACE text")).to_have_attribute("aria-expanded", "true")
    expect(panel.locator("tbody tr")).to_have_text(["U1fostering with relative or friend, long term"])
    panel.get_by_label("Find a code of PLACE").fill("semi-independent")
    expect(panel.get_by_role("row", name="H5")).to_contain_text("in returns until 2023-24")


def test_arrows_walk_open_and_shut_the_tree(shown: LabPage, panel: Locator) -> None:
    table, column = "table ssda903.episodes", "column ssda903.episodes PLACE"
    panel.get_by_role("button", name="PLACE text").press("ArrowLeft")
    expect(panel.locator("tbody")).to_have_count(0)
    keys = ["ArrowDown", "ArrowLeft", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home", "ArrowUp"]
    end = panel.locator("[data-row]").last.get_attribute("data-open")
    child = "column ssda903.episodes CHILD"
    walked = shown.page.evaluate(_WALKS, keys)
    assert walked == [f"{table} open", table, f"{table} open", child, f"{table} open", end, f"{table} open",
                      "fp-wh-search"]  # fmt: skip
    panel.locator(f'[data-open="{column}"]').press("ArrowRight")
    expect(panel.locator("tbody tr").first).to_be_visible()


def test_the_first_rows_open_in_our_table(shown: LabPage, panel: Locator) -> None:
    panel.get_by_role("button", name="Look at the first rows").press("Enter")
    tab = shown.page.locator(ROWS)
    held = read_manifest(manifest_file("A", shown.server.edition)).tables["ssda903.episodes"].rows
    expect(tab.get_by_text(f"The first {MOST_ROWS} of {held:,} rows.")).to_be_visible()
    expect(tab.get_by_role("grid")).to_have_attribute("aria-rowcount", str(MOST_ROWS + 2))
    tab.get_by_label("Filter PLACE", exact=True).fill("=U4")
    expect(tab.locator(".fp-grid-line")).to_contain_text(f"of {MOST_ROWS} rows")
    panel.get_by_role("button", name="Look at the first rows").press("Enter")
    expect(shown.page.get_by_role("tab", name="ssda903.episodes")).to_have_count(1)
    shown.takes("warehouse-rows")


def test_no_accessibility_rule_is_broken_in_any_theme_nor_at_400_per_cent(
    shown: LabPage, panel: Locator
) -> None:
    for theme in THEMES:
        shown.wears(theme)
        assert violations(shown.page, PANEL) == []
        assert violations(shown.page, ROWS) == []
        shown.takes(f"warehouse-{theme.rpartition(' ')[2].lower()}")
    shown.page.set_viewport_size(ZOOMED)
    expect(panel.get_by_label("Find a table, column, code or meaning")).to_be_visible()
    shown.awaits_fit(panel.locator(".fp-wh"))
    shown.takes("warehouse-zoomed")
    shown.page.set_viewport_size(LAPTOP)


def test_a_table_is_put_below_the_active_cell_as_pandas_and_runs(shown: LabPage, panel: Locator) -> None:
    before = [Cell("mine", "code", None, [])]
    panel.get_by_role("button", name="Insert as pandas").click()
    shown.awaits_notebook(NOTEBOOK)
    assert [cell.id for cell in shown.cells()].index("mine") == 0
    assert source(shown).splitlines()[1:] == [
        "# One row is one spell with one legal status and one placement",
        "from fingerpost import connect",
        "",
        "warehouse = connect()",
        'all_episodes = warehouse.sql("FROM ssda903.episodes").df()',
        "all_episodes.head()",
    ]
    (output,) = inserted(shown, before).outputs
    assert "PLACE_PROVIDER" in str(output["data"])
    shown.takes("warehouse-inserted")


def test_put_in_as_sql_it_reads_through_the_warehouse_that_is_open_already(
    shown: LabPage, panel: Locator
) -> None:
    before = shown.cells()
    panel.get_by_role("button", name="Insert as SQL").click()
    expect(panel.get_by_text(f"is in a new cell of {NOTEBOOK}")).to_be_visible()
    written = source(shown)
    assert "connect" not in written
    assert "SELECT CHILD, DECOM, RNE" in written
    (output,) = inserted(shown, before).outputs
    assert "PLACE_PROVIDER" in str(output["data"])


def test_nothing_was_asked_of_other_machines_and_nothing_was_complained_of(shown: LabPage) -> None:
    assert shown.record.elsewhere == []
    assert shown.record.complaints == []


def test_trouble_is_one_sentence_and_looking_again_mends_it(shown: LabPage, panel: Locator) -> None:
    said = {"message": "There is no warehouse of <b>authority A</b>. Build it."}
    shown.page.route("**/warehouse/first-rows*", lambda route: route.fulfill(status=503, json=said))
    panel.locator('[data-open="table ssda903.header"]').click()
    panel.get_by_role("button", name="Look at the first rows").last.click()
    tab = shown.page.locator(ROWS).filter(has_text="ssda903.header")
    expect(tab.get_by_role("alert")).to_have_text(said["message"])
    shown.takes("warehouse-trouble")
    shown.page.unroute("**/warehouse/first-rows*")
    tab.get_by_role("button", name="Look again").click()
    expect(tab.get_by_role("grid")).to_be_visible()
    expect(tab.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    "off", [("warehouse-panel", "launcher-cards"), ("course-panel", "work")], ids="+".join
)
def test_plugin_that_is_switched_off_is_gone_and_all_others_stay(
    shown: LabPage, off: tuple[str, str]
) -> None:
    def switched_off(route: Route) -> None:
        answer = route.fetch()
        start, found, rest = answer.text().partition('"disabledExtensions": [')
        assert found
        named = "".join(f'"{PLUGINS}{name}", ' for name in off)
        route.fulfill(response=answer, body=f"{start}{found}{named}{rest}")

    shown.runs("docmanager:save-all")
    # a page that a test hands over may open no web sockets: Chromium says so, and it is no fault of Lab's
    shown.page.route(LABS_PAGE, switched_off)
    shown.page.reload()
    shown.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    shown.page.unroute(LABS_PAGE)
    there = {name for name, command in COMMANDS.items() if shown.has_command(command)}
    assert there == COMMANDS.keys() - off
