"""The marking page in a real browser: by keyboard alone, in both themes, and found again after a reload."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coursepack.course import Course
from coursepack.grading.mark_desk import open_desk
from coursepack.grading.mark_record import standing
from coursepack.grading.mark_server import MarkServer, serving
from coursepack.grading.marks import MarksFile, read_marks
from support import marking_course, write_log

UNIT = "03-marking"
ITEM = "small-essay"
TEXTS = {
    "anna": "<script>document.title = 'taken over'</script><img src=x onerror=alert(1)>",
    "bert": "He said \N{RIGHT-TO-LEFT OVERRIDE}it. אמר להם",
    "carla": "A plain answer.\n\nIn two parts.",
}
AXE = "axe.min.js"


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


@pytest.fixture
def server(course: Course, tmp_path: Path) -> Iterator[MarkServer]:
    for student, text in TEXTS.items():
        answers = {ITEM: {"text": text, "self": {}}}
        write_log(tmp_path / "submissions" / f"{student}.jsonl", course, answers)
    with serving(open_desk(course, tmp_path / "submissions", tmp_path / "marks", "ann", [UNIT])) as server:
        yield server


@pytest.fixture
def settling(course: Course, tmp_path: Path, server: MarkServer) -> Iterator[MarkServer]:
    """Serve the one answer on which two markers are far apart; Ann's desk stays open."""
    version = server.desk.answer(ITEM, 0).question.version
    for place in range(3):
        answer = server.desk.answer(ITEM, place).answer.key
        for marker, points, comment in (("ann", 2.0, "<b>Good.</b>"), ("bob", 2.0 if place else 0.5, "")):
            given = {"chain": 1.0, "hedge": points}
            MarksFile(tmp_path / "marks", marker, course.id).mark(answer, version, given, comment)
    desk = open_desk(course, tmp_path / "submissions", tmp_path / "marks", "cleo", [UNIT], settle=True)
    with serving(desk) as own:
        yield own


@pytest.fixture
def page(browser: Browser, server: MarkServer) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    context.route(
        "**",
        lambda route: route.continue_() if route.request.url.startswith(server.origin) else route.abort(),
    )
    page.goto(server.address)
    yield page
    context.close()


