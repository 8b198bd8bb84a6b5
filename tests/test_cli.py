"""The command line: exit codes, and words instead of tracebacks."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from coursepack.cli import main
from coursepack.cli.progress import Progress
from coursepack.course import Course
from coursepack.grading.mark_server import MarkServer
from support import best_answers, marking_course, small_course, write_log


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    course = small_course(tmp_path / "pack")
    monkeypatch.chdir(course.root)
    monkeypatch.delenv("COURSEPACK_ROOT", raising=False)
    return course


def test_grade_writes_the_report_and_says_what_it_did(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(tmp_path / "in" / "ann.jsonl", course, best_answers(course))
    (tmp_path / "in" / "ben.jsonl").write_bytes(b"")
    assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["ann"]["status"], float(rows["ann"]["points"])) == ("graded", 7)
    assert (rows["ben"]["status"], rows["ben"]["points"]) == ("unreadable", "")
    assert "1" in capsys.readouterr().out


def test_grade_takes_a_class_list_and_rules_and_tells_their_faults(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(tmp_path / "in" / "ann.jsonl", course, best_answers(course))
    (tmp_path / "class.csv").write_text("student\nann\nben\n", encoding="utf-8")
    (tmp_path / "grading.toml").write_text("drop_lowest = 1\n", encoding="utf-8")
    options = ["--class", str(tmp_path / "class.csv"), "--rules", str(tmp_path / "grading.toml")]
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), *options]
    assert main(command) == 0
    with (tmp_path / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["ann"]["points"], rows["ann"]["possible"]) == ("6", "6")
    assert (rows["ben"]["status"], rows["ben"]["points"]) == ("missing", "")
    said = capsys.readouterr().out
    assert "Students of the class list without a file: 1." in said
    assert "By your rules the worst 1 exercise does not count, for each student." in said
    (tmp_path / "grading.toml").write_text("drop_lowest = -1\n", encoding="utf-8")
    assert main(command) == 2
    assert "grading.toml, drop_lowest: found -1" in capsys.readouterr().err


def test_mark_serves_the_page_and_grade_takes_the_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course = marking_course(tmp_path / "pack")
    monkeypatch.chdir(course.root)
    write_log(tmp_path / "in" / "jane.jsonl", course, {"small-essay": {"text": "He said so.", "self": {}}})
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)

    def mark(server: MarkServer) -> None:
        digest = server.desk.answer("small-essay", 0).answer.key.digest
        server.desk.save(
            "small-essay", 0, {"digest": digest, "points": {"chain": 1, "hedge": 2}, "comment": ""}
        )

    monkeypatch.setattr(MarkServer, "wait", mark)
    assert main(["mark", str(tmp_path / "in"), "--marker", "ann"]) == 0
    assert opened == [re.search(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", capsys.readouterr().out)[0]]  # type: ignore[index] # fails if there is none
    assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--marks", "marks"]) == 0
    assert "marking.md" in capsys.readouterr().out
    assert main(["mark", str(tmp_path / "in"), "--marker", "Ann Smith"]) == 2
    assert "small letters, digits and hyphens" in capsys.readouterr().err


def test_a_name_that_the_terminal_cannot_write_does_not_end_a_command(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_log(tmp_path / "in" / "ann.jsonl", course, best_answers(course))
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", terminal)
        assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "Отчёт")]) == 0
    assert b"\\u041e" in terminal.buffer.getvalue()
    assert (tmp_path / "Отчёт" / "gradebook.csv").is_file()


@pytest.mark.usefixtures("course")
def test_a_folder_that_is_not_there_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert "Traceback" not in said


def test_a_wrong_unit_is_told_with_those_there_are(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(tmp_path / "in" / "ann.jsonl", course, best_answers(course))
    assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--unit", "1"]) == 2
    assert '"01-small"' in capsys.readouterr().err


def test_outside_a_course_the_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSEPACK_ROOT", raising=False)
    assert main(["build", "--check"]) == 2
    assert "no course.toml here or in a folder above" in capsys.readouterr().err


def test_build_check_fails_with_a_sentence_if_a_notebook_is_missing(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--check"]) == 1
    assert "exercises/01-small.ipynb: the file is missing" in capsys.readouterr().err
    assert course.id


def test_a_broken_file_steers_no_terminal(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(tmp_path / "in" / "ann.jsonl", course, best_answers(course))
    (tmp_path / "grading.toml").write_text('"\\u001b[2J" = 1\n', encoding="utf-8")
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*command, "--rules", str(tmp_path / "grading.toml")]) == 2
    said = capsys.readouterr().err
    assert "[2J" in said
    assert "\x1b" not in said


def test_a_long_run_tells_how_far_it_is_and_how_long_it_takes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter((0.0, 0.1, 10.0, 40.0))
    monkeypatch.setattr("coursepack.cli.progress.monotonic", lambda: next(times))
    progress = Progress()
    for done in (1, 10, 40):
        progress(done, 40)
    first, last = capsys.readouterr().err.split("\r")[1:]
    assert first.strip() == "graded 10 of 40, about 30 seconds left"
    assert last == f"{'graded 40 of 40':<60}\n"


class Gone(io.StringIO):
    """An output whose reader has gone away."""

    def flush(self) -> None:
        """Do what a pipe without a reader does."""
        raise BrokenPipeError


@pytest.mark.usefixtures("course")
def test_a_reader_of_the_output_who_stops_early_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Gone())
    assert main(["hand-in"]) == 0
    assert capsys.readouterr().err == ""
