"""Someone's first start: the tour once, the Course panel from fetching to feedback, the launcher's cards.

One page life over the shared JupyterLab, in a workspace of its own. What a tutor does here (release,
feedback) is laid into the exchange as nbgrader would, and all of it is taken away again at the end.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from heard import heard, listen
from lab_page import OFF, PAGE_CONFIG, TOUR, LabPage
from lab_server import LabServer
from learner import Learner
from nbgrader.utils import notebook_hash
from playwright.sync_api import Locator, Page, expect
from tutor import COURSE_ID, Tutor

ASSIGNMENT, TITLE = "00-start-here", "Start here"
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
TASKS, STEPS = 7, 4
CARDS = '.jp-LauncherCard[data-category="Course"]'
WORKSPACE = "/lab/workspaces/course-panel"
BUSY = 120_000
"""Milliseconds in which a whole notebook has been checked, on a machine that others use too."""
FEEDBACK = "<!doctype html><html lang='en'><title>Feedback</title><p>Well read.</p></html>"
_OPENED = "(path) => [...window.jupyterapp.shell.widgets('main')].some((one) => one.context?.path === path)"
_STARTED = "() => window.jupyterapp?.restored.then(() => true)"


@pytest.fixture(scope="module")
def released(lab: LabServer, tutor: Tutor, learner: Learner) -> Iterator[Path]:
    """Release one assignment beside the shared one; returns the course's part of the exchange."""
    course = tutor.exchange / COURSE_ID
    kept = learner.home / ".local" / "share" / "jupyter" / "nbgrader_cache" / COURSE_ID
    shutil.copytree(lab.edition / "assignments" / ASSIGNMENT, course / "outbound" / ASSIGNMENT)
    yield course
    for folder in (course / "outbound", course / "inbound", kept, lab.home):
        for path in folder.glob(f"*{ASSIGNMENT}*"):
            shutil.rmtree(path)
    shutil.rmtree(lab.home / "receipts", ignore_errors=True)
    (lab.home / "log.jsonl").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def first_time(lab: LabServer, page: Page, released: Path, learner: Learner) -> Iterator[LabPage]:
    """JupyterLab with every plugin on, as someone has it who opens it for the first time."""
    assert released.is_dir()
    config = learner.home / ".jupyter" / PAGE_CONFIG
    switched_off = config.read_text(encoding="utf-8")
    shown = LabPage(page, lab, Path(__file__).parent / "shots")
    shown.record.listen(page)
    opens(shown)
    expect(page.locator("#fingerpost-course")).to_be_attached()
    assert not shown.has_command("fingerpost:tour"), "the shared settings switch the tour off"
    config.write_text(json.dumps({"disabledExtensions": {**OFF, TOUR: False}}), encoding="utf-8")
    opens(shown)
    yield shown
    config.write_text(switched_off, encoding="utf-8")


def opens(shown: LabPage) -> None:
    shown.page.goto(shown.server.url(WORKSPACE))
    shown.page.wait_for_function(_STARTED)


def panel_of(shown: LabPage) -> Locator:
    return shown.page.get_by_role("region", name="Course", exact=True)


def presses(shown: LabPage, label: str) -> None:
    """Press the one next step, which must be this."""
    step = panel_of(shown).locator(".fp-course-next")
    step.get_by_role("button", name=label, exact=True).click()


def awaits_open(shown: LabPage, path: str) -> None:
    shown.page.wait_for_function(_OPENED, arg=path)


def test_tour_of_four_steps_keeps_the_keyboard_is_skipped_by_escape_and_comes_once(
    first_time: LabPage,
) -> None:
    page = first_time.page
    tour = page.get_by_role("dialog")
    expect(tour).to_contain_text(f"1 of {STEPS}")
    expect(tour.get_by_role("button", name="Next")).to_be_focused()
    assert violations(page, ".fp-tour") == []
    first_time.takes("30-tour")
    for _ in range(STEPS + 1):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.fp-tour')"
        )
    listen(page)
    for step in range(2, STEPS + 1):
        tour.get_by_role("button", name="Next").click()
        expect(tour).to_contain_text(f"{step} of {STEPS}")
        (spoken,) = [message for message in heard(page) if message]
        title, text = tour.locator("h2").inner_text(), tour.locator("p").first.inner_text()
        assert spoken == f"{step} of {STEPS}. {title}. {text}"
    expect(tour.get_by_role("button", name="Done")).to_be_visible()
    with page.expect_response(lambda sent: sent.request.method == "PUT" and "/api/settings/" in sent.url):
        page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    opens(first_time)
    first_time.chooses("View", "Your next step")  # Lab may not have saved yet that it was in front
    expect(panel_of(first_time).get_by_role("listitem").first).to_be_visible()
    assert first_time.has_command("fingerpost:tour")
    expect(tour).to_have_count(0)


