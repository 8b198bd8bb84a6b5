"""Knows the figures of a learner's own work: barcode, table against the reference, sure against right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contrast import SHAPES, on_both_pages
from coursepack.answers import History, history
from coursepack.answers.record import Answered, Record, Revealed
from coursepack.charts import Chart, agreement_with_reference, barcode, calibration, observations
from coursepack.charts.calibration import Observation
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.palette import styles_of
from coursepack.charts.published_agreement import PUBLISHED, beside
from coursepack.codebook import Code, Layer, load_layer
from coursepack.coding import OwnCoding, Reference
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.items import Item, Key, Kind
from coursepack.items.keys import Feedback
from coursepack.items.model import Level, Option, OptionsTask
from coursepack.texts import Texts
from figure_parts import traces_of

SMALL = 8_000
AT = "2026-03-02T09:30:00.000Z"
NOBODY = OwnCoding()
OBSERVED = (
    Observation("a-01", "First?", 3, right=True),
    Observation("a-02", "Second?", 3, right=False),
    Observation("a-03", "Third?", 1, right=False),
)


@pytest.fixture(name="layer", scope="session")
def _layer(pack: Course) -> Layer:
    return load_layer("attribution", pack)


@pytest.fixture(name="own")
def _own() -> OwnCoding:
    """Return a learner's codes of A3: one sentence twice coded, one contested, one unlike the reference."""
    codes = {
        "A3-01": ("neither",),
        "A3-02": ("mind",),
        "A3-03": ("speech", "mind"),
        "A3-04": ("neither",),
        "A3-13": ("mind",),
        "A4-05": ("speech",),
    }
    return OwnCoding(codes, {})


