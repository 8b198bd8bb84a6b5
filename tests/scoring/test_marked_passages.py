"""Marked passages, evidence, orders and codes by hand: numbers worked out on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import Answer
from coursepack.items import Item, Key, load_items, load_keys
from coursepack.items.model import SpansTask
from coursepack.scoring import Status, best_answer, score
from coursepack.widgets.compare import panels
from support import MARKING, marking_course


@pytest.fixture
def bank(tmp_path: Path) -> dict[str, tuple[Item, Key]]:
    course = marking_course(tmp_path / "pack")
    keys = load_keys(MARKING, course).keys
    return {name: (item, keys[name]) for name, item in load_items(MARKING, course).items.items()}


def marked(item: Item, *marks: tuple[str, str]) -> Answer:
    """Return an answer that marks the first place of each quote with its label."""
    assert isinstance(item.task, SpansTask)
    text = item.task.passage.text
    edits: list[dict[str, Any]] = []
    for number, (label, quote) in enumerate(marks):
        start = text.index(quote)
        piece = {"start": start, "end": start + len(quote), "quote": quote}
        edits.append({"add": {"id": str(number), "label": label, "pieces": [piece]}})
    return {"text": item.task.passage.digest, "edits": edits, "undone": []}


@pytest.mark.parametrize("name", ["small-order", "small-spans", "small-evidence", "small-code"])
def test_every_key_scores_one(bank: dict[str, tuple[Item, Key]], name: str) -> None:
    item, key = bank[name]
    result = score(item, key, best_answer(item, key))
    assert (result.score, result.status) == (1, Status.SCORED)


@pytest.mark.parametrize(
    "name", ["small-order", "small-spans", "small-evidence", "small-code", "small-essay"]
)
@pytest.mark.parametrize("answer", [None, "", [], {}])
def test_an_empty_answer_scores_nothing(bank: dict[str, tuple[Item, Key]], name: str, answer: Answer) -> None:
    assert score(*bank[name], answer).status is Status.EMPTY


def test_spans_earn_the_mean_of_token_f1(bank: dict[str, tuple[Item, Key]]) -> None:
    # source: 1 of 2 words -> 2*1/(1+2) = 2/3; cue: 0 of 1 -> 0; content: 4 of 10 words -> 2*4/(4+10) = 8/14
    item, key = bank["small-spans"]
    result = score(item, key, marked(item, ("source", "Trump"), ("content", "Nothing’s going to happen")))
    assert result.score == pytest.approx((2 / 3 + 0 + 2 * 4 / (4 + 10)) / 3)
    assert [reason.about for reason in result.reasons] == ["source", "cue", "content"]
    assert result.reasons[0].says == "Missed: President."


def test_punctuation_costs_nothing(bank: dict[str, tuple[Item, Key]]) -> None:
    item, key = bank["small-spans"]
    plain = marked(
        item,
        ("source", "President Trump"),
        ("cue", "told"),
        ("content", "Nothing’s going to happen"),
        ("content", "until Putin and I get together"),
    )
    assert score(item, key, plain).score == 1


def test_optional_words_count_neither_way(bank: dict[str, tuple[Item, Key]]) -> None:
    item, key = bank["small-spans"]
    with_reporters = marked(
        item,
        ("source", "President Trump"),
        ("cue", "told reporters"),
        ("content", "Nothing’s going to happen"),
        ("content", "until Putin and I get together"),
    )
    assert score(item, key, with_reporters).score == 1


def test_evidence_earns_f1_over_sentences_and_weights_count(bank: dict[str, tuple[Item, Key]]) -> None:
    item, key = bank["small-evidence"]
    one = marked(item, ("evidence", "all the outward signs are"))
    assert score(item, key, one).score == pytest.approx(2 / 3)  # 2*1 / (1 marked + 2 wanted)
    wrong = marked(
        item, ("evidence", "all the outward signs are"), ("evidence", "strategic incoherence of the")
    )
    assert score(item, key, wrong).score == pytest.approx(1 / 2)  # 2*1 / (2 + 2)
    short = marked(item, ("evidence", "agenda"))
    assert score(item, key, short).score == 0
    assert "at least 3 words" in score(item, key, short).reasons[0].says


@pytest.mark.parametrize(
    ("order", "credit"),
    [
        (["airforce", "summit", "lavrov"], 1),
        (["summit", "airforce", "lavrov"], 1 / 3),
        (["lavrov", "summit", "airforce"], 0),
        (["airforce", "summit"], 1 / 3),
    ],
)
def test_an_order_earns_rank_correlation(
    bank: dict[str, tuple[Item, Key]], order: list[str], credit: float
) -> None:
    assert score(*bank["small-order"], order).score == pytest.approx(credit)


def test_codes_earn_the_share_of_sentences(bank: dict[str, tuple[Item, Key]]) -> None:
    item, key = bank["small-code"]
    answer = best_answer(item, key)
    units = list(answer["codes"])
    for unit in units[:3]:
        answer["codes"][unit] = ["speech", "mind"]
    assert score(item, key, answer).score == pytest.approx((len(units) - 3) / len(units))


def test_an_essay_has_no_score_of_its_own(bank: dict[str, tuple[Item, Key]]) -> None:
    result = score(*bank["small-essay"], {"text": "Reports say so.", "self": {}})
    assert result.status is Status.BY_HAND
    assert score(*bank["small-essay"], "Reports say so.").status is Status.INVALID


def test_both_passages_are_shown_with_what_was_missed_and_what_was_too_much(
    bank: dict[str, tuple[Item, Key]],
) -> None:
    item, key = bank["small-spans"]
    own, right = panels(
        item, key, marked(item, ("source", "President Trump told"), ("content", "Nothing’s going to happen"))
    )
    assert "<s>told</s>" in own.html
    assert "<mark>until Putin and I get together</mark>" in right.html
    assert "<mark>told</mark>" in right.html


def test_panels_are_for_marked_passages_only(bank: dict[str, tuple[Item, Key]]) -> None:
    assert panels(*bank["small-order"], ["airforce"]) == ()
