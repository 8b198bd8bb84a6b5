"""Where markers are far apart: who settles sees both marks, and what is settled counts in place of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom import Classroom, Report
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading import grade
from coursepack.grading.all_marks import load_marks
from coursepack.grading.hand import far_apart, student_key
from coursepack.grading.mark_desk import Desk, open_desk
from coursepack.grading.mark_pages import MarkPages
from coursepack.grading.mark_record import AnswerKey, Marked, text_digest
from coursepack.grading.marks import MarksFile
from coursepack.grading.paper import load_paper
from support import marking_course

UNIT = "03-marking"
ITEM = "small-essay"
TEXT = "Media say that he told him."
SETTLED = {"chain": 1.0, "hedge": 0.5}


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("settling") / "pack")


@pytest.fixture(name="classroom")
def _classroom(course: Course, tmp_path: Path) -> Classroom:
    room = Classroom(course, tmp_path / "submissions", tmp_path / "report")
    for student in ("jane", "near"):
        room.hand_in(f"{student}.jsonl", {ITEM: {"text": f"{TEXT} {student}", "self": {}}})
    return room


@pytest.fixture(name="marks")
def _marks(tmp_path: Path) -> Path:
    return tmp_path / "marks"


def answer(student: str) -> AnswerKey:
    return AnswerKey(ITEM, student_key(student), text_digest(f"{TEXT} {student}"))


@pytest.fixture(name="mark")
def _mark(course: Course, marks: Path) -> Callable[..., Marked]:
    version = load_paper(course, [UNIT]).questions[ITEM].version

    def write(marker: str, student: str, chain: float, hedge: float, comment: str = "") -> Marked:
        points = {"chain": chain, "hedge": hedge}
        return MarksFile(marks, marker, course.id).mark(answer(student), version, points, comment)

    return write


@pytest.fixture(name="apart", autouse=True)
def _apart(mark: Callable[..., Marked]) -> None:
    """Have Ann and Bob mark both answers: far apart on Jane's, near each other on the other one."""
    mark("ann", "jane", 1, 2, "All there.")
    mark("bob", "jane", 1, 0, "<b>The hedge</b> is lost.")
    mark("ann", "near", 1, 2)
    mark("bob", "near", 1, 1.5)


def settle_desk(classroom: Classroom, marks: Path, who: str = "cleo") -> Desk:
    return open_desk(classroom.course, classroom.submissions, marks, who, [UNIT], settle=True)


def sent(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "digest": desk.answer(ITEM, 0).answer.key.digest,
        "points": SETTLED,
        "comment": "One hedge.",
        **changes,
    }


def graded(classroom: Classroom, marks: Path) -> Report:
    summary = grade(classroom.course, classroom.submissions, classroom.out, [UNIT], marks=marks)
    return Report(classroom.out, summary)


def row(report: Report, student: str = "jane") -> dict[str, str]:
    return next(each for each in report.rows if each["student"] == student)


def test_a_difference_up_to_a_quarter_of_the_points_is_near_and_any_above_is_not() -> None:
    assert not far_apart([3, 2.25], 3)
    assert far_apart([3, 2.2], 3)
    assert far_apart([2, 2, 1], 3)
    assert not far_apart([0.1 + 0.2, 0.05], 1)
    assert not far_apart([3], 3)


def test_until_it_is_settled_the_mean_counts_and_only_this_row_needs_review(
    classroom: Classroom, marks: Path
) -> None:
    report = graded(classroom, marks)
    assert (row(report)[ITEM], row(report)["status"]) == ("0.667", "needs review")
    assert "far apart and not settled: for now their mean counts" in row(report)["notes"]
    assert (row(report, "near")[ITEM], row(report, "near")["status"]) == ("0.917", "graded")
    text = (classroom.out / "marking.md").read_text(encoding="utf-8")
    assert "## To be settled (1)" in text
    assert f"- `{ITEM}`, jane: ann 3, bob 1 of 3" in text
    assert "## Settled" not in text
    told = "Far apart in the marks of several persons, and to be settled: 1 answer; see marking.md."
    assert told in report.summary.notes


def test_only_answers_far_apart_lie_on_the_desk_with_both_marks_and_without_markers_names(
    classroom: Classroom, marks: Path
) -> None:
    desk = settle_desk(classroom, marks)
    assert desk.progress(ITEM).total == 1
    page = MarkPages(desk, "/token/").answer(ITEM, 0).decode()
    assert f"{TEXT} jane" in page
    assert "<td>2</td><td>0</td>" in page
    assert "<td>3</td><td>1</td>" in page
    assert "&lt;b&gt;The hedge&lt;/b&gt; is lost." in page
    assert "ann" not in page.lower().replace("cannot", "")
    assert "bob" not in page.lower()
    # On the first line both gave one point: it is set; on the second they differ: nothing is.
    assert 'name="points-chain" value="1" checked' in page
    assert "checked" not in page.partition('data-line="hedge"')[2].partition("</fieldset>")[0]


