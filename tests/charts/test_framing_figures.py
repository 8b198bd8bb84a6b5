"""Knows the tables of lessons 4 and 5: counts by text and function, whom texts blame, what they answer, names for the war."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from coursepack.answers.record import Answered
from coursepack.charts import Chart
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.comparison import names_by_text, questions_by_text
from coursepack.charts.cross_table import OPEN_SQUARE, SQUARE, UNSEEN
from coursepack.charts.framing import framing_by_text, responsible_by_text
from coursepack.codebook import Layer, load_layer
from coursepack.coding import Decision, OwnCoding, Reference, Status
from coursepack.coding.own_rows import GivenRow, own_rows
from coursepack.course import Course
from coursepack.items import Item, ItemBank, Kind
from coursepack.items.model import Level, Option, Row, RowsTask
from coursepack.texts import Texts

SMALL = 8_000
NOBODY = OwnCoding()
OWN = OwnCoding(
    {
        "A0-04": ("neither",),
        "A0-16": ("evaluation",),
        "A1-22": ("remedy",),
        "A1-42": ("cause", "evaluation"),
        "A4-04": ("problem",),
    }
)
GIVEN = (
    GivenRow("one", "A0-13", ("A0-13",), "russia", "Russia or its president"),
    GivenRow("one", "A1-42", ("A1-42",), "us-past", "The former US government"),
    GivenRow("one", "A2-53", ("A2-53",), "russia", "Russia or its president"),
)
ANSWERS = {"What would be success?": GIVEN[:2], "What about land?": GIVEN[2:], "Who gains?": ()}


@pytest.fixture(name="layer", scope="session")
def _layer(pack: Course) -> Layer:
    return load_layer("framing", pack)


@pytest.fixture(name="framed", scope="session")
def _framed(layer: Layer) -> Reference:
    """Return a reference in which A1-22 is a remedy and nothing else is anything."""
    sentences = {
        unit: {
            code: Decision(
                unit,
                code,
                4,
                4,
                value=(unit, code) == ("A1-22", "remedy"),
                status=Status.AGREED,
                weights={"yes": 1.0},
            )
            for code in layer.codes
            if code != layer.empty
        }
        for unit in ("A0-04", "A0-16", "A1-22", "A1-40")
    }
    return Reference("framing", ("one", "two"), sentences, ())


@pytest.fixture(name="drawn", params=["framing", "reference", "responsible", "questions", "names"])
def _drawn(
    request: pytest.FixtureRequest, framed: Reference, layer: Layer, texts: Texts
) -> Callable[[], Chart]:
    draw: dict[str, Callable[[], Chart]] = {
        "framing": lambda: framing_by_text(OWN, None, layer, texts),
        "reference": lambda: framing_by_text(NOBODY, framed, layer, texts, show_reference=True),
        "responsible": lambda: responsible_by_text(GIVEN, texts),
        "questions": lambda: questions_by_text(ANSWERS, texts),
        "names": lambda: names_by_text(GIVEN, texts),
    }
    return draw[str(request.param)]


def _heatmap(chart: Chart) -> dict[str, Any]:
    (trace,) = json.loads(chart.figure.to_json())["data"]
    found: dict[str, Any] = trace
    return found


def _column(chart: Chart, name: str) -> list[str]:
    trace = _heatmap(chart)
    place = trace["x"].index(name)
    return [row[place] for row in trace["text"]]


def test_every_table_says_a_finding_its_words_and_what_it_cannot_show(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    assert chart.title
    assert len(chart.description.split()) > 20
    assert "\n" not in chart.description
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_every_cell_with_sentences_opens_and_no_other(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    places = [place for row in _heatmap(chart)["customdata"] for place in row if place is not None]
    assert places == list(range(len(chart.marks)))
    assert all(mark.units and mark.label for mark in chart.marks)


def test_every_table_is_small_and_the_same_at_every_run(drawn: Callable[[], Chart]) -> None:
    first, second = (drawn().figure.to_json() for _ in range(2))
    assert first == second
    assert len(first) < SMALL


def test_an_empty_remedy_cell_is_framed_and_a_text_without_codes_is_not(layer: Layer, texts: Texts) -> None:
    chart = framing_by_text(OWN, None, layer, texts)
    assert _column(chart, "Remedy") == [
        f"0<br>{OPEN_SQUARE}",
        f"1<br>{SQUARE}",
        UNSEEN,
        UNSEEN,
        f"0<br>{OPEN_SQUARE}",
    ]
    frames = {(shape["x0"], shape["y0"]) for shape in json.loads(chart.figure.to_json())["layout"]["shapes"]}
    remedy = _heatmap(chart)["x"].index("Remedy")
    assert {(remedy - 0.46, row - 0.44) for row in (0, 4)} <= frames
    assert all(row in (-0.44, 0.56, 3.56) for _, row in frames)


def test_the_finding_names_who_recommends_and_who_does_not(layer: Layer, texts: Texts) -> None:
    chart = framing_by_text(OWN, None, layer, texts)
    assert chart.title == "In your codes, A1 recommends something; A0 and A4 recommend nothing"
    assert "A2: not coded yet" in chart.description


def test_a_sentence_with_two_functions_counts_in_both_columns(layer: Layer, texts: Texts) -> None:
    marks = {mark.label: mark.units for mark in framing_by_text(OWN, None, layer, texts).marks}
    assert marks["A1, cause"] == marks["A1, judgement"] == ("A1-42",)


def test_the_reference_is_told_on_the_same_sentences_only(
    framed: Reference, layer: Layer, texts: Texts
) -> None:
    words = framing_by_text(OWN, framed, layer, texts).description
    assert "The reference, on the same sentences:" in words
    assert "remedy A0 0, A1 1" in words
    alone = framing_by_text(NOBODY, framed, layer, texts, show_reference=True)
    assert alone.title == "In the reference, A1 recommends something; A0 recommends nothing"
    assert "A1 (2 coded)" in alone.description


def test_whom_texts_make_responsible_is_counted_by_text(texts: Texts) -> None:
    chart = responsible_by_text(GIVEN, texts)
    assert chart.title.endswith("most often “Russia or its president” (2 sentences)")
    assert {mark.label: mark.units for mark in chart.marks} == {
        "A0: Russia or its president": ("A0-13",),
        "A1: The former US government": ("A1-42",),
        "A2: Russia or its president": ("A2-53",),
    }
    assert "A3: no answer yet" in chart.description


def test_questions_stand_against_texts_with_the_words_chosen(texts: Texts) -> None:
    chart = questions_by_text(ANSWERS, texts)
    assert chart.title == ("In your answers, the texts differ most on “What would be success?” (2 answers)")
    first, second, third = _heatmap(chart)["text"]
    assert first[0] == "Russia or its<br>president"
    assert first[2:] == [UNSEEN] * 3
    assert second[2] == "Russia or its<br>president"
    assert third == [UNSEEN] * 5
    assert "Who gains? No answer yet." in chart.description


def test_names_for_the_war_are_summed_up(texts: Texts) -> None:
    title = names_by_text(GIVEN, texts).title
    assert title == (
        "Of 3 names for the war that you sorted: “Russia or its president” 2 and “The former US government” 1"
    )


def test_without_answers_every_table_is_empty_in_words(framed: Reference, layer: Layer, texts: Texts) -> None:
    empty: Sequence[Chart] = (
        framing_by_text(NOBODY, None, layer, texts),
        framing_by_text(NOBODY, framed, layer, texts),
        responsible_by_text((), texts),
        questions_by_text({"Who gains?": ()}, texts),
        names_by_text((), texts),
    )
    assert [chart.figure for chart in empty] == [None] * 5
    assert all(chart.empty and chart.empty in chart.to_markdown() for chart in empty)


def _bank() -> ItemBank:
    rows = (Row("A0-13", "…", "A0-13"), Row("name", "‹his aggression› (A0-14)", None), Row("none", "…", None))
    task = RowsTask(rows, (Option("a", "Actor"), Option("b", "Nobody")))
    item = Item("x", "01", Kind.CLASSIFY, "1.1", Level.APPLY, 1, (), "Which is it?", ("Hint",), None, task)
    return ItemBank("01", 1, {}, {"x": item})


def _answered(answer: object) -> Answered:
    return Answered(
        "r", "2026-03-02T09:30:00.000Z", "x", "00000000", answer, submitted=False, hints=0, sure=None
    )


def test_own_rows_take_the_last_answer_and_the_sentences_quoted() -> None:
    records = [_answered({"A0-13": "b"}), _answered({"A0-13": "a", "name": "a", "none": "b", "gone": "a"})]
    found = own_rows(records, [_bank()], ("missing", "x"))
    assert [(row.row, row.units, row.words) for row in found] == [
        ("A0-13", ("A0-13",), "Actor"),
        ("name", ("A0-14",), "Actor"),
        ("none", (), "Nobody"),
    ]


@pytest.mark.parametrize("answer", [None, "a", ["a"], {"A0-13": "gone"}, {"A0-13": 3}])
def test_own_rows_leave_out_what_an_item_does_not_have(answer: object) -> None:
    assert own_rows([_answered(answer)], [_bank()], ("x",)) == ()
