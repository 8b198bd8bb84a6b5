"""Knows how the pictures of the guides for graders are made: a feedback page, the pages for marking by hand and for settling.

    python docs/make_guide_pictures.py

Writes ``docs/guide/*.png``, from a made-up class. Needs Chromium and what ``requirements-test.txt`` names.
"""
# ruff: noqa: INP001, T201 (a script for people: no package, and it prints)

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from browser.conftest import FLAGS, chromium_path  # noqa: E402 (the tests' folder has to be on the path first)
from coursepack.course import Course, load_course  # noqa: E402
from coursepack.grading import grade  # noqa: E402
from coursepack.grading.hand import rubric_of  # noqa: E402
from coursepack.grading.mark_desk import open_desk  # noqa: E402
from coursepack.grading.mark_server import serving  # noqa: E402
from coursepack.grading.synthetic_class import synthetic_class  # noqa: E402
from small_png import small_png  # noqa: E402

FOLDER = HERE / "guide"
UNIT = "07-does-it-hold"
SIZE = (900, 760)


def main() -> None:
    """Take all pictures."""
    course = load_course(HERE.parent)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="coursepack-") as name, sync_playwright() as playwright:
        submissions = Path(name) / "submissions"
        synthetic_class(submissions, course)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        _feedback(browser, course, submissions, Path(name) / "report")
        _marking(browser, course, submissions, Path(name) / "marks")
        _settling(browser, course, submissions, Path(name) / "marks")
        browser.close()


def _feedback(browser: Browser, course: Course, submissions: Path, report: Path) -> None:
    grade(course, submissions, report, [UNIT])
    page = min((report / "feedback").glob("*.html"))
    _take(browser, page.as_uri(), "feedback")


def _marking(browser: Browser, course: Course, submissions: Path, marks: Path) -> None:
    with serving(open_desk(course, submissions, marks, "ann", [UNIT])) as server:
        _take(browser, server.address, "marking", "u", "q", "1", "0")


def _settling(browser: Browser, course: Course, submissions: Path, marks: Path) -> None:
    for marker, parts, comment in (
        ("ann", (1, 1, 1, 0), "Claim and grounds are there. What would the critic say?"),
        ("bob", (1, 0, 0.5, 0), "Where is the passage that the claim rests on?"),
    ):
        desk = open_desk(course, submissions, marks, marker, [UNIT])
        (item,) = desk.questions
        for place in range(desk.progress(item).total):
            shown = desk.answer(item, place)
            lines = rubric_of(shown.question.item)
            points = {line.id: line.points * part for line, part in zip(lines, parts, strict=True)}
            sent = {"digest": shown.answer.key.digest, "points": points, "comment": comment}
            desk.save(item, place, sent)
    with serving(open_desk(course, submissions, marks, "cleo", [UNIT], settle=True)) as server:
        _take(browser, server.address, "settling", "u", "q")


def _take(browser: Browser, address: str, name: str, *keys: str) -> None:
    width, height = SIZE
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    for key in keys:
        page.wait_for_load_state("networkidle")
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    # The pages themselves may read no picture: their policy forbids it.
    picture = small_png(page.screenshot(), browser.new_page())
    (FOLDER / f"{name}.png").write_bytes(picture)
    print(f"{len(picture):,} bytes  {name}.png")
    page.close()


if __name__ == "__main__":
    main()
