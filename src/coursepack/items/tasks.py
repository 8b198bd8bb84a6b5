"""Knows how the part of an item that depends on its kind is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.codebook import load_layer, vocabulary
from coursepack.course import Course
from coursepack.faults import CourseError, Fault, listed
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
    Row,
    RowsTask,
    ShortTask,
    SpansTask,
    Task,
)
from coursepack.texts import Texts, UnitKind, load_texts
from coursepack.texts.passage import passage_of

OPTION_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
RANGE = ".."
FEWEST_OPTIONS = 2
MOST_MARKS = 1000


def shown_units(fields: Fields, texts: Texts, name: str = "shows") -> tuple[str, ...]:
    """Read a list of unit ids and ranges; faults are kept in ``fields``."""
    shown: list[str] = []
    for entry in fields.texts(name):
        first, dots, last = entry.partition(RANGE)
        units = _between(first, last if dots else first, texts)
        if not units:
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}",
                    f'"{entry}"',
                    'the id of a unit, such as "A0-09", or a range within one text, such as "A0-09..A0-12"',
                    "Look the id up in the text.",
                )
            )
        shown.extend(units)
    return tuple(dict.fromkeys(shown))


def _between(first: str, last: str, texts: Texts) -> Sequence[str]:
    """Return the units from ``first`` to ``last``; nothing if there is no such range. Residue only if an end is."""
    if not {first, last} <= set(texts.units):
        return ()
    ends = {texts.unit(first).kind, texts.unit(last).kind}
    units = [
        unit.id
        for unit in texts.article(texts.unit(first).article).units
        if unit.kind is not UnitKind.RESIDUE or UnitKind.RESIDUE in ends
    ]
    return units[units.index(first) : units.index(last) + 1] if last in units else ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One item under reading: its fields, the units in view, the name of its closed list, the course."""

    fields: Fields
    shows: tuple[str, ...]
    words: str | None
    course: Course
    texts: Texts

    def options(self) -> tuple[Option, ...]:
        return _vocabulary(self.fields, self.words, self.course) if self.words else _options(self.fields)


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
    return _marking(reading, _options(reading.fields, fewest=1))


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
    Kind.CHOICE: lambda reading: OptionsTask(_options(reading.fields)),
    Kind.CHOICES: lambda reading: OptionsTask(_options(reading.fields)),
    Kind.CLASSIFY: lambda reading: RowsTask(_rows(reading.fields, reading.texts), reading.options()),
    Kind.MATCH: lambda reading: RowsTask(_rows(reading.fields, reading.texts), reading.options()),
    Kind.NUMBER: _number,
    Kind.SHORT: _short,
    Kind.LOCATE: _locate,
    Kind.ORDER: lambda reading: OrderTask(_options(reading.fields)),
    Kind.SPANS: _spans,
    Kind.EVIDENCE: _evidence,
    Kind.CODE: _code,
    Kind.ESSAY: _essay,
}


def _vocabulary(fields: Fields, name: str, course: Course) -> tuple[Option, ...]:
    """Take the options from a closed list of the codebook: all of it, or the ids in ``options``."""
    try:
        words = vocabulary(name, course)
    except CourseError as error:
        fields.faults.extend(error.faults)
        return ()
    chosen = fields.texts("options", tuple(words))
    for option in chosen:
        if option not in words:
            fields.faults.append(
                Fault(fields.file, f"{fields.where}.options", f'"{option}"', listed(words), "Use these ids.")
            )
    _count_options(fields, len(set(chosen)))
    return tuple(Option(option, words.get(option, option)) for option in dict.fromkeys(chosen))


def _options(fields: Fields, fewest: int = FEWEST_OPTIONS) -> tuple[Option, ...]:
    table = fields.table("options")
    _count_options(fields, len(table), fewest)
    return tuple(Option(key, text) for key, text in _texts_by_id(fields, "options", table))


def _count_options(fields: Fields, options: int, fewest: int = FEWEST_OPTIONS) -> None:
    if options < fewest:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.options",
                f"{options} options",
                f"at least {fewest}",
                "Add options.",
            )
        )


def _rows(fields: Fields, texts: Texts) -> tuple[Row, ...]:
    raw = fields.raw("rows")
    if raw and isinstance(raw, Mapping):
        return tuple(Row(key, text, None) for key, text in _texts_by_id(fields, "rows", raw))
    before = len(fields.faults)
    unit_ids = shown_units(
        Fields({"rows": raw or []}, fields.file, fields.where, fields.faults), texts, "rows"
    )
    if not unit_ids and len(fields.faults) == before:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.rows",
                "nothing" if raw is None else repr(raw),
                "a list of unit ids, or a table of texts",
                "Add the rows.",
            )
        )
    return tuple(Row(unit_id, texts.unit(unit_id).text, unit_id) for unit_id in unit_ids)


def _texts_by_id(fields: Fields, name: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, text in table.items():
        if not OPTION_ID.fullmatch(key) or not isinstance(text, str) or not text.strip():
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}.{key}",
                    repr(text),
                    "an id in small letters and a text",
                    "Correct this line.",
                )
            )
        else:
            pairs.append((key, text.strip()))
    return pairs


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
