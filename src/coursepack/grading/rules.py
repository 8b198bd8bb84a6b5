"""Knows a class's own rules: what lateness costs, what is left out, which try and which file counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coursepack.answers import History
from coursepack.course import read_toml
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.fields import Fields
from coursepack.grading.collect import Submission
from coursepack.grading.grades import ItemGrade, LogGrade, Outcome
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper
from coursepack.scoring import mark
from coursepack.scoring.in_words import decimal

MOST_DROPPED = 1000
MOST_NAMED = 10


class Tries(StrEnum):
    """Which of several tries at an exercise counts."""

    BEST = "best"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one class; as they stand here they change nothing.

    ``late_factor`` in [0, 1] multiplies the points of a file that came late; ``drop_lowest`` exercises
    of each student, the worst ones, are left out; ``tries`` says which try counts. ``due`` is the last
    moment that is not late, where a platform tells when a file was handed in; ``count`` names files that
    count beside others of their students, as the gradebook names them. ``withheld`` are units, by id or
    number, that count as all others do, but of which no page shows an exercise or a key.
    """

    late_factor: float = 1.0
    drop_lowest: int = 0
    tries: Tries = Tries.BEST
    due: datetime | None = None
    count: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    def told(self) -> Iterator[str]:
        """Say for the teacher which rules there are."""
        if self.due:
            yield f"By your rules a file is late that the platform took after {self.due.replace(tzinfo=None)}."
        if self.late_factor != 1:
            yield f"By your rules the points of late files are multiplied by {decimal(self.late_factor)}."
        if self.drop_lowest:
            yield f"By your rules the worst {_exercises(self.drop_lowest)} not count, for each student."
        if self.tries is Tries.LAST:
            yield "By your rules the last try counts, not the best one."
        if self.withheld:
            yield f"By your rules no page shows an exercise or a key of {', '.join(self.withheld)}."


NO_RULES = Rules()


def load_rules(path: Path) -> Rules:
    """Read a file of rules (TOML); raise ``CourseError`` with every fault in it."""
    if not path.is_file():
        raise CourseError(
            Fault(
                str(path), "", "no such file", "a file with rules (.toml)", "Check the spelling of the name."
            )
        )
    faults: list[Fault] = []
    fields = Fields(read_toml(path, path.name), path.name, "", faults)
    late_factor = fields.number("late_factor", 0, 1, 1.0)
    drop_lowest = fields.whole("drop_lowest", 0, MOST_DROPPED, 0)
    tries = fields.one_of("tries", Tries) if fields.has("tries") else Tries.BEST
    # Asked for even where it is not there, so that it stands in the list of fields there are.
    fields.raw("tries")
    due, count = _due(fields, faults), fields.texts("count", ())
    withheld = fields.texts("withheld", ())
    fields.finish()
    raise_if_any(faults)
    return Rules(float(late_factor), drop_lowest, tries or Tries.BEST, due, count, withheld)


def _due(fields: Fields, faults: list[Fault]) -> datetime | None:
    due = fields.raw("due")
    if due is None or isinstance(due, datetime):
        return due
    expected = "a day and a time, such as 2026-01-31T23:59:00"
    faults.append(Fault(fields.file, "due", str(due), expected, "Write it so, without quotation marks."))
    return None


def check_rules(rules: Rules, paper: Paper, file: str) -> None:
    """Raise ``CourseError`` if the rules of this file name an unknown unit, or would leave no exercise of the paper."""
    withheld_units(rules, paper)
    if rules.drop_lowest and rules.drop_lowest >= paper.possible:
        found = f"{rules.drop_lowest} exercises to be left out of {paper.possible}"
        expected = f"a number below {paper.possible}"
        remedy = "Lower drop_lowest, or grade more units in one run."
        raise CourseError(Fault(file, "drop_lowest", found, expected, remedy))


def withheld_units(rules: Rules, paper: Paper) -> frozenset[str]:
    """Return the ids of the units that no page may show; raise ``CourseError`` for one that does not exist."""
    return frozenset(paper.course.unit(word).id for word in rules.withheld)


def check_count(rules: Rules, submissions: Iterable[Submission], file: str) -> None:
    """Raise ``CourseError`` if the rules of this file name a file that nobody handed in."""
    unknown = sorted(set(rules.count) - {shown(entry.file) for entry in submissions})
    if unknown:
        remedy = "Copy the name from the gradebook, or remove it."
        raise CourseError(
            Fault(
                file,
                "count",
                ", ".join(f'"{name}"' for name in unknown[:MOST_NAMED]),
                "names of files that were handed in",
                remedy,
            )
        )


def outcome(grade: LogGrade, rules: Rules, *, late: bool) -> Outcome:
    """Return the points of a file under the rules; the points of single exercises stay as they are.

    First the try that counts is taken, then the worst exercises are left out (one that was not answered
    before one that was, and of equal ones the later; one always stays), then lateness is counted.
    """
    if grade.points is None or rules == NO_RULES:
        return Outcome(grade.points, grade.possible)
    items = [item for item in grade.items if item.counts]
    points = [_counting(item, rules) for item in items]
    notes = [*_last_tries(items, points)] if rules.tries is Tries.LAST else []
    kept = list(range(len(items)))
    if rules.drop_lowest:
        worst = sorted(kept, key=lambda place: (points[place] or 0, items[place].answered, -place))
        left_out = sorted(worst[: min(rules.drop_lowest, len(items) - 1)])
        kept = [place for place in kept if place not in left_out]
        names = ", ".join(items[place].question.item.id for place in left_out)
        notes.append(f"By the rules of this class the worst {_exercises(len(left_out))} not count: {names}.")
    total = sum(points[place] or 0 for place in kept)
    if late and rules.late_factor != 1:
        lowered = total * rules.late_factor
        notes.append(
            f"Late, so by the rules of this class the points were multiplied by {decimal(rules.late_factor)}:"
            f" {decimal(lowered)} instead of {decimal(total)}."
        )
        total = lowered
    return Outcome(total, len(kept), tuple(notes))


def _counting(item: ItemGrade, rules: Rules) -> float | None:
    if rules.tries is Tries.BEST or item.question.by_hand or not item.counted:
        return item.points
    last = mark(item.question.item, item.question.key, History(item.counted[-1:]))
    return last.points if last else item.points


def _last_tries(items: list[ItemGrade], points: list[float | None]) -> Iterator[str]:
    changed = [
        f"{item.question.item.id} {decimal(own)} instead of {decimal(item.points)}"
        for item, own in zip(items, points, strict=True)
        if own is not None and item.points is not None and own != item.points
    ]
    if changed:
        yield f"By the rules of this class the last try counts: {', '.join(changed)}."


def _exercises(number: int) -> str:
    return "1 exercise does" if number == 1 else f"{number} exercises do"
