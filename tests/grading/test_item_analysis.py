"""Item analysis: figures computed by hand, and what a class is too small for."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from coursepack.grading.analysis_sheets import class_rows
from coursepack.grading.class_size import NotShown
from coursepack.grading.class_statistics import (
    at_least,
    fisher_interval,
    pearson,
    reliability,
    reliability_interval,
)
from coursepack.grading.class_table import FORMS, ClassTable, Column, Traces
from coursepack.grading.distractors import counts_of_options, suspected
from coursepack.grading.irregular import Sign, notices, reading_seconds, same_wrong_answers
from coursepack.grading.item_analysis import Verdict, analyse, reliabilities
from coursepack.grading.paper import Paper
from coursepack.grading.sureness import class_sureness

OPEN = -1.0
BIDEN, HAASS, PUTIN = 1, 2, 4
"""The options of ``small-choice``, as bits."""
SLOW = 60.0


def column(
    paper: Paper, shares: Sequence[float], name: str = "small-choice", **more: Sequence[float]
) -> Column:
    size = len(shares)
    question = paper.questions["small-choice"]
    own = replace(question, item=replace(question.item, id=name))
    given: dict[str, Sequence[float]] = {
        "answer": [HAASS if share == 1 else BIDEN for share in shares],
        "right": [int(share == 1) for share in shares],
        "tries": [1] * size,
        "hints": [0] * size,
        "sure": [-1] * size,
        "seconds": [SLOW] * size,
    }
    cells = {**given, **more}
    whole = {
        part: [int(value) for value in cells[part]] for part in ("answer", "right", "tries", "hints", "sure")
    }
    return Column(own, shares, seconds=cells["seconds"], **whole)


def table(columns: Sequence[Column], traces: Sequence[Traces] | None = None) -> ClassTable:
    students = tuple(f"s{number:02d}" for number in range(len(columns[0].share)))
    own = {each.question.item.id: each for each in columns}
    return ClassTable(students, own, tuple(traces or [Traces()] * len(students)), ())


def of_size(paper: Paper, students: int, items: int = 3) -> ClassTable:
    chance = random.Random(students)  # noqa: S311 (made-up answers)
    abilities = [chance.random() for _ in range(students)]
    shares = [[float(chance.random() < ability) for ability in abilities] for _ in range(items)]
    return table([column(paper, own, f"item-{number}") for number, own in enumerate(shares)])


# Formulas, by hand


def test_the_correlation_is_that_of_the_formula() -> None:
    """By hand: deviations -1 0 1 and -2 1 1, products 2 + 0 + 1, squares 2 and 6: 3 / sqrt(12)."""
    assert pearson([1, 2, 3], [0, 3, 3]) == pytest.approx(3 / math.sqrt(12))
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 1, 1], [1, 2, 3]) is None
    assert pearson([1], [1]) is None


def test_the_interval_is_that_of_fisher() -> None:
    """By hand for r = 0.5, n = 28: atanh 0.549306, half 1.959964 / 5 = 0.391993, so tanh 0.157313 and tanh 0.941299."""
    found = fisher_interval(0.5, 28)
    assert found
    assert found.low == pytest.approx(0.156028, abs=1e-5)
    assert found.high == pytest.approx(0.735827, abs=1e-4)
    assert fisher_interval(0.5, 3) is None
    whole = fisher_interval(1.0, 10)
    assert whole
    assert (whole.low, whole.high) == (1, 1)


def test_reliability_of_a_guttman_scale_of_four_is_three_quarters() -> None:
    """By hand: item variances 3/16, 4/16, 3/16, sums 0 1 2 3 with variance 20/16: 3/2 * (1 - 10/20)."""
    rows = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1]]
    assert reliability(rows) == pytest.approx(0.75)
    kr20 = 3 / 2 * (1 - sum(p * (1 - p) for p in (3 / 4, 1 / 2, 1 / 4)) / 1.25)
    assert reliability(rows) == pytest.approx(kr20)
    assert reliability([[0.5, 0], [1, 0.5]]) == pytest.approx(2 * (1 - (1 / 16 + 1 / 16) / (1 / 4)))
    assert reliability([[1, 0], [0, 1]]) is None
    assert reliability([[1], [0]]) is None


def test_the_interval_of_reliability_is_near_the_exact_one_of_feldt() -> None:
    """For 0.85, 7 items, 89 students Feldt's (1965) is 0.797 to 0.893; by hand here: exp(-1.9084 ± 0.3210)."""
    found = reliability_interval(0.85, 89, 7)
    assert found
    assert found.low == pytest.approx(0.7956, abs=2e-4)
    assert found.high == pytest.approx(0.8924, abs=2e-4)
    assert [found.low, found.high] == pytest.approx([0.797, 0.893], abs=0.003)
    whole = reliability_interval(1.0, 40, 5)
    assert whole
    assert (whole.low, whole.high) == (1, 1)
    assert reliability_interval(0.5, 2, 5) is None
    assert reliability_interval(0.5, 40, 1) is None


