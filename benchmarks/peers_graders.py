"""Knows how three graders are installed and started, and where each leaves its marks."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import peers_material as material
import peers_notebooks as notebooks
from measuring import COMMAND, Cost, cost, run

ROOT = Path(__file__).resolve().parents[1]
NBGRADER = "nbgrader==0.9.6"
OTTER = "otter-grader[grading]==7.0.0"
NBGRADER_COMMAND = """
import sys
from nbgrader.apps import NbGraderApp
try:
    NbGraderApp.launch_instance(sys.argv[1:])
except SystemExit as end:
    if end.code:
        raise
"""
OTTER_COMMAND = """
import json, pathlib, sys
from otter.api import grade_submission
autograder, submissions, marks = sys.argv[1:]
found = {
    path.parent.name: grade_submission(str(path), autograder, quiet=True).total
    for path in sorted(pathlib.Path(submissions).glob("*/*.ipynb"))
}
pathlib.Path(marks).write_text(json.dumps(found), encoding="utf-8")
"""
"""One process for the whole class, which is kinder to Otter than one ``otter run`` per submission."""

Students = Mapping[str, material.Answers]
Marks = dict[str, float]


class PeerError(Exception):
    """A tool could not be installed, or did not grade; the message stands in its row."""


Grader = Callable[[Students, Path], tuple[Cost, Marks]]
"""Grades a class in an empty folder; only the grading itself is in the cost."""


def course_grader(students: Students, folder: Path) -> tuple[Cost, Marks]:
    """Grade with ``coursepack grade``."""
    pack, logs, report = folder / "pack", folder / "logs", folder / "report"
    material.write_pack(ROOT, pack)
    material.write_logs(pack, logs, students)
    spent = cost(COMMAND, ["grade", str(logs), "--out", str(report)], pack)
    return spent, _marks_of_table(report / "gradebook.csv", "student", "points")


def nbgrader_grader(python: Path) -> Grader:
    """Return the grader that runs ``nbgrader autograde`` once for the whole class."""

    def grade(students: Students, folder: Path) -> tuple[Cost, Marks]:
        notebooks.write_nbgrader_source(folder)
        command = [str(python), "-m", "nbgrader"]
        _run([*command, "generate_assignment", material.UNIT], folder)
        notebooks.write_nbgrader_submissions(folder, students)
        spent = cost(NBGRADER_COMMAND, ["autograde", material.UNIT], folder, python)
        _run([*command, "export"], folder)
        return spent, _marks_of_table(folder / "grades.csv", "student_id", "score")

    return grade


def otter_grader(python: Path) -> Grader:
    """Return the grader that runs Otter without containers, in one process for the whole class."""

    def grade(students: Students, folder: Path) -> tuple[Cost, Marks]:
        tests, submissions = folder / "tests", folder / "submissions"
        autograder, marks = folder / "autograder.zip", folder / "marks.json"
        notebooks.write_otter_tests(tests)
        _run([str(python), "-m", "otter", "generate", "-t", str(tests), "-o", str(autograder)], folder)
        notebooks.write_otter_submissions(submissions, students)
        arguments = [str(autograder), str(submissions), str(marks)]
        spent = cost(OTTER_COMMAND, arguments, folder, python)
        return spent, json.loads(marks.read_text(encoding="utf-8"))

    return grade


def _marks_of_table(path: Path, student: str, points: str) -> Marks:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[student]: float(row[points]) for row in csv.DictReader(file)}


def environment(folder: Path, package: str) -> Path:
    """Make a virtual environment with one package and return its Python."""
    _run([sys.executable, "-m", "venv", str(folder)], folder.parent)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package], folder)
    return python


def _run(command: list[str], folder: Path) -> None:
    done = run(command, folder)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no message"]
        raise PeerError(f"{' '.join(command[2:4])} ended with {done.returncode}: {said[-1].strip()}")
