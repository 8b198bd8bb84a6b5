"""Several files of one student: which one counts, by one rule that is told; and who is one student at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom, read_csv
from coursepack.answers import Answer, Answered, LogReading
from coursepack.answers.record import Header
from coursepack.faults import CourseError
from coursepack.grading import GradeStatus, grade
from coursepack.grading.collect import Submission, submission
from coursepack.grading.looking import Look
from coursepack.grading.several import MOST_FILES, Row, rows_of
from coursepack.grading.together import together
from coursepack.grading.written import written_class
from support import marking_course

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00"
FIRST, SECOND = "doejane_123_456_answers.jsonl", "doejane_123_457_answers-1.jsonl"
BLACKBOARD = "Unit 2_{}_attempt_2025-10-{:02}-14-05-59_answers.jsonl"
MOODLE = "Jane Doe_98_assignsubmission_file_/{}.jsonl"


def part(best: Mapping[str, Answer], *items: str) -> dict[str, Answer]:
    return {f"small-{item}": best[f"small-{item}"] for item in items}


# One student: which file counts


def test_an_earlier_state_of_the_same_log_does_not_count_and_asks_for_no_review(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(SECOND, part(best, "choice", "choices"))
    classroom.hand_in(FIRST, best)
    report = classroom.grade()
    assert (report.row["file"], report.row["points"], report.row["status"]) == (FIRST, "7", "graded")
    assert f"Handed in as well: {SECOND}. That is an earlier state of the file that counts." in report.page
    assert "Students handed in 1 more file; the notes say what counts." in report.summary.text()
    assert report.summary.counts[GradeStatus.GRADED] == 1


def test_the_same_file_handed_in_again_too_late_costs_nothing(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in(FIRST, best)
    classroom.hand_in("doejane_LATE_123_457_answers-1.jsonl", best)
    rules = tmp_path / "grading.toml"
    rules.write_text("late_factor = 0.5", encoding="utf-8")
    row = classroom.grade(rules=rules).row
    assert (row["file"], row["late"], row["points"], row["status"]) == (FIRST, "", "7", "graded")
    assert "with the same answers: doejane_LATE_123_457_answers-1.jsonl" in row["notes"]


def test_of_two_logs_the_one_counts_that_was_handed_in_last(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(FIRST, {**best, "small-choice": "biden"}, learner="a", at="2026-03-09T09:00:00Z")
    classroom.hand_in(SECOND, best, learner="b")
    row = classroom.grade().row
    assert (row["file"], row["points"], row["status"]) == (SECOND, "7", "graded")
    assert f"{FIRST} (7 answered, 6 points). The file that was handed in last counts." in row["notes"]


@pytest.mark.parametrize(
    ("first", "second"), [(FIRST, SECOND), (BLACKBOARD.format("jdoe", 3), BLACKBOARD.format("jdoe", 4))]
)
def test_work_on_two_computers_needs_review_and_the_other_file_can_be_chosen(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path, first: str, second: str
) -> None:
    classroom.hand_in(first, part(best, "choice", "choices", "match"), learner="a")
    classroom.hand_in(second, part(best, "number"), learner="b")
    report = classroom.grade()
    assert (report.row["file"], report.row["status"]) == (second, "needs review")
    assert "a file that does not count: small-choice, small-choices, small-match." in report.row["notes"]
    assert f'count = ["{first}"]' in report.row["notes"]
    assert "count = [" not in report.page
    rules = tmp_path / "grading.toml"
    rules.write_text(f'count = ["{first}"]', encoding="utf-8")
    row = classroom.grade(rules=rules).row
    assert (row["file"], row["points"], row["status"]) == (first, "3", "graded")
    assert f"Handed in as well: {second}. Your teacher chose what counts." in row["notes"]


def test_work_on_two_computers_can_be_graded_together(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in(FIRST, part(best, "choice", "match"), learner="a", at="2026-03-02T12:00:00Z")
    classroom.hand_in(SECOND, part(best, "number"), learner="b")
    assert f'count = ["{FIRST}", "{SECOND}"]' in classroom.grade().row["notes"]
    rules = tmp_path / "grading.toml"
    rules.write_text(f'count = ["{FIRST}", "{SECOND}"]', encoding="utf-8")
    report = classroom.grade(rules=rules)
    assert (report.row["points"], report.row["answered"], report.row["status"]) == ("3", "3", "graded")
    assert f"Your teacher lets these files count together: {FIRST}, {SECOND}." in report.page
    assert report.row["receipt"]


def test_a_line_that_stands_in_both_files_counts_once_and_a_clock_that_goes_back_is_told() -> None:
    def log(*records: tuple[str, str]) -> LogReading:
        lines = [Answered(name, at, "i", "v", "x", submitted=True, hints=0) for name, at in records]
        return LogReading(Header("c", "l", "t"), tuple(lines), ())

    one = log(("a", "2026-01-01T10:00:00Z"), ("b", "?"), ("c", "2026-01-01T09:00:00Z"))
    other = log(("a", "2026-01-01T10:00:00Z"), ("d", "2026-01-01T09:30:00Z"))
    assert [record.operation for record in together([one, other]).records] == ["a", "b", "c", "d"]


def test_where_nothing_tells_the_order_the_latest_answer_counts_and_a_person_looks(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(MOODLE.format("home"), best, learner="a", at="2026-03-09T09:00:00Z")
    classroom.hand_in(MOODLE.format("laptop"), best, learner="b", at="2026-03-08T09:00:00Z")
    row = classroom.grade().row
    assert (row["file"], row["status"]) == (MOODLE.format("home"), "needs review")
    assert "It is not known which was handed in last" in row["notes"]


def test_a_late_file_that_counts_says_what_there_was_in_time(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(FIRST, part(best, "choice"))
    late = SECOND.replace("doejane_", "doejane_LATE_")
    classroom.hand_in(late, best)
    report = classroom.grade()
    assert (report.row["file"], report.row["late"], report.row["status"]) == (late, "late", "graded")
    assert f"In time, but not counted: {FIRST} (1 answered, 1 point)." in report.row["notes"]
    assert "In time" not in report.page


def test_another_file_that_counts_is_a_change_of_marks_and_not_another_student(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(FIRST, {**best, "small-choice": "biden"}, learner="a")
    first = classroom.grade()
    classroom.hand_in(SECOND, best, learner="b")
    summary = grade(classroom.course, classroom.submissions, classroom.out, before=first.folder)
    assert summary.changes is not None
    (row,) = read_csv(summary.changes.path)
    assert (row["file"], row["exercise"], row["before"], row["after"]) == (SECOND, "small-choice", "0", "1")


def test_something_else_beside_a_log_does_not_count(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    photo = "doejane_123_458_photo.png"
    classroom.hand_in(FIRST, best)
    classroom.hand_in_bytes(photo, PICTURE)
    report = classroom.grade()
    assert (report.row["file"], report.row["points"], report.row["status"]) == (FIRST, "7", "graded")
    assert f"{photo}. That cannot be read and does not count." in report.row["notes"]
    (unread,) = report.unreadable
    assert (unread["file"], unread["what to do"]) == (photo, "Nothing: another file of this student counts.")


@pytest.mark.parametrize("broken", [PICTURE, b"", b'{"log":"coursepack"'])
def test_a_broken_log_never_hides_one_that_can_be_read_but_a_later_one_is_asked_for(
    classroom: Classroom, best: Mapping[str, Answer], broken: bytes
) -> None:
    classroom.hand_in(FIRST, best)
    classroom.hand_in_bytes(SECOND, broken)
    report = classroom.grade()
    assert (report.row["file"], report.row["points"], report.row["status"]) == (FIRST, "7", "needs review")
    assert f"broken: {SECOND}. Ask for that file again." in report.row["notes"]
    assert report.unreadable[0]["what to do"].startswith("Ask")
    classroom.hand_in(SECOND, best)
    classroom.hand_in_bytes(FIRST, broken)
    assert classroom.grade().row["status"] == "graded"


def test_a_log_without_a_graded_answer_never_hides_one_that_has_some(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in(FIRST, best, learner="a")
    classroom.hand_in(SECOND, {"other-unit": "x"}, learner="b")
    row = classroom.grade().row
    assert (row["file"], row["status"]) == (FIRST, "graded")
    assert f"{SECOND}. That holds no answer to a graded exercise" in row["notes"]


def test_files_none_of_which_can_be_read_are_one_row(classroom: Classroom) -> None:
    classroom.hand_in_bytes(FIRST, PICTURE)
    classroom.hand_in_bytes(SECOND, b"")
    report = classroom.grade()
    assert (report.row["status"], report.row["points"], report.row["file"]) == ("unreadable", "", SECOND)
    assert len(report.unreadable) == 2


def test_a_chosen_file_that_nobody_handed_in_is_told(classroom: Classroom, tmp_path: Path) -> None:
    classroom.hand_in(FIRST, {"small-choice": "haass"})
    rules = tmp_path / "grading.toml"
    rules.write_text('count = ["doejane.jsonl"]', encoding="utf-8")
    with pytest.raises(CourseError, match=r'grading.toml, count: found "doejane.jsonl"'):
        classroom.grade(rules=rules)


# Who is one student


def test_files_that_share_only_a_name_stay_apart(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    classroom.hand_in("group-a/jane.jsonl", best, learner="a")
    classroom.hand_in("group-b/jane.jsonl", part(best, "choice"), learner="b")
    report = classroom.grade()
    assert [(row["student"], row["status"]) for row in report.rows] == [("jane", "needs review")] * 2
    assert "The same name stands on another file: group-b/jane.jsonl." in report.rows[0]["notes"]
    assert {"feedback/jane.html", "feedback/jane-2.html"} <= set(report.files())


def test_a_teacher_can_say_that_files_of_one_name_are_one_students(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    for group, items in (("a", ["choice"]), ("b", ["number"]), ("c", ["match"])):
        classroom.hand_in(f"group-{group}/jane.jsonl", part(best, *items), learner=group)
    rules = tmp_path / "grading.toml"
    rules.write_text('count = ["group-a/jane.jsonl", "group-c/jane.jsonl"]', encoding="utf-8")
    rows = classroom.grade(rules=rules).rows
    assert [(row["points"], row["status"]) for row in rows] == [("2", "needs review"), ("1", "needs review")]
    assert "count together: group-a/jane.jsonl, group-c/jane.jsonl" in rows[0]["notes"]


def test_an_unreadable_file_of_the_same_name_may_be_another_students(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("group-a/jane.jsonl", best)
    classroom.hand_in_bytes("group-b/jane.jsonl", PICTURE)
    assert [row["status"] for row in classroom.grade().rows] == ["needs review", "unreadable"]


def test_a_second_download_of_one_log_is_one_student(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("jane.jsonl", part(best, "choice"))
    classroom.hand_in("jane (1).jsonl", best)
    row = classroom.grade().row
    assert (row["student"], row["file"], row["status"]) == ("jane", "jane (1).jsonl", "graded")


def test_a_log_whose_first_line_is_lost_is_found_inside_its_fuller_state(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    path = classroom.hand_in("jane/answers.jsonl", best)
    lines = path.read_bytes().splitlines(keepends=True)
    classroom.hand_in_bytes("jane/answers (1).jsonl", b"".join(lines[1:4]))
    assert classroom.grade().row["file"] == "jane/answers.jsonl"


def test_the_class_list_makes_files_under_two_names_one_student(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    classroom.hand_in("Doe, Jane.jsonl", part(best, "choice"), learner="a", at="2026-03-01T09:00:00Z")
    classroom.hand_in("doejane_123_456_answers.jsonl", best, learner="b")
    students = tmp_path / "class.csv"
    students.write_text("student\nJane Doe\nCarl\n", encoding="utf-8")
    carl, jane = classroom.grade(class_list=students).rows
    assert (carl["status"], jane["student"], jane["points"]) == ("missing", "Jane Doe", "7")
    assert jane["id"] == "123"


def test_two_user_names_that_end_alike_are_two_students(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    for user in ("j_doe", "r_doe", "poe"):
        classroom.hand_in(BLACKBOARD.format(user, 3), best, learner=user)
    report = classroom.grade()
    assert [(row["student"], row["id"], row["status"]) for row in report.rows] == [
        ("j_doe", "j_doe", "graded"),
        ("poe", "poe", "graded"),
        ("r_doe", "r_doe", "graded"),
    ]


def test_a_folder_full_of_one_name_is_not_compared_without_end(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    for number in range(MOST_FILES + 1):
        classroom.hand_in(f"Week 3/answers ({number}).jsonl", part(best, "choice"))
    rows = classroom.grade().rows
    assert len(rows) == MOST_FILES + 1
    assert {row["status"] for row in rows} == {"needs review"}
    assert f"There are {MOST_FILES + 1} files of this name, too many" in rows[0]["notes"]


# The rule itself


def seen(file: str, *records: int, latest: float = 0, answered: str = "a") -> Look:
    return Look(
        submission(file, ""), learner="a", records=frozenset(records), latest=latest, answered=(answered,)
    )


def counting(*looks: Look) -> Row:
    files = {entry.submission.file: entry for entry in looks}
    (row,) = rows_of([entry.submission for entry in looks], lambda own: files[own.file])
    return row


def test_a_file_with_an_order_and_one_without_are_told_apart_by_their_answers_alone() -> None:
    numbered = seen(FIRST, 1, latest=1)
    plain = Look(
        Submission("doejane", "x.jsonl", number="123"), records=frozenset([2]), latest=2, answered=("a",)
    )
    row = counting(numbered, plain)
    assert (row.submission.file, row.review) == ("x.jsonl", True)


def test_the_rule_does_not_depend_on_the_order_of_the_files() -> None:
    looks = [seen(MOODLE.format("a"), 1, latest=5), seen(MOODLE.format("b"), 2, latest=5)]
    assert counting(*looks).submission.file == counting(*looks[::-1]).submission.file


def test_only_students_with_several_files_are_looked_at_twice() -> None:
    def look(_own: Submission) -> Look:
        raise AssertionError("one file needs no second look")

    handed_in = [submission(f"s{number}_{number}_1_answers.jsonl", "") for number in range(9)]
    assert len(list(rows_of(sorted(handed_in, key=lambda own: own.student), look))) == 9


# Written answers follow the same rule


def test_a_marker_reads_the_text_of_the_file_that_counts(tmp_path: Path) -> None:
    course = marking_course(tmp_path / "course")
    room = Classroom(course, tmp_path / "submissions", tmp_path / "report")
    for file, text in ((FIRST, "The first text."), (SECOND, "The second text.")):
        room.hand_in(file, {"small-essay": {"text": text, "self": {}}}, learner=file)
    for chosen, text in ((frozenset(), "The second text."), (frozenset([FIRST]), "The first text.")):
        gathered = written_class(course, room.submissions, chosen=chosen)
        assert [answer.text for answers in gathered.answers.values() for answer in answers] == [text]
