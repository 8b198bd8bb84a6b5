"""Knows how the part of an item that depends on its kind is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coursepack.codebook import load_layer
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.fields import Fields
from coursepack.items.model import (
    EVIDENCE_LABEL,
    CodeTask,
    Criterion,
    EssayTask,
    Kind,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    OrderTask,
    RowsTask,
    ShortTask,
    SpansTask,
    Task,
)
from coursepack.items.read_options import read_options, read_rows, read_vocabulary, shown_units
from coursepack.texts import Texts, UnitKind, load_texts
from coursepack.texts.passage import passage_of

MOST_MARKS = 1000


@dataclass(frozen=True, slots=True)
class _Reading:
    """One item under reading: its fields, the units in view, the name of its closed list, the course."""

    fields: Fields
    shows: tuple[str, ...]
    words: str | None
    course: Course
    texts: Texts

    def options(self) -> tuple[Option, ...]:
        return (
            read_vocabulary(self.fields, self.words, self.course) if self.words else read_options(self.fields)
        )


def read_task(
    kind: Kind, fields: Fields, shows: tuple[str, ...], words: str | None, course: Course
) -> Task | None:
    """Read what depends on the kind; faults are kept in ``fields``, ``None`` if nothing came of it."""
    return READERS[kind](_Reading(fields, shows, words, course, load_texts(course)))


def _number(reading: _Reading) -> NumberTask:
    fields = reading.fields
    low, high = fields.number("low", -1e9, 1e9, 0), fields.number("high", -1e9, 1e9, 1000)
    if low > high:
        where, found = f"{fields.where}.low", f"low {low:g} above high {high:g}"
        fields.faults.append(Fault(fields.file, where, found, "low, then high", "Swap them."))
    return NumberTask(fields.text("noun"), low, high, fields.flag("whole", default=True))


def _short(reading: _Reading) -> ShortTask:
    return ShortTask(reading.fields.whole("longest", 1, 1000, 200))


def _locate(reading: _Reading) -> LocateTask:
    fields = reading.fields
    among = shown_units(fields, reading.texts, "among") if fields.has("among") else reading.shows
    if not among:
        fields.faults.append(
            Fault(fields.file, fields.where, "no sentence to pick", "among or shows", "Name the units.")
        )
    return LocateTask(among, fields.whole("at_most", 1, 200, 1))


def _spans(reading: _Reading) -> SpansTask:
    return _marking(reading, read_options(reading.fields, fewest=1))


def _evidence(reading: _Reading) -> SpansTask:
    return _marking(reading, (Option(EVIDENCE_LABEL, "Evidence"),))


def _marking(reading: _Reading, labels: tuple[Option, ...]) -> SpansTask:
    at_most = reading.fields.whole("at_most", 1, MOST_MARKS, MOST_MARKS)
    return SpansTask(reading.shows, passage_of(reading.shows, reading.texts), labels, at_most)


def _code(reading: _Reading) -> CodeTask | None:
    name = reading.fields.text("layer")
    try:
        layer = load_layer(name, reading.course)
    except CourseError as error:
        reading.fields.faults.extend(error.faults)
        return None
    units = tuple(unit for unit in reading.shows if reading.texts.unit(unit).kind is UnitKind.BODY)
    codes = tuple(Option(code.id, code.name) for code in layer.codes.values())
    return CodeTask(units, name, codes, layer.empty, layer.single)


def _essay(reading: _Reading) -> EssayTask:
    fields, rubric = reading.fields, []
    for key, entry in fields.table("rubric").items():
        line = Fields(entry, fields.file, f"{fields.where}.rubric.{key}", fields.faults)
        rubric.append(Criterion(key, line.text("text"), line.number("points", 0.5, 100, 1)))
        line.finish()
    fewest, most = fields.whole("fewest", 0, 5000, 0), fields.whole("most", 1, 5000, 300)
    return EssayTask(fewest, most, tuple(rubric))


READERS: Mapping[Kind, Callable[[_Reading], Task | None]] = {
    Kind.CHOICE: lambda reading: OptionsTask(read_options(reading.fields)),
    Kind.CHOICES: lambda reading: OptionsTask(read_options(reading.fields)),
    Kind.CLASSIFY: lambda reading: RowsTask(read_rows(reading.fields, reading.texts), reading.options()),
    Kind.MATCH: lambda reading: RowsTask(read_rows(reading.fields, reading.texts), reading.options()),
    Kind.NUMBER: _number,
    Kind.SHORT: _short,
    Kind.LOCATE: _locate,
    Kind.ORDER: lambda reading: OrderTask(read_options(reading.fields)),
    Kind.SPANS: _spans,
    Kind.EVIDENCE: _evidence,
    Kind.CODE: _code,
    Kind.ESSAY: _essay,
}


def option_texts(task: Task) -> list[str]:
    """Return what the author wrote in a task, for checking its quotations."""
    match task:
        case OptionsTask(options):
            return [option.text for option in options]
        case RowsTask(rows, options):
            return [option.text for option in options] + [row.text for row in rows if row.unit is None]
        case OrderTask(options):
            return [option.text for option in options]
        case EssayTask(_, _, rubric):
            return [criterion.text for criterion in rubric]
        case _:
            return []
