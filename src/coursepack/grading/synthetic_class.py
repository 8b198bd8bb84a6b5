"""Knows a made-up class with planted traits, on which a teacher can learn to read the report.

Nobody real is behind these logs. Abilities lie evenly between 0 and 1; an answer is right where the ability,
with a little luck, exceeds the difficulty of the item. Planted are: an item on which the stronger half agrees
on an option that the key calls wrong; an item that luck alone decides; a sentence whose coding divides the
class; a student who guesses in a hurry; a student who copies another's answers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers import Answer, Record
from coursepack.answers.record import Header
from coursepack.course import Course, load_course
from coursepack.faults import CourseError, Fault
from coursepack.grading.gain import AFTER, BEFORE
from coursepack.grading.made_up import STEP, KeyedItem, Pen, questions_of, write_entries
from coursepack.grading.made_up_answers import guess, slip
from coursepack.items import Kind
from coursepack.items.model import OptionsTask, RowsTask
from coursepack.scoring import best_answer, score

STUDENTS = 40
SEED = 7
GUESSER, COPIER, COPIED = "student-17", "student-23", "student-08"
COPIED_ABILITY = 0.4
"""Low enough for many wrong answers: only these tell a copy."""
HURRY = (200, 900)
LUCK = 0.1
EASIEST, HARDEST = 0.35, 0.6
SECOND_TRY = 0.25
"""By how much a hint makes an item easier."""
DIFFICULTY = {BEFORE: (0.5, HARDEST), AFTER: (EASIEST, 0.4)}
"""This class finds the test after the course easier than the one before it."""
FEWEST_OPTIONS = 4
CODES = ".codes"
"""End of the name of a vocabulary by which sentences are coded."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What a report on the made-up class has to find: ids of items and of a sentence, names.

    ``divided`` is the sentence that divides the class, ``divided_item`` where it is coded; empty if none is
    coded.
    """

    wrong_key: str
    useless: str
    divided: str = ""
    divided_item: str = ""
    guesser: str = GUESSER
    copier: str = COPIER
    copied: str = COPIED


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is fixed for the whole class."""

    questions: Sequence[KeyedItem]
    difficulty: Mapping[str, float]
    planted: Planted


def synthetic_class(folder: Path, course: Course | None = None, *, seed: int = SEED) -> Planted:
    """Write the logs of a made-up class of 40 into ``folder``, and return what is planted.

    There is one file per student. The same seed gives the same bytes. Raises ``CourseError`` if the solutions
    in this copy hold fewer than two questions that can bear a planted trait.
    """
    course = course or load_course()
    plan = _plan(course, seed)
    ranks = list(range(STUDENTS))
    random.Random(seed).shuffle(ranks)  # noqa: S311 (made-up answers, no secret)
    own = {f"student-{number:02d}": rank for number, rank in enumerate(ranks, start=1)}
    for student in own:
        # Whoever copies gives the answers of the other, at times and with ids of their own.
        head = COPIED if student == COPIER else student
        ability = COPIED_ABILITY if head == COPIED else (own[head] + 0.5) / STUDENTS
        answers = random.Random(f"{seed}-{head}")  # noqa: S311 (as above)
        pen = Pen(random.Random(f"{seed}-{student}-pen"), HURRY if student == GUESSER else STEP)  # noqa: S311 (as above)
        entries = _entries(course, plan, _Student(student, ability, own[head], answers), pen)
        write_entries(folder / f"{student}.jsonl", entries)
    return plan.planted


@dataclass(frozen=True, slots=True)
class _Student:
    name: str
    ability: float
    rank: int
    chance: random.Random


def planted_in(course: Course | None = None) -> Planted:
    """Return what the made-up class of this course has planted in it; see ``synthetic_class``."""
    return _plan(course or load_course(), SEED).planted


def _plan(course: Course, seed: int) -> _Plan:
    questions = questions_of(course, practice=False)
    able = [
        item.id
        for item, key, _ in questions
        if item.kind is Kind.CHOICE
        and isinstance(item.task, OptionsTask)
        and len(item.task.options) >= FEWEST_OPTIONS
        and len(key.credits) == 1
    ]
    if len(able) < 2:  # noqa: PLR2004 (two traits)
        raise CourseError(
            Fault(
                "solutions",
                "",
                f"{len(able)} questions with four options and one right answer",
                "two, to plant traits in",
                "Use a whole copy of the course.",
            )
        )
    chance = random.Random(seed)  # noqa: S311 (made-up answers, no secret)
    difficulty = {
        item.id: chance.uniform(*DIFFICULTY.get(item.unit, (EASIEST, HARDEST))) for item, _, _ in questions
    }
    coded = (
        (row.unit, item.id)
        for item, _, _ in questions
        if isinstance(item.task, RowsTask) and str(item.vocabulary).endswith(CODES)
        for row in item.task.rows
        if row.unit
    )
    planted = Planted(able[len(able) // 3], able[2 * len(able) // 3], *next(coded, ("", "")))
    return _Plan(questions, difficulty, planted)


def _entries(course: Course, plan: _Plan, student: _Student, pen: Pen) -> Iterator[Header | Record]:
    yield pen.header(course)
    for question in plan.questions:
        yield from _tries(plan, question, student, pen)


def _tries(plan: _Plan, question: KeyedItem, student: _Student, pen: Pen) -> Iterator[Record]:
    item, key, _ = question
    above = student.ability - plan.difficulty[item.id]
    # The first thing drawn is how sure somebody feels: more or less as sure as the ability allows.
    felt = above + student.chance.gauss(0, 2 * LUCK)
    sure = 1 + (felt > -LUCK) + (felt > 2 * LUCK)
    for hints in range(item.tries):
        answer = _answer(plan, question, student, hints)
        yield from pen.answered(question, answer, hints, sure)
        if item.kind is Kind.ESSAY:
            return
        if score(item, key, answer).right or hints == len(item.hints):
            yield pen.revealed(question)
            return
        yield pen.hint(question, hints + 1)


def _answer(plan: _Plan, question: KeyedItem, student: _Student, hints: int) -> Answer:
    item, key, _ = question
    chance = student.chance
    if student.name == GUESSER:
        return guess(item, chance)
    others = _wrong_options(question)
    if item.id == plan.planted.wrong_key and hints == 0:
        strong = student.ability > (EASIEST + HARDEST) / 2
        return others[0] if strong else chance.choice([best_answer(item, key), *others[1:]])
    if item.id == plan.planted.useless:
        lucky = student.rank % 2 == 0
        return best_answer(item, key) if lucky else others[(student.rank // 2 + hints) % len(others)]
    eased = plan.difficulty[item.id] - (SECOND_TRY if hints else 0)
    right = student.ability + chance.gauss(0, LUCK) > eased
    answer = best_answer(item, key) if right else slip(item, key, chance)
    return _divided(question, answer, plan.planted.divided, student) if hints == 0 else answer


def _divided(question: KeyedItem, answer: Answer, sentence: str, student: _Student) -> Answer:
    """Have every second student code the sentence that divides the class in another way."""
    item, key, _ = question
    coded = isinstance(item.task, RowsTask) and str(item.vocabulary).endswith(CODES) and sentence in key.rows
    if not coded or not isinstance(item.task, RowsTask):
        return answer
    first = best_answer(item, key)[sentence]
    other = next(option.id for option in item.task.options if option.id != first)
    return {**answer, sentence: other if student.rank % 2 else first}


def _wrong_options(question: KeyedItem) -> list[str]:
    item, key, _ = question
    options = item.task.options if isinstance(item.task, OptionsTask) else ()
    return [option.id for option in options if option.id not in key.credits]
