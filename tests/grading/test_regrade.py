"""Grading again: why each mark is another one, and both gradebooks side by side; marks by hand stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from classroom import Classroom, read_csv
from coursepack.course import Course
from coursepack.grading import GradingSummary, grade
from coursepack.grading.graded_with import key_digest, read_graded_with
from coursepack.grading.hand import student_key
from coursepack.grading.mark_record import AnswerKey, text_digest
from coursepack.grading.marks import MarksFile
from coursepack.grading.paper import load_paper
from coursepack.grading.regrade import NONE_OF_THESE, NOT_SAID
from coursepack.items import Key
from support import MARKING, UNIT, best_answers, marking_course

ESSAY = "small-essay"
TEXT = "Media say that he told him."


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Classroom:
    """Hand in for Ada, all right, and Bob, who chose “putin” in small-choice; both wrote."""
    room = Classroom(marking_course(tmp_path / "pack"), tmp_path / "submissions", tmp_path / "first")
    answers = {**best_answers(room.course), ESSAY: {"text": TEXT, "self": {}}}
    room.hand_in("ada.jsonl", answers)
    room.hand_in("bob.jsonl", {**answers, "small-choice": "putin"})
    return room


@pytest.fixture(name="marks")
def _marks(own: Classroom, tmp_path: Path) -> Path:
    version = load_paper(own.course, [MARKING]).questions[ESSAY].version
    for student, hedge in (("ada", 2.0), ("bob", 1.0)):
        answer = AnswerKey(ESSAY, student_key(student), text_digest(TEXT))
        points = {"chain": 1.0, "hedge": hedge}
        MarksFile(tmp_path / "marks", "ann", own.course.id).mark(answer, version, points, "")
    return tmp_path / "marks"


def again(own: Classroom, marks: Path | None = None, rules: Path | None = None) -> GradingSummary:
    out = own.out.with_name("second")
    return grade(own.course, own.submissions, out, marks=marks, before=own.out, rules=rules)


def changes(own: Classroom) -> list[dict[str, str]]:
    return read_csv(own.out.with_name("second") / "changes.csv")


def sides(own: Classroom) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in read_csv(own.out.with_name("second") / "side-by-side.csv")}


def rewrite(course: Course, folder: str, unit: str, old: str, new: str) -> None:
    path = course.path(folder, f"{unit}.toml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_a_changed_key_is_the_reason_and_marks_by_hand_stay(own: Classroom, marks: Path) -> None:
    grade(own.course, own.submissions, own.out, marks=marks)
    rewrite(own.course, "solutions", UNIT, 'answer = "haass"', 'answer = "putin"')
    rewrite(own.course, "solutions", UNIT, 'talked about.", misconception = "owner"', 'talked about."')
    text = again(own, marks).text()
    rows = [(row["student"], row["exercise"], row["change"], row["why"]) for row in changes(own)]
    key = "the key or its weights were changed"
    assert rows == [("ada", "small-choice", "-1", key), ("bob", "small-choice", "1", key)]
    books = [
        {row["student"]: row[ESSAY] for row in read_csv(folder / "gradebook.csv")}
        for folder in (own.out, own.out.with_name("second"))
    ]
    assert books[0] == books[1] == {"ada": "1", "bob": "0.667"}
    assert "side-by-side.csv; 1 have more points, 1 fewer." in text
    ada = sides(own)["ada"]
    assert (ada["points before"], ada["points after"], ada["change"]) == ("8", "7", "-1")
    assert (ada["exercises"], ada["why"]) == ("small-choice", key)


def test_nothing_changed_leaves_every_student_side_by_side_without_a_reason(own: Classroom) -> None:
    grade(own.course, own.submissions, own.out)
    again(own)
    assert changes(own) == []
    assert {name: (row["change"], row["why"]) for name, row in sides(own).items()} == {
        "ada": ("", ""),
        "bob": ("", ""),
    }


def test_a_changed_question_and_other_answers_are_reasons(own: Classroom) -> None:
    grade(own.course, own.submissions, own.out)
    rewrite(own.course, "exercises", UNIT, "How many sentences", "How many whole sentences")
    answers = {**best_answers(own.course), "small-number": "3"}
    own.hand_in("ada.jsonl", answers)
    again(own)
    (ada,) = [row for row in changes(own) if row["exercise"] == "small-number"]
    assert ada["why"] == "the question was changed; other answers were handed in"


def test_forgotten_and_new_marks_by_hand_are_told(own: Classroom, marks: Path) -> None:
    grade(own.course, own.submissions, own.out, marks=marks)
    again(own)
    assert {row["why"] for row in changes(own)} == {"no mark by hand in this run; was --marks left out?"}
    grade(own.course, own.submissions, own.out)
    again(own, marks)
    assert {(row["exercise"], row["why"]) for row in changes(own)} == {(ESSAY, "marked by hand since then")}


def test_a_class_list_that_one_report_lacks_parts_nobody_from_the_earlier_marks(
    own: Classroom, tmp_path: Path
) -> None:
    students = tmp_path / "class.csv"
    students.write_text('student\n"Lovelace, Ada"\nBob\n', encoding="utf-8")
    own.submissions.joinpath("ada.jsonl").rename(own.submissions / "ada_lovelace.jsonl")
    grade(own.course, own.submissions, own.out, class_list=students)
    summary = again(own)
    assert summary.changes is not None
    assert (summary.changes.students, summary.changes.more, summary.changes.fewer) == (0, 0, 0)
    assert sides(own)["ada_lovelace"]["points before"] == sides(own)["ada_lovelace"]["points after"] != ""


def test_other_rules_change_sums_and_no_mark(own: Classroom, tmp_path: Path) -> None:
    grade(own.course, own.submissions, own.out)
    rules = tmp_path / "rules.toml"
    rules.write_text("drop_lowest = 1\n", encoding="utf-8")
    text = again(own, rules=rules).text()
    assert changes(own) == []
    bob = sides(own)["bob"]
    assert (bob["possible before"], bob["possible after"], bob["why"]) == (
        "11",
        "10",
        "the rules of the class were changed",
    )
    assert "no mark has changed" in text


def test_a_report_that_does_not_say_with_what_it_was_graded_gives_no_reason(own: Classroom) -> None:
    grade(own.course, own.submissions, own.out)
    for content in (None, "exercise,key\n", b"\xff\xfe\x00"):
        path = own.out / "graded-with.csv"
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert read_graded_with(own.out).exercises == {}
        again(own)
        assert changes(own) == []
    text = (own.out / "gradebook.csv").read_text(encoding="utf-8-sig").replace(",1,1,1,", ",0.5,1,1,", 1)
    (own.out / "gradebook.csv").write_text(text, encoding="utf-8-sig")
    again(own)
    assert {row["why"] for row in changes(own)} == {NOT_SAID}


def test_a_gradebook_changed_by_hand_is_no_change_of_key_or_file(own: Classroom) -> None:
    grade(own.course, own.submissions, own.out)
    text = (own.out / "gradebook.csv").read_text(encoding="utf-8-sig").replace(",1,1,1,", ",0.5,1,1,", 1)
    (own.out / "gradebook.csv").write_text(text, encoding="utf-8-sig")
    again(own)
    assert {row["why"] for row in changes(own)} == {NONE_OF_THESE}


def test_a_table_of_an_earlier_run_goes_and_another_file_of_the_name_stays(own: Classroom) -> None:
    grade(own.course, own.submissions, own.out)
    again(own)
    second = own.out.with_name("second")
    grade(own.course, own.submissions, second)
    assert not (second / "side-by-side.csv").exists()
    (second / "side-by-side.csv").write_text("mine", encoding="utf-8")
    grade(own.course, own.submissions, second)
    assert (second / "side-by-side.csv").read_text(encoding="utf-8") == "mine"


def test_the_digest_of_a_key_follows_credits_and_not_words() -> None:
    key = Key("x", "why", (), credits={"a": 1.0, "b": 0.5})
    assert key_digest(key) == key_digest(replace(key, why="Other words.", credits={"b": 0.5, "a": 1.0}))
    assert key_digest(key) != key_digest(replace(key, credits={"a": 1.0, "b": 0.4}))
    assert key_digest(key) != key_digest(replace(key, order=("a", "b")))
