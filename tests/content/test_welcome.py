"""Knows that the welcome page leads to every lesson and both tests, and states their minutes as they do."""

from __future__ import annotations

import re

import pytest

from coursepack.course import Course
from support import REPOSITORY

ROW = re.compile(
    r"^\|[^|]*\| \[[^\]]+\]\((?P<page>[^)]+)\.ipynb\) \|[^|]+\| (?P<minutes>\d+) \|$", re.MULTILINE
)
TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes")
TESTS = ("pre-test", "post-test")


@pytest.fixture(scope="module")
def rows() -> dict[str, int]:
    page = REPOSITORY / "lessons" / "00-start-here.md"
    if not page.is_file():
        pytest.skip("this copy has no lesson sources")
    found = ROW.finditer(page.read_text(encoding="utf-8"))
    return {row["page"].rpartition("/")[2]: int(row["minutes"]) for row in found}


def test_the_table_leads_to_every_unit_in_the_order_of_the_course(
    course: Course, rows: dict[str, int]
) -> None:
    units = [unit.lesson for unit in course.units if not unit.practice]
    assert [page for page in rows if page in units] == units
    assert len(rows) == 8 + len(TESTS)


def test_the_minutes_in_the_table_are_those_of_the_lessons(rows: dict[str, int]) -> None:
    lessons = {path.stem: path for path in (REPOSITORY / "lessons").glob("0[1-9]-*.md")}
    stated = {name: TIME.search(path.read_text(encoding="utf-8")) for name, path in lessons.items()}
    differing = {
        name: (rows[name], found and int(found[1]))
        for name, found in stated.items()
        if found is None or rows[name] != int(found[1])
    }
    assert differing == {}


def test_a_lesson_is_called_the_same_everywhere(course: Course, rows: dict[str, int]) -> None:
    page = (REPOSITORY / "lessons" / "00-start-here.md").read_text(encoding="utf-8")
    for unit in course.units:
        if unit.practice or unit.id in TESTS:
            continue
        lesson = (REPOSITORY / "lessons" / f"{unit.lesson}.md").read_text(encoding="utf-8")
        assert f"\n# {unit.title}\n" in lesson, unit.id
        assert f"[{unit.title}]({unit.lesson}.ipynb)" in page, unit.id
    assert rows
