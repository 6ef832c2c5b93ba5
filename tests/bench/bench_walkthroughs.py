"""How long a step takes to be seen, what the browser loads, and what a million rows cost.

`make bench` prints the figures; none of them passes or fails. Steps are timed from the click's handler to
the task after the next frame, in a page of its own.
"""

import gzip
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import browser
import numpy as np
import pandas as pd
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
STEPS = 50
ROWS = 1_000_000
TIMES = "performance.getEntriesByName('fingerpost:step').map(entry => entry.duration)"


def report(what: str, figure: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"\n{what}: {figure}")


def test_step_to_repaint(tmp_path: Path) -> None:
    for entry in ENTRIES:
        file = Walkthrough(entry.tell()).to_html(tmp_path / "played.html")
        with browser.chromium() as running:
            page = running.new_page()
            page.goto(file.as_uri())
            page.wait_for_selector('.fp-walk[data-ready="1"]')
            page.get_by_role("button", name="Next step").focus()
            for at in range(STEPS):
                page.keyboard.press("ArrowRight" if at % 2 == 0 else "ArrowLeft")
                page.wait_for_timeout(60)
            times = sorted(page.evaluate(TIMES))
        report(
            f"{entry.habit}, step to repaint over {len(times)}",
            f"median {times[len(times) // 2]:.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms",
        )
        assert len(times) >= STEPS - 1


def test_what_the_browser_loads() -> None:
    package = ROOT / "extensions" / "fingerpost"
    player = (package / "static" / "widget.js").read_bytes()
    extension = b"".join(file.read_bytes() for file in sorted((package / "labextension").rglob("*.js")))
    report("player, gzipped", f"{len(gzip.compress(player)) / 1000:.1f} kB")
    report("labextension, gzipped", f"{len(gzip.compress(extension)) / 1000:.1f} kB")
    assert player


def test_a_million_rows() -> None:
    table = episodes(ROWS)
    header = pd.DataFrame({"CHILD": table["CHILD"].drop_duplicates(), "SEX": "F"})
    walks: dict[str, Callable[[], object]] = {
        "autofilter": lambda: walk.autofilter(table),
        "blanks": lambda: walk.blanks(table),
        "dates": lambda: walk.dates(table, column="DECOM"),
        "duplicates": lambda: walk.duplicates(table, day="DECOM"),
        "fill_down": lambda: walk.fill_down(table, column="DECOM"),
        "lookup": lambda: walk.lookup(table, header),
        "pivot": lambda: walk.pivot(table),
        "stack": lambda: walk.stack(table, table.assign(CHILD="1")),
        "stale": lambda: walk.stale(table),
        "sumifs": lambda: walk.sumifs(table, add="WEEKS"),
        "working_days": lambda: walk.working_days(table, start="DECOM", end="DEC"),
        "xray": lambda: walk.xray(table),
    }
    for name, made in walks.items():
        began = time.process_time()
        assert isinstance(made(), Walkthrough)
        report(f"walk.{name} over {ROWS:,} rows", f"{time.process_time() - began:.2f} CPU s")


def episodes(rows: int) -> pd.DataFrame:
    """Return a table with blanks, labels in two spellings, and children who come again."""
    rng = np.random.default_rng(1)
    begun = pd.Series(pd.Timestamp("2020-04-01") + pd.to_timedelta(rng.integers(0, 1500, rows), unit="D"))
    ended = begun + pd.to_timedelta(rng.integers(0, 90, rows), unit="D")
    return pd.DataFrame(
        {
            "CHILD": pd.Series(rng.integers(0, 400_000, rows)).astype("str"),
            "DECOM": begun,
            "DEC": ended.where(rng.random(rows) > 0.1),
            "PLACE": pd.Series(rng.choice(np.array(["U4", "U6", "K2", "u4", None]), rows), dtype="str"),
            "RNE": pd.Series(rng.choice(list("SPLTUB"), rows), dtype="str"),
            "WEEKS": rng.integers(0, 200, rows),
        }
    )
