"""Marked passages: edits that fold into marks, and every way in which they may not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.answers import answer_faults, not_ready
from coursepack.answers.marks import MOST_EDITS, MOST_PIECES, MarkedSpan, Quoted, marks_in
from coursepack.items import Item, load_items
from coursepack.items.model import SpansTask
from coursepack.texts.passage import Passage
from support import MARKING, marking_course


@pytest.fixture
def item(tmp_path: Path) -> Item:
    return load_items(MARKING, marking_course(tmp_path / "pack")).items["small-spans"]


def passage(item: Item) -> Passage:
    assert isinstance(item.task, SpansTask)
    return item.task.passage


def add(
    item: Item, start: int, end: int, label: str = "source", name: str = "m", quote: str | None = None
) -> dict[str, Any]:
    words = passage(item).text[max(start, 0) : end] if quote is None else quote
    return {"add": {"id": name, "label": label, "pieces": [{"start": start, "end": end, "quote": words}]}}


def answer(item: Item, *edits: dict[str, Any], text: str | None = None) -> dict[str, Any]:
    return {"text": text or passage(item).digest, "edits": list(edits), "undone": []}


def test_edits_fold_into_marks(item: Item) -> None:
    given_ = answer(
        item, add(item, 0, 5, name="a"), add(item, 6, 9, name="b"), {"remove": "a"}, {"remove": "never there"}
    )
    assert marks_in(given_) == (MarkedSpan("b", "source", (Quoted(6, 9, passage(item).text[6:9]),)),)


def test_a_mark_added_again_is_changed_and_keeps_its_place(item: Item) -> None:
    marks = marks_in(
        answer(item, add(item, 0, 5, name="a"), add(item, 6, 9, name="b"), add(item, 0, 9, name="a"))
    )
    assert [(mark.id, mark.pieces[0].end) for mark in marks] == [("a", 9), ("b", 9)]


def test_marks_that_fit_have_no_faults(item: Item) -> None:
    assert answer_faults(item, answer(item, add(item, 0, 5))) == ()
    assert not_ready(item, answer(item, add(item, 0, 5))) == ()


def test_a_passage_whose_marks_were_all_taken_back_is_not_ready(item: Item) -> None:
    assert not_ready(item, answer(item, add(item, 0, 5), {"remove": "m"})) == ("1 of 1 are still open.",)
    assert not_ready(item, None) == ("Nothing is answered yet.",)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ((-3, 5), "outside the passage"),
        ((5, 5), "outside the passage"),
        ((0, 10**6), "outside the passage"),
        ((7, 3), "outside the passage"),
    ],
)
def test_places_outside_the_passage_are_told(item: Item, edit: tuple[int, int], says: str) -> None:
    (fault,) = answer_faults(item, answer(item, add(item, *edit, quote="x")))
    assert says in fault


def test_words_that_do_not_stand_at_their_place_are_told(item: Item) -> None:
    (fault,) = answer_faults(item, answer(item, add(item, 0, 5, quote="other")))
    assert "does not hold the words" in fault


def test_a_label_that_is_no_longer_in_use_is_told(item: Item) -> None:
    (fault,) = answer_faults(item, answer(item, add(item, 0, 5, label="gone")))
    assert fault == 'the label "gone" is no longer in use.'


def test_marks_in_another_version_of_the_text_are_told(item: Item) -> None:
    (fault,) = answer_faults(item, answer(item, add(item, 0, 5), text="00000000"))
    assert "another version of this passage" in fault


def test_ten_thousand_marks_are_refused_in_one_sentence(item: Item) -> None:
    (fault,) = answer_faults(
        item, answer(item, *(add(item, 0, 5, name=str(number)) for number in range(10_000)))
    )
    assert fault == f"there are 10,000 edits; at most {MOST_EDITS:,} may be."


def test_a_mark_of_endless_pieces_is_refused_in_one_sentence(item: Item) -> None:
    mark = add(item, 0, 5)
    mark["add"]["pieces"] *= MOST_PIECES
    assert answer_faults(item, answer(item, mark)) == ()
    mark["add"]["pieces"] *= 200
    (fault,) = answer_faults(item, answer(item, mark))
    assert fault == "a mark has 20,000 pieces; at most 100 may be."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["add", "remove", "id", "label", "pieces", "start", "end", "quote", "edits", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_marks_or_a_reason(value: Any) -> None:
    try:
        marks = marks_in(value)
    except ValueError as error:
        reason = str(error)
        marks = ()
    else:
        reason = "it fits"
    assert reason
    assert all(isinstance(mark, MarkedSpan) for mark in marks)
