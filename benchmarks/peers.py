"""Knows what grading one submission costs here and in two other graders: CPU seconds, not wall time.

    python benchmarks/peers.py
    python benchmarks/peers.py --count 30

nbgrader and Otter-Grader are installed from the package index, each into a temporary environment of its own.
All three grade the same made-up test of ten questions (``peers_material.py``), and each must find the right
answers that were made up; otherwise its row says so. The other two run notebooks, this course reads answers:
they do more, and the table compares what a teacher's machine has to do, not how well it is done.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import peers_material as material
from measuring import COMMAND, NOT_AVAILABLE, Cost, cost, run

ROOT = Path(__file__).resolve().parents[1]
SEED = 1
MORE_LOGS = 100
"""This course grades a class so many times larger: one log costs too little to be told from a start."""
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


@dataclass(frozen=True, slots=True)
class Row:
    """What one tool used: CPU seconds of a class of one, and of a class of ``count``; ``peak`` in megabytes."""

    tool: str
    one: float
    many: float
    count: int
    peak: float | None

    @property
    def each(self) -> float:
        """CPU seconds of each submission beyond the first, so without the start."""
        return (self.many - self.one) / (self.count - 1)


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
        material.write_nbgrader_source(folder)
        command = [str(python), "-m", "nbgrader"]
        _run([*command, "generate_assignment", material.UNIT], folder)
        material.write_nbgrader_submissions(folder, students)
        spent = cost(NBGRADER_COMMAND, ["autograde", material.UNIT], folder, python)
        _run([*command, "export"], folder)
        return spent, _marks_of_table(folder / "grades.csv", "student_id", "score")

    return grade


def otter_grader(python: Path) -> Grader:
    """Return the grader that runs Otter without containers, in one process for the whole class."""

    def grade(students: Students, folder: Path) -> tuple[Cost, Marks]:
        tests, submissions = folder / "tests", folder / "submissions"
        autograder, marks = folder / "autograder.zip", folder / "marks.json"
        material.write_otter_tests(tests)
        _run([str(python), "-m", "otter", "generate", "-t", str(tests), "-o", str(autograder)], folder)
        material.write_otter_submissions(submissions, students)
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
        raise PeerError(f"{' '.join(command[1:4])} ended with {done.returncode}: {said[-1].strip()}")


def measure(tool: str, grade: Grader, count: int, folder: Path) -> Row:
    """Grade a class of one twice (the first, which may compile, does not count) and a class of ``count``."""
    _graded(grade, 1, folder / "warm")
    one = _graded(grade, 1, folder / "one")
    many = _graded(grade, count, folder / "many")
    return Row(tool, _whole(one), _whole(many), count, many.peak)


def _graded(grade: Grader, count: int, folder: Path) -> Cost:
    folder.mkdir(parents=True)
    students = material.made_up_class(count, SEED)
    spent, marks = grade(students, folder)
    if marks != {student: material.right_answers(answers) for student, answers in students.items()}:
        raise PeerError(f"the marks are not those that were made up; the first are {list(marks.items())[:3]}")
    return spent


def _whole(spent: Cost) -> float:
    if spent.children is None:
        raise PeerError(f"CPU seconds of kernels: {NOT_AVAILABLE}")
    return spent.cpu + spent.children


def _attempt(tool: str, start: Callable[[], Grader], count: int, folder: Path) -> Row | str:
    print(f"{tool} …", file=sys.stderr, flush=True)
    try:
        return measure(tool, start(), count, folder)
    except PeerError as error:
        return f"{tool}: not measured: {error}"
    except SystemExit as error:
        return f"{tool}: not measured: {str(error).splitlines()[-1]}"


def print_table(rows: list[Row | str]) -> None:
    """Print one line per tool; the first row is what the others are compared with."""
    print("| tool | a class of one | each submission more | times this course | own peak memory |")
    print("| --- | --- | --- | --- | --- |")
    base = rows[0]
    for row in rows:
        if isinstance(row, str):
            print(f"| {row} | | | | |")
            continue
        times = f"{row.each / base.each:,.0f}" if isinstance(base, Row) and base.each > 0 else "not known"
        peak = NOT_AVAILABLE if row.peak is None else f"{row.peak:.0f} MB"
        print(f"| {row.tool} | {row.one:.2f} CPU s | {row.each:.4f} CPU s | {times} | {peak} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare graders over the same ten questions.")
    parser.add_argument("--count", type=int, default=10, help="submissions beyond the first")
    count = parser.parse_args().count
    if count < 1:
        raise SystemExit(f"--count is {count}; it must be at least 1.")
    print(f"Python {sys.version.split()[0]}, {sys.platform}; {count} submissions beyond the first")
    with tempfile.TemporaryDirectory(prefix="coursepack-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "temporary").mkdir()
        for variable in ("TMPDIR", "TEMP", "TMP"):
            os.environ[variable] = str(folder / "temporary")
        for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            os.environ[variable] = str(folder / variable.lower())
        peers = (("nbgrader", NBGRADER, nbgrader_grader), ("otter", OTTER, otter_grader))
        rows = [_attempt("coursepack grade", lambda: course_grader, MORE_LOGS * count + 1, folder / "course")]
        for short, package, make in peers:
            start = lambda: make(environment(folder / f"{short}-environment", package))  # noqa: B023, E731
            rows.append(_attempt(package, start, count + 1, folder / short))
    print_table(rows)


if __name__ == "__main__":
    main()
