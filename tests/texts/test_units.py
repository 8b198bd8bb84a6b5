"""Knows all 217 units as they must come out of the seeds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coursepack.course import load_course
from coursepack.faults import CourseError
from coursepack.texts import UnitKind, load_texts
from coursepack.texts.segment import exceptions_for, segment
from coursepack.texts.tables import units_table
from support import REPOSITORY

TEXTS = load_texts(load_course(REPOSITORY))
EXPECTED = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("units.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""Id, article, line, kind and words of every unit."""


def _cut(raw: str) -> list[tuple[str, str, str]]:
    return [(unit.id, str(unit.kind), unit.text) for unit in segment("A9", raw, exceptions_for("A9", {}))]


def test_the_list_of_units_is_exactly_the_published_one() -> None:
    units = [
        (unit.id, unit.article, str(unit.line), str(unit.kind), unit.text) for unit in TEXTS.units.values()
    ]
    assert len(EXPECTED) == 217
    assert units == EXPECTED


def test_174_units_are_body_and_only_they_are_coded() -> None:
    body = [unit for article in TEXTS.articles.values() for unit in article.body()]
    assert len(body) == 174
    assert Counter(unit.article for unit in body) == {"A0": 19, "A1": 46, "A2": 70, "A3": 26, "A4": 13}


def test_residue_is_told_from_text() -> None:
    assert Counter(unit.kind for unit in TEXTS.units.values()) == {
        UnitKind.BODY: 174,
        UnitKind.RESIDUE: 24,
        UnitKind.TABLE: 6,
        UnitKind.STUB: 5,
        UnitKind.TITLE: 3,
        UnitKind.AUTHORNOTE: 2,
        UnitKind.DECK: 1,
        UnitKind.PULLQUOTE: 1,
        UnitKind.BYLINE: 1,
    }
    assert TEXTS.unit("A4-x4").text == "Already a subscriber?"
    assert TEXTS.unit("A4-x4").kind is UnitKind.RESIDUE


def test_the_offsets_lead_back_to_the_words_in_the_seed() -> None:
    for unit in TEXTS.units.values():
        raw = TEXTS.article(unit.article).raw
        pieces = [raw[span.start : span.end] for span in unit.spans]
        assert " ".join(pieces) == unit.text
        assert raw.count("\n", 0, unit.spans[0].start) + 1 == unit.line


def test_no_two_units_share_a_character_of_the_seed_and_nothing_but_white_space_is_left_over() -> None:
    for article in TEXTS.articles.values():
        rest = list(article.raw)
        for unit in article.units:
            for span in unit.spans:
                assert None not in rest[span.start : span.end]
                rest[span.start : span.end] = [None] * (span.end - span.start)  # type: ignore[list-item] # a mark
        assert "".join(sign for sign in rest if sign is not None).strip() == ""


def test_the_sentence_that_a_page_header_cuts_in_two_is_rejoined() -> None:
    unit = TEXTS.unit("A2-26")
    raw = TEXTS.article("A2").raw
    first, second = unit.spans
    assert raw[second.start : second.end] == "West's best interests."
    assert unit.text.endswith("is not in the West's best interests.")
    assert "\n" in raw[first.end : second.start]
    assert [other.id for other in TEXTS.units.values() if len(other.spans) > 1] == ["A2-26"]


def test_the_table_of_units_has_one_row_per_unit() -> None:
    table = units_table(TEXTS)
    assert list(table.columns) == ["article", "kind", "line", "words", "text"]
    assert list(table.index) == [unit_id for unit_id, *_ in EXPECTED]
    assert table.index.name == "unit"
    assert table.loc["A4-x4"].to_dict() == {
        "article": "A4",
        "kind": "residue",
        "line": 9,
        "words": 3,
        "text": "Already a subscriber?",
    }
    assert int((table["kind"] == "body").sum()) == 174


def test_an_unknown_text_is_answered_with_the_texts_there_are() -> None:
    with pytest.raises(CourseError, match='no text "A7"; expected "A0", "A1", "A2", "A3" or "A4"'):
        TEXTS.article("A7")


@pytest.mark.parametrize(
    ("unit_id", "expected"), [("A0-99", "an id of the list of units"), ("a0-1", "an id like A2-26")]
)
def test_an_unknown_unit_is_told_with_a_remedy(unit_id: str, expected: str) -> None:
    with pytest.raises(CourseError) as caught:
        TEXTS.unit(unit_id)
    (fault,) = caught.value.faults
    assert fault.found == f'no unit "{unit_id}"'
    assert fault.expected == expected
    assert fault.remedy == "Look the id up in the margin of the text."


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("He met Mr. Trump. He left.", ["He met Mr. Trump.", "He left."]),
        ("The U.S. Senate met. V. Putin came.", ["The U.S. Senate met.", "V. Putin came."]),
        ("“Stop.” “Go!” he said.", ["“Stop.”", "“Go!” he said."]),
        ("It rose 3.5 percent. 7 came.", ["It rose 3.5 percent.", "7 came."]),
        ("  One.  \r\n\t\r\nTwo.\r\n", ["One.", "Two."]),
        ("Is it so? “Yes.”", ["Is it so?", "“Yes.”"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_a_line_is_cut_at_sentence_ends_and_nowhere_else(raw: str, texts: list[str]) -> None:
    assert [text for _, _, text in _cut(raw)] == texts


def test_kinds_follow_from_the_form_of_a_line() -> None:
    raw = (
        "A headline\nA sentence. Another one.\nThings to note:\nA flattened table\nA sentence.\n"
        "See this. [1][2] And that.\nhttps://example.org/x\n## Page 2\n"
    )
    assert _cut(raw) == [
        ("A9-T1", "title", "A headline"),
        ("A9-01", "body", "A sentence."),
        ("A9-02", "body", "Another one."),
        ("A9-k1", "stub", "Things to note:"),
        ("A9-t1", "table", "A flattened table"),
        ("A9-P1", "pullquote", "A sentence."),
        ("A9-03", "body", "See this."),
        ("A9-x1", "residue", "[1][2]"),
        ("A9-04", "body", "And that."),
        ("A9-x2", "residue", "https://example.org/x"),
        ("A9-x3", "residue", "## Page 2"),
    ]


def test_offsets_hold_in_a_text_with_windows_line_ends_and_signs_beyond_the_basic_plane() -> None:
    raw = "𝔸 first line.\r\n  “Zwölf” came. 😀 stayed.\r\n"
    for unit in segment("A9", raw, exceptions_for("A9", {})):
        assert raw[unit.spans[0].start : unit.spans[0].end] == unit.text
