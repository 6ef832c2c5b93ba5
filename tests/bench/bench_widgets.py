"""How long Lab takes to show a step, a changed field and a long table; no figure passes or fails.

Steps and tables are timed in the page itself: from the handler, or from the frame's being there, to the task
after the next frame. A changed field's time has the way to the kernel and back in it.
"""

import sys
from collections.abc import Iterator

import browser
import nbformat
import pytest
from plain_lab import plain_lab
from playwright.sync_api import Page

STEPS, CHANGES = 50, 20
SIZES = (100_000, 1_000_000)
START = """import numpy as np, pandas as pd
from fingerpost import table, walk
rng = np.random.default_rng(1)
def made(rows):
    days = pd.Timestamp("2020-04-01") + pd.to_timedelta(rng.integers(0, 1500, rows), unit="D")
    return pd.DataFrame({
        "CHILD": pd.Series(rng.integers(100_000, 500_000, rows)).astype("str"),
        "DECOM": days, "PLACE": pd.Series(rng.choice(["U4", "U6", "K2"], rows), dtype="str"),
        "RNE": pd.Series(rng.choice(list("SPLTUB"), rows), dtype="str"),
        "DAYS": rng.integers(0, 900, rows),
    })
"""
SHOWN = {"pivot": "walk.pivot(made(18_402), live=True)"} | {
    f"table-{rows}": f"table(made({rows}))" for rows in SIZES
}
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
TIMES = "name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration)"
FRAMES = """async () => {
  const pane = document.querySelector('.fp-grid-scroll'), times = [];
  const far = pane.scrollHeight - pane.clientHeight;
  let last = await new Promise(requestAnimationFrame);
  for (let at = 1; at <= 120; at += 1) {
    pane.scrollTop = (far * at) / 120;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab over a notebook for each thing that is timed."""
    folder = tmp_path_factory.mktemp("timed")
    for name, code in SHOWN.items():
        cells = [nbformat.v4.new_code_cell(START + code, id="shown")]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "python3", "language": "python"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with plain_lab(folder, home=tmp_path_factory.mktemp("home")) as address:
        yield address


def opened(page: Page, lab: str, name: str) -> None:
    page.set_default_timeout(120_000)
    page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb")
    page.wait_for_function(IDLE)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


def report(what: str, times: list[float]) -> None:
    """Print the median and the 95th of 100 of times in milliseconds."""
    times = sorted(times)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    sys.stdout.write(f"\n{what} over {len(times)}: median {middle:.0f} ms, p95 {late:.0f} ms")


def test_a_step_and_a_changed_field_in_lab(lab: str) -> None:
    with browser.chromium() as running:
        page = running.new_page(viewport={"width": 1366, "height": 768})
        opened(page, lab, "pivot")
        page.locator('.fp-walk[data-live][data-ready="1"]').wait_for()
        page.get_by_role("button", name="Next step").focus()
        for at in range(STEPS):
            page.keyboard.press("ArrowRight" if at % 2 == 0 else "ArrowLeft")
            page.wait_for_function(f"() => ({TIMES})('fingerpost:step').length > {at}")
        report("Lab, step to repaint", page.evaluate(TIMES, "fingerpost:step"))
        for _ in range(2):
            page.keyboard.press("End")
            page.locator('[data-act="choose"]').first.click()
        page.keyboard.press("End")
        for at in range(CHANGES):
            page.get_by_label("Summarise by").select_option(index=1 - at % 2)
            page.wait_for_function(f"() => ({TIMES})('fingerpost:change').length > {at}")
        times = page.evaluate(TIMES, "fingerpost:change")
        report("Lab, changed field to repaint, 18,402 rows", times)
        assert len(times) >= CHANGES


@pytest.mark.parametrize("rows", SIZES)
def test_a_long_table_in_lab(lab: str, rows: int) -> None:
    with browser.chromium() as running:
        page = running.new_page(viewport={"width": 1366, "height": 768})
        opened(page, lab, f"table-{rows}")
        page.get_by_role("grid").wait_for()
        page.wait_for_function(f"() => ({TIMES})('fingerpost:table').length > 0")
        report(f"Lab, table of {rows:,} rows after its frame", page.evaluate(TIMES, "fingerpost:table"))
        times = page.evaluate(FRAMES)
        report(f"Lab, frames while {rows:,} rows scroll", times)
        assert len(times) == 120
