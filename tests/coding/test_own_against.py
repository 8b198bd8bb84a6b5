"""Knows how a learner's codes are held against the reference, by hand on three passes over text A4."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coursepack.codebook import load_layer
from coursepack.coding import OwnAgainst, OwnCoding, own_against, reference
from coursepack.coding.own_against import FEWEST_PARAGRAPHS
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.texts import load_texts

LAYER = "attribution"
OWN = {
    "A4-01": ("speech",),
    "A4-02": ("neither",),
    "A4-03": ("neither",),
    "A4-05": ("speech", "mind"),
    "A4-06": ("neither",),
    "A4-07": ("mind",),  # contested in the passes
    "A0-02": ("mind",),  # another text
}


def _against(course: Course, codes: dict[str, tuple[str, ...]], article: str = "A4") -> OwnAgainst:
    layer, texts = load_layer(LAYER, course), load_texts(course)
    return own_against(OwnCoding(codes, {}), reference(LAYER, course), article, layer, texts)


def test_only_settled_sentences_of_the_text_are_compared(course: Course) -> None:
    found = _against(course, OWN)
    assert found.units == ("A4-01", "A4-02", "A4-03", "A4-05", "A4-06")
    assert found.contested == ("A4-07",)
    assert (found.same, found.whole.units, found.whole.coders) == (3, 5, 2)


def test_the_table_holds_the_sentences_of_every_pair(course: Course) -> None:
    assert dict(_against(course, OWN).table) == {
        (("speech",), ("speech",)): ("A4-01",),
        (("neither",), ("neither",)): ("A4-02", "A4-03"),
        (("speech", "mind"), ("speech",)): ("A4-05",),
        (("neither",), ("speech",)): ("A4-06",),
    }


def test_differences_name_the_codes_and_decisions_that_differ(course: Course) -> None:
    first, second = _against(course, OWN).differences
    assert (first.unit, first.own, first.reference) == ("A4-05", ("speech", "mind"), ("speech",))
    assert [(entry.code, entry.votes_yes, entry.votes) for entry in first.decisions] == [("mind", 0, 3)]
    assert [(entry.code, entry.votes_yes, entry.votes) for entry in second.decisions] == [("speech", 3, 3)]


def test_a_ruling_brings_its_rules_and_reason(course: Course, rule: Callable[..., None]) -> None:
    rule(("A4-07", "mind", "no", "M1 M2", "Made up for a test."))
    found = _against(course, OWN)
    assert found.contested == ()
    (ruled,) = found.differences[-1].decisions
    assert (ruled.unit, ruled.rules, ruled.reason) == ("A4-07", ("M1", "M2"), "Made up for a test.")


def test_alpha_by_hand(course: Course) -> None:
    found = _against(course, OWN)
    # Ten values, two for each sentence; three sentences match, and each match is two ordered pairs.
    totals, matching = {"speech": 4, "neither": 5, "speech and mind": 1}, 6
    same = sum(total * (total - 1) for total in totals.values())
    assert found.whole.alpha == pytest.approx((9 * matching - same) / (10 * 9 - same))
    speech, mind = found.by_code
    assert (speech.code, mind.code) == ("speech", "mind")
    assert speech.observed == mind.observed == pytest.approx(4 / 5)


def test_few_paragraphs_make_the_bootstrap_draw_sentences(course: Course) -> None:
    few = _against(course, OWN)
    assert len({load_texts(course).unit(unit).line for unit in few.units}) < FEWEST_PARAGRAPHS
    assert few.resampled == "sentences"
    assert few.whole.interval is not None
    assert few.whole.alpha is not None
    assert few.whole.interval.low <= few.whole.alpha <= few.whole.interval.high


def test_enough_paragraphs_are_drawn_whole(course: Course, rule: Callable[..., None]) -> None:
    rule(
        ("A4-07", "mind", "no", "M1", "Made up for a test."),
        ("A4-08", "mind", "no", "M1", "Made up for a test."),
    )
    body = load_texts(course).article("A4").body()
    found = _against(course, {unit.id: ("speech",) if unit.line % 2 else ("neither",) for unit in body})
    assert len({unit.line for unit in body}) >= FEWEST_PARAGRAPHS
    assert found.resampled == "paragraphs"


def test_where_nothing_varies_alpha_is_undefined(course: Course) -> None:
    found = _against(course, {"A4-02": ("neither",), "A4-03": ("neither",)})
    assert (found.whole.observed, found.whole.alpha, found.whole.interval) == (1, None, None)


def test_without_codes_there_is_nothing_to_compare(course: Course) -> None:
    found = _against(course, {})
    assert (found.units, found.differences, dict(found.table)) == ((), (), {})
    assert found.whole.alpha is None


def test_a_text_that_is_not_there_is_told(course: Course) -> None:
    with pytest.raises(CourseError, match="A9"):
        _against(course, OWN, "A9")
