"""Knows the figures of the schools: stacked bars for every text, and the barcode of a layer with one code each."""

from __future__ import annotations

import json

import pytest

from coursepack.charts import barcode
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.palette import GREY
from coursepack.charts.schools_by_text import DIFFER, HATCHING, schools_by_text
from coursepack.codebook import Layer, load_layer
from coursepack.coding import Decision, OwnCoding, Reference, Status
from coursepack.course import Course
from coursepack.texts import Texts
from figure_parts import traces_of

SETTLED = {"A0-19": "realist", "A0-15": "constructivist", "A2-44": "liberal", "A2-38": "neither"}
CONTESTED = "A2-14"
NOBODY = OwnCoding()
SMALL = 8_000


@pytest.fixture(name="layer", scope="module")
def _layer(pack: Course) -> Layer:
    return load_layer("school", pack)


@pytest.fixture(name="own", scope="module")
def _own() -> OwnCoding:
    """Return a learner's codes: one unlike the reference, one contested, one with two codes."""
    codes = {
        "A0-15": ("constructivist",),
        "A0-19": ("leader",),
        "A2-14": ("realist",),
        "A2-38": ("neither",),
        "A2-44": ("liberal",),
        "A2-45": ("realist", "liberal"),
    }
    return OwnCoding(codes, {})


@pytest.fixture(name="known", scope="module")
def _known(layer: Layer) -> Reference:
    """Return a reference over a few sentences; on A2-14 readers differ between two schools."""
    sentences = {
        unit: {
            code: _decided(unit, code, holds=code == school) for code in layer.codes if code != layer.empty
        }
        for unit, school in SETTLED.items()
    }
    sentences[CONTESTED] = {
        code: _open(code) if code in {"realist", "constructivist"} else _decided(CONTESTED, code, holds=False)
        for code in layer.codes
        if code != layer.empty
    }
    return Reference("school", ("one", "two"), sentences, ())


def _decided(unit: str, code: str, *, holds: bool) -> Decision:
    weights = {"yes" if holds else "no": 1.0}
    return Decision(unit, code, 2 * holds, 2, value=holds, status=Status.AGREED, weights=weights)


def _open(code: str) -> Decision:
    weights = {"yes": 1.0, "no": 1.0}
    return Decision(CONTESTED, code, 1, 2, value=None, status=Status.CONTESTED, weights=weights)


def test_bars_count_the_learners_own_codes(own: OwnCoding, layer: Layer, texts: Texts) -> None:
    chart = schools_by_text(own, None, layer, texts)
    assert {mark.label: mark.units for mark in chart.marks} == {
        "A2, realist: your codes": ("A2-14",),
        "A2, liberal: your codes": ("A2-44",),
        "A0, constructivist: your codes": ("A0-15",),
        "A0, leader and domestic: your codes": ("A0-19",),
        "A2, no argument: your codes": ("A2-38",),
    }
    assert "A1 not coded" in chart.description
    assert chart.description.endswith("Left out, as they have more than one code: A2-45.")
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_the_title_names_the_most_common_codes(layer: Layer, texts: Texts) -> None:
    one = OwnCoding({"A0-15": ("realist",), "A0-16": ("realist",), "A0-19": ("liberal",)}, {})
    assert (
        schools_by_text(one, None, layer, texts).title
        == "Realist is your most common code (2 of 3 sentences)"
    )
    two = OwnCoding({"A0-15": ("realist",), "A0-19": ("liberal",)}, {})
    assert schools_by_text(two, None, layer, texts).title == (
        "Realist and Liberal are your most common codes (1 each, of 2 sentences)"
    )


