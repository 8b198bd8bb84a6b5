"""Knows how exercise and solution notebooks are made from the item banks."""

from __future__ import annotations

from pprint import pformat

from nbformat import NotebookNode

from coursepack.build.notebook import code, markdown, notebook
from coursepack.codebook import layer_ids
from coursepack.coding import has_reference
from coursepack.course import Course, CourseUnit
from coursepack.items import load_items, load_keys
from coursepack.items.model import CodeTask
from coursepack.scoring import best_answer

FOR_PRACTICE = (
    "These exercises are for **practice**: their solutions are in every copy of the course, so each answer "
    "gets its feedback at once. They do not count.\n\n"
)
ANSWERED_HERE = (
    "For teachers and graders. Every exercise is answered here with its key, in the way a student "
    "answers it, and the words under it are the grader's."
)
KEEP_OUT = (
    f"{ANSWERED_HERE} Keep the solution files of this unit out of a copy for students as long as the unit is "
    "graded."
)
IN_EVERY_COPY = (
    "The unit is for practice, so this notebook is in every copy of the course. Try the exercises first: every "
    "one of them is answered here with its key, and the words under it say why."
)
REFERENCE = (
    "## The reference coding\n\n"
    "The figures of the lesson, from the reference coding of all five texts. The passes are machine "
    "readings under the codebook, not trained people. They are the same kind of reader, so their "
    "agreement is an upper bound: expect less of two people."
)
FIGURES = {
    "attribution": ("attributions_by_speaker(show_reference=True)", "speech_and_mind(show_reference=True)"),
    "school": (
        "schools_by_text(show_reference=True)",
        'barcode("A2", layer="school", show_reference=True)',
    ),
}
"""What shows the reference coding of a layer, beside the table of agreement."""


def exercise_notebook(unit: CourseUnit, course: Course) -> NotebookNode:
    """Return the notebook with all exercises of a unit, in order."""
    bank = load_items(unit.id, course)
    minutes = sum(item.minutes for item in bank.items.values())
    cells = [
        markdown(
            f"# Exercises: {unit.title}\n\n"
            f"{len(bank.items)} exercises, about {minutes:g} minutes. Answers are saved as you give them.\n\n"
            f"{FOR_PRACTICE if unit.practice else ''}"
            "**Start here:** choose *Run → Run All Cells* from the menu. When you come back later, do the same: "
            "your answers are there again."
        ),
        *([markdown(bank.intro)] if bank.intro else []),
        code("from coursepack import exercise, progress"),
    ]
    for number, item in enumerate(bank.items.values(), start=1):
        cells += [markdown(f"## {number} of {len(bank.items)}"), code(f'exercise("{item.id}")')]
    cells += [
        markdown("## How far have you come?\n\nRun this cell again whenever you want to know."),
        code(f'progress("{unit.id}")'),
    ]
    return notebook(f"exercises-{unit.id}", cells)


def solution_notebook(unit: CourseUnit, course: Course) -> NotebookNode:
    """Return the notebook that answers every item with its key, through the same door as a student."""
    bank, keys = load_items(unit.id, course), load_keys(unit.id, course)
    cells = [
        markdown(f"# Solutions: {unit.title}\n\n{IN_EVERY_COPY if unit.practice else KEEP_OUT}"),
        code("from coursepack import exercise, feedback"),
    ]
    for item in bank.items.values():
        answer = pformat(best_answer(item, keys.keys[item.id]), width=90, sort_dicts=False)
        cells += [
            markdown(f"## {item.id}"),
            code(f'exercise("{item.id}").submit(\n    {answer.replace(chr(10), chr(10) + "    ")}\n)'),
            code(f'feedback("{item.id}")'),
        ]
    return notebook(f"solutions-{unit.id}", cells + _reference_cells(unit, course))


def _reference_cells(unit: CourseUnit, course: Course) -> list[NotebookNode]:
    """Return the reference coding of every layer that a unit draws on; nothing for practice.

    The solutions of practice are in copies that do not hold the reference.
    """
    layers = [] if unit.practice else [name for name in _layers(unit, course) if has_reference(name, course)]
    if not layers:
        return []
    names = [
        "agreement_table",
        "passes_beside_published",
        *(call.partition("(")[0] for name in layers for call in FIGURES.get(name, ())),
    ]
    cells = [markdown(REFERENCE), code(f"from coursepack import {', '.join(names)}")]
    for name in layers:
        shown = "" if name == "attribution" else f'"{name}"'
        cells += [code(f"{call}({shown})") for call in ("agreement_table", "passes_beside_published")]
        cells += map(code, FIGURES.get(name, ()))
    return cells


def _layers(unit: CourseUnit, course: Course) -> list[str]:
    """Return the layers that the items of a unit take their codes from, in the order of the codebook."""
    items = load_items(unit.id, course).items.values()
    drawn = {item.vocabulary.partition(".")[0] for item in items if item.vocabulary}
    drawn |= {item.task.layer for item in items if isinstance(item.task, CodeTask)}
    return [name for name in layer_ids(course) if name in drawn]
