"""Knows that the figures of codes draw every layer: more codes, one code per sentence, no attributions."""

from __future__ import annotations

import pytest

from coursepack import charts
from coursepack.charts.palette import styles_of
from coursepack.codebook import layer_ids, load_layer
from coursepack.coding import OwnCoding, reference
from coursepack.course import Course
from coursepack.texts import load_texts
from single_layer import SCHOOL, single_course

OWN = OwnCoding({"A4-01": ("leader",), "A4-02": ("realist",), "A4-05": ("liberal",), "A4-07": ("realist",)})


@pytest.fixture(name="course", scope="module")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return single_course(tmp_path_factory.mktemp("pack"))


def test_every_code_of_a_layer_looks_different(course: Course) -> None:
    for name in layer_ids(course):
        styles = styles_of(load_layer(name, course)).values()
        assert len({(style.colour, style.pattern) for style in styles}) == len(styles)
        assert len({style.symbol for style in styles}) == len(styles)


def test_the_barcode_of_a_single_layer_shows_own_codes_and_the_reference(course: Course) -> None:
    layer, texts = load_layer(SCHOOL, course), load_texts(course)
    chart = charts.barcode("A4", OWN, reference(SCHOOL, course), layer, texts)
    assert "1 is liberal" in chart.title
    assert chart.title.endswith("1 differs from the reference")
    assert "A4-02 contested" in chart.description
    assert "A4-05 no argument" in chart.description


def test_the_table_of_a_single_layer_counts_settled_sentences(course: Course) -> None:
    layer, texts = load_layer(SCHOOL, course), load_texts(course)
    chart = charts.agreement_with_reference("A4", OWN, reference(SCHOOL, course), layer, texts)
    assert chart.title.startswith("You and the reference code 2 of 3 sentences of A4 alike")
    assert "Careful readers differ on A4-02" in chart.description


def test_combinations_of_a_layer_with_several_codes_are_drawn(course: Course) -> None:
    layer, texts = load_layer("framing", course), load_texts(course)
    own = OwnCoding({"A1-42": ("problem", "cause", "evaluation"), "A1-43": ("neither",)})
    chart = charts.barcode("A1", own, None, layer, texts)
    assert "A1-42 problem and cause and judgement" in chart.description
