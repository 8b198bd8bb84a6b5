"""Knows that a hard key rests only on what all coding passes say; no vote and no ruling stands behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

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
from coursepack.items import Item, Key
from coursepack.items.model import Row, RowsTask
from coursepack.scoring import best_answer

QUOTED = re.compile(r"‹([^‹›]*)›\s*\((A\d+-[A-Za-z]?\d+)\)")
FIELDS = {part: field for field, part in DESCRIBED.items()}
PIECES = " … "

Keyed = Sequence[tuple[Item, Key]]


@pytest.fixture(scope="module")
def references(keyed: Keyed, course: Course) -> Mapping[str, Reference]:
    """Return the reference coding of every layer that an item draws its answers from."""
    layers = {item.vocabulary.partition(".")[0] for item, _ in keyed if item.vocabulary}
    found = {layer: reference(layer, course) for layer in sorted(layers) if has_reference(layer, course)}
    if not found:
        pytest.skip("this copy has no reference coding")
    return found


def test_every_hard_row_rests_on_what_all_passes_say(
    keyed: Keyed, references: Mapping[str, Reference]
) -> None:
    differing = []
    for item, key in keyed:
        layer, _, part = (item.vocabulary or "").partition(".")
        if layer not in references or key.contested or not isinstance(item.task, RowsTask):
            continue
        best = best_answer(item, key)
        agreed = {row.id: _agreed(row, part, references[layer]) for row in item.task.rows}
        differing += [(item.id, row, best[row], agreed[row]) for row in best if agreed[row] != best[row]]
    assert differing == []


def test_a_sentence_on_which_passes_differ_is_noticed(references: Mapping[str, Reference]) -> None:
    for known in references.values():
        disputed = [
            unit
            for unit, decisions in known.sentences.items()
            if any(0 < decision.votes_yes < decision.votes for decision in decisions.values())
        ]
        assert disputed
        assert {_agreed(Row(unit, "", unit), "codes", known) for unit in disputed} == {None}


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
