"""Knows what every chart must have: a finding, words for each number, and the sentences behind each mark."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from coursepack.charts import Chart, attributions_by_speaker, speech_and_mind
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.coding import OwnCoding, Reference
from coursepack.course import Course
from coursepack.texts import Texts
from support import REPOSITORY

SMALL = 8_000
"""Bytes of figure JSON. Plotly's own template alone would take 17,000."""
NOBODY = OwnCoding()

Draw = Callable[..., Chart]
BOTH = (attributions_by_speaker, speech_and_mind)
CASES = [
    (draw, answers, reference, shown)
    for draw in BOTH
    for answers, reference, shown in (
        (True, False, False),
        (True, True, False),
        (True, True, True),
        (False, True, True),
    )
]


@pytest.fixture(
    name="drawn",
    params=CASES,
    ids=lambda case: f"{case[0].__name__}-own={case[1]}-reference={case[2]}-shown={case[3]}",
)
def _drawn(
    request: pytest.FixtureRequest, own: OwnCoding, coding: Reference, texts: Texts, pack: Course
) -> Callable[[], Chart]:
    """Return a function that draws one of the two charts, with and without answers and reference."""
    draw, answers, reference, shown = request.param
    more = {"course": pack} if draw is attributions_by_speaker else {}
    return lambda: draw(
        own if answers else NOBODY, coding if reference else None, texts, show_reference=shown, **more
    )


@pytest.fixture(name="chart")
def _chart(drawn: Callable[[], Chart]) -> Chart:
    return drawn()


def _traces(chart: Chart) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(chart.figure.to_json())["data"]
    return [trace for trace in data if trace.get("customdata")]


def test_it_says_a_finding_and_describes_it_in_words(chart: Chart) -> None:
    assert chart.title
    assert chart.empty is None
    assert len(chart.description.split()) > 20
    assert "\n" not in chart.description
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_every_mark_has_sentences_that_exist(chart: Chart, texts: Texts) -> None:
    assert any(mark.units for mark in chart.marks)
    for mark in chart.marks:
        assert mark.label
        assert mark.sentences == tuple(texts.units[unit].text for unit in mark.units)


def test_every_point_leads_to_its_own_mark(chart: Chart) -> None:
    places = [place for trace in _traces(chart) for place in trace["customdata"]]
    assert sorted(places) == list(range(len(chart.marks)))


def test_the_figure_is_small_and_the_same_at_every_run(drawn: Callable[[], Chart]) -> None:
    first, second = (drawn().figure.to_json() for _ in range(2))
    assert first == second
    assert len(first) < SMALL
    assert "uid" not in first


def test_colour_is_never_alone(chart: Chart) -> None:
    traces = _traces(chart)
    forms = [
        (
            trace["marker"].get("symbol"),
            trace["marker"].get("pattern", {}).get("shape"),
            trace.get("xaxis"),
        )
        for trace in traces
    ]
    assert len(set(forms)) == len(forms)
    assert all(trace["marker"]["line"]["color"] for trace in traces)
    assert all(trace["name"] for trace in traces)


def test_the_page_shows_through(chart: Chart) -> None:
    layout = chart.figure.layout.template.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_the_markdown_lists_the_sentences_of_each_mark(chart: Chart) -> None:
    text = chart.to_markdown()
    assert text.count("<details>") == sum(bool(mark.units) for mark in chart.marks)
    for mark in chart.marks:
        if mark.units:
            assert f"<summary>{mark.label} ({len(mark.units)})</summary>" in text
    assert chart.title in text
    assert chart.caveat in text


def test_bars_are_as_long_as_their_lists(
    own: OwnCoding, coding: Reference, texts: Texts, pack: Course
) -> None:
    chart = attributions_by_speaker(own, coding, texts, show_reference=True, course=pack)
    for trace in _traces(chart):
        counts = [len(chart.marks[place].units) for place in trace["customdata"]]
        assert trace["x"] == counts
        assert trace["text"] == [str(count) for count in counts]


def test_dumbbells_stand_at_the_share_of_their_lists(own: OwnCoding, coding: Reference, texts: Texts) -> None:
    chart = speech_and_mind(own, coding, texts)
    for trace in _traces(chart):
        for share, place, said in zip(trace["x"], trace["customdata"], trace["hovertext"], strict=True):
            part, _, whole = said.rpartition(", ")[2].partition(" of ")
            assert len(chart.marks[place].units) == int(part)
            assert share == pytest.approx(int(part) / int(whole.split()[0]), abs=1e-4)


