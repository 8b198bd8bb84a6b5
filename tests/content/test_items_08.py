"""Knows the numbers of the reliability lab, and holds them against the functions that compute them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from coursepack.coding import has_reference
from coursepack.coding.agreement import alpha, coincidences, observed_agreement
from coursepack.coding.published import WITHOUT_EXAMPLES, published_agreement
from coursepack.coding.teaching_example import teaching_agreement
from coursepack.course import Course
from coursepack.items import Item, Key
from coursepack.scoring import best_answer

TABLE_ROW = re.compile(r"^\| (?:first|second) \| (.*) \|$", re.MULTILINE)
LESSON = "08-reliability-lab.md"

Keyed = Sequence[tuple[Item, Key]]


@pytest.fixture(name="lab", scope="module")
def _lab(keyed: Keyed) -> Mapping[str, tuple[Item, Key]]:
    return {item.id: (item, key) for item, key in keyed if item.id.startswith("lab-")}


@pytest.fixture(name="page", scope="module")
def _page(course: Course) -> str:
    source: Path = course.path("lessons", LESSON)
    if not source.exists():
        pytest.skip("this copy has no lesson sources")
    return source.read_text(encoding="utf-8")


def _columns(item: Item) -> list[tuple[str, ...]]:
    """Read the two rows of answers in a question as one pair for each sentence."""
    first, second = (row.split(" | ") for row in TABLE_ROW.findall(item.prompt))
    return list(zip(first, second, strict=True))


def _best(lab: Mapping[str, tuple[Item, Key]], item_id: str) -> float:
    if item_id not in lab:
        pytest.skip("this copy has no solutions of the lab")
    return float(best_answer(*lab[item_id]))


def test_percent_agreement_by_hand_is_that_of_the_function(lab: Mapping[str, tuple[Item, Key]]) -> None:
    best = _best(lab, "lab-02")
    observed = observed_agreement(coincidences(_columns(lab["lab-02"][0])))
    assert observed is not None
    assert best == pytest.approx(100 * observed)


@pytest.mark.parametrize("item_id", ["lab-03", "lab-practice-04"])
def test_alpha_by_hand_is_that_of_the_function(lab: Mapping[str, tuple[Item, Key]], item_id: str) -> None:
    best = _best(lab, item_id)
    found = alpha(coincidences(_columns(lab[item_id][0])))
    assert found is not None
    assert best == round(found, 2)


def test_both_questions_on_one_table_show_the_same_table(lab: Mapping[str, tuple[Item, Key]]) -> None:
    _best(lab, "lab-02")
    assert _columns(lab["lab-02"][0]) == _columns(lab["lab-03"][0])


def test_the_two_pairs_of_coders_have_the_alphas_that_the_question_states(
    lab: Mapping[str, tuple[Item, Key]],
) -> None:
    """8 of 10 alike: once 8 yes of 20 answers, once each coder says yes to another single sentence."""
    _best(lab, "lab-02")
    rare = [("yes", "no"), ("no", "yes"), *[("no", "no")] * 8]
    common, scarce = teaching_agreement().alpha, alpha(coincidences(rare))
    assert common is not None
    assert scarce is not None
    prompt = lab["lab-04"][0].prompt.replace("−", "-")
    assert f"Alpha is {common:.2f}." in prompt
    assert f"Alpha is {scarce:.2f}." in prompt


def test_the_worked_example_ends_with_the_alpha_of_the_function(page: str) -> None:
    found = teaching_agreement()
    assert f"= **{found.alpha:.2f}**" in page
    assert "8 *yes* and 12 *no*" in page


def test_the_table_of_the_machine_readings_is_that_of_the_passes(page: str, course: Course) -> None:
    if not has_reference("attribution", course):
        pytest.skip("this copy has no reference coding")
    for sentences, entry in published_agreement("attribution", course):
        if sentences == WITHOUT_EXAMPLES:
            assert entry.observed is not None
            assert entry.interval is not None
            row = (
                f"| {entry.code} | {entry.units} | {100 * entry.observed:.1f} | {entry.alpha:.2f} | "
                f"{entry.interval.low:.2f} to {entry.interval.high:.2f} |"
            )
            assert row in page


def test_the_question_on_the_readings_states_the_lowest_alpha(
    lab: Mapping[str, tuple[Item, Key]], course: Course
) -> None:
    if not has_reference("attribution", course) or "lab-07" not in lab:
        pytest.skip("this copy has no reference coding")
    lowest = min(entry.alpha or 0 for _, entry in published_agreement("attribution", course))
    assert f"an alpha of {lowest:.2f} or more" in lab["lab-07"][0].prompt
