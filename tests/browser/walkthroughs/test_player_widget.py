"""The player as anywidget hosts it: Python's model, an element, and nothing left behind."""

import base64
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import ChartWalkthrough, Walkthrough
from fingerpost.walkthroughs.examples import example_episodes, example_header
from playwright.sync_api import Browser, Page, expect

# a model as anywidget's is, and every listener the player sets up
HOST = """async ([code, scene, state]) => {
  const heard = new Map();
  window.values = {scene, step: 0, answers: {}, hears: true, choices: {}, trouble: '', ...state};
  window.saves = 0;
  window.model = {
    get: name => values[name],
    set: (name, value) => { values[name] = value; },
    save_changes: () => { saves += 1; },
    on: (event, f) => heard.set(event, f),
    off: event => heard.delete(event),
  };
  window.fromPython = (name, value) => { values[name] = value; heard.get('change:' + name)(); };
  window.heard = heard;
  window.host = document.body.appendChild(document.createElement('div'));
  const player = (await import(code)).default;
  window.signals = [];
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, heard, options) {
    signals.push([type, options?.signal]); listen.call(this, type, heard, options); };
  window.leave = player.render({model, el: host});
  EventTarget.prototype.addEventListener = listen;
}"""

Host = Callable[..., Page]


def _player() -> str:
    return files("fingerpost").joinpath("static/widget.js").read_text(encoding="utf-8")


@pytest.fixture
def host(chromium: Browser, pivot: Walkthrough) -> Host:
    """Return a function that renders the widget's player with the model's first state."""

    def rendered(**state: Any) -> Page:
        page = chromium.new_page()
        code = base64.b64encode(_player().encode()).decode()
        page.evaluate(HOST, [f"data:text/javascript;base64,{code}", pivot.scene.to_dict(), state])
        page.wait_for_selector('.fp-walk[data-ready="1"]')
        return page

    return rendered


def test_python_hears_the_step_and_the_answers(host: Host) -> None:
    page = host()
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="12").click()
    assert page.evaluate("[values.step, values.answers]") == [3, {"total": 12}]
    assert page.evaluate("saves") == 2


def test_python_may_set_the_step(host: Host) -> None:
    page = host()
    page.evaluate("fromPython('step', 2)")
    assert page.locator(".fp-walk").get_attribute("data-step") == "3"


def test_a_view_opened_again_begins_where_the_reader_was(host: Host) -> None:
    page = host(step=5, answers={"total": 11})
    assert page.locator(".fp-walk").get_attribute("data-step") == "6"


def test_two_views_of_a_page_share_no_id_though_each_brings_a_player_of_its_own(
    host: Host, pivot: Walkthrough
) -> None:
    page = host()
    copy = base64.b64encode(f"{_player()}\n// another".encode()).decode()
    page.evaluate(HOST, [f"data:text/javascript;base64,{copy}", pivot.scene.to_dict(), {}])
    expect(page.locator('.fp-walk[data-ready="1"]')).to_have_count(2)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert ids
    assert len(ids) == len(set(ids))


def test_a_view_that_is_closed_leaves_no_listener_and_no_element(host: Host) -> None:
    page = host()
    page.get_by_role("button", name="Next step").focus()
    page.evaluate("leave()")
    assert page.evaluate("host.childElementCount") == 0
    assert page.evaluate("heard.size") == 0
    assert page.evaluate("signals.map(([type]) => type)") == [
        "click",
        "change",
        "keydown",
        "fingerpost:place",
    ]
    assert page.evaluate("signals.filter(([, signal]) => !signal?.aborted).map(([type]) => type)") == []
    page.keyboard.press("ArrowRight")
    assert page.evaluate("values.step") == 0


def at_the_last_step(host: Host, **state: Any) -> Page:
    """The pivot's last step, both questions answered: its fields can be changed."""
    return host(step=8, answers={"total": 11, "adds_up": "more"}, **state)


