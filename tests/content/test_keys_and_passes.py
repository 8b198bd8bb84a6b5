"""Knows that a hard key rests only on what all coding passes say; no vote and no ruling stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from coursepack.codebook import layer_ids, load_layer
from coursepack.coding import has_reference, reference
from coursepack.coding.model import (
    DESCRIBED,
    NEITHER,
    Decision,
    Reference,
    ReferenceAttribution,
    Settled,
    Status,
)
from coursepack.course import Course
from coursepack.items import Item, Key, Kind
from coursepack.items.keys import RowKey
from coursepack.items.model import Level, Option, Row, RowsTask
from coursepack.scoring import best_answer

QUOTED = re.compile(r"‹([^‹›]*)›\s*\((A\d+-[A-Za-z]?\d+)\)")
FIELDS = {part: field for field, part in DESCRIBED.items()}
PIECES = " … "

Keyed = Sequence[tuple[Item, Key]]


@pytest.fixture(scope="module")
def references(course: Course) -> Mapping[str, Reference]:
    """Return the reference coding of every layer that has one."""
    found = {layer: reference(layer, course) for layer in layer_ids(course) if has_reference(layer, course)}
    if not found:
        pytest.skip("this copy has no reference coding")
    return found


@pytest.fixture(scope="module")
def graded(keyed: Keyed, course: Course) -> Keyed:
    """Return the items that count; practice may show what careful readers still discuss."""
    practice = {unit.id for unit in course.units if unit.practice}
    return [(item, key) for item, key in keyed if item.unit not in practice]


def test_every_hard_row_rests_on_what_all_passes_say(
    graded: Keyed, references: Mapping[str, Reference]
) -> None:
    assert [told for item, key in graded for told in _differing(item, key, references)] == []


@pytest.mark.parametrize("layer", ["attribution", "certainty", "framing", "school"])
def test_a_hard_row_that_not_all_passes_give_is_told_in_every_layer(
    layer: str, course: Course, references: Mapping[str, Reference]
) -> None:
    if layer not in references:
        pytest.skip(f"this copy has no reference coding of the layer {layer}")
    known = references[layer]
    agreed = {unit: code for unit in known.sentences if (code := _agreed_code(known.sentences[unit]))}
    disputed = next(unit for unit in known.sentences if unit not in agreed)
    clear = next(unit for unit, code in agreed.items() if code == NEITHER)
    codes = [Option(code, code) for code in load_layer(layer, course).codes]
    other = next(code.id for code in codes if code.id != NEITHER)
    rows = tuple(Row(unit, "", unit) for unit in (clear, disputed))
    item = Item(
        "x",
        "u",
        Kind.CLASSIFY,
        "1",
        Level.APPLY,
        1,
        (),
        "?",
        (),
        f"{layer}.codes",
        RowsTask(rows, tuple(codes)),
    )

    def key(code: str) -> Key:
        return Key("x", "", (), rows={row.id: RowKey({code: 1.0}, "") for row in rows})

    assert [row for _, row, _, _ in _differing(item, key(NEITHER), references)] == [disputed]
    assert [row for _, row, _, _ in _differing(item, key(other), references)] == [clear, disputed]
    assert list(_differing(item, replace(key(other), contested=True), references)) == []


def test_a_sentence_on_which_passes_differ_is_noticed(references: Mapping[str, Reference]) -> None:
    noticed = 0
    for known in references.values():
        disputed = [
            unit
            for unit, decisions in known.sentences.items()
            if any(0 < decision.votes_yes < decision.votes for decision in decisions.values())
        ]
        noticed += len(disputed)
        assert {_agreed(Row(unit, "", unit), "codes", known) for unit in disputed} <= {None}
    assert noticed


def _differing(
    item: Item, key: Key, references: Mapping[str, Reference]
) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield the rows of a hard key that not all passes give: item, row, key, and what the passes agree on."""
    layer, _, part = (item.vocabulary or "").partition(".")
    if layer not in references or key.contested or not isinstance(item.task, RowsTask):
        return
    best = best_answer(item, key)
    for row in item.task.rows:
        agreed = _agreed(row, part, references[layer])
        if agreed != best[row.id]:
            yield item.id, row.id, best[row.id], agreed


def _agreed(row: Row, part: str, known: Reference) -> str | None:
    """Return what all passes say of a row; ``None`` if they differ, or if the row does not tell which one it means."""
    if part == "codes":
        return _agreed_code(known.sentences[str(row.unit)])
    values = {_agreed_value(entry, FIELDS[part]) for entry in _meant(row, known)}
    return values.pop() if len(values) == 1 else None


def _agreed_code(decisions: Mapping[str, Decision]) -> str | None:
    if any(decision.status is not Status.AGREED for decision in decisions.values()):
        return None
    present = [code for code, decision in decisions.items() if decision.value]
    return NEITHER if not present else present[0] if len(present) == 1 else None


def _agreed_value(entry: ReferenceAttribution, field: str) -> str | None:
    settled: Settled = getattr(entry, field)
    counts = entry.there.value and entry.there.status is Status.AGREED
    return settled.value if counts and settled.status is Status.AGREED else None


def _meant(row: Row, known: Reference) -> list[ReferenceAttribution]:
    """Return the attributions of a sentence, or those whose cue stands in what the row's text quotes."""
    if row.unit:
        return [entry for entry in known.attributions if entry.unit == row.unit]
    quoted = QUOTED.findall(row.text)
    return [
        entry
        for entry in known.attributions
        if any(unit == entry.unit for _, unit in quoted)
        and all(any(piece in words for words, _ in quoted) for piece in entry.cue.split(PIECES))
    ]
