"""Knows how a made-up class answers: logs of any number of students, the same bytes for the same seed.

    python benchmarks/synthetic_logs.py FOLDER --count 100 --seed 1

Nobody real is behind these logs. Every student has one ability between 0.2 and 0.95; an answer is right
with that probability, a wrong one opens a hint and is tried again, and now and then an exercise is left out.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coursepack.answers import Answer, Answered, HintOpened, Record, Revealed
from coursepack.answers.record import Header, write_line
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.items.model import LocateTask, NumberTask, OptionsTask, RowsTask, ShortTask
from coursepack.scoring import best_answer, score

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEFT_OUT = 0.05
ALL_TRIES_USED = 0.3
WORDS = (
    "said",
    "told reporters",
    "the writer",
    "nobody is named",
    "an interview",
    "Mr. Trump",
    "aims",
    "no idea",
)


def write_logs(course: Course, folder: Path, count: int, seed: int) -> None:
    """Write ``count`` logs into ``folder``, answering every exercise whose key is in this copy."""
    questions = _questions(course)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        # One generator per student: student 7 writes the same log in a class of 10 and of 10,000.
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 (made-up answers, no secret)
        entries = _entries(course, questions, chance)
        path = folder / f"student-{number:06d}.jsonl"
        path.write_bytes(b"".join(write_line(entry) for entry in entries))


def _questions(course: Course) -> list[tuple[Item, Key, str]]:
    return [
        (item, load_keys(unit.id, course).keys[item.id], item.version)
        for unit in course.units
        if has_keys(unit.id, course)
        for item in load_items(unit.id, course).items.values()
    ]


def _entries(
    course: Course, questions: list[tuple[Item, Key, str]], chance: random.Random
) -> Iterator[Header | Record]:
    ability, clock = chance.uniform(0.2, 0.95), _Clock(chance)
    yield Header(course.id, _random_id(chance), clock.next())
    for item, key, version in questions:
        if chance.random() >= LEFT_OUT:
            yield from _tries(item, key, version, ability, chance, clock)


def _tries(
    item: Item, key: Key, version: str, ability: float, chance: random.Random, clock: _Clock
) -> Iterator[Record]:
    sure = chance.choice((None, 50, 70, 90))
    for hints in range(item.tries):
        answer = best_answer(item, key) if chance.random() < ability else _guess(item, chance)
        for submitted in (False, True):
            common = (_random_id(chance), clock.next(), item.id, version)
            yield Answered(*common, answer, submitted, hints, sure)
        if score(item, key, answer).right:
            return
        if hints < len(item.hints):
            yield HintOpened(_random_id(chance), clock.next(), item.id, version, hints + 1)
    if chance.random() < ALL_TRIES_USED:
        yield Revealed(_random_id(chance), clock.next(), item.id, version)


def _guess(item: Item, chance: random.Random) -> Answer:
    match item.task:
        case OptionsTask(options):
            ids = [option.id for option in options]
            return (
                chance.choice(ids)
                if item.kind == "choice"
                else chance.sample(ids, chance.randint(1, len(ids)))
            )
        case RowsTask(rows, options):
            return {row.id: chance.choice(options).id for row in rows if chance.random() >= LEFT_OUT}
        case NumberTask(_, low, high, _):
            return str(chance.randint(int(low), int(min(high, low + 100))))
        case ShortTask(longest):
            return chance.choice(WORDS)[:longest]
        case LocateTask(units, at_most):
            return chance.sample(units, chance.randint(1, min(at_most, len(units))))


class _Clock:
    """A clock that goes on by some seconds each time it is read."""

    def __init__(self, chance: random.Random) -> None:
        self._now, self._chance = START, chance

    def next(self) -> str:
        """Return the next time, written as a log writes it."""
        self._now += timedelta(milliseconds=self._chance.randint(2_000, 90_000))
        return self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _random_id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def main() -> None:
    """Write logs from the command line."""
    parser = argparse.ArgumentParser(description="Write logs of a made-up class.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        write_logs(load_course(), options.folder, options.count, options.seed)
    except CourseError as error:
        raise SystemExit(str(error)) from None
    print(f"{options.count:,} logs written to {options.folder}")


if __name__ == "__main__":
    main()
