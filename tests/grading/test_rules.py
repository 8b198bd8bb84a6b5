"""A class's own rules: they change the sum and say so, and never the points of an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.answers import Answer, Answered, LogReading
from coursepack.answers.record import Header
from coursepack.faults import CourseError
from coursepack.grading.grades import LogGrade
from coursepack.grading.marking import grade_log
from coursepack.grading.paper import Paper
from coursepack.grading.rules import Rules, Tries, load_rules, outcome
from support import AT

ITEMS = [f"small-{kind}" for kind in ("choice", "choices", "classify", "match", "number", "short", "locate")]
LATE = "doejane_LATE_123_456_answers.jsonl"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "grading.toml"
    path.write_text(text, encoding="utf-8")
    return path


def graded(paper: Paper, answers: Sequence[tuple[str, Answer, int]]) -> LogGrade:
    records = tuple(
        Answered(f"{number}", AT, item, paper.questions[item].version, answer, submitted=True, hints=hints)
        for number, (item, answer, hints) in enumerate(answers)
    )
    return grade_log(LogReading(Header("small-course", "learner", AT), records, ()), paper)


def test_an_empty_file_of_rules_changes_nothing(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in(LATE, best, hints={"small-choice": 1})
    before = classroom.grade().files()
    assert classroom.grade(rules=written(tmp_path, "")).files() == before
    assert load_rules(written(tmp_path, 'late_factor = 1\ndrop_lowest = 0\ntries = "best"')) == Rules()


def test_points_of_a_late_file_are_multiplied_and_those_of_exercises_stay(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in(LATE, best)
    report = classroom.grade(rules=written(tmp_path, "late_factor = 0.9"))
    assert (report.row["points"], report.row["percent"], report.row["status"]) == ("6.3", "90", "graded")
    assert {report.row[item] for item in ITEMS} == {"1"}
    sentence = "the points were multiplied by 0.9: 6.3 instead of 7."
    assert sentence in report.row["notes"]
    assert sentence in report.page
    assert "6.3 of 7 points" in report.page
    assert "By your rules the points of late files are multiplied by 0.9." in report.summary.text()


def test_a_file_in_time_keeps_its_points(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in("doejane_123_456_answers.jsonl", best)
    assert classroom.grade(rules=written(tmp_path, "late_factor = 0")).row["points"] == "7"


def test_the_worst_exercises_are_left_out_of_points_and_of_what_was_possible(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in("jane.jsonl", {**best, "small-choice": "biden", "small-locate": ""})
    report = classroom.grade(rules=written(tmp_path, "drop_lowest = 2"))
    assert (report.row["points"], report.row["possible"], report.row["percent"]) == ("5", "5", "100")
    assert (report.row["small-choice"], report.row["small-locate"]) == ("0", "")
    assert "the worst 2 exercises do not count: small-choice, small-locate." in report.row["notes"]
    assert "5 of 5 points" in report.page


def test_what_was_not_answered_is_left_out_before_what_earned_nothing(paper: Paper) -> None:
    grade = graded(paper, [(item, "x", 0) for item in ITEMS if item != "small-choices"])
    (note,) = outcome(grade, Rules(drop_lowest=1), late=False).notes
    assert note.endswith("the worst 1 exercise does not count: small-choices.")


def test_the_last_try_counts_where_the_rules_say_so(paper: Paper) -> None:
    grade = graded(paper, [("small-choice", "haass", 0), ("small-choice", "biden", 1)])
    assert (grade.points, outcome(grade, Rules(), late=False).points) == (1, 1)
    worth = outcome(grade, Rules(tries=Tries.LAST), late=False)
    assert worth.points == 0
    assert worth.notes == ("By the rules of this class the last try counts: small-choice 0 instead of 1.",)


def test_no_answer_is_no_points_under_any_rules(paper: Paper) -> None:
    worth = outcome(graded(paper, []), Rules(0.0, 3, Tries.LAST), late=True)
    assert (worth.points, worth.notes) == (None, ())


def test_all_rules_together_never_raise_points_above_what_is_possible(
    paper: Paper, best: Mapping[str, Answer]
) -> None:
    grade = graded(paper, [(item, answer, 0) for item, answer in best.items()])
    for dropped in range(paper.possible):
        worth = outcome(grade, Rules(0.5, dropped, Tries.LAST), late=True)
        assert worth.possible == paper.possible - dropped
        assert worth.points == pytest.approx(worth.possible / 2)


def test_all_faults_of_the_rules_are_told_at_once(tmp_path: Path) -> None:
    text = 'late_factor = 1.5\ndrop_lowest = -1\ntries = "first"\nbonus = 3\n'
    with pytest.raises(CourseError) as caught:
        load_rules(written(tmp_path, text))
    assert [fault.where for fault in caught.value.faults] == ["late_factor", "drop_lowest", "tries", "bonus"]
    assert 'expected "best" or "last"' in str(caught.value)
    assert '"count", "drop_lowest", "due", "late_factor", "tries" or "withheld"' in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "late_factor = nan",
        "late_factor = true",
        'late_factor = "0.9"',
        "drop_lowest = 1.5",
        "drop_lowest = inf",
        "tries = 1",
        "late_factor",
        "[late]\nfactor = 1",
    ],
)
def test_a_wrong_value_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(CourseError, match=r"grading\.toml"):
        load_rules(written(tmp_path, text))


def test_rules_that_leave_nothing_or_are_not_there_are_told(classroom: Classroom, tmp_path: Path) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    with pytest.raises(CourseError, match="7 exercises to be left out of 7; expected a number below 7"):
        classroom.grade(rules=written(tmp_path, "drop_lowest = 7"))
    with pytest.raises(CourseError, match="no such file"):
        classroom.grade(rules=tmp_path / "none.toml")
    assert not classroom.out.exists()
