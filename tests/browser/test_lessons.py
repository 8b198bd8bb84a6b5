"""Every lesson from top to bottom in a real JupyterLab, by a learner who has answered all of its exercises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coursepack.answers import AnswerLog
from coursepack.course import Course, load_course
from coursepack.items import load_items, load_keys
from coursepack.scoring import best_answer
from coursepack.widgets.session import Session
from lab_server import Lab, copy_pack, run_all

FEWEST_FIGURES = 2
EXERCISE_CELL = re.compile(r'"exercise\(')
EMPTY = "Nothing to draw yet"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lessons")
    pack = copy_pack(folder / "pack")
    answer_everything(load_course(pack))
    server = Lab(pack, folder / "private")
    yield server
    server.stop()


def answer_everything(course: Course) -> None:
    """Submit the best answer to every exercise of every unit, as somebody who has finished the course."""
    log = AnswerLog(course.path("my-answers", "answers.jsonl"), course.id)
    for unit in course.units:
        keys = load_keys(unit.id, course).keys
        for item_id, item in load_items(unit.id, course).items.items():
            Session(item, course, log).submit(best_answer(item, keys[item_id]))


def lessons(course: Course) -> list[str]:
    return list(dict.fromkeys(unit.lesson for unit in course.units if unit.id[0].isdigit()))


def figures_without_size(page: Page) -> list[int]:
    """Return the numbers of figures that take no room on the page."""
    boxes = page.locator(".js-plotly-plot .main-svg").evaluate_all(
        "(nodes) => nodes.map((node) => node.getBoundingClientRect()).map(({ width, height }) => width * height)"
    )
    return [number for number, size in enumerate(boxes) if size == 0]


def test_every_lesson_runs_and_draws_its_figures_from_the_learners_answers(
    browser: Browser, lab: Lab
) -> None:
    context = lab.context(browser)
    course = load_course(Path(lab.root))
    found = lessons(course)
    assert len(found) == 8
    for lesson in found:
        page = lab.open(context, f"notebooks/{lesson}.ipynb")
        run_all(page)
        exercises = len(
            EXERCISE_CELL.findall((lab.root / "notebooks" / f"{lesson}.ipynb").read_text("utf-8"))
        )
        expect(page.locator("[aria-label^='Exercise ']"), lesson).to_have_count(exercises)
        expect(page.locator("[data-mime-type='application/vnd.jupyter.error']"), lesson).to_have_count(0)
        expect(page.get_by_text(EMPTY), lesson).to_have_count(0)
        assert page.locator(".js-plotly-plot").count() >= FEWEST_FIGURES, lesson
        assert figures_without_size(page) == [], lesson
        page.close()
    assert lab.foreign == []
    context.close()
