"""A text, or a passage of it, as a lesson shows it for reading."""

from __future__ import annotations

from html import escape

import pytest

from coursepack.faults import CourseError
from coursepack.texts import load_texts
from coursepack.widgets import article, passage


def test_an_article_is_shown_whole_in_the_order_of_the_text() -> None:
    assert article("A0").units == load_texts().article("A0").units
    with pytest.raises(CourseError, match='no text "A9"'):
        article("A9")


def test_a_passage_runs_from_one_unit_to_the_other_whichever_is_named_first() -> None:
    ids = [unit.id for unit in passage("A0-17", "A0-19").units]
    assert ids == ["A0-17", "A0-18", "A0-19"]
    assert [unit.id for unit in passage("A0-19", "A0-17").units] == ids
    assert [unit.id for unit in passage("A0-18").units] == ["A0-18"]


def test_a_passage_over_two_texts_is_refused_in_words() -> None:
    with pytest.raises(CourseError, match="found A0-17 and A1-03; expected two units of one text"):
        passage("A0-17", "A1-03")


def test_every_sentence_stands_beside_its_id_and_its_signs_are_only_shown() -> None:
    shown = passage("A0-18")
    (unit,) = shown.units
    html = shown._repr_mimebundle_()["text/html"]
    assert f">{unit.id}</code>" in html
    assert escape(unit.text) in html
    assert f"{unit.id:<7} {unit.text}" in repr(shown)
