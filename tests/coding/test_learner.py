"""Knows which of a learner's answers become the learner's own coding."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from coursepack.answers import Answered, HintOpened, Record, Revealed
from coursepack.coding import OwnCoding, coded_units, coding_items, own_coding
from coursepack.items import Item, ItemBank, Kind
from coursepack.items.model import CodeTask, Level, Option, Row, RowsTask, ShortTask, Task

CODES = ("speech", "mind", "neither")
SPEAKERS = ("trump", "lavrov")
AT = "2026-03-02T09:30:00.000Z"


def _item(
    item_id: str, vocabulary: str | None, rows: dict[str, str | None], options: tuple[str, ...]
) -> Item:
    task: Task = RowsTask(
        tuple(Row(row, "words", unit) for row, unit in rows.items()),
        tuple(Option(option, option) for option in options),
    )
    return Item(item_id, "01", Kind.CLASSIFY, "1.1", Level.APPLY, 1, (), "Code.", (), vocabulary, task)


def _text(item_id: str, layer: str, units: tuple[str, ...]) -> Item:
    task = CodeTask(units, layer, tuple(Option(code, code.title()) for code in CODES), "neither")
    return Item(item_id, "01", Kind.CODE, "1.1", Level.APPLY, 1, (), "Code.", (), None, task)


ITEMS = (
    _text("text", "attribution", ("A4-01", "A4-02", "A4-03")),
    _text("frames", "framing", ("A4-01",)),
    _item("first", "attribution.codes", {"A4-01": "A4-01", "A4-02": "A4-02"}, CODES),
    _item("again", "attribution.codes", {"A4-02": "A4-02", "A4-03": "A4-03"}, CODES),
    _item("who", "attribution.speakers", {"A4-05": "A4-05"}, SPEAKERS),
    _item("made-up", "attribution.codes", {"row": None}, CODES),
    _item("types", "attribution.source_types", {"A4-05": "A4-05"}, ("official",)),
    _item("words", None, {"A4-05": "A4-05"}, CODES),
)
BANK = ItemBank("01", 1, {}, {item.id: item for item in ITEMS})


def _answered(item: str, answer: Any, *, submitted: bool = True) -> Record:
    return Answered(f"op-{item}-{answer}", AT, item, "00000000", answer, submitted, 0)


def _own(*records: Record) -> OwnCoding:
    return own_coding(records, [BANK])


def test_a_learner_without_answers_has_coded_nothing() -> None:
    assert _own() == OwnCoding()
    assert not OwnCoding().codes
    assert not OwnCoding().speakers


def test_codes_and_speakers_go_to_their_sentences() -> None:
    own = _own(
        _answered("first", {"A4-01": "speech", "A4-02": "mind"}), _answered("who", {"A4-05": "lavrov"})
    )
    assert dict(own.codes) == {"A4-01": ("speech",), "A4-02": ("mind",)}
    assert dict(own.speakers) == {"A4-05": "lavrov"}


def test_the_last_answer_counts_whole_and_a_draft_counts_too() -> None:
    own = _own(
        _answered("first", {"A4-01": "speech", "A4-02": "mind"}),
        _answered("first", {"A4-01": "neither"}, submitted=False),
    )
    assert dict(own.codes) == {"A4-01": ("neither",)}


@pytest.mark.parametrize(("order", "code"), [(("first", "again"), "mind"), (("again", "first"), "speech")])
def test_where_two_items_ask_for_one_sentence_the_later_answer_counts(
    order: tuple[str, str], code: str
) -> None:
    given = {"first": {"A4-02": "speech"}, "again": {"A4-02": "mind"}}
    assert dict(_own(*(_answered(item, given[item]) for item in order)).codes) == {"A4-02": (code,)}


def test_an_earlier_answer_does_not_come_back_when_its_item_was_answered_last() -> None:
    own = _own(
        _answered("first", {"A4-02": "speech"}),
        _answered("again", {"A4-02": "mind"}),
        _answered("first", {"A4-02": "neither"}),
    )
    assert dict(own.codes) == {"A4-02": ("neither",)}


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("made-up", {"row": "speech"}),
        ("types", {"A4-05": "official"}),
        ("words", {"A4-05": "speech"}),
        ("unknown", {"A4-05": "speech"}),
        ("first", "speech"),
        ("first", None),
        ("first", ["A4-01"]),
        ("first", {"A4-09": "speech"}),
        ("first", {"A4-01": "gossip"}),
        ("first", {"A4-01": ["speech"]}),
    ],
)
def test_what_is_no_coding_of_a_sentence_is_left_out(item: str, answer: Any) -> None:
    assert _own(_answered(item, answer)) == OwnCoding()


def test_hints_and_revealed_keys_code_nothing() -> None:
    records = (HintOpened("h", AT, "first", "00000000", 1), Revealed("r", AT, "first", "00000000"))
    assert _own(*records) == OwnCoding()


def test_own_coding_cannot_be_changed() -> None:
    own = _own(_answered("first", {"A4-01": "speech"}))
    assert isinstance(own.codes, MappingProxyType)
    with pytest.raises(TypeError):
        own.codes["A4-01"] = ("mind",)  # type: ignore[index]


def test_a_coded_text_gives_several_codes_in_the_order_of_the_codebook() -> None:
    own = _own(_answered("text", {"codes": {"A4-01": ["mind", "speech"], "A4-02": ["neither"]}, "notes": {}}))
    assert dict(own.codes) == {"A4-01": ("speech", "mind"), "A4-02": ("neither",)}


def test_a_later_coded_text_overrules_an_earlier_sorting() -> None:
    own = _own(_answered("first", {"A4-01": "speech"}), _answered("text", {"codes": {"A4-01": ["mind"]}}))
    assert dict(own.codes) == {"A4-01": ("mind",)}


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("frames", {"codes": {"A4-01": ["speech"]}}),
        ("text", None),
        ("text", {"codes": ["A4-01"]}),
        ("text", {"codes": {"A4-09": ["speech"]}}),
        ("text", {"codes": {"A4-01": ["gossip"], "A4-02": [], "A4-03": "speech"}}),
        ("text", {"codes": {"A4-01": [["speech"], 3, None]}}),
    ],
)
def test_what_is_no_code_of_a_text_is_left_out(item: str, answer: Any) -> None:
    assert _own(_answered(item, answer)) == OwnCoding()


def test_beside_another_code_the_empty_one_is_left_out() -> None:
    own = _own(_answered("text", {"codes": {"A4-01": ["neither", "mind"]}}))
    assert dict(own.codes) == {"A4-01": ("mind",)}


def test_items_that_code_know_their_sentences() -> None:
    found = {item.id: coded_units(item) for item in coding_items([BANK])}
    assert found == {
        "text": ("A4-01", "A4-02", "A4-03"),
        "first": ("A4-01", "A4-02"),
        "again": ("A4-02", "A4-03"),
        "who": ("A4-05",),
        "made-up": (),
    }
    other = Item("w", "01", Kind.SHORT, "1.1", Level.APPLY, 1, (), "?", (), None, ShortTask(9))
    assert coded_units(other) == ()


def test_two_codes_where_one_is_asked_for_say_nothing() -> None:
    units, codes = ("A4-01", "A4-02"), (Option("realist", "Realist"), Option("leader", "Leader"))
    task = CodeTask(units, "school", codes, "neither", single=True)
    item = Item("one", "01", Kind.CODE, "1.1", Level.APPLY, 1, (), "Code.", (), None, task)
    answer = {"codes": {"A4-01": ["realist", "leader"], "A4-02": ["leader"]}, "notes": {}}
    own = own_coding([_answered("one", answer)], [ItemBank("01", 1, {}, {"one": item})], "school")
    assert own.codes == {"A4-02": ("leader",)}
