"""Knows what can be handed in as a log, and what has to be said of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import (
    Answered,
    HintOpened,
    LogReading,
    Record,
    Revealed,
    UnreadableLogError,
    read_log,
)
from coursepack.answers.found import GLUED, Joint
from coursepack.answers.reading import LARGEST_LOG, MOST_PARTS
from coursepack.answers.record import Header, read_line, write_line
from coursepack.answers.untrusted import LONGEST_LINE, NotARecordError

COURSE = "a-course"
AT = "2026-03-02T09:30:00.000Z"
HEADER = write_line(Header(COURSE, "learner", AT))


def _answer(operation: str, answer: Any = "b", version: str = "1a2b3c4d") -> Answered:
    return Answered(operation, AT, "who-01", version, answer, submitted=True, hints=0, sure=80)


def _line(**fields: Any) -> bytes:
    data = json.loads(write_line(_answer("1"))) | fields
    return (json.dumps({name: value for name, value in data.items() if value != "absent"}) + "\n").encode()


def _read(folder: Path, *lines: bytes) -> LogReading:
    path = folder / "answers.jsonl"
    path.write_bytes(b"".join(lines))
    return read_log(path, COURSE)


def _operations(reading: LogReading) -> list[str]:
    return [record.operation for record in reading.records]


@pytest.mark.parametrize(
    "record",
    [
        Answered("1", AT, "who-01", "1a2b3c4d", "b", submitted=True, hints=0),
        Answered("1", AT, "who-01", "1a2b3c4d", ["A0-01", "A0-02"], submitted=False, hints=2, sure=0),
        Answered("1", AT, "who-01", "1a2b3c4d", {"r1": "speech"}, submitted=True, hints=0, sure=100),
        Answered("1", AT, "who-01", "1a2b3c4d", None, submitted=False, hints=0),
        Answered(
            "1", AT, "who-01", "1a2b3c4d", "Zürich “quoted” 😀 \u2028\x00\n\r\\", submitted=True, hints=0
        ),
        Answered("1", AT, "who-01", "1a2b3c4d", 3.5, submitted=True, hints=0),
        HintOpened("2", AT, "who-01", "1a2b3c4d", 1),
        Revealed("3", AT, "who-01", "1a2b3c4d"),
        Header(COURSE, "learner", AT),
    ],
)
def test_what_is_written_is_read_back_the_same(record: Record | Header) -> None:
    line = write_line(record)
    assert line.endswith(b"\n")
    assert b"\n" not in line[:-1]
    assert line.isascii()
    assert read_line(line) == record


def test_a_log_is_read_in_its_order(tmp_path: Path) -> None:
    hint = HintOpened("2", AT, "who-01", "1a2b3c4d", 1)
    records: list[Record] = [_answer("1"), hint, _answer("3", "c")]
    reading = _read(tmp_path, HEADER, *map(write_line, records))
    assert reading == LogReading(Header(COURSE, "learner", AT), tuple(records), ())


def test_a_torn_last_line_is_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER, write_line(_answer("1")), write_line(_answer("2"))[:-9])
    assert _operations(reading) == ["1"]
    assert [(notice.line, notice.why) for notice in reading.notices] == [
        (3, "the last line was cut off while it was written")
    ]


def test_a_last_line_that_only_lost_its_line_end_counts(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER, write_line(_answer("1")).rstrip(b"\n"))
    assert _operations(reading) == ["1"]
    assert reading.notices == ()


@pytest.mark.parametrize(
    ("foreign", "why"),
    [
        (b"hello\n", "the line is not JSON in UTF-8"),
        (b"\xff\xfe\n", "the line is not JSON in UTF-8"),
        (b"\x00\x00\x00\x00\n", "the line is not JSON in UTF-8"),
        (b'{"event":"answer"\x00}\n', "the line is not JSON in UTF-8"),
        ('{"a":"Zürich"}\n'.encode("latin-1"), "the line is not JSON in UTF-8"),
        (b'{"event":"answer","a":"\xed\xa0\x80"}\n', "the line is not JSON in UTF-8"),
        (b'{"a":1} {"b":2}\n', "the line is not JSON in UTF-8"),
        (b"[" * 100_000 + b"\n", "the line is JSON, but not a record"),
        (b'{"answer":' + b"[" * 100_000 + b"\n", "the line is not JSON in UTF-8"),
        (b'{"answer":' + b"9" * 5000 + b"}\n", "the line holds a number that is too large"),
        (b"[1, 2]\n", "the line is JSON, but not a record"),
        (b"null\n", "the line is JSON, but not a record"),
        (b'"text"\n', "the line is JSON, but not a record"),
        (b"{}\n", "the line is JSON, but not a record of this course pack"),
        (b'{"event":["answer"]}\n', "the line is JSON, but not a record of this course pack"),
        (b'{"event":"execute"}\n', "the line is JSON, but not a record of this course pack"),
        (_line(operation="absent"), "the record has no operation"),
        (_line(item=7), "the record has no item"),
        (_line(item=["who-01"]), "the record has no item"),
        (_line(version=None), "the record has no version"),
        (_line(answer="absent"), "the record has no answer"),
        (_line(submitted="yes"), "the record has no answer"),
        (_line(hints="absent"), "the record has no count of hints"),
        (_line(hints=-1), "the record has no count of hints"),
        (_line(hints=True), "the record has no count of hints"),
        (_line(hints=1.0), "the record has no count of hints"),
        (_line(hints=10**30), "the record has no count of hints"),
        (_line(answer=float("nan")), "the line is not JSON in UTF-8"),
        (_line(answer=[float("-inf")]), "the line is not JSON in UTF-8"),
        (_line(answer="BIG").replace(b'"BIG"', b"[1e999]"), "the line holds a number that is too large"),
        (b'{"log":"coursepack","format":2}\n', "the log has format 2; this course reads format 1"),
        (b'{"log":"coursepack","format":true}\n', "the log has format unknown; this course reads format 1"),
        (b'{"log":"coursepack","format":1}\n', "the record has no course"),
        (_line(answer="x" * LONGEST_LINE), f"the line is longer than {LONGEST_LINE:,} characters"),
        (b"\x00" * (3 * LONGEST_LINE) + b"\n", f"the line is longer than {LONGEST_LINE:,} characters"),
    ],
    ids=lambda value: value if isinstance(value, str) else "line",
)  # fmt: skip
def test_a_foreign_line_in_the_middle_is_told_and_costs_nothing_else(
    tmp_path: Path, foreign: bytes, why: str
) -> None:
    reading = _read(tmp_path, HEADER, write_line(_answer("1")), foreign, write_line(_answer("2")))
    assert _operations(reading) == ["1", "2"]
    assert [(notice.line, notice.why) for notice in reading.notices] == [(3, why)]


@pytest.mark.parametrize("depth", [10, 100, 300, 600, 900, 1500, 5000, 50_000])
@pytest.mark.parametrize("inside", [b"", b'"\\ud800"', b"1"], ids=["nothing", "half a character", "number"])
def test_an_answer_nested_beyond_reason_is_told_at_every_depth(
    tmp_path: Path, depth: int, inside: bytes
) -> None:
    deep = _line(answer="DEEP").replace(b'"DEEP"', b"[" * depth + inside + b"]" * depth)
    reading = _read(tmp_path, HEADER, deep, write_line(_answer("2")))
    assert _operations(reading) == ["2"]
    assert [notice.line for notice in reading.notices] == [2]


def test_tables_nested_beyond_reason_are_told_as_well(tmp_path: Path) -> None:
    deep = _line(answer="DEEP").replace(b'"DEEP"', b'{"a":' * 700 + b'"\\ud800"' + b"}" * 700)
    reading = _read(tmp_path, HEADER, write_line(_answer("1")), deep)
    assert [notice.line for notice in reading.notices] == [3]


def test_the_reader_stands_deep_in_other_code_without_falling(tmp_path: Path) -> None:
    deep = _line(answer="DEEP").replace(b'"DEEP"', b"[" * 80 + b"]" * 80)

    def call(levels: int) -> LogReading:
        return call(levels - 1) if levels else _read(tmp_path, HEADER, deep, write_line(_answer("2")))

    assert _operations(call(sys.getrecursionlimit() // 2)) == ["2"]


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_an_answer_of_the_depth_that_exercises_have_is_kept(tmp_path: Path, depth: int) -> None:
    answer: Any = "x"
    for _ in range(depth):
        answer = {"a": [answer]} if depth % 2 else [answer]
    reading = _read(tmp_path, HEADER, write_line(_answer("1", answer)))
    assert reading.notices == ()
    assert reading.records == (_answer("1", answer),)


def test_an_answer_to_an_older_item_keeps_the_version_it_was_given_to(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER, write_line(_answer("1", version="0ld0ld00")), write_line(_answer("2")))
    assert [record.version for record in reading.records] == ["0ld0ld00", "1a2b3c4d"]


@pytest.mark.parametrize("encode", [bytes, lambda line: line.replace(b"\n", b"\r\n")])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(
    tmp_path: Path, mark: bytes, encode: Any
) -> None:
    lines = [mark + HEADER, write_line(_answer("1")), b"\n", b"  \n", write_line(_answer("2"))]
    reading = _read(tmp_path, *map(encode, lines))
    assert reading.header == Header(COURSE, "learner", AT)
    assert _operations(reading) == ["1", "2"]
    assert reading.notices == ()


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER, b"\n", b"x\n", b"\r\n", b"y\n", write_line(_answer("1")))
    assert [notice.line for notice in reading.notices] == [3, 5]


def test_a_line_of_the_greatest_length_is_read_and_one_more_character_is_told(tmp_path: Path) -> None:
    room = LONGEST_LINE - len(write_line(_answer("1", ""))) + 1
    fits, too_long = write_line(_answer("1", "x" * room)), write_line(_answer("2", "x" * (room + 1)))
    assert len(fits.rstrip(b"\n")) == LONGEST_LINE
    reading = _read(tmp_path, HEADER, fits, too_long, write_line(_answer("3")))
    assert _operations(reading) == ["1", "3"]
    assert [notice.line for notice in reading.notices] == [3]


@pytest.mark.parametrize("text", ["\\ud800", "\\udfff x", "a\\udc00\\ud800b", "\\uD83D"])
def test_half_a_character_is_replaced_so_that_every_page_can_be_written(tmp_path: Path, text: str) -> None:
    line = _line(answer={"HALF": ["HALF"]}, item="HALF").replace(b"HALF", text.encode())
    (record,) = _read(tmp_path, HEADER, line).records
    assert isinstance(record, Answered)
    assert "\ufffd" in record.item
    (key, (value,)) = next(iter(record.answer.items()))
    assert key == value == record.item
    record.item.encode("utf-8")


def test_a_whole_character_written_as_two_halves_stays_whole(tmp_path: Path) -> None:
    (record,) = _read(tmp_path, HEADER, _line(answer="\\ud83d\\ude00").replace(b"\\\\", b"\\")).records
    assert isinstance(record, Answered)
    assert record.answer == "😀"


def test_huge_numbers_are_data_like_any_other(tmp_path: Path) -> None:
    (record,) = _read(tmp_path, HEADER, _line(answer=10**4000)).records
    assert isinstance(record, Answered)
    assert record.answer == 10**4000


@pytest.mark.parametrize("sure", ["80", -1, 10**9, True, [80], 80.5])
def test_a_confidence_that_is_none_is_left_out_and_the_answer_kept(tmp_path: Path, sure: object) -> None:
    (record,) = _read(tmp_path, HEADER, _line(sure=sure)).records
    assert isinstance(record, Answered)
    assert (record.answer, record.sure) == ("b", None)


def test_an_operation_sent_twice_counts_once(tmp_path: Path) -> None:
    lines = [write_line(_answer("1", "a")), write_line(_answer("2", "b")), write_line(_answer("1", "c"))]
    reading = _read(tmp_path, HEADER, *lines, *lines)
    assert [
        (record.operation, record.answer) for record in reading.records if isinstance(record, Answered)
    ] == [
        ("1", "a"),
        ("2", "b"),
    ]


def test_a_lost_header_costs_no_answer(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER[:20] + b"\n", write_line(_answer("1")))
    assert reading.header is None
    assert _operations(reading) == ["1"]
    assert [notice.line for notice in reading.notices] == [1]


def test_a_log_of_another_course_is_refused_with_both_names(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLogError, match='belongs to the course "other"; this is "a-course"'):
        _read(tmp_path, write_line(Header("other", "learner", AT)), write_line(_answer("1")))


def test_a_course_name_of_any_length_makes_a_short_message(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLogError) as caught:
        _read(tmp_path, write_line(Header("x" * 100_000, "learner", AT)))
    assert len(str(caught.value)) < 300


def test_a_format_of_any_length_makes_a_short_notice(tmp_path: Path) -> None:
    foreign = b'{"log":"coursepack","format":"' + b"<b>" * 10_000 + b'"}\n'
    (notice,) = _read(tmp_path, HEADER, foreign).notices
    assert notice.why == "the log has format unknown; this course reads format 1"


def test_an_empty_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLogError, match=r"The file is empty\. Ask the student for the file again\."):
        _read(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"\n \r\n",
        b"hello",
        b"%PDF-1.7\n\x00\xff",
        b"PK\x03\x04",
        b'{"cells": []}',
        b"\x00" * 4096,
        b"a\rb\rc",
    ],
    ids=["blank", "words", "pdf", "zip", "notebook", "nul", "old-mac"],
)
def test_a_file_that_is_no_log_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(
        UnreadableLogError, match=r"empty|holds no line of an answers file|not an answers file"
    ):
        _read(tmp_path, content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_log_saved_as_utf_16_is_read_by_its_mark(tmp_path: Path, encoding: str) -> None:
    text = (HEADER + write_line(_answer("1")) + b"cut").decode().replace("\n", "\r\n")
    mark = "" if encoding == "utf-16" else "\ufeff"
    reading = _read(tmp_path, (mark + text).encode(encoding))
    assert (_operations(reading), reading.utf_16, len(reading.notices)) == (["1"], True, 1)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\xff\xfe\x00", b"\xfe\xff\xd8\x00" * 50], ids=len)
def test_broken_utf_16_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableLogError, match=r"empty|holds no line of an answers file"):
        _read(tmp_path, content)


@pytest.mark.parametrize(("learner", "other"), [("learner", False), ("somebody else", True)])
def test_two_logs_in_one_file_are_told(tmp_path: Path, learner: str, *, other: bool) -> None:
    second = write_line(Header(COURSE, learner, AT))
    reading = _read(tmp_path, HEADER, write_line(_answer("1")), second, write_line(_answer("2")))
    assert _operations(reading) == ["1", "2"]
    assert (reading.joints, reading.notices) == ((Joint(3, 1, other),), ())


def test_a_log_joined_to_half_a_line_costs_only_that_line(tmp_path: Path) -> None:
    second = write_line(Header(COURSE, "somebody else", AT))
    lines = [write_line(_answer("1")), write_line(_answer("2"))[:-9] + second, write_line(_answer("3"))]
    reading = _read(tmp_path, HEADER, *lines)
    assert _operations(reading) == ["1", "3"]
    assert reading.joints == (Joint(3, 1, other=True),)
    assert [(notice.line, notice.why) for notice in reading.notices] == [(3, GLUED)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'\xef\xbb\xbf{\n "cells": [\n' + b"  {},\n" * 3000, "a notebook"),
        (b'{"nbformat": 4, "cells": []}', "a notebook"),
        (b"PK\x03\x04\x00", "a zip or an office document"),
        (b"%PDF-1.7\n\xff", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><p>here is my link", "a web page"),
    ],
)
def test_a_file_of_a_known_kind_is_named(tmp_path: Path, content: bytes, kind: str) -> None:
    with pytest.raises(
        UnreadableLogError, match=f"The file is {kind}, not an answers file. Ask for the file"
    ):
        _read(tmp_path, content)


def test_a_file_that_is_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_bytes(HEADER)
    with path.open("r+b") as file:
        file.truncate(LARGEST_LOG + 1)
    with pytest.raises(UnreadableLogError, match=f"has {LARGEST_LOG + 1:,} bytes; a log has at most"):
        read_log(path, COURSE)


def test_a_missing_file_or_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UnreadableLogError, match="The file cannot be opened"):
            read_log(path, COURSE)


def test_a_long_file_of_something_else_is_given_up_early(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLogError, match="holds no line of an answers file"):
        _read(tmp_path, b"x\n" * 20_000, HEADER)


def test_a_bomb_of_empty_lists_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PARTS > 1_000_000
    monkeypatch.setattr("coursepack.answers.reading.MOST_PARTS", 1000)
    lines = [write_line(_answer(str(number), [[]] * 40)) for number in range(20)]
    with pytest.raises(UnreadableLogError, match="The file holds more than 1,000 values"):
        _read(tmp_path, HEADER, *lines)
    assert len(_read(tmp_path, HEADER, *lines[:5]).records) == 5


def test_no_end_of_foreign_lines_makes_no_end_of_notices(tmp_path: Path) -> None:
    reading = _read(tmp_path, HEADER, b"x\n" * 20_000, write_line(_answer("1")))
    assert _operations(reading) == ["1"]
    assert 10 < len(reading.notices) < 5_000
    assert "further lines" in reading.notices[-1].why


def test_html_in_an_answer_or_a_name_is_kept_as_it_is(tmp_path: Path) -> None:
    html = "<script>alert(1)</script>"
    (record,) = _read(tmp_path, HEADER, _line(item=html, answer=html)).records
    assert isinstance(record, Answered)
    assert record.item == record.answer == html


def test_a_line_that_is_no_record_says_why() -> None:
    with pytest.raises(NotARecordError, match="not JSON"):
        read_line(b"{")


def test_of_a_name_written_twice_in_one_line_the_last_value_counts(tmp_path: Path) -> None:
    line = _line(answer="a").rstrip()[:-1] + b',"answer":"b","points":1,"points":9}\n'
    (record,) = _read(tmp_path, HEADER, line).records
    assert isinstance(record, Answered)
    assert record.answer == "b"
