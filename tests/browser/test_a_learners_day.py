"""One learner's day in JupyterLab, in the order it happens: each test goes on where the one before stopped.

Start here, the lesson, the walkthrough, the assignment from a tutor's exchange, the feedback. The
tutor's side is typed as commands. Pictures of each state go to `shots/`, for people to look at.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe import violations
from fingerpost.grading.catalogue import ModuleAnswers, ModuleChecks, load_answers, load_module
from fingerpost.grading.judge import ONLY_SEEN
from fingerpost.server.home import START_PAGE
from fingerpost.server.validate import WORDS
from heard import awaits, heard, listen
from lab_page import LabPage
from playwright.sync_api import FrameLocator, Locator, expect
from tutor import Tutor

ASSIGNMENT = "03-count-group-pivot"
LESSON = f"lessons/{ASSIGNMENT}.ipynb"
FETCHED = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
TASK, SLIP = "children_by_placement", "M03-DROPNA"
OTHER_TASK, OTHER_SLIP = "monthly_starters", "M03-GAPS"
LAST_STEP = "8"
LIGHT = "JupyterLab Light"
OTHER_THEMES = ["JupyterLab Dark", "JupyterLab Dark High Contrast"]


@pytest.fixture(scope="module")
def checks(course: Path) -> ModuleChecks:
    return load_module(course / ASSIGNMENT / "checks.py")


@pytest.fixture(scope="module")
def answers(course: Path) -> ModuleAnswers:
    return load_answers(course / ASSIGNMENT / "answers.py")


def what_to_try(checks: ModuleChecks, word: str, code: str) -> str:
    """Return the slip's last paragraph as a reader sees it."""
    slips = [slip for slip in checks.tasks[word].slips if slip.code == code]
    return slips[0].message.next_step.replace("`", "")


# ------------------------------------------------------------------ Start here


def test_start_here_is_what_opens_and_nothing_pops_up(shown: LabPage) -> None:
    assert unquote(shown.page.url).endswith(f"/lab/tree/{START_PAGE}")
    expect(shown.page.locator(".jp-MarkdownViewer h1")).to_contain_text("Start here")
    logo = shown.page.locator(".jp-MarkdownViewer").get_by_role("img", name="fingerpost")
    assert logo.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") > 0
    shown.takes("01-start-here")
    assert shown.page.locator(".Toastify__toast, .jp-Dialog, .jp-Notification-List").count() == 0
    assert shown.record.pop_ups == []


def test_every_place_that_start_here_names_is_there(shown: LabPage) -> None:
    text = (shown.server.home / START_PAGE).read_text(encoding="utf-8")
    places = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", text)
    assert len(places) >= 3
    for place in map("".join, places):
        assert (shown.server.home / unquote(place)).is_file(), place
    for folder in re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE):
        assert (shown.server.home / folder).is_dir(), folder


def test_start_here_breaks_no_accessibility_rule(shown: LabPage) -> None:
    assert violations(shown.page, ".jp-MarkdownViewer .jp-RenderedMarkdown") == []


def test_learners_meet_no_tool_of_tutors(shown: LabPage) -> None:
    shown.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    entries = shown.page.locator(".lm-Menu-itemLabel:visible")
    expect(entries).to_have_text(["Assignment List"], use_inner_text=True)
    shown.page.keyboard.press("Escape")
    for command in ("open-formgrader", "open-formgrader-local", "open-create-assignment", "open-course-list"):
        assert not shown.has_command(f"nbgrader:{command}"), command
    assert shown.page.request.get(shown.server.url("/formgrader")).status == 404


# ------------------------------------------------------------------ The lesson


def test_lesson_behind_the_link_runs_from_top_to_bottom(shown: LabPage) -> None:
    shown.follows("Open the lesson: Count, group, pivot", path=LESSON)
    shown.takes("02-lesson")
    shown.runs_all()
    code = [cell for cell in shown.cells() if cell.kind == "code"]
    assert [cell.count for cell in code] == list(range(1, len(code) + 1))
    kinds = {str(output["output_type"]) for cell in code for output in cell.outputs}
    assert kinds == {"execute_result", "stream"}
    assert not [o for cell in code for o in cell.outputs if o.get("name") == "stderr"]


def test_chart_of_the_lesson_is_drawn(shown: LabPage) -> None:
    chart = next(cell.id for cell in shown.cells() if "vegalite" in str(cell.outputs))
    drawn = shown.shows(chart).locator(".vega-embed").locator("svg, canvas").first
    expect(drawn).to_be_visible()
    shown.takes("03-chart")


