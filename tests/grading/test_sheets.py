"""Tables that a spreadsheet opens without running anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom import read_csv
from coursepack.grading.sheets import FORMULA, Sheet, inert
from coursepack.scoring.in_words import decimal


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-"])
def test_a_cell_that_would_run_gets_an_apostrophe(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


def test_a_formula_behind_a_semicolon_does_not_run_where_spreadsheets_split_there() -> None:
    assert inert('jane;=HYPERLINK("http://example.org")') == 'jane;\'=HYPERLINK("http://example.org")'


@pytest.mark.parametrize("cell", ["", "jane", "doe-jane", "a=b", "0.667", "mail@example.org"])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert inert(cell) == cell


@given(st.text())
def test_no_cell_can_begin_like_a_formula(cell: str) -> None:
    for part in inert(cell).split(";"):
        assert not part.lstrip().startswith(("=", "+", "-", "@"))
    assert not FORMULA.match(inert(cell))


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (1, "1"), (2 / 3, "0.667"), (10, "10"), (0.5, "0.5")])
def test_numbers_have_at_most_three_decimals(number: float, text: str) -> None:
    assert decimal(number) == text


def test_a_whole_number_keeps_its_zeros_without_decimals() -> None:
    assert decimal(100, 0) == "100"


def test_any_text_comes_back_from_the_table(tmp_path: Path) -> None:
    cells = ['a "quoted" name', "comma, name", "line\nbreak", "emoji 😀", "שלום"]
    with Sheet(tmp_path / "t.csv", [str(number) for number in range(5)]) as sheet:
        sheet.add(cells)
    assert list(read_csv(tmp_path / "t.csv")[0].values()) == cells


def test_excel_is_told_that_the_table_is_utf_8(tmp_path: Path) -> None:
    with Sheet(tmp_path / "t.csv", ["student"]):
        pass
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbfstudent\r\n"


def test_a_run_that_breaks_off_leaves_the_earlier_table_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"earlier")
    sheet = Sheet(path, ["student"])
    with pytest.raises(KeyboardInterrupt), sheet:
        raise KeyboardInterrupt
    assert path.read_bytes() == b"earlier"


def test_a_quotation_mark_does_not_hide_a_formula_where_spreadsheets_split_at_semicolons() -> None:
    assert inert('jane;"=1+1"') == 'jane;\'"=1+1"'
    assert inert('"=1+1') == "'\"=1+1"
    assert inert('"Jane" Doe') == '"Jane" Doe'