def test_at_least_counts_every_way() -> None:
    """By hand: two of three coins 4/8; both of chances 0.2 and 0.5 0.1, one or more 0.6."""
    assert at_least(2, [0.5] * 3) == pytest.approx(0.5)
    assert at_least(2, [0.2, 0.5]) == pytest.approx(0.1)
    assert at_least(1, [0.2, 0.5]) == pytest.approx(0.6)
    assert at_least(0, []) == 1
    assert at_least(1, []) == 0


# Items


def test_facility_leaves_out_whoever_left_the_item_open(paper: Paper) -> None:
    shares = [1.0, 0.5, 0.0] * 5
    (own,) = analyse(table([column(paper, [*shares, OPEN, OPEN])]))
    assert (own.answered, own.full, own.none) == (15, 5, 5)
    assert own.facility == pytest.approx(0.5)


def test_discrimination_is_against_the_rest_and_not_the_whole(paper: Paper) -> None:
    """By hand: the item goes against the two others, so the rest correlates with it at -1."""
    half = [1.0, 0.0] * 15
    against = [1 - share for share in half]
    figures = analyse(
        table([column(paper, half, "a"), column(paper, against, "b"), column(paper, against, "c")])
    )
    assert figures[0].discrimination == pytest.approx(-1)
    # The rest of b is a and c, which cancel out: it does not vary.
    assert figures[1].discrimination == NotShown(30, "all earned the same")


def test_discrimination_leaves_out_whoever_answered_too_few_others(paper: Paper) -> None:
    shares = [1.0, 0.0] * 16
    fewer = [*shares[:-1], OPEN]
    figures = analyse(
        table([column(paper, shares, "a"), column(paper, fewer, "b"), column(paper, fewer, "c")])
    )
    assert figures[0].answered == 32
    assert figures[0].interval == fisher_interval(1.0, 31)


def test_in_the_middle_of_a_course_nobody_needs_items_that_are_still_to_come(paper: Paper) -> None:
    shares = [1.0, 0.0] * 15
    coming = [column(paper, [OPEN] * 30, f"later-{number}") for number in range(9)]
    figures = analyse(table([column(paper, shares, "a"), column(paper, shares, "b"), *coming]))
    assert [own.discrimination for own in figures[:2]] == [pytest.approx(1)] * 2
    assert str(figures[2].discrimination) == "not shown: class of 0, from 30 on"


def test_every_figure_is_a_number_or_says_why_there_is_none(paper: Paper) -> None:
    for students in (1, 2, 3, 14, 15, 16, 29, 30, 31, 60):
        whole = of_size(paper, students)
        for own in analyse(whole):
            told = isinstance(own.facility, NotShown)
            assert told is (students < 15)
            assert (own.verdict is Verdict.TOO_FEW) is told
            assert students >= 30 or isinstance(own.discrimination, NotShown)
            for value in (own.facility, own.discrimination):
                assert isinstance(value, NotShown) or -1 <= value <= 1
            assert own.interval is None or -1 <= own.interval.low <= own.interval.high <= 1
        for unit in reliabilities(whole):
            assert isinstance(unit.value, NotShown) is (students < 30)


