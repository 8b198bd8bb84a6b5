"""Knows how the keys of marked and coded passages are read: from quotations, and from the votes of the passes."""

from __future__ import annotations

import csv
import io
from typing import Any

from coursepack.codebook.model import PRIMARY
from coursepack.course import Course
from coursepack.faults import Fault
from coursepack.fields import Fields
from coursepack.items.keys import CodeCredits, KeySpan
from coursepack.items.model import CodeTask, SpansTask
from coursepack.texts.model import Span
from coursepack.texts.passage import normal

VOTES = "solutions/coding/{layer}/votes.csv"
UNIT_VOTES = "solutions/{unit}.{layer}.csv"
"""The votes on the sentences that a unit has coded: they go with its solutions into copies without the others."""
YES, NO = "yes", "no"


def read_spans(fields: Fields, task: SpansTask) -> tuple[tuple[KeySpan, ...], tuple[Span, ...]]:
    """Read ``[[….span]]`` (label, unit, quotes) and ``[[….optional]]`` (unit, quotes) of one key."""
    spans = []
    for number, table in enumerate(_tables(fields, "span"), start=1):
        entry = Fields(table, fields.file, f"{fields.where}.span {number}", fields.faults)
        label = entry.text("label")
        if label not in {option.id for option in task.labels}:
            entry.faults.append(
                Fault(entry.file, entry.where, f'label "{label}"', "a label of the item", "Use its labels.")
            )
        spans.append(KeySpan(label, _pieces(entry, task)))
        entry.finish()
    optional: list[Span] = []
    for number, table in enumerate(_tables(fields, "optional"), start=1):
        entry = Fields(table, fields.file, f"{fields.where}.optional {number}", fields.faults)
        optional.extend(_pieces(entry, task))
        entry.finish()
    if not spans:
        fields.faults.append(
            Fault(fields.file, fields.where, "no span", f"[[{fields.where}.span]]", "Add the right marks.")
        )
    return tuple(spans), tuple(optional)


def _tables(fields: Fields, name: str) -> list[Any]:
    tables = fields.raw(name) or []
    if isinstance(tables, list):
        return tables
    where = f"{fields.where}.{name}"
    fields.faults.append(Fault(fields.file, where, "one table", f"[[{where}]]", "Double the brackets."))
    return []


def _pieces(entry: Fields, task: SpansTask) -> tuple[Span, ...]:
    unit, quotes = entry.text("unit"), entry.texts("quotes")
    place = task.passage.spans.get(unit)
    if place is None:
        entry.faults.append(
            Fault(entry.file, entry.where, f'unit "{unit}"', "a unit in view", "Name a unit of the passage.")
        )
        return ()
    pieces = []
    for quote in map(normal, quotes):
        start = task.passage.text.find(quote, place.start, place.end)
        if start < 0:
            entry.faults.append(
                Fault(
                    entry.file, entry.where, f"‹{quote}›", f"words of {unit}, letter by letter", "Copy them."
                )
            )
        else:
            pieces.append(Span(start, start + len(quote)))
    return tuple(pieces)


def read_codes(fields: Fields, task: CodeTask, unit_id: str, course: Course) -> CodeCredits:
    """Read the weights of every unit and code from the votes of the passes, which are data of their own."""
    file = VOTES.format(layer=task.layer)
    own = UNIT_VOTES.format(unit=unit_id, layer=task.layer)
    if not course.path(file).is_file() and course.path(own).is_file():
        file = own
    path = course.path(file)
    if not path.is_file():
        fields.faults.append(
            Fault(file, fields.where, "no such file", "the votes of the passes", "Run: coursepack build")
        )
        return {}
    codes = {option.id for option in task.codes}
    found: dict[str, dict[str, dict[bool, float]]] = {}
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
        code, option = row["code"], row["option"]
        if row["unit"] not in task.units:
            continue
        if task.single and code == PRIMARY and option in codes:
            found.setdefault(row["unit"], {})[option] = {True: float(row["weight"])}
        elif not task.single and code in codes - {task.empty} and option in {YES, NO}:
            found.setdefault(row["unit"], {}).setdefault(code, {})[option == YES] = float(row["weight"])
    for unit in sorted(set(task.units) - set(found)):
        fields.faults.append(
            Fault(file, unit, "no votes", "votes for every sentence", "Run: coursepack build")
        )
    return found
