"""Knows how far a learner has come, and shows the words of the feedback: both as Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from coursepack.answers import History, handing_in, histories, own_log
from coursepack.course import Course, CourseUnit, load_course
from coursepack.items import Item, find_item, has_keys, load_items, load_keys
from coursepack.items.model import EssayTask
from coursepack.scoring import mark
from coursepack.widgets.outcome import in_markdown
from coursepack.widgets.session import Session

NOT_KNOWN = "–"
"""Stands in a table where right answers cannot be counted."""
UNDER = "↳ Practice"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of Markdown that a notebook shows."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def feedback(item_id: str) -> Words:
    """Show what is said to the learner's answer to one exercise."""
    course = load_course()
    outcome = Session(find_item(item_id, course), course).outcome()
    return Words(in_markdown(outcome) if outcome else f"Exercise {item_id} is not answered yet.")


def hand_in() -> Words:
    """Show which file to hand in, its receipt code, what is missing, and what only a teacher will read."""
    course = load_course()
    return Words(handing_in(course, own_log(course)).text())


def progress(unit_id: str | None = None) -> Words:
    """Show how far one has come: in one unit, exercise by exercise, or in all units, and where one stopped."""
    course = load_course()
    reading = own_log(course).read()
    past = histories(reading.records)
    text = _exercises(course.unit(unit_id), course, past) if unit_id else _units(course, past)
    left_out = len(reading.notices)
    if left_out:
        lines = ", ".join(str(notice.line) for notice in reading.notices[:5])
        text += (
            f"\n\n**Please note:** {left_out} line(s) of your answers file could not be read (line {lines}). "
            "All other answers are there. Nothing was deleted."
        )
    return Words(text)


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many exercises of a unit are ``done`` (submitted, or the answer was shown), of ``all``.

    ``right`` of them earned full credit on some try (``None`` where the unit's solution file is
    needed to tell, and is not here); ``to_read`` are submitted and read by a teacher.
    """

    done: int
    all: int
    right: int | None
    to_read: int


def _tally(unit: CourseUnit, course: Course, past: dict[str, History]) -> _Tally:
    items = load_items(unit.id, course).items
    own = {item_id: past[item_id] for item_id in items if item_id in past}
    submitted = {item_id: history for item_id, history in own.items() if history.submitted}
    return _Tally(
        done=sum(_is_done(history) for history in own.values()),
        all=len(items),
        right=_right(unit, course, submitted),
        to_read=sum(_is_written(items[item_id]) for item_id in submitted),
    )


def _right(unit: CourseUnit, course: Course, submitted: dict[str, History]) -> int | None:
    # A notebook without answers is the same with and without solutions: nothing submitted, nothing right.
    if not submitted:
        return 0
    if not has_keys(unit.id, course):
        return None
    items, keys = load_items(unit.id, course).items, load_keys(unit.id, course).keys
    marks = (mark(items[item_id], keys[item_id], history) for item_id, history in submitted.items())
    return sum(earned is not None and earned.result.right for earned in marks)


def _is_done(history: History) -> bool:
    return history.submitted is not None or history.revealed


def _is_written(item: Item) -> bool:
    return isinstance(item.task, EssayTask)


def _state(item: Item, history: History | None) -> str:
    if history is None or history.latest is None:
        return "not answered yet"
    if _is_written(item) and history.submitted:
        return "to be read by a teacher"
    if history.revealed:
        return "finished"
    return "submitted" if history.submitted else "draft: not submitted yet"


def _exercises(unit: CourseUnit, course: Course, past: dict[str, History]) -> str:
    rows = [
        f"| {item_id} | {item.minutes:g} | {_state(item, past.get(item_id))} |"
        for item_id, item in load_items(unit.id, course).items.items()
    ]
    tally = _tally(unit, course, past)
    head = [f"**{tally.done} of {tally.all} exercises done.**"]
    head += [f"{tally.right} right."] if tally.right is not None and tally.done else []
    head += [f"{tally.to_read} to be read by a teacher."] if tally.to_read else []
    return "\n".join([" ".join(head), "", "| Exercise | Minutes | State |", "| --- | ---: | --- |", *rows])


def _units(course: Course, past: dict[str, History]) -> str:
    tallies = [(unit, _tally(unit, course, past)) for unit in by_lesson(course)]
    rows = [
        f"| {_name(unit, course)} | {tally.done} of {tally.all} | {NOT_KNOWN if tally.right is None else tally.right} | {tally.to_read} |"
        for unit, tally in tallies
    ]
    head = ["| Unit | Done | Right | To be read by a teacher |", "| --- | --- | --- | --- |"]
    notes = [_stopped(course, past)]
    if any(tally.right is None for _, tally in tallies):
        notes.append(f"{NOT_KNOWN} The solutions of this unit are not in your copy: your teacher grades it.")
    return "\n".join([*head, *rows, "", "\n\n".join(notes)])


def by_lesson(course: Course) -> list[CourseUnit]:
    """Return the units in the order of the course, but practice right under the graded unit of its lesson."""
    lessons = list(dict.fromkeys(unit.lesson for unit in course.units))
    return sorted(course.units, key=lambda unit: (lessons.index(unit.lesson), unit.practice))


def _name(unit: CourseUnit, course: Course) -> str:
    """Name a unit in the overview: its number and title, or "Practice" under the lesson it belongs to."""
    return UNDER if unit.practice and unit.lesson in {other.id for other in course.units} else unit.numbered


def _stopped(course: Course, past: dict[str, History]) -> str:
    """Name the exercise that was answered last, and its unit."""
    answered = {item_id: history.latest.at for item_id, history in past.items() if history.latest}
    units = {item_id: unit.numbered for unit in course.units for item_id in load_items(unit.id, course).items}
    known = [item_id for item_id in answered if item_id in units]
    if not known:
        return "You have not answered an exercise yet."
    last = max(known, key=answered.__getitem__)
    return f"You stopped at exercise **{last}**, in *{units[last]}*."