def test_panel_leads_from_fetching_by_checking_to_a_receipt_and_the_feedback(
    first_time: LabPage, released: Path
) -> None:
    page, panel = first_time.page, panel_of(first_time)
    module = panel.locator(f'[data-module="{ASSIGNMENT}"]')
    said = panel.locator(".fp-course-said")
    if module.get_attribute("open") is None:  # where someone went on with another module before
        module.locator("summary").first.click()
    module.get_by_role("button", name="Fetch the tasks").click()
    awaits_open(first_time, f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    expect(said).to_contain_text("are in your folder")
    listen(page)
    module.get_by_role("button", name="Check all tasks").click()
    expect(said).to_contain_text("points need a tutor", timeout=BUSY)
    expect(said.locator(".fp-course-task")).to_have_count(TASKS)
    came = said.locator("strong").first.inner_text()
    (spoken,) = [message for message in heard(page) if came in message]
    tasks = said.locator(".fp-course-task summary").all_inner_texts()
    assert [spoken.index(task) for task in tasks] == sorted(spoken.index(task) for task in tasks)
    first_time.takes("31-checked")
    module.get_by_role("button", name="Hand in", exact=True).click()
    expect(said).to_contain_text(f"Your receipt: receipts/{ASSIGNMENT}-1-handed-in.json", timeout=BUSY)
    expect(module).to_contain_text("Handed in")
    first_time.takes("32-handed-in")
    gives_feedback(first_time, released)
    page.evaluate("() => window.jupyterapp.commands.execute('filebrowser:activate')")
    first_time.runs("fingerpost:course")
    expect(module).to_contain_text("Feedback ready")
    presses(first_time, "Read the feedback")
    expect(page.frame_locator("iframe.jp-zoom-target").get_by_text("Well read.")).to_be_visible()
    expect(module).to_contain_text("feedback is here")


def gives_feedback(shown: LabPage, course: Path) -> None:
    """Lay a page of feedback where nbgrader does: its name comes of the hand-in's secret."""
    (handed_in,) = (course / "inbound").glob(f"*+{ASSIGNMENT}+*")
    secret = (handed_in / "submission_secret.txt").read_text(encoding="utf-8")
    folder = course / "feedback"
    folder.mkdir(exist_ok=True)
    file = folder / f"{notebook_hash(secret=secret, notebook_id=ASSIGNMENT)}.html"
    file.write_text(FEEDBACK, encoding="utf-8")
    assert shown.server.home.is_dir()


def test_time_is_logged_by_keyboard_and_trouble_is_a_sentence_that_keeps_what_was_typed(
    first_time: LabPage,
) -> None:
    page, panel = first_time.page, panel_of(first_time)
    panel.get_by_text("Log time, and what you did last").focus()
    page.keyboard.press("Enter")
    panel.get_by_label("Minutes").fill("45")
    panel.get_by_label("What you did").fill("<b>read</b>")
    page.route("**/fingerpost/api/course*", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(panel.locator(".fp-course-said")).to_contain_text("server does not answer")
    expect(panel.get_by_label("Minutes")).to_have_value("45")
    page.unroute("**/fingerpost/api/course*")
    panel.get_by_label("What you did").press("Enter")
    expect(panel.locator(".fp-course-said")).to_contain_text("45 minutes on")
    expect(panel.locator(".fp-course-time")).to_contain_text("work: <b>read</b>")


def test_panel_and_cards_break_no_rule_in_any_theme_and_fit_a_screen_of_320_pixels(
    first_time: LabPage,
) -> None:
    page, panel = first_time.page, panel_of(first_time)
    first_time.runs("launcher:create")
    cards = page.locator(CARDS).filter(visible=True)
    expect(cards).to_have_count(3)
    for theme in THEMES:
        first_time.wears(theme)
        assert violations(page, f".fp-course, {CARDS}") == [], theme
        first_time.takes(f"33-course-{theme.replace(' ', '-')}")
    first_time.wears(THEMES[0])
    page.set_viewport_size({"width": 320, "height": 640})
    expect(panel).to_be_visible()
    first_time.awaits_fit(panel)
    first_time.takes("34-course-320")
    page.set_viewport_size({"width": 1366, "height": 768})
    cards.filter(has_text="Start here").click()
    awaits_open(first_time, "Start here.md")
    assert first_time.record.elsewhere == []