def on_answer(page: Page, number: int) -> None:
    """Wait until an answer is open and its keys act."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ITEM}: answer {number} of 3")
    expect(page.locator("#answer")).to_be_focused()


def axe(page: Page) -> list[str]:
    found = page.evaluate("() => axe.run()")
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found["violations"]]


def test_three_answers_are_marked_by_keyboard_alone_and_found_again(
    page: Page, course: Course, tmp_path: Path
) -> None:
    keys, state, progress = page.keyboard, page.get_by_role("status"), page.locator("#progress")
    keys.press("u")
    on_answer(page, 1)
    expect(state).to_have_text("Not marked yet.")
    keys.press("Enter")
    expect(state).to_have_text("Not saved: 2 of 2 lines have no points.")
    keys.type("2")
    expect(state).to_have_text("2 cannot be given on this line.")
    keys.type("12")
    expect(state).to_have_text("Not saved yet.")
    keys.press("c")
    keys.type("Name the sentence. 1 2 n")
    keys.press("Control+Enter")
    expect(state).to_have_text("Saved. 1 of 3 marked.")
    keys.press("Escape")
    keys.press("u")
    on_answer(page, 2)
    keys.type("10h")
    keys.press("r")
    keys.press("Enter")
    keys.press("u")
    on_answer(page, 3)
    expect(progress).to_have_text("2 of 3 marked")
    keys.type("1h")
    expect(page.locator("fieldset input:checked")).to_have_value("0.5")
    keys.press("h")
    expect(page.locator("fieldset input:checked")).to_have_value("1")
    keys.press("Shift+Tab")
    keys.type("00")
    keys.press("Enter")
    expect(state).to_have_text("Saved. 3 of 3 marked.")
    keys.press("p")
    on_answer(page, 2)
    page.reload()
    expect(page.locator("fieldset input:checked")).to_have_count(2)
    assert [box.input_value() for box in page.locator("fieldset input:checked").all()] == ["1", "0.5"]
    expect(page.get_by_label("Comment for the student")).to_have_value("Name the sentence. 1 2 n")
    expect(state).to_contain_text("Saved at ")
    marks = standing(read_marks(tmp_path / "marks" / "ann.jsonl", course.id).records)
    assert sorted(sum(mark.points.values()) for mark in marks.values()) == [0, 1.5, 3]


def test_the_page_shows_texts_as_they_are_and_passes_axe_in_both_themes(
    page: Page, server: MarkServer
) -> None:
    script = files("axe_playwright_python").joinpath(AXE).read_text(encoding="utf-8")
    seen = set()
    page.evaluate(script)
    assert axe(page) == []
    for place in (1, 2, 3):
        page.goto(f"{server.address}{ITEM}/{place}")
        seen.add(page.locator("#answer .text").text_content())
        assert page.locator("#answer img, #answer script").count() == 0
        assert "taken over" not in page.title()
    assert seen == set(TEXTS.values())
    assert not any(name in page.content() for name in TEXTS)
    page.evaluate(script)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert axe(page) == [], theme


def test_a_mark_that_did_not_reach_the_disk_is_never_said_to_be_saved(page: Page, server: MarkServer) -> None:
    page.keyboard.press("u")
    on_answer(page, 1)
    server.shutdown()
    server.server_close()
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("NOT saved: The marking program does not answer.")


def test_a_mark_can_be_taken_back_and_single_keys_can_be_switched_off(page: Page, server: MarkServer) -> None:
    page.keyboard.press("u")
    on_answer(page, 1)
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    state = page.get_by_role("status")
    expect(state).to_have_text("Saved. 1 of 3 marked.")
    page.get_by_role("button", name="Take the mark back").press("Enter")
    expect(state).to_have_text("The mark is taken back. 0 of 3 marked.")
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    page.get_by_label("Single keys act").press("Space")
    page.goto(f"{server.address}{ITEM}/2")
    on_answer(page, 2)
    page.keyboard.type("12n")
    on_answer(page, 2)
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    page.get_by_role("radio").first.press("Space")
    expect(state).to_have_text("Not saved yet.")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ITEM}: answer 2 of 3")


def test_a_page_with_a_change_is_not_left_in_silence(page: Page) -> None:
    page.keyboard.press("u")
    on_answer(page, 1)
    page.keyboard.type("1n")
    expect(page.get_by_role("status")).to_contain_text("Not saved: a line has no points.")
    page.keyboard.press("n")
    on_answer(page, 2)
    page.keyboard.press("p")
    on_answer(page, 1)
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Not marked yet.")


def test_two_marks_side_by_side_are_settled_by_keyboard_alone(
    browser: Browser, settling: MarkServer, course: Course, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(settling.address)
    page.evaluate(files("axe_playwright_python").joinpath(AXE).read_text(encoding="utf-8"))
    assert axe(page) == []
    keys, state, checked = page.keyboard, page.get_by_role("status"), page.locator("fieldset input:checked")
    keys.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ITEM}: answer 1 of 1")
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#apart .differs")).to_have_count(1)
    expect(page.locator("#apart")).to_contain_text("<b>Good.</b>")
    expect(page.locator("fieldset .given").last).to_have_text("Marker 1: 2 · Marker 2: 0.5 (differs)")
    expect(state).to_have_text("Not settled yet.")
    assert [box.input_value() for box in checked.all()] == ["1"]
    keys.press("b")
    assert [box.input_value() for box in checked.all()] == ["1", "0.5"]
    keys.press("a")
    assert [box.input_value() for box in checked.all()] == ["1", "2"]
    keys.press("Tab")
    keys.type("1")
    keys.press("r")
    keys.press("Enter")
    expect(page.get_by_label("Comment for the student")).to_have_value("<b>Good.</b>")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(state).to_have_text("Saved. 1 of 1 settled.")
    page.evaluate(files("axe_playwright_python").joinpath(AXE).read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert axe(page) == [], theme
    settled = read_marks(tmp_path / "marks" / "settled" / "cleo.jsonl", course.id, settles=True)
    assert [dict(mark.points) for mark in standing(settled.records).values()] == [{"chain": 1, "hedge": 1}]
    page.close()