@pytest.fixture(name="drawn", params=["own", "both", "reference", "table", "sure"])
def _drawn(
    request: pytest.FixtureRequest, own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> Callable[[], Chart]:
    draw: dict[str, Callable[[], Chart]] = {
        "own": lambda: barcode("A3", own, None, layer, texts),
        "both": lambda: barcode("A3", own, coding, layer, texts),
        "reference": lambda: barcode("A3", NOBODY, coding, layer, texts, show_reference=True),
        "table": lambda: agreement_with_reference("A3", own, coding, layer, texts),
        "sure": lambda: calibration(OBSERVED),
    }
    return draw[str(request.param)]


def _places(chart: Chart) -> set[int | None]:
    found: set[int | None] = set()
    for trace in traces_of(chart):
        for place in trace["customdata"]:
            found |= set(place) if isinstance(place, list) else {place}
    return found - {None}


def test_every_figure_says_a_finding_its_words_and_what_it_cannot_show(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    assert chart.title
    assert chart.empty is None
    assert len(chart.description.split()) > 20
    assert "\n" not in chart.description
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_every_mark_is_reached_and_listed(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    assert _places(chart) == set(range(len(chart.marks)))
    assert chart.to_markdown().count("<details>") == len(chart.marks)
    assert all(mark.units and mark.label for mark in chart.marks)


def test_every_figure_is_small_and_the_same_at_every_run(drawn: Callable[[], Chart]) -> None:
    first, second = (drawn().figure.to_json() for _ in range(2))
    assert first == second
    assert len(first) < SMALL
    assert "uid" not in first


def test_a_barcode_of_the_longest_text_stays_small(coding: Reference, layer: Layer, texts: Texts) -> None:
    own = OwnCoding({unit.id: ("speech", "mind") for unit in texts.article("A2").body()}, {})
    assert len(barcode("A2", own, coding, layer, texts).figure.to_json()) < 2 * SMALL


def test_a_barcode_counts_codes_and_differences(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    alone = barcode("A3", own, None, layer, texts)
    assert alone.title == "In your codes of A3 (5 sentences), 1 is speech and 3 are mind"
    beside_it = barcode("A3", own, coding, layer, texts)
    assert beside_it.title == f"{alone.title}; 1 differs from the reference"
    assert {mark.label: mark.units for mark in beside_it.marks} == {
        "Speech: your codes": ("A3-03",),
        "Mind: your codes": ("A3-02", "A3-03", "A3-13"),
        "Neither: your codes": ("A3-01", "A3-04"),
        "Mind: reference": ("A3-02",),
        "Neither: reference": ("A3-01", "A3-03", "A3-04"),
        "Contested: careful readers differ": ("A3-13",),
        "Here you and the reference differ": ("A3-03",),
    }


def test_a_barcode_is_told_in_stretches(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    words = barcode("A3", own, coding, layer, texts).description
    assert (
        "Your codes: A3-01 neither, A3-02 mind, A3-03 speech and mind, A3-04 neither, A3-13 mind; 21 not"
        in words
    )
    assert "Reference: A3-01 neither, A3-02 mind, A3-03 to A3-04 neither, A3-13 contested." in words
    assert words.endswith("You and the reference differ on A3-03.")


def test_a_sentence_with_two_codes_has_two_halves(own: OwnCoding, layer: Layer, texts: Texts) -> None:
    speech, mind, neither = traces_of(barcode("A3", own, None, layer, texts))
    assert (speech["x"], speech["y"], speech["base"]) == ([3], [0.4], [0])
    assert (mind["x"], mind["y"], mind["base"]) == ([2, 3, 13], [0.8, 0.4, 0.8], [0, 0.4, 0])
    assert max(neither["y"]) < 0.4


def test_bars_differ_in_pattern_as_well_as_colour(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    bars = [trace for trace in traces_of(barcode("A3", own, coding, layer, texts)) if trace["type"] == "bar"]
    patterns = {
        trace["name"]: (trace["marker"].get("pattern", {}).get("shape"), trace["marker"]["color"])
        for trace in bars
    }
    assert len(patterns) == 4
    assert len({pattern for pattern, _ in patterns.values()}) >= 3
    assert [trace["name"] for trace in bars if trace["showlegend"]] == list(dict.fromkeys(patterns))


def test_the_reference_is_drawn_only_where_the_learner_coded(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    chart = barcode("A3", own, coding, layer, texts)
    shown = {unit for mark in chart.marks if "reference" in mark.label for unit in mark.units}
    assert shown <= set(own.codes)


def test_the_table_counts_sentences_and_tells_alpha(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    chart = agreement_with_reference("A3", own, coding, layer, texts)
    assert chart.title.startswith("You and the reference code 3 of 4 sentences of A3 alike (alpha 0.")
    (cells,) = traces_of(chart)
    assert cells["x"] == cells["y"] == ["Speech", "Mind", "Speech and Mind", "Neither"]
    assert cells["text"] == [["0"] * 4, ["0", "1", "0", "0"], ["0", "0", "0", "1"], ["0", "0", "0", "2"]]
    assert "You Neither, reference Neither: 2" in chart.description
    assert "95 percent interval" in chart.description
    assert "bootstrap over sentences" in chart.description
    assert "Careful readers differ on A3-13: left out here." in chart.description


def test_a_sentence_that_differs_says_what_decides(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    chart = agreement_with_reference("A3", own, coding, layer, texts)
    (mark,) = (mark for mark in chart.marks if "Speech and Mind; reference" in mark.label)
    assert mark.units == ("A3-03",)
    assert mark.sentences[0].startswith(texts.unit("A3-03").text)
    assert "Speech: yes in 0 of 3 readings; the test of Speech decides." in mark.sentences[0]


def test_published_figures_stand_beside_alpha_with_their_sources(
    own: OwnCoding, coding: Reference, layer: Layer, texts: Texts
) -> None:
    assert beside() in agreement_with_reference("A3", own, coding, layer, texts).description
    assert [words in beside() for words in ("alpha 0.754 (", "alpha 0.06 to 0.70 (", "alpha 0.57 (")] == [
        True
    ] * 3
    assert all(entry.source in beside() and entry.low <= entry.high <= 1 for entry in PUBLISHED)


def test_codes_that_never_vary_leave_alpha_undefined_in_words(
    coding: Reference, layer: Layer, texts: Texts
) -> None:
    own = OwnCoding({"A3-03": ("neither",), "A3-04": ("neither",)}, {})
    chart = agreement_with_reference("A3", own, coding, layer, texts)
    assert "(alpha undefined, as nothing varies)" in chart.title
    assert "interval" not in chart.description


@pytest.mark.parametrize("named", ["barcode", "table"])
def test_without_answers_a_figure_is_empty_in_words_with_and_without_reference(
    named: str, coding: Reference, layer: Layer, texts: Texts
) -> None:
    draw = barcode if named == "barcode" else agreement_with_reference
    without, with_it = draw("A3", NOBODY, None, layer, texts), draw("A3", NOBODY, coding, layer, texts)
    assert without == with_it
    assert without.figure is None
    assert without.empty
    assert without.empty in without.to_markdown()


def test_without_reference_there_is_nothing_to_compare(own: OwnCoding, layer: Layer, texts: Texts) -> None:
    assert agreement_with_reference("A3", own, None, layer, texts).empty


def test_a_text_that_is_not_there_is_told(own: OwnCoding, layer: Layer, texts: Texts) -> None:
    with pytest.raises(CourseError, match="A9"):
        barcode("A9", own, None, layer, texts)


def test_codes_of_further_layers_get_their_own_look(layer: Layer) -> None:
    names = ("problem", "cause", "judgement", "remedy", "none")
    codes = {name: Code(name, name.title(), "A test.") for name in names}
    other = Layer("framing", "", "", "", (), "none", codes, (), (), {"codes": codes})
    styles = styles_of(other)
    assert list(styles) == list(names)
    assert len({(style.pattern, style.colour) for style in styles.values()}) == len(names)
    assert len({style.pattern for style in styles.values()}) == len(names)
    assert styles["none"].word == "None"
    for style in (*styles.values(), *styles_of(layer).values()):
        assert on_both_pages(style.outline) >= SHAPES


def test_calibration_counts_right_answers_by_step() -> None:
    chart = calibration(OBSERVED)
    assert (
        chart.title
        == "When you were sure, 1 of 2 answers were right; when you were guessing, 0 of 1 answer was right"
    )
    (bars,) = traces_of(chart)
    assert (bars["x"], bars["y"], bars["text"]) == (["guessing", "sure"], [0, 0.5], ["0 of 1", "1 of 2"])
    assert "fairly sure: no answer" in chart.description.lower()
    assert chart.marks[1].listed() == (("a-01", "Right: First?"), ("a-02", "Not right: Second?"))


def test_calibration_without_answers_is_empty_in_words() -> None:
    chart = calibration(())
    assert chart.figure is None
    assert chart.empty
    assert chart.empty in chart.to_markdown()


def _past(*records: Record) -> History:
    return history(records)


def _answered(answer: str, sure: int | None, hints: int = 0, *, submitted: bool = True) -> Record:
    return Answered(f"{answer}{hints}", AT, "x", "00000000", answer, submitted, hints, sure)


REVEALED = Revealed("r", AT, "x", "00000000")


@pytest.mark.parametrize(
    ("past", "found"),
    [
        (_past(_answered("a", 3), REVEALED), (3, True)),
        (_past(_answered("b", 2), REVEALED), (2, False)),
        (_past(_answered("b", 1), _answered("a", 3, 1), REVEALED), (1, False)),  # the first answer counts
        (_past(_answered("a", 3)), None),  # the key is not shown yet
        (_past(_answered("a", None), REVEALED), None),
        (_past(_answered("a", 7), REVEALED), None),
        (_past(_answered("a", 3, submitted=False), REVEALED), None),
        (_past(REVEALED), None),
    ],
)
def test_first_answers_of_finished_exercises_are_observed(
    past: History, found: tuple[int, bool] | None
) -> None:
    task = OptionsTask((Option("a", "A"), Option("b", "B")))
    item = Item(
        "x", "01", Kind.CHOICE, "1.1", Level.APPLY, 1, (), "Which *one*\n\nis it?", ("Hint",), None, task
    )
    key = Key("x", "Why.", (), credits={"a": 1.0}, feedback={"a": Feedback("Yes."), "b": Feedback("No.")})
    seen = observations({"x": past}, {"x": item}, {"x": key})
    assert [(entry.sure, entry.right) for entry in seen] == ([found] if found else [])
    assert all(entry.asked == "Which one is it?" for entry in seen)
