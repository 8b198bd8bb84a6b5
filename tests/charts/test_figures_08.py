"""Knows the figures of lesson 8: the two made-up coders, and agreement beside published figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coursepack.answers import Answered, Revealed, own_log
from coursepack.charts import Chart
from coursepack.charts.beside_published import SHORT, beside_published
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.published_agreement import PUBLISHED
from coursepack.charts.two_coders import two_coders
from coursepack.coding import has_reference
from coursepack.coding.teaching_example import TEACHING_EXAMPLE, teaching_agreement
from coursepack.course import Course
from coursepack.texts import Texts
from coursepack.widgets import figure, figures_08
from figure_parts import traces_of

SMALL = 8_000
AT = "2026-03-02T09:30:00.000Z"
EMPTY = "Nothing yet."


def test_the_teaching_example_has_the_figures_that_the_lesson_works_out_by_hand() -> None:
    """By hand: 8 of 10 alike; 8 yes and 12 no of 20; alpha is 1 - 0.2 / (2 * 8 * 12 / (20 * 19))."""
    found = teaching_agreement()
    assert found.observed == pytest.approx(0.8)
    assert found.alpha == pytest.approx(1 - 0.2 / (192 / 380))
    assert sum(given.count(True) for given in TEACHING_EXAMPLE.values()) == 8


def test_the_table_of_two_coders_counts_every_sentence_once(texts: Texts) -> None:
    chart = two_coders(texts)
    assert chart.title == "Two made-up coders agree on 8 of 10 sentences (alpha 0.60)"
    (cells,) = traces_of(chart)
    assert cells["text"] == [["3", "1"], ["1", "5"]]
    assert [unit for mark in chart.marks for unit in mark.units if unit in ("A3-03", "A3-09")] == [
        "A3-09",
        "A3-03",
    ]
    assert sorted(unit for mark in chart.marks for unit in mark.units) == sorted(TEACHING_EXAMPLE)
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_alpha_stands_with_its_interval_above_the_published_figures() -> None:
    found = teaching_agreement()
    chart = beside_published("x", "Two coders", [("Two, in all", found)], EMPTY)
    assert chart.title == "Two coders: alpha 0.60"
    own, published = traces_of(chart)
    assert own["x"] == [0.604]
    assert found.interval is not None
    assert own["x"][0] + own["error_x"]["array"][0] == pytest.approx(found.interval.high, abs=0.001)
    assert own["x"][0] - own["error_x"]["arrayminus"][0] == pytest.approx(found.interval.low, abs=0.001)
    ends = [round(base + width, 3) for base, width in zip(published["base"], published["x"], strict=True)]
    assert ends == [entry.high for entry in PUBLISHED]
    assert len(SHORT) == len(PUBLISHED)
    assert sorted([*own["customdata"], *published["customdata"]]) == list(range(len(chart.marks)))
    assert all(entry.in_words() in chart.description for entry in PUBLISHED)


def test_an_undefined_alpha_is_not_drawn() -> None:
    undefined = replace(teaching_agreement(), alpha=None, interval=None)
    chart = beside_published("x", "Two coders", [("Two", undefined)], EMPTY)
    assert chart.figure is None
    assert EMPTY in chart.to_markdown()


def test_both_figures_are_small_and_the_same_at_every_run(texts: Texts) -> None:
    found = [("Two", teaching_agreement())]
    draws: tuple[Callable[[], Chart], ...] = (
        lambda: two_coders(texts),
        lambda: beside_published("x", "Two", found, EMPTY),
    )
    for draw in draws:
        first, second = (draw().figure.to_json() for _ in range(2))
        assert first == second
        assert len(first) < SMALL
        assert "uid" not in first


@pytest.fixture(name="learner")
def _learner(pack: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path))
    monkeypatch.setattr(figures_08, "load_course", lambda: pack)
    return pack


def _coded(course: Course, *, finished: bool) -> None:
    codes = {f"A2-{number:02}": ["mind" if number % 5 == 0 else "neither"] for number in range(1, 21)}
    answered = Answered(
        "o1", AT, "lab-01", "00000000", {"codes": codes, "notes": {}}, submitted=True, hints=0
    )
    own_log(course).append([answered, *([Revealed("o2", AT, "lab-01", "00000000")] if finished else [])])


@pytest.mark.usefixtures("learner")
def test_the_made_up_coders_need_no_answers_and_no_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_08, "has_reference", lambda *_: False)
    assert figures_08.teaching_agreement().chart.figure is not None
    assert figures_08.agreement_beside_published().chart.figure is not None
    rows = figures_08.teaching_example().text.splitlines()
    assert len(rows) == len(TEACHING_EXAMPLE) + 2
    assert "| A3-09 |" in rows[-1]
    assert rows[-1].endswith("| yes | no |")


@pytest.mark.usefixtures("learner")
def test_a_copy_without_the_reference_says_so_where_the_readings_would_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures_08, "has_reference", lambda *_: False)
    chart = figures_08.passes_beside_published().chart
    assert chart.figure is None
    assert "not in your copy" in chart.to_markdown()


def test_own_codes_are_compared_only_when_finished_and_where_the_reference_is(
    learner: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Code sentences of A2 first" in figures_08.agreement_beside_published("A2").chart.to_markdown()
    _coded(learner, finished=False)
    unfinished = figures_08.agreement_beside_published("A2").chart
    assert unfinished.figure is None
    assert "Your codes are there" in unfinished.to_markdown()
    _coded(learner, finished=True)
    if not has_reference("attribution", learner):
        pytest.skip("this copy has no reference coding")
    chart = figures_08.agreement_beside_published("A2").chart
    assert chart.figure is not None
    assert chart.title.startswith("Your codes of A2 beside published figures: alpha ")
    monkeypatch.setattr(figure, "has_reference", lambda *_: False)
    assert figures_08.agreement_beside_published("A2").chart.empty == unfinished.empty


@pytest.mark.usefixtures("learner")
def test_the_machine_readings_stand_code_by_code(pack: Course) -> None:
    if not has_reference("attribution", pack):
        pytest.skip("this copy has no reference coding")
    chart = figures_08.passes_beside_published().chart
    assert [mark.label for mark in chart.marks[:2]] == ["Machine readings, speech", "Machine readings, mind"]


@pytest.mark.usefixtures("learner")
def test_a_layer_with_one_code_for_each_sentence_has_a_row_for_that_as_well(pack: Course) -> None:
    if not has_reference("school", pack):
        pytest.skip("this copy has no reference coding")
    labels = [mark.label for mark in figures_08.passes_beside_published("school").chart.marks]
    assert "Machine readings, realist" in labels
    assert "Machine readings, one code for each sentence" in labels
