"""Knows that agreement is what the published formula says, on published examples and on made-up ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.coding.agreement import Values, agreement, alpha, bootstrap, coincidences, observed_agreement
from coursepack.coding.passes import load_passes
from coursepack.course import Course
from coursepack.texts import load_texts

# The reliability data of Krippendorff (2011): one text per observer, a blank is a missing value.
TWO_OBSERVERS_TWO_CATEGORIES = ("0100000010", "1110010000")
TWO_OBSERVERS_FIVE_CATEGORIES = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = ("123321412   ", "1233224125 3", " 3332342251 ", "12332441251 ")

LEAST_INTERVAL = 9
"""With so few resamples the 80 percent interval runs from the smallest to the largest."""

units_of_three = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), min_size=1, max_size=12)


def _units(observers: Sequence[str]) -> list[Values]:
    return [[None if value == " " else value for value in unit] for unit in zip(*observers, strict=True)]


def _alpha(units: Sequence[Values]) -> float | None:
    return alpha(coincidences(units))


@pytest.mark.parametrize(
    ("observers", "published"),
    [
        (TWO_OBSERVERS_TWO_CATEGORIES, 0.095),
        (TWO_OBSERVERS_FIVE_CATEGORIES, 0.692),
        (FOUR_OBSERVERS, 0.743),
    ],
)
def test_published_examples_come_out(observers: Sequence[str], published: float) -> None:
    assert _alpha(_units(observers)) == pytest.approx(published, abs=0.0005)


def test_the_four_observers_by_hand() -> None:
    counted = coincidences(_units(FOUR_OBSERVERS))
    # Unit 12 has one value and no pair; the other eleven hold 40 pairable values.
    assert (counted.units, counted.values) == (11, 40)
    assert dict(counted.totals) == {"1": 9, "2": 13, "3": 10, "4": 5, "5": 3}
    assert counted.matching == pytest.approx(32)
    assert observed_agreement(counted) == pytest.approx(32 / 40)
    assert alpha(counted) == pytest.approx((39 * 32 - 344) / (39 * 40 - 344))


@pytest.mark.parametrize(
    "units",
    [[], [("a", None)], [("a", "a"), ("a", "a")], [("a", None), ("b", None)], [(None, None)]],
)
def test_alpha_is_undefined_where_nothing_varies(units: Sequence[Values]) -> None:
    assert _alpha(units) is None


def test_observed_agreement_is_undefined_without_pairs() -> None:
    assert observed_agreement(coincidences([("a", None)])) is None
    assert observed_agreement(coincidences([("a", "a")])) == 1


def test_false_and_zero_are_values_and_none_is_not() -> None:
    assert _alpha([(False, False), (True, True)]) == 1
    assert coincidences([(0, 0), (None, 0)]).values == 2


@given(units_of_three)
def test_alpha_is_one_minus_observed_over_expected_disagreement(units: list[Values]) -> None:
    pairable = [[value for value in unit if value is not None] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    everything = [value for values in pairable for value in values]
    n = len(everything)
    expected = sum(a != b for a in everything for b in everything)
    if not expected:
        assert _alpha(units) is None
        return
    observed = sum(sum(a != b for a in values for b in values) / (len(values) - 1) for values in pairable)
    assert _alpha(units) == pytest.approx(1 - (observed / n) / (expected / (n * (n - 1))))


@given(units_of_three)
def test_alpha_is_at_most_one(units: list[Values]) -> None:
    found = _alpha(units)
    assert found is None or found <= 1 + 1e-12


@given(units_of_three, st.permutations([0, 1, 2]))
def test_alpha_does_not_depend_on_the_order_of_coders(units: list[Values], order: list[int]) -> None:
    assert _alpha([[unit[place] for place in order] for unit in units]) == pytest.approx(_alpha(units))


@given(units_of_three, st.permutations(["a", "b", "c"]))
def test_alpha_does_not_depend_on_the_names_of_codes(units: list[Values], names: list[str]) -> None:
    renamed = dict(zip(["a", "b", "c", None], [*names, None], strict=True))
    found = _alpha([[renamed[str(value)] if value else None for value in unit] for unit in units])
    assert found == pytest.approx(_alpha(units))


@given(st.lists(st.sampled_from("ab"), min_size=2, max_size=12).filter(lambda codes: len(set(codes)) > 1))
def test_perfect_agreement_on_codes_that_vary_is_one(codes: list[str]) -> None:
    assert _alpha([(code, code, None, code) for code in codes]) == pytest.approx(1)


def test_a_single_paragraph_has_an_interval_without_width() -> None:
    units = _units(FOUR_OBSERVERS)
    found = bootstrap([units], resamples=50)
    # Sentences of one paragraph stay together: every resample is the sample itself.
    assert found is not None
    assert found.low == found.high == pytest.approx(_alpha(units))


def test_the_interval_is_the_same_at_every_run_and_holds_the_estimate() -> None:
    paragraphs = [[unit] for unit in _units(FOUR_OBSERVERS)]
    first, second = bootstrap(paragraphs), bootstrap(paragraphs)
    assert first == second
    assert first is not None
    assert first.low < 0.743 < first.high <= 1
    assert bootstrap(paragraphs, seed=1) != first


def test_the_interval_takes_its_ends_from_the_resamples() -> None:
    paragraphs = [[unit] for unit in _units(TWO_OBSERVERS_FIVE_CATEGORIES)]
    draw = random.Random(7)  # noqa: S311 (the same numbers as in the code under test)
    resampled = [_alpha([unit for [unit] in draw.choices(paragraphs, k=12)]) for _ in range(LEAST_INTERVAL)]
    found = bootstrap(paragraphs, resamples=LEAST_INTERVAL, level=0.8, seed=7)
    values = [value for value in resampled if value is not None]
    assert found is not None
    assert len(values) == LEAST_INTERVAL
    assert (found.low, found.high) == pytest.approx((min(values), max(values)))


def test_resamples_without_variation_are_told_and_left_out() -> None:
    found = bootstrap([[("a", "a")], [("b", "b")]], resamples=200)
    assert found is not None
    assert (found.low, found.high) == (1, 1)
    assert 0 < found.undefined < found.resamples == 200


@pytest.mark.parametrize("groups", [[], [[("a", "a")], [("a", "a")]]])
def test_there_is_no_interval_where_alpha_is_undefined(groups: list[list[Values]]) -> None:
    assert bootstrap(groups, resamples=20) is None


def test_agreement_of_passes_by_hand(course: Course) -> None:
    passes, texts = load_passes("attribution", course), load_texts(course)
    found = agreement(passes, "mind", texts)
    # 13 sentences and 3 passes make 39 values, 3 of them yes; A4-07 and A4-08 split one to two, and a
    # split sentence has 1 matching pair of 3.
    matching = 11 * 3 + 2 * 1
    same = 36 * 35 + 3 * 2
    assert (found.coders, found.units) == (3, 13)
    assert found.observed == pytest.approx(matching / 39)
    assert found.alpha == pytest.approx((38 * matching - same) / (38 * 39 - same))


def test_agreement_without_some_sentences_leaves_them_out(course: Course) -> None:
    passes, texts = load_passes("attribution", course), load_texts(course)
    found = agreement(passes, "mind", texts, {"A4-07", "A4-08"})
    assert (found.units, found.observed) == (11, 1)
    assert found.alpha is None
    assert found.interval is None


def test_a_text_that_a_pass_did_not_code_is_missing_not_no(
    course: Course, edit: Callable[[str, str, str], None]
) -> None:
    folder = course.path("solutions", "coding", "attribution")
    rows = "".join(f"{unit.id},0,0,\n" for unit in load_texts(course).article("A3").body())
    path = folder / "one-sentences.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8", newline="\n")
    edit(
        "passes.toml",
        'id = "one"\nkind = "person"\norder = ["A4"]',
        'id = "one"\nkind = "person"\norder = ["A4", "A3"]',
    )
    passes, texts = load_passes("attribution", course), load_texts(course)
    assert len(passes[0].sentences) == 13 + 26
    # One value alone is no pair: the 26 sentences of A3 count for nothing.
    assert agreement(passes, "speech", texts).units == 13
