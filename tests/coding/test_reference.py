"""Knows the reference coding that is in this copy: complete, settled, and published as it stands."""

from __future__ import annotations

import pytest

from coursepack.coding import Reference, Status, has_reference, load_passes, reference
from coursepack.coding.model import PassKind
from coursepack.coding.published import published_files
from coursepack.course import Course, load_course
from coursepack.texts import load_texts
from support import REPOSITORY

LAYER = "attribution"


@pytest.fixture(name="pack", scope="module")
def _pack() -> Course:
    pack = load_course(REPOSITORY)
    if not has_reference(LAYER, pack):
        pytest.skip("this copy has no reference coding")
    return pack


@pytest.fixture(name="coding", scope="module")
def _coding(pack: Course) -> Reference:
    return reference(LAYER, pack)


def test_at_least_three_passes_cover_every_sentence(pack: Course, coding: Reference) -> None:
    body = [unit.id for article in load_texts(pack).articles.values() for unit in article.body()]
    assert list(coding.sentences) == body
    assert all(codes["speech"].votes >= 3 for codes in coding.sentences.values())


def test_every_split_was_looked_at(coding: Reference) -> None:
    split = [
        decision
        for codes in coding.sentences.values()
        for decision in codes.values()
        if decision.status is not Status.AGREED
    ]
    split += [entry.there for entry in coding.attributions if entry.there.status is not Status.AGREED]
    assert all(decision.rules and decision.reason for decision in split)


def test_every_attribution_is_in_a_sentence_of_speech(coding: Reference) -> None:
    covered = {unit for entry in coding.counted() for unit in entry.units}
    assert covered == {unit for unit, codes in coding.sentences.items() if codes["speech"].value}


def test_machine_passes_say_that_they_are(pack: Course) -> None:
    machines = [entry for entry in load_passes(LAYER, pack) if entry.kind is PassKind.MACHINE]
    assert all("machine" in entry.statement for entry in machines)


def test_published_files_are_what_the_passes_give(pack: Course) -> None:
    for name, text in published_files(LAYER, pack).items():
        assert pack.path(name).read_bytes().decode("utf-8") == text