def test_contested_sentences_are_hatched_at_the_end_of_their_bar(
    own: OwnCoding, known: Reference, layer: Layer, texts: Texts
) -> None:
    chart = schools_by_text(own, known, layer, texts)
    legend, *hatched = [trace for trace in traces_of(chart) if trace["name"] == DIFFER]
    # Hatching comes in the colour of every code: its entry in the legend has the colour of none.
    assert (legend["x"], legend["marker"]["color"], legend["showlegend"]) == ([0], GREY, True)
    assert not any(trace["showlegend"] for trace in hatched)
    assert {trace["marker"]["pattern"]["shape"] for trace in hatched} == {HATCHING}
    assert [chart.marks[place].units for trace in hatched for place in trace["customdata"]] == [
        ("A2-14",)
    ] * 2
    assert [trace["base"] for trace in hatched] == [[2], [2]]
    assert chart.title.endswith("; careful readers differ on 1")
    assert "<b>A2</b> you<br>reference" in json.loads(chart.figure.to_json())["layout"]["yaxis"]["ticktext"]
    others = [trace["marker"].get("pattern", {}).get("shape") for trace in traces_of(chart)]
    assert others.count(HATCHING) == len(hatched) + 1


def test_the_reference_is_drawn_only_where_the_learner_coded(
    known: Reference, layer: Layer, texts: Texts
) -> None:
    chart = schools_by_text(OwnCoding({"A0-19": ("leader",)}, {}), known, layer, texts)
    assert {unit for mark in chart.marks for unit in mark.units} == {"A0-19"}
    assert "Reference: A0 realist 1; A1 not coded" in chart.description


def test_parts_of_a_bar_neither_overlap_nor_leave_gaps(
    own: OwnCoding, known: Reference, layer: Layer, texts: Texts
) -> None:
    ends: dict[float, list[tuple[int, int]]] = {}
    for trace in traces_of(schools_by_text(own, known, layer, texts)):
        for row, start, length in zip(trace["y"], trace["base"], trace["x"], strict=True):
            ends.setdefault(row, []).append((start, start + length))
    for parts in ends.values():
        ordered = sorted(parts)
        assert [start for start, _ in ordered] == [0, *(end for _, end in ordered[:-1])]


def test_codes_of_one_bar_differ_in_pattern(own: OwnCoding, layer: Layer, texts: Texts) -> None:
    traces = traces_of(schools_by_text(own, None, layer, texts))
    patterns = {trace["marker"].get("pattern", {}).get("shape") for trace in traces}
    assert len(patterns) == len(traces) == len(layer.codes)


def test_every_mark_is_reached_and_the_figure_is_small_and_stable(
    own: OwnCoding, known: Reference, layer: Layer, texts: Texts
) -> None:
    first, second = (schools_by_text(own, known, layer, texts) for _ in range(2))
    assert {place for trace in traces_of(first) for place in trace["customdata"]} == set(
        range(len(first.marks))
    )
    assert first.figure.to_json() == second.figure.to_json()
    assert len(first.figure.to_json()) < SMALL


def test_without_answers_the_bars_are_empty_in_words(known: Reference, layer: Layer, texts: Texts) -> None:
    without, with_it = (schools_by_text(NOBODY, given, layer, texts) for given in (None, known))
    assert without == with_it
    assert without.figure is None
    assert without.empty
    shown = schools_by_text(NOBODY, known, layer, texts, show_reference=True)
    assert shown.title.endswith("of 5 sentences); careful readers differ on 1")


def test_a_barcode_of_schools_draws_each_school_in_its_own_pattern(
    own: OwnCoding, known: Reference, layer: Layer, texts: Texts
) -> None:
    chart = barcode("A2", own, known, layer, texts)
    bars = [trace for trace in traces_of(chart) if trace["type"] == "bar"]
    looks = {trace["name"]: trace["marker"].get("pattern", {}).get("shape") for trace in bars}
    assert set(looks) == {"Realist", "Liberal", "No argument", "Contested"}
    assert len(set(looks.values())) == len(looks)
    assert "A2-14 realist, A2-38 no argument, A2-44 liberal" in chart.description
    assert "A2-14 contested" in chart.description


def test_a_stretch_told_in_words_ends_where_a_sentence_is_not_coded(layer: Layer, texts: Texts) -> None:
    own = OwnCoding(dict.fromkeys(("A0-15", "A0-16", "A0-19"), ("realist",)), {})
    words = barcode("A0", own, None, layer, texts).description
    assert "Your codes: A0-15 to A0-16 realist, A0-19 realist; 16 not coded." in words
