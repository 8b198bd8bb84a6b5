"""What a class gained between the two tests: hand-computed classes, properties, and the files of a run."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from classroom import Classroom, Report, read_csv
from coursepack.answers import Answer
from coursepack.course import Course, load_course
from coursepack.grading.collect import Submission
from coursepack.grading.gain import (
    AFTER,
    BEFORE,
    FEWEST_STUDENTS,
    StudentGain,
    Taken,
    TestResult,
    class_gain,
    normalised_gain,
    student_gain,
)
from coursepack.grading.gain_report import gain_page
from coursepack.grading.looking import Look
from coursepack.grading.run import TESTS_COUNT
from coursepack.grading.several import Row
from coursepack.items import load_items, load_keys
from coursepack.scoring import best_answer
from support import REPOSITORY


def took(before: float, after: float, name: str = "s") -> StudentGain:
    """Return a student with these points of ten in the two tests."""
    return StudentGain(name, TestResult(before, 10, 10), TestResult(after, 10, 10))


CLASS = [took(before, after) for before, after in [(2, 6), (4, 7), (6, 8)] * 5]


# The gain of a class


def test_the_gain_is_the_part_that_was_gained_of_what_was_missing() -> None:
    assert normalised_gain(0.4, 0.7) == pytest.approx(0.5)
    assert normalised_gain(0, 1) == 1
    assert normalised_gain(0.5, 0.25) == pytest.approx(-0.5)


def test_a_class_is_summed_up_by_its_averages_and_not_by_single_gains() -> None:
    gain = class_gain(CLASS)
    assert gain.students == 15
    assert [gain.before, gain.after] == pytest.approx([0.4, 0.7])
    assert gain.gain == pytest.approx(0.5)
    uneven = class_gain([took(0, 5)] * 10 + [took(9, 9)] * 10)
    assert uneven.gain == pytest.approx((0.7 - 0.45) / 0.55)


def test_students_are_counted_as_better_same_or_worse() -> None:
    gain = class_gain([took(3, 5), took(5, 5), took(5, 4), took(10, 10)])
    assert (gain.better, gain.same, gain.worse, gain.full_before) == (1, 2, 1, 1)


def test_no_change_at_all_is_a_gain_of_zero_with_no_width() -> None:
    gain = class_gain([took(points, points) for points in range(10)] * 2)
    assert gain.gain == 0
    assert gain.interval is not None
    assert (gain.interval.low, gain.interval.high) == (0, 0)


def test_the_interval_holds_the_gain_and_is_the_same_at_every_run() -> None:
    gain = class_gain([took(before, after) for before, after in [(2, 8), (4, 5), (7, 9), (5, 4)] * 5])
    assert gain.gain is not None
    assert gain.interval is not None
    assert gain.interval.low < gain.gain < gain.interval.high
    assert class_gain([took(*pair) for pair in [(2, 8), (4, 5), (7, 9), (5, 4)] * 5]) == gain


def test_the_order_of_students_does_not_change_the_averages() -> None:
    there, back = class_gain(CLASS), class_gain(CLASS[::-1])
    assert (there.before, there.after, there.gain) == (back.before, back.after, back.gain)


# Small classes and full marks


def test_a_small_class_has_counts_and_shares_but_no_gain_and_no_interval() -> None:
    small = class_gain(CLASS[: FEWEST_STUDENTS - 1])
    assert small.before is not None
    assert (small.gain, small.interval) == (None, None)
    page = gain_page(small, CLASS[: FEWEST_STUDENTS - 1])
    assert "14 students took both tests" in page
    assert "normalised gain" not in page
    assert "interval is" not in page


def test_a_class_that_knew_everything_before_has_no_gain_and_is_told_why() -> None:
    students = [took(10, after) for after in (10, 9, 8)] * 6
    gain = class_gain(students)
    assert (gain.before, gain.gain, gain.interval) == (1, None, None)
    assert "Nothing was left to gain" in gain_page(gain, students)


def test_students_with_every_point_before_stay_in_the_averages_and_are_told() -> None:
    students = [*CLASS, took(10, 10)]
    assert class_gain(students).before == pytest.approx(7 / 16)
    assert "1 student had all points before" in gain_page(class_gain(students), students)


def test_resamples_of_full_marks_only_are_undefined_and_told() -> None:
    students = [took(10, 10)] * 14 + [took(5, 9)]
    gain = class_gain(students)
    assert gain.interval is not None
    assert 0 < gain.interval.undefined < gain.interval.resamples
    assert "of them undefined" in gain_page(gain, students)


def test_a_class_without_pairs_is_told_and_not_a_zero() -> None:
    students = [StudentGain("a", TestResult(1, 10, 10), None)]
    assert class_gain(students).before is None
    page = gain_page(class_gain(students), students)
    assert "nothing to compare" in page
    assert "only the test before: 1 student" in page


# One student


def test_only_a_test_of_which_half_was_answered_counts() -> None:
    enough, few = TestResult(5, 10, 5), TestResult(4, 10, 4)
    assert StudentGain("a", enough, enough).taken is Taken.BOTH
    assert StudentGain("a", enough, few).taken is Taken.ONLY_BEFORE
    assert StudentGain("a", few, enough).taken is Taken.ONLY_AFTER
    assert StudentGain("a", None, few).taken is Taken.NEITHER
    assert StudentGain("a", enough, few).change is None


def test_the_two_tests_of_a_student_may_lie_in_two_files_but_not_one_test_in_both() -> None:
    result = TestResult(5, 10, 10)
    assert student_gain("a", [{BEFORE: result}, {AFTER: result}]).taken is Taken.BOTH
    doubled = student_gain("a", [{BEFORE: result}, {BEFORE: result, AFTER: result}])
    assert (doubled.taken, doubled.change) == (Taken.TWICE, None)


def test_a_test_is_taken_from_the_file_that_counts_and_only_a_lacking_one_from_another() -> None:
    low, high = TestResult(2, 10, 10), TestResult(9, 10, 10)
    other = Look(Submission("a", "a.jsonl"), tests={BEFORE: low, AFTER: low})
    row = Row(Submission("a", "b.jsonl"), "a", others=(other,))
    assert row.gain({AFTER: high}) == StudentGain("a", low, high)
    assert row.gain({BEFORE: high, AFTER: high}) == StudentGain("a", high, high)


# The files of a run


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course that consists of the two tests."""
    folder = tmp_path_factory.mktemp("tested")
    for name in ("seeds", "codebook", "cards"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("exercises", "solutions"):
        (folder / name).mkdir()
        for unit in (BEFORE, AFTER):
            if not (REPOSITORY / name / f"{unit}.toml").is_file():
                pytest.skip("this copy has no solutions of the tests")
            shutil.copy(REPOSITORY / name / f"{unit}.toml", folder / name)
    units = "".join(f'[[units]]\nid = "{unit}"\ntitle = "{unit}"\n' for unit in (BEFORE, AFTER))
    (folder / "course.toml").write_text(f'id = "tested"\ntitle = "Tested"\n{units}', encoding="utf-8")
    return load_course(folder)


@pytest.fixture
def room(tested: Course, tmp_path: Path) -> Classroom:
    (tmp_path / "submissions").mkdir()
    return Classroom(tested, tmp_path / "submissions", tmp_path / "report")


def best(course: Course, unit: str, leave: Sequence[str] = ()) -> dict[str, Answer]:
    keys = load_keys(unit, course).keys
    items = load_items(unit, course).items.values()
    return {item.id: best_answer(item, keys[item.id]) for item in items if item.id[-2:] not in leave}


def gain_rows(report: Report) -> Mapping[str, Mapping[str, str]]:
    return {row["student"]: row for row in read_csv(report.folder / "gain.csv")}


def test_a_run_over_both_tests_writes_the_gain_by_student_and_in_words(
    room: Classroom, tested: Course
) -> None:
    after = best(tested, AFTER)
    room.hand_in("jane.jsonl", best(tested, BEFORE, leave=("01", "04", "11")) | after)
    room.hand_in("omar.jsonl", after)
    report = room.grade()
    rows = gain_rows(report)
    assert rows["jane"] == {
        "student": "jane",
        "share before": "0.75",
        "answered before": "9",
        "share after": "1",
        "answered after": "12",
        "change": "0.25",
        "which tests count": "both",
    }
    assert (rows["omar"]["change"], rows["omar"]["which tests count"]) == ("", "only the test after")
    page = (report.folder / "gain.md").read_text(encoding="utf-8")
    assert "1 student took both tests. On average they earned 75 % of the points before" in page
    assert "gain.md" in report.summary.text()
    assert TESTS_COUNT not in report.summary.text()


def test_beside_lessons_the_tests_are_said_to_be_in_the_points(room: Classroom, tested: Course) -> None:
    for name in ("exercises", "solutions"):
        text = tested.path(name, f"{BEFORE}.toml").read_text(encoding="utf-8")
        tested.path(name, "lesson.toml").write_text(text.replace(BEFORE, "lesson"), encoding="utf-8")
    with (tested.root / "course.toml").open("a", encoding="utf-8") as file:
        file.write('[[units]]\nid = "lesson"\ntitle = "A lesson"\n')
    whole = Classroom(load_course(tested.root), room.submissions, room.out)
    whole.hand_in("jane.jsonl", best(tested, BEFORE))
    assert TESTS_COUNT in whole.grade().summary.notes


def test_the_same_class_gives_the_same_bytes(room: Classroom, tested: Course) -> None:
    room.hand_in("jane.jsonl", best(tested, BEFORE) | best(tested, AFTER))
    assert room.grade().files() == room.grade().files()


def test_without_both_tests_there_is_no_gain_and_an_old_one_goes(room: Classroom, tested: Course) -> None:
    room.hand_in("jane.jsonl", best(tested, BEFORE) | best(tested, AFTER))
    report = room.grade()
    assert (report.folder / "gain.csv").is_file()
    report = room.grade([AFTER])
    assert [name for name in report.files() if name.startswith("gain")] == []
    assert report.summary.gain == ()


def test_a_file_of_that_name_that_is_not_ours_stays(room: Classroom, tested: Course) -> None:
    room.hand_in("jane.jsonl", best(tested, AFTER))
    report = room.grade([AFTER])
    (report.folder / "gain.md").write_bytes(b"# My own notes\n")
    room.grade([AFTER])
    assert (report.folder / "gain.md").read_bytes() == b"# My own notes\n"
