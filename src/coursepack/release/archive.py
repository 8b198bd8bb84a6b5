"""Knows how a copy becomes one zip file: searched before it is written, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.course import Course, CourseUnit
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.items import has_keys
from coursepack.release.parts import find_units, parts, solution_files
from coursepack.release.withheld import leaks, secrets

FOLDER = "course"
"""The folder that a copy unpacks into."""
DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that the same course gives the same bytes."""
READABLE = 0o644 << 16
CODING = "solutions/coding"
PUBLIC = ("seeds/", "codebook/", "docs/codebook.md")
"""What every student has and may quote: a rule that feedback repeats is no secret."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was written: the archive ``file``, how many ``files`` it holds, the units ``withheld`` from it.

    ``opens`` are the units whose feedback the archive opens in a copy; it is empty for a copy itself.
    """

    file: str
    files: int
    withheld: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    def text(self) -> str:
        """Say in words what is in the archive and what is not."""
        if self.opens:
            return f"{self.file}: {self.files} files, the solutions of {', '.join(self.opens)}. Not searched: it holds keys."
        kept = f" Withheld: {', '.join(self.withheld)}." if self.withheld else ""
        return f"{self.file}: {self.files} files, searched for everything that is withheld.{kept}"


def release_copy(course: Course, wanted: Sequence[str], opened: Sequence[str], out: Path) -> Released:
    """Write a student's copy with the units ``wanted`` (all, if none is named) to ``out``.

    Solutions of practice units go along, those of graded units only if they are ``opened``. Raises
    ``CourseError`` for an unknown unit, for an archive that cannot be written, and for every
    secret that is found in a file of the copy: then nothing is written.
    """
    units = find_units(wanted, course) if wanted else course.units
    open_ids = frozenset(unit.id for unit in find_units(opened, course)) if opened else frozenset[str]()
    contents = dict(parts(course, units, open_ids))
    withheld = tuple(unit for unit in course.units if not unit.practice and unit.id not in open_ids)
    public = [content for name, content in contents.items() if name.startswith(PUBLIC)]
    practised = [content for name, content in contents.items() if name.startswith("solutions/")]
    known = secrets(withheld, course, public, practised)
    raise_if_any(
        Fault(
            name,
            secret.item,
            f"the {secret.what} of an exercise whose solutions are withheld",
            "nothing of it in a student's copy",
            "Take it out of the file, or open the unit with --open.",
        )
        for name, content in contents.items()
        for secret in leaks(name, content, known)
    )
    _write(out, contents, FOLDER)
    return Released(str(out), len(contents), tuple(unit.id for unit in units if unit in withheld))


def release_solutions(course: Course, wanted: Sequence[str], out: Path, *, coding: bool = False) -> Released:
    """Write the solutions of some units to ``out``: unpacked into a copy they open its feedback.

    ``coding`` adds the reference coding, which gives away keys of every unit that rests on it.
    Raises ``CourseError`` for an unknown unit, and for one whose solutions are not here.
    """
    units = tuple(unit for unit in find_units(wanted, course) if not unit.practice)
    raise_if_any(_missing(units, course))
    names = [name for unit in units for name in solution_files(unit, course)]
    if coding:
        names += [course.name_of(path) for path in sorted(course.path(CODING).rglob("*")) if path.is_file()]
    contents = {name: course.path(name).read_bytes() for name in names if course.path(name).is_file()}
    _write(out, contents, FOLDER)
    return Released(str(out), len(contents), opens=tuple(unit.id for unit in units))


def _missing(units: Iterable[CourseUnit], course: Course) -> Iterable[Fault]:
    for unit in units:
        if not has_keys(unit.id, course):
            yield Fault(
                f"solutions/{unit.id}.toml",
                "",
                "no such file",
                "the solutions of the unit",
                "Use a whole copy of the course.",
            )


def _write(out: Path, contents: Mapping[str, bytes], folder: str) -> None:
    """Write the archive beside its place and move it there, so that a broken one never stands there."""
    draft = out.with_name(f"{out.name}.part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(contents.items()):
                entry = zipfile.ZipInfo(f"{folder}/{name}", DAY)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, READABLE
                archive.writestr(entry, content)
        draft.replace(out)
    except OSError as error:
        raise CourseError(
            Fault(
                str(out),
                "",
                f"a file that cannot be written ({error.strerror})",
                "a place for the archive",
                "Choose another place with --out.",
            )
        ) from None
    finally:
        draft.unlink(missing_ok=True)