def test_what_is_not_shown_names_the_size_of_the_class(paper: Paper) -> None:
    assert str(analyse(of_size(paper, 12))[0].facility) == "not shown: class of 12, from 15 on"


def test_reliability_says_which_formula_it_is(paper: Paper) -> None:
    whole = of_size(paper, 30)
    assert reliabilities(whole)[0].formula == "KR-20"
    halves = column(paper, [0.5, 1.0] * 15, "item-9")
    (own,) = reliabilities(replace(whole, columns={**whole.columns, "item-9": halves}))
    assert (own.formula, own.students) == ("alpha", 30)


@pytest.mark.parametrize(
    ("right", "verdict"),
    [(30, Verdict.TOO_EASY), (2, Verdict.TOO_HARD), (15, Verdict.TELLS_NOBODY_APART)],
)
def test_items_that_tell_nothing_are_named(paper: Paper, right: int, verdict: Verdict) -> None:
    """The wrong answers are spread over two options, so that no key is suspected."""
    own = [float(number % 2 == 0) if right == 15 else float(number < right) for number in range(30)]
    answers = [HAASS if share else (BIDEN, 0, PUTIN, 0)[number // 2 % 4] for number, share in enumerate(own)]
    others = [column(paper, [float(number >= 15) for number in range(30)], name) for name in ("b", "c")]
    assert analyse(table([column(paper, own, "a", answer=answers), *others]))[0].verdict is verdict


def test_all_figures_are_those_of_pandas(paper: Paper) -> None:
    whole = of_size(paper, 45, 6)
    marks = pd.DataFrame({name: [*own.share] for name, own in whole.columns.items()})
    for own in analyse(whole):
        name = own.question.item.id
        assert own.facility == pytest.approx(marks[name].mean())
        assert own.discrimination == pytest.approx(marks[name].corr(marks.drop(columns=name).mean(axis=1)))
        assert not isinstance(own.discrimination, NotShown)
        assert own.interval
        ends = np.tanh(np.arctanh(own.discrimination) + np.array([-1, 1]) * 1.959964 / np.sqrt(45 - 3))
        assert [own.interval.low, own.interval.high] == pytest.approx(ends, abs=1e-6)
    (unit,) = reliabilities(whole)
    alpha = 6 / 5 * (1 - marks.var().sum() / marks.sum(axis=1).var())
    assert (unit.formula, unit.items) == ("KR-20", 6)
    assert unit.value == pytest.approx(alpha)


def test_tries_are_a_mean_and_minutes_a_median_over_whoever_answered(paper: Paper) -> None:
    shares = [1.0] * 15 + [OPEN]
    seconds = [30.0] * 7 + [90.0] + [6000.0] * 6 + [-1.0] * 2
    own = column(paper, shares, tries=[1, 2, 3] * 5 + [0], seconds=seconds)
    (figures,) = analyse(table([own]))
    assert figures.tries == pytest.approx(2)
    assert str(figures.minutes) == "not shown: class of 14, from 15 on"
    (figures,) = analyse(table([replace(own, seconds=[*seconds[:14], 120.0, -1.0])]))
    assert figures.minutes == pytest.approx(1.5)
    (figures,) = analyse(table([column(paper, shares[:14])]))
    assert isinstance(figures.tries, NotShown)


def test_the_class_as_a_whole_has_reliability_with_interval_and_calibration(paper: Paper) -> None:
    sure = [3] * 20 + [1] * 10
    whole = of_size(paper, 30)
    columns = {
        name: replace(own, sure=sure, right=[1] * 15 + [0] * 15) for name, own in whole.columns.items()
    }
    unit, *steps = class_rows(replace(whole, columns=columns))
    assert unit[0] == "reliability"
    assert unit[5] == "30"
    low, value, high = (float(unit[place]) for place in (3, 2, 4))
    assert low < value < high
    assert unit[-1] == "KR-20, 3 items."
    assert [row[1] for row in steps] == ["guessing", "fairly sure", "sure"]
    assert [row[2] for row in steps] == [0, "", pytest.approx(0.75)]
    assert steps[2][5:8] == ["20", "60", "45"]


@pytest.mark.parametrize(("students", "reliable", "calibrated"), [(14, False, False), (29, False, True)])
def test_the_class_as_a_whole_tells_counts_only_where_it_is_small(
    paper: Paper, students: int, *, reliable: bool, calibrated: bool
) -> None:
    whole = of_size(paper, students)
    columns = {name: replace(own, sure=[3] * students) for name, own in whole.columns.items()}
    unit, *_, sure = class_rows(replace(whole, columns=columns))
    assert (unit[2] != "", sure[2] != "") == (reliable, calibrated)
    assert unit[-1] == f"not shown: class of {students}, from 30 on."
    assert sure[6] == str(3 * students)
    assert ("not shown" in str(sure[-1])) is not calibrated


# Options


def test_options_are_counted_in_all_and_in_thirds(paper: Paper) -> None:
    """Students 0 to 14, the strongest first: the top third chooses Biden twice, Haass three times."""
    answers = [BIDEN, BIDEN, HAASS, HAASS, HAASS, *[HAASS] * 5, PUTIN, PUTIN, PUTIN, BIDEN, HAASS]
    own = column(paper, [float(answer == HAASS) for answer in answers], answer=answers)
    options = counts_of_options(own, {place: 1 - place / 20 for place in range(15)})
    assert [(each.option, each.chose, each.top, each.bottom) for each in options] == [
        ("biden", 3, 2, 1),
        ("haass", 9, 3, 1),
        ("putin", 3, 0, 3),
    ]
    assert {each.third for each in options} == {5}
    assert options[0].misconception == "Taking the owner of a slogan for a source."
    assert options[1].misconception == ""
    # 2 of 5 is more than a third; the same 1 of 5 is not.
    assert [each.option for each in suspected(options)] == ["biden"]


def test_a_small_class_has_counts_but_no_thirds(paper: Paper) -> None:
    own = column(paper, [1.0, 0.0, 0.0])
    options = counts_of_options(own, {0: 1.0, 1: 0.5, 2: 0.0})
    assert [(each.chose, each.top, each.bottom) for each in options] == [
        (2, None, None),
        (1, None, None),
        (0, None, None),
    ]
    assert suspected(options) == ()


# Sureness


def test_sureness_counts_first_answers_by_step(paper: Paper) -> None:
    own = column(paper, [1.0, 0.5, 0.0, OPEN], sure=[3, 3, 1, 3])
    steps = class_sureness(table([own]))
    assert [(step.step, step.answers, step.right, step.students) for step in steps] == [
        (1, 1, 0, 1),
        (2, 0, 0, 0),
        (3, 2, 1, 2),
    ]
    assert steps[2].by_item == {"small-choice": (2, 1)}


# Signs


def _wrong_class(students: int, items: int) -> list[list[int]]:
    chance = random.Random(5)  # noqa: S311 (made-up answers)
    return [[chance.choice((BIDEN, PUTIN)) for _ in range(students)] for _ in range(items)]


def _with_answers(paper: Paper, answers: Sequence[Sequence[int]], **more: Sequence[float]) -> ClassTable:
    return table(
        [
            column(paper, [0.0] * len(own), f"i{number}", answer=own, **more)
            for number, own in enumerate(answers)
        ]
    )


def test_only_a_copy_agrees_in_every_wrong_answer(paper: Paper) -> None:
    answers = _wrong_class(20, 30)
    assert same_wrong_answers(_with_answers(paper, answers)) == ()
    for own in answers:
        own[7] = own[3]
    found = same_wrong_answers(_with_answers(paper, answers))
    assert not isinstance(found, NotShown)
    assert [notice.students for notice in found] == [("s03", "s07")]
    assert found[0].says.startswith("30 of 30")


def test_a_mistake_that_all_make_is_no_sign(paper: Paper) -> None:
    assert same_wrong_answers(_with_answers(paper, [[BIDEN] * 20] * 30)) == ()


def test_copies_are_not_looked_for_in_a_small_class(paper: Paper) -> None:
    assert (
        str(same_wrong_answers(_with_answers(paper, [[BIDEN] * 14] * 30)))
        == "not shown: class of 14, from 15 on"
    )


def test_faster_than_reading_needs_ten_timed_answers(paper: Paper) -> None:
    least = reading_seconds(paper.questions["small-choice"].item)
    assert least > 1
    for items, seconds, told in ((10, least - 0.1, True), (10, least + 0.1, False), (9, 0.1, False)):
        own = _with_answers(paper, [[HAASS, BIDEN]] * items, seconds=[seconds, SLOW])
        assert [notice.students for notice in notices(own)] == ([("s00",)] if told else [])


def test_impossible_histories_are_told(paper: Paper) -> None:
    own = table(
        [column(paper, [1.0, 1.0, 1.0])], [Traces(119.0), Traces(3600.0), Traces(0.0, ("small-choice",))]
    )
    assert [(notice.sign, notice.students) for notice in notices(own)] == [
        (Sign.TIME_GOES_BACK, ("s01",)),
        (Sign.MORE_HINTS_THAN_THERE_ARE, ("s02",)),
    ]


def test_files_that_began_in_one_copy_are_told_in_a_class_of_any_size(paper: Paper) -> None:
    own = table([column(paper, [1.0] * 6)], [Traces(copy=copy) for copy in ("a", "b", "a", "", "", "a")])
    assert [(notice.sign, notice.students) for notice in notices(own)] == [
        (Sign.SAME_COPY, ("s00", "s02")),
        (Sign.SAME_COPY, ("s00", "s05")),
    ]


def test_columns_may_be_compact_arrays(paper: Paper) -> None:
    shares = array("d", [1.0, 0.0] * 10)
    assert analyse(table([column(paper, memoryview(shares).toreadonly())]))[0].facility == pytest.approx(0.5)


# Whatever the class


def test_figures_do_not_depend_on_the_order_of_the_students(paper: Paper) -> None:
    whole = of_size(paper, 40)
    turned = {
        name: replace(own, share=own.share[::-1], answer=own.answer[::-1], right=own.right[::-1])
        for name, own in whole.columns.items()
    }
    for own, other in zip(analyse(whole), analyse(replace(whole, columns=turned)), strict=True):
        assert own.facility == pytest.approx(other.facility)
        assert own.discrimination == pytest.approx(other.discrimination)


def test_every_answer_to_a_choice_is_counted_for_one_option(paper: Paper) -> None:
    for students in (2, 15, 31):
        for own in analyse(of_size(paper, students)):
            assert sum(option.chose for option in own.options) == own.answered == students
            if own.options[0].third:
                assert sum(option.top or 0 for option in own.options) == own.options[0].third == students // 3


def test_an_interval_holds_its_correlation_and_narrows_with_the_class() -> None:
    for hundredths in range(-99, 100, 9):
        found = [fisher_interval(hundredths / 100, pairs) for pairs in (10, 30, 100)]
        widths = [each.high - each.low for each in found if each and each.low < hundredths / 100 < each.high]
        assert len(widths) == 3
        assert widths == sorted(widths, reverse=True)


def test_a_cell_stays_small() -> None:
    """Ten thousand students with a hundred and fifty items stay below 60 MB."""
    assert sum(array(form).itemsize for form in FORMS.values()) * 10_000 * 150 < 60e6
