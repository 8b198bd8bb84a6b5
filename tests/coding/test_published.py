"""Knows the files published beside the passes, and the tables of the same numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pandas as pd
import pytest

from coursepack.coding.published import published_files
from coursepack.coding.tables import agreement_table, attributions_table, sentence_codes_table
from coursepack.course import Course

PLACE = "solutions/coding/attribution"


@pytest.fixture(name="files")
def _files(course: Course, rule: Callable[..., None]) -> dict[str, list[dict[str, str]]]:
    rule(("A4-06", "cue:were describing", "no", "S2 S6", "Made up for a test."))
    written = published_files("attribution", course)
    assert list(written) == [f"{PLACE}/votes.csv", f"{PLACE}/agreement.csv"]
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in written.items()}


def test_votes_list_every_option_with_its_weight(files: dict[str, list[dict[str, str]]]) -> None:
    rows = [
        tuple(row.values())
        for row in files[f"{PLACE}/votes.csv"]
        if (row["unit"], row["code"])
        in {("A4-01", "mind"), ("A4-08", "mind"), ("A4-06", "cue:were describing")}
    ]
    assert rows == [
        ("A4-01", "mind", "no", "3", "3", "1.000", "agreed", ""),
        ("A4-08", "mind", "yes", "2", "3", "1.000", "contested", ""),
        ("A4-08", "mind", "no", "1", "3", "0.500", "contested", ""),
        ("A4-06", "cue:were describing", "yes", "2", "3", "0.000", "ruled", "S2 S6"),
        ("A4-06", "cue:were describing", "no", "1", "3", "1.000", "ruled", "S2 S6"),
    ]


def test_votes_hold_every_sentence_code_and_field(files: dict[str, list[dict[str, str]]]) -> None:
    asked = {(row["unit"], row["code"]) for row in files[f"{PLACE}/votes.csv"]}
    # 13 sentences with two codes, and four attributions with themselves and three fields.
    assert len(asked) == 13 * 2 + 4 * 4


def test_agreement_stands_over_all_sentences_and_without_examples(
    files: dict[str, list[dict[str, str]]],
) -> None:
    rows = files[f"{PLACE}/agreement.csv"]
    assert [(row["sentences"], row["code"], row["units"]) for row in rows] == [
        ("all", "speech", "13"),
        ("all", "mind", "13"),
        # The codebook has A4-05 as an example.
        ("without the codebook's examples", "speech", "12"),
        ("without the codebook's examples", "mind", "12"),
    ]
    mind = rows[1]
    assert (mind["coders"], mind["percent_agreement"]) == ("3", "89.744")
    assert float(mind["low"]) <= float(mind["alpha"]) <= float(mind["high"])


def test_an_undefined_alpha_is_an_empty_cell(course: Course, edit: Callable[[str, str, str], None]) -> None:
    edit("one-sentences.csv", "A4-08,0,1", "A4-08,0,0")
    edit("three-sentences.csv", "A4-08,0,1", "A4-08,0,0")
    edit("three-sentences.csv", "A4-07,0,1", "A4-07,0,0")
    text = published_files("attribution", course)[f"{PLACE}/agreement.csv"]
    assert "all,mind,3,13,100.000,,,\n" in text
    table = agreement_table("attribution", course)
    assert table.loc[table["code"] == "mind", ["alpha", "low", "high"]].isna().all().all()


def test_published_files_are_the_same_at_every_run(course: Course) -> None:
    first, second = published_files("attribution", course), published_files("attribution", course)
    assert first == second
    assert all("\r" not in text and text.endswith("\n") for text in first.values())


def test_a_copy_without_the_coding_publishes_nothing(course: Course) -> None:
    course.path(PLACE, "passes.toml").unlink()
    assert published_files("attribution", course) == {}


def test_the_table_of_codes_keeps_contested_sentences_apart(course: Course) -> None:
    table = sentence_codes_table("attribution", course)
    assert table.index.name == "unit"
    assert len(table) == 13
    assert table["speech"].sum() == 3
    assert [unit for unit, value in zip(table.index, table["mind"], strict=True) if value is pd.NA] == [
        "A4-07",
        "A4-08",
    ]
    assert (table["mind_votes"]["A4-08"], table["passes"]["A4-08"]) == (2, 3)


def test_the_table_of_attributions_holds_those_that_count_in_words(course: Course) -> None:
    table = attributions_table("attribution", course)
    assert table.index.tolist() == ["A4-01", "A4-05", "A4-06"]
    assert table["speaker"].tolist() == ["Donald Trump", "Sergey Lavrov", "Donald Trump"]
    assert table["directness"].tolist() == ["Direct", "contested", "Indirect"]


def test_the_table_of_agreement_holds_numbers(course: Course) -> None:
    table = agreement_table("attribution", course)
    assert table["percent_agreement"].tolist()[:2] == [100, 89.744]
    assert pd.api.types.is_float_dtype(table["alpha"])
