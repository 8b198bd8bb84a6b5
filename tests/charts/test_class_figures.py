"""Knows the figures of a class: what they say, what opens behind their marks, and what a class is too small for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contrast import SHAPES, on_both_pages
from coursepack import charts
from coursepack.charts import Chart
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.class_items import asked
from coursepack.charts.class_sentences import ClassSentence, class_sentences
from coursepack.codebook import load_layer
from coursepack.coding import Reference
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading.class_table import ClassTable
from coursepack.grading.gain import StudentGain, TestResult
from coursepack.grading.item_analysis import ItemFigures, analyse
from coursepack.grading.read_class import ClassData, read_class
from coursepack.grading.sureness import class_sureness
from coursepack.grading.synthetic_class import Planted, planted_in, synthetic_class
from coursepack.items import Kind
from coursepack.texts import Texts
from coursepack.widgets import figures_class

SMALL = 25_000
NAMES = ("items", "options", "rows", "time", "sureness", "barcode", "gain")
Drawing = Callable[[str, int], Chart]


@pytest.fixture(scope="module", name="data")
def _data(pack: Course, tmp_path_factory: pytest.TempPathFactory) -> ClassData:
    folder = tmp_path_factory.mktemp("class")
    synthetic_class(folder, pack)
    return read_class(pack, folder)


@pytest.fixture(scope="module", name="planted")
def _planted(pack: Course) -> Planted:
    return planted_in(pack)


def _smaller(table: ClassTable, students: int) -> ClassTable:
    parts = ("share", "answer", "right", "tries", "hints", "sure", "seconds")
    cut = {
        name: replace(own, **{part: getattr(own, part)[:students] for part in parts})
        for name, own in table.columns.items()
    }
    return ClassTable(table.students[:students], cut, table.traces[:students], ())


def _figures(data: ClassData, item: str, students: int = 40) -> ItemFigures:
    (own,) = [own for own in analyse(_smaller(data.table, students)) if own.question.item.id == item]
    return own


@pytest.fixture(scope="module", name="draw")
def _draw(data: ClassData, planted: Planted, pack: Course, texts: Texts, coding: Reference) -> Drawing:
    """Return a function that draws one figure for so many of the class."""
    layer = load_layer("attribution", pack)
    article = planted.divided.partition("-")[0]

    def sentences(students: int) -> Sequence[ClassSentence]:
        whole = class_sentences(article, data.coded["attribution"], coding, layer, texts)
        if students >= 40:
            return whole
        return [replace(own, votes=dict.fromkeys(own.votes, 1)) for own in whole]

    def drawn(name: str, students: int) -> Chart:
        table = _smaller(data.table, students)
        prompts = {item: asked(column.question.item) for item, column in table.columns.items()}
        figures: dict[str, Callable[[], Chart]] = {
            "items": lambda: charts.class_items(analyse(table)),
            "options": lambda: charts.distractor_bars(_figures(data, planted.wrong_key, students)),
            "rows": lambda: charts.distractor_bars(_figures(data, planted.divided_item, students)),
            "time": lambda: charts.class_time(analyse(table)),
            "sureness": lambda: charts.class_calibration(class_sureness(table), students, prompts),
            "barcode": lambda: charts.class_barcode(article, sentences(students), layer, texts),
            "gain": lambda: charts.gain_chart(data.gains[:students]),
        }
        return figures[name]()

    return drawn


def _traces(chart: Chart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(chart.figure.to_json())["data"]
    return found


def _places(chart: Chart) -> set[int]:
    return {place for trace in _traces(chart) for place in trace.get("customdata", ())}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_finding_words_a_caveat_and_marks_that_open(draw: Drawing, name: str) -> None:
    chart = draw(name, 40)
    assert chart.empty is None
    assert chart.title
    assert len(chart.description.split()) > 20
    assert chart.caveat.startswith(CANNOT_SHOW)
    assert _places(chart) == set(range(len(chart.marks)))
    assert all(len(mark.units) == len(mark.sentences) for mark in chart.marks)
    assert len(chart.figure.to_json()) < SMALL
    assert draw(name, 40).figure.to_json() == chart.figure.to_json()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"options", "rows"}])
def test_a_figure_of_a_small_class_is_empty_and_tells_why(draw: Drawing, name: str) -> None:
    chart = draw(name, 12)
    assert chart.figure is None
    assert chart.empty
    assert chart.empty.startswith("Not shown: ")
    assert "nan" not in chart.empty.lower().replace("finance", "")


def test_options_of_a_small_class_are_counted_without_thirds(draw: Drawing) -> None:
    chart = draw("options", 12)
    assert [trace["name"] for trace in _traces(chart)] == ["The whole class"]
    assert "third" not in chart.description


def test_the_title_names_what_is_planted(draw: Drawing, planted: Planted) -> None:
    told = f"look at the key: {planted.divided_item} and {planted.wrong_key}"
    assert told in draw("items", 40).title.lower()
    assert planted.useless in draw("items", 40).title
    assert "which the key calls wrong" in draw("options", 40).title
    assert planted.divided in draw("barcode", 40).title


def test_a_class_of_twenty_has_facility_and_no_discrimination(draw: Drawing) -> None:
    chart = draw("items", 20)
    assert chart.figure.layout.yaxis.title.text == "Items in the order of the course"
    assert "too small for discrimination" in chart.description


def test_shares_of_a_sentence_add_up_and_two_codes_count_half_each() -> None:
    own = ClassSentence("A0-02", {("speech", "mind"): 2, ("mind",): 1, ("neither",): 1}, ("mind",))
    assert [own.share(code) for code in ("speech", "mind", "neither")] == [0.25, 0.5, 0.25]
    assert own.most == ("speech", "mind")
    assert own.split
    assert own.differs
    assert not ClassSentence("A0-02", {("mind",): 2, ("speech",): 1}, ("mind",)).split


def test_an_item_without_options_has_no_bars(data: ClassData) -> None:
    other = next(own for own in analyse(data.table) if not own.options)
    assert "no options" in str(charts.distractor_bars(other).empty)


def test_the_row_that_divides_the_class_is_named_first_and_few_wrong_answers_are_drawn(
    draw: Drawing, planted: Planted
) -> None:
    chart = draw("rows", 40)
    assert f"strongest gave “{planted.divided}: " in chart.title
    assert len(_traces(chart)[0]["x"]) == 10
    assert "Not drawn: " in chart.description
    label = chart.marks[0].sentences[0]
    assert "May point to: " in label


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_can_be_seen_on_a_light_page_and_on_a_dark_one(draw: Drawing, name: str) -> None:
    signs = [
        trace["marker"]["color"] for trace in _traces(draw(name, 40)) if "markers" in trace.get("mode", "")
    ]
    assert [colour for colour in signs if on_both_pages(colour) < SHAPES] == []


def test_an_item_without_a_wrong_answer_says_so(data: ClassData, planted: Planted) -> None:
    own = _figures(data, planted.divided_item)
    right = replace(own, options=tuple(option for option in own.options if option.credit == 1), suspect=())
    assert charts.distractor_bars(right).empty == f"Nobody gave a wrong answer to {planted.divided_item}."


def test_sentences_that_an_item_only_names_have_their_words(data: ClassData) -> None:
    own = next(own for own in analyse(data.table) if own.question.item.kind is Kind.LOCATE)
    unit = next(option.option for option in own.options if not option.credit)
    chart = charts.distractor_bars(own, {unit: "These are its words."})
    assert any("These are its words." in mark.sentences[0] for mark in chart.marks)


def test_time_tells_how_many_items_took_longer_than_planned(data: ClassData) -> None:
    figures = analyse(data.table)
    slow = [
        own for own in figures if isinstance(own.minutes, float) and own.minutes > own.question.item.minutes
    ]
    chart = charts.class_time(figures)
    assert chart.title.startswith(f"{len(slow)} of {len(figures)} items took longer than planned")
    assert [(mark.label, len(mark.units)) for mark in chart.marks] == [
        ("Longer than planned", len(slow)),
        ("As planned, or shorter", len(figures) - len(slow)),
    ]


def test_gain_tells_who_did_better() -> None:
    def taken(points: float) -> TestResult:
        return TestResult(points, 10, 10)

    pairs = [(4, 6)] * 12 + [(5, 5)] * 2 + [(6, 4)] * 2
    gains = [StudentGain(f"s{n}", taken(before), taken(after)) for n, (before, after) in enumerate(pairs)]
    chart = charts.gain_chart(gains)
    assert chart.title.startswith("Of 16 students, 12 did better, 2 the same, 2 worse; normalised gain ")
    assert [(mark.label, len(mark.units)) for mark in chart.marks] == [
        ("Better after", 12),
        ("The same", 2),
        ("Worse after", 2),
    ]
    hostile = [StudentGain(f"<a href=x>{n}</a>", taken(4), taken(6)) for n in range(16)]
    (_, points) = _traces(charts.gain_chart(hostile))
    assert points["hovertext"][0] == "&lt;a href=x&gt;0&lt;/a&gt;"


# What a notebook calls


@pytest.fixture(name="inside")
def _inside(pack: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("COURSEPACK_ROOT", str(pack.root))
    return pack


def test_without_a_folder_the_made_up_class_is_shown(inside: Course, planted: Planted) -> None:
    assert inside
    assert planted.guesser in figures_class.class_report()._repr_markdown_()
    assert planted.wrong_key in figures_class.class_items().chart.title
    assert planted.useless in figures_class.distractors(planted.useless).chart.title
    assert figures_class.class_calibration().chart.empty is None
    assert planted.divided in figures_class.class_barcode(planted.divided[:2]).chart.title
    assert figures_class.class_gain().chart.title.startswith("Made-up class. Of 40 students")


def test_the_made_up_class_says_so_in_every_figure_and_a_real_one_never(
    inside: Course, planted: Planted, tmp_path: Path
) -> None:
    synthetic_class(tmp_path, inside)
    for place in (None, tmp_path):
        shown = [
            figures_class.class_items(place),
            figures_class.class_time(place),
            figures_class.distractors(planted.useless, place),
            figures_class.class_calibration(place),
            figures_class.class_barcode(planted.divided[:2], place),
            figures_class.class_gain(place),
        ]
        told = [own.chart.to_markdown() for own in shown] + [
            figures_class.class_report(place)._repr_markdown_()
        ]
        assert [figures_class.MADE_UP in words for words in told] == [place is None] * 7
        assert ["Made-up class. " in own.chart.title for own in shown] == [place is None] * 6


def test_with_a_folder_that_class_is_shown(inside: Course, tmp_path: Path) -> None:
    synthetic_class(tmp_path, inside)
    for path in sorted(tmp_path.iterdir())[12:]:
        path.unlink()
    assert "A class of 12." in figures_class.class_report(str(tmp_path))._repr_markdown_()
    assert figures_class.class_items(tmp_path).chart.figure is None


def test_figures_of_some_units_rest_on_these_alone(inside: Course, planted: Planted) -> None:
    assert inside
    everything = figures_class.class_items().chart.description
    for units in ("02-who-speaks", "02", ["02"], ("02-who-speaks",)):
        chart = figures_class.class_items(units=units).chart
        assert chart.title == f"Made-up class. Look at the key: {planted.divided_item} (of 23 items)"
        assert chart.description != everything
    report = figures_class.class_report(units="02")._repr_markdown_()
    assert planted.divided_item in report
    assert planted.wrong_key not in report
    assert figures_class.class_time(units="02").chart.empty is None
    assert figures_class.class_calibration(units="02").chart.empty is None
    assert figures_class.class_barcode("A3", units="02").chart.empty is None
    assert figures_class.class_barcode("A3", units="01").chart.empty is not None
    with pytest.raises(CourseError, match=planted.wrong_key):
        figures_class.distractors(planted.wrong_key, units="02")


@pytest.mark.parametrize("units", ["02-who-speaks-practice", "9", [], ["02", "no"]])
def test_units_that_are_not_graded_are_a_fault_that_names_those_that_are(
    inside: Course, units: str | list[str]
) -> None:
    assert inside
    with pytest.raises(CourseError, match="02-who-speaks"):
        figures_class.class_report(units=units)


def test_an_item_or_a_place_that_is_not_there_is_a_fault(inside: Course) -> None:
    assert inside
    with pytest.raises(CourseError, match="no-such-item"):
        figures_class.distractors("no-such-item")
    with pytest.raises(CourseError, match="no-such-folder"):
        figures_class.class_report("no-such-folder")
