"""Marks by hand: the file of a marker, torn and foreign lines, and what a class gets."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom import Classroom, Report
from coursepack.answers import NotSavedError
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading import grade
from coursepack.grading.all_marks import load_marks
from coursepack.grading.hand import student_key
from coursepack.grading.mark_record import LONGEST_COMMENT, AnswerKey, standing, text_digest
from coursepack.grading.marks import MarksFile, read_marks
from coursepack.grading.paper import load_paper
from support import marking_course

UNIT = "03-marking"
ITEM = "small-essay"
TEXT = "Media say that he told him."
FULL = {"chain": 1.0, "hedge": 2.0}
ANSWER = AnswerKey(ITEM, student_key("jane"), text_digest(TEXT))


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("by-hand") / "pack")


@pytest.fixture(name="classroom")
def _classroom(course: Course, tmp_path: Path) -> Classroom:
    (tmp_path / "submissions").mkdir()
    return Classroom(course, tmp_path / "submissions", tmp_path / "report")


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "marks"


@pytest.fixture
def marked(course: Course, marks: Path) -> Callable[..., None]:
    version = load_paper(course, [UNIT]).questions[ITEM].version

    def write(
        marker: str,
        chain: float,
        hedge: float,
        comment: str = "",
        answer: AnswerKey = ANSWER,
        version: str = version,
    ) -> None:
        points = {"chain": chain, "hedge": hedge}
        MarksFile(marks, marker, course.id).mark(answer, version, points, comment)

    return write


def graded(classroom: Classroom, marks: Path) -> Report:
    summary = grade(classroom.course, classroom.submissions, classroom.out, [UNIT], marks=marks)
    return Report(classroom.out, summary)


def hand_in(classroom: Classroom, student: str = "jane", text: str = TEXT) -> None:
    classroom.hand_in(f"{student}.jsonl", {ITEM: {"text": text, "self": {}}})


# ---- the file


def test_the_last_mark_of_an_answer_stands_and_a_withdrawn_one_does_not(course: Course, marks: Path) -> None:
    file, other = MarksFile(marks, "ann", course.id), AnswerKey(ITEM, "other", "digest")
    file.mark(ANSWER, "1", {"chain": 0.0, "hedge": 0.0}, "")
    file.mark(other, "1", FULL, "")
    last = file.mark(ANSWER, "1", FULL, "Good.\n\N{RIGHT-TO-LEFT OVERRIDE}<b>")
    file.withdraw(other, "1")
    assert standing(file.read().records) == {ANSWER: last}
    assert len(file.path.read_bytes().splitlines()) == 5


def test_a_mark_sent_twice_counts_once(course: Course, marks: Path) -> None:
    file = MarksFile(marks, "ann", course.id)
    record = file.mark(ANSWER, "1", FULL, "")
    file.append(record)
    assert file.read().records == (record,)


def test_torn_and_foreign_lines_are_told_and_cost_no_other_mark(course: Course, marks: Path) -> None:
    file = MarksFile(marks, "ann", course.id)
    first = file.mark(ANSWER, "1", FULL, "")
    bob = MarksFile(marks, "bob", course.id)
    bob.mark(ANSWER, "1", FULL, "")
    foreign = bob.path.read_bytes().splitlines()[1]
    many = b'{"event":"mark","points":{"chain":1e999}}\n{"event":"mark"}\n[]\n\xff\xfe\n'
    with file.path.open("ab") as raw:
        raw.write(foreign + b"\n" + many + b'{"event":"mark","oper')
    last = file.mark(AnswerKey(ITEM, "other", "digest"), "1", FULL, "")
    reading = file.read()
    assert reading.records == (first, last)
    assert [notice.line for notice in reading.notices] == [3, 4, 5, 6, 7, 8]
    assert reading.notices[0].why == "a mark by another marker; it did not count"


def test_a_first_line_that_was_cut_off_does_not_stop_the_marker(course: Course, marks: Path) -> None:
    file = MarksFile(marks, "ann", course.id)
    marks.mkdir()
    file.path.write_bytes(b'{"marks":"course')
    assert file.read().records == ()
    record = file.mark(ANSWER, "1", FULL, "")
    assert file.read().records == (record,)


def test_a_mark_that_does_not_reach_the_disk_is_an_error(
    course: Course, marks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = MarksFile(marks, "ann", course.id)
    file.mark(ANSWER, "1", FULL, "")
    before = file.path.read_bytes()

    def refuse(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(NotSavedError, match="the file of marks cannot be written"):
            file.mark(ANSWER, "1", FULL, "lost")
    assert file.path.read_bytes() == before


def test_a_comment_that_could_not_be_read_back_is_refused(course: Course, marks: Path) -> None:
    with pytest.raises(NotSavedError, match="more than 5,000 characters"):
        MarksFile(marks, "ann", course.id).mark(ANSWER, "1", FULL, "a" * (LONGEST_COMMENT + 1))
    assert not (marks / "ann.jsonl").exists()


@pytest.mark.parametrize("name", ["", "Ann", "../ann", "a/b", "con", "com1", "a" * 41, "ann smith", ".ann"])
def test_a_marker_whose_name_is_no_file_name_is_refused(course: Course, marks: Path, name: str) -> None:
    with pytest.raises(CourseError, match="small letters, digits and hyphens"):
        MarksFile(marks, name, course.id)


def test_marks_of_another_course_a_learners_log_and_a_copy_are_refused(
    course: Course, classroom: Classroom, marks: Path
) -> None:
    MarksFile(marks, "ann", "another-course").mark(ANSWER, "1", FULL, "")
    with pytest.raises(CourseError, match='marks of the course "another-course"'):
        read_marks(marks / "ann.jsonl", course.id)
    hand_in(classroom)
    with pytest.raises(CourseError, match="no line that coursepack mark wrote"):
        read_marks(classroom.submissions / "jane.jsonl", course.id)
    (marks / "ann.jsonl").unlink()
    file = MarksFile(marks, "ann", course.id)
    file.mark(ANSWER, "1", FULL, "")
    (marks / "bob.jsonl").write_bytes(file.path.read_bytes())
    with pytest.raises(CourseError, match='marks by "ann"; expected marks by "bob"'):
        MarksFile(marks, "bob", course.id).read()
    with pytest.raises(CourseError, match='a second file by "ann"'):
        load_marks(marks, course)
    with pytest.raises(CourseError, match="no files of marks"):
        load_marks(marks / "nowhere", course)


# ---- the gradebook and the page


def test_one_mark_gives_points_in_the_gradebook_and_lines_on_the_page(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 0.5, 1, "Name the <script>source</script>.")
    report = graded(classroom, marks)
    assert (report.row[ITEM], report.row["points"], report.row["possible"]) == ("0.5", "0.5", "5")
    assert "small-essay was marked by a person: 1.5 of 3 points." in report.row["notes"]
    assert "To be read" not in report.row["notes"]
    page = report.page
    assert "5. small-essay: 0.5 of 1 point</h3>" in page
    assert "<li>Names who reports. <strong>0.5 of 1</strong></li>" in page
    assert "<bdi>Name the &lt;script&gt;source&lt;/script&gt;.</bdi>" in page
    assert "A person marked this." in page
    assert report.summary.notes[0].startswith("Marked by a person, one point each")


def test_two_marks_give_their_mean_and_the_difference_is_told(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 1, 2, "Good.")
    marked("bob", 0, 1, "Less good.")
    report = graded(classroom, marks)
    assert report.row[ITEM] == "0.667"
    told = "small-essay was marked by 2 persons: 3 and 1 of 3 points; they differ by 2, the mean counts."
    assert told in report.row["notes"]
    assert "<strong>1 and 0 of 1</strong>" in report.page
    assert "Good." in report.page
    assert "Less good." in report.page
    assert "bob" not in report.page
    text = (classroom.out / "marking.md").read_text(encoding="utf-8")
    assert "Both marked 1 answer." in text
    assert "- `small-essay`, jane: ann 3, bob 1 of 3" in text
    assert "- Names who reports. **0 of 1**" in text
    assert "kappa" not in text


def test_a_mark_of_another_text_is_told_and_not_used(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom, text=TEXT + " And more.")
    marked("ann", 1, 2)
    report = graded(classroom, marks)
    assert (report.row[ITEM], report.row["points"], report.row["possible"]) == ("", "", "4")
    assert report.row["status"] == "needs review"
    assert (
        "A mark of small-essay was given to another text of this student and was not used."
        in report.row["notes"]
    )
    assert "To be read by a teacher: small-essay." in report.row["notes"]


def test_a_mark_that_does_not_fit_the_rubric_is_told_and_not_used(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 1, 3)
    report = graded(classroom, marks)
    assert report.row[ITEM] == ""
    assert "A mark of small-essay does not fit the present rubric and was not used." in report.row["notes"]


def test_a_mark_of_another_version_counts_and_is_told(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 1, 2, version="earlier")
    row = graded(classroom, marks).row
    assert row[ITEM] == "1"
    assert "Marked in another version of the exercise: small-essay." in row["notes"]


def test_who_wrote_nothing_misses_the_point_and_who_waits_does_not(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    hand_in(classroom, "waiting", "Not marked yet.")
    classroom.hand_in("silent.jsonl", {"small-order": ["airforce", "summit", "lavrov"]})
    classroom.hand_in_bytes("unreadable.jsonl", b"\x00")
    marked("ann", 1, 2)
    rows = {row["student"]: (row[ITEM], row["possible"]) for row in graded(classroom, marks).rows}
    assert rows == {"jane": ("1", "5"), "silent": ("", "5"), "unreadable": ("", "5"), "waiting": ("", "4")}


def test_without_marks_the_page_of_an_earlier_run_goes_and_nothing_else_changes(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    before = classroom.grade([UNIT]).files()
    marked("ann", 1, 2)
    assert (graded(classroom, marks).folder / "marking.md").is_file()
    assert classroom.grade([UNIT]).files() == before


def test_lines_that_were_left_out_are_told_to_the_teacher(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 1, 2)
    with (marks / "ann.jsonl").open("ab") as raw:
        raw.write(json.dumps({"event": "mark"}).encode())
    report = graded(classroom, marks)
    told = "ann.jsonl: 1 line could not be read as marks and did not count, the first is line 3."
    assert told in report.summary.notes
    assert report.row[ITEM] == "1"


def test_marks_of_nobody_here_and_of_no_exercise_are_told(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    hand_in(classroom)
    marked("ann", 1, 2)
    marked("ann", 1, 2, answer=AnswerKey(ITEM, student_key("gone"), "digest"))
    marked("ann", 1, 2, answer=AnswerKey("no-such-item", student_key("jane"), "digest"))
    report = graded(classroom, marks)
    assert (
        "Marks of exercises that do not exist in this copy of the course: no-such-item."
        in report.summary.notes
    )
    text = (classroom.out / "marking.md").read_text(encoding="utf-8")
    assert "Marked, but not among these submissions: 1 answer." in text
    assert "No answer was marked by two persons." in text


def test_with_enough_answers_the_page_tells_kappa_in_words(
    classroom: Classroom, marked: Callable[..., None], marks: Path
) -> None:
    for number in range(15):
        hand_in(classroom, f"s{number:02}", f"Text {number}.")
        answer = AnswerKey(ITEM, student_key(f"s{number:02}"), text_digest(f"Text {number}."))
        marked("ann", 1, number % 3, answer=answer)
        marked("bob", 1, number % 3 if number else 2, answer=answer)
    graded(classroom, marks)
    text = (classroom.out / "marking.md").read_text(encoding="utf-8")
    assert "Both marked 15 answers. Equal points: 14 of 15." in text
    assert "That is 93 %." in text
    assert "On average they differ by 0.13 of 3 points." in text
    # Ann gave 0, 1 and 2 five times each, Bob 4, 5 and 6 times: all pairs come to 5 * (29 + 10 + 21) = 300.
    # One answer differs by 2: 1 - 15 * 4 / 300.
    assert "Quadratic weighted kappa (Cohen 1968): 0.8." in text
    assert "- `small-essay`, s00: ann 1, bob 3 of 3" in text


def test_a_mark_by_nobody_who_can_be_a_marker_does_not_count(
    course: Course, marks: Path, marked: Callable[..., None]
) -> None:
    marked("ann", 1, 2)
    path = marks / "ann.jsonl"
    _, line = path.read_bytes().splitlines()
    path.write_bytes(line.replace(b'"ann"', b'"<script>"') + b"\n" + line + b"\n")
    reading = read_marks(path, course.id)
    assert (reading.marker, len(reading.records)) == ("ann", 1)
    assert [notice.line for notice in reading.notices] == [1]
