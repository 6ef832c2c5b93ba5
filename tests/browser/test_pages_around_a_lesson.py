"""Quiz, predictions and practice in a real JupyterLab, by keyboard alone."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from axe import violations
from course_modules import COURSE
from fingerpost.courseware.glossary import load_glossary
from fingerpost.courseware.widths import MOST_CHARACTERS
from heard import awaits, heard, listen
from lab_page import LabPage
from playwright.sync_api import Locator, expect

QUIZ, PRACTICE, LESSON = (f"lessons/03-{name}.ipynb" for name in ("quiz", "practice", "count-group-pivot"))
_OPEN = "async (path) => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }"
_PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
WIDEST_SCROLL_BAR = 17  # pixels, on Windows; the browser of these tests shows none
# what a code cell's text is given, without its paddings, and what one character of it takes, in pixels
_ROOM = """line => {
  const {paddingLeft, paddingRight} = getComputedStyle(line), text = document.createRange();
  text.selectNodeContents(line);
  const room = line.closest('.cm-scroller').clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return [room, text.getBoundingClientRect().width / line.textContent.length];
}"""
_IN_ORDER = '''in_order("m03_endings_by_month", """
ended = year_people[year_people["DEC"].between("2024-04-01", "2025-03-31")]
counted = ended.groupby(month)["CHILD"].nunique()
month = ended["DEC"].dt.to_period("M")
months = pd.period_range("2024-04", "2025-03", freq="M")
endings = counted.reindex(months, fill_value=0)
""")'''


def opened(shown: LabPage, path: str) -> Locator:
    shown.page.evaluate(_OPEN, path)
    shown.awaits_notebook(path)
    return shown.page.locator(_PANEL)


def test_quiz_is_answered_with_tab_and_enter_and_no_cell_opens_for_editing(shown: LabPage) -> None:
    panel = opened(shown, QUIZ)
    first, second = panel.locator("details").nth(0), panel.locator("details").nth(1)
    first.locator("summary").focus()
    shown.page.keyboard.press("Enter")
    expect(first.locator("p")).to_be_visible()
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    expect(second.locator("p")).to_be_visible()
    expect(panel.locator(".jp-mod-editMode")).to_have_count(0)
    assert [cell.kind for cell in shown.cells() if cell.kind == "code"] == []
    shown.takes("20-quiz")


def test_prediction_is_locked_by_the_space_bar_and_cannot_be_changed(shown: LabPage) -> None:
    panel = opened(shown, LESSON)
    name = next(cell.id for cell in shown.cells() if cell.kind == "code" and cell.id == "lesson-2")
    shown.runs_cell("setup-1")
    listen(shown.page)
    shown.runs_cell(name)
    awaits(shown.page, "The sum of the counts will be:")
    assert not [message for message in heard(shown.page) if "Locked" in message], "nothing is chosen yet"
    box = panel.locator("fieldset.fingerpost-predict").first
    box.locator("input").nth(1).focus()
    shown.page.keyboard.press("Space")
    expect(box.locator(".locked")).to_be_visible()
    chosen = box.inner_text()
    shown.page.keyboard.press("Space")
    box.locator("label").nth(1).click(force=True)
    expect(box.locator("label:visible")).to_have_count(1)
    assert box.inner_text() == chosen
    shown.takes("21-prediction")


def test_lines_are_put_into_order_with_alt_and_an_arrow(shown: LabPage) -> None:
    panel = opened(shown, PRACTICE)
    name = next(cell.id for cell in shown.cells() if cell.id == "practice-3")
    shown.runs_cell("setup-1")
    shown.writes(name, _IN_ORDER)
    said = panel.get_by_role("article", name="Your order")
    expect(said).to_contain_text("Your first line is in order")
    shown.shows(name).locator(".cm-content").click()
    shown.page.keyboard.press("Control+Home")
    for key in ("ArrowDown", "ArrowDown", "Alt+ArrowDown"):
        shown.page.keyboard.press(key)
    listen(shown.page)
    shown.page.keyboard.press("Shift+Enter")
    expect(said).to_contain_text("Every line is in its place.")
    awaits(shown.page, "Every line is in its place.")
    shown.takes("22-lines-in-order")


def test_work_is_taken_home_from_the_file_menu_and_brought_back(shown: LabPage, tmp_path: Path) -> None:
    with shown.page.expect_download() as begun:
        shown.chooses("File", "Take my work home")
    packed = tmp_path / begun.value.suggested_filename
    begun.value.save_as(packed)
    assert LESSON in ZipFile(packed).namelist()
    with shown.page.context.expect_page() as beside:
        shown.chooses("File", "Bring my work back")
    page = beside.value
    page.locator("input[type=file]").set_input_files(packed)
    assert violations(page, "main") == []
    page.screenshot(path=shown.shots / "23-bring-back.png")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("status")).to_contain_text("nothing changed")
    page.close()


def test_copy_safe_to_share_is_made_from_the_file_menu(shown: LabPage) -> None:
    opened(shown, LESSON)
    with shown.page.context.expect_page() as beside:
        shown.chooses("File", "Make a copy that is safe to share")
    page = beside.value
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_role("status")).to_contain_text("-to-share.ipynb")
    expect(page.get_by_role("table")).to_contain_text("outputs can show rows about children")
    assert violations(page, "main") == []
    page.screenshot(path=shown.shots / "24-copy-to-share.png")
    page.close()
    copy = shown.server.home / LESSON.replace(".ipynb", "-to-share.ipynb")
    assert '"outputs": []' in copy.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["episode", "rate"])
def test_word_of_the_glossary_shows_its_meaning_in_the_lesson(shown: LabPage, word: str) -> None:
    panel = opened(shown, LESSON)
    noted = panel.locator("abbr", has_text=word).first
    expect(noted).to_have_attribute("title", load_glossary(COURSE)[word].means)


def test_widest_line_of_code_that_a_page_may_have_is_seen_whole_on_a_laptop(shown: LabPage) -> None:
    panel = opened(shown, LESSON)
    shown.page.set_viewport_size({"width": 1280, "height": 800})
    shown.awaits_fit(panel)
    assert shown.page.locator("#filebrowser").is_visible()
    line = shown.shows("setup-1").locator(".cm-line").first
    room, character = line.evaluate(_ROOM)
    shown.page.set_viewport_size({"width": 1366, "height": 768})
    assert MOST_CHARACTERS * character <= room - WIDEST_SCROLL_BAR < (MOST_CHARACTERS + 8) * character


IN_VIEW = """
([word, path]) => {
    const open = [...window.jupyterapp.shell.widgets("main")];
    const seen = open.find((one) => one.isVisible && one.context?.path === path);
    const line = seen?.node.querySelector(`[data-jupyter-id="${word}"]`)?.getBoundingClientRect();
    const page = seen?.node.getBoundingClientRect();
    return Boolean(line) && line.height > 0 && line.top >= page.top && line.bottom <= page.bottom;
}
"""


def test_word_of_the_glossary_leads_to_its_line_by_keyboard(shown: LabPage) -> None:
    panel = opened(shown, LESSON)
    link = panel.get_by_role("link", name="rate", exact=True).first
    link.focus()
    expect(link).to_be_focused()
    assert (
        violations(shown.page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown:has(abbr)") == []
    )
    shown.takes("25-a-word-in-its-lesson")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_function(IN_VIEW, arg=["rate", "lessons/glossary.md"])
    expect(
        shown.page.locator(".jp-MarkdownViewer").get_by_text("a count divided by the people")
    ).to_be_visible()
    shown.takes("26-a-word-in-the-glossary")
