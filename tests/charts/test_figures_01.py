"""Knows the figures of lesson 1: the grid of what texts attest, and the timeline of their nows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from coursepack.answers import new_operation, now, own_log
from coursepack.answers.record import Answered
from coursepack.charts import Chart
from coursepack.charts.attested_grid import FIELDS, Piece, attested_grid
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.timeline_of_nows import Now, Side, timeline_of_nows
from coursepack.course import Course
from coursepack.items import find_item
from coursepack.items.model import RowsTask
from coursepack.texts import Texts
from coursepack.widgets import figures_01
from figure_parts import traces_of

SMALL = 8_000
PIECES = (
    Piece("A0", "A0-T1", "Trump-Putin Meeting", "title"),
    Piece("A0", "A0-07", "on Friday morning", "nothing"),
    Piece("A2", "A2-x6", "www.e-ir.info", "outlet"),
    Piece("A2", "A2-x2", "Written by", None),
    Piece("A3", "A3-x1", "[1][2]", "nothing"),
)
NOWS = (
    Now("A0", 15, Side.BEFORE, ("A0-07",)),
    Now("A1", None, Side.BEFORE, ("A1-01",)),
    Now("A2", None, None, ("A2-08",)),
    Now("A3", None, Side.UNTOLD, ("A3-01",)),
    Now("A4", 24, Side.AFTER, ("A4-03", "A4-05")),
)


@pytest.fixture(name="drawn", params=["grid", "timeline"])
def _drawn(request: pytest.FixtureRequest, texts: Texts) -> Callable[[], Chart]:
    draw: Mapping[str, Callable[[], Chart]] = {
        "grid": lambda: attested_grid(PIECES),
        "timeline": lambda: timeline_of_nows(NOWS, texts),
    }
    return draw[str(request.param)]


def test_every_figure_says_a_finding_its_words_and_what_it_cannot_show(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    assert chart.title
    assert chart.empty is None
    assert len(chart.description.split()) > 20
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_every_mark_is_reached_and_opens_to_its_sentences(drawn: Callable[[], Chart]) -> None:
    chart = drawn()
    places = [place for trace in traces_of(chart) for place in trace["customdata"] if place is not None]
    assert sorted(places) == list(range(len(chart.marks)))
    assert all(mark.units and mark.label for mark in chart.marks)


def test_every_figure_is_small_and_the_same_at_every_run(drawn: Callable[[], Chart]) -> None:
    first, second = (drawn().figure.to_json() for _ in range(2))
    assert first == second
    assert len(first) < SMALL


def test_a_cell_is_filled_where_a_piece_says_it_and_crossed_only_where_all_pieces_are_sorted() -> None:
    chart = attested_grid(PIECES)
    assert {mark.label: mark.sentences for mark in chart.marks} == {
        "A0, title": ("Trump-Putin Meeting",),
        "A2, outlet": ("www.e-ir.info",),
    }
    found, crossed = traces_of(chart)
    assert found["marker"]["symbol"] != crossed["marker"]["symbol"]
    # A0 lacks four fields, A3 all; A2 is not sorted to the end, so nothing of it is crossed.
    assert len(crossed["x"]) == 2 * len(FIELDS) - 1
    assert set(crossed["y"]) == {0, 2}
    assert chart.title == "By your answers, A0 and A2 attest most: 1 of 5 fields; A3 attests nothing of this"
    assert "A2: attested: outlet (A2-x6); not all of its pieces are sorted yet." in chart.description


def test_pieces_without_an_answer_draw_nothing() -> None:
    chart = attested_grid([Piece("A0", "A0-T1", "Trump-Putin Meeting", None)])
    assert chart.figure is None
    assert chart.empty
    assert chart.empty in chart.to_markdown()


def test_a_timeline_shows_a_day_where_there_is_one_and_else_a_side(texts: Texts) -> None:
    chart = timeline_of_nows(NOWS, texts)
    by_name = {trace["name"]: trace for trace in traces_of(chart)}
    assert by_name["Dated to the day"]["x"] == [15, 24]
    assert by_name["Before, no day"]["y"] == [1]
    assert by_name["Before or after"]["y"] == [3]
    shapes = {
        name: trace["marker"].get("pattern", {}).get("shape") or trace["marker"]["symbol"]
        for name, trace in by_name.items()
    }
    assert len(set(shapes.values())) == len(shapes)
    assert chart.title == "You date A0 and A4 to the day; of A1 you know only the side of the meeting"
    assert "A2 not placed yet" in chart.description


def test_a_day_on_the_wrong_side_is_told(texts: Texts) -> None:
    chart = timeline_of_nows([Now("A4", 24, Side.BEFORE, ("A4-03",))], texts)
    assert chart.title.endswith("of A4 your day and your side do not fit together")
    assert "although you place it before the meeting" in chart.marks[0].label


def test_a_timeline_without_answers_is_empty_in_words(texts: Texts) -> None:
    chart = timeline_of_nows([Now("A0", None, None, ("A0-07",))], texts)
    assert chart.figure is None
    assert chart.empty


def test_the_figures_are_drawn_from_the_learners_own_log(
    pack: Course, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path_factory.mktemp("answers")))
    monkeypatch.setattr(figures_01, "load_course", lambda: pack)
    assert figures_01.attested_grid().chart.figure is None
    assert figures_01.timeline_of_nows().chart.figure is None
    for item, answer in (
        (figures_01.PIECES, {"a2-day": "date", "a3-marks": "nothing", "a0-title": "no such field"}),
        (figures_01.SIDES, {"a1": "before", "a2": "after", "a3": "elsewhere"}),
        (figures_01.DAYS["A4"], "24"),
        (figures_01.DAYS["A0"], "some day"),
    ):
        version = find_item(item, pack).version
        record = Answered(new_operation(), now(), item, version, answer, submitted=False, hints=0)
        own_log(pack).append([record])
    assert [mark.label for mark in figures_01.attested_grid().chart.marks] == ["A2, full date"]
    assert [mark.label for mark in figures_01.timeline_of_nows().chart.marks] == [
        "A1: before the meeting, no day",
        "A2: on 18 August",
        "A4: on 24 August",
    ]


def test_the_exercises_behind_the_figures_have_what_the_figures_read(pack: Course) -> None:
    pieces, sides = (find_item(name, pack).task for name in (figures_01.PIECES, figures_01.SIDES))
    assert isinstance(pieces, RowsTask)
    assert isinstance(sides, RowsTask)
    assert {option.id for option in pieces.options} == {*FIELDS, "nothing"}
    assert figures_01.DATED_ROW in {row.id for row in pieces.rows}
    assert {option.id for option in sides.options} == set(Side)
    assert {row.id for row in sides.rows} == {"a0", "a1", "a3", "a4"}
