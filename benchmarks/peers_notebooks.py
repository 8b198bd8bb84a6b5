"""Knows how the made-up test looks as notebooks of nbgrader and of Otter-Grader, in the simplest form of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peers_material import QUESTIONS, UNIT, Answers, Question, write

NOTEBOOK = "questions"


def write_nbgrader_source(folder: Path) -> None:
    """Write nbgrader's assignment: per question a cell for the answer and a cell with a hidden test."""
    cells = []
    for question in QUESTIONS:
        solution = f"### BEGIN SOLUTION\n{_assignment(question, question.answer)}\n### END SOLUTION"
        test = f"### BEGIN HIDDEN TESTS\n{_test(question)}\n### END HIDDEN TESTS"
        cells += [
            _markdown(question),
            _code(question.id, solution, {"grade": False, "solution": True, "locked": False}),
            _code(
                f"test-{question.id}", test, {"grade": True, "solution": False, "locked": True, "points": 1}
            ),
        ]
    _write_notebook(folder / "source" / UNIT / f"{NOTEBOOK}.ipynb", cells)


def write_nbgrader_submissions(folder: Path, students: Mapping[str, Answers]) -> None:
    """Fill each student's answers into the notebook that nbgrader released, and hand it in."""
    released = (folder / "release" / UNIT / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8")
    questions = {question.id: question for question in QUESTIONS}
    for student, answers in students.items():
        notebook = json.loads(released)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in questions:
                cell["source"] = _assignment(questions[name], answers[name])
        path = folder / "submitted" / student / UNIT / f"{NOTEBOOK}.ipynb"
        path.parent.mkdir(parents=True)
        write(path, json.dumps(notebook))


def write_otter_tests(folder: Path) -> None:
    """Write Otter's tests: one file per question with one hidden case."""
    folder.mkdir(parents=True)
    for question in QUESTIONS:
        case = {"code": f">>> {_test(question)}\n", "hidden": True, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": question.id, "points": 1, "suites": [suite]}
        write(folder / f"{question.id}.py", f"OK_FORMAT = True\ntest = {test!r}\n")


def write_otter_submissions(folder: Path, students: Mapping[str, Answers]) -> None:
    """Write each student's notebook: per question a cell with the answer and a cell that checks it."""
    for student, answers in students.items():
        cells = [_code("start", f'import otter\ngrader = otter.Notebook("{NOTEBOOK}.ipynb")')]
        for question in QUESTIONS:
            cells += [
                _markdown(question),
                _code(question.id, _assignment(question, answers[question.id])),
                _code(f"check-{question.id}", f'grader.check("{question.id}")'),
            ]
        _write_notebook(folder / student / f"{NOTEBOOK}.ipynb", cells)


def _assignment(question: Question, answer: str | int) -> str:
    return f"answer_{question.id} = {answer!r}"


def _test(question: Question) -> str:
    return f"assert answer_{question.id} == {question.answer!r}"


def _markdown(question: Question) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": f"ask-{question.id}", "metadata": {}, "source": question.prompt}


def _code(name: str, source: str, role: Mapping[str, Any] | None = None) -> dict[str, Any]:
    graded = {"schema_version": 3, "grade_id": name, "task": False, **role} if role else None
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"nbgrader": graded} if graded else {},
        "outputs": [],
        "source": source,
    }


def _write_notebook(path: Path, cells: list[dict[str, Any]]) -> None:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    path.parent.mkdir(parents=True)
    write(path, json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))
