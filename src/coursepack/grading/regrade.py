"""Knows a second grading: why each mark is another one, and both gradebooks side by side.

Reasons are what the two reports themselves say: question, key, hints and rules that they were graded with
(``graded-with.csv``), the receipts of the files, and whether a person marks the exercise.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from coursepack.grading.changes import SAME, Changes, write_changes
from coursepack.grading.earlier_gradebook import (
    NO_MARK,
    Gradebook,
    Who,
    file_alone,
    only_ones,
    read_gradebook,
    student_and_id,
)
from coursepack.grading.graded_with import GradedWith, read_graded_with
from coursepack.grading.sheets import ENCODING, GRADEBOOK, HEAD, Sheet, beginning_of, remove_ours
from coursepack.items import Kind

SIDE_BY_SIDE = "side-by-side.csv"
COMPARED = ("status", "points", "possible", "percent")
SIDE_HEAD = (
    "student",
    "id",
    "file",
    *(f"{name} {when}" for name in COMPARED for when in ("before", "after")),
    "change",
    "exercises",
    "why",
)
NOT_SAID = "not said in the earlier report"
NONE_OF_THESE = "neither question, key nor file has changed"


@dataclass(frozen=True)
class Graded:
    """One report: its ``gradebook``, the first cells of every row by name, and what it was graded with."""

    gradebook: Gradebook
    rows: Mapping[Who, Mapping[str, str]]
    graded_with: GradedWith

    def row(self, who: Who) -> Mapping[str, str]:
        """Return a student's row, else the only one under another file or name, else an empty one."""
        if who in self.rows:
            return self.rows[who]
        for part, found in self._only_rows:
            if (own := part(who)) in found:
                return self.rows[found[own]]
        return {}

    @cached_property
    def _only_rows(self) -> Sequence[tuple[Callable[[Who], str], Mapping[str, Who]]]:
        """Rows that are the only ones of a student, or of a file."""
        return [(part, only_ones(self.rows, part)) for part in (student_and_id, file_alone)]


@dataclass(slots=True)
class _Reasons:
    """Says why a mark changed, and keeps what it said for each student."""

    before: Graded
    after: Graded
    told: dict[Who, dict[str, None]] = field(default_factory=dict)
    exercises: dict[Who, list[str]] = field(default_factory=dict)

    def why(self, who: Who, exercise: str, was: float, now: float) -> str:
        reasons = [*self._exercise(exercise, was, now), *self._file(who)]
        if not reasons:
            reasons = [NONE_OF_THESE if self.before.graded_with.exercises else NOT_SAID]
        self.told.setdefault(who, {}).update(dict.fromkeys(reasons))
        self.exercises.setdefault(who, []).append(exercise)
        return "; ".join(reasons)

    def of_the_sum(self, who: Who) -> Iterator[str]:
        """Yield why a student's sum is another one: all of the above, the rules, and what came too late."""
        yield from self.told.get(who, {})
        rules = self.before.graded_with.rules, self.after.graded_with.rules
        if all(rules) and rules[0] != rules[1]:
            yield "the rules of the class were changed"
        late = self.before.row(who).get("late"), self.after.row(who).get("late")
        if late[0] != late[1]:
            yield "late in one report only"

    def _exercise(self, exercise: str, was: float, now: float) -> Iterator[str]:
        old = self.before.graded_with.exercises.get(exercise)
        new = self.after.graded_with.exercises.get(exercise)
        if old and new:
            if old.question != new.question:
                yield "the question was changed"
            if old.key != new.key:
                yield "the key or its weights were changed"
            if old.hints != new.hints:
                yield "the number of hints was changed"
        if new and new.kind == Kind.ESSAY:
            if was == NO_MARK:
                yield "marked by hand since then"
            elif now == NO_MARK:
                yield "no mark by hand in this run; was --marks left out?"
            else:
                yield "other marks by hand"

    def _file(self, who: Who) -> Iterator[str]:
        old, new = self.before.row(who).get("receipt"), self.after.row(who).get("receipt")
        if old and new and old != new:
            yield "other answers were handed in"


def read_graded(report: Path) -> Graded:
    """Read a report; raise ``CourseError`` for a folder that holds none of ours."""
    gradebook = read_gradebook(report)
    with (report / GRADEBOOK).open(encoding=ENCODING, newline="") as file:
        _, *lines = csv.reader(file)
    rows = {
        (line[0], line[1], line[2]): dict(zip(HEAD, line, strict=False))
        for line in lines
        if len(line) > len(HEAD)
    }
    return Graded(gradebook, rows, read_graded_with(report))


def write_regrade(out: Path, before: Graded) -> Changes:
    """Hold the report in ``out`` against an earlier one: write changed marks, and everybody's sums."""
    after = read_graded(out)
    reasons = _Reasons(before, after)
    changes = write_changes(out, before.gradebook, reasons.why)
    more = fewer = 0
    with Sheet(out / SIDE_BY_SIDE, SIDE_HEAD) as sheet:
        for who in after.rows:
            old, new = before.row(who), after.row(who)
            step = _step(old, new)
            more, fewer = more + (step > 0), fewer + (step < 0)
            both = [side.get(name, "") for name in COMPARED for side in (old, new)]
            other = [name for name in COMPARED if old.get(name) != new.get(name)]
            why = (
                "; ".join(reasons.of_the_sum(who))
                if other and old
                else ""
                if old
                else "not in the earlier report"
            )
            exercises = ", ".join(reasons.exercises.get(who, ()))
            sheet.add([*who, *both, step or "", exercises, why])
    return replace(changes, side_by_side=out / SIDE_BY_SIDE, more=more, fewer=fewer)


def remove_old_side_by_side(out: Path) -> None:
    """Remove the table of an earlier run."""
    remove_ours(out / SIDE_BY_SIDE, beginning_of(SIDE_HEAD))


def _step(old: Mapping[str, str], new: Mapping[str, str]) -> float:
    """Return by how much the sum has changed; 0 where one of the two has none."""
    try:
        step = round(float(new.get("points") or "nan") - float(old.get("points") or "nan"), 3)
    except ValueError:
        return 0.0
    return step if abs(step) > SAME else 0.0
