"""What Lab and Notebook 7 show of a walkthrough: with and without a kernel, trusted or not."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fingerpost
import nbformat
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Choices, Walkthrough
from fingerpost.walkthroughs.scene import Scene
from nbconvert.exporters import HTMLExporter
from plain_lab import plain_lab
from playwright.sync_api import Browser, Locator, Page, Route, expect
from traitlets.config import Config

HOSTS = {"Lab": "/lab/workspaces/{name}/tree/{name}.ipynb", "Notebook 7": "/notebooks/{name}.ipynb"}
READY = '.fp-walk[data-ready="1"]'
CODE = """import pandas as pd
from fingerpost import walk
w = walk.pivot(pd.DataFrame({"CHILD": [1, 1, 2], "PLACE": ["U4", "K2", None]}), live=True)
w"""

TABLE_CODE = """import pandas as pd
from fingerpost import table
table(pd.DataFrame({"CHILD": range(5000), "PLACE": "U4"}))"""

# the page does nothing else for 2.5 s, once, between a widget's model and its code
BUSY = """() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = code => {
    URL.createObjectURL = make;
    for (const end = performance.now() + 2500; performance.now() < end;);
    return make.call(URL, code);
  };
}"""

# a widget's code does nothing before `release()`, as on a page that is busy: its reader has begun by then
HELD = """
  const make = URL.createObjectURL;
  window.held = new Promise(resolve => { window.release = resolve; });
  URL.createObjectURL = code => make.call(URL,
    code.type === 'text/javascript' ? new Blob(['await window.held;', code], {type: code.type}) : code);
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of notebooks, each with the output of a live walkthrough that no kernel remembers."""
    folder = tmp_path_factory.mktemp("notebooks")
    table = pd.DataFrame({"CHILD": [1, 1, 2], "PLACE": ["U4", "K2", None]})
    bundle = walk.pivot(table, live=True)._repr_mimebundle_()
    for name in ("trusted", "untrusted", "run"):
        for kernel in ("none", "python3"):
            output = nbformat.v4.new_output("execute_result", bundle, execution_count=1)
            cells = [
                nbformat.v4.new_code_cell(CODE, outputs=[] if name == "run" else [output], id="walk"),
                nbformat.v4.new_code_cell("print('heard', w.step, w.answers)", id="heard"),
            ]
            notebook = nbformat.v4.new_notebook(cells=cells)
            notebook.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
            nbformat.write(notebook, folder / f"{name}-{kernel}.ipynb")
    still = walk.pivot(table)._repr_mimebundle_()
    rows = fingerpost.table(pd.DataFrame({"CHILD": range(5000), "PLACE": "U4"}))._repr_mimebundle_()
    save(folder / "trusted-still-none.ipynb", CODE, still)
    save(folder / "trusted-table-none.ipynb", TABLE_CODE, rows)
    save(folder / "untrusted-table-none.ipynb", TABLE_CODE, rows)
    save(folder / "trusted-table-python3.ipynb", TABLE_CODE, rows)
    save(folder / "table-python3.ipynb", TABLE_CODE)
    save(folder / "played-python3.ipynb", PLAYED_CODE)
    return folder


def save(file: Path, code: str, bundle: dict[str, Any] | None = None) -> None:
    """Write a notebook of one cell, with its output where it has one; the name ends in its kernel's."""
    outputs = [nbformat.v4.new_output("execute_result", bundle, execution_count=1)] if bundle else []
    cells = [nbformat.v4.new_code_cell(code, outputs=outputs, id="shown")]
    notebook, kernel = nbformat.v4.new_notebook(cells=cells), file.stem.rpartition("-")[2]
    notebook.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    nbformat.write(notebook, file)


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab and Notebook 7 over the folder, its trusted notebooks signed."""
    with plain_lab(folder, home=tmp_path_factory.mktemp("home")) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens one of the notebooks in a host."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")

    def open_(host: str, notebook: str, *, plugins: bool = True) -> Page:
        page = context.new_page()
        if not plugins:
            page.route(re.compile(r"\.ipynb$"), without_plugins)
        page.goto(server + HOSTS[host].format(name=notebook))
        return page

    yield open_
    context.close()


def without_plugins(route: Route) -> None:
    """Answer with the host's page as it would be if our labextension were its renderer alone."""
    answer = route.fetch()
    start, found, ours = answer.text().partition('"extension": "./extension", "load": ')
    pages = re.sub(r'"extension": "\./extension", (?=[^{}]*"name": "@fingerpost/)', "", answer.text())
    assert found
    assert pages != start + found + ours
    route.fulfill(response=answer, body=pages)


