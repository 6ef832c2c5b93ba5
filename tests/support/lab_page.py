"""One page of JupyterLab as a learner uses it; it waits on Lab's own state, never on time."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from browser import Record
from fingerpost.server.home import START_PAGE
from lab_server import LabServer
from playwright.sync_api import Locator, Page

TOUR = "@fingerpost/labextension:tour"
PAGE_CONFIG = "labconfig/page_config.json"
OFF = {"@voila-dashboards/jupyterlab-preview": True, TOUR: True}
"""Plugins that tests switch off, as anybody can: Voilà's, and the tour, which is for a first time alone."""

# Voilà is in the tests' environment and in no learner's: it would say a word of its own at the start
_WITHOUT_VOILA_AND_TOUR = {
    "jupyter_server_config.d/voila.json": json.dumps(
        {"ServerApp": {"jpserver_extensions": {"voila.server_extension": False}}}
    ),
    PAGE_CONFIG: json.dumps({"disabledExtensions": OFF}),
}
_SETTINGS = "c = get_config()\nc.LabApp.expose_app_in_browser = True\n"

# In each of these, `lab` is the application and `panel` the notebook in front: the one that is seen.
# Lab's own `currentWidget` follows the keyboard, which may stand in a page beside or behind it.
_OPEN = (
    "lab = window.jupyterapp,"
    " panel = [...(lab?.shell.widgets('main') ?? [])].find((one) => one.isVisible && one.content?.widgets)"
)
_STARTED = """
(path) => {
    const seen = [...(window.jupyterapp?.shell.widgets("main") ?? [])].filter((one) => one.isVisible);
    return seen.some((one) => one.context?.path === path && one.context.isReady)
        && !document.querySelector("#jupyterlab-splash");
}
"""
_READY = f"""
(path) => {{
    const {_OPEN};
    const kernel = panel?.sessionContext?.session?.kernel;
    return panel?.context?.path === path && panel.context.isReady && kernel?.status === "idle";
}}
"""
_CELLS = f"""
() => {{
    const {_OPEN};
    return panel.content.widgets.map((cell) => ({{
        id: cell.model.id,
        kind: cell.model.type,
        count: cell.model.executionCount ?? null,
        outputs: cell.model.outputs?.toJSON() ?? [],
    }}));
}}
"""
_SHOW = f"""
async (id) => {{
    const {_OPEN};
    const notebook = panel.content;
    const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
    notebook.activeCellIndex = place;
    await notebook.scrollToItem(place, "start");
}}
"""
_IS_ACTIVE = f"(id) => {{ const {_OPEN}; return panel.content.activeCell?.model.id === id; }}"
# A new kernel counts from 1 again, as the file may already: so no count is left before a cell is run.
_FORGET_COUNTS = f"""
(ids) => {{
    const {_OPEN};
    const code = panel.content.widgets.map((cell) => cell.model).filter((model) => model.type === "code");
    for (const model of code.filter((model) => ids === null || ids.includes(model.id))) {{
        model.executionCount = null;
    }}
}}
"""
_HAS_RUN = f"""
(id) => {{
    const {_OPEN};
    const model = panel.content.widgets.find((cell) => cell.model.id === id).model;
    return model.executionState === "idle" && model.executionCount !== null;
}}
"""
_ALL_RUN = f"""
() => {{
    const {_OPEN};
    const models = panel.content.widgets.map((cell) => cell.model).filter((model) => model.type === "code");
    const meant = models.filter((model) => model.sharedModel.getSource().trim());
    return meant.every((model) => model.executionState === "idle" && model.executionCount !== null);
}}
"""
# Lab hides itself for a frame while it changes its colours, and then fades its splash screen away. Another
# change before that ends has it take away what is gone.
_IS_CALM = "window.jupyterapp.shell.isVisible && !document.querySelector('#jupyterlab-splash')"
_SAVED = f"() => {{ const {_OPEN}; return panel.context.model.dirty === false; }}"


@dataclass(frozen=True)
class Cell:
    """One cell as Lab's own model has it: id, kind, run count, outputs as a notebook file holds them."""

    id: str
    kind: str
    count: int | None
    outputs: list[dict[str, object]]


