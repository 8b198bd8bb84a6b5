"""Knows the reference coding that is in this copy: complete, settled, and published as it stands."""

from __future__ import annotations

import pytest

from coursepack.codebook import layer_ids
from coursepack.coding import Reference, Status, has_reference, load_passes, reference
from coursepack.coding.model import PassKind
from coursepack.coding.published import published_files
from coursepack.course import load_course
from coursepack.texts import load_texts
from support import REPOSITORY

PACK = load_course(REPOSITORY)
CODED = [layer for layer in layer_ids(PACK) if has_reference(layer, PACK)]


@pytest.fixture(name="layer", params=CODED or ["none"], scope="module")
def _layer(request: pytest.FixtureRequest) -> str:
    if not CODED:
        pytest.skip("this copy has no reference coding")
    return str(request.param)


@pytest.fixture(name="coding", scope="module")
def _coding(layer: str) -> Reference:
    return reference(layer, PACK)


def test_at_least_three_passes_cover_every_sentence(coding: Reference) -> None:
    body = [unit.id for article in load_texts(PACK).articles.values() for unit in article.body()]
    assert list(coding.sentences) == body
    assert all(decision.votes >= 3 for codes in coding.sentences.values() for decision in codes.values())


def test_every_split_was_looked_at(coding: Reference) -> None:
    split = [
        decision
        for codes in coding.sentences.values()
        for decision in codes.values()
        if decision.status is not Status.AGREED
    ]
    split += [entry.there for entry in coding.attributions if entry.there.status is not Status.AGREED]
    assert [decision.unit for decision in split if not (decision.rules and decision.reason)] == []


def test_every_sentence_accepts_a_code_or_has_several(coding: Reference) -> None:
    for unit, codes in coding.sentences.items():
        held = [code for code, decision in codes.items() if decision.value]
        assert coding.accepted(unit) or len(held) > 1


def test_every_attribution_is_in_a_sentence_of_speech(coding: Reference) -> None:
    covered = {unit for entry in coding.counted() for unit in entry.units}
    spoken = {unit for unit, codes in coding.sentences.items() if "speech" in codes and codes["speech"].value}
    assert covered == spoken


def test_machine_passes_say_that_they_are(layer: str) -> None:
    machines = [entry for entry in load_passes(layer, PACK) if entry.kind is PassKind.MACHINE]
    assert all("machine" in entry.statement for entry in machines)


def test_published_files_are_what_the_passes_give(layer: str) -> None:
    for name, text in published_files(layer, PACK).items():
        assert PACK.path(name).read_bytes().decode("utf-8") == text
