"""Knows what grading one submission costs here and in two other graders: CPU seconds, not wall time.

    python benchmarks/peers.py
    python benchmarks/peers.py --count 30

nbgrader and Otter-Grader are installed from the package index, each into a temporary environment of its own.
All three grade the same made-up test of ten questions (``peers_material.py``,
``peers_notebooks.py``), and each must find the right
answers that were made up; otherwise its row says so. The other two run notebooks, this course reads answers:
they do more, and the table compares what a teacher's machine has to do, not how well it is done.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import peers_material as material
from measuring import NOT_AVAILABLE, Cost
from peers_graders import (
    NBGRADER,
    OTTER,
    Grader,
    PeerError,
    course_grader,
    environment,
    nbgrader_grader,
    otter_grader,
)

SEED = 1
MORE_LOGS = 100
"""This course grades a class so many times larger: one log costs too little to be told from a start."""


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


def _rows(count: int, folder: Path) -> list[Row | str]:
    _keep_inside(folder)

    def course() -> Grader:
        return course_grader

    def nbgrader() -> Grader:
        return nbgrader_grader(environment(folder / "nbgrader-environment", NBGRADER))

    def otter() -> Grader:
        return otter_grader(environment(folder / "otter-environment", OTTER))

    return [
        _attempt("coursepack grade", course, MORE_LOGS * count + 1, folder / "course"),
        _attempt(NBGRADER, nbgrader, count + 1, folder / "nbgrader"),
        _attempt(OTTER, otter, count + 1, folder / "otter"),
    ]


def _keep_inside(folder: Path) -> None:
    """Have the other tools keep their own files, such as a kernel's history, in the temporary folder too."""
    kept = folder / "kept"
    kept.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        os.environ[variable] = str(kept)
    for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        os.environ[variable] = str(kept / variable.lower())


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
        rows = _rows(count, Path(name))
    print_table(rows)


if __name__ == "__main__":
    main()
