"""Knows when a quotation written by an author is verbatim and when it has to be refused."""

from __future__ import annotations

import pytest

from coursepack.course import load_course
from coursepack.faults import Fault
from coursepack.texts import load_texts, quotation_faults
from support import REPOSITORY

TEXTS = load_texts(load_course(REPOSITORY))


def _faults(text: str) -> list[Fault]:
    return list(quotation_faults(text, "exercises/x.toml", "who-01", TEXTS))


@pytest.mark.parametrize(
    "text",
    [
        "No quotation at all.",
        "‹said in an interview› (A0-18)",
        "‹said in an interview›(A0-18)",
        "‹said in an interview›\n(A0-18)",
        "Look at ‹said› (A0-08) and ‹hinted› (A4-04).",
        "‹is not in the West's best interests.› (A2-26)",
        "Only a mention of A2-26, of A4-x1 and of A0-T1.",
        "Not an id: BA2-26, A2-26-3, A2-2.",
    ],
)
def test_verbatim_quotations_and_existing_ids_are_accepted(text: str) -> None:
    assert _faults(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("‹Said in an interview› (A0-18)", "‹Said in an interview›"),
        ("‹said in the interview› (A0-18)", "‹said in the interview›"),
        ("‹said  in an interview› (A0-18)", "‹said  in an interview›"),
        ("‹said in an interview› (A0-17)", "‹said in an interview›"),
        ("‹is not in the West’s best interests.› (A2-26)", "‹is not in the West’s best interests.›"),
    ],
)
def test_a_changed_letter_space_mark_or_place_is_told(text: str, found: str) -> None:
    (fault,) = _faults(text)
    assert (fault.file, fault.where, fault.found) == ("exercises/x.toml", "who-01", found)
    assert "letter by letter" in fault.expected


@pytest.mark.parametrize("text", ["‹said in an interview›", "‹said in an interview› by A0-18"])
def test_a_quotation_without_a_unit_id_is_told(text: str) -> None:
    (fault,) = _faults(text)
    assert fault.found == "‹said in an interview› without a unit id"
    assert fault.remedy == "Add the id in round brackets."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("‹said› (A0-99)", 'unit id "A0-99"'),
        ("‹said› (a0-08)", 'unit id "a0-08"'),
        ("‹said› (A0-08, A0-09)", 'unit id "A0-08, A0-09"'),
        ("‹said› ()", 'unit id ""'),
        ("As A0-99 says.", 'unit id "A0-99"'),
        ("See A2-x77.", 'unit id "A2-x77"'),
    ],
)
def test_a_unit_id_that_does_not_exist_is_told(text: str, found: str) -> None:
    (fault,) = _faults(text)
    assert fault.found == found
    assert fault.remedy == "Look it up in the text."


def test_all_quotations_of_a_text_are_checked() -> None:
    assert len(_faults("‹a b c› (A0-01), ‹said›, ‹said› (A0-08) and A9-01")) == 3


@pytest.mark.parametrize(
    "text",
    ["‹said in an interview (A0-18)", "said in an interview› (A0-18)", "‹said ‹in› (A0-18) an› (A0-18)"],
)
def test_a_quotation_mark_without_its_partner_is_told(text: str) -> None:
    faults = _faults(text)
    assert faults
    assert all("without its partner" in fault.found for fault in faults)