@dataclass(frozen=True)
class LabPage:
    """A page of JupyterLab, its server, where its pictures go, and a record of what it did."""

    page: Page
    server: LabServer
    shots: Path
    record: Record = field(default_factory=Record)

    def opens(self) -> None:
        """Go to the address that `fingerpost start` opens and wait until Lab shows Start here."""
        self.page.goto(self.server.url())
        self.page.wait_for_function(_STARTED, arg=START_PAGE)

    def follows(self, link: str, *, path: str) -> None:
        """Click the link with these words and wait for its notebook, a kernel ready behind it."""
        self.page.get_by_role("link", name=link).click()
        self.awaits_notebook(path)

    def opens_notebook(self, path: str) -> None:
        """Open a notebook as the file browser does, and wait until it is in front, its kernel idle."""
        self.page.evaluate(
            "async (path) => { await window.jupyterapp.commands.execute('docmanager:open', {path}); }", path
        )
        self.awaits_notebook(path)

    def awaits_notebook(self, path: str) -> None:
        """Wait until the notebook at `path` is in front and its kernel idle."""
        self.page.wait_for_function(_READY, arg=path)

    def runs(self, command: str) -> None:
        """Run one of Lab's own commands, as a menu would; what it began may not be over yet."""
        self.page.evaluate("(name) => window.jupyterapp.commands.execute(name)", command)

    def runs_all(self) -> None:
        """Run every cell of the notebook in front, as the Run menu does, and wait until all have run."""
        self.page.evaluate(_FORGET_COUNTS, None)
        self.runs("notebook:run-all-cells")
        self.page.wait_for_function(_ALL_RUN)

    def has_command(self, command: str) -> bool:
        """Claim that Lab knows a command."""
        known: bool = self.page.evaluate("(name) => window.jupyterapp.commands.hasCommand(name)", command)
        return known

    def cells(self) -> list[Cell]:
        """Return the cells of the notebook in front."""
        return [Cell(**cell) for cell in self.page.evaluate(_CELLS)]

    def cell(self, name: str) -> Cell:
        """Return the cell with this id."""
        return next(cell for cell in self.cells() if cell.id == name)

    def active_place(self) -> int:
        """Return the place of the active cell in the notebook in front, from 0."""
        place: int = self.page.evaluate(f"() => {{ const {_OPEN}; return panel.content.activeCellIndex; }}")
        return place

    def shows(self, name: str) -> Locator:
        """Scroll to a cell, make it the active one, and return it."""
        self.page.evaluate(_SHOW, name)
        self.page.wait_for_function(_IS_ACTIVE, arg=name)
        active = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-cell.jp-mod-active")
        active.wait_for()
        return active

    def writes(self, name: str, source: str) -> None:
        """Type `source` in place of what the cell holds, and run it."""
        self.shows(name).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)
        self._runs_active(name)

    def runs_cell(self, name: str) -> Locator:
        """Press Shift+Enter in a cell, wait until it has run, and return what it shows."""
        self.shows(name).locator(".cm-content").click()
        self._runs_active(name)
        return self.shows(name).locator(".jp-OutputArea")

    def saves(self) -> None:
        """Press Ctrl+S and wait until nothing is left to save."""
        self.page.keyboard.press("Control+S")
        self.page.wait_for_function(_SAVED)

    def wears(self, theme: str) -> None:
        """Change Lab's colours, and wait until the page is seen in them."""
        self.page.wait_for_function(f"() => {_IS_CALM}")
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        self.page.wait_for_function(
            f"(theme) => document.body.dataset.jpThemeName === theme && {_IS_CALM}", arg=theme
        )

    def awaits_fit(self, inside: Locator) -> None:
        """Wait until an element stands within the page and need not scroll sideways; Lab lays out late."""
        self.page.wait_for_function(
            """one => one.scrollWidth <= one.clientWidth
              && one.getBoundingClientRect().left + one.clientWidth <= innerWidth""",
            arg=inside.element_handle(),
        )

    def chooses(self, menu: str, item: str) -> None:
        """Pick an entry of the menu bar."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def takes(self, name: str) -> None:
        """Keep a picture of the page for people to look at."""
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{name}.png")

    def _runs_active(self, name: str) -> None:
        self.page.evaluate(_FORGET_COUNTS, [name])
        self.page.keyboard.press("Shift+Enter")
        self.page.wait_for_function(_HAS_RUN, arg=name)


def let_tests_speak_to_lab(settings: Path) -> None:
    """Write the setting that shows a page's scripts the application; leave Voilà and the tour out."""
    for file, said in {"jupyter_lab_config.py": _SETTINGS, **_WITHOUT_VOILA_AND_TOUR}.items():
        (settings / file).parent.mkdir(parents=True, exist_ok=True)
        (settings / file).write_text(said, encoding="utf-8")