def test_what_is_settled_counts_in_place_of_both_and_is_told(classroom: Classroom, marks: Path) -> None:
    desk = settle_desk(classroom, marks)
    before = {path.name: path.read_bytes() for path in marks.glob("*.jsonl")}
    desk.save(ITEM, 0, sent(desk))
    assert (marks / "settled" / "cleo.jsonl").is_file()
    assert {path.name: path.read_bytes() for path in marks.glob("*.jsonl")} == before
    report = graded(classroom, marks)
    assert (row(report)[ITEM], row(report)["status"]) == ("0.5", "graded")
    assert (
        "marked by 2 persons: 3 and 1 of 3 points; this was settled: 1.5 of 3 points count."
        in row(report)["notes"]
    )
    page = (report.folder / "feedback" / "jane.html").read_text(encoding="utf-8")
    assert "settled where they differed" in page
    assert f"{ITEM} was marked by hand: 1.5 of 3 points." in page
    assert "3 and 1 of 3 points" not in page
    assert "One hedge." in page
    assert "All there." not in page
    text = (classroom.out / "marking.md").read_text(encoding="utf-8")
    assert f"- `{ITEM}`, jane: ann 3, bob 1 of 3; settled by cleo: **1.5**" in text
    assert "To be settled" not in text
    assert not any("to be settled" in note for note in report.summary.notes)


def test_who_settled_finds_it_again_and_may_take_it_back(classroom: Classroom, marks: Path) -> None:
    desk = settle_desk(classroom, marks)
    desk.save(ITEM, 0, sent(desk))
    again = settle_desk(classroom, marks)
    shown = again.answer(ITEM, 0)
    assert shown.mark is not None
    assert dict(shown.mark.points) == SETTLED
    again.save(ITEM, 0, sent(again, withdraw=True))
    assert row(graded(classroom, marks))["status"] == "needs review"
    lines = (marks / "settled" / "cleo.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("event") for line in lines] == [None, "settled mark", "settled withdrawn"]


def test_what_somebody_else_settled_is_left_to_that_person(classroom: Classroom, marks: Path) -> None:
    desk = settle_desk(classroom, marks)
    desk.save(ITEM, 0, sent(desk))
    with pytest.raises(CourseError, match="nothing to settle"):
        settle_desk(classroom, marks, "dora")


def test_where_two_persons_settled_the_later_mark_counts_and_this_is_told(
    classroom: Classroom, marks: Path
) -> None:
    cleo, dora = (settle_desk(classroom, marks, who) for who in ("cleo", "dora"))
    dora.save(ITEM, 0, sent(dora, points={"chain": 0, "hedge": 0}))
    cleo.save(ITEM, 0, sent(cleo))
    late = (marks / "settled" / "cleo.jsonl").read_text(encoding="utf-8")
    (marks / "settled" / "cleo.jsonl").write_text(
        late.replace('"at":"20', '"at":"30'), encoding="utf-8", newline=""
    )
    report = graded(classroom, marks)
    assert row(report)[ITEM] == "0.5"
    assert f"cleo and dora both settled an answer to {ITEM}: the later mark counts." in report.summary.notes


def test_nothing_is_settled_where_all_marks_are_near(
    classroom: Classroom, marks: Path, mark: Callable[..., Marked]
) -> None:
    mark("bob", "jane", 1, 2)
    with pytest.raises(CourseError, match="nothing to settle"):
        settle_desk(classroom, marks)


def test_a_settled_mark_stays_when_the_markers_move_near_each_other(
    classroom: Classroom, marks: Path, mark: Callable[..., Marked]
) -> None:
    desk = settle_desk(classroom, marks)
    desk.save(ITEM, 0, sent(desk, points={"chain": 0, "hedge": 0}))
    mark("bob", "jane", 1, 2)
    assert row(graded(classroom, marks))[ITEM] == "0"
    page = MarkPages(settle_desk(classroom, marks), "/token/").answer(ITEM, 0).decode()
    assert "no longer far apart" in page


def test_a_settled_mark_of_another_text_is_told_and_not_used(classroom: Classroom, marks: Path) -> None:
    desk = settle_desk(classroom, marks)
    desk.save(ITEM, 0, sent(desk))
    classroom.hand_in("jane.jsonl", {ITEM: {"text": "Another text.", "self": {}}})
    assert row(graded(classroom, marks))[ITEM] == ""


def test_files_of_marks_in_the_wrong_folder_are_refused(
    classroom: Classroom, course: Course, marks: Path
) -> None:
    desk = settle_desk(classroom, marks)
    desk.save(ITEM, 0, sent(desk))
    (marks / "settled" / "cleo.jsonl").rename(marks / "cleo.jsonl")
    with pytest.raises(CourseError, match="marks that settle differences"):
        load_marks(marks, course)
    (marks / "cleo.jsonl").unlink()
    (marks / "ann.jsonl").rename(marks / "settled" / "ann.jsonl")
    with pytest.raises(CourseError, match="a marker's own marks"):
        load_marks(marks, course)


def test_a_settled_mark_without_those_of_the_markers_still_counts(
    classroom: Classroom, course: Course, marks: Path
) -> None:
    version = load_paper(course, [UNIT]).questions[ITEM].version
    MarksFile(marks, "cleo", course.id, settles=True).mark(answer("jane"), version, SETTLED, "")
    (marks / "ann.jsonl").unlink()
    report = graded(classroom, marks)
    assert row(report)[ITEM] == "0.5"
    assert f"The mark of {ITEM} was settled: 1.5 of 3 points count." in row(report)["notes"]