def without_kernel(page: Page) -> None:
    page.locator(".jp-Dialog").get_by_role("button", name="No Kernel").dispatch_event("click")


def steps_by_keyboard(page: Page) -> None:
    expect(page.locator(READY)).to_be_visible()
    page.get_by_role("button", name="Next step").focus()
    for wanted in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        expect(page.locator(READY)).to_have_attribute("data-step", str(wanted))


def run_all(page: Page) -> None:
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


@pytest.mark.parametrize("trust", ["trusted", "untrusted"])
@pytest.mark.parametrize("host", HOSTS)
def test_without_a_kernel_the_walkthrough_plays_from_the_file_and_saving_by_keyboard_saves(
    opened: Open, host: str, trust: str
) -> None:
    page = opened(host, f"{trust}-none")
    without_kernel(page)
    steps_by_keyboard(page)
    expect(page.get_by_text("Loading widget")).to_have_count(0)
    page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty = true")
    page.keyboard.press("Control+s")  # with the focus inside it is the host's key still
    page.wait_for_function("() => jupyterapp.shell.currentWidget.context.model.dirty === false")


@pytest.mark.parametrize("host", HOSTS)
def test_a_kernel_that_has_not_run_the_cell_leaves_the_walkthrough_in_place(opened: Open, host: str) -> None:
    page = opened(host, "trusted-python3")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    )
    steps_by_keyboard(page)


@pytest.mark.parametrize(
    ("notebook", "plays"), [("trusted-still", True), ("untrusted", False), ("trusted", False)]
)
def test_without_our_plugin_a_still_walkthrough_plays_and_a_live_one_waits_for_ever(
    opened: Open,
    notebook: str,
    plays: bool,  # noqa: FBT001 - pytest passes by name
) -> None:
    page = opened("Lab", f"{notebook}-none", plugins=False)
    without_kernel(page)
    if plays:
        steps_by_keyboard(page)
    else:
        expect(page.get_by_text("Loading widget")).to_be_visible()
        assert page.locator(".fp-walk").count() == 0


@pytest.mark.parametrize("trust", ["trusted", "untrusted"])
@pytest.mark.parametrize("host", HOSTS)
def test_without_a_kernel_a_tables_first_rows_stand_in_the_file(opened: Open, host: str, trust: str) -> None:
    page = opened(host, f"{trust}-table-none")
    without_kernel(page)
    still = page.locator(".fp-still-table")
    expect(still).to_contain_text("The first 10 of 5,000 rows, 2 columns. Run the cell to scroll")
    expect(still.get_by_role("row")).to_have_count(11)
    expect(page.get_by_text("Loading widget")).to_have_count(0)


def test_a_kernel_that_has_not_made_a_table_leaves_its_first_rows(opened: Open) -> None:
    page = opened("Lab", "trusted-table-python3")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    )
    expect(page.locator(".fp-still-table")).to_contain_text("The first 10 of 5,000 rows")
    run_all(page)
    expect(page.get_by_role("grid", name="Table of 2 columns")).to_have_attribute("aria-rowcount", "5002")
    expect(page.locator(".fp-still-table")).to_have_count(0)


