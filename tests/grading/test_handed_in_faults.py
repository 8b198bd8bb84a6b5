"""What goes wrong when a class hands in files: every student has a row, and none of them is a silent zero."""

from __future__ import annotations

import io
import json
import struct
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom, Row, read_csv
from coursepack.answers import Answer, Answered
from coursepack.answers.reading import LARGEST_LOG
from coursepack.answers.record import Header, write_line
from coursepack.grading import GradeStatus, grade
from coursepack.grading.collect import sorted_by_student, submission
from coursepack.grading.names import PageNames
from support import AT, write_log

STATUSES = set(GradeStatus)
MOST_SECONDS = 60
"""Far more than is needed, so that only a grader that hangs fails on a busy machine."""
MOST_MEMORY = 120_000_000
"""Bytes that Python may hold at once while a bomb of fifty megabytes is unpacked and read."""
HOSTILE_NAMES = (
    '=HYPERLINK("http://example.org","x")',
    "@SUM(A1:A9)",
    "+1+1",
    "-2",
    'O\'Neill, "Sam"',
    "<script>alert(1)<_script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\u202eenaj",
    "\u200fשלום\u200e",
    "😀👩\u200d🎓",
    "a;=1+1",
    "con",
    "x" * 200,
    "%s%n{0}${x}",
    "   spaces   ",
)


@pytest.fixture(name="log")
def _log(classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path) -> bytes:
    return write_log(tmp_path / "log" / "x.jsonl", classroom.course, best).read_bytes()


def sound(rows: list[Row], number: int) -> None:
    """Check what holds for any class: a row for everybody, and no points without a file that was read."""
    assert len(rows) == number
    for row in rows:
        assert row["status"] in STATUSES
        assert row["student"]
        if row["status"] in {GradeStatus.UNREADABLE, GradeStatus.MISSING}:
            assert (row["points"], row["percent"]) == ("", "")
        if row["status"] != GradeStatus.GRADED:
            assert row["notes"].rstrip().endswith(".")


def zipped(classroom: Classroom, entries: Mapping[str, bytes]) -> list[Row]:
    place = classroom.out.with_name("class.zip")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    grade(classroom.course, place, classroom.out)
    return read_csv(classroom.out / "gradebook.csv")


def one_row(classroom: Classroom, name: str, content: bytes) -> Row:
    classroom.hand_in_bytes(name, content)
    return classroom.grade().row


@pytest.mark.parametrize(
    "name",
    [
        "jane/answers (1).jsonl",
        "jane/answers.jsonl.txt",
        "jane/answers.txt",
        "jane/answers.json",
        "jane/my-answers/answers.jsonl",
        "jane.txt",
        "JANE.JSONL",
        "jane",
    ],
)
def test_a_renamed_file_is_graded_under_its_students_name(
    classroom: Classroom, log: bytes, name: str
) -> None:
    row = one_row(classroom, name, log)
    assert (row["student"].lower(), row["status"], row["points"]) == ("jane", "graded", "7")


def test_a_file_that_another_program_saved_is_graded(classroom: Classroom, log: bytes) -> None:
    text = log.decode()
    saved = {
        "bom": b"\xef\xbb\xbf" + log,
        "crlf": log.replace(b"\n", b"\r\n"),
        "utf-16": text.encode("utf-16"),
        "utf-16-crlf": text.replace("\n", "\r\n").encode("utf-16"),
        "blank-lines": log.replace(b"\n", b"\n\n \n"),
        "no-last-line-end": log.rstrip(b"\n"),
    }
    for name, content in saved.items():
        classroom.hand_in_bytes(f"{name}.jsonl", content)
    rows = classroom.grade().rows
    sound(rows, len(saved))
    assert {(row["status"], row["points"]) for row in rows} == {("graded", "7")}
    assert len({row["receipt"] for row in rows}) == 1
    assert [row["student"] for row in rows if "UTF-16" in row["notes"]] == ["utf-16", "utf-16-crlf"]


