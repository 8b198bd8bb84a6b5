"""Knows which options a class chose at first, overall and in its strongest and weakest third."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursepack.grading.class_size import FROM_FACILITY
from coursepack.grading.class_table import Column
from coursepack.items.model import OptionsTask

THIRD = 3


@dataclass(frozen=True, slots=True)
class OptionCounts:
    """One option of one item: how many ``chose`` it in their first answer, of ``students`` who answered.

    ``top`` and ``bottom`` count within the thirds by the score in all other items, each of ``third`` students;
    they are ``None`` in a class too small for thirds. ``credit`` is the key's (0: wrong); ``misconception``
    is what a wrong option points to, in words.
    """

    option: str
    text: str
    credit: float
    misconception: str
    chose: int
    students: int
    top: int | None
    bottom: int | None
    third: int


def counts_of_options(column: Column, rest: Mapping[int, float]) -> tuple[OptionCounts, ...]:
    """Return the counts of an item with options (``choice``, ``choices``); nothing for other kinds.

    ``rest`` is the score in the other items by place of the student. Equal scores stand in the order of the students.
    """
    question = column.question
    if not isinstance(question.item.task, OptionsTask):
        return ()
    places = column.answered()
    ranked = sorted(rest, key=lambda place: (-rest[place], place))
    size = len(ranked) // THIRD if len(ranked) >= FROM_FACILITY else 0
    found = []
    for number, option in enumerate(question.item.task.options):
        feedback = question.key.feedback.get(option.id)
        credit = question.key.credits.get(option.id, 0.0)
        pointed = feedback.misconception if feedback and not credit else None
        found.append(
            OptionCounts(
                option.id,
                option.text,
                credit,
                question.misconceptions.get(pointed, pointed) if pointed else "",
                _chose(column, places, number),
                len(places),
                _chose(column, ranked[:size], number) if size else None,
                _chose(column, ranked[-size:], number) if size else None,
                size,
            )
        )
    return tuple(found)


def suspected(options: Sequence[OptionCounts]) -> tuple[OptionCounts, ...]:
    """Return wrong options that more than a third of the top third chose: the key may be wrong, or the question."""
    return tuple(
        option
        for option in options
        if not option.credit and option.top is not None and THIRD * option.top > option.third
    )


def _chose(column: Column, places: Sequence[int], option: int) -> int:
    return sum(column.chose(place, option) for place in places)