@pytest.mark.parametrize("host", HOSTS)
def test_after_running_python_hears_the_step_and_a_reload_goes_on_from_it(opened: Open, host: str) -> None:
    page = opened(host, "run-python3")
    run_all(page)
    expect(page.locator(f"{READY}[data-live]")).to_be_visible()  # the live one has taken over
    steps_by_keyboard(page)
    page.keyboard.press("Tab")
    page.locator('[data-act="choose"]').first.click()
    until_heard(page, "heard 4 {'total': ")
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => jupyterapp.shell.currentWidget.context.model.dirty === false")
    page.reload()
    expect(page.locator(f"{READY}[data-live]")).to_have_attribute("data-step", "4")
    page.add_init_script(HELD)
    page.reload()
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(READY)).to_have_attribute("data-step", "2")
    expect(page.locator("[data-live]")).to_have_count(0)
    page.evaluate("release()")
    expect(page.locator(f"{READY}[data-live]")).to_have_attribute("data-step", "2")
    expect(page.locator("[data-live] [data-act=next]")).to_be_focused()  # who plays by keyboard still does


@pytest.mark.parametrize(
    ("host", "moment"), [("Lab", BUSY), ("Notebook 7", "0")], ids=["busy Lab", "Notebook 7"]
)
def test_a_field_that_a_reader_changes_is_answered_by_the_kernel(
    opened: Open, host: str, moment: str
) -> None:
    """In Lab the page is busy just then for longer than anywidget waits; see labextension/src/patience.ts."""
    page = opened(host, "run-python3")
    gave_up: list[str] = []
    page.on("pageerror", lambda it: gave_up.extend([it.message] if "anywidget" in it.message else []))
    page.evaluate(moment)
    run_all(page)
    expect(page.locator(f"{READY}[data-live]")).to_be_visible()  # the live one has taken over
    page.get_by_role("button", name="Next step").focus()
    for wanted in ("4", "7"):
        page.keyboard.press("End")
        expect(page.locator(READY)).to_have_attribute("data-step", wanted)
        page.locator('[data-act="choose"]').first.click()
    page.keyboard.press("End")
    page.get_by_label("Summarise by").select_option(label="Distinct Count")
    expect(page.locator(".fp-code")).to_contain_text(".nunique()")
    expect(page.locator(".fp-excel .fp-names")).to_contain_text("Distinct Count of CHILD")
    page.get_by_label("Columns").select_option(label="PLACE")
    expect(page.locator(".fp-heard").get_by_text("Rows and Columns are both 'PLACE'.")).to_be_visible()
    expect(page.get_by_label("Columns")).to_have_value('""')
    assert gave_up == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_table_asks_the_kernel_for_its_rows_and_keeps_the_arrow_keys(opened: Open, host: str) -> None:
    page = opened(host, "table-python3")
    run_all(page)
    expect(page.get_by_role("grid", name="Table of 2 columns")).to_have_attribute("aria-rowcount", "5002")
    page.get_by_role("gridcell", name="4", exact=True).click()
    page.keyboard.press("Control+End")
    expect(page.get_by_role("gridcell", name="4999")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("gridcell", name="4999")).to_be_focused()


def until_heard(page: Page, wanted: str) -> None:
    """Run the second cell alone, and again until Python prints `wanted`.

    ipywidgets holds a second message back until the kernel took the first, and says nowhere that it does.
    """
    page.wait_for_function(
        """async wanted => {
          const {content} = jupyterapp.shell.currentWidget;
          content.activeCellIndex = 1;
          await jupyterapp.commands.execute('notebook:run-cell');
          const printed = content.widgets[1].model.outputs.toJSON().map(({text}) => `${text}`);
          return printed.some(text => text.startsWith(wanted));
        }""",
        arg=wanted,
    )


# of each: the field that is changed in its last step, the key that changes it, and what Python then hears
PLAYED = {
    "Chart clinic": ("Groups", "ArrowDown", ("x", "MONTH")),
    "Query kitchen": ("GROUP BY", "ArrowUp", ("by", "PLACE")),
}
PLAYED_CODE = "from fingerpost import walk\ndisplay(walk.clinic(live=True), walk.query(live=True))"
LANGUAGES = {"pandas": "pandas", "sql": "SQL", "altair": "Altair"}


