"""Knows where the pack lies on disk and which units it has (``course.toml``)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.faults import CourseError, Fault, listed, raise_if_any

ROOT_VARIABLE = "COURSEPACK_ROOT"
MARKER = "course.toml"
PRACTICE = "-practice"
"""What the id of a practice unit adds to the id of its lesson's graded unit."""

UNIT_FIELDS = ("id", "title", "practice")


@dataclass(frozen=True, slots=True)
class CourseUnit:
    """One set of exercises: ``id`` names its files, ``title`` its heading.

    A lesson has a graded unit and may have a ``practice`` unit, whose solutions are in every copy.
    """

    id: str
    title: str
    practice: bool = False

    @property
    def lesson(self) -> str:
        """The id that a graded unit and its practice unit have in common."""
        return self.id.removesuffix(PRACTICE) if self.practice else self.id

    @property
    def numbered(self) -> str:
        """The title with the number of the lesson before it, if the id begins with one: ``2 · Who speaks?``."""
        number = self.id.partition("-")[0]
        return f"{int(number)} · {self.title}" if number.isdecimal() else self.title


@dataclass(frozen=True, slots=True)
class Course:
    """The pack: ``id`` (also written into every learner's log), ``title``, ``root``, ``units`` in order."""

    id: str
    title: str
    root: Path
    units: tuple[CourseUnit, ...]

    def unit(self, word: str) -> CourseUnit:
        """Return the unit with this id, or the graded unit of the lesson with this number (``02``).

        Raises ``CourseError`` that lists the units there are.
        """
        exact = (unit for unit in self.units if unit.id == word)
        graded = (unit for unit in self.units if not unit.practice and unit.id.startswith(f"{word}-"))
        for unit in (*exact, *graded):
            return unit
        raise CourseError(
            Fault(
                MARKER,
                "",
                f'no unit "{word}"',
                f"{listed(unit.id for unit in self.units)}, or the number of a lesson",
                "Check the spelling of the unit.",
            )
        )

    def path(self, *parts: str) -> Path:
        """Return a path inside the pack."""
        return self.root.joinpath(*parts)

    def name_of(self, path: Path) -> str:
        """Return ``path`` as a reader knows it: from the pack's folder, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return str(path)


def read_toml(path: Path, shown_as: str) -> dict[str, Any]:
    """Read a TOML file; raise ``CourseError`` for a missing file, a wrong encoding or wrong TOML."""
    try:
        # utf-8-sig: some editors on Windows put a byte order mark first.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        fault = Fault(
            shown_as, "", "no such file", "a TOML file", "Restore it from a fresh copy of the course."
        )
    except UnicodeDecodeError as error:
        fault = Fault(
            shown_as, f"byte {error.start}", "text that is not UTF-8", "UTF-8 text", "Save the file as UTF-8."
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = Fault(
            shown_as,
            "",
            f"a file that cannot be opened ({reason})",
            "a TOML file",
            "Check its permissions, or restore it from a fresh copy of the course.",
        )
    except (ValueError, RecursionError) as error:
        fault = Fault(
            shown_as,
            "",
            f"a line that is not TOML ({error})",
            "valid TOML",
            "Mend the line that is named here.",
        )
    raise CourseError(fault)


def find_root(start: Path | None = None) -> Path:
    """Find the pack's folder: from the environment, or upwards from ``start`` (default: here)."""
    named = os.environ.get(ROOT_VARIABLE)
    here = Path(named) if named else (start or Path.cwd())
    for folder in (here, *here.resolve().parents):
        if (folder / MARKER).is_file():
            return folder
    raise CourseError(
        Fault(
            str(here),
            "",
            f"no {MARKER} here or in a folder above",
            "a place inside the course folder",
            "Open the notebook from inside the course folder, or start the command there.",
        )
    )


def load_course(root: Path | None = None) -> Course:
    """Read ``course.toml``; ``root`` defaults to the pack that holds the current folder."""
    folder = (root or find_root()).resolve()
    marker = folder / MARKER
    return _load(folder, marker.stat().st_mtime_ns if marker.exists() else 0)


@lru_cache(maxsize=8)
def _load(root: Path, _modified: int) -> Course:
    data = read_toml(root / MARKER, MARKER)
    units = data.get("units", [])
    if not isinstance(data.get("id"), str) or not isinstance(data.get("title"), str) or not _are_units(units):
        raise CourseError(
            Fault(
                MARKER,
                "",
                "a course without id, title or units",
                "id, title and [[units]], each with id and title",
                "Compare it with a fresh copy.",
            )
        )
    raise_if_any(_unit_faults(units))
    read = tuple(CourseUnit(unit["id"], unit["title"], unit.get("practice", False)) for unit in units)
    return Course(data["id"], data["title"], root, read)


def _unit_faults(units: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    names = [unit["id"] for unit in units]
    for unit in units:
        name, practice = unit["id"], unit.get("practice", False)
        for field in sorted(set(unit) - set(UNIT_FIELDS)):
            found, expected = f'a field "{field}"', listed(UNIT_FIELDS)
            yield Fault(MARKER, f"{name}.{field}", found, expected, "Check the spelling.")
        if not isinstance(practice, bool):
            yield Fault(
                MARKER,
                f"{name}.practice",
                repr(practice),
                "true or false",
                "Write practice = true, or remove it.",
            )
        elif practice != name.endswith(PRACTICE):
            found = "a practice unit" if practice else "a unit that is not practice"
            expected = f'practice = true exactly where the id ends in "{PRACTICE}"'
            yield Fault(MARKER, name, found, expected, "Rename the unit, or correct practice.")
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            found = f"{names.count(name)} units with this id"
            yield Fault(MARKER, name, found, "ids that differ", "Rename all but one.")


def _are_units(units: object) -> bool:
    return isinstance(units, list) and all(
        isinstance(unit, Mapping) and isinstance(unit.get("id"), str) and isinstance(unit.get("title"), str)
        for unit in units
    )
