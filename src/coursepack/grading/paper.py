"""Knows what is graded in one run: the exercises whose solutions are in this copy, with their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coursepack.course import MARKER, Course, CourseUnit
from coursepack.faults import CourseError, Fault, listed
from coursepack.grading.counts import counted
from coursepack.grading.hand import HandMarks
from coursepack.grading.markers import disputes
from coursepack.grading.names import shown
from coursepack.grading.remembered import Remembered
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.items.model import EssayTask


@dataclass(frozen=True, slots=True)
class Question:
    """One exercise under grading, with its key and its present ``version``.

    It is worth one point, unless a person has to mark it (``by_hand``) and has not: then it counts neither
    way.
    """

    item: Item
    key: Key
    version: str
    misconceptions: Mapping[str, str]

    @property
    def by_hand(self) -> bool:
        """Say whether a person has to mark the answers."""
        return isinstance(self.item.task, EssayTask)


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is graded in one run.

    ``questions`` by id, in the order of the course; ``elsewhere`` are the ids of exercises that exist but are
    not graded now, ``practice`` those of practice among them; ``notes`` are sentences for the teacher;
    ``hand`` are the marks by hand; ``remembered`` is what is the same for every student who gives the same
    answer.
    """

    course: Course
    units: tuple[CourseUnit, ...]
    questions: Mapping[str, Question]
    elsewhere: frozenset[str]
    practice: frozenset[str]
    notes: tuple[str, ...]
    hand: HandMarks = field(default_factory=HandMarks)
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    @property
    def possible(self) -> int:
        """The points there are: one for each exercise but those that a person has to mark and has not."""
        marked = self.hand.items
        return sum(not question.by_hand or item_id in marked for item_id, question in self.questions.items())


def load_paper(course: Course, unit_ids: Sequence[str] | None = None, hand: HandMarks | None = None) -> Paper:
    """Read items and keys of the units to grade; by default of all but practice units with a solution file.

    ``unit_ids`` are ids, or numbers of lessons such as ``02``.

    Raises ``CourseError`` for an unknown unit, for one without a solution file, for faults in the
    files, and if nothing is left to grade.
    """
    units, withheld = _units(course, unit_ids)
    others = [unit for unit in course.units if unit not in units]
    practice, notes = _elsewhere(course, [unit for unit in others if unit.practice])
    other_units, more = _elsewhere(course, [unit for unit in others if not unit.practice])
    elsewhere = practice | other_units
    notes += more
    if withheld:
        notes.insert(0, f"Not graded, because the solutions are not in this copy: {', '.join(withheld)}.")
    if not unit_ids and len(units) > 1:
        notes.append(
            "A feedback page holds the keys of every unit in which its student answered something."
            " With --unit it holds only those of the units you name; withheld in your rules keeps a unit off the pages."
        )
    questions = _questions(course, units)
    hand = hand or HandMarks()
    notes += _by_hand_notes(questions, hand)
    if unknown := sorted(hand.items - questions.keys() - elsewhere):
        notes.append(
            f"Marks of exercises that do not exist in this copy of the course: {shown(', '.join(unknown))}."
        )
    return Paper(course, units, questions, elsewhere, practice, (*notes, *hand.notes), hand)


def _units(course: Course, unit_ids: Sequence[str] | None) -> tuple[tuple[CourseUnit, ...], list[str]]:
    """Return the units to grade, and the ids of those whose solutions are not here."""
    chosen = [_named(unit_id, course) for unit_id in unit_ids] if unit_ids else _graded(course)
    units = tuple(unit for unit in course.units if unit in chosen and has_keys(unit.id, course))
    withheld = [unit.id for unit in chosen if unit not in units]
    if not units or (unit_ids and withheld):
        raise CourseError(
            Fault(
                "solutions",
                "",
                f"no solution file for {listed(withheld)}",
                "solutions/<unit>.toml of every unit to be graded",
                "Copy the solution file into this copy of the course, or grade other units.",
            )
        )
    return units, withheld


def _named(word: str, course: Course) -> CourseUnit:
    """Return the unit with this id, or the graded one of the lesson with this number, as ``release`` does."""
    of_lesson = [unit for unit in _graded(course) if word.isdecimal() and unit.id.startswith(f"{word}-")]
    return of_lesson[0] if len(of_lesson) == 1 else course.unit(word)


def _by_hand_notes(questions: Mapping[str, Question], hand: HandMarks) -> Iterator[str]:
    by_hand = [item_id for item_id, question in questions.items() if question.by_hand]
    open_ = [item_id for item_id in by_hand if item_id not in hand.items]
    marked = [item_id for item_id in by_hand if item_id in hand.items]
    if open_:
        yield (
            f"Written answers, without points until somebody marks them with coursepack mark: {', '.join(open_)}."
        )
    apart = [disputes(questions[item_id].item, hand).keys() - hand.settled.keys() for item_id in marked]
    if count := sum(map(len, apart)):
        answers = counted(count, "answer")
        yield f"Far apart in the marks of several persons, and to be settled: {answers}; see marking.md."
    if marked:
        yield f"Marked by a person, one point each; an answer without a mark counts neither way: {', '.join(marked)}."


def _graded(course: Course) -> list[CourseUnit]:
    """Return the units that count: practice comes with its solutions, so it says nothing about a student."""
    return [unit for unit in course.units if not unit.practice]


def _questions(course: Course, units: Sequence[CourseUnit]) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for unit in units:
        keys = load_keys(unit.id, course)
        for item in load_items(unit.id, course).items.values():
            if item.id in questions:
                first = questions[item.id].item.unit
                raise CourseError(
                    Fault(
                        MARKER,
                        item.id,
                        f"the same id in {first} and {unit.id}",
                        "ids that differ in the whole course",
                        "Rename one of the two exercises.",
                    )
                )
            questions[item.id] = Question(item, keys.keys[item.id], item.version, keys.misconceptions)
    return questions


def _elsewhere(course: Course, units: Sequence[CourseUnit]) -> tuple[frozenset[str], list[str]]:
    """Return the ids of exercises that are not graded now.

    A fault in their files does not stop the grading.
    """
    ids: set[str] = set()
    notes: list[str] = []
    for unit in units:
        try:
            ids.update(load_items(unit.id, course).items)
        except CourseError as error:
            notes.append(
                f"The exercises of {unit.id} cannot be read, so answers to them count as unknown: {error.faults[0]}"
            )
    return frozenset(ids), notes
