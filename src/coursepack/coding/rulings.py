"""Knows how ``rulings.csv`` is read: what was decided where passes differ, by which rule, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coursepack.codebook import Layer
from coursepack.codebook.model import NO, PRIMARY, YES
from coursepack.coding.model import CUE, DESCRIBED, NEITHER, Ruling, Status
from coursepack.coding.pass_files import sentence_codes
from coursepack.coding.passes import folder
from coursepack.course import Course
from coursepack.csv_rows import CsvRow, read_rows
from coursepack.faults import Fault, listed, raise_if_any
from coursepack.texts import Texts, quotation_faults

COLUMNS = ("unit", "code", "decision", "rule", "reason")
YES_OR_NO = (YES, NO)
Question = tuple[str, str]
"""A unit id and what is asked of it: a code, ``primary``, ``cue:<words>``, or ``cue:<words>/<field>``."""


def rulings_file(layer_id: str) -> str:
    """Return the path of a layer's rulings inside the pack."""
    return f"{folder(layer_id)}/rulings.csv"


def load_rulings(layer: Layer, texts: Texts, course: Course) -> Mapping[Question, Ruling]:
    """Read the rulings of a layer; none if the file is not there. Raise ``CourseError`` with every fault."""
    file = rulings_file(layer.id)
    if not course.path(file).is_file():
        return {}
    faults: list[Fault] = []
    rulings: dict[Question, Ruling] = {}
    for row in read_rows(course.path(file), file, COLUMNS, faults):
        unit, code = row.cells["unit"], row.cells["code"]
        rules = tuple(row.cells["rule"].split())
        faults.extend(_faults(row, rules, file, layer, texts))
        if (unit, code) in rulings:
            faults.append(
                Fault(file, row.where, f"a second ruling on {unit}, {code}", "one ruling", "Remove one.")
            )
        rulings[unit, code] = Ruling(unit, code, row.cells["decision"], rules, row.cells["reason"])
    raise_if_any(faults)
    return rulings


def _faults(row: CsvRow, rules: tuple[str, ...], file: str, layer: Layer, texts: Texts) -> Iterator[Fault]:
    unit, code, decision = row.cells["unit"], row.cells["code"], row.cells["decision"]
    if unit not in texts.units:
        yield Fault(file, row.where, f'unit "{unit}"', "the id of a sentence", "Look it up in the text.")
    allowed = _options(code, layer)
    if allowed is None:
        codes = listed(_questions(layer))
        yield Fault(file, f"{row.where}, code", f'"{code}"', codes, "Name what the ruling is about.")
    elif decision not in (*allowed, Status.CONTESTED):
        expected = listed((*allowed, Status.CONTESTED))
        yield Fault(file, f"{row.where}, decision", f'"{decision}"', expected, "Correct the decision.")
    tests = {entry.id for entries in layer.vocabularies.values() for entry in entries.values() if entry.test}
    known = {rule.id for rule in layer.rules} | tests
    for rule in rules or ("",):
        if rule not in known:
            expected = "ids of the codebook, of rules or of entries with a test, with a space between"
            yield Fault(file, f"{row.where}, rule", f'"{rule}"', expected, "Name the rule that decides.")
    if not row.cells["reason"]:
        yield Fault(file, row.where, "no reason", "the reason in plain words", "Write the reason.")
    yield from quotation_faults(row.cells["reason"], file, row.where, texts)


def _questions(layer: Layer) -> tuple[str, ...]:
    """Return what a ruling may be about, with examples for attributions."""
    cues = (f"{CUE}said", f"{CUE}said/directness") if layer.has_attributions else ()
    return (*((PRIMARY,) if layer.single else sentence_codes(layer)), *cues)


def _options(code: str, layer: Layer) -> tuple[str, ...] | None:
    if layer.single:
        return (*sentence_codes(layer), NEITHER) if code == PRIMARY else None
    if code in sentence_codes(layer):
        return YES_OR_NO
    if not layer.has_attributions or not code.startswith(CUE):
        return None
    cue, _, field = code.removeprefix(CUE).partition("/")
    if field:
        return tuple(layer.vocabularies[DESCRIBED[field]]) if field in DESCRIBED else None
    return YES_OR_NO if cue else None
