"""Knows how exercise and solution notebooks are made from the item banks."""

from __future__ import annotations

from pprint import pformat

from nbformat import NotebookNode

from coursepack.build.notebook import code, markdown, notebook
from coursepack.codebook import layer_ids
from coursepack.coding import has_reference
from coursepack.course import Course, CourseUnit
from coursepack.items import load_items, load_keys
from coursepack.scoring import best_answer


def exercise_notebook(unit: CourseUnit, course: Course) -> NotebookNode:
    """Return the notebook with all exercises of a unit, in order."""
    bank = load_items(unit.id, course)
    minutes = sum(item.minutes for item in bank.items.values())
    cells = [
        markdown(
            f"# Exercises: {unit.title}\n\n"
            f"{len(bank.items)} exercises, about {minutes:g} minutes. Answers are saved as you give them.\n\n"
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
        markdown(
            f"# Solutions: {unit.title}\n\n"
            "For teachers and graders. Every exercise is answered here with its key, in the way a student "
            "answers it, and the words under it are the grader's. Keep this folder out of a copy for students "
            "as long as the unit is graded."
        ),
        code("from coursepack import exercise, feedback"),
    ]
    for item in bank.items.values():
        answer = pformat(best_answer(item, keys.keys[item.id]), width=90, sort_dicts=False)
        cells += [
            markdown(f"## {item.id}"),
            code(f'exercise("{item.id}").submit(\n    {answer.replace(chr(10), chr(10) + "    ")}\n)'),
            code(f'feedback("{item.id}")'),
        ]
    return notebook(f"solutions-{unit.id}", cells + _reference_cells(course))


def _reference_cells(course: Course) -> list[NotebookNode]:
    if "attribution" not in layer_ids(course) or not has_reference("attribution", course):
        return []
    return [
        markdown(
            "## The reference coding\n\n"
            "The figures of the lesson, from the reference coding of all five texts. The passes are machine "
            "readings under the codebook, not trained people. They are the same kind of reader, so their "
            "agreement is an upper bound: expect less of two people."
        ),
        code("from coursepack import agreement_table, attributions_by_speaker, speech_and_mind"),
        code("agreement_table()"),
        code("attributions_by_speaker(show_reference=True)"),
        code("speech_and_mind(show_reference=True)"),
    ]
