"""The view of orders and written answers, and of "How sure are you?", in a bare page over a real log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bare_page import Desk
from coursepack.answers import Answered
from coursepack.course import Course
from coursepack.items import Kind
from support import marking_course

EARLIEST = "Trump speaks on Air Force One in mid-May"
MIDDLE = "The meeting in Anchorage"
LATEST = "Lavrov speaks on NBC"
MODEL = "Media reports, which name nobody, say that"
TEXT = "Media reports that name nobody say that the Russian leader told the American president what he wants."


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


def given(desk: Desk) -> list[Answered]:
    """Return the answers that are on disk, drafts included."""
    return [record for record in desk.log.read().records if isinstance(record, Answered)]


def status(page: Page) -> Locator:
    return page.locator(".coursepack-status")


def headline(page: Page) -> Locator:
    return page.locator(".coursepack-headline")


def focused(page: Page) -> str:
    """Name the focused control as a screen reader would, or by its tag."""
    name: str = page.evaluate(
        "document.activeElement.ariaLabel ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.tagName"
    )
    return name


def tab_to(page: Page, name: str, limit: int = 40) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    pytest.fail(f"Tab never reaches {name}")


def submit(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.coursepack-primary')"):
            page.keyboard.press("Enter")
            return
    pytest.fail("Tab never reaches the button")


def lines(page: Page) -> list[str]:
    return page.locator(".coursepack-order li span:nth-child(2)").all_text_contents()


def mover(page: Page, line: str, word: str) -> Locator:
    return page.get_by_role("button", name=f"Move {line} {word}")


def essay(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Rewrite A2-19")


# order


def test_order_from_start_to_end_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-order")
    assert lines(page) == [MIDDLE, LATEST, EARLIEST]
    tab_to(page, f"Move {EARLIEST} up")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert focused(page) == f"Move {EARLIEST} up"
    assert lines(page) == [EARLIEST, MIDDLE, LATEST]
    submit(page)
    expect(headline(page)).to_have_text("Right. 1 of 1 point.")
    expect(mover(page, EARLIEST, "up")).to_be_hidden()


def test_order_by_mouse(desk: Desk) -> None:
    page = desk.open("small-order")
    mover(page, EARLIEST, "up").click()
    mover(page, MIDDLE, "down").click()
    expect(status(page)).to_have_text("Draft saved")
    assert given(desk)[-1].answer == ["airforce", "summit", "lavrov"]


def test_a_line_can_be_dragged_over_several_others(desk: Desk) -> None:
    page = desk.open("small-order")
    grips = page.locator(".coursepack-grip")
    start, end = grips.nth(2).bounding_box(), grips.nth(0).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=8)
    page.mouse.up()
    expect(status(page)).to_have_text("Draft saved")
    assert lines(page) == [EARLIEST, MIDDLE, LATEST]
    assert [record.answer for record in given(desk)] == [["airforce", "summit", "lavrov"]]


def test_a_grip_that_is_only_touched_gives_no_answer(desk: Desk) -> None:
    page = desk.open("small-order")
    page.locator(".coursepack-grip").first.click()
    page.get_by_role("radio", name="guessing").check()
    expect(status(page)).to_have_text("Draft saved")
    assert [record.answer for record in given(desk)] == [None]


def test_the_place_is_told_and_still_stands_when_the_draft_is_saved(desk: Desk) -> None:
    page = desk.open("small-order")
    live = page.locator(".coursepack-live")
    page.evaluate("window.hold(true)")
    mover(page, LATEST, "up").click()
    expect(live).to_have_text(f"{LATEST}: now place 1 of 3.")
    page.evaluate("window.hold(false)")
    expect(live).to_have_text(f"{LATEST}: now place 1 of 3. Draft saved.")


def test_the_end_of_the_list_is_told_and_keeps_the_focus(desk: Desk) -> None:
    page = desk.open("small-order")
    tab_to(page, f"Move {MIDDLE} up")
    page.keyboard.press("Enter")
    expect(page.locator(".coursepack-live")).to_have_text(f"{MIDDLE} cannot go further up.")
    assert focused(page) == f"Move {MIDDLE} up"
    assert given(desk) == []


def test_the_order_at_first_is_no_answer(desk: Desk) -> None:
    page = desk.open("small-order")
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-outcome")).to_contain_text("Nothing is answered yet.")
    expect(page.locator(".coursepack-hint")).to_have_count(0)


def test_an_order_is_there_again_after_reopening(desk: Desk) -> None:
    page = desk.open("small-order")
    mover(page, MIDDLE, "down").click()
    expect(status(page)).to_have_text("Draft saved")
    page.close()
    again = desk.open("small-order")
    assert lines(again) == [LATEST, MIDDLE, EARLIEST]
    again.get_by_role("button", name="Submit answer").click()
    expect(headline(again)).to_contain_text("Not yet.")


# essay


def test_an_essay_from_start_to_end_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-essay")
    for _ in range(10):
        page.keyboard.press("Tab")
        if focused(page) == "TEXTAREA":
            break
    page.keyboard.type("Media say so.")
    tab_to(page, "guessing")
    page.keyboard.press("ArrowRight")
    submit(page)
    expect(headline(page)).to_have_text("Saved. Below is a model answer.")
    tab_to(page, "Names who reports.")
    page.keyboard.type("0.5")
    tab_to(page, "Keeps one hedge only.")
    page.keyboard.type("2 of")
    expect(status(page)).to_have_text("Saved")
    expect(page.get_by_role("combobox", name="Keeps one hedge only.")).to_have_value("2")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    last = given(desk)[-1]
    assert last.answer == {"text": "Media say so.", "self": {"chain": 0.5, "hedge": 2}}
    assert not last.submitted
    assert [(record.answer["text"], record.sure) for record in given(desk) if record.submitted] == [
        ("Media say so.", 2)
    ]


def test_the_rubric_stands_before_the_text_and_describes_it(desk: Desk) -> None:
    page = desk.open("small-essay")
    rubric = page.locator(".coursepack-rubric li")
    expect(rubric).to_have_text(["Names who reports. (1 point)", "Keeps one hedge only. (2 points)"])
    expect(essay(page)).to_have_accessible_description(
        "What counts Names who reports. (1 point) Keeps one hedge only. (2 points) 0 words; 20 to 80 wanted"
    )


def test_words_are_counted_while_typing_and_told_at_rest(desk: Desk) -> None:
    page = desk.open("small-essay")
    page.evaluate("window.hold(true)")
    essay(page).focus()
    page.keyboard.type("one  two\nthree")
    expect(page.locator(".coursepack-words")).to_have_text("3 words; 20 to 80 wanted")
    expect(page.locator(".coursepack-live")).to_have_text("3 words; 20 to 80 wanted")
    page.evaluate("window.hold(false)")
    expect(page.locator(".coursepack-live")).to_have_text("3 words; 20 to 80 wanted Draft saved.")


def test_a_text_is_saved_at_rest_and_on_leaving_it(desk: Desk) -> None:
    page = desk.open("small-essay")
    essay(page).focus()
    page.keyboard.type("At rest")
    expect(status(page)).to_have_text("Draft saved")
    page.keyboard.type(" and on leaving")
    essay(page).blur()
    expect(status(page)).to_have_text("Draft saved")
    assert [record.answer["text"] for record in given(desk)] == ["At rest", "At rest and on leaving"]


def test_what_is_typed_while_a_draft_is_on_its_way_stays(desk: Desk) -> None:
    page = desk.open("small-essay")
    essay(page).focus()
    page.evaluate("window.hold(true)")
    page.keyboard.type("First")
    expect(status(page)).to_have_text("Saving …")
    page.keyboard.type(" and second")
    page.evaluate("window.hold(false)")
    expect(status(page)).to_have_text("Draft saved")
    expect(essay(page)).to_have_value("First and second")


def test_what_was_typed_just_before_the_page_goes_is_kept(desk: Desk) -> None:
    page = desk.open("small-essay")
    page.evaluate("window.dead = true")
    essay(page).focus()
    page.keyboard.type("Just before")
    page.reload()
    page.wait_for_function("window.ready")
    expect(essay(page)).to_have_value("Just before")
    expect(status(page)).to_have_text("Draft saved")


def test_an_essay_and_its_points_are_there_again_after_reopening(desk: Desk) -> None:
    page = desk.open("small-essay")
    essay(page).fill(TEXT)
    page.get_by_role("button", name="Submit answer").click()
    page.get_by_role("combobox", name="Names who reports.").select_option("1")
    expect(status(page)).to_have_text("Saved")
    page.close()
    again = desk.open("small-essay")
    expect(essay(again)).to_have_value(TEXT)
    expect(essay(again)).to_be_disabled()
    expect(again.get_by_role("combobox", name="Names who reports.")).to_have_value("1")
    expect(again.get_by_role("combobox", name="Keeps one hedge only.")).to_have_value("")
    expect(again.locator(".coursepack-outcome")).to_contain_text(MODEL)


def test_the_model_answer_is_nowhere_before_the_text_is_submitted(desk: Desk) -> None:
    page = desk.open("small-essay")
    essay(page).fill(TEXT)
    expect(status(page)).to_have_text("Draft saved", timeout=5000)
    assert desk.session is not None
    assert MODEL not in page.content() + str(desk.session.state())
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-outcome")).to_contain_text(MODEL)


def test_without_the_solution_file_the_teacher_reads_it(desk: Desk) -> None:
    desk.course.path("solutions", "03-marking.toml").unlink()
    page = desk.open("small-essay")
    essay(page).fill(TEXT)
    page.get_by_role("button", name="Submit answer").click()
    expect(headline(page)).to_have_text(
        "Saved. Your teacher reads it. You can change it until you hand it in."
    )
    expect(essay(page)).to_be_enabled()
    expect(page.get_by_role("combobox")).to_have_count(0)


def test_200_000_characters_are_told_and_kept_until_they_are_shortened(desk: Desk) -> None:
    page = desk.open("small-essay")
    pasted = "word " * 40_000
    essay(page).fill(pasted)
    alert = page.get_by_role("alert")
    page.get_by_role("button", name="Submit answer").click()
    expect(alert).to_contain_text("your text has 200,000 characters, and at most 50,000 can be kept.")
    expect(status(page)).to_have_text("Not saved yet")
    assert given(desk) == []
    page.close()
    again = desk.open("small-essay")
    expect(essay(again)).to_have_value(pasted)
    expect(again.get_by_role("alert")).to_contain_text("at most 50,000")
    essay(again).fill(TEXT)
    again.get_by_role("button", name="Submit answer").click()
    expect(headline(again)).to_have_text("Saved. Below is a model answer.")
    expect(again.get_by_role("alert")).to_be_hidden()
    assert {record.answer["text"] for record in given(desk)} == {TEXT}


def test_markup_in_an_essay_is_shown_as_text(desk: Desk) -> None:
    page = desk.open("small-essay")
    hostile = "</textarea><img src=x onerror='window.hit = true'> **bold**"
    essay(page).fill(hostile)
    page.get_by_role("button", name="Submit answer").click()
    expect(headline(page)).to_have_text("Saved. Below is a model answer.")
    page.close()
    again = desk.open("small-essay")
    expect(essay(again)).to_have_value(hostile)
    expect(again.locator("img")).to_have_count(0)
    assert not again.evaluate("Boolean(window.hit)")


# How sure are you?


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_asks_how_sure_one_is_and_keeps_it(desk: Desk, kind: Kind) -> None:
    page = desk.open(f"small-{kind}")
    group = page.get_by_role("radiogroup", name="How sure are you? (optional)")
    expect(group.get_by_role("radio")).to_have_count(3)
    group.get_by_role("radio", name="fairly sure").check()
    expect(status(page)).to_have_text("Draft saved")
    assert [record.sure for record in given(desk)] == [2]
    page.close()
    again = desk.open(f"small-{kind}")
    expect(again.get_by_role("radio", name="fairly sure")).to_be_checked()


def test_how_sure_one_is_goes_with_the_answer_and_closes_with_it(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.get_by_role("radio", name="Richard Haass").check()
    page.get_by_role("radio", name="sure", exact=True).check()
    page.get_by_role("button", name="Submit answer").click()
    expect(headline(page)).to_have_text("Right. 1 of 1 point.")
    submitted: list[Any] = [(record.answer, record.sure) for record in given(desk) if record.submitted]
    assert submitted == [("haass", 3)]
    expect(page.get_by_role("radiogroup", name="How sure are you?")).to_be_hidden()


def test_nobody_has_to_say_how_sure_they_are(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.get_by_role("radio", name="Richard Haass").check()
    page.get_by_role("button", name="Submit answer").click()
    expect(headline(page)).to_have_text("Right. 1 of 1 point.")
    assert {record.sure for record in given(desk)} == {None}


def test_how_sure_one_was_survives_a_reload_without_a_kernel(desk: Desk) -> None:
    page = desk.open("small-choice")
    page.evaluate("window.dead = true")
    page.get_by_role("radio", name="guessing").check()
    page.reload()
    page.wait_for_function("window.ready")
    expect(page.get_by_role("radio", name="guessing")).to_be_checked()
    expect(status(page)).to_have_text("Draft saved")
    assert [record.sure for record in given(desk)] == [1]