def test_walkthrough_is_played_by_keyboard_alone_to_its_end(shown: LabPage) -> None:
    player = enter_player_by_keyboard(shown)
    assert violations(shown.page, ".fp-walk") == []
    predicted = 0
    while (step := player.get_attribute("data-step")) != LAST_STEP:
        shown.takes(f"04-walkthrough-{step}")
        if player.get_attribute("data-locked") is None:
            shown.page.keyboard.press("ArrowRight")
        else:
            choose_by_keyboard(shown, player)
            predicted += 1
            shown.takes(f"04-walkthrough-{step}-answered")
            shown.page.keyboard.press("ArrowRight")
        expect(player).to_have_attribute("data-step", str(int(step or 0) + 1))
    shown.takes(f"04-walkthrough-{LAST_STEP}")
    assert predicted >= 1
    assert violations(shown.page, ".fp-walk") == []
    for theme in OTHER_THEMES:
        shown.wears(theme)
        shown.takes(f"04-walkthrough-{LAST_STEP}-{theme.replace(' ', '-')}")
        assert violations(shown.page, ".fp-walk") == [], theme
    shown.wears(LIGHT)
    shown.page.keyboard.press("Escape")
    assert shown.page.evaluate("document.activeElement.closest('.fp-walk')") is None


def enter_player_by_keyboard(shown: LabPage) -> Locator:
    """Go from the notebook's last cell to the walkthrough's and into its player, by keys."""
    cells = shown.cells()
    place = next(n for n, cell in enumerate(cells) if "vnd.fingerpost.walkthrough" in str(cell.outputs))
    shown.page.keyboard.press("Escape")
    for _ in cells:
        active = shown.active_place()
        if active != place:
            shown.page.keyboard.press("ArrowUp" if active > place else "ArrowDown")
    player = shown.page.locator('.fp-walk[data-ready="1"]')
    player.wait_for()
    tab_into(shown, ".fp-walk *")
    return player


def choose_by_keyboard(shown: LabPage, player: Locator) -> None:
    """Try to go on without an answer, then choose the first one."""
    step = player.get_attribute("data-step")
    shown.page.keyboard.press("ArrowRight")
    assert player.get_attribute("data-step") == step
    tab_into(shown, '[data-act="choose"]')
    shown.page.keyboard.press("Enter")
    expect(player).not_to_have_attribute("data-locked", "")
    expect(player.locator('[data-act="choose"][aria-pressed="true"]')).to_have_count(1)


def tab_into(shown: LabPage, part: str) -> None:
    """Press Tab until focus stands in `part`."""
    for _ in range(20):
        if shown.page.evaluate("(part) => document.activeElement.matches(part)", part):
            return
        shown.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {part}")


# ------------------------------------------------------------------ The assignment


def test_assignment_is_fetched_and_opened_through_nbgraders_tab(shown: LabPage, tutor: Tutor) -> None:
    shown.chooses("Nbgrader", "Assignment List")
    shown.page.get_by_role("button", name="Fetch", exact=True).click()
    fetched = shown.page.locator("#fetched_assignments_list")
    fetched.locator(".assignment-notebooks-link").click()
    notebook = fetched.get_by_role("link", name=tutor.assignment)
    expect(notebook).to_be_visible()
    shown.takes("05-fetched")
    notebook.click()
    shown.awaits_notebook(FETCHED)
    shown.takes("06-assignment")
    shown.runs_all()


def test_wrong_answer_is_told_why_and_what_to_try(
    shown: LabPage, checks: ModuleChecks, answers: ModuleAnswers
) -> None:
    shown.writes(TASK, answers.wrong[SLIP][TASK][0].strip())
    listen(shown.page)
    told = shown.runs_cell(f"{TASK}-seen")
    shown.takes("07-wrong-answer")
    expect(told).to_contain_text(what_to_try(checks, TASK, SLIP))
    expect(told).to_contain_text("so far")
    awaits(shown.page, "so far")
    (spoken,) = [message for message in heard(shown.page) if "so far" in message]
    assert what_to_try(checks, TASK, SLIP) in spoken
    assert "\u25b8" not in spoken, "the sign in front is for those who see it"
    assert violations(shown.page, ".fingerpost-verdict") == []


