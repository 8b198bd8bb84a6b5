"""What a log earns, and what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from coursepack.answers import Answer, Answered, HintOpened, LogReading, Record, Revealed
from coursepack.answers.found import Notice
from coursepack.answers.record import Header
from coursepack.grading import GradeStatus
from coursepack.grading.grades import ItemGrade, LogGrade
from coursepack.grading.marking import MOST_TRIES, grade_log
from coursepack.grading.paper import Paper
from support import AT

HEADER = Header("small-course", "learner", AT)


def answered(
    paper: Paper, item: str, answer: Answer, *, hints: int = 0, submitted: bool = True, version: str = ""
) -> Answered:
    known = paper.questions[item].version if item in paper.questions else "00000000"
    return Answered(f"{item}-{hints}-{submitted}", AT, item, version or known, answer, submitted, hints)


def graded(paper: Paper, records: Sequence[Record], **reading: object) -> LogGrade:
    return grade_log(replace(LogReading(HEADER, tuple(records), ()), **reading), paper)  # type: ignore[arg-type] # fields of LogReading


def item(grade: LogGrade, item_id: str) -> ItemGrade:
    return next(entry for entry in grade.items if entry.question.item.id == item_id)


def test_right_answers_earn_every_point_and_no_remark(paper: Paper, best: Mapping[str, Answer]) -> None:
    grade = graded(paper, [answered(paper, name, answer) for name, answer in best.items()])
    assert (grade.points, grade.possible, grade.answered) == (7, 7, 7)
    assert grade.status is GradeStatus.GRADED
    assert grade.notes == ()


def test_a_hint_costs_a_try(paper: Paper) -> None:
    records = [answered(paper, "small-choice", "biden"), answered(paper, "small-choice", "haass", hints=1)]
    assert item(graded(paper, records), "small-choice").points == pytest.approx(2 / 3)


def test_what_was_left_open_is_named_and_has_no_points(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, "small-choice", "haass")])
    assert item(grade, "small-short").points is None
    assert grade.points == 1
    assert grade.status is GradeStatus.GRADED
    assert grade.notes == (
        "Not answered: small-choices, small-classify, small-match, small-number, small-short, small-locate.",
    )


@pytest.mark.parametrize("records", [[], [HintOpened("o", AT, "small-choice", "00000000", 1)]])
def test_a_log_without_answers_has_no_points_and_is_looked_at(paper: Paper, records: list[Record]) -> None:
    grade = graded(paper, records)
    assert grade.points is None
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes == (
        "The file holds no answer to a graded exercise, so there are no points, not 0 points.",
    )


@pytest.mark.parametrize("answer", ["", "  ", None, [], {}])
def test_an_empty_answer_is_no_answer(paper: Paper, answer: Answer) -> None:
    grade = graded(paper, [answered(paper, "small-short", answer), answered(paper, "small-choice", "haass")])
    assert item(grade, "small-short").points is None


def test_an_empty_answer_does_not_hide_a_later_wrong_one(paper: Paper) -> None:
    records = [answered(paper, "small-short", ""), answered(paper, "small-short", "went", hints=1)]
    grade = item(graded(paper, records), "small-short")
    assert grade.points == 0
    assert grade.mark is not None
    assert grade.mark.attempt.answer == "went"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("small-choice", "nobody"),
        ("small-choice", {"a": 1}),
        ("small-choices", "said"),
        ("small-classify", {"A0-02": "feeling"}),
        ("small-match", ["former"]),
        ("small-number", "many"),
        ("small-number", 10**400),
        ("small-short", 7),
        ("small-locate", ["A0-01"]),
    ],
)
def test_an_answer_that_does_not_fit_is_looked_at(paper: Paper, name: str, answer: Answer) -> None:
    grade = graded(paper, [answered(paper, name, answer)])
    assert item(grade, name).points == 0
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0].startswith(f"An answer to {name} does not fit the exercise: ")


def test_an_answer_that_fits_counts_before_one_that_does_not(paper: Paper) -> None:
    records = [answered(paper, "small-choice", "nobody"), answered(paper, "small-choice", "biden", hints=1)]
    grade = graded(paper, records)
    mark = item(grade, "small-choice").mark
    assert mark is not None
    assert mark.attempt.answer == "biden"
    assert grade.status is GradeStatus.NEEDS_REVIEW


def test_an_answer_to_another_version_is_graded_and_told(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, "small-choice", "haass", version="12345678")])
    assert item(grade, "small-choice").points == 1
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0] == (
        "Answered in another version of the exercise, graded by the present one: small-choice."
    )


def test_an_exercise_that_does_not_exist_is_told_and_not_shown_at_length(paper: Paper) -> None:
    records = [answered(paper, "small-choice", "haass"), answered(paper, "x" * 500 + "\n=1", "a")]
    grade = graded(paper, records)
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert (
        grade.notes[0] == f"Answers to exercises that do not exist in this copy of the course: {'x' * 40}…."
    )


def test_many_unknown_exercises_are_counted(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, f"unknown-{number}", "a") for number in range(25)])
    assert grade.notes[-1].endswith("unknown-9 and 15 more.")


def test_answers_to_a_withheld_unit_are_in_order(paper: Paper) -> None:
    records = [answered(paper, "small-choice", "haass"), answered(paper, "withheld-choice", "nobody")]
    grade = graded(paper, records)
    assert grade.status is GradeStatus.GRADED
    assert grade.notes[-1] == "Not graded this time: 1 answer to exercises of other units."


def test_an_answer_after_the_key_earns_nothing_and_says_so(paper: Paper) -> None:
    revealed = Revealed("r", AT, "small-choice", "00000000")
    grade = graded(paper, [revealed, answered(paper, "small-choice", "haass")])
    assert item(grade, "small-choice").points == 0
    assert "Answered only after the key was shown, so without credit: small-choice." in grade.notes


def test_a_draft_counts_and_is_named(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, "small-choice", "haass", submitted=False)])
    assert item(grade, "small-choice").points == 1
    assert "Never submitted, so the last draft was graded: small-choice." in grade.notes


def test_a_lost_header_is_looked_at(paper: Paper) -> None:
    grade = graded(paper, [answered(paper, "small-choice", "haass")], header=None)
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0].startswith("The first line of the file is lost")


@pytest.mark.parametrize(("lines", "told"), [(1, "1 line of the file"), (2, "2 lines of the file")])
def test_lines_left_out_are_looked_at(paper: Paper, lines: int, told: str) -> None:
    notices = tuple(Notice(number, "not JSON") for number in range(lines))
    grade = graded(paper, [answered(paper, "small-choice", "haass")], notices=notices)
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0].startswith(told)


def test_a_made_up_log_with_endless_tries_keeps_the_best_early_one_and_is_told(paper: Paper) -> None:
    records = [answered(paper, "small-choice", "haass")]
    records += [answered(paper, "small-choice", "biden", hints=hints) for hints in range(1, 2000)]
    grade = graded(paper, records)
    own = item(grade, "small-choice")
    assert own.points == 1
    assert own.counted[-1].hints == 1999
    assert len(own.counted) == MOST_TRIES + 1
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert "More tries than the exercise allows: small-choice." in grade.notes
