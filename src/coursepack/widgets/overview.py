"""Knows how far a learner has come, and shows the words of the feedback: both as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coursepack.answers import History, histories, own_log
from coursepack.course import Course, CourseUnit, load_course
from coursepack.items import find_item, load_items
from coursepack.widgets.outcome import in_markdown
from coursepack.widgets.session import Session


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


def progress(unit_id: str | None = None) -> Words:
    """Show how many exercises are answered: in one unit, one by one, or in all units."""
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


def _state(history: History | None) -> str:
    if history is None or history.latest is None:
        return "not answered yet"
    if history.revealed:
        return "finished"
    return "submitted" if history.submitted else "draft: not submitted yet"


def _exercises(unit: CourseUnit, course: Course, past: dict[str, History]) -> str:
    bank = load_items(unit.id, course)
    rows = [
        f"| {item_id} | {item.minutes:g} | {_state(past.get(item_id))} |"
        for item_id, item in bank.items.items()
    ]
    head = f"**{_answered(bank.items, past)} of {len(bank.items)} exercises submitted.**"
    return "\n".join([head, "", "| Exercise | Minutes | State |", "| --- | ---: | --- |", *rows])


def _units(course: Course, past: dict[str, History]) -> str:
    rows = []
    for unit in course.units:
        items = load_items(unit.id, course).items
        rows.append(f"| {unit.title} | {_answered(items, past)} of {len(items)} |")
    started = [history.latest.at for history in past.values() if history.latest]
    last = max(past, key=lambda item: past[item].latest.at if past[item].latest else "", default=None)  # type: ignore[union-attr] # the condition stands beside it
    stopped = f"You stopped at exercise **{last}**." if started else "You have not answered an exercise yet."
    return "\n".join(["| Unit | Submitted |", "| --- | --- |", *rows, "", stopped])


def _answered(items: Iterable[str], past: dict[str, History]) -> int:
    return sum(bool(past.get(item) and (past[item].submitted or past[item].revealed)) for item in items)
