"""How long Lab takes to show a step, a changed field and a long table; no figure passes or fails.

Steps and fields are timed in the page itself: from the handler to the task after the next frame; a changed
field's time has the way to the kernel and back in it. A screen draws a frame every 16.7 ms at best, so that
frames while rows scroll are told by what each costs the page's thread, and by how far apart they come.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import browser
import nbformat
import pytest
from plain_lab import plain_lab
from playwright.sync_api import CDPSession, Page
from walking import each_step

STEPS, CHANGES, WHEELS = 50, 20, 120
SIZES = (100_000, 1_000_000)
PEER = "ipydatagrid==1.4.0"
START = """import numpy as np, pandas as pd
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
WALKS = {
    "pivot": ('walk.pivot(made(18_402), rows="PLACE", count="CHILD", live=True)', "Summarise by"),
    "filter": ('walk.autofilter(made(18_402), column="PLACE", value="U4", live=True)', "Comparison"),
    "clinic": ('walk.clinic(made(18_402), x="PLACE", live=True)', "Groups"),
    "query": ('walk.query(made(18_402), where="PLACE", value="U4", by="RNE", live=True)', "GROUP BY"),
    "join": (
        (
            'other = made(999).drop_duplicates("CHILD").rename(columns={"DAYS": "VISITS"})\n'
            'walk.lookup(made(18_402), other[["CHILD", "VISITS"]], key="CHILD", take="VISITS", live=True)'
        ),
        "Kind of join",
    ),
}
"""What is typed for each walkthrough whose fields are changed, and the field."""
TABLES = {
    "ours": "from fingerpost import table as shown",
    "peer": "from ipydatagrid import DataGrid as shown",
}

IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
TIMES = "name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration)"
# milliseconds from running the notebook's last cell to the first frame with rows in it, in either table
SHOWN = """async () => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.length - 1;
  const written = canvas => {
    const {width, height} = canvas;
    if (width < 200 || height < 120) return false;
    const {data} = canvas.getContext('2d').getImageData(0, 60, Math.min(width, 400), 40);
    return new Set(new Uint32Array(data.buffer)).size > 8;
  };
  const seen = () => document.querySelector('.fp-grid-screen [role=gridcell]')?.textContent
    || [...document.querySelectorAll('.lm-DataGrid canvas')].some(written);
  const start = performance.now();
  jupyterapp.commands.execute('notebook:run-cell');
  while (!seen()) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
# from now on: how far apart frames come, and how long each keeps the page's thread, handlers to painting
LISTEN = """() => {
  window.frames_seen = {gaps: [], works: []};
  const {gaps, works} = frames_seen, channel = new MessageChannel();
  let last, began;
  channel.port1.onmessage = () => works.push(performance.now() - began);
  const frame = now => {
    began = performance.now();
    channel.port2.postMessage(0);
    if (last !== undefined) gaps.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


def _saved(file: Path, *codes: str) -> None:
    """Write a notebook of a cell for each of codes."""
    cells = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in enumerate(codes)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "python3", "language": "python"}
    nbformat.write(notebook, file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook for each thing that is timed; a table's frame is made in a cell before."""
    folder = tmp_path_factory.mktemp("timed")
    for name, (code, _) in WALKS.items():
        _saved(folder / f"{name}.ipynb", f"{START}from fingerpost import walk\n{code}")
    for whose, table in TABLES.items():
        for rows in SIZES:
            _saved(folder / f"{whose}-{rows}.ipynb", f"{START}{table}\nframe = made({rows})", "shown(frame)")
    return folder


@pytest.fixture(scope="module")
def lab(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab as learners have it."""
    with plain_lab(folder, home=tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="module")
def peers_python() -> str:
    """The Python of an environment of its own that holds the peer and our JupyterLab and pandas."""
    environment = Path(__file__).resolve().parents[2] / ".venv-ipydatagrid"
    python, stamp = environment / "bin" / "python", environment / "wanted.txt"
    wanted = " ".join([PEER, *(f"{name}=={version(name)}" for name in ("jupyterlab", "pandas"))])
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", *wanted.split()], check=True, capture_output=True
        )
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)


@contextmanager
def opened(lab: str, name: str) -> Iterator[Page]:
    """Open a notebook in a browser of its own, its kernel ready."""
    with browser.chromium() as running:
        page = running.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(120_000)
        page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb")
        page.wait_for_function(IDLE)
        yield page


def _late(times: list[float]) -> float:
    """Return the 95th of 100 of times."""
    return sorted(times)[int(len(times) * 0.95)]


def report(what: str, times: list[float]) -> None:
    """Print the median and the 95th of 100 of times in milliseconds, and how busy the machine is."""
    middle = sorted(times)[len(times) // 2]
    load = f"load {os.getloadavg()[0]:.0f}"
    sys.stdout.write(
        f"\n{what} over {len(times)}: median {middle:.1f} ms, p95 {_late(times):.1f} ms ({load})"
    )


def test_fifty_steps_in_lab(lab: str) -> None:
    with opened(lab, "pivot") as page:
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        page.locator('.fp-walk[data-live][data-ready="1"]').wait_for()
        page.get_by_role("button", name="Next step").focus()
        for at in range(STEPS):
            page.keyboard.press("ArrowRight" if at % 2 == 0 else "ArrowLeft")
            page.wait_for_function(f"() => ({TIMES})('fingerpost:step').length > {at}")
        report("Lab, step to repaint", page.evaluate(TIMES, "fingerpost:step"))


@pytest.mark.parametrize("name", WALKS)
def test_a_changed_field_in_lab(lab: str, name: str) -> None:
    with opened(lab, name) as page:
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        page.locator('.fp-walk[data-live][data-ready="1"]').wait_for()
        for _ in each_step(page):
            pass
        field = page.get_by_label(WALKS[name][1], exact=True)
        for at in range(CHANGES):
            field.select_option(index=1 - at % 2)
            page.wait_for_function(f"() => ({TIMES})('fingerpost:change').length > {at}")
        times = page.evaluate(TIMES, "fingerpost:change")
        report(f"Lab, {name}'s {WALKS[name][1]!r} to repaint, 18,402 rows", times)
        assert len(times) >= CHANGES


def _cost_of_scrolling(page: Page, pane: str) -> tuple[list[float], list[float], float]:
    """Return spaces between frames, work in each, and milliseconds of CPU a turn of the wheel."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.locator(pane).first.hover()
    page.evaluate(LISTEN)
    before = _thread_seconds(session)
    for _ in range(WHEELS):
        page.mouse.wheel(0, 2_400)
    spent = _thread_seconds(session) - before
    seen = page.evaluate("frames_seen")
    return seen["gaps"], seen["works"], spent * 1000 / WHEELS


def _thread_seconds(session: CDPSession) -> float:
    """Return the CPU seconds of the page's own thread so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _table(address: str, name: str, pane: str, what: str) -> tuple[float, float]:
    """Return what showing a table and scrolling it cost in milliseconds, everything about it printed."""
    with opened(address, name) as page:
        page.evaluate("""async () => { jupyterapp.shell.currentWidget.content.activeCellIndex = 0;
          await jupyterapp.commands.execute('notebook:run-cell'); }""")
        shown = float(page.evaluate(SHOWN))
        sys.stdout.write(f"\n{what} shown {shown:.0f} ms after the frame exists, from running the cell")
        own = page.evaluate(TIMES, "fingerpost:table")
        if own:
            sys.stdout.write(f", {own[0]:.0f} ms of it in the page")
        gaps, works, turn = _cost_of_scrolling(page, pane)
        report(f"{what}, a frame while it scrolls, space", gaps)
        report(f"{what}, a frame while it scrolls, work", works)
        sys.stdout.write(f"\n{what}, CPU of the page a turn of the wheel: {turn:.1f} ms")
        assert len(gaps) > WHEELS / 2
        return shown, turn


@pytest.mark.parametrize("rows", SIZES)
def test_a_long_table_in_lab_beside_ipydatagrid(
    lab: str, folder: Path, peers_python: str, tmp_path: Path, rows: int
) -> None:
    ours = _table(lab, f"ours-{rows}", ".fp-grid-scroll", f"Lab, table of {rows:,} rows")
    with plain_lab(folder, home=tmp_path, python=peers_python) as address:
        theirs = _table(address, f"peer-{rows}", ".lm-DataGrid", f"ipydatagrid, {rows:,} rows")
    ratios = [peer / own for own, peer in zip(ours, theirs, strict=True)]
    sys.stdout.write(f"\nipydatagrid beside ours: shown {ratios[0]:.1f} times, a turn {ratios[1]:.1f} times")
