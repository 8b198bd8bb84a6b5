"""Knows how a file with questions becomes a unit of the course: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursepack.course import MARKER, Course, load_course
from coursepack.exchange.checks import question_faults
from coursepack.exchange.gift_read import read_gift
from coursepack.exchange.json_read import read_quiz
from coursepack.exchange.source import Found, raise_first, read_text
from coursepack.exchange.to_items import LEVEL, NewUnit, new_unit
from coursepack.exchange.unit_files import course_entry, exercises_toml, solutions_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.items import load_items, load_keys
from coursepack.items.load import HEAD, ITEM_ID, items_file
from coursepack.items.load_keys import keys_file
from coursepack.texts import load_texts

READERS = {".gift": read_gift, ".txt": read_gift, ".json": read_quiz}
LONGEST_ID = 60
NUMBERED = re.compile(r"(\d+)-")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What one import did: the new unit, how many exercises it has, what was left out, what is to do."""

    unit: str
    exercises: int
    notices: tuple[str, ...]
    to_do: tuple[str, ...]

    def text(self) -> str:
        """Return it in words."""
        lines = [
            f"{self.exercises} exercises are now in {items_file(self.unit)}, their solutions in {keys_file(self.unit)}.",
            f"{MARKER} has the unit {self.unit}, as its last one.",
            *(f"Note: {notice}" for notice in self.notices),
            "Please complete:",
            *(f"  {what}" for what in self.to_do),
            "Then run: coursepack build",
        ]
        return "\n".join(lines)


def bring_in(course: Course, source: Path, unit_id: str, title: str) -> BroughtIn:
    """Add the questions of a GIFT file or of a quiz of jupyterquiz to the course as a new unit.

    Raises ``CourseError`` with all faults of the file, for a unit that exists, or for a file that
    would be overwritten; then nothing is changed.
    """
    raise_if_any(_unit_faults(course, unit_id, title))
    found = _read(source)
    stem = NUMBERED.sub("", unit_id, count=1)
    number = NUMBERED.match(unit_id)
    objective = f"{int(number[1]) if number else 9}.1"
    raise_if_any(_id_faults(course, stem, len(found.questions)))
    new = new_unit(found.questions, stem, objective, load_texts(course))
    files = {
        items_file(unit_id): exercises_toml(unit_id, objective, new, source.name),
        keys_file(unit_id): solutions_toml(unit_id, new, source.name),
    }
    _write(course, files, course_entry(unit_id, title.strip()), unit_id)
    return BroughtIn(unit_id, len(new.items), found.notices, tuple(_to_do(new, objective)))


def _read(source: Path) -> Found:
    reader = READERS.get(source.suffix.lower())
    name = str(source)
    if reader is None:
        found, remedy = f'a name that ends in "{source.suffix}"', "Rename the file by what it holds."
        raise CourseError(Fault(name, "", found, listed(READERS), remedy))
    read = reader(read_text(source), name)
    faults = [fault for question in read.questions for fault in question_faults(question, name)]
    raise_first(faults, name)
    return read


def _unit_faults(course: Course, unit_id: str, title: str) -> Iterator[Fault]:
    if not ITEM_ID.fullmatch(unit_id) or len(unit_id) > LONGEST_ID or unit_id in HEAD:
        expected = 'small letters, digits and hyphens, such as "09-my-unit"'
        yield Fault("--unit", "", f'"{unit_id[:LONGEST_ID]}"', expected, "Choose another id.")
        return
    if not title.strip() or not title.isprintable():
        yield Fault("--title", "", repr(title), "a title on one line", "Give the unit a title.")
    if any(unit.id == unit_id for unit in course.units):
        yield Fault(MARKER, "", f'a unit "{unit_id}"', "an id that is not taken", "Choose another id.")
    for file in (items_file(unit_id), keys_file(unit_id)):
        if course.path(file).exists():
            yield Fault(
                file, "", "a file that is there", "no such file", "Choose another id, or move it away."
            )


def _id_faults(course: Course, stem: str, questions: int) -> Iterator[Fault]:
    new = {f"{stem}-{number:02}" for number in range(1, questions + 1)}
    for unit in course.units:
        for taken in sorted(new & set(load_items(unit.id, course).items)):
            expected = "ids that differ in the whole course"
            yield Fault(
                items_file(unit.id),
                taken,
                "an id that the new unit needs",
                expected,
                "Choose another --unit.",
            )


def _to_do(new: NewUnit, objective: str) -> Iterator[str]:
    yield f"say what the objective {objective} is, and divide it if there are several"
    yield f'set level and minutes, which are "{LEVEL}" and 2 everywhere (20 for an essay)'
    yield "name the sentences that are shown (shows) and that the keys rest on (rests_on), and write hints"
    if new.misconceptions:
        yield f"name the misconceptions behind wrong options: {len(new.misconceptions)} are to be named"
    yield from new.to_do


def _write(course: Course, files: Mapping[str, str], entry: str, unit_id: str) -> None:
    """Write both files and the entry; take everything back if the unit does not load."""
    marker = course.path(MARKER)
    before = marker.read_bytes()
    line_end = "\r\n" if b"\r\n" in before else "\n"
    gap = "" if before.endswith(b"\n") else "\n"
    written: list[Path] = []
    try:
        for name, text in files.items():
            path = course.path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
        with marker.open("ab") as file_:
            file_.write((gap + entry).replace("\n", line_end).encode())
        changed = load_course(course.root)
        load_items(unit_id, changed)
        load_keys(unit_id, changed)
    except BaseException as error:  # Ctrl+C as well must leave nothing half done
        for path in written:
            path.unlink(missing_ok=True)
        if marker.read_bytes() != before:
            marker.write_bytes(before)
        if isinstance(error, OSError):
            where = error.filename if isinstance(error.filename, str) else str(course.root)
            found = f"a place that cannot be written ({error.strerror or type(error).__name__})"
            fault = Fault(where, "", found, "a folder that can be written", "Check its permissions.")
            raise CourseError(fault) from None
        raise
