"""The notebooks that ship: executed, free of keys, free of the machine they were built on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coursepack.course import load_course
from coursepack.items import load_items
from coursepack.release.withheld import leaks, secrets
from support import REPOSITORY

NOTEBOOKS = [
    path
    for folder in ("notebooks", "exercises", "solutions")
    for path in sorted((REPOSITORY / folder).glob("*.ipynb"))
]
FOR_STUDENTS = [path for path in NOTEBOOKS if path.parent.name != "solutions"]
LONGEST_CODE = 10


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def test_there_are_notebooks_to_check() -> None:
    assert {name(path) for path in NOTEBOOKS} >= {
        "notebooks-00-start-here",
        "notebooks-02-who-speaks",
        "exercises-02-who-speaks",
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_every_code_cell_was_executed(path: Path) -> None:
    """The strict comparison passes over cells without a count, silently."""
    missing = [
        cell["id"] for cell in cells(path) if cell["cell_type"] == "code" and not cell["execution_count"]
    ]
    assert missing == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_no_widget_model_and_no_time_is_stored(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "widget-view" not in text
    assert "iopub" not in text
    assert "widgets" not in json.loads(text)["metadata"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_nothing_of_the_machine_is_stored(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert str(REPOSITORY) not in text
    assert not re.search(r"/(?:home|Users|root|tmp)/|[A-Z]:\\\\", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_no_cell_failed(path: Path) -> None:
    outputs = [output for cell in cells(path) for output in cell.get("outputs", [])]
    assert [output for output in outputs if output["output_type"] == "error"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_exercise_cells_cannot_be_deleted_by_a_stray_key(path: Path) -> None:
    shown = [cell for cell in cells(path) if "".join(cell["source"]).startswith("exercise(")]
    assert all(cell["metadata"]["deletable"] is False for cell in shown)
    assert all(cell["metadata"]["editable"] is False for cell in shown)


@pytest.mark.parametrize("path", FOR_STUDENTS, ids=name)
def test_code_is_short_enough_for_a_newcomer(path: Path) -> None:
    assert [
        cell["id"]
        for cell in cells(path)
        if cell["cell_type"] == "code" and len(cell["source"]) >= LONGEST_CODE
    ] == []


@pytest.mark.parametrize("path", FOR_STUDENTS, ids=name)
def test_no_word_of_a_key_is_in_a_notebook_for_students(path: Path) -> None:
    """Practice is left out: its solutions are in every copy."""
    course = load_course(REPOSITORY)
    public = [file.read_bytes() for file in sorted((REPOSITORY / "codebook").glob("*.toml"))]
    units = [unit for unit in course.units if not unit.practice]
    known = secrets(units, course, [*public, (REPOSITORY / "docs" / "codebook.md").read_bytes()])
    assert list(leaks(path.name, path.read_bytes(), known)) == []


def test_the_exercise_notebook_shows_every_item_once() -> None:
    course = load_course(REPOSITORY)
    for unit in course.units:
        shown = re.findall(
            r'exercise\(\\"([\w-]+)\\"\)',
            (REPOSITORY / "exercises" / f"{unit.id}.ipynb").read_text(encoding="utf-8"),
        )
        assert shown == list(load_items(unit.id, course).items)


def test_the_lesson_shows_all_of_its_practice_and_no_exercise_of_another_lesson() -> None:
    course = load_course(REPOSITORY)
    for lesson in {unit.lesson for unit in course.units}:
        path = REPOSITORY / "notebooks" / f"{lesson}.ipynb"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        shown = set(re.findall(r'exercise\(\\"([\w-]+)\\"\)', text))
        own = [unit for unit in course.units if unit.lesson == lesson]
        practice = {name for unit in own if unit.practice for name in load_items(unit.id, course).items}
        assert practice <= shown, lesson
        assert shown <= {name for unit in own for name in load_items(unit.id, course).items}, lesson
