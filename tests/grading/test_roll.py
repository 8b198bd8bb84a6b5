"""The class list: whoever handed in nothing has a row, and nobody's file goes astray."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom import Classroom, Report
from coursepack.faults import CourseError
from coursepack.grading import GradeStatus
from coursepack.grading.class_list import MOST_FAULTS, Listed, load_class
from coursepack.grading.collect import Submission, sorted_by_student, submission
from coursepack.grading.roll import call_the_roll

ANSWER = {"small-choice": "haass"}


def class_list(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def with_list(classroom: Classroom, tmp_path: Path, content: str) -> Report:
    return classroom.grade(class_list=class_list(tmp_path, content))


def test_a_student_without_a_file_is_a_row_without_points_and_with_a_sentence(
    classroom: Classroom, tmp_path: Path
) -> None:
    classroom.hand_in("jane.jsonl", ANSWER)
    report = with_list(classroom, tmp_path, "student,id\nJane,7\n=Carl,8\n")
    carl, jane = report.rows
    assert (carl["student"], carl["id"], carl["status"], carl["points"], carl["percent"]) == (
        "'=Carl",
        "8",
        "missing",
        "",
        "",
    )
    assert carl["notes"].startswith(
        "No file of this student was found, so there are no points, not 0 points."
    )
    assert (jane["student"], jane["id"], jane["status"]) == ("Jane", "7", "graded")
    assert report.summary.counts[GradeStatus.MISSING] == 1
    assert (
        "1 files, 1 graded, 0 needs review, 0 unreadable. Students of the class list without a file: 1."
        in (report.summary.text())
    )
    assert [path.name for path in (report.folder / "feedback").iterdir()] == ["Jane.html"]


def test_the_gradebook_export_of_canvas_is_a_class_list(tmp_path: Path) -> None:
    export = (
        "\ufeffStudent,ID,SIS Login ID,Section,Work (77)\n,,,,Manual Posting\n    Points Possible,,,,20.0\n"
        '"Doe, Jane",123,jdoe,One,\n'
    )
    assert load_class(class_list(tmp_path, export)) == (Listed("Doe, Jane", "123"),)


def test_a_file_of_nobody_on_the_list_is_graded_and_said(classroom: Classroom, tmp_path: Path) -> None:
    classroom.hand_in("jnae.jsonl", ANSWER)
    jane, other = with_list(classroom, tmp_path, "student\njane\n").rows
    assert (jane["status"], other["status"], other["points"]) == ("missing", "graded", "1")
    assert "Nobody on the class list has this name or id." in other["notes"]


@pytest.mark.parametrize(
    "file",
    [
        "Jane Doe.jsonl",
        "doe-jane/answers.jsonl",
        "Doe, Jane.jsonl",
        "JANE_DOE.txt",
        "doejane_123_456_answers.jsonl",
        "doejane_LATE_123_456_answers.jsonl",
        "Jane Doe_98_assignsubmission_file_/answers.jsonl",
    ],
)
def test_a_name_is_found_however_it_is_written(file: str) -> None:
    (found,) = call_the_roll([submission(file, "")], [Listed("Jane Doe")])
    assert (found.student, found.unlisted, found.missing) == ("Jane Doe", False, False)


def test_the_platforms_number_decides_before_the_name() -> None:
    students = [Listed("Jane Doe", "1"), Listed("Jane Doe", "2"), Listed("Carl", "3")]
    files = [submission("doejane_2_456_answers.jsonl", ""), submission("carl_9_456_answers.jsonl", "")]
    called = call_the_roll(files, students)
    assert [(entry.student, entry.number, entry.missing, entry.unlisted) for entry in called] == [
        ("Carl", "3", True, False),
        ("carl", "9", False, True),
        ("Jane Doe", "1", True, False),
        ("Jane Doe", "2", False, False),
    ]


@pytest.mark.parametrize("users", [["s_12"], ["s_12", "s_34"], ["s_12", "x_34"]])
def test_a_user_name_with_an_underscore_is_found_on_the_list(users: list[str]) -> None:
    files = [f"Unit 2_{user}_attempt_2025-10-03-14-05-59_answers.jsonl" for user in users]
    students = [Listed(f"Student {user}", user) for user in users]
    called = call_the_roll(sorted_by_student(submission(file, "") for file in files), students)
    assert [(entry.student, entry.number, entry.missing) for entry in called] == [
        (f"Student {user}", user, False) for user in users
    ]


def test_a_name_that_two_students_share_is_not_guessed() -> None:
    students = [Listed("Jane Doe", "1"), Listed("Doe, Jane", "2")]
    called = call_the_roll([Submission("jane doe", "jane doe.jsonl")], students)
    assert [(entry.missing, entry.unlisted) for entry in called].count((True, False)) == 2
    assert [entry.file for entry in called if entry.unlisted] == ["jane doe.jsonl"]


def test_two_students_of_one_name_are_not_one_student_with_two_files(classroom: Classroom) -> None:
    for number in (98, 99):
        classroom.hand_in(f"Participant_{number}_assignsubmission_file_/answers.jsonl", ANSWER)
    assert {row["status"] for row in classroom.grade().rows} == {"graded"}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffStudent;ID\r\nJane Doe;7\r\n",
        "id\tstudent\n7\tJane Doe\n",
        'group,student,id\nA,"Jane Doe",7\n',
        "student,id\nJane Doe, 7 \n\n",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, content: str) -> None:
    assert load_class(class_list(tmp_path, content)) == (Listed("Jane Doe", "7"),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "found the columns none"),
        ("name\nJane\n", "found the columns name"),
        ("student,student\na,b\n", "found the columns student, student"),
        ("student\n", "found no students"),
        ("student,id\n,7\n", "line 2: found no name"),
        ("student\nDoe, Jane\n", 'Put a name with a comma in quotation marks: "Doe, Jane".'),
        ('student\n"Jane\n', "found no row of a table"),
        ("student,id\nJane,7\nCarl,7\n", "found 2 students with this id"),
        ("student\nJane\njane\n", "found 2 students with this name"),
        ("student\nZo\u00eb\n".encode("latin-1"), "found text that is not UTF-8"),
        ("student\nJane\n".encode("utf-16"), "found text that is not UTF-8"),
        (b"\x00\x00", "found the columns"),
    ],
)
def test_a_fault_of_the_list_is_told(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(CourseError) as caught:
        load_class(class_list(tmp_path, content))
    assert told in str(caught.value)


def test_all_faults_of_a_list_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load_class(class_list(tmp_path, "student,id\n,1\na,2\nb,2\nc,3,4\n"))
    assert len(caught.value.faults) == 3


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="a file that cannot be opened"):
        load_class(tmp_path / "none.csv")


def test_a_file_that_is_no_list_is_not_told_line_by_line(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load_class(class_list(tmp_path, "student,id\n" + ",\n" * 50_000))
    assert len(caught.value.faults) == MOST_FAULTS


@pytest.mark.parametrize("name", ["Іvan", "Ivаn", "lvan"])
def test_a_name_in_letters_that_only_look_alike_is_not_taken_for_the_student(
    classroom: Classroom, tmp_path: Path, name: str
) -> None:
    assert name != "Ivan"
    classroom.hand_in(f"{name}.jsonl", ANSWER)
    rows = with_list(classroom, tmp_path, "student\nIvan\n").rows
    assert {row["student"]: row["status"] for row in rows if row["student"] == "Ivan"} == {"Ivan": "missing"}
    assert [row["notes"].startswith("Nobody on the class list") for row in rows if row["points"]] == [True]