def test_python_is_asked_for_what_the_keyboard_chose_and_its_scene_is_shown(
    host: Host, pivot: Walkthrough
) -> None:
    page = at_the_last_step(host)
    page.get_by_label("Summarise by").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("saves > 0")
    asked = page.evaluate("values.choices")
    fields = {"rows": "PLACE", "columns": "", "counted": "CHILD"}
    assert asked == {**fields, "how": "distinct", "shown": "numbers"}
    assert page.locator(".fp-walk").get_attribute("data-step") == "9"
    assert pivot._retell
    page.evaluate("scene => { values.scene = scene; fromPython('told', 1); }", pivot._retell(asked).to_dict())
    expect(page.locator(".fp-code")).to_contain_text(".nunique()")
    expect(page.get_by_label("Summarise by")).to_have_value('"distinct"')
    expect(page.get_by_label("Summarise by")).to_be_focused()


def test_counts_become_shares_from_the_keyboard_and_the_step_says_what_they_come_to(
    host: Host, pivot: Walkthrough
) -> None:
    page = at_the_last_step(host)
    page.set_viewport_size({"width": 320, "height": 700})
    assert pivot._retell
    sums = page.locator(".fp-body")
    for at, (field, comes_to) in enumerate(
        [("Show values as", "The lines add up to 100%."), ("Summarise by", "a child in two piles")], start=1
    ):
        page.get_by_label(field).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function("wanted => saves >= wanted", arg=at)
        told = pivot._retell(page.evaluate("values.choices")).to_dict()
        page.evaluate("([s, at]) => { values.scene = s; fromPython('told', at); }", [told, at])
        expect(page.get_by_label(field)).to_be_focused()
        expect(sums.get_by_text(comes_to)).to_be_visible()
    expect(page.get_by_role("row", name="Grand Total 100.0%")).to_be_visible()
    expect(page.locator(".fp-code")).to_contain_text('["CHILD"].nunique() * 100')
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chart_follows_what_the_reader_chose(chromium: Browser) -> None:
    clinic = walk.clinic()
    assert isinstance(clinic, ChartWalkthrough)
    page = chromium.new_page()
    code = base64.b64encode(_player().encode()).decode()
    last = len(clinic.scene.steps) - 1
    answers = {step.prediction.id: step.prediction.answer for step in clinic.scene.steps if step.prediction}
    state = {"step": last, "answers": answers}
    page.evaluate(HOST, [f"data:text/javascript;base64,{code}", clinic.scene.to_dict(), state])
    chart = page.locator(".fp-python .fp-svg")
    expect(chart).to_have_attribute("aria-label", re.compile("^Bars: referrals for each SOURCE"))
    page.get_by_label("Groups").select_option(label="TEAM")
    asked = page.evaluate("values.choices")
    assert clinic._retell
    page.evaluate("s => { values.scene = s; fromPython('told', 1); }", clinic._retell(asked).to_dict())
    expect(chart).to_have_attribute("aria-label", re.compile("^Bars: referrals for each TEAM"))
    expect(page.locator(".fp-body").get_by_text("Night has only six referrals")).to_be_visible()
    expect(chart.locator("rect")).to_have_count(3)


def test_a_chart_is_seen_with_what_changes_it_and_no_field_moves_under_the_pointer(host: Host) -> None:
    clinic = walk.clinic(live=True)
    assert isinstance(clinic, ChartWalkthrough)
    assert clinic._retell
    answers = {step.prediction.id: step.prediction.answer for step in clinic.scene.steps if step.prediction}
    page = host(scene=clinic.scene.to_dict(), step=len(clinic.scene.steps) - 1, answers=answers)
    page.set_viewport_size({"width": 818, "height": 679})  # what Lab leaves at 1,280 by 800 with a panel open
    fields, charts = page.locator("[data-control]"), page.locator(".fp-svg")
    first, last = fields.first.bounding_box(), fields.last.bounding_box()
    chart = page.locator(".fp-python .fp-svg").bounding_box()
    assert first
    assert last
    assert chart
    assert last["y"] < chart["y"]
    assert chart["y"] + chart["height"] <= 679
    assert charts.count() == 2, "Excel's and the reader's own, side by side"
    page.get_by_label("Mark", exact=True).select_option(label="line")
    told = clinic._retell(page.evaluate("values.choices")).to_dict()
    page.evaluate("s => { values.scene = s; fromPython('told', 1); }", told)
    expect(
        page.locator(".fp-talk").get_by_text("A line joins values that follow one another.")
    ).to_be_visible()
    assert fields.first.bounding_box() == first
    assert fields.last.bounding_box() == last


