"""Knows how the keys of marked and coded passages are read: from quotations, and from the votes of the passes."""

from __future__ import annotations

from coursepack.codebook.model import NO, PRIMARY, YES
from coursepack.course import Course
from coursepack.csv_rows import CsvRow, read_rows
from coursepack.faults import Fault
from coursepack.fields import Fields
from coursepack.items.keys import CodeCredits, KeySpan
from coursepack.items.model import CodeTask, SpansTask
from coursepack.texts.model import Span
from coursepack.texts.passage import normal

VOTES = "solutions/coding/{layer}/votes.csv"
UNIT_VOTES = "solutions/{unit}.{layer}.csv"
"""The votes on the sentences that a unit has coded: they go with its solutions into copies without the others."""
VOTES_HEADER = ("unit", "code", "option", "votes", "coders", "weight", "status", "rule")


def read_spans(fields: Fields, task: SpansTask) -> tuple[tuple[KeySpan, ...], tuple[Span, ...]]:
    """Read ``[[….span]]`` (label, unit, quotes) and ``[[….optional]]`` (unit, quotes) of one key."""
    spans = []
    for number, table in enumerate(fields.tables("span"), start=1):
        entry = Fields(table, fields.file, f"{fields.where}.span {number}", fields.faults)
        label = entry.text("label")
        if label not in {option.id for option in task.labels}:
            entry.faults.append(
                Fault(entry.file, entry.where, f'label "{label}"', "a label of the item", "Use its labels.")
            )
        spans.append(KeySpan(label, _pieces(entry, task)))
        entry.finish()
    optional: list[Span] = []
    for number, table in enumerate(fields.tables("optional"), start=1):
        entry = Fields(table, fields.file, f"{fields.where}.optional {number}", fields.faults)
        optional.extend(_pieces(entry, task))
        entry.finish()
    if not spans:
        fields.faults.append(
            Fault(fields.file, fields.where, "no span", f"[[{fields.where}.span]]", "Add the right marks.")
        )
    return tuple(spans), tuple(optional)


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
    if not course.path(file).is_file():
        fields.faults.append(
            Fault(file, fields.where, "no such file", "the votes of the passes", "Run: coursepack build")
        )
        return {}
    before = len(fields.faults)
    codes = {option.id for option in task.codes}
    found: dict[str, dict[str, dict[bool, float]]] = {}
    for row in read_rows(course.path(file), file, VOTES_HEADER, fields.faults):
        unit, code, option = (row.cells[name] for name in ("unit", "code", "option"))
        if unit not in task.units:
            continue
        if task.single and code == PRIMARY and option in codes:
            found.setdefault(unit, {})[option] = {True: _weight(row, file, fields.faults)}
        elif not task.single and code in codes - {task.empty} and option in {YES, NO}:
            found.setdefault(unit, {}).setdefault(code, {})[option == YES] = _weight(row, file, fields.faults)
    # A row that could not be read is not missing as well.
    for unit in sorted(set(task.units) - set(found)) if len(fields.faults) == before else ():
        fields.faults.append(
            Fault(file, unit, "no votes", "votes for every sentence", "Run: coursepack build")
        )
    return found


def _weight(row: CsvRow, file: str, faults: list[Fault]) -> float:
    try:
        weight = float(row.cells["weight"])
    except ValueError:
        weight = -1.0
    if 0 <= weight <= 1:
        return weight
    found, remedy = f'"{row.cells["weight"]}"', "Restore the file from a fresh copy, or run: coursepack build"
    faults.append(Fault(file, f"{row.where}, weight", found, "a number from 0 to 1", remedy))
    return 0.0