def test_a_file_cut_anywhere_is_graded_up_to_there_and_looked_at(classroom: Classroom, log: bytes) -> None:
    cuts = range(1, len(log), len(log) // 40)
    for cut in cuts:
        classroom.hand_in_bytes(f"cut-{cut:05d}.jsonl", log[:cut])
    rows = classroom.grade().rows
    sound(rows, len(cuts))
    points = [float(row["points"] or 0) for row in rows]
    assert points == sorted(points)
    assert points[-1] >= 5
    assert all(row["status"] != "graded" for row in rows if log[int(row["student"][4:]) - 1 :][:1] != b"}")


def test_two_states_of_one_students_log_in_one_file_count_once(classroom: Classroom, log: bytes) -> None:
    row = one_row(classroom, "jane.jsonl", log + log)
    assert (row["status"], row["points"]) == ("graded", "7")
    assert "Two states of one student's log stand in this file" in row["notes"]


def test_the_logs_of_two_students_in_one_file_are_told(classroom: Classroom, log: bytes) -> None:
    other = log.replace(b'"learner":"learner"', b'"learner":"other"')
    row = one_row(classroom, "jane.jsonl", log + other)
    assert (row["status"], row["points"]) == ("needs review", "7")
    assert "perhaps of another student, begins at line 9." in row["notes"]


def test_two_logs_joined_at_half_a_line_are_told(classroom: Classroom, log: bytes) -> None:
    other = log.replace(b'"learner":"learner"', b'"learner":"other"')
    report_row = one_row(classroom, "jane.jsonl", log[:-40] + other)
    assert report_row["status"] == "needs review"
    assert "perhaps of another student, begins at line 8." in report_row["notes"]
    found = read_csv(classroom.out / "unreadable.csv")[0]["found"]
    assert found == "line 8: the line was cut off, and another log was joined to it"


def test_a_log_edited_by_hand_is_graded_by_its_answers(classroom: Classroom, log: bytes) -> None:
    claims = {"points": 1, "score": 100, "credit": 1, "status": "graded", "possible": 0}
    lines = [json.loads(line) for line in log.splitlines()]
    for line in lines:
        line.update(claims)
        if line.get("item") == "small-choice":
            line["answer"] = "biden"
    shuffled = [dict(sorted(line.items(), reverse=True)) for line in lines]
    text = "\n\n".join(json.dumps(line, indent=None, separators=(" , ", " : ")) for line in shuffled)
    row = one_row(classroom, "jane.jsonl", text.encode())
    assert (row["status"], row["points"], row["possible"], row["small-choice"]) == ("graded", "6", "7", "0")


def test_another_course_and_another_version_are_told(classroom: Classroom) -> None:
    foreign = write_line(Header("economics", "x", AT))
    classroom.hand_in_bytes("anna.jsonl", foreign)
    classroom.hand_in("bert.jsonl", {"small-choice": "haass"}, versions={"small-choice": "0ld0ld00"})
    anna, bert = classroom.grade().rows
    assert anna["status"] == "unreadable"
    assert 'belongs to the course "economics"; this is "small-course"' in anna["notes"]
    assert (bert["status"], bert["points"]) == ("needs review", "1")
    assert "another version of the exercise" in bert["notes"]


def test_a_wrong_file_is_named_with_what_to_ask_for(classroom: Classroom) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("answers.jsonl", b"")
    wrong = {
        "anna.ipynb": (b'{\n "cells": [],\n "nbformat": 4}', "The file is a notebook, not an answers file."),
        "bert.zip": (inner.getvalue(), "The file is a zip or an office document, not an answers file."),
        "carl.docx": (b"PK\x03\x04\x14\x00", "The file is a zip or an office document, not an answers file."),
        "dora.pdf": (b"%PDF-1.7", "The file is a PDF, not an answers file."),
        "emil_12_34_link.html": (b"<!DOCTYPE html><a>", "The file is a web page, not an answers file."),
    }
    for name, (content, _) in wrong.items():
        classroom.hand_in_bytes(name, content)
    rows = classroom.grade().rows
    sound(rows, len(wrong))
    for row, (_, found) in zip(rows, wrong.values(), strict=True):
        assert row["notes"] == f"{found} Ask for the file answers.jsonl from the folder my-answers."


def test_every_entry_of_a_strange_zip_is_a_row(classroom: Classroom, log: bytes) -> None:
    rows = zipped(
        classroom,
        {
            "../../../etc/passwd": log,
            "C:\\temp\\anna\\answers.jsonl": log,
            "group\\bert\\my-answers\\answers.jsonl": log,
            "carl/../../dora/answers.jsonl": log,
            "emil/all.zip": b"PK\x05\x06" + b"\0" * 18,
            "fred.jsonl": b"",
        },
    )
    sound(rows, 6)
    found = {row["student"]: row["status"] for row in rows}
    expected = {"anna", "bert", "dora", "passwd", "all", "fred"}
    assert set(found) == expected
    assert {name for name, status in found.items() if status == "graded"} == {
        "anna",
        "bert",
        "dora",
        "passwd",
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_several_times_in_a_zip_is_one_student_if_the_logs_are_one(
    classroom: Classroom, log: bytes
) -> None:
    place = classroom.out.with_name("class.zip")
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("jane.jsonl", log[: len(log) // 2])
        archive.writestr("jane.jsonl", log)
        archive.writestr("jane.jsonl", log.replace(b'"learner":"learner"', b'"learner":"other"'))
    grade(classroom.course, place, classroom.out)
    rows = read_csv(classroom.out / "gradebook.csv")
    sound(rows, 2)
    assert [row["file"] for row in rows] == ["jane.jsonl (2)", "jane.jsonl (3)"]
    assert "Handed in as well: jane.jsonl. That is an earlier state" in rows[0]["notes"]
    assert {row["status"] for row in rows} == {"needs review"}


def test_a_bomb_costs_one_row_and_little_time_and_memory(classroom: Classroom, log: bytes) -> None:
    line = write_line(Answered("x", AT, "small-choice", "v", "haass", submitted=True, hints=0))
    many = b"".join(line.replace(b'"x"', b'"%d"' % number, 1) for number in range(2000))
    started = time.monotonic()
    tracemalloc.start()
    rows = zipped(
        classroom,
        {
            "anna.jsonl": log,
            "bert.jsonl": b"\0" * (LARGEST_LOG + 1),
            "carl.jsonl": b"x\n" * (LARGEST_LOG // 20),
            "dora.jsonl": b"[" * (LARGEST_LOG // 20),
            "emil.jsonl": log + many,
        },
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - started < MOST_SECONDS
    sound(rows, 5)
    assert [row["status"] for row in rows] == [
        "graded",
        "unreadable",
        "unreadable",
        "unreadable",
        "needs review",
    ]
    assert peak < MOST_MEMORY


def test_five_thousand_tiny_files_are_five_thousand_rows(classroom: Classroom) -> None:
    contents = (b"", b"{}", b"x", b"\xff\xfe", b"\0", b"[]\n")
    place = classroom.out.with_name("class.zip")
    with zipfile.ZipFile(place, "w") as archive:
        for number in range(5000):
            archive.writestr(f"s{number:05d}.jsonl", contents[number % len(contents)])
    started = time.monotonic()
    grade(classroom.course, place, classroom.out)
    assert time.monotonic() - started < MOST_SECONDS
    rows = read_csv(classroom.out / "gradebook.csv")
    sound(rows, 5000)
    assert {row["status"] for row in rows} == {"unreadable"}


def test_any_name_in_a_zip_is_a_row_that_runs_nowhere(classroom: Classroom, log: bytes) -> None:
    rows = zipped(classroom, {f"{name}.jsonl": log for name in HOSTILE_NAMES})
    sound(rows, len(HOSTILE_NAMES))
    assert {row["points"] for row in rows} == {"7"}
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    pages = list((classroom.out / "feedback").iterdir())
    assert len({page.name.casefold() for page in pages}) == len(HOSTILE_NAMES)
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "<script" not in html
        assert "<img" not in html
        assert "<svg" not in html


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such file names")
def test_any_name_in_a_folder_is_a_row(classroom: Classroom, log: bytes) -> None:
    for name in HOSTILE_NAMES:
        classroom.hand_in_bytes(f"{name}/answers.jsonl", log)
    rows = classroom.grade().rows
    sound(rows, len(HOSTILE_NAMES))
    assert {row["status"] for row in rows} == {"graded"}


def test_files_that_change_and_vanish_while_the_class_is_graded_are_rows(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    for name in ("anna", "bert", "carl", "dora", "emil"):
        classroom.hand_in(f"{name}.jsonl", best)

    def meddle(done: int, _total: int) -> None:
        if done == 1:
            (classroom.submissions / "bert.jsonl").unlink()
            with (classroom.submissions / "carl.jsonl").open("r+b") as file:
                file.truncate(600)
            (classroom.submissions / "dora.jsonl").unlink()
            (classroom.submissions / "dora.jsonl").mkdir()
            classroom.hand_in("late.jsonl", best)

    rows = classroom.grade(progress=meddle).rows
    sound(rows, 5)
    statuses = [row["status"] for row in rows]
    assert statuses == ["graded", "unreadable", "needs review", "unreadable", "graded"]


@pytest.mark.parametrize(
    ("lie", "place", "value"),
    [
        ("a wrong sum", 16, 1),
        ("Deflate64", 10, 9),
        ("an unknown packing", 10, 99),
        ("a password", 8, 1),
        ("strong encryption", 8, 0x41),
        ("a size of ten bytes", 24, 10),
        ("no packed bytes", 20, 0),
        ("a place outside the zip", 42, 0xFFFFFFF0),
    ],
)
def test_a_lie_about_one_file_of_a_zip_costs_that_row_only(
    classroom: Classroom, log: bytes, lie: str, place: int, value: int
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("anna.jsonl", log)
        archive.writestr("bert.jsonl", log)
    content = bytearray(packed.getvalue())
    long = place not in {8, 10}
    struct.pack_into("<I" if long else "<H", content, content.index(b"PK\x01\x02") + place, value)
    path = classroom.out.with_name("class.zip")
    path.write_bytes(content)
    grade(classroom.course, path, classroom.out)
    anna, bert = read_csv(classroom.out / "gradebook.csv")
    sound([anna, bert], 2)
    assert (anna["status"], anna["points"]) == ("unreadable", ""), lie
    assert (bert["status"], bert["points"]) == ("graded", "7")


def test_files_that_share_their_bytes_in_a_zip_are_read_once(classroom: Classroom, log: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"s{number:02d}.jsonl", log)
    content = bytearray(packed.getvalue())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", content, at + 42, 0)
        at = content.find(b"PK\x01\x02", at + 4)
    path = classroom.out.with_name("class.zip")
    path.write_bytes(content)
    grade(classroom.course, path, classroom.out)
    rows = read_csv(classroom.out / "gradebook.csv")
    sound(rows, 20)
    assert sum(row["status"] == "graded" for row in rows) <= 1


def test_fifty_thousand_files_of_one_name_are_listed_and_named_in_no_time() -> None:
    names = [f"class/{number:05d}/answers.jsonl" for number in range(50_000)]
    started = time.monotonic()
    found = sorted_by_student(submission(name, "") for name in reversed(names))
    pages = PageNames()
    given = {pages.new("one name") for _ in names}
    assert time.monotonic() - started < MOST_SECONDS
    assert [own.file for own in found] == names
    assert len(given) == len(names)
