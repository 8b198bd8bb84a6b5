"""Knows what a class answered at first, part by part, overall and in its strongest and weakest third.

A part is what a key can call right or wrong by itself: an option, an option in a row, a picked sentence, a
thing in a place of an order, a number, a few words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursepack.grading.choices import choices_of
from coursepack.grading.class_size import FROM_FACILITY
from coursepack.grading.class_table import Column
from coursepack.grading.first_answers import Part, parts_of
from coursepack.items import Kind

THIRD = 3


@dataclass(frozen=True, slots=True)
class OptionCounts:
    """One part of an answer: how many ``chose`` it in their first answer, of ``students`` who answered.

    ``row`` is what it was given to (empty where an item has one question), ``text`` its words. ``top`` and
    ``bottom`` count within the thirds by the score in all other items, each of ``third`` students; they are
    ``None`` in a class too small for thirds. ``credit`` is the key's (0: wrong); ``misconception`` is what a
    wrong part points to, in words. ``one`` is false for what gathers answers that differ, such as any other
    number.
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
    row: str = ""
    one: bool = True

    @property
    def name(self) -> str:
        """What was given, with what it was given to: ``putin``, ``A0-08: putin``."""
        return f"{self.row}: {self.option}" if self.row else self.option


def counts_of_options(column: Column, rest: Mapping[int, float]) -> tuple[OptionCounts, ...]:
    """Return the counts of an item; nothing for coded texts and for what a person marks.

    All options of ``choice`` and ``choices`` are told; of other kinds what is right, and what somebody gave.
    ``rest`` is the score in the other items by place of the student. Equal scores stand in the order of the
    students.
    """
    question = column.question
    ranked = sorted(rest, key=lambda place: (-rest[place], place))
    size = len(ranked) // THIRD if len(ranked) >= FROM_FACILITY else 0
    places = column.answered()
    # The places behind -0 would be all of them.
    groups = places, ranked[:size], ranked[len(ranked) - size :]
    chose, top, bottom = (_counted(column, group) for group in groups)
    return tuple(
        OptionCounts(
            choice.part[1],
            choice.text,
            choice.credit,
            choice.misconception,
            chose[choice.part],
            len(places),
            top[choice.part] if size else None,
            bottom[choice.part] if size else None,
            size,
            choice.part[0],
            choice.one,
        )
        for choice in choices_of(question)
        if choice.listed or choice.credit or chose[choice.part]
    )


def suspected(options: Sequence[OptionCounts]) -> tuple[OptionCounts, ...]:
    """Return what is wrong though more than a third of the top third gave it: the key may be wrong."""
    return tuple(
        option
        for option in options
        if not option.credit and option.one and option.top is not None and THIRD * option.top > option.third
    )


def _counted(column: Column, places: Sequence[int]) -> Counter[Part]:
    read = parts_of(column.question)
    numbers = column.right if column.question.item.kind is Kind.SPANS else column.answer
    found: Counter[Part] = Counter()
    for number, students in Counter(numbers[place] for place in places).items():
        for part in read(number):
            found[part] += students
    return found
