"""A whole class graded, with everything that a class hands in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.answers import Answer, read_log, receipt
from coursepack.answers.reading import LARGEST_LOG
from coursepack.grading import grade
from support import UNIT, small_course

COLUMNS = [
    "student",
    "id",
    "file",
    "late",
    "status",
    "points",
    "possible",
    "percent",
    "answered",
    "receipt",
    "page",
]
ITEMS = [f"small-{kind}" for kind in ("choice", "choices", "classify", "match", "number", "short", "locate")]


def write_sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def test_the_gradebook_has_a_row_per_student_and_a_column_per_exercise(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("jane.jsonl", best, hints={"small-choice": 1})
    row = classroom.grade().row
    assert list(row) == [*COLUMNS, *ITEMS, "notes"]
    assert row == dict.fromkeys(ITEMS, "1") | {
        "student": "jane",
        "id": "",
        "file": "jane.jsonl",
        "late": "",
        "status": "graded",
        "points": "6.667",
        "possible": "7",
        "percent": "95.2",
        "answered": "7",
        "receipt": receipt(read_log(classroom.submissions / "jane.jsonl", classroom.course.id).records),
        "page": "jane.html",
        "small-choice": "0.667",
        "notes": "",
    }


def test_what_was_not_answered_is_an_empty_cell_and_said(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "biden", "small-short": ""})
    row = classroom.grade().row
    assert (row["small-choice"], row["small-short"], row["points"]) == ("0", "", "0")
    assert "small-short" in row["notes"].removeprefix("Not answered: ")


def test_one_bad_file_is_one_row_and_the_class_goes_on(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("anna.jsonl", best)
    classroom.hand_in_bytes("bert.jsonl", b"\x00\xff\x00")
    classroom.hand_in("carl.jsonl", best)
    rows = classroom.grade().rows
    assert [(row["student"], row["status"], row["points"]) for row in rows] == [
        ("anna", "graded", "7"),
        ("bert", "unreadable", ""),
        ("carl", "graded", "7"),
    ]


@pytest.mark.parametrize(
    ("file", "content", "found"),
    [
        ("jane.jsonl", b"", "The file is empty."),
        ("jane.jsonl", b"\x00" * 5000, "The file holds no line of an answers file."),
        ("jane.jsonl", b"{}\n[]\n", "The file holds no line of an answers file."),
        ("jane.ipynb", b'{"cells": [], "nbformat": 4}', "The file is a notebook, not an answers file."),
        ("jane.png", b"\x89PNG\r\n\x1a\n\x00\x00", "The file is a picture, not an answers file."),
        ("jane.jsonl", b"[" * 900_000, "The file holds no line of an answers file."),
        ("jane.jsonl", b'{"log":"coursepack","format":1', "The file holds no line of an answers file."),
    ],
    ids=["empty", "zero bytes", "other JSON", "notebook", "picture", "nested", "cut"],
)
def test_a_file_that_is_no_log_is_a_row_with_a_sentence_and_no_points(
    classroom: Classroom, file: str, content: bytes, found: str
) -> None:
    classroom.hand_in_bytes(file, content)
    report = classroom.grade()
    assert report.row["status"] == "unreadable"
    assert [report.row[name] for name in ("points", "percent", "answered", *ITEMS)] == [""] * 10
    assert report.row["notes"].startswith(found)
    (unread,) = report.unreadable
    assert (unread["file"], unread["found"]) == (file, found)
    assert unread["what to do"].startswith("Ask ")
    assert list((report.folder / "feedback").iterdir()) == []


def test_a_log_of_another_course_is_a_row(classroom: Classroom) -> None:
    line = b'{"log":"coursepack","format":1,"course":"=other","learner":"x","at":"t"}\n'
    classroom.hand_in_bytes("jane.jsonl", line)
    (unread,) = classroom.grade().unreadable
    assert unread["found"] == 'The file belongs to the course "=other"; this is "small-course".'


@pytest.mark.parametrize("size", [100_000_000, LARGEST_LOG + 1])
def test_a_huge_file_is_refused_without_being_read(classroom: Classroom, size: int) -> None:
    write_sparse(classroom.submissions / "jane.jsonl", size)
    report = classroom.grade()
    assert report.row["notes"].startswith(f"The file has {size:,} bytes;")


def test_a_cut_last_line_is_told_and_the_rest_is_graded(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"}, extra=[b'{"event":"answer","op'])
    report = classroom.grade()
    assert (report.row["status"], report.row["points"]) == ("needs review", "1")
    assert [row["found"] for row in report.unreadable] == [
        "line 3: the last line was cut off while it was written"
    ]


def test_many_bad_lines_are_told_and_then_counted(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"}, extra=[b"bad\n"] * 50)
    report = classroom.grade()
    assert len(report.unreadable) == 21
    assert report.unreadable[-1]["found"] == "30 more lines"


def test_zero_bytes_between_lines_cost_only_their_line(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"}, extra=[b"\x00\x00\x00\n"])
    row = classroom.grade().row
    assert (row["status"], row["points"]) == ("needs review", "1")


def test_a_score_claimed_in_a_log_is_ignored(classroom: Classroom) -> None:
    claim = (
        b'{"event":"answer","operation":"x","at":"t","item":"small-choice","version":"x","answer":"biden",'
        b'"submitted":true,"hints":0,"sure":null,"points":1,"score":1,"credit":1}\n'
        b'{"event":"score","item":"small-choice","points":1}\n'
    )
    classroom.hand_in("jane.jsonl", {}, extra=[claim])
    assert classroom.grade().row["small-choice"] == "0"


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("x")',
        "@SUM(A1)",
        "+1",
        "-1",
        'O\'Neill, "Sam"',
        "<script>x",
        "😀",
        "\u05e9\u05dc\u05d5\u05dd",
        "a;=1",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such file names")
def test_a_name_never_runs_and_never_breaks_the_table(classroom: Classroom, name: str) -> None:
    classroom.hand_in(f"{name}.jsonl", {"small-choice": "haass"})
    row = classroom.grade().row
    assert row["points"] == "1"
    assert row["student"].replace("'", "") == name.replace("'", "")
    assert not row["student"].startswith(("=", "+", "-", "@"))
    assert not row["file"].startswith(("=", "+", "-", "@"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows names that are not text")
def test_a_file_name_that_is_not_text_is_a_row_too(classroom: Classroom) -> None:
    path = os.path.join(os.fsencode(classroom.submissions), b"j\n\xff.jsonl")  # noqa: PTH118 (a name of bytes)
    classroom.hand_in("a.jsonl", {"small-choice": "haass"}).rename(os.fsdecode(path))
    row = classroom.grade().row
    assert (row["student"], row["points"]) == ("j\ufffd\ufffd", "1")


def test_a_link_out_of_the_folder_is_a_row_and_is_not_read(classroom: Classroom, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jsonl"
    classroom.hand_in("inside.jsonl", {"small-choice": "haass"}).rename(outside)
    try:
        (classroom.submissions / "jane.jsonl").symlink_to(outside)
    except OSError:
        pytest.skip("this system or user may not make links")
    report = classroom.grade()
    assert (report.row["status"], report.row["points"]) == ("unreadable", "")
    assert report.unreadable[0]["found"] == "This is a link to a place outside the submissions."


def test_a_file_that_may_not_be_opened_is_a_row(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})

    def refuse(_path: Path, _course: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("coursepack.grading.taking.read_log", refuse)
    assert classroom.grade().row["notes"].startswith("The file cannot be opened (Permission denied).")


@pytest.mark.parametrize(
    "broken", ["taking.grade_log", "one_file.outcome", "one_file.receipt", "pages.Pages.render"]
)
def test_a_mistake_in_the_grader_costs_one_row_and_not_the_class(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    classroom.hand_in_bytes("carl.jsonl", b"")

    def break_down(*_arguments: object, **_options: object) -> None:
        raise KeyError("gone")

    monkeypatch.setattr(f"coursepack.grading.{broken}", break_down)
    carl, jane = classroom.grade().rows
    assert carl["notes"].startswith("The file is empty.")
    assert jane["status"] == "unreadable"
    assert jane["notes"].startswith("The file could not be graded (KeyError).")


def test_the_same_class_gives_the_same_bytes(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    for name in ("carl", "anna", "Bert", "zoë"):
        classroom.hand_in(f"{name}.jsonl", best, hints={"small-match": 1})
    classroom.hand_in_bytes("broken.jsonl", b"x")
    first = classroom.grade().files()
    again = classroom.out.with_name("again")
    grade(classroom.course, classroom.submissions, again)
    assert {path: content for path, content in first.items() if path != "feedback"} == {
        path.relative_to(again).as_posix(): path.read_bytes() for path in again.rglob("*") if path.is_file()
    }
    assert classroom.grade().files() == first


def test_rows_are_sorted_by_student(classroom: Classroom) -> None:
    for name in ("zoë", "Bert", "anna", "carl"):
        classroom.hand_in(f"{name}.jsonl", {"small-choice": "haass"})
    assert [row["student"] for row in classroom.grade().rows] == ["anna", "Bert", "carl", "zoë"]


def test_progress_is_told_after_every_file(classroom: Classroom) -> None:
    classroom.hand_in("anna.jsonl", {"small-choice": "haass"})
    classroom.hand_in_bytes("bert.jsonl", b"")
    told: list[tuple[int, int]] = []
    classroom.grade(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_one_unit_can_be_chosen(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    assert classroom.grade([UNIT]).summary.notes == ()


def test_a_class_is_graded_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    course = small_course(tmp_path / "course")
    room = Classroom(course, tmp_path / "submissions", tmp_path / "report")
    room.hand_in("jane.jsonl", {"small-choice": "haass"})
    assert room.grade().row["points"] == "1"
