"""Late files: by the platform's mark or time, or by the class list; never by the clock in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from classroom import Classroom, Report
from coursepack.answers import Answer
from coursepack.faults import CourseError
from coursepack.grading.class_list import Listed, load_class
from coursepack.grading.collect import submission
from coursepack.grading.lateness import timed
from coursepack.grading.roll import call_the_roll
from coursepack.grading.rules import load_rules

DUE = datetime(2026, 1, 31, 23, 59)  # noqa: DTZ001 (the clock of a school, without a zone)
CANVAS = "doejane_LATE_123_456_answers.jsonl"
MOODLE = "Jane Doe_98_assignsubmission_file_/answers.jsonl"


def blackboard(attempt: str, user: str = "jdoe") -> str:
    return f"Unit 2_{user}_attempt_{attempt}_answers.jsonl"


def with_rules(classroom: Classroom, tmp_path: Path, rules: str, students: str = "") -> Report:
    own = tmp_path / "grading.toml"
    own.write_text(rules, encoding="utf-8")
    if not students:
        return classroom.grade(rules=own)
    class_list = tmp_path / "class.csv"
    class_list.write_text(students, encoding="utf-8")
    return classroom.grade(rules=own, class_list=class_list)


@pytest.mark.parametrize(
    ("attempt", "late"),
    [("2026-01-31-23-59-00", False), ("2026-01-31-23-59-01", True), ("2025-12-31-23-59-59", False)],
)
@pytest.mark.parametrize(
    "due", [DUE, DUE.replace(tzinfo=UTC), DUE.replace(tzinfo=timezone(timedelta(hours=-8)))]
)
def test_an_attempt_is_late_from_the_second_after_due_on_the_schools_own_clock(
    attempt: str, due: datetime, *, late: bool
) -> None:
    assert timed(submission(blackboard(attempt), ""), due).late is late


def test_a_late_attempt_says_both_times_and_loses_what_the_rules_say(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in(blackboard("2026-02-01-00-10-00"), best)
    report = with_rules(classroom, tmp_path, "due = 2026-01-31T23:59:00+01:00\nlate_factor = 0.5")
    assert (report.row["late"], report.row["points"]) == ("late", "3.5")
    assert "Late: handed in on 2026-02-01 at 00:10:00, due on 2026-01-31 at 23:59:00." in report.page
    assert "late that the platform took after 2026-01-31 23:59:00." in report.summary.text()


def test_the_clock_in_the_log_makes_nobody_late(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in("jane.jsonl", best, at="2099-01-01T00:00:00Z")
    report = with_rules(classroom, tmp_path, "due = 2026-01-31T23:59:00\nlate_factor = 0.5")
    assert (report.row["late"], report.row["points"]) == ("", "7")
    assert "no file here tells when it was handed in" in report.summary.text()


@pytest.mark.parametrize(
    ("file", "word", "late"),
    [
        (MOODLE, "yes", "late"),
        (MOODLE, "X", "late"),
        (MOODLE, "", ""),
        (MOODLE, "no", ""),
        (CANVAS, "", "late"),
        (CANVAS, "no", ""),
        (blackboard("2026-02-05-00-00-00", "janedoe"), "No", ""),
    ],
)
def test_the_class_list_goes_before_the_platform(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path, file: str, word: str, late: str
) -> None:
    classroom.hand_in(file, best)
    row = with_rules(classroom, tmp_path, f"due = {DUE.isoformat()}", f"student,late\nJane Doe,{word}\n").row
    assert row["late"] == late
    assert ("class list" in row["notes"]) is bool(word and (late or file != MOODLE))


def test_a_student_may_have_more_time_than_the_class() -> None:
    files = [submission(blackboard("2026-02-03-10-00-00", user), "") for user in ("jdoe", "rroe", "nobody")]
    students = [
        Listed("Jane Doe", "jdoe", due=datetime(2026, 2, 3, 12, tzinfo=UTC)),
        Listed("Ric Roe", "rroe"),
    ]
    called = call_the_roll(files, students, DUE)
    assert {entry.student: entry.late for entry in called} == {
        "Jane Doe": False,
        "Ric Roe": True,
        "nobody": True,
    }


def test_late_and_due_are_read_from_the_list(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(
        "student;late;due\nJane;TRUE;2026-02-03 12:00\nRic;;\nAnn;n;2026-02-03T12:00+01:00\n",
        encoding="utf-8",
    )
    assert [(entry.late, entry.due and entry.due.day) for entry in load_class(tmp_path / "class.csv")] == [
        (True, 3),
        (None, None),
        (False, 3),
    ]


def test_a_word_or_a_time_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("student,late,due\nJane,maybe,\nRic,,2026-02-03\nAnn,,3.2.2026 12:00\n", encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_class(path)
    assert [(fault.where, fault.found) for fault in caught.value.faults] == [
        ("line 2", '"maybe" in the column late'),
        ("line 3", '"2026-02-03" in the column due'),
        ("line 4", '"3.2.2026 12:00" in the column due'),
    ]


@pytest.mark.parametrize("due", ["2026-01-31", "23:59:00", '"2026-01-31T23:59:00"', "1", "true"])
def test_a_due_that_is_no_day_with_a_time_is_told(tmp_path: Path, due: str) -> None:
    path = tmp_path / "grading.toml"
    path.write_text(f"due = {due}", encoding="utf-8")
    with pytest.raises(CourseError, match=r"grading.toml, due: .* such as 2026-01-31T23:59:00"):
        load_rules(path)
