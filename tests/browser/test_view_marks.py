"""The view of marked passages in a bare page: by keyboard, by mouse, and without selecting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bare_page import Desk
from coursepack.answers import answer_faults
from coursepack.answers.marks import marks_in
from coursepack.course import Course
from coursepack.items import find_item
from coursepack.items.model import SpansTask
from coursepack.texts.model import Span
from coursepack.texts.passage import Passage, normal
from keyboard import press
from support import marking_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


def focus_text(page: Page) -> None:
    page.get_by_role("textbox", name="Passage to mark").focus()


def marks(desk: Desk) -> list[tuple[str, list[str]]]:
    """Return the marks that are on disk, as label and quotes."""
    answers = [record.answer for record in desk.log.read().records if hasattr(record, "answer")]
    found: Sequence[Any] = marks_in(answers[-1]) if answers else ()
    return [(mark.label, [piece.quote for piece in mark.pieces]) for mark in found]


def saved(page: Page) -> None:
    expect(page.locator(".coursepack-status")).to_have_text("Draft saved")


def test_spans_from_start_to_end_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open("small-spans")
    focus_text(page)
    # “Nothing’s going to happen,” President Trump told reporters … “until Putin and I get together.”
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "3")
    press(page, "ArrowRight", "Shift+ArrowRight", "1", "ArrowRight", "2")
    press(page, *["ArrowRight"] * 9, *["Shift+ArrowRight"] * 5)
    press(page, "Shift+ArrowLeft")
    expect(page.locator(".coursepack-marks li")).to_have_count(3)
    saved(page)
    assert [label for label, _ in marks(desk)] == ["content", "source", "cue"]
    assert marks(desk)[1] == ("source", ["President Trump"])
    assert marks(desk)[2] == ("cue", ["told"])


def test_an_interrupted_quotation_is_one_mark_of_two_pieces(desk: Desk) -> None:
    page = desk.open("small-spans")
    focus_text(page)
    press(page, "3", "ArrowRight", "+")
    expect(page.locator(".coursepack-marks li")).to_have_count(1)
    saved(page)
    assert marks(desk) == [("content", ["Nothing’s", "going"])]


def test_undo_and_redo_survive_a_reload(desk: Desk) -> None:
    page = desk.open("small-spans")
    focus_text(page)
    press(page, "1", "ArrowRight", "2", "u")
    saved(page)
    assert [label for label, _ in marks(desk)] == ["source"]
    page.close()
    again = desk.open("small-spans")
    expect(again.locator(".coursepack-marks li")).to_have_count(1)
    again.get_by_role("button", name="Redo").click()
    expect(again.locator(".coursepack-marks li")).to_have_count(2)
    again.get_by_role("button", name="Undo").click()
    again.get_by_role("button", name="Undo").click()
    expect(again.locator(".coursepack-marks li")).to_have_count(0)


def word_box(page: Page, word: str) -> tuple[float, float]:
    """Return the middle of the first place where a word is drawn."""
    box: dict[str, float] = page.evaluate(
        """(word) => {
          const walker = document.createTreeWalker(document.querySelector(".coursepack-marking"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.textContent.indexOf(word);
            if (at < 0) continue;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            const { x, y, width, height } = range.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
          }
        }""",
        word,
    )
    return box["x"], box["y"]


def test_dragging_marks_whole_words(desk: Desk) -> None:
    page = desk.open("small-spans")
    page.mouse.move(*word_box(page, "President"))
    page.mouse.down()
    page.mouse.move(*word_box(page, "Trump"), steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Label the chosen words: Source").click()
    saved(page)
    assert marks(desk) == [("source", ["President Trump"])]


def test_a_click_begins_and_a_click_ends(desk: Desk) -> None:
    page = desk.open("small-spans")
    page.mouse.click(*word_box(page, "going"))
    page.mouse.click(*word_box(page, "happen"))
    page.get_by_role("button", name="Label the chosen words: Content").click()
    saved(page)
    assert marks(desk) == [("content", ["going to happen"])]


def test_a_phrase_is_found_and_labelled_without_selecting(desk: Desk) -> None:
    page = desk.open("small-spans")
    page.get_by_text("Choose without selecting").click()
    page.get_by_label("Find a phrase").fill("the russians")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Label the chosen words: Source").click()
    saved(page)
    assert marks(desk) == [("source", ["the Russians"])]


def test_a_whole_sentence_is_chosen_from_a_list(desk: Desk) -> None:
    page = desk.open("small-evidence")
    page.get_by_text("Choose without selecting").click()
    page.get_by_label("Choose a whole sentence").select_option(index=1)
    page.get_by_role("button", name="Label the chosen words: Evidence").click()
    saved(page)
    assert marks(desk)[0][1][0].startswith("Now, nine days after")


def test_a_mark_is_removed_by_key_and_by_button_and_focus_stays(desk: Desk) -> None:
    page = desk.open("small-spans")
    focus_text(page)
    press(page, "1", "Delete")
    expect(page.locator(".coursepack-marks li")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Passage to mark")).to_be_focused()
    press(page, "2")
    page.get_by_role("button", name="Remove Nothing’s").click()
    expect(page.locator(".coursepack-marks li")).to_have_count(0)


def test_more_marks_than_allowed_are_refused_in_words(desk: Desk) -> None:
    page = desk.open("small-evidence")
    focus_text(page)
    for _ in range(4):
        press(page, "1", "ArrowRight")
    expect(page.locator(".coursepack-marks li")).to_have_count(3)


def test_overlapping_marks_are_both_drawn(desk: Desk) -> None:
    page = desk.open("small-spans")
    focus_text(page)
    press(page, "1", "2")
    word = page.locator(".coursepack-marking [data-start]", has_text="Nothing’s")
    expect(word.locator("xpath=ancestor::span[contains(@class, 'coursepack-label-')]")).to_have_count(2)


def test_a_marked_key_is_right(desk: Desk) -> None:
    page = desk.open("small-evidence")
    page.get_by_text("Choose without selecting").click()
    for number in (1, 3):
        page.get_by_label("Choose a whole sentence").select_option(index=number)
        page.get_by_role("button", name="Label the chosen words: Evidence").click()
    page.get_by_role("button", name="Submit answer").click()
    expect(page.locator(".coursepack-headline")).to_have_text("Right. 1 of 1 point.")


STRANGE = {
    "emoji before and inside": "🙂🙂 He said 👩‍👩‍👧 yes to “peace” 🕊️ talks.",
    "combining signs": "Zelenskyy, or Зеле\u0301нський, ag\u0300reed to talks.",
    "right to left": "He said שלום עולם and مرحبا to talks.",
    "hard spaces": "Moscow\u00a0said\u202fno to\u00a0talks.",
    "line ends": "One line.\r\nAnother said yes to talks.",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_what_is_marked_is_what_is_stored_and_shown_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    item = find_item("small-spans", desk.course)
    assert isinstance(item.task, SpansTask)
    words = normal(text)
    passage = Passage(words, {"A4-01": Span(0, len(words))}, "12345678")
    strange = replace(item, task=replace(item.task, passage=passage, units=("A4-01",)))
    monkeypatch.setattr("bare_page.find_item", lambda *_: strange)
    page = desk.open("small-spans")
    page.get_by_text("Choose without selecting").click()
    page.get_by_label("Find a phrase").fill("to")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Label the chosen words: Cue").click()
    focus_text(page)
    press(page, "End", "1")
    saved(page)
    (_, [cue]), (_, [last]) = marks(desk)
    assert (cue.lower(), last) == ("to", "talks")
    latest = desk.log.read().records[-1]
    assert answer_faults(strange, getattr(latest, "answer", None)) == ()
    page.close()
    again = desk.open("small-spans")
    shown = [node.inner_text().strip() for node in again.locator(".coursepack-marks li b").all()]
    assert shown == ["Cue:", "Source:"]
    assert again.locator(".coursepack-label-0 [data-start]").all_inner_texts() == ["talks"]
