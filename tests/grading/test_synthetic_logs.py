"""The generator of made-up classes: the same seed, the same class, in logs that are real ones."""

from __future__ import annotations

from pathlib import Path

from classroom import Classroom
from coursepack.answers import Answered, read_log
from coursepack.course import Course
from coursepack.grading.made_up import write_logs


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_class(course: Course, tmp_path: Path) -> None:
    for folder, count, seed in (("a", 5, 1), ("b", 5, 1), ("c", 5, 2), ("d", 3, 1)):
        write_logs(course, tmp_path / folder, count, seed)
    first = contents(tmp_path / "a")
    assert len(first) == 5
    assert contents(tmp_path / "b") == first
    assert not set(contents(tmp_path / "c").values()) & set(first.values())
    assert contents(tmp_path / "d").items() < first.items()


def test_made_up_logs_are_graded_without_a_doubt(classroom: Classroom) -> None:
    write_logs(classroom.course, classroom.submissions, 20, 1)
    report = classroom.grade()
    assert {row["status"] for row in report.rows} == {"graded"}
    assert report.unreadable == []
    assert len({row["points"] for row in report.rows}) > 5


def test_with_one_try_each_a_log_is_a_draft_and_an_answer_for_each_exercise(
    course: Course, tmp_path: Path
) -> None:
    write_logs(course, tmp_path / "once", 1, 1, once=True)
    reading = read_log(tmp_path / "once" / "student-000000.jsonl", course.id)
    assert {type(record) for record in reading.records} == {Answered}
    assert {(past.tries, past.hints) for past in reading.histories.values()} == {(1, 0)}
    assert len(reading.records) == 2 * len(reading.histories)
