"""Knows what a second grading changed: who, in which exercise, from what to what, and why.

Written to ``changes.csv``.

After a key was changed a teacher grades again and names the earlier report; every mark that is not the same
stands here with both values, side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.grading.earlier_gradebook import (
    Gradebook,
    Who,
    file_alone,
    only_ones,
    read_gradebook,
    student_and_id,
)
from coursepack.grading.sheets import Sheet, beginning_of, remove_ours

CHANGES = "changes.csv"
CHANGES_HEAD = (
    "student",
    "id",
    "file",
    "exercise",
    "before",
    "after",
    "change",
    "points before",
    "points after",
    "note",
    "why",
)
SAME = 0.0005
"""A gradebook holds three decimals."""
Why = Callable[[Who, str, float, float], str]
"""Says why a mark of an exercise is another one, from the mark before and now (``NO_MARK`` for none)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written: the ``path``, how many ``students`` changed, and in which ``exercises``.

    ``side_by_side`` is the table with both sums of every student; ``more`` and ``fewer`` count those with
    more or fewer points than before.
    """

    path: Path
    students: int
    exercises: tuple[str, ...]
    side_by_side: Path | None = None
    more: int = 0
    fewer: int = 0

    def text(self) -> str:
        """Say it in a line or two."""
        sums = (
            f"\nBoth gradebooks side by side: {self.side_by_side}; {self.more:,} have more points, {self.fewer:,} fewer."
            if self.side_by_side
            else ""
        )
        return self._marks() + sums

    def _marks(self) -> str:
        if not self.students:
            return f"Against the earlier report no mark has changed: {self.path}"
        where = f" in {', '.join(self.exercises)}" if self.exercises else ""
        return (
            f"Against the earlier report {self.students:,} of the files have other marks{where}: {self.path}"
        )


def write_changes(out: Path, before: Gradebook, why: Why = lambda *_: "") -> Changes:
    """Hold the gradebook in ``out`` against an earlier one, and write every difference into ``out``.

    Compared are the exercises that both have; the total is that of each report. A student with one row in
    each is the same also where another file counts now. ``why`` gives the reason.
    """
    after = read_gradebook(out)
    before = _under_new_names(before, after)
    both = _in_both(before, after)
    students: set[Who] = set()
    exercises: dict[str, None] = {}
    with Sheet(out / CHANGES, CHANGES_HEAD) as sheet:
        for who in (*after.rows, *(who for who in before.rows if who not in after.rows)):
            for exercise, cells in _differences(who, before, after, both, why):
                sheet.add([*who, exercise, *cells])
                students.add(who)
                if exercise:
                    exercises[exercise] = None
    ordered = tuple(name for name in after.exercises if name in exercises)
    return Changes(out / CHANGES, len(students), ordered)


def remove_old_changes(out: Path) -> None:
    """Remove the changes of an earlier run."""
    remove_ours(out / CHANGES, beginning_of(CHANGES_HEAD))


def _under_new_names(before: Gradebook, after: Gradebook) -> Gradebook:
    """Name earlier rows as they are named now, where a student's file has changed, or only the name."""
    moved: dict[Who, Who] = {}
    for part in (student_and_id, file_alone):
        gone = only_ones((who for who in before.rows if who not in after.rows and who not in moved), part)
        taken = frozenset(moved.values())
        come = only_ones((who for who in after.rows if who not in before.rows and who not in taken), part)
        moved |= {who: come[own] for own, who in gone.items() if own in come}
    return Gradebook(before.exercises, {moved.get(who, who): marks for who, marks in before.rows.items()})


def _in_both(before: Gradebook, after: Gradebook) -> Sequence[tuple[str, int, int]]:
    """Return every exercise that both have, with its place in the rows before and now."""
    places = {name: place for place, name in enumerate(before.exercises, start=1)}
    return [
        (name, places[name], place) for place, name in enumerate(after.exercises, start=1) if name in places
    ]


def _differences(
    who: Who, before: Gradebook, after: Gradebook, both: Sequence[tuple[str, int, int]], why: Why
) -> Iterator[tuple[str, Sequence[str | float]]]:
    old, new = before.rows.get(who), after.rows.get(who)
    if old is None or new is None:
        note = "not in the earlier report" if old is None else "not in this report"
        totals = [_cell(old[0]) if old else "", _cell(new[0]) if new else ""]
        yield "", ["", "", "", *totals, note, ""]
        return
    for name, place_before, place_now in both:
        was, is_now = old[place_before], new[place_now]
        if abs(was - is_now) > SAME:
            marked = was >= 0 and is_now >= 0
            change: str | float = round(is_now - was, 3) if marked else ""
            note = "" if marked else "no mark before" if was < 0 else "no mark now"
            cells = [_cell(was), _cell(is_now), change, _cell(old[0]), _cell(new[0]), note]
            yield name, [*cells, why(who, name, was, is_now)]


def _cell(number: float) -> str | float:
    return "" if number < 0 else number
