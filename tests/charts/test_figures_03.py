"""Knows the figures of lesson 3: hedges and boosts per hundred sentences, and one ratio told several times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coursepack.answers import own_log
from coursepack.answers.record import Answered
from coursepack.cards import find_card
from coursepack.charts import Chart
from coursepack.charts.certainty import hedges_and_boosts
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.one_ratio import Claim, Telling, one_ratio
from coursepack.coding import Decision, OwnCoding, Reference, Status
from coursepack.course import Course
from coursepack.items import find_item
from coursepack.texts import Texts
from coursepack.widgets import figures_03
from figure_parts import traces_of

SMALL = 8_000
NOBODY = OwnCoding()
CLAIM = Claim("A1-10", 2, 3, "A1-10")
TELLINGS = (
    Telling("Card one", 2.5, "how-sure-practice-06", "Shells."),
    Telling("Card two", 4, "how-sure-08", "A speech."),
    Telling("Card three", 12, "how-sure-09", "An interview."),
)
AT = "2026-03-02T09:30:00.000Z"
CONTESTED = "A1-36"


@pytest.fixture(name="own")
def _own() -> OwnCoding:
    """Return a learner's codes: A1 with two hedges and a boost in four, A4 without any, nothing of the rest."""
    codes = {
        "A1-09": ("boost",),
        "A1-10": ("neither",),
        "A1-13": ("hedge",),
        "A1-36": ("hedge",),
        "A4-05": ("neither",),
        "A4-06": ("neither",),
    }
    return OwnCoding(codes, {})


@pytest.fixture(name="known", scope="module")
def _known(texts: Texts) -> Reference:
    """Return a reference that hedges A1-13 and A4-07 and boosts A1-09; A1-36 is contested."""
    body = [unit.id for article in texts.articles.values() for unit in article.body()]
    held = {"hedge": ("A1-13", "A4-07"), "boost": ("A1-09",)}
    sentences = {
        unit: {code: _decision(unit, code, held=unit in units) for code, units in held.items()}
        for unit in body
    }
    return Reference("certainty", ("one", "two"), sentences, ())


def _decision(unit: str, code: str, *, held: bool) -> Decision:
    if unit == CONTESTED and code == "hedge":
        weights = {"yes": 1.0, "no": 1.0}
        return Decision(unit, code, 1, 2, value=None, status=Status.CONTESTED, weights=weights)
    weights = {"yes" if held else "no": 1.0}
    return Decision(unit, code, 2 * held, 2, value=held, status=Status.AGREED, weights=weights)


@pytest.fixture(name="drawn", params=["own", "both", "reference", "one number", "three numbers"])
def _drawn(
    request: pytest.FixtureRequest, own: OwnCoding, known: Reference, texts: Texts
) -> Callable[[], Chart]:
    draw: dict[str, Callable[[], Chart]] = {
        "own": lambda: hedges_and_boosts(own, None, texts),
        "both": lambda: hedges_and_boosts(own, known, texts),
        "reference": lambda: hedges_and_boosts(NOBODY, known, texts, show_reference=True),
        "one number": lambda: one_ratio(TELLINGS[:1], CLAIM, texts),
        "three numbers": lambda: one_ratio(TELLINGS, CLAIM, texts),
    }
    return draw[str(request.param)]


