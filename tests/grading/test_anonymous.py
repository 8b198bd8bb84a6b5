"""Anonymous marking: the platform's id alone goes through grading, marking and filling in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.answers import Answer
from coursepack.cli import main
from coursepack.course import Course
from coursepack.grading.hand import rubric_of
from coursepack.grading.mark_desk import open_desk
from coursepack.grading.mark_pages import MarkPages
from coursepack.grading.written import written_class
from support import marking_course

ANONYMOUS = {
    "Canvas": ("anon_7kQ_456_answers.jsonl", "anon_7Kq_457_answers.jsonl"),
    "Moodle": tuple(f"Participant_{number}_assignsubmission_file_/answers.jsonl" for number in (98, 99)),
    "Blackboard": tuple(
        f"Unit 2_{user}_attempt_2025-10-03-14-05-59_answers.jsonl" for user in ("3c59dc04", "b6d767d2")
    ),
}
IDS = {"Canvas": ["7Kq", "7kQ"], "Moodle": ["98", "99"], "Blackboard": ["3c59dc04", "b6d767d2"]}
ESSAY = "small-essay"


@pytest.fixture(scope="module", name="marking")
def _marking(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("anonymous") / "pack")


@pytest.mark.parametrize("platform", ANONYMOUS)
def test_two_students_without_names_are_two_rows_even_with_one_log(
    classroom: Classroom, best: Mapping[str, Answer], platform: str
) -> None:
    for file in ANONYMOUS[platform]:
        classroom.hand_in(file, best)
    report = classroom.grade()
    assert sorted(row["id"] for row in report.rows) == IDS[platform]
    assert {row["status"] for row in report.rows} == {"graded"}
    pages = [path.read_text(encoding="utf-8") for path in (report.folder / "feedback").iterdir()]
    assert all(sum(f"{own}</bdi>" in page for page in pages) == 1 for own in IDS[platform])


@pytest.mark.parametrize("platform", ANONYMOUS)
def test_marks_by_hand_reach_the_student_they_were_given_to(
    marking: Course, tmp_path: Path, platform: str
) -> None:
    room = Classroom(marking, tmp_path / "submissions", tmp_path / "report")
    for file in ANONYMOUS[platform]:
        room.hand_in(file, {ESSAY: {"text": f"Written by {file}", "self": {}}})
    desk = open_desk(marking, room.submissions, tmp_path / "marks", "ann")
    shown = desk.answer(ESSAY, 0).answer
    points = {line.id: line.points for line in rubric_of(desk.written.question(ESSAY).item)}
    desk.save(ESSAY, 0, {"digest": shown.key.digest, "points": points, "comment": ""})
    report = room.grade(marks=tmp_path / "marks")
    marked = [row for row in report.rows if row[ESSAY]]
    assert [(row["file"], row[ESSAY]) for row in marked] == [(shown.text.removeprefix("Written by "), "1")]
    assert {row["status"] for row in report.rows} == {"graded"}


def test_marks_given_without_names_stay_when_the_platform_shows_them(marking: Course, tmp_path: Path) -> None:
    hidden = Classroom(marking, tmp_path / "hidden", tmp_path / "report")
    shown = Classroom(marking, tmp_path / "shown", tmp_path / "report")
    texts = ["First.", "Second.", "The same.", "The same."]
    for number, text in enumerate(texts):
        hidden.hand_in(f"anon_x{number}_{number}_answers.jsonl", {ESSAY: {"text": text, "self": {}}})
        shown.hand_in(f"jane{number}_10{number}_{number}_answers.jsonl", {ESSAY: {"text": text, "self": {}}})
    shown.hand_in("carl_200_9_answers.jsonl", {ESSAY: {"text": "Not marked.", "self": {}}})
    desk = open_desk(marking, hidden.submissions, tmp_path / "marks", "ann")
    lines = rubric_of(desk.written.question(ESSAY).item)
    for place in range(len(texts)):
        answer = desk.answer(ESSAY, place).answer
        worth = {line.id: line.points if answer.text == "First." else 0 for line in lines}
        desk.save(ESSAY, place, {"digest": answer.key.digest, "points": worth, "comment": ""})
    rows = {row["student"]: row for row in shown.grade(marks=tmp_path / "marks").rows}
    # Of two students who wrote the same words nobody can say whose mark is whose.
    assert {name: row[ESSAY] for name, row in rows.items()} == {
        "jane0": "1",
        "jane1": "0",
        "jane2": "",
        "jane3": "",
        "carl": "",
    }


def test_ids_that_differ_only_in_case_are_two_students_to_a_marker(marking: Course, tmp_path: Path) -> None:
    room = Classroom(marking, tmp_path / "submissions", tmp_path / "report")
    for file in ANONYMOUS["Canvas"]:
        room.hand_in(file, {ESSAY: {"text": "The same text.", "self": {}}})
    (answers,) = written_class(marking, room.submissions).answers.values()
    assert len({answer.key for answer in answers}) == 2


def test_a_marker_sees_no_name_although_the_platform_gave_them(marking: Course, tmp_path: Path) -> None:
    room = Classroom(marking, tmp_path / "submissions", tmp_path / "report")
    room.hand_in("doejane_1_2_answers.jsonl", {ESSAY: {"text": "A text.", "self": {}}})
    room.hand_in_bytes("roeric_3_4_answers.jsonl", b"\x00")
    for names in (False, True):
        desk = open_desk(marking, room.submissions, tmp_path / "marks", "ann", names=names)
        pages = MarkPages(desk, "/")
        seen = pages.questions() + pages.answer(ESSAY, 0)
        assert (b"doejane" in seen, b"roeric" in seen) == (names, names)


def test_a_blind_moodle_class_is_filled_in_by_the_number_alone(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path
) -> None:
    for file in ANONYMOUS["Moodle"]:
        classroom.hand_in(file, best)
    classroom.hand_in("Participant_98_assignsubmission_file_/again.jsonl", {"small-choice": "biden"})
    classroom.grade()
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Grade,Maximum Grade\nParticipant 98,,10\nParticipant 99,,10\n", encoding="utf-8"
    )
    words = ["fill-in", str(classroom.out / "gradebook.csv"), "--moodle", str(sheet)]
    assert main([*words, "--out", str(tmp_path / "filled.csv")]) == 0
    assert (tmp_path / "filled.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "Participant 98,10,10",
        "Participant 99,10,10",
    ]