@pytest.mark.parametrize("theme", OTHER_THEMES)
def test_what_was_told_can_be_read_in_every_theme(shown: LabPage, theme: str) -> None:
    shown.wears(theme)
    shown.takes(f"07-wrong-answer-{theme.replace(' ', '-')}")
    found = violations(shown.page, ".fingerpost-verdict")
    shown.wears(LIGHT)
    assert found == []


def test_right_answer_is_told_so_and_that_more_is_checked_later(
    shown: LabPage, answers: ModuleAnswers
) -> None:
    shown.writes(TASK, answers.also_right[TASK][0].strip())
    told = shown.runs_cell(f"{TASK}-seen")
    shown.takes("08-right-answer")
    expect(told).to_contain_text(ONLY_SEEN)
    shown.writes(OTHER_TASK, answers.wrong[OTHER_SLIP][OTHER_TASK][0].strip())
    shown.saves()


def test_saving_leaves_an_earlier_copy_with_its_time(shown: LabPage) -> None:
    kept = list((shown.server.home / "earlier-copies" / ASSIGNMENT).rglob("* saved.ipynb"))
    assert len(kept) == 1
    assert TASK in kept[0].read_text(encoding="utf-8")


def test_validate_button_claims_nothing(shown: LabPage) -> None:
    shown.chooses("Nbgrader", "Assignment List")
    shown.page.get_by_role("button", name="Validate").click()
    said = shown.page.locator(".jp-Dialog-content")
    expect(said.locator("pre")).to_have_text(WORDS, use_inner_text=True)
    expect(said).not_to_contain_text("Success")
    shown.takes("09-validate")
    said.get_by_role("button", name="Ok").click()


# ------------------------------------------------------------------ Handing in, and the feedback


def test_work_is_handed_in_and_feedback_comes_back(
    shown: LabPage, tutor: Tutor, checks: ModuleChecks
) -> None:
    shown.page.get_by_role("button", name="Submit").click()
    handed_in = shown.page.locator("#submitted_assignments_list")
    expect(handed_in).to_contain_text(tutor.assignment)
    (receipt,) = (shown.server.home / "receipts").iterdir()
    assert receipt.name == f"{tutor.assignment}-1-handed-in.json"
    tutor.types("collect", "autograde", "generate_feedback", "release_feedback")
    handed_in.get_by_role("button", name="Fetch Feedback").click()
    expect(handed_in).to_contain_text("view feedback")
    shown.takes("10-feedback-fetched")
    feedback = open_feedback(shown, tutor)
    shown.takes("11-feedback")
    told = feedback.locator(".fingerpost-verdict")
    expect(told).to_have_count(len(checks.tasks))
    full = checks.tasks[TASK].seen + checks.tasks[TASK].hidden
    expect(told.filter(has_text=checks.tasks[TASK].title).last).to_contain_text(f"{full:g} of {full:g}")
    why = told.filter(has_text=checks.tasks[OTHER_TASK].title).last
    expect(why).to_contain_text(what_to_try(checks, OTHER_TASK, OTHER_SLIP))
    why.scroll_into_view_if_needed()
    shown.takes("12-feedback-reason")


def open_feedback(shown: LabPage, tutor: Tutor) -> FrameLocator:
    """Click `view feedback`, which shows the folder, and open the page in it."""
    shown.page.get_by_text("view feedback").click()
    shown.page.locator(".jp-DirListing-item", has_text=f"{tutor.assignment}.html").dblclick()
    return shown.page.frame_locator("iframe.jp-zoom-target")


# ------------------------------------------------------------------ All day


def test_nothing_was_asked_of_another_machine_all_day(shown: LabPage) -> None:
    assert shown.record.elsewhere == []


def test_browser_had_nothing_to_complain_about_all_day(shown: LabPage) -> None:
    assert shown.record.complaints == []
    assert shown.record.pop_ups == []


def test_terminal_window_held_our_words_alone_all_day(shown: LabPage) -> None:
    said = shown.server.log.read_text(encoding="utf-8").splitlines()
    assert [line.split(":")[0].split(" ")[0] for line in said] == ["Your", "Copy", "To"], said


def test_menu_for_handing_in_is_gone_where_nobody_collects_work(shown: LabPage, tutor: Tutor) -> None:
    menu = shown.page.get_by_role("menuitem", name="Nbgrader", exact=True)
    expect(menu).to_be_visible()
    away = tutor.exchange.rename(tutor.folder / "away")
    shown.opens()
    expect(menu).to_have_count(0)
    away.rename(tutor.exchange)
