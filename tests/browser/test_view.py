"""The view of every kind in a bare page: by keyboard, over a real session and a real log."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bare_page import Desk
from keyboard import press

KINDS = ("choice", "choices", "classify", "match", "number", "short", "locate")


def saved(page: Page, words: str = "saved") -> None:
    expect(page.locator(".coursepack-status")).to_contain_text(words, ignore_case=True)


def tab_to(page: Page, selector: str, limit: int = 40) -> None:
    """Press Tab until the focus is where it should go, as somebody without a mouse does."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def submit(page: Page) -> None:
    tab_to(page, ".coursepack-primary")
    press(page, "Enter")


def test_choice_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-choice")
    tab_to(page, "input[type=radio]")
    press(page, "Space", "ArrowDown")
    saved(page, "Draft saved")
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_choices_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-choices")
    tab_to(page, "input[type=checkbox]")
    press(page, "Space", "Tab", "Space")
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_classify_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-classify")
    for choice in (1, 0, 2):
        tab_to(page, "input[type=radio]")
        press(page, "Space", *["ArrowRight"] * choice)
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_match_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-match")
    for row in range(3):
        tab_to(page, "input[type=radio]")
        press(page, "Space", *["ArrowRight"] * row)
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_number_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-number")
    tab_to(page, "input[type=text]")
    page.keyboard.type("4")
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_short_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-short")
    tab_to(page, "input[type=text]")
    page.keyboard.type("Cast himself as")
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_locate_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-locate")
    tab_to(page, "input[value='A4-04']")
    press(page, "Space", "Tab", "Space", "Tab", "Space")
    submit(page)
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