def test_chart_is_drawn_in_the_colours_of_the_code_beside_it_and_its_title_is_read_whole(host: Host) -> None:
    clinic = walk.clinic(live=True)
    assert isinstance(clinic, ChartWalkthrough)
    answers = {step.prediction.id: step.prediction.answer for step in clinic.scene.steps if step.prediction}
    page = host(scene=clinic.scene.to_dict(), step=len(clinic.scene.steps) - 1, answers=answers)
    code = page.locator(".fp-code").first.text_content() or ""
    bars = page.locator(".fp-python .fp-svg rect")
    filled = bars.evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    named = [tuple(bytes.fromhex(colour)) for colour in re.findall("#([0-9a-f]{6})", code)]
    assert named
    assert list(dict.fromkeys(filled)) == [f"rgb{colour}" for colour in named]
    title = page.get_by_label("Title", exact=True)
    assert title.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_lines_between_two_tables_follow_the_keys_and_the_kind_of_join(host: Host) -> None:
    lab = walk.lookup(example_episodes(), example_header(), name="episodes", other_name="header", live=True)
    assert isinstance(lab, Walkthrough)
    assert lab._retell
    retell = lab._retell
    answers = {step.prediction.id: step.prediction.answer for step in lab.scene.steps if step.prediction}
    page = host(scene=lab.scene.to_dict(), step=len(lab.scene.steps) - 1, answers=answers)
    picture = page.locator(".fp-python .fp-svg")
    drawn = picture.locator(".fp-drawn-line.fp-tone-yours")
    expect(drawn).to_have_count(3)
    left = picture.locator(".fp-drawn-line:not(.fp-tone-yours)")
    expect(left).to_have_count(1)
    ink, dashes = left.evaluate(
        "one => [getComputedStyle(one).stroke, getComputedStyle(one).strokeDasharray]"
    )
    text = page.locator(".fp-svg text.fp-tone-quiet").first
    assert ink == text.evaluate("one => getComputedStyle(one).fill"), "as dark as words that are read"
    assert dashes != "none", "told from the lines of the join by more than its colour"

    def choose(label: str, option: str) -> None:
        page.get_by_label(label, exact=True).select_option(label=option)
        told = retell(page.evaluate("values.choices")).to_dict()
        page.evaluate("s => { values.scene = s; fromPython('told', values.told + 1); }", told)

    choose("A key twice in header", "a row for each")
    expect(picture).to_have_attribute("aria-label", re.compile("^Four lines .* 1003 meets two rows"))
    expect(drawn).to_have_count(4)
    choose("Kind of join", "first without a match")
    expect(page.locator(".fp-code")).to_contain_text('how="left_anti"')
    choose("Key in episodes", "DECOM")
    expect(
        page.locator(".fp-body").get_by_text("'DECOM' of episodes is a date and 'CHILD' of header is text")
    ).to_be_visible()
    expect(drawn).to_have_count(0)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_python_cannot_tell_is_said_beside_the_fields(host: Host) -> None:
    page = at_the_last_step(host)
    page.get_by_label("Columns").select_option(label="PLACE")
    page.evaluate("values.trouble = 'Rows and Columns are both PLACE.'; fromPython('told', 1)")
    expect(page.locator(".fp-heard").filter(has_text="both PLACE")).to_be_visible()
    expect(page.get_by_label("Columns")).to_have_value('""')


