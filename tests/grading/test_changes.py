"""Grading again after a key has changed: every mark that is not the same is told, with both values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom, read_csv
from coursepack.answers import Answer
from coursepack.cli import main
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading import grade
from support import UNIT, small_course


@pytest.fixture
def own(tmp_path: Path) -> Classroom:
    """Return a classroom with a course of its own, whose keys a test may change."""
    (tmp_path / "submissions").mkdir()
    return Classroom(small_course(tmp_path / "pack"), tmp_path / "submissions", tmp_path / "report")


def _swap_key(course: Course) -> None:
    """Make “putin” the right answer, in place of “haass”."""
    path = course.path("solutions", f"{UNIT}.toml")
    text = path.read_text(encoding="utf-8").replace('answer = "haass"', 'answer = "putin"')
    text = text.replace('"He is talked about.", misconception = "owner"', '"He is."')
    text = text.replace('"Yes: his words, his name, and a cue."', '"No.", misconception = "owner"')
    path.write_text(text, encoding="utf-8", newline="\n")


def _hand_in(own: Classroom, best: Mapping[str, Answer]) -> None:
    own.hand_in("ada.jsonl", best)
    own.hand_in("bob.jsonl", {**best, "small-choice": "putin"})
    own.hand_in("eve.jsonl", {name: answer for name, answer in best.items() if name != "small-choice"})


def test_a_changed_key_tells_who_gains_and_who_loses(own: Classroom, best: Mapping[str, Answer]) -> None:
    _hand_in(own, best)
    first = own.grade().folder
    _swap_key(own.course)
    summary = grade(own.course, own.submissions, own.out.with_name("second"), before=first)
    rows = read_csv(own.out.with_name("second") / "changes.csv")
    assert [
        (row["student"], row["exercise"], row["before"], row["after"], row["change"]) for row in rows
    ] == [
        ("ada", "small-choice", "1", "0", "-1"),
        ("bob", "small-choice", "0", "1", "1"),
    ]
    assert [(row["points before"], row["points after"]) for row in rows] == [("7", "6"), ("6", "7")]
    assert "2 of the files have other marks in small-choice" in summary.text()


def test_the_earlier_report_may_be_the_folder_that_is_written(
    own: Classroom, best: Mapping[str, Answer]
) -> None:
    _hand_in(own, best)
    own.grade()
    assert "no mark has changed" in grade(own.course, own.submissions, own.out, before=own.out).text()
    _swap_key(own.course)
    grade(own.course, own.submissions, own.out, before=own.out)
    assert len(read_csv(own.out / "changes.csv")) == 2
    own.grade()
    assert not (own.out / "changes.csv").exists()


def test_who_is_in_one_report_only_is_told(own: Classroom, best: Mapping[str, Answer]) -> None:
    _hand_in(own, best)
    first = own.grade().folder
    (own.submissions / "bob.jsonl").unlink()
    own.hand_in("dan.jsonl", best)
    second = own.out.with_name("second")
    grade(own.course, own.submissions, second, before=first)
    assert [(row["student"], row["note"]) for row in read_csv(second / "changes.csv")] == [
        ("dan", "not in the earlier report"),
        ("bob", "not in this report"),
    ]


def test_an_answer_that_came_later_had_no_mark_before(own: Classroom, best: Mapping[str, Answer]) -> None:
    _hand_in(own, best)
    own.grade()
    own.hand_in("eve.jsonl", best)
    grade(own.course, own.submissions, own.out, before=own.out)
    (row,) = read_csv(own.out / "changes.csv")
    assert (row["student"], row["before"], row["after"], row["change"], row["note"]) == (
        "eve",
        "",
        "1",
        "",
        "no mark before",
    )


def test_a_folder_without_a_report_is_a_fault_before_anything_is_written(
    own: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    _hand_in(own, best)
    for content in (None, "student,mark\nada,1\n"):
        if content:
            (tmp_path / "gradebook.csv").write_text(content, encoding="utf-8")
        with pytest.raises(CourseError, match=r"gradebook\.csv"):
            grade(own.course, own.submissions, own.out, before=tmp_path)
    assert not own.out.exists()


def test_the_command_takes_the_earlier_report(
    own: Classroom,
    best: Mapping[str, Answer],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _hand_in(own, best)
    first = own.grade().folder
    monkeypatch.chdir(own.course.root)
    command = ["grade", str(own.submissions), "--out", str(own.out.with_name("new")), "--before", str(first)]
    assert main(command) == 0
    assert "no mark has changed" in capsys.readouterr().out


@pytest.mark.parametrize("cell", ["nan", "inf", "1e999", "-5", "x"])
def test_a_mark_that_is_none_in_an_edited_gradebook_hides_no_change(
    own: Classroom, best: Mapping[str, Answer], cell: str
) -> None:
    own.hand_in("ada.jsonl", best)
    first = own.grade().folder
    book = first / "gradebook.csv"
    text = book.read_text(encoding="utf-8-sig")
    assert text.count(",1,1,1,1,1,1,1,") == 1
    book.write_text(text.replace(",1,1,1,1,1,1,1,", f",{cell},1,1,1,1,1,1,"), encoding="utf-8-sig")
    grade(own.course, own.submissions, own.out.with_name("second"), before=first)
    (row,) = read_csv(own.out.with_name("second") / "changes.csv")
    assert (row["exercise"], row["before"], row["after"]) == ("small-choice", "", "1")
    assert row["note"] == "no mark before"