def test_a_wrong_try_opens_a_hint_and_keeps_the_key_out_of_the_page(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.get_by_role("radio", name="Joe Biden").check()
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_contain_text("Not yet.")
    expect(page.locator(".coursepack-hint")).to_have_count(1)
    assert "Only Haass is quoted" not in page.content()


def test_the_last_wrong_try_shows_the_answer_and_closes(desk: Desk) -> None:
    page = desk.open("small-classify")
    for row in page.locator("fieldset").all():
        row.get_by_label("Speech").check()
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_contain_text("Partly right.")
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_contain_text("Here is the answer.")
    expect(page.locator(".coursepack-outcome")).to_contain_text("The test of the codebook decides.")
    expect(page.get_by_role("button", name="Submit answer")).to_be_hidden()
    expect(page.get_by_label("Speech").first).to_be_disabled()


def test_what_a_wrong_try_brings_is_in_view_and_pushes_no_button_away(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.set_viewport_size({"width": 600, "height": 320})
    page.get_by_role("radio", name="Joe Biden").check()
    button = page.get_by_role("button", name="Submit answer")
    height = "(node) => node.getBoundingClientRect().top - document.body.getBoundingClientRect().top"
    before = button.evaluate(height)
    button.click()
    expect(page.locator(".coursepack-headline")).to_be_in_viewport()
    expect(page.locator(".coursepack-hint")).to_be_in_viewport()
    assert button.evaluate(height) == pytest.approx(before, abs=1)


def test_a_changed_answer_says_that_it_is_not_submitted(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.get_by_role("radio", name="Joe Biden").check()
    page.get_by_role("button", name="Submit answer").click()
    saved(page, "Saved")
    page.get_by_role("radio").last.check()
    expect(page.locator(".coursepack-status")).to_have_text("Draft saved, not submitted")


def test_a_hint_is_opened_by_its_button(desk: Desk) -> None:
    page = desk.open("small-choice")
    button = page.get_by_role("button", name="Hint 1 of 2")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(page.locator(".coursepack-hint")).to_contain_text("Look for quotation marks.")
    expect(page.get_by_role("button", name="Hint 2 of 2")).to_have_attribute("aria-expanded", "true")


def test_more_sentences_than_allowed_are_refused_in_words(desk: Desk) -> None:
    page = desk.open("small-locate")
    boxes = page.get_by_role("checkbox")
    for number in range(4):
        boxes.nth(number).click()
    saved(page, "At most 3")
    expect(page.locator("input:checked")).to_have_count(3)


def test_an_incomplete_answer_costs_no_try(desk: Desk) -> None:
    page = desk.open("small-classify")
    page.locator("fieldset").first.get_by_label("Mind").check()
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-outcome")).to_contain_text("2 of 3 are still open.")
    expect(page.locator(".coursepack-hint")).to_have_count(0)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_there_again_after_reopening(desk: Desk, kind: str) -> None:
    page = desk.open(f"small-{kind}")
    control = page.locator(".coursepack-exercise :is(input, select)").first
    if kind in {"number", "short"}:
        control.fill("4")
        control.blur()
    else:
        control.check()
    saved(page, "Draft saved")
    page.close()
    again = desk.open(f"small-{kind}").locator(".coursepack-exercise :is(input, select)").first
    if kind in {"number", "short"}:
        expect(again).to_have_value("4")
    else:
        expect(again).to_be_checked()


def test_an_answer_the_disk_refuses_is_kept_and_sent_again(desk: Desk) -> None:
    page = desk.open("small-choice")
    desk.fail = "Not saved: the disk is full."
    page.get_by_role("radio", name="Richard Haass").check()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Not saved: the disk is full.")
    expect(page.locator(".coursepack-status")).to_have_text("Not saved yet")
    desk.fail = None
    alert.get_by_role("button", name="Try again").click()
    saved(page, "Draft saved")
    expect(alert).to_be_hidden()


def test_answers_given_while_nobody_listens_survive_a_reload(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.evaluate("window.dead = true")
    page.get_by_role("radio", name="Richard Haass").check()
    expect(page.get_by_role("alert")).to_contain_text("kept in this browser")
    page.close()
    again = desk.open("small-choice")
    expect(again.get_by_role("radio", name="Richard Haass")).to_be_checked()
    saved(again, "Draft saved")
    assert [record.answer for record in desk.log.read().records] == ["haass"]  # type: ignore[union-attr] # one answer was given


def test_saved_is_said_only_after_the_disk_has_it(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.evaluate("window.hold(true)")
    page.get_by_role("radio", name="Richard Haass").check()
    expect(page.locator(".coursepack-status")).to_have_text("Saving …")
    assert not desk.log.path.exists()
    page.evaluate("window.hold(false)")
    saved(page, "Draft saved")
    assert desk.log.path.exists()


def test_single_keys_do_not_leave_the_exercise(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (event) => window.heard.push(event.key))"
    )
    tab_to(page, "input[type=radio]")
    press(page, "x", "d", "d", "m", "b", "ArrowDown", "Enter")
    assert page.evaluate("window.heard") == ["Tab"] * page.evaluate(
        "window.heard.filter((key) => key === 'Tab').length"
    )
    press(page, "Shift+Enter", "Control+s")
    assert {"Enter", "Control", "s"} <= set(page.evaluate("window.heard.slice(-4)"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_has_a_name(desk: Desk, kind: str) -> None:
    page = desk.open(f"small-{kind}")
    controls = page.locator(".coursepack-exercise :is(input, select, button, [tabindex])")
    assert controls.count() > 0
    for control in controls.all():
        if control.is_visible():
            expect(control).to_have_accessible_name(re.compile(r"\w"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_narrow_page(desk: Desk, kind: str) -> None:
    page = desk.open(f"small-{kind}")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_the_solution_file_the_teacher_grades(desk: Desk) -> None:
    desk.course.path("solutions", "01-small.toml").unlink()
    page = desk.open("small-choice")
    page.get_by_role("radio", name="Joe Biden").check()
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_contain_text("Saved. Your teacher grades it.")
    expect(page.locator(".coursepack-hint")).to_have_count(0)