def test_every_figure_says_a_finding_its_words_and_what_it_cannot_show(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    assert chart.title
    assert chart.empty is None
    assert len(chart.description.split()) > 20
    assert "\n" not in chart.description
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_every_mark_is_reached_and_small_figures_are_the_same_at_every_run(
    drawn: Callable[[], Chart],
) -> None:
    chart = drawn()
    assert {place for trace in traces_of(chart) for place in trace["customdata"]} == set(
        range(len(chart.marks))
    )
    assert chart.figure.to_json() == drawn().figure.to_json()
    assert len(chart.figure.to_json()) < SMALL


def test_colour_is_never_alone(drawn: Callable[[], Chart]) -> None:
    traces = traces_of(drawn())
    forms = [
        (trace["marker"].get("symbol"), trace["marker"].get("pattern", {}).get("shape")) for trace in traces
    ]
    assert len(set(forms)) == len(forms)
    assert all(trace["name"] for trace in traces)


# Hedges and boosts


def test_bars_count_of_a_hundred_coded_sentences_and_open_to_them(own: OwnCoding, texts: Texts) -> None:
    chart = hedges_and_boosts(own, None, texts)
    hedge, boost = traces_of(chart)
    assert (hedge["x"], boost["x"]) == ([50, 0], [25, 0])
    assert hedge["text"] == ["2 of 4", "0 of 2"]
    assert {mark.label: mark.units for mark in chart.marks} == {
        "A1, hedge: your answers": ("A1-13", "A1-36"),
        "A4, hedge: your answers": (),
        "A1, boost: your answers": ("A1-09",),
        "A4, boost: your answers": (),
    }


def test_the_finding_names_the_text_with_most(own: OwnCoding, texts: Texts) -> None:
    chart = hedges_and_boosts(own, None, texts)
    assert (
        chart.title
        == "In your answers, A1 has most hedges (2 of 4 sentences); A1 has most boosts (1 of 4 sentences)"
    )


def test_texts_with_equal_shares_are_named_together(texts: Texts) -> None:
    codes = dict.fromkeys(("A1-13", "A4-07"), ("hedge",))
    chart = hedges_and_boosts(OwnCoding(codes, {}), None, texts)
    assert chart.title == "In your answers, A1 and A4 have most hedges (100 of 100); no sentence is a boost"


def test_without_any_mark_the_finding_says_so(texts: Texts) -> None:
    chart = hedges_and_boosts(OwnCoding({"A0-06": ("neither",)}, {}), None, texts)
    assert chart.title == "In your answers, no sentence is a hedge; no sentence is a boost"


def test_the_reference_stands_on_the_same_sentences_and_leaves_contested_ones_out(
    own: OwnCoding, known: Reference, texts: Texts
) -> None:
    chart = hedges_and_boosts(own, known, texts)
    assert [trace["text"] for trace in traces_of(chart)[2:]] == [["1 of 3", "0 of 2"], ["1 of 4", "0 of 2"]]
    assert "A4-07" not in {unit for mark in chart.marks for unit in mark.units}


def test_without_answers_the_reference_shows_only_where_it_is_asked_for(
    known: Reference, texts: Texts
) -> None:
    assert hedges_and_boosts(NOBODY, known, texts).figure is None
    shown = hedges_and_boosts(NOBODY, known, texts, show_reference=True)
    assert len(traces_of(shown)[0]["y"]) == len(texts.articles)


# One ratio


def test_three_tellings_are_put_in_one_sentence_and_one_axis(texts: Texts) -> None:
    chart = one_ratio(TELLINGS, CLAIM, texts)
    assert chart.title == "By your numbers, one ratio told 3 times runs from 2.5 to 12: a factor of 4.8"
    assert traces_of(chart)[0]["x"] == [2.5, 4, 12]
    assert chart.figure.layout.xaxis.type == "log"
    assert "In the band lies: Card one." in chart.description


def test_the_band_is_the_range_of_the_claim_and_opens_to_its_sentence(texts: Texts) -> None:
    chart = one_ratio(TELLINGS, CLAIM, texts)
    (band,) = chart.figure.layout.shapes
    assert (band.x0, band.x1) == (2, 3)
    assert chart.marks[-1].units == ("A1-10",)
    assert set(traces_of(chart)[1]["customdata"]) == {len(chart.marks) - 1}


def test_a_wrong_number_is_drawn_as_it_is_and_the_axis_makes_room(texts: Texts) -> None:
    chart = one_ratio([Telling("Card one", 60, "x", "Shells.")], CLAIM, texts)
    assert traces_of(chart)[0]["x"] == [60]
    assert 10 ** chart.figure.layout.xaxis.range[1] > 60
    assert "None of your numbers lies in the band." in chart.description


def test_a_number_without_a_place_on_the_axis_is_told_in_words(texts: Texts) -> None:
    chart = one_ratio([*TELLINGS[:1], Telling("Card two", 0, "x", "A speech.")], CLAIM, texts)
    assert traces_of(chart)[0]["x"] == [2.5]
    assert "no number above 0 yet: Card two." in chart.description


def test_without_a_number_it_says_what_to_do(texts: Texts) -> None:
    chart = one_ratio([Telling("Card one", None, "x", "Shells.")], CLAIM, texts)
    assert chart.figure is None
    assert chart.empty


# What the notebook shows


def test_every_number_comes_from_an_exercise_that_shows_its_card(pack: Course) -> None:
    for item, card in figures_03.TELLINGS.items():
        assert find_item(item, pack).cards == (card,)
        assert find_card(card, pack).serves == (CLAIM.unit,)


def test_the_learners_own_numbers_are_drawn(
    pack: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path))
    assert figures_03.one_ratio().chart.figure is None
    answers = zip(figures_03.TELLINGS, ("2,5", "4", "9"), strict=True)
    own_log(pack).append(
        [
            Answered(
                item, AT, item, find_item(item, pack).version, answer, submitted=True, hints=0, sure=None
            )
            for item, answer in answers
        ]
    )
    assert traces_of(figures_03.one_ratio().chart)[0]["x"] == [2.5, 4, 9]
