"""Knows where the pack lies on disk and which units it has (``course.toml``)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.faults import CourseError, Fault, listed

ROOT_VARIABLE = "COURSEPACK_ROOT"
MARKER = "course.toml"


@dataclass(frozen=True, slots=True)
class CourseUnit:
    """One lesson of the course: ``id`` names its files, ``title`` its heading."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Course:
    """The pack: ``id`` (also written into every learner's log), ``title``, ``root``, ``units`` in order."""

    id: str
    title: str
    root: Path
    units: tuple[CourseUnit, ...]

    def unit(self, unit_id: str) -> CourseUnit:
        """Return the unit with this id; raise ``CourseError`` that lists the units there are."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise CourseError(
            Fault(
                MARKER,
                "",
                f'no unit "{unit_id}"',
                listed(unit.id for unit in self.units),
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
    return Course(
        data["id"], data["title"], root, tuple(CourseUnit(unit["id"], unit["title"]) for unit in units)
    )


def _are_units(units: object) -> bool:
    return isinstance(units, list) and all(
        isinstance(unit, Mapping) and isinstance(unit.get("id"), str) and isinstance(unit.get("title"), str)
        for unit in units
    )
