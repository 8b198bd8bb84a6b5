"""Knows what leaves the course, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursepack.course import Course
from coursepack.exchange import export_gift
from coursepack.exchange.from_items import question_of
from coursepack.exchange.gift_read import read_gift
from coursepack.exchange.question import Pair, Question
from coursepack.faults import CourseError
from coursepack.items import Item, Key, load_items, load_keys
from coursepack.items.keys import RowKey
from coursepack.items.model import Option, OptionsTask, Row, RowsTask
from coursepack.texts import load_texts
from support import MARKING, UNIT, WITHHELD, marking_course, small_course


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "pack", withheld=True)


def _item(course: Course, name: str) -> tuple[Item, Key]:
    return load_items(UNIT, course).items[name], load_keys(UNIT, course).keys[name]


def _question(item: Item, key: Key, course: Course) -> Question:
    question = question_of(item, key, course)
    assert isinstance(question, Question)
    return question


def test_the_passage_stands_above_the_question(course: Course) -> None:
    text = _question(*_item(course, "small-choice"), course).text
    unit = load_texts(course).unit("A0-17").text
    assert text.index("> **A0-17** ") < text.index(unit[:30]) < text.index("Apart from Donald Trump")


def test_fact_cards_stand_between_passage_and_question(whole_course: Course) -> None:
    for unit in whole_course.units:
        keys = load_keys(unit.id, whole_course).keys
        for item in load_items(unit.id, whole_course).items.values():
            question = question_of(item, keys[item.id], whole_course)
            if isinstance(question, Question):
                places = [question.text.index(f"Fact card {card}") for card in item.cards]
                assert places == sorted(places)
                assert all(place < len(question.text) - len(item.prompt) for place in places)


def test_rows_that_are_classified_become_a_match_with_their_reasons(course: Course) -> None:
    question = _question(*_item(course, "small-classify"), course)
    assert [pair.text.split(" ")[0] for pair in question.pairs] == ["**A0-02**", "**A0-08**", "**A0-15**"]
    assert len({pair.answer for pair in question.pairs}) == 3
    assert "A cue and a content." in question.general


def test_an_option_that_fits_no_row_goes_along(course: Course) -> None:
    item, key = _item(course, "small-match")
    rows = {name: RowKey({"former": 1.0}, "why") for name in key.rows}
    question = _question(item, replace(key, contested=False, rows=rows), course)
    assert question.pairs[3:] == (Pair("", "a foreign minister"), Pair("", "a mediator, in his own words"))


def test_what_cannot_go_is_named_with_its_reason(tmp_path: Path) -> None:
    course = marking_course(tmp_path / "marking")
    done = export_gift(course, [UNIT, MARKING, UNIT], tmp_path / "bank.gift")
    assert (done.questions, len(done.left_out)) == (4, 8)
    for name, reason in [
        ("small-match (match)", "contested"),
        ("small-locate (locate)", "contested"),
        ("small-order (order)", "order"),
        ("small-spans (spans)", "marked"),
        ("small-code (code)", "coded"),
        ("small-essay (essay)", "rubric"),
    ]:
        assert any(name in line and reason in line for line in done.text().splitlines())
    read = read_gift((tmp_path / "bank.gift").read_text(encoding="utf-8"), "bank.gift")
    assert len(read.questions) == 4


def test_shapes_that_gift_cannot_say_stay_here(course: Course) -> None:
    item, key = _item(course, "small-choice")
    every = replace(key, credits=dict.fromkeys(key.feedback, 1.0))
    assert "no wrong option" in str(question_of(item, every, course))
    item, key = _item(course, "small-choices")
    many = OptionsTask(tuple(Option(f"o{number}", f"text {number}") for number in range(12)))
    assert "at most 10 shares" in str(
        question_of(replace(item, task=many), replace(key, credits={"o0": 1.0}), course)
    )
    item, key = _item(course, "small-short")
    arrow = replace(key, contested=False, credits={"a -> b": 1.0})
    assert '"->"' in str(question_of(item, arrow, course))
    item, key = _item(course, "small-match")
    assert isinstance(item.task, RowsTask)
    rows = {name: RowKey({"former": 1.0, "minister": 1.0}, "why") for name in key.rows}
    assert "more than one right" in str(question_of(item, replace(key, contested=False, rows=rows), course))
    same = replace(item.task, options=tuple(replace(option, text="*same*") for option in item.task.options))
    assert "read the same" in str(
        question_of(replace(item, task=same), replace(key, contested=False), course)
    )


def test_an_arrow_in_a_row_is_a_letter(course: Course) -> None:
    item, key = _item(course, "small-match")
    assert isinstance(item.task, RowsTask)
    rows = tuple(Row(row.id, f"a -> b {row.id}", None) for row in item.task.rows)
    clear = {name: RowKey({"former": 1.0}, "why") for name in key.rows}
    item = replace(item, task=replace(item.task, rows=rows))
    question = _question(item, replace(key, contested=False, rows=clear), course)
    assert question.pairs[0].text == "a -\\> b haass"


def test_a_unit_without_solutions_does_not_go(course: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=f"solutions/{WITHHELD}.toml"):
        export_gift(course, [UNIT, WITHHELD], tmp_path / "bank.gift")
    assert not (tmp_path / "bank.gift").exists()


def test_a_unit_that_does_not_exist_and_a_place_that_cannot_be_written_are_told(
    course: Course, tmp_path: Path
) -> None:
    with pytest.raises(CourseError, match='no unit "99"'):
        export_gift(course, ["99"], tmp_path / "bank.gift")
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be written"):
        export_gift(course, [UNIT], tmp_path / "file" / "bank.gift")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
