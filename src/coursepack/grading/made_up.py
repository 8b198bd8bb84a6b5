"""Knows how made-up students answer: logs of any number of them, the same bytes for the same seed.

Nobody real is behind these logs. Every student has one ability between 0.2 and 0.95; an answer is right
with that probability, a wrong one opens a hint and is tried again, and now and then an exercise is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coursepack.answers import Answered, HintOpened, Record, Revealed
from coursepack.answers.record import Header, write_line
from coursepack.course import Course
from coursepack.grading.made_up_answers import LEFT_OUT, guess
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.scoring import best_answer, score

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALL_TRIES_USED = 0.3
STEP = (2_000, 90_000)
"""Milliseconds from one record to the next, at least and at most."""
KeyedItem = tuple[Item, Key, str]
"""An item, its key, its version."""


def write_logs(course: Course, folder: Path, count: int, seed: int, *, once: bool = False) -> None:
    """Write ``count`` logs into ``folder``, answering every exercise whose key is in this copy.

    With ``once``, only what counts, one try each: the log of a class whose solutions are withheld.
    """
    questions = questions_of(course, practice=not once)
    for number in range(count):
        # One generator per student: student 7 writes the same log in a class of 10 and of 10,000.
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 (made-up answers, no secret)
        write_entries(folder / f"student-{number:06d}.jsonl", _entries(course, questions, chance, once=once))


def questions_of(course: Course, *, practice: bool = True) -> list[KeyedItem]:
    """Return every exercise whose key is in this copy, in the order of the course."""
    return [
        (item, load_keys(unit.id, course).keys[item.id], item.version)
        for unit in course.units
        if has_keys(unit.id, course) and (practice or not unit.practice)
        for item in load_items(unit.id, course).items.values()
    ]


def write_entries(path: Path, entries: Iterable[Header | Record]) -> None:
    """Write one log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(write_line(entry) for entry in entries))


class Pen:
    """Writes the records of one student: with random ids, and a clock that goes on each time it is read."""

    def __init__(self, chance: random.Random, step: tuple[int, int] = STEP) -> None:
        self._now, self._chance, self._step = START, chance, step

    def header(self, course: Course) -> Header:
        """Return the first line of a log."""
        return Header(course.id, self._id(), self._at())

    def answered(
        self, question: KeyedItem, answer: object, hints: int, sure: int | None
    ) -> tuple[Answered, Answered]:
        """Return a draft and its submission."""
        item, _, version = question
        draft = Answered(self._id(), self._at(), item.id, version, answer, False, hints, sure)  # noqa: FBT003 (a draft)
        return draft, Answered(self._id(), self._at(), item.id, version, answer, True, hints, sure)  # noqa: FBT003 (submitted)

    def hint(self, question: KeyedItem, hints: int) -> HintOpened:
        """Return the record of a hint that opens."""
        return HintOpened(self._id(), self._at(), question[0].id, question[2], hints)

    def revealed(self, question: KeyedItem) -> Revealed:
        """Return the record of a key that is shown."""
        return Revealed(self._id(), self._at(), question[0].id, question[2])

    def _at(self) -> str:
        self._now += timedelta(milliseconds=self._chance.randint(*self._step))
        return self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _id(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"


def _entries(
    course: Course, questions: list[KeyedItem], chance: random.Random, *, once: bool
) -> Iterator[Header | Record]:
    ability, pen = chance.uniform(0.2, 0.95), Pen(chance)
    yield pen.header(course)
    for question in questions:
        if chance.random() >= LEFT_OUT:
            yield from _tries(question, ability, chance, pen, once=once)


def _tries(
    question: KeyedItem, ability: float, chance: random.Random, pen: Pen, *, once: bool
) -> Iterator[Record]:
    item, key, _ = question
    sure = chance.choice((None, 1, 2, 3))
    for hints in range(item.tries):
        answer = best_answer(item, key) if chance.random() < ability else guess(item, chance)
        yield from pen.answered(question, answer, hints, sure)
        if once or score(item, key, answer).right:
            return
        if hints < len(item.hints):
            yield pen.hint(question, hints + 1)
    if chance.random() < ALL_TRIES_USED:
        yield pen.revealed(question)
