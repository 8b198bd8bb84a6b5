"""Knows how the gain of a class is written down: ``gain.csv`` by student, ``gain.md`` in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coursepack.grading.counts import counted
from coursepack.grading.gain import (
    AFTER,
    BEFORE,
    ENOUGH_ANSWERED,
    FEWEST_STUDENTS,
    ClassGain,
    StudentGain,
    Taken,
    TestResult,
    class_gain,
)
from coursepack.grading.paper import Paper
from coursepack.grading.sheets import Sheet, beginning_of, remove_ours
from coursepack.scoring.in_words import decimal

GAIN_SHEET, GAIN_PAGE = "gain.csv", "gain.md"
HEAD = (
    "student",
    "share before",
    "answered before",
    "share after",
    "answered after",
    "change",
    "which tests count",
)
TITLE = "# Before and after the course"
CANNOT_SHOW = (
    "**What these numbers cannot show.** They do not say what the course did: there is no group without it, "
    "and whoever meets a kind of exercise a second time knows it better. The two tests are built in parallel, "
    "but nobody has tried out whether they are equally hard. A test of quick questions does not see how well "
    "somebody writes or argues."
)


def compares_tests(paper: Paper) -> bool:
    """Say whether both tests are among the units that are graded."""
    return {BEFORE, AFTER} <= {unit.id for unit in paper.units}


def write_gain(out: Path, students: Sequence[StudentGain]) -> tuple[Path, Path]:
    """Write both files into ``out`` and return their paths; the same students give the same bytes."""
    with Sheet(out / GAIN_SHEET, HEAD) as sheet:
        for student in students:
            sheet.add(_row(student))
    page = gain_page(class_gain(students), students)
    (out / GAIN_PAGE).write_text(page, encoding="utf-8", newline="\n")
    return out / GAIN_SHEET, out / GAIN_PAGE


def remove_old_gain(out: Path) -> None:
    """Remove both files of an earlier report."""
    remove_ours(out / GAIN_SHEET, beginning_of(HEAD))
    remove_ours(out / GAIN_PAGE, TITLE.encode())


def _row(student: StudentGain) -> list[str | float]:
    change = "" if student.change is None else student.change
    return [student.student, *_cells(student.before), *_cells(student.after), change, str(student.taken)]


def _cells(result: TestResult | None) -> list[str]:
    return ["", ""] if result is None else [decimal(result.share), f"{result.answered}"]


def gain_page(gain: ClassGain, students: Sequence[StudentGain]) -> str:
    """Return the gain of a class in words, as Markdown."""
    parts = [TITLE, *_both(gain), *_normalised(gain), *_left_out(students)]
    return "\n\n".join([*parts, CANNOT_SHOW]) + "\n"


def _both(gain: ClassGain) -> list[str]:
    if gain.before is None or gain.after is None:
        return ["No student took both tests, so there is nothing to compare."]
    return [
        (
            f"{counted(gain.students, 'student')} took both tests. On average they earned {_percent(gain.before)} of the points "
            f"before the course and {_percent(gain.after)} after it."
        ),
        f"Compared with the first test, {gain.better} did better, {gain.same} the same, {gain.worse} worse.",
    ]


def _normalised(gain: ClassGain) -> list[str]:
    if not gain.students:
        return []
    if gain.students < FEWEST_STUDENTS:
        return [
            (
                f"With fewer than {FEWEST_STUDENTS} students, one or two of them would move a gain of the class and "
                "its interval, so none is given. Read the counts, and look at single exercises."
            )
        ]
    if gain.gain is None:
        return [
            "Every one of them had all points before the course. Nothing was left to gain, so no gain is defined."
        ]
    parts = [
        (
            f"The normalised gain of the class is {decimal(gain.gain, 2)} (n = {gain.students}): the change of the "
            f"average, divided by what was still missing before (Hake 1998). 1 would be everything that was missing."
        )
    ]
    if gain.interval:
        parts[0] += (
            f" The 95 % interval is {decimal(gain.interval.low, 2)} to {decimal(gain.interval.high, 2)} "
            f"(percentile bootstrap over students, {gain.interval.resamples:,} resamples"
            + (f", {gain.interval.undefined:,} of them undefined)." if gain.interval.undefined else ").")
        )
    if gain.full_before:
        parts.append(
            f"{counted(gain.full_before, 'student')} had all points before the course and could not gain. "
            "They are part of the averages."
        )
    return parts


def _left_out(students: Sequence[StudentGain]) -> list[str]:
    counts = {taken: sum(student.taken is taken for student in students) for taken in Taken}
    told = [
        f"- {taken}: {counted(counts[taken], 'student')}"
        for taken in Taken
        if taken is not Taken.BOTH and counts[taken]
    ]
    if not told:
        return []
    return [
        (
            f"Not compared, and listed in {GAIN_SHEET}. A test counts if at least {_percent(ENOUGH_ANSWERED)} of its "
            "exercises were answered."
        ),
        "\n".join(told),
    ]


def _percent(share: float) -> str:
    return f"{decimal(100 * share, 1)} %"
