"""From logs to the table of a class: what of a log goes into it, and the two tables of the report."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom, read_csv
from coursepack.answers import Answer, Answered, HintOpened, Record, Revealed
from coursepack.answers.record import Header, write_line
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading.class_page import class_page
from coursepack.grading.read_class import read_class
from support import small_items

FIRST = "2026-03-02T09:30:00.000Z"


def _log(course: Course, path: Path) -> None:
    """Write a first answer that is wrong after 40 seconds, a hint, a right answer, the key; then the clock goes back."""
    item = small_items(course)["small-choice"]
    lines: list[Header | Record] = [
        Header(course.id, "learner", FIRST),
        Answered("1", "2026-03-02T09:30:30.000Z", item.id, item.version, "biden", False, 0, 3),  # noqa: FBT003 (a draft)
        Answered("2", "2026-03-02T09:30:40.000Z", item.id, item.version, "biden", True, 0, 3),  # noqa: FBT003 (submitted)
        HintOpened("3", "2026-03-02T09:30:41.000Z", item.id, item.version, 1),
        Answered("4", "2026-03-02T09:31:00.000Z", item.id, item.version, "haass", True, 1, 2),  # noqa: FBT003 (submitted)
        Revealed("5", "2026-03-02T09:31:01.000Z", item.id, item.version),
        Answered("6", "2026-03-02T09:26:01.000Z", item.id, item.version, "putin", True, 1, 2),  # noqa: FBT003 (submitted)
    ]
    path.write_bytes(b"".join(write_line(line) for line in lines))


def test_a_log_becomes_one_row(classroom: Classroom) -> None:
    _log(classroom.course, classroom.submissions / "ada.jsonl")
    table = read_class(classroom.course, classroom.submissions).table
    own = table.columns["small-choice"]
    assert table.students == ("ada",)
    assert own.share[0] == pytest.approx(2 / 3)
    assert [own.chose(0, option) for option in range(3)] == [True, False, False]
    assert (own.right[0], own.sure[0], own.tries[0], own.hints[0], own.seconds[0]) == (0, 3, 2, 1, 40)
    assert table.traces[0].back == 300
    assert table.columns["small-number"].share[0] < 0


def test_the_table_cannot_be_changed(classroom: Classroom) -> None:
    _log(classroom.course, classroom.submissions / "ada.jsonl")
    own = read_class(classroom.course, classroom.submissions).table.columns["small-choice"]
    with pytest.raises(TypeError):
        own.share[0] = 1.0  # type: ignore[index] # that is the point


def test_files_of_one_name_that_may_be_two_students_are_left_out_and_named(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    for file in ("ada/answers.jsonl", "bob.jsonl"):
        classroom.hand_in(file, best)
    classroom.hand_in("ada/answers (1).jsonl", best, learner="another")
    data = read_class(classroom.course, classroom.submissions)
    assert (data.table.students, data.table.several) == (("bob",), ("ada",))
    assert "left out here: `ada`" in class_page(data)


def test_of_two_files_of_one_student_the_one_that_counts_is_in_the_class(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("ada/answers.jsonl", best)
    classroom.hand_in("ada/answers (1).jsonl", {"small-choice": best["small-choice"]})
    classroom.hand_in("bob.jsonl", best)
    data = read_class(classroom.course, classroom.submissions)
    assert (data.table.students, data.table.several) == (("ada", "bob"), ())
    assert len(data.table.columns["small-match"].answered()) == 2


def test_a_file_that_cannot_be_read_costs_only_itself(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("ada.jsonl", best)
    classroom.hand_in_bytes("bob.jsonl", b"\x00\x01 nothing")
    data = read_class(classroom.course, classroom.submissions)
    assert (data.table.students, data.unreadable) == (("ada",), ("bob.jsonl",))


def test_the_first_codes_of_a_sentence_are_counted(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    classroom.hand_in("ada.jsonl", best)
    classroom.hand_in("bob.jsonl", {"small-classify": {"A0-02": "speech", "A0-08": "speech"}})
    coded = read_class(classroom.course, classroom.submissions).coded["attribution"]
    assert coded["A0-02"] == {("mind",): 1, ("speech",): 1}
    assert coded["A0-08"] == {("speech",): 2}
    assert coded["A0-15"] == {("neither",): 1}


def test_a_place_that_is_not_there_is_a_fault(classroom: Classroom) -> None:
    with pytest.raises(CourseError, match="nothing"):
        read_class(classroom.course, classroom.submissions / "nowhere")


def test_names_do_nothing_on_the_page(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    for file in ("a`b[x](y)/answers.jsonl", "bob.jsonl"):
        classroom.hand_in(file, best)
    classroom.hand_in("a`b[x](y)/answers (1).jsonl", best, learner="another")
    page = class_page(read_class(classroom.course, classroom.submissions))
    assert "`a’b[x](y)`" in page


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such file names")
def test_the_name_of_a_file_that_cannot_be_read_loads_nothing(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("ada.jsonl", best)
    classroom.hand_in_bytes("![x](example.org`x.png)<img src=x>.jsonl", b"x")
    page = class_page(read_class(classroom.course, classroom.submissions))
    assert "Not read: `![x](example.org’x.png)<img src=x>.jsonl`." in page


# The tables of the report


def test_one_student_is_no_class(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    classroom.hand_in("ada.jsonl", best)
    assert not (classroom.grade().folder / "items.csv").exists()


def test_two_students_have_counts_and_no_figures(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    classroom.hand_in("ada.jsonl", best)
    classroom.hand_in("bob.jsonl", {**best, "small-choice": "putin"})
    report = classroom.grade()
    rows = {row["item"]: row for row in read_csv(report.folder / "items.csv")}
    assert list(rows) == list(small_items(classroom.course))
    own = rows["small-choice"]
    assert (own["students"], own["full point"], own["no point"], own["facility"]) == ("2", "1", "1", "")
    assert own["verdict"] == "counts only"
    assert "facility not shown: class of 2" in own["notes"]
    options = [row for row in read_csv(report.folder / "distractors.csv") if row["item"] == "small-choice"]
    assert [(row["option"], row["chose"], row["top third"]) for row in options] == [
        ("biden", "0", ""),
        ("haass", "1", ""),
        ("putin", "1", ""),
    ]
    assert "items.csv" in report.summary.text()


def test_a_class_of_thirty_has_every_figure_as_a_number(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    for number in range(30):
        right = {name: answer for name, answer in best.items() if name != "small-choice" or number % 2}
        answers = {**right, **({} if number % 2 else {"small-choice": "putin"})}
        if number % 3 == 0:
            answers["small-number"] = "3"
        classroom.hand_in(f"s{number:02d}.jsonl", answers)
    rows = {row["item"]: row for row in read_csv(classroom.grade().folder / "items.csv")}
    own = rows["small-choice"]
    assert float(own["facility"]) == pytest.approx(0.5)
    assert all(
        math.isfinite(float(own[name])) for name in ("discrimination", "interval low", "interval high")
    )
    assert float(own["interval low"]) < 0
    assert "all earned the same" not in own["notes"]


def test_an_old_analysis_goes_and_other_files_stay(classroom: Classroom, best: Mapping[str, Answer]) -> None:
    for name in ("ada", "bob"):
        classroom.hand_in(f"{name}.jsonl", best)
    folder = classroom.grade().folder
    (classroom.submissions / "bob.jsonl").unlink()
    classroom.grade()
    assert not (folder / "items.csv").exists()
    (folder / "items.csv").write_text("mine", encoding="utf-8")
    classroom.grade()
    assert (folder / "items.csv").read_text(encoding="utf-8") == "mine"


def test_of_a_very_large_class_a_part_is_taken_and_told(
    classroom: Classroom, best: Mapping[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursepack.grading.class_table.MOST_STUDENTS", 2)
    for name in ("ada", "bob", "cleo", "dan", "eve"):
        classroom.hand_in(f"{name}.jsonl", best)
    summary = classroom.grade()
    assert {row["students"] for row in read_csv(classroom.out / "items.csv")} == {"2"}
    assert any("one student in 3" in note for note in summary.summary.notes)