def to_the_last_step(page: Page, player: Locator) -> None:
    """Go through a player by keyboard, each question answered by its first choice."""
    player.get_by_role("button", name="Next step").focus()
    page.keyboard.press("End")
    while player.locator("[data-act=choose]:not([aria-disabled])").count():
        player.locator("[data-act=choose]").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("End")


def retold(title: str, choices: Choices) -> Scene:
    """Return what Python tells of these choices."""
    live = walk.clinic(live=True) if title == "Chart clinic" else walk.query(live=True)
    assert isinstance(live, Walkthrough)
    assert live._retell
    return live._retell(choices)


def test_clinic_and_kitchen_are_played_live_by_keyboard_and_code_rows_and_picture_follow(
    opened: Open,
) -> None:
    page = opened("Lab", "played-python3")
    run_all(page)
    for title, (field, key, (control, chosen)) in PLAYED.items():
        player = page.locator(f"{READY}[data-live]").filter(has_text=title)
        to_the_last_step(page, player)
        player.get_by_label(field, exact=True).focus()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        told = retold(title, {control: chosen})
        last = told.steps[-1]
        for code in last.python.codes:
            player.get_by_role("button", name=LANGUAGES[code.language], exact=True).press("Enter")
            expect(player.locator(".fp-python .fp-codes")).to_contain_text(code.text)
        [rows] = [table.rows for table in told.tables if table.name == last.python.shows[0].table]
        shown = player.locator(".fp-python .fp-table").first.locator(".fp-row")
        expect(shown).to_have_count(len(rows))
        for row, line in zip(rows, shown.all(), strict=True):
            expect(line.locator(".fp-cell")).to_have_text([str(cell) for cell in row.cells])
    picture = page.locator(f"{READY}[data-live] .fp-python .fp-svg")
    expect(picture).to_have_attribute("aria-label", re.compile("^Bars: referrals for each MONTH"))


def reads(chromium: Browser, file: Path) -> Page:
    """Return a page of what nbconvert wrote, cut off from every other machine."""
    page = chromium.new_page()
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    return page


@pytest.mark.parametrize("notebook", ["trusted-still", "trusted", "trusted-table"])
def test_nbconvert_shows_what_the_file_holds(
    chromium: Browser, folder: Path, notebook: str, tmp_path: Path
) -> None:
    ours = Path(sys.prefix, "etc", "jupyter", "jupyter_nbconvert_config.json")  # its pages load nothing
    exporter = HTMLExporter(config=Config(json.loads(ours.read_text(encoding="utf-8"))))
    said, _ = exporter.from_filename(str(folder / f"{notebook}-none.ipynb"))
    (tmp_path / "read.html").write_text(said, encoding="utf-8")
    page = reads(chromium, tmp_path / "read.html")
    if notebook == "trusted-table":
        expect(page.get_by_text("The first 10 of 5,000 rows, 2 columns.")).to_be_visible()
    else:
        expect(page.locator(".fingerpost-storyboard details").first).to_be_visible()


def test_nbconvert_that_runs_the_notebook_shows_the_storyboard_and_the_first_rows(
    chromium: Browser, tmp_path: Path
) -> None:
    """Widgets leave their state where they ran, and nbconvert would show these first but for our setting."""
    cells = [nbformat.v4.new_code_cell(code) for code in (CODE, TABLE_CODE)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "run.ipynb")
    words = ["nbconvert", "--execute", "--to", "html", str(tmp_path / "run.ipynb")]
    subprocess.run([sys.executable, "-m", "jupyter", *words], check=True, capture_output=True)
    page = reads(chromium, tmp_path / "run.html")
    expect(page.locator(".fingerpost-storyboard details").first).to_be_visible()
    expect(page.get_by_text("The first 10 of 5,000 rows, 2 columns.")).to_be_visible()
