"""Where a report may be written, and what it leaves there."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.faults import CourseError
from coursepack.grading import GradeStatus, grade


def one_student(classroom: Classroom, name: str = "jane") -> Classroom:
    classroom.hand_in(f"{name}.jsonl", {"small-choice": "haass"})
    return classroom


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(classroom: Classroom) -> None:
    classroom.out.mkdir()
    (classroom.out / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(CourseError, match="a folder with other files in it; expected a new or empty folder"):
        one_student(classroom).grade()
    assert [path.name for path in classroom.out.iterdir()] == ["thesis.docx"]


def test_a_gradebook_of_another_program_does_not_make_a_folder_ours(classroom: Classroom) -> None:
    classroom.out.mkdir()
    (classroom.out / "gradebook.csv").write_bytes(b"Student,ID,Section\n")
    with pytest.raises(CourseError, match="a folder with other files in it"):
        one_student(classroom).grade()
    assert (classroom.out / "gradebook.csv").read_bytes() == b"Student,ID,Section\n"


def test_an_empty_folder_is_taken_whatever_the_system_hid_in_it(classroom: Classroom) -> None:
    classroom.out.mkdir()
    (classroom.out / ".DS_Store").write_bytes(b"")
    assert one_student(classroom).grade().row["points"] == "1"


def test_folders_above_the_report_are_made(classroom: Classroom) -> None:
    one_student(classroom)
    out = classroom.out / "spring" / "report"
    grade(classroom.course, classroom.submissions, out)
    assert (out / "gradebook.csv").is_file()


@pytest.mark.parametrize("inside", ["", "report", "a/report"])
def test_a_report_among_the_submissions_is_refused(classroom: Classroom, inside: str) -> None:
    one_student(classroom)
    with pytest.raises(CourseError, match="a folder among the submissions"):
        grade(classroom.course, classroom.submissions, classroom.submissions / inside)
    assert [path.name for path in classroom.submissions.iterdir()] == ["jane.jsonl"]


def test_a_file_in_place_of_the_report_is_refused(classroom: Classroom) -> None:
    classroom.out.write_bytes(b"mine")
    with pytest.raises(CourseError, match="found a file"):
        one_student(classroom).grade()
    assert classroom.out.read_bytes() == b"mine"


def test_submissions_that_are_no_folder_are_an_error(classroom: Classroom, tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(b"PK")
    for place, found in (("class.zip", "a file that cannot be opened as a zip.*"), ("nowhere", "nothing")):
        with pytest.raises(CourseError, match=f"found {found}; expected a folder of answers files"):
            grade(classroom.course, tmp_path / place, classroom.out)


def test_a_folder_without_files_is_an_error_and_writes_nothing(classroom: Classroom) -> None:
    with pytest.raises(CourseError, match="no files"):
        classroom.grade()
    assert not classroom.out.exists()


def test_a_second_run_replaces_the_report_and_drops_old_pages(classroom: Classroom) -> None:
    one_student(classroom).grade()
    (classroom.submissions / "jane.jsonl").rename(classroom.submissions / "joan.jsonl")
    report = classroom.grade()
    assert report.row["student"] == "joan"
    assert sorted(report.files()) == [
        "feedback/joan.html",
        "gradebook.csv",
        "graded-with.csv",
        "unreadable.csv",
    ]


def test_a_page_that_is_not_ours_is_never_removed(classroom: Classroom) -> None:
    one_student(classroom).grade()
    mine = classroom.out / "feedback" / "mine.html"
    mine.write_text("<p>A letter to the class</p>", encoding="utf-8")
    classroom.grade()
    assert mine.is_file()


def test_a_page_stays_when_a_name_changes_only_its_case(classroom: Classroom) -> None:
    one_student(classroom).grade()
    (classroom.submissions / "jane.jsonl").rename(classroom.submissions / "joan.jsonl")
    (classroom.submissions / "joan.jsonl").rename(classroom.submissions / "JANE.jsonl")
    classroom.grade()
    assert "jane.html" in {path.name.lower() for path in (classroom.out / "feedback").iterdir()}


def test_a_run_that_broke_off_can_be_run_again(classroom: Classroom) -> None:
    one_student(classroom)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        classroom.grade(progress=stop)
    assert not (classroom.out / "gradebook.csv").exists()
    assert classroom.grade().row["points"] == "1"
    assert not (classroom.out / "gradebook.csv.part").exists()


def test_a_full_disk_is_told_and_the_earlier_gradebook_stays(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_student(classroom).grade()
    before = (classroom.out / "gradebook.csv").read_bytes()
    classroom.hand_in("joan.jsonl", {"small-choice": "haass"})

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(CourseError, match="cannot be written \\(No space left on device\\)"):
            classroom.grade()
    assert (classroom.out / "gradebook.csv").read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(classroom: Classroom, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    one_student(classroom)
    with pytest.raises(CourseError, match="a place that cannot be written"):
        grade(classroom.course, classroom.submissions, tmp_path / "file" / "report")


def test_the_summary_counts_and_names_every_file_written(classroom: Classroom) -> None:
    one_student(classroom)
    classroom.hand_in_bytes("empty.jsonl", b"")
    summary = classroom.grade().summary
    assert summary.counts == {
        GradeStatus.GRADED: 1,
        GradeStatus.NEEDS_REVIEW: 0,
        GradeStatus.UNREADABLE: 1,
        GradeStatus.MISSING: 0,
    }
    assert summary.pages == 1
    assert summary.text().splitlines() == [
        "A small course: 2 files, 1 graded, 0 needs review, 1 unreadable.",
        f"Gradebook: {classroom.out / 'gradebook.csv'}",
        f"Feedback pages: {classroom.out / 'feedback'} (1)",
        f"What could not be read, and why: {classroom.out / 'unreadable.csv'}",
        "Not graded, because the solutions are not in this copy: 02-withheld.",
    ]
