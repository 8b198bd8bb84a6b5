"""The exercise notebook in a real JupyterLab, by keyboard, with its command mode listening."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coursepack.answers import AnswerLog
from coursepack.course import load_course
from coursepack.items import load_items, load_keys
from coursepack.scoring import best_answer
from coursepack.widgets.session import Session
from lab_server import (
    Lab,
    copy_pack,
    occupy,
    restart,
    run_all,
    save,
    shut_down,
    start_again,
    wait_for_notebook,
)

UNIT = "02-who-speaks"
NOTEBOOK = f"exercises/{UNIT}.ipynb"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    server = Lab(copy_pack(tmp_path / "pack"), tmp_path / "private")
    yield server
    server.stop()


def shown(page: Page, item: str) -> Locator:
    """Return the live view of one exercise, scrolled to."""
    view = page.locator(f".coursepack-exercise[aria-label='Exercise {item}']")
    expect(view).to_have_count(1)
    view.scroll_into_view_if_needed()
    return view


def status(view: Locator) -> Locator:
    return view.locator(".coursepack-status")


def records(lab: Lab) -> list[dict[str, object]]:
    path = lab.root / "my-answers" / "answers.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.get("event") == "answer"]


def test_a_learner_answers_by_keyboard_and_finds_the_answers_again(browser: Browser, lab: Lab) -> None:
    context = lab.context(browser)
    page = lab.open(context, NOTEBOOK)
    run_all(page)
    cells = page.locator(".jp-Cell").count()

    choice = shown(page, "who-speaks-01")
    choice.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(status(choice)).to_have_text("Draft saved")
    expect(choice.locator("input").nth(1)).to_be_checked()

    number = shown(page, "who-speaks-11")
    number.locator("input[type=text]").focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    expect(status(number)).to_have_text("Draft saved")

    rows = shown(page, "who-speaks-04")
    rows.locator("fieldset").first.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(status(rows)).to_have_text("Draft saved")
    expect(rows.locator("fieldset").first.locator("input").nth(1)).to_be_checked()

    # With a control in focus, JupyterLab's command mode would cut or change the cell.
    for key in ("x", "d", "d", "m", "b", "y"):
        page.keyboard.press(key)
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    expect(rows).to_be_visible()
    assert {record["item"] for record in records(lab)} == {"who-speaks-01", "who-speaks-04", "who-speaks-11"}

    save(page)
    page.reload()
    page.wait_for_selector(".coursepack-exercise")
    expect(shown(page, "who-speaks-01").locator("input").nth(1)).to_be_checked()

    restart(page)
    run_all(page)
    expect(status(shown(page, "who-speaks-11"))).to_have_text("Draft saved")
    expect(shown(page, "who-speaks-01").locator("input").nth(1)).to_be_checked()
    expect(shown(page, "who-speaks-11").locator("input[type=text]")).to_have_value("7")
    expect(shown(page, "who-speaks-04").locator("fieldset").first.locator("input").nth(1)).to_be_checked()

    assert lab.foreign == []
    context.close()


def test_answers_while_the_kernel_is_busy_survive_a_reload(browser: Browser, lab: Lab) -> None:
    context = lab.context(browser)
    page = lab.open(context, NOTEBOOK)
    run_all(page)
    view = shown(page, "who-speaks-04")
    occupy(page, seconds=60)
    for row in range(5):
        view.locator("fieldset").nth(row).locator("input").first.check()
    page.reload()
    wait_for_notebook(page)
    restart(page)
    run_all(page)
    again = shown(page, "who-speaks-04")
    expect(again.locator(".coursepack-rows input:checked")).to_have_count(5)
    expect(status(again)).to_have_text("Draft saved")
    last = records(lab)[-1]["answer"]
    assert isinstance(last, dict)
    assert len(last) == 5
    context.close()


def test_twelve_answers_across_a_dead_kernel_are_kept(browser: Browser, lab: Lab) -> None:
    context = lab.context(browser)
    page = lab.open(context, NOTEBOOK)
    run_all(page)
    given = {"who-speaks-04": 8, "who-speaks-07": 4}
    views = {item: shown(page, item) for item in given}
    shut_down(page)
    for item, rows in given.items():
        for row in range(rows):
            views[item].locator("fieldset").nth(row).locator("input").first.check()
        expect(views[item].get_by_role("alert")).to_contain_text("Your answer is kept in this browser.")
    start_again(page)
    run_all(page)
    for item, rows in given.items():
        view = shown(page, item)
        expect(status(view)).to_have_text("Draft saved")
        expect(view.locator(".coursepack-rows input:checked")).to_have_count(rows)
    assert {record["item"] for record in records(lab)} == set(given)
    context.close()


def test_running_a_cell_twice_leaves_one_live_exercise(browser: Browser, lab: Lab) -> None:
    context = lab.context(browser)
    page = lab.open(context, NOTEBOOK)
    run_all(page)
    shown(page, "who-speaks-23")
    run_all(page)
    expect(shown(page, "who-speaks-23").locator(".coursepack-head")).to_be_visible()
    expect(page.locator(".coursepack-exercise")).to_have_count(23)
    context.close()


def test_a_click_on_a_mark_opens_its_sentences(browser: Browser, lab: Lab) -> None:
    course = load_course(lab.root)
    items, keys = load_items(UNIT, course).items, load_keys(UNIT, course).keys
    for name in ("who-speaks-02", "who-speaks-03"):
        answers = AnswerLog(lab.root / "my-answers" / "answers.jsonl", course.id)
        Session(items[name], course, answers).submit(best_answer(items[name], keys[name]))
    context = lab.context(browser)
    page = lab.open(context, "notebooks/02-who-speaks.ipynb")
    run_all(page)
    figure = page.locator(".coursepack-figure").first
    expect(figure).to_contain_text("What this count cannot show")
    bar = page.locator(".js-plotly-plot").first.locator(".barlayer .point").first
    bar.scroll_into_view_if_needed()
    expect(figure.locator("details[open]")).to_have_count(0)
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(figure.locator("details[open]")).to_have_count(1)
    expect(figure.locator("details[open] summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(figure.locator("details[open]")).to_have_count(0)
    assert lab.foreign == []
    context.close()
