"""Knows how somebody's coding becomes the rows of a pass: from a table, or from the answers to coding exercises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers import Answered, Record, Revealed, UnreadableLogError, read_log
from coursepack.codebook import Layer
from coursepack.coding.learner import coding_items, own_coding
from coursepack.coding.pass_files import sentence_codes
from coursepack.course import Course
from coursepack.csv_rows import csv_text, read_rows
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.items import ItemBank, load_items
from coursepack.items.model import CodeTask
from coursepack.texts import Texts, load_texts

TABLE, ANSWERS = ".csv", ".jsonl"
Own = tuple[tuple[str, ...], str]
"""The codes of one sentence, and its note."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What somebody coded: ``text`` of the sentences file of a pass, and the texts in their ``order`` of coding.

    ``left_out`` names, in words, texts that were begun but not finished.
    """

    text: str
    order: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def read_coding(path: Path, layer: Layer, course: Course) -> Coded:
    """Read a coding of whole texts from a ``.csv`` in the form of a pass, or from a ``.jsonl`` of answers.

    Raises ``CourseError`` for a file that is neither, that cannot be read, or that holds no whole text.
    """
    readers = {TABLE: _from_table, ANSWERS: _from_answers}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        expected = f"a table ({TABLE}) in the form of a pass, or an answers file ({ANSWERS})"
        raise CourseError(
            Fault(str(path), "", f'a file that ends in "{path.suffix}"', expected, "Name one of these.")
        )
    return reader(path, layer, course)


def _from_table(path: Path, layer: Layer, course: Course) -> Coded:
    faults: list[Fault] = []
    rows = read_rows(path, str(path), ("unit", *sentence_codes(layer), "note"), faults)
    raise_if_any(faults)
    units = load_texts(course).units
    coded = (units[row.cells["unit"]].article for row in rows if row.cells["unit"] in units)
    order = tuple(dict.fromkeys(coded))
    if not order:
        raise CourseError(
            Fault(str(path), "unit", "no sentence of the texts", "ids such as A2-26", "Correct the column.")
        )
    # As it stands, so that the line of a fault is the line in the teacher's own file.
    text = path.read_bytes().decode("utf-8-sig")
    return Coded("\n".join(text.splitlines()) + "\n", order)


def _from_answers(path: Path, layer: Layer, course: Course) -> Coded:
    banks = [load_items(unit.id, course) for unit in course.units]
    own = _own(_records(path, course), banks, layer)
    texts = load_texts(course)
    begun = dict.fromkeys(texts.unit(unit).article for unit in own)
    bodies = {article: [unit.id for unit in texts.article(article).body()] for article in begun}
    order = tuple(article for article, body in bodies.items() if own.keys() >= set(body))
    left_out = tuple(
        f"{article}: {sum(unit in own for unit in body)} of {len(body)} sentences are coded"
        for article, body in bodies.items()
        if article not in order
    )
    if not order:
        found = "; ".join(left_out) or f'no answers to exercises that code a text by the layer "{layer.id}"'
        remedy = "Code at least one text to its end, then add the pass."
        raise CourseError(Fault(str(path), "", found, "every sentence of a text coded", remedy))
    return Coded(_table(own, order, layer, texts), order, left_out)


def _records(path: Path, course: Course) -> tuple[Record, ...]:
    try:
        return read_log(path, course.id).records
    except UnreadableLogError as error:
        found, expected = f"no log of this course ({error})", "an answers file of this course"
        raise CourseError(Fault(str(path), "", found, expected, "Name another file.")) from error


def _own(records: Iterable[Record], banks: list[ItemBank], layer: Layer) -> Mapping[str, Own]:
    """Return codes and note of every sentence, in the order of coding; where two exercises ask, the earlier answer."""
    items = {item.id for item in coding_items(banks, layer.id) if isinstance(item.task, CodeTask)}
    last: dict[str, Answered] = {}
    for record in _unaided(records, items):
        last.pop(record.item, None)
        last[record.item] = record
    own: dict[str, Own] = {}
    for record in last.values():
        notes = record.answer.get("notes") if isinstance(record.answer, dict) else None
        for unit, codes in own_coding([record], banks, layer.id).codes.items():
            note = notes.get(unit, "") if isinstance(notes, dict) else ""
            own.setdefault(unit, (codes, " ".join(str(note).split())))
    return own


def _unaided(records: Iterable[Record], items: set[str]) -> Iterator[Answered]:
    """Yield answers up to the first submitted one of each exercise: after it the reference may have been seen."""
    closed: set[str] = set()
    for record in records:
        if record.item not in items or record.item in closed:
            continue
        if isinstance(record, Revealed) or (isinstance(record, Answered) and record.submitted):
            closed.add(record.item)
        if isinstance(record, Answered):
            yield record


def _table(own: Mapping[str, Own], order: tuple[str, ...], layer: Layer, texts: Texts) -> str:
    codes = sentence_codes(layer)
    rows = (
        (unit.id, *(int(code in own[unit.id][0]) for code in codes), own[unit.id][1])
        for article in order
        for unit in texts.article(article).body()
    )
    return csv_text(("unit", *codes, "note"), rows)
