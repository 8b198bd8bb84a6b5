"""Knows what a learner is about to hand in: what is there, what is missing, what only a person will read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers.history import History, histories
from coursepack.answers.log import AnswerLog
from coursepack.answers.receipt import receipt
from coursepack.course import Course, CourseUnit
from coursepack.items import Item, load_items
from coursepack.items.model import EssayTask


@dataclass(frozen=True, slots=True)
class UnitToHandIn:
    """One graded unit: ids ``submitted``, only ``drafts``, ``missing``, and ``to_read`` by a person."""

    title: str
    submitted: tuple[str, ...]
    drafts: tuple[str, ...]
    missing: tuple[str, ...]
    to_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandIn:
    """The file to hand in, its receipt code (empty without answers), and every graded unit of the course."""

    file: Path
    receipt: str
    units: tuple[UnitToHandIn, ...]
    left_out: int

    def text(self) -> str:
        """Return what a learner should know before handing in, as Markdown that reads well as plain text."""
        if not self.receipt:
            return "There is nothing to hand in yet: you have not answered an exercise."
        promise = "Note it down. Your teacher sees the same code if the file arrives as it is now."
        lines = [
            f"Hand in this one file: **{self.file}**",
            "",
            f"Receipt code: **{self.receipt}**. {promise}",
            "",
        ]
        for unit in self.units:
            lines += [f"- **{unit.title}**: {_state(unit)}"]
        if self.left_out:
            lines += ["", f"{self.left_out} line(s) of the file could not be read and will not count."]
        return "\n".join(lines)


def handing_in(course: Course, log: AnswerLog) -> HandIn:
    """Look through a log and say what would be handed in. Practice is not graded and not listed."""
    reading = log.read()
    past = histories(reading.records)
    units = tuple(_unit(unit, course, past) for unit in course.units if not unit.practice)
    code = receipt(reading.records) if reading.records else ""
    return HandIn(log.path, code, units, len(reading.notices))


def _unit(unit: CourseUnit, course: Course, past: Mapping[str, History]) -> UnitToHandIn:
    items = load_items(unit.id, course).items
    given = {item_id: past[item_id] for item_id in items if item_id in past and past[item_id].latest}
    submitted = [item_id for item_id, history in given.items() if history.submitted]
    return UnitToHandIn(
        unit.numbered,
        tuple(submitted),
        tuple(item_id for item_id in given if item_id not in submitted),
        tuple(item_id for item_id in items if item_id not in given),
        tuple(item_id for item_id in given if _is_written(items[item_id])),
    )


def _is_written(item: Item) -> bool:
    return isinstance(item.task, EssayTask)


def _state(unit: UnitToHandIn) -> str:
    total = len(unit.submitted) + len(unit.drafts) + len(unit.missing)
    parts = [f"{len(unit.submitted)} of {total} submitted."]
    if unit.drafts:
        parts.append(f"Drafts, which count as they are: {', '.join(unit.drafts)}.")
    if unit.missing and len(unit.missing) < total:
        parts.append(f"Not answered: {', '.join(unit.missing)}.")
    if unit.to_read:
        parts.append(f"Only your teacher reads: {', '.join(unit.to_read)}.")
    return " ".join(parts)
