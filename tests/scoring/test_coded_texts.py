"""Knows how the sentences of a coded text are scored and put into words, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from coursepack.items import Item, Key, Kind
from coursepack.items.model import CodeTask, Level, Option
from coursepack.scoring import score
from coursepack.scoring.codes import own_in_words, reference_in_words
from coursepack.scoring.explain import lines, nudges

YES, NO = {True: 1.0}, {False: 1.0}
BOTH = {True: 1.0, False: 1 / 3}
TASK = CodeTask(
    ("A3-01", "A3-02", "A3-03"),
    "attribution",
    (Option("speech", "Speech"), Option("mind", "Mind"), Option("neither", "Neither")),
    "neither",
)
ITEM = Item("text-01", "01", Kind.CODE, "1.1", Level.APPLY, 5, (), "Code.", (), None, TASK)
KEY = Key(
    "text-01",
    "Why.",
    (),
    codes={
        "A3-01": {"speech": NO, "mind": NO},
        "A3-02": {"speech": YES, "mind": YES},
        "A3-03": {"speech": NO, "mind": BOTH},
    },
)


def _answer(*codes: list[str]) -> dict[str, Any]:
    given = {unit: own for unit, own in zip(TASK.units, codes, strict=True) if own}
    return {"codes": given, "notes": {}}


@pytest.mark.parametrize(
    ("codes", "credits"),
    [
        ((["neither"], ["speech", "mind"], ["mind"]), (1, 1, 1)),
        ((["speech"], ["speech"], ["neither"]), (0, 0, 1 / 3)),
        (([], ["mind"], ["speech", "mind"]), (0, 0, 0)),
    ],
)
def test_a_sentence_earns_the_lowest_weight_of_its_codes(
    codes: tuple[list[str], ...], credits: tuple[float, ...]
) -> None:
    result = score(ITEM, KEY, _answer(*codes))
    assert [reason.credit for reason in result.reasons] == pytest.approx(credits)
    assert result.score == pytest.approx(sum(credits) / 3)


def test_lines_name_own_codes_and_the_reference() -> None:
    answer = _answer(["speech"], ["mind"], ["neither"])
    told = lines(ITEM, KEY, answer, score(ITEM, KEY, answer))
    assert [(line.about, line.given, line.right) for line in told] == [
        ("A3-01", "Speech", "Neither"),
        ("A3-02", "Mind", "Speech and Mind"),
        ("A3-03", "Neither", "Mind (weight 1) or not Mind (weight 0.33)"),
    ]
    assert [line.says for line in told] == [
        "Speech is too much: its test does not hold for this sentence.",
        "Speech is missing: its test holds for this sentence.",
        "Careful readers differ about Mind; your answer has the weight 0.33.",
    ]


def test_what_is_right_and_what_is_open_is_said_so() -> None:
    result = score(ITEM, KEY, _answer(["neither"], [], ["mind"]))
    assert [reason.says for reason in result.reasons] == [
        "As in the reference.",
        "This sentence is not coded.",
        "Careful readers differ about Mind; your answer has the weight 1.",
    ]


def test_between_two_tries_only_the_share_is_said() -> None:
    answer = _answer(["neither"], ["speech"], ["mind"])
    said = nudges(ITEM, answer, score(ITEM, KEY, answer))
    assert said == ("67 percent of the credit so far.",)


def test_codes_are_put_into_words_in_the_order_of_the_codebook() -> None:
    assert own_in_words(["mind", "speech"], TASK) == "Speech and Mind"
    assert own_in_words([], TASK) == "not coded"
    contested = {"speech": YES, "mind": {True: 0.5, False: 1.0}}
    assert reference_in_words(contested, TASK) == "Speech; Mind (weight 0.5) or not Mind (weight 1)"
    # A ruling may leave an option with votes and no weight.
    assert reference_in_words({"speech": {True: 0.0, False: 1.0}, "mind": NO}, TASK) == "Neither"
