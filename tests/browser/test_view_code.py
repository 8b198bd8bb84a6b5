"""Coding a whole text in the real view: by keyboard alone, by mouse, and what is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bare_page import Desk
from coursepack.course import Course
from coursepack.items import find_item, load_keys
from coursepack.scoring import best_answer
from keyboard import press
from support import MARKING, marking_course

ITEM = "small-code"
KEYS = {"speech": "1", "mind": "2", "neither": "3"}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


def sentences(page: Page) -> Locator:
    return page.locator(".coursepack-coding > li > button")


def current(page: Page) -> Locator:
    return page.locator(".coursepack-coding [aria-current]")


def progress(page: Page, words: str) -> None:
    expect(page.get_by_text(re.compile(r"^\d+ of 12 coded$"))).to_have_text(words)


def saved(page: Page) -> None:
    expect(page.locator(".coursepack-status")).to_contain_text("saved", ignore_case=True)


def given(desk: Desk) -> dict[str, dict[str, object]]:
    """Return the last answer on disk."""
    answer: dict[str, dict[str, object]] = desk.log.read().records[-1].answer  # type: ignore[union-attr] # answers only
    return answer


def enter(page: Page) -> None:
    """Tab into the list, as somebody without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('aria-current')"):
            return
    pytest.fail("Tab never reaches the list")


def focused(page: Page, unit: str) -> None:
    """Expect the focus on a sentence, which is then the current one."""
    expect(current(page)).to_be_focused()
    expect(current(page)).to_contain_text(unit)


def test_a_text_is_coded_by_keyboard_alone_from_start_to_end(desk: Desk) -> None:
    page = desk.open(ITEM)
    key = load_keys(MARKING, desk.course).keys[ITEM]
    best = best_answer(find_item(ITEM, desk.course), key)["codes"]
    enter(page)
    focused(page, "A3-01")
    press(page, *(KEYS[codes[0]] for codes in best.values()))
    progress(page, "12 of 12 coded")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.coursepack-primary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_a_closed_text_can_be_read_but_not_changed(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, *"333333333333")
    page.get_by_role("button", name="Submit answer").click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("button", name="1 Speech")).to_be_disabled()
    expect(page.get_by_label("Rule that was hard to apply")).to_be_disabled()
    sentences(page).nth(3).click()
    press(page, "1", "ArrowDown")
    focused(page, "A3-05")
    expect(sentences(page).nth(3)).to_contain_text("Neither")


def test_a_code_moves_on_to_the_next_uncoded_sentence(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, "ArrowDown", "2")
    focused(page, "A3-03")
    press(page, "ArrowUp", "ArrowUp")
    focused(page, "A3-01")
    press(page, "3")
    focused(page, "A3-03")
    progress(page, "2 of 12 coded")
    saved(page)
    assert given(desk)["codes"] == {"A3-01": ["neither"], "A3-02": ["mind"]}


def test_shift_adds_a_code_and_stays_and_the_empty_code_excludes_the_others(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, "Shift+Digit2", "Shift+Digit1")
    focused(page, "A3-01")
    expect(current(page)).to_contain_text("Speech and Mind")
    expect(page.get_by_role("button", name="2 Mind")).to_have_attribute("aria-pressed", "true")
    press(page, "Shift+Digit3")
    expect(current(page)).to_contain_text("Neither")
    press(page, "Shift+Digit2")
    expect(current(page)).to_contain_text("Mind")
    expect(current(page)).not_to_contain_text("Neither")
    press(page, "Shift+Digit2")
    expect(current(page)).to_contain_text("not coded")
    saved(page)
    assert given(desk) == {"codes": {}, "notes": {}}


def test_a_text_is_coded_by_mouse_under_a_resting_pointer(desk: Desk) -> None:
    page = desk.open(ITEM)
    neither = page.get_by_role("button", name="3 Neither")
    for _ in range(5):
        neither.click()
    focused(page, "A3-06")
    place = neither.bounding_box()
    assert place is not None
    # The pointer rests: the codes of the next sentences come to it.
    for _ in range(3):
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    focused(page, "A3-09")
    progress(page, "8 of 12 coded")


def test_a_tick_lets_several_codes_hold_by_mouse(desk: Desk) -> None:
    page = desk.open(ITEM)
    sentences(page).nth(2).click()
    focused(page, "A3-03")
    page.get_by_label("More than one code holds").check()
    page.get_by_role("button", name="1 Speech").click()
    page.get_by_role("button", name="2 Mind").click()
    expect(current(page)).to_contain_text("Speech and Mind")
    page.get_by_role("button", name="Next uncoded").click()
    focused(page, "A3-04")
    expect(page.get_by_label("More than one code holds")).not_to_be_checked()