def test_speakers_are_counted_on_the_same_sentences(
    own: OwnCoding, coding: Reference, texts: Texts, pack: Course
) -> None:
    chart = attributions_by_speaker(own, coding, texts, course=pack)
    assert chart.title == "In your answers, Donald Trump is the speaker of 3 of 5 sentences"
    by_label = {mark.label: mark.units for mark in chart.marks}
    assert by_label["Donald Trump: your answers"] == ("A0-08", "A0-10", "A4-12")
    # A0-10 continues a quotation; A4-06 has two speakers; A4-12 counts once, for three attributions.
    assert by_label["Donald Trump: reference, same sentences"] == ("A0-08", "A0-10", "A4-06", "A4-12")
    assert by_label["Russia (as a group): reference, same sentences"] == ("A4-06",)
    assert by_label["Volodymyr Zelensky: reference, same sentences"] == ()
    assert "Reference, same sentences, 6 sentences: Donald Trump 4, Sergey Lavrov 1" in chart.description


def test_the_reference_counts_attributions_over_all_texts(
    coding: Reference, texts: Texts, pack: Course
) -> None:
    chart = attributions_by_speaker(NOBODY, coding, texts, show_reference=True, course=pack)
    assert chart.title.startswith("Donald Trump is the speaker of 7 of 9 attributions; 12 of the 15 speakers")
    assert chart.marks[0].units == ("A0-08", "A0-09", "A4-01", "A4-06", "A4-12", "A4-12", "A4-12")
    (trace,) = _traces(chart)
    assert len(trace["y"]) == 15
    assert trace["x"][:3] == [7, 1, 1]
    assert set(trace["x"][3:]) == {0}


def test_two_speakers_may_lead(texts: Texts, pack: Course) -> None:
    own = OwnCoding({}, {"A4-01": "trump", "A4-05": "lavrov"})
    chart = attributions_by_speaker(own, None, texts, course=pack)
    assert (
        chart.title
        == "In your answers, Donald Trump and Sergey Lavrov are each the speaker of 1 of 2 sentences"
    )


def test_shares_rest_on_the_sentences_that_were_coded(own: OwnCoding, texts: Texts) -> None:
    chart = speech_and_mind(own, None, texts)
    assert chart.title == (
        "In your answers, A4 has the largest share of speech (1 of 1 sentence); "
        "A3 has the largest share of mind (2 of 3 sentences)"
    )
    assert (
        "A0 speech 2 of 4 (50 percent), mind 1 of 4 (25 percent); A1 not coded; A2 not coded"
        in chart.description
    )
    assert chart.figure.layout.yaxis.ticktext[0] == "<b>A0</b><br>4 sentences"
    assert chart.figure.layout.yaxis.ticktext[1] == "<b>A1</b><br>not coded"


def test_contested_sentences_are_left_out_and_told(own: OwnCoding, coding: Reference, texts: Texts) -> None:
    chart = speech_and_mind(own, coding, texts)
    same = chart.description.partition("Reference, same sentences: ")[2]
    assert "A3 speech 0 of 3 (0 percent), mind 1 of 2 (50 percent)" in same
    assert same.endswith("1 sentence is contested for mind and left out there: A3-13.")
    whole = speech_and_mind(NOBODY, coding, texts, show_reference=True)
    assert "A3 speech 0 of 26 (0 percent), mind 1 of 25 (4 percent)" in whole.description


def test_nothing_contested_is_not_mentioned(coding: Reference, texts: Texts) -> None:
    own = OwnCoding({"A0-08": ("speech",)}, {})
    assert "contested" not in speech_and_mind(own, coding, texts).description


def test_marks_of_both_codings_are_filled_and_hollow(own: OwnCoding, coding: Reference, texts: Texts) -> None:
    symbols = {
        trace["name"]: trace["marker"]["symbol"] for trace in _traces(speech_and_mind(own, coding, texts))
    }
    assert symbols == {
        "Speech: your answers": "circle",
        "Mind: your answers": "diamond",
        "Speech: reference, same sentences": "circle-open",
        "Mind: reference, same sentences": "diamond-open",
    }


@pytest.mark.parametrize("draw", BOTH)
def test_without_answers_the_chart_is_empty_in_words(draw: Draw, coding: Reference, texts: Texts) -> None:
    without, beside = draw(NOBODY, None, texts), draw(NOBODY, coding, texts)
    # A lesson is built without answers: it must be the same bytes whether the reference is there or not.
    assert without == beside
    assert without.figure is None
    assert without.marks == ()
    assert without.empty
    assert without.title
    assert without.caveat.startswith(CANNOT_SHOW)
    text = without.to_markdown()
    assert without.empty in text
    assert text.strip().count("\n") == 0


@pytest.mark.parametrize("draw", BOTH)
def test_showing_a_reference_that_is_not_there_shows_the_empty_state(draw: Draw, texts: Texts) -> None:
    assert draw(NOBODY, None, texts, show_reference=True).empty


def test_an_empty_chart_needs_no_plotly() -> None:
    script = (
        "import sys; from coursepack.charts import speech_and_mind; from coursepack.coding import OwnCoding;"
        "from coursepack.texts import load_texts; speech_and_mind(OwnCoding(), None, load_texts());"
        "sys.exit(any(name.split('.')[0] in {'plotly', 'pandas'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=REPOSITORY).returncode == 0