def test_all_seven_fields_of_a_filter_fit_the_narrowest_screen_and_follow_what_is_typed(host: Host) -> None:
    table = pd.DataFrame({"PLACE": ["U4", "u4", None, "K2"], "DAYS": [3, 7, 7, 9]})
    shown = walk.autofilter(table, live=True)
    assert isinstance(shown, Walkthrough)
    assert shown._retell
    scene = shown._retell({"join": "or", "second_column": "DAYS", "second_way": "from", "second_value": "7"})
    asked = {step.prediction.id: step.prediction.answer for step in scene.steps if step.prediction}
    page = host(scene=scene.to_dict(), step=len(scene.steps) - 1, answers=asked)
    page.set_viewport_size({"width": 320, "height": 700})
    expect(page.locator(".fp-try")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Second value").fill("9")
    page.keyboard.press("Enter")
    page.wait_for_function("saves > 0")
    told = shown._retell(page.evaluate("values.choices"))
    page.evaluate("scene => { values.scene = scene; fromPython('told', 1); }", told.to_dict())
    expect(page.locator(".fp-code")).to_contain_text('table["DAYS"] >= 9')


def at_the_readers_step(host: Host, shown: Walkthrough) -> Page:
    """The last step of a walkthrough that its reader may change, questions answered, on a narrow screen."""
    asked = {step.prediction.id: step.prediction.answer for step in shown.scene.steps if step.prediction}
    page = host(scene=shown.scene.to_dict(), step=len(shown.scene.steps) - 1, answers=asked)
    page.set_viewport_size({"width": 320, "height": 700})
    return page


def answered(page: Page, shown: Walkthrough) -> None:
    """Let Python tell the scene for what the page now stands at."""
    scene, trouble = shown._told_anew(page.evaluate("values.choices"))
    page.evaluate(
        "([s, t]) => { values.scene = s; values.trouble = t; fromPython('told', values.told + 1); }",
        [scene, trouble],
    )


def test_cells_that_a_reader_runs_by_keyboard_are_fresh_or_out_of_date(host: Host) -> None:
    shown = walk.stale(live=True)
    assert isinstance(shown, Walkthrough)
    page = at_the_readers_step(host, shown)
    order = page.get_by_label("Then you run cells")
    for typed, said in (
        ("1 2 3 4", "All four results are fresh."),
        ("4 1", "Out of date: number, others and the line."),
        ("7", "There is no cell '7'."),
        ("4 1", "Out of date: number, others and the line."),
    ):
        order.fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_function("typed => values.choices.order === typed", arg=typed)
        answered(page, shown)
        expect(page.locator(".fp-walk")).to_contain_text(said)
    page.get_by_label("The kernel").select_option(label="is restarted first")
    page.wait_for_function("values.choices.kernel === 'restart'")
    answered(page, shown)
    expect(page.locator(".fp-walk")).to_contain_text("the line stops: name 'chosen' is not defined.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_column_is_read_as_the_reader_says(host: Host) -> None:
    shown = walk.xray(live=True)
    assert isinstance(shown, Walkthrough)
    page = at_the_readers_step(host, shown)
    expect(page.locator(".fp-walk")).to_contain_text("Five ids have lost digits.")
    page.get_by_label("Read as").select_option(label="text")
    page.wait_for_function("values.choices.reading === 'text'")
    answered(page, shown)
    expect(page.locator(".fp-walk")).to_contain_text("Every cell is just as in the file.")
    expect(page.locator(".fp-code")).to_contain_text('dtype={"Child Unique ID": "str"}')
    page.get_by_label("Read as").select_option(label="a date (format stated)")
    page.wait_for_function("values.choices.reading === 'stated'")
    answered(page, shown)
    expect(page.get_by_label("Format", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_python_does_not_listen_the_fields_are_words(host: Host) -> None:
    page = at_the_last_step(host, hears=False)
    expect(page.get_by_text("In a notebook, run the cell with live=True to change these.")).to_be_visible()
    assert page.locator("select").count() == 0


def test_a_scene_of_another_version_is_refused_in_one_sentence(chromium: Browser, pivot: Walkthrough) -> None:
    page = chromium.new_page()
    code = base64.b64encode(_player().encode()).decode()
    newer = {**pivot.scene.to_dict(), "schema_version": 99}
    page.evaluate(HOST, [f"data:text/javascript;base64,{code}", newer, {}])
    assert page.get_by_role("status").inner_text().startswith("This walkthrough was made by another version")


def test_a_reader_goes_on_where_the_player_before_left_off(host: Host) -> None:
    page = host()
    page.evaluate("""host.querySelector('.fp-walk').dispatchEvent(
      new CustomEvent('fingerpost:place', {detail: {step: 4, answers: {total: 12}}}))""")
    assert page.locator(".fp-walk").get_attribute("data-step") == "5"
    assert page.evaluate("[values.step, values.answers]") == [4, {"total": 12}]