def test_pressing_a_given_code_takes_it_back(desk: Desk) -> None:
    page = desk.open(ITEM)
    page.get_by_role("button", name="1 Speech").click()
    press(page, "ArrowUp")
    page.get_by_role("button", name="1 Speech").click()
    expect(current(page)).to_contain_text("A3-01")
    expect(current(page)).to_contain_text("not coded")
    progress(page, "0 of 12 coded")


def test_codes_and_notes_are_there_again_after_reopening_where_one_stopped(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, "3", "Shift+Digit1", "Shift+Digit2")
    note = page.get_by_label("Rule that was hard to apply")
    note.fill("S2 <b>or</b> M1?")
    note.blur()
    saved(page)
    expect(current(page)).to_contain_text("with a note")
    page.close()
    again = desk.open(ITEM)
    progress(again, "2 of 12 coded")
    expect(current(again)).to_contain_text("A3-03")
    sentences(again).nth(1).click()
    expect(again.get_by_label("Rule that was hard to apply")).to_have_value("S2 <b>or</b> M1?")
    expect(again.get_by_role("button", name="1 Speech")).to_have_attribute("aria-pressed", "true")
    assert given(desk) == {
        "codes": {"A3-01": ["neither"], "A3-02": ["speech", "mind"]},
        "notes": {"A3-02": "S2 <b>or</b> M1?"},
    }


def test_a_note_is_saved_when_one_goes_on_and_digits_in_it_are_text(desk: Desk) -> None:
    page = desk.open(ITEM)
    page.get_by_label("Rule that was hard to apply").click()
    page.keyboard.type("S1, S2")
    progress(page, "0 of 12 coded")
    sentences(page).nth(4).click()
    saved(page)
    expect(page.get_by_label("Rule that was hard to apply")).to_have_value("")
    assert given(desk)["notes"] == {"A3-01": "S1, S2"}


def test_the_filter_shows_what_is_left(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, "3", "3", "ArrowDown", "3")
    page.get_by_label("Show uncoded only").check()
    shown = [place for place in range(12) if sentences(page).nth(place).is_visible()]
    assert shown == [2, 4, 5, 6, 7, 8, 9, 10, 11]
    sentences(page).nth(4).click()
    press(page, "ArrowUp")
    focused(page, "A3-03")
    page.get_by_label("Show uncoded only").uncheck()
    expect(sentences(page).nth(0)).to_be_visible()


def test_next_uncoded_starts_again_at_the_top_and_says_when_all_is_done(desk: Desk) -> None:
    page = desk.open(ITEM)
    sentences(page).nth(11).click()
    press(page, "3")
    focused(page, "A3-01")
    press(page, *"33333333333")
    progress(page, "12 of 12 coded")
    page.get_by_role("button", name="Next uncoded").click()
    expect(page.locator(".coursepack-live")).to_have_text("All 12 sentences are coded.")


def test_code_and_position_are_announced(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    page.evaluate("window.hold(true)")  # so that nothing is said about saving
    press(page, "2")
    expect(page.locator(".coursepack-live")).to_have_text("A3-01: Mind. 1 of 12 coded.")


def test_rules_open_on_demand(desk: Desk) -> None:
    page = desk.open(ITEM)
    rule = page.get_by_text("Putin aims to reinforce Russia")
    expect(rule.first).to_be_hidden()
    page.get_by_text("Codes and rules").click()
    expect(page.locator("details").get_by_text("An aim, with its content")).to_be_visible()


def test_one_sentence_is_a_tab_stop_and_every_control_has_a_name(desk: Desk) -> None:
    page = desk.open(ITEM)
    assert page.locator(".coursepack-coding [tabindex='0']").count() == 1
    expect(page.get_by_role("group", name="Codes of A3-01")).to_be_visible()
    controls = page.locator(".coursepack-exercise :is(input, button, summary)")
    for control in controls.all():
        if control.is_visible():
            expect(control).to_have_accessible_name(re.compile(r"\w"))


def test_keys_with_command_or_outside_the_list_give_no_code(desk: Desk) -> None:
    page = desk.open(ITEM)
    page.get_by_role("button", name="Submit answer").focus()
    press(page, "1")
    sentences(page).first.focus()
    press(page, "Control+1", "Alt+2", "4", "9", "x")
    progress(page, "0 of 12 coded")


def test_nothing_of_the_key_is_in_the_page_before_it_may_be(desk: Desk) -> None:
    page = desk.open(ITEM)
    enter(page)
    press(page, *"111111111111")
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_contain_text("Not yet.")
    assert "test does not hold" not in page.content()
    assert "as in the reference" not in page.content()
    assert "The reference coding of the passes." not in page.content()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".coursepack-outcome li").first).to_contain_text("Speech is too much")


def test_nothing_is_wider_than_a_narrow_page(desk: Desk) -> None:
    page = desk.open(ITEM)
    page.set_viewport_size({"width": 320, "height": 800})
    page.get_by_text("Codes and rules").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
