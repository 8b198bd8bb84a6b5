"""Knows the figures of lesson 7: the tree of an argument and the arcs between sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contrast import SHAPES, on_both_pages
from coursepack.answers import Answered, AnswerLog, own_log
from coursepack.charts import Chart
from coursepack.charts.argument_tree import ROLES, argument_tree, has_parts
from coursepack.charts.chart import CANNOT_SHOW
from coursepack.charts.tension_arcs import VERDICTS, Pair, judged_pairs, picked_pair, tension_arcs
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.items import Item, Kind
from coursepack.items.model import Level, Option, OptionsTask, Row, RowsTask, Task
from coursepack.texts import Texts
from coursepack.widgets import figures_07
from figure_parts import traces_of

SMALL = 8_000
AT = "2026-03-02T09:30:00.000Z"
BRIDGE = "What stood so far will stand on."
PIECES = {
    "threat": "‹Trump has threatened Russia› (A1-17)",
    "will": "‹these punishments are unlikely to change› (A1-18)",
    "years": "‹Russia has spent years preparing itself› (A1-19)",
    "bridge": BRIDGE,
}
PARTS = {"threat": "background", "will": "claim", "years": "grounds", "bridge": "warrant"}
PAIRS = {
    "near": "‹must remain intact› (A2-40) · ‹with borders remaining as they are› (A2-45)",
    "far": "‹might ultimately serve› (A2-30) · ‹benefits everyone› (A2-05)",
    "single": "‹must remain intact› (A2-40)",
}


def _item(item_id: str, kind: Kind, task: Task) -> Item:
    return Item(item_id, "x", kind, "1", Level.ANALYSE, 1, (), "?", (), None, task)


def _rows(texts: dict[str, str], options: list[str]) -> RowsTask:
    rows = tuple(Row(name, text, None) for name, text in texts.items())
    return RowsTask(rows, tuple(Option(name, name) for name in options))


PARTS_ITEM = _item("x-01", Kind.MATCH, _rows(PIECES, list(ROLES)))
PAIRS_ITEM = _item("x-02", Kind.CLASSIFY, _rows(PAIRS, list(VERDICTS)))


def test_a_tree_has_a_dot_for_every_piece_and_opens_to_its_sentences(texts: Texts) -> None:
    chart = argument_tree(PARTS_ITEM, PARTS, texts)
    assert chart.title == (
        "The claim in your answer has 1 piece of grounds and 1 warrant below it, and no qualifier"
    )
    assert [(mark.label, mark.units) for mark in chart.marks] == [
        ("Claim", ("A1-18",)),
        ("Grounds", ("A1-19",)),
        ("Warrant", ("in other words",)),
        ("Background", ("A1-17",)),
    ]
    assert chart.marks[2].sentences == (BRIDGE,)
    places = [place for trace in traces_of(chart) for place in trace.get("customdata", ())]
    assert sorted(places) == list(range(len(chart.marks)))
    assert "Qualifier: none in your answer." in chart.description
    assert chart.caveat.startswith(CANNOT_SHOW)


def test_a_warrant_hangs_below_the_grounds_and_background_hangs_nowhere(texts: Texts) -> None:
    branches, *dots = traces_of(argument_tree(PARTS_ITEM, PARTS, texts))
    place = {dot["name"]: (dot["x"][0], dot["y"][0]) for dot in dots}
    drawn = set(zip(branches["x"], branches["y"], strict=True))
    assert place["Claim"][0] < place["Grounds"][0] < place["Warrant"][0]
    assert place["Claim"][1] < place["Grounds"][1] < place["Warrant"][1]
    assert {place["Claim"], place["Grounds"], place["Warrant"]} <= drawn
    assert place["Background"] not in drawn


def test_an_answer_without_a_claim_is_told_and_still_drawn(texts: Texts) -> None:
    chart = argument_tree(PARTS_ITEM, {"years": "grounds"}, texts)
    assert chart.title.startswith("In your answer nothing is the claim")
    assert chart.figure is not None


@pytest.mark.parametrize("answer", [None, {}, [], "claim", {"years": "nonsense", "gone": "claim"}])
def test_without_sorted_pieces_a_tree_is_empty_in_words(answer: object, texts: Texts) -> None:
    chart = argument_tree(PARTS_ITEM, answer, texts)
    assert chart.figure is None
    assert chart.empty
    assert chart.empty in chart.to_markdown()


def test_arcs_join_the_two_sentences_of_a_pair(texts: Texts) -> None:
    pairs = judged_pairs(PAIRS_ITEM, {"near": "settled", "far": "pull", "single": "pull"})
    assert pairs == (Pair("settled", ("A2-40", "A2-45")), Pair("pull", ("A2-05", "A2-30")))
    chart = tension_arcs("A2", pairs, texts)
    assert chart.title == "In your verdicts on 2 pairs of A2, 1 pulls apart and 1 is settled by the text"
    assert [mark.units for mark in chart.marks] == [("A2-05", "A2-30"), ("A2-40", "A2-45")]
    line, top, *_ = traces_of(chart)
    body = [unit.id for unit in texts.article("A2").body()]
    assert (line["x"][0], line["x"][-2]) == (body.index("A2-05") + 1, body.index("A2-30") + 1)
    assert line["y"][0] == line["y"][-2] == 0
    assert top["y"] == [max(height for height in line["y"] if height is not None)]


def test_a_picked_sentence_pulls_against_the_one_that_was_asked_about() -> None:
    options = (Option("a", "‹benefits everyone› (A2-05)"), Option("b", "Nothing"))
    item = _item("x-03", Kind.CHOICE, OptionsTask(options))
    assert picked_pair(item, "a", "A2-40") == (Pair("pull", ("A2-05", "A2-40")),)
    assert picked_pair(item, "b", "A2-40") == picked_pair(item, None, "A2-40") == ()


def test_arcs_differ_in_dash_and_symbol_as_well_as_colour(texts: Texts) -> None:
    pairs = [Pair(verdict, ("A2-05", f"A2-{30 + place}")) for place, verdict in enumerate(VERDICTS)]
    traces = traces_of(tension_arcs("A2", pairs, texts))
    assert len({trace["line"]["dash"] for trace in traces if trace["mode"] == "lines"}) == len(VERDICTS)
    assert len({trace["marker"]["symbol"] for trace in traces if "marker" in trace}) == len(VERDICTS)
    for style in (*VERDICTS.values(), *ROLES.values()):
        assert on_both_pages(style.outline) >= SHAPES


def test_arcs_of_another_text_are_left_out_and_an_unknown_text_is_told(texts: Texts) -> None:
    chart = tension_arcs("A1", [Pair("pull", ("A2-05", "A2-30"))], texts)
    assert chart.figure is None
    assert chart.empty is not None
    assert chart.empty in chart.to_markdown()
    with pytest.raises(CourseError, match="A9"):
        tension_arcs("A9", [], texts)


def test_both_figures_are_small_and_the_same_at_every_run(texts: Texts) -> None:
    pairs = [Pair("pull", ("A2-05", "A2-30")), Pair("support", ("A2-22", "A2-44"))]
    draws: tuple[Callable[[], Chart], ...] = (
        lambda: tension_arcs("A2", pairs, texts),
        lambda: argument_tree(PARTS_ITEM, PARTS, texts),
    )
    for draw in draws:
        first, second = (draw().figure.to_json() for _ in range(2))
        assert first == second
        assert len(first) < SMALL
        assert "uid" not in first


def test_the_lessons_figures_are_drawn_from_the_log(
    pack: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path))
    monkeypatch.setattr(figures_07, "load_course", lambda: pack)
    assert figures_07.argument_tree("does-it-hold-01").chart.figure is None
    assert figures_07.tensions().chart.figure is None
    log: AnswerLog = own_log(pack)
    for number, (item, answer) in enumerate(
        (
            ("does-it-hold-01", {"calculus": "claim", "economy": "grounds"}),
            ("does-it-hold-04", "a2-45"),
            ("does-it-hold-05", {"results": "settled"}),
        )
    ):
        draft = Answered(f"o{number}", AT, item, "00000000", answer, submitted=False, hints=0)
        log.append([draft])
    tree, arcs = figures_07.argument_tree("does-it-hold-01").chart, figures_07.tensions().chart
    assert [mark.label for mark in tree.marks] == ["Claim", "Grounds"]
    assert [mark.units for mark in arcs.marks] == [("A2-40", "A2-45"), ("A2-08", "A2-13")]


def test_a_tree_of_an_exercise_without_parts_is_refused_in_words(
    pack: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_07, "load_course", lambda: pack)
    with pytest.raises(CourseError, match="parts of an argument"):
        figures_07.argument_tree("who-speaks-01")
    assert not has_parts(PAIRS_ITEM)
