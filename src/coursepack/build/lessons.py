"""Knows how a lesson in ``lessons/`` (MyST Markdown) becomes the cells of a notebook."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from coursepack.build.notebook import code, markdown, notebook
from coursepack.course import Course
from coursepack.faults import Fault, raise_if_any
from coursepack.items import has_keys
from coursepack.texts import load_texts, quotation_faults

HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
"""What editors that know MyST want at the top of a file; the notebook does not need it."""
FOR_TEACHERS = "teacher-"
"""Beginning of the name of a page that is in no student's copy."""


def lesson_sources(course: Course) -> list[Path]:
    """Return the lesson files in order; a student's copy has none.

    Pages for teachers show keys: where no graded unit has its solutions, they are left out.
    """
    keys = any(has_keys(unit.id, course) for unit in course.units if not unit.practice)
    found = sorted(course.path("lessons").glob("*.md"))
    return [path for path in found if keys or not path.name.startswith(FOR_TEACHERS)]


def lesson_notebook(source: Path, course: Course) -> NotebookNode:
    """Read one lesson; raise ``CourseError`` for every quotation that is not verbatim."""
    text, shown = source.read_text(encoding="utf-8"), course.name_of(source)
    read = jupytext.reads(HEADER.sub("", text), fmt="md:myst")
    texts = load_texts(course)
    faults: list[Fault] = []
    for number, cell in enumerate(read.cells, start=1):
        faults.extend(quotation_faults(cell.source, shown, f"cell {number}", texts))
    raise_if_any(faults)
    cells = [code(cell.source) if cell.cell_type == "code" else markdown(cell.source) for cell in read.cells]
    return notebook(source.stem, cells)
