"""A past that cannot have been is told to a person, and costs no point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.answers import Answer, Answered, HintOpened, LogReading, Record, Revealed
from coursepack.answers.found import Joint
from coursepack.answers.record import Header
from coursepack.grading import GradeStatus
from coursepack.grading.collect import UNLISTED
from coursepack.grading.grades import LogGrade
from coursepack.grading.marking import grade_log
from coursepack.grading.paper import Paper

HEADER = Header("small-course", "learner", "2026-03-02T09:00:00.000Z")
LAST = "Nothing was taken off for it."


def at(minute: float) -> str:
    return f"2026-03-02T09:{int(minute):02d}:{int(minute % 1 * 60):02d}.000Z"


def answered(
    paper: Paper, answer: Answer, minute: float, *, hints: int = 0, item: str = "small-choice", when: str = ""
) -> Answered:
    version = paper.questions[item].version
    name = f"{item}-{minute}-{hints}-{when}"
    return Answered(name, when or at(minute), item, version, answer, submitted=True, hints=hints)


def graded(paper: Paper, records: Sequence[Record], *joints: Joint) -> LogGrade:
    return grade_log(LogReading(HEADER, tuple(records), (), joints), paper)


def told(paper: Paper, records: Sequence[Record], sentence: str) -> LogGrade:
    grade = graded(paper, records)
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert any(sentence in note for note in grade.notes)
    assert any(note.endswith(LAST) for note in grade.notes)
    return grade


def test_an_ordinary_past_is_no_doubt(paper: Paper) -> None:
    version = paper.questions["small-choice"].version
    records: list[Record] = [
        answered(paper, "biden", 1),
        HintOpened("h", at(1.5), "small-choice", version, 1),
        answered(paper, "putin", 2, hints=1),
        HintOpened("i", at(2), "small-choice", version, 2),
        answered(paper, "haass", 3, hints=2),
        Revealed("r", at(3), "small-choice", version),
        answered(paper, "said", 2.5, item="small-short"),
        answered(paper, "said", 4, item="small-short"),
        answered(paper, "cast", 5, item="small-short"),
    ]
    assert graded(paper, records).status is GradeStatus.GRADED


def test_times_that_go_backwards_are_told_and_cost_nothing(paper: Paper) -> None:
    records = [answered(paper, "haass", 9), answered(paper, "said", 1, item="small-short")]
    assert told(paper, records, "The times in the file go back once.").points == 1
    records.append(answered(paper, "4", 0, item="small-number"))
    told(paper, [*records, answered(paper, "5", 9, item="small-number")], "go back once.")


def test_the_second_of_two_logs_may_be_older(paper: Paper) -> None:
    records = [answered(paper, "haass", 9), answered(paper, "said", 1, item="small-short")]
    assert graded(paper, records, Joint(3, 1, other=False)).status is GradeStatus.GRADED


@pytest.mark.parametrize("when", ["yesterday", "", "2026-13-01", "9" * 400])
def test_a_time_that_is_none_is_told(paper: Paper, when: str) -> None:
    told(paper, [answered(paper, "haass", 0, when=when or " ")], "1 line has no time that can be read.")


@pytest.mark.parametrize(
    "times",
    [
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00"),
        ("2026-03-02T09:00:00", "2026-03-02T09:00:00Z", "2026-03-02"),
    ],
)
def test_strange_times_never_stop_the_grading(paper: Paper, times: tuple[str, ...]) -> None:
    records = [answered(paper, "haass", number, when=when) for number, when in enumerate(times)]
    told(paper, records, "The times in the file go back once.")


def test_hints_beyond_those_there_are_are_told(paper: Paper) -> None:
    grade = told(paper, [answered(paper, "haass", 1, hints=7)], "More hints are open than the exercise has")
    assert grade.points == pytest.approx(1 / 3)


def test_more_tries_than_allowed_are_told(paper: Paper) -> None:
    records = [answered(paper, "biden", hints, hints=hints) for hints in range(3)]
    records.append(answered(paper, "haass", 3, hints=3))
    told(paper, records, "More tries than the exercise allows: small-choice.")


def test_an_answer_after_the_key_is_told_and_the_one_before_it_counts(paper: Paper) -> None:
    records: list[Record] = [
        answered(paper, "haass", 1),
        Revealed("r", at(2), "small-choice", "v"),
        answered(paper, "biden", 3),
    ]
    grade = told(paper, records, "Submitted after the key was shown, which does not count: small-choice.")
    assert grade.points == 1


def test_a_log_of_another_student_is_told_in_one_sentence(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, "haass", 1)], Joint(7, 1, other=True))
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0].startswith("A log of another copy of the course")
    assert "begins at line 7." in grade.notes[0]


def test_doubts_are_told_to_the_teacher_and_stand_on_no_students_page(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    path = classroom.hand_in("jane.jsonl", best)
    classroom.hand_in("other.jsonl", best, learner="another", at="2020-01-01T00:00:00.000Z")
    other = classroom.submissions / "other.jsonl"
    path.write_bytes(path.read_bytes() + other.read_bytes())
    other.unlink()
    roll = tmp_path / "class.csv"
    roll.write_text("student\nJim\n", encoding="utf-8")
    report = classroom.grade(class_list=roll)
    notes = next(row["notes"] for row in report.rows if row["file"])
    for sentence in ("A log of another copy of the course", UNLISTED):
        assert sentence in notes
        assert sentence not in report.page
