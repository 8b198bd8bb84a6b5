"""Knows which files of the pack stand in a student's copy, and what its ``course.toml`` says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coursepack.course import MARKER, Course, CourseUnit
from coursepack.faults import CourseError, Fault, listed

FILES = (
    "README.md",
    "course.py",
    "requirements.txt",
    "requirements-test.txt",
    "constraints.txt",
    "pyproject.toml",
    "docs/codebook.md",
    "docs/glossary.md",
)
FOLDERS = ("seeds", "codebook", "cards", "src")
TESTS = ("texts", "codebook", "answers", "notebooks", "support.py")
"""What a student's copy checks of itself; the other tests need the solutions."""
NOT_IN_A_COPY = "tests/answers/test_marks.py"
"""Codes a text against the reference coding."""
FOR_EVERYBODY = "00-start-here"
LEFT_OUT = (".egg-info", ".pyc", ".pyo", ".orig", ".rej", ".bak", ".swp", ".zip", "~")
HIDDEN = (".", "__pycache__")
"""Beginnings of what programs and version control leave behind; nothing in a copy is called so."""
UNIT = re.compile(r"^\[\[units\]\].*\n", re.MULTILINE)
ID = re.compile(r'^id *= *"([^"]+)"', re.MULTILINE)


def find_units(wanted: Sequence[str], course: Course) -> tuple[CourseUnit, ...]:
    """Return the units meant by ids or their beginnings (``01``), in the course's order.

    A lesson brings its practice unit. Raises ``CourseError`` for a word that means no unit.
    """
    for word in wanted:
        if not any(_is_meant(unit, word) for unit in course.units):
            raise CourseError(
                Fault(
                    MARKER,
                    "",
                    f'no unit "{word}"',
                    f"{listed(unit.id for unit in course.units)}, or the number of a lesson",
                    "Check the spelling of the unit.",
                )
            )
    return tuple(unit for unit in course.units if any(_is_meant(unit, word) for word in wanted))


def _is_meant(unit: CourseUnit, word: str) -> bool:
    return word in {unit.id, unit.lesson} or unit.id.startswith(f"{word}-")


def parts(course: Course, units: Iterable[CourseUnit], opened: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of a copy with these ``units``.

    ``opened`` are ids of units whose solutions go along; those of practice units always do. The
    reference coding, the lessons' sources and what only a teacher needs stay out.
    """
    chosen = tuple(units)
    wanted = [*FILES, *(f"notebooks/{name}.ipynb" for name in (FOR_EVERYBODY, *_lessons(chosen)))]
    for unit in chosen:
        wanted += [f"exercises/{unit.id}.toml", f"exercises/{unit.id}.ipynb"]
        if unit.practice or unit.id in opened:
            wanted += solution_files(unit, course)
    for folder in (*FOLDERS, *(f"tests/{name}" for name in TESTS)):
        wanted += [course.name_of(path) for path in _files(course.path(folder))]
    yield MARKER, course_file(course, chosen).encode()
    for name in sorted(set(wanted) - {NOT_IN_A_COPY}):
        path = course.path(name)
        if path.is_file():
            yield name, path.read_bytes()


def solution_files(unit: CourseUnit, course: Course) -> list[str]:
    """Return the paths of a unit's solutions inside the pack: keys, notebook, votes on what it has coded."""
    votes = sorted(course.path("solutions").glob(f"{unit.id}.*.csv"))
    names = [f"solutions/{unit.id}.toml", f"solutions/{unit.id}.ipynb"]
    return [*names, *(course.name_of(path) for path in votes)]


def course_file(course: Course, units: Sequence[CourseUnit]) -> str:
    """Return the text of ``course.toml`` with these units only, everything else as it stands.

    Raises ``CourseError`` if a unit is written in a way in which it cannot be cut out: nobody shall miss it in a copy.
    """
    head, *blocks = UNIT.split(course.path(MARKER).read_text(encoding="utf-8-sig"))
    kept = {unit.id for unit in units}
    own = [block for block in blocks if (found := ID.search(block)) and found[1] in kept]
    text = "".join([head, *(f"[[units]]\n{block}" for block in own)])
    if [entry["id"] for entry in tomllib.loads(text).get("units", ())] != [unit.id for unit in units]:
        expected = '[[units]] on a line of its own, and under it a line id = "…"'
        raise CourseError(
            Fault(MARKER, "", "a unit that is written otherwise", expected, "Write every unit so.")
        )
    return text


def _lessons(units: Sequence[CourseUnit]) -> list[str]:
    return list(dict.fromkeys(unit.lesson for unit in units))


def _files(place: Path) -> Iterator[Path]:
    """Yield the files in a folder, or the file itself, without what programs leave behind."""
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        inside = (path.relative_to(place).parts if path != place else ()) or (path.name,)
        if path.is_file() and not any(part.endswith(LEFT_OUT) or part.startswith(HIDDEN) for part in inside):
            yield path
