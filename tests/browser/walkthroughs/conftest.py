"""Walkthroughs as pages in Chromium, opened from a file, with no server and no network."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import browser
import build_web
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.scene import Scene
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[3]

OpenPage = Callable[..., Page]
# the themes that JupyterLab comes with, and whether each calls itself light
THEMES = {"light": "true", "dark": "false", "dark-high-contrast": "false"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium for one module of tests: Playwright runs once in a process at a time."""
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source, from the workspace's locked packages."""
    build_web.install()
    return (ROOT / "extensions/web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def themes() -> dict[str, dict[str, str]]:
    """What makes a page look as it does in each of Lab's own themes, and outside Lab in the dark."""
    folder = Path(sys.prefix) / "share/jupyter/lab/themes/@jupyterlab"
    of_lab = {
        f"Lab, {name}": {
            "css": (folder / f"theme-{name}-extension/index.css").read_text(encoding="utf-8"),
            "light": light,
            "scheme": "",
        }
        for name, light in THEMES.items()
    }
    return of_lab | {"dark": {"css": "", "light": "", "scheme": "dark"}}


@pytest.fixture(scope="session")
def pivot() -> Walkthrough:
    """The pivot over 13 rows: 12 are shown, one child has three episodes, one placement is blank."""
    children = [1001, 1002, 1003, 1003, 1004, 1005, 1003, 1006, 1007, 1008, 1009, 1002, 1010]
    places = ["U4", "U4", "K2", "K2", "U4", None, "U4", "U1", "U1", "P1", "U4", "U4", "U4"]
    begun = pd.date_range("2024-04-02", periods=len(children), freq="17D")
    shown = walk.pivot(pd.DataFrame({"CHILD": children, "DECOM": begun, "PLACE": places}))
    assert isinstance(shown, Walkthrough)
    return shown


@pytest.fixture
def open_page(chromium: Browser, pivot: Walkthrough, tmp_path: Path) -> Iterator[OpenPage]:
    """Return a function that opens a scene's page, the pivot's if none is given, under context options."""
    contexts: list[BrowserContext] = []

    def opened(scene: Scene | None = None, **options: object) -> Page:
        file = Walkthrough(scene or pivot.scene).to_html(tmp_path / "played.html")
        context = chromium.new_context(**options)  # type: ignore[arg-type]  # each test names playwright's own
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector('.fp-walk[data-ready="1"]')
        return page

    yield opened
    for context in contexts:
        context.close()
