"""Knows the keys of "How sure?" that follow from the closed lists and from the cards, and holds them against both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from coursepack.cards import find_card
from coursepack.codebook import Layer, load_layer
from coursepack.course import Course
from coursepack.items import Item, Key
from coursepack.items.model import LocateTask, RowsTask
from coursepack.scoring import best_answer
from coursepack.texts import Texts

LAYER = "certainty"
HEDGE, BOOST, NEITHER = "hedge", "boost", "neither"
A_YEAR = 12 / 3
"""Stretches of three months in a year."""
PUBLICATION_OF_A1 = "2025-08-09"

Keyed = Sequence[tuple[Item, Key]]


@pytest.fixture(scope="module")
def layer(course: Course) -> Layer:
    return load_layer(LAYER, course)


@pytest.fixture(scope="module")
def best(keyed: Keyed) -> Mapping[str, object]:
    found = {item.id: best_answer(item, key) for item, key in keyed}
    if "how-sure-01" not in found:
        pytest.skip("this copy has no solutions of this unit")
    return found


def _listed(unit: str, code: str, layer: Layer, texts: Texts) -> list[str]:
    """Return the words of a closed list that stand in a sentence; the month in ‹mid-May› is none."""
    words = texts.unit(unit).text.replace("mid-May", "")
    cues = next(entry.cues for entry in layer.cues if entry.code == code)
    return [word for word in cues if re.search(rf"\b{re.escape(word)}\b", words, flags=re.IGNORECASE)]


def test_no_sentence_is_coded_with_a_certainty_of_which_no_listed_word_stands_in_it(
    keyed: Keyed, layer: Layer, texts: Texts
) -> None:
    coded = {
        (item.id, row, code)
        for item, key in keyed
        if item.vocabulary == f"{LAYER}.codes"
        for row, code in best_answer(item, key).items()
    }
    assert coded
    bare = {
        (item, row, code)
        for item, row, code in coded
        if code != NEITHER and not _listed(row, code, layer, texts)
    }
    assert bare == set()


def test_of_the_sentences_in_stretches_only_those_of_speakers_and_planners_hold_a_word_and_no_code(
    keyed: Keyed, layer: Layer, texts: Texts
) -> None:
    without_code = {
        row
        for item, key in keyed
        if item.vocabulary == f"{LAYER}.codes"
        for row, code in best_answer(item, key).items()
        if code == NEITHER and any(_listed(row, code, layer, texts) for code in (HEDGE, BOOST))
    }
    assert without_code <= {"A0-07", "A3-20"}


def test_boosts_are_picked_where_a_listed_word_stands(
    keyed: Keyed, best: Mapping[str, object], layer: Layer, texts: Texts
) -> None:
    task = next(item.task for item, _ in keyed if item.id == "how-sure-02")
    assert isinstance(task, LocateTask)
    assert best["how-sure-02"] == [unit for unit in task.units if _listed(unit, BOOST, layer, texts)]


def test_the_words_that_pile_up_are_as_many_as_the_list_finds(
    best: Mapping[str, object], layer: Layer, texts: Texts
) -> None:
    assert best["how-sure-practice-05"] == f"{len(_listed('A2-19', HEDGE, layer, texts))}"


def test_the_three_ratios_follow_from_their_cards(best: Mapping[str, object], course: Course) -> None:
    russia, others = map(float, re.findall(r"([\d.]+) million", find_card("D05-a", course).fact))
    assert float(str(best["how-sure-practice-06"])) == pytest.approx(russia / others)
    assert "in three months what the whole of NATO produces in a year" in find_card("D05-b", course).fact
    assert float(str(best["how-sure-08"])) == A_YEAR
    assert "three times as much ammunition in three months" in find_card("D05-c", course).fact
    assert float(str(best["how-sure-09"])) == 3 * A_YEAR


def test_what_the_writer_of_a1_could_have_read_is_what_was_published_before(
    keyed: Keyed, best: Mapping[str, object], course: Course
) -> None:
    item = next(item for item, _ in keyed if item.id == "how-sure-18")
    before = {card for card in item.cards if find_card(card, course).published[:10] < PUBLICATION_OF_A1}
    assert set(map(str.upper, _names(best["how-sure-18"]))) == set(map(str.upper, before))
    assert before != set(item.cards)


def test_every_strength_is_found_in_one_passage_and_two_in_none(
    keyed: Keyed, best: Mapping[str, object]
) -> None:
    task = next(item.task for item, _ in keyed if item.id == "how-sure-21")
    assert isinstance(task, RowsTask)
    given = best["how-sure-21"]
    assert isinstance(given, dict)
    assert len(set(given.values())) == len(given) == len(task.options) - 2


def _names(answer: object) -> list[str]:
    assert isinstance(answer, list)
    return [str(name) for name in answer]
