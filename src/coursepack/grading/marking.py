"""Knows how one log becomes grades: what every exercise earned, and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coursepack.answers import Attempt, History, LogReading, answer_faults, histories, is_blank
from coursepack.grading.doubts import impossible, joined, lost, saved_otherwise
from coursepack.grading.hand import HandMark
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper, Question
from coursepack.scoring import Mark, Status, mark

MOST_IDS = 10
MOST_TRIES = 50
"""Tries at one exercise that are scored, and the last one. No exercise has a tenth of so many hints."""
LONGEST_ID = 40


class GradeStatus(StrEnum):
    """How a student's file was taken. Nothing that went wrong is a zero: it is one of the last three, with a sentence."""

    GRADED = "graded"
    NEEDS_REVIEW = "needs review"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ItemGrade:
    """What one exercise earned.

    ``mark`` is ``None`` where nothing counts: nothing was answered, or only ``after_key``, when the key
    had been shown. ``faults`` say what is wrong with the form of an answer; ``other_version`` tells
    that the answer was given to another wording of the exercise. ``counted`` are the attempts of which
    ``mark`` is the best. ``hand`` is what a person gave, ``marked`` says that this exercise is marked by
    hand in this run, ``told`` what is to be said of it.
    """

    question: Question
    mark: Mark | None = None
    after_key: bool = False
    faults: tuple[str, ...] = ()
    other_version: bool = False
    counted: tuple[Attempt, ...] = ()
    hand: HandMark | None = None
    marked: bool = False
    told: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Say whether there is an answer, be it one that earns nothing."""
        return self.mark is not None or self.after_key

    @property
    def points(self) -> float | None:
        """Points in [0, 1]; ``None``, not 0, where nothing was answered and where a person has to mark."""
        if self.question.by_hand:
            return self.hand.share if self.hand else None
        if not self.answered:
            return None
        return self.mark.points if self.mark else 0.0

    @property
    def counts(self) -> bool:
        """Say whether there is a point to be had: not for an answer that waits for a person."""
        return not self.question.by_hand or (self.marked and (self.hand is not None or self.mark is None))


@dataclass(frozen=True, slots=True)
class LogGrade:
    """What one log earned: every exercise of the paper in order, and sentences for the teacher."""

    items: tuple[ItemGrade, ...]
    status: GradeStatus
    notes: tuple[str, ...]

    @property
    def answered(self) -> int:
        """How many exercises were answered."""
        return sum(item.answered for item in self.items)

    @property
    def possible(self) -> int:
        """The points there are: one for each exercise but those that wait for a person."""
        return sum(item.counts for item in self.items)

    @property
    def points(self) -> float | None:
        """The sum of the points; ``None``, not 0, if nothing that earns points was answered."""
        earned = [item.points for item in self.items if item.points is not None]
        return sum(earned) if earned else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file is worth under the rules of a class: ``points`` (``None``, not 0, if nothing was answered), ``possible``, sentences."""

    points: float | None
    possible: int
    notes: tuple[str, ...] = ()


def grade_log(reading: LogReading, paper: Paper, student: str = "") -> LogGrade:
    """Grade what a log says. A pure function; scores that a log claims are not even read.

    ``student`` is the key under which marks by hand name the student.
    """
    by_item = histories(reading.records)
    found = (
        _item_grade(question, by_item[item_id]) if item_id in by_item else ItemGrade(question)
        for item_id, question in paper.questions.items()
    )
    marked = paper.hand.items
    items = tuple(
        _with_hand(item, paper, student) if item.question.item.id in marked else item for item in found
    )
    doubts = (
        *lost(reading),
        *joined(reading),
        *impossible(reading, paper),
        *_item_doubts(items),
        *_unknown(by_item, paper),
    )
    status = GradeStatus.NEEDS_REVIEW if doubts else GradeStatus.GRADED
    return LogGrade(items, status, (*doubts, *saved_otherwise(reading), *_remarks(items, by_item, paper)))


def _item_grade(question: Question, history: History) -> ItemGrade:
    item = question.item
    # A log can be made to hold a hundred thousand tries; nobody waits for them, and they are told as too many.
    few = (*history.attempts[:MOST_TRIES], *history.attempts[MOST_TRIES:][-1:])
    given = tuple(attempt for attempt in few if not is_blank(item, attempt.answer))
    if not given:
        latest = history.latest
        return ItemGrade(question, after_key=latest is not None and not is_blank(item, latest.answer))
    best = mark(item, question.key, History(given))
    faults: tuple[str, ...] = ()
    if len(given) > 1 or (best and best.result.status is Status.INVALID):
        found = [answer_faults(item, attempt.answer) for attempt in given]
        faults = tuple(dict.fromkeys(fault for some in found for fault in some))
        # An attempt that fits counts before one that does not, even if both earn nothing.
        fitting = tuple(attempt for attempt, some in zip(given, found, strict=True) if not some)
        if faults and fitting:
            given, best = fitting, mark(item, question.key, History(fitting))
    other_version = best is not None and best.attempt.version != question.version
    return ItemGrade(question, best, faults=faults, other_version=other_version, counted=given)


def _with_hand(grade: ItemGrade, paper: Paper, student: str) -> ItemGrade:
    question = grade.question
    if not question.by_hand:
        return grade
    written = grade.mark if grade.mark and grade.mark.result.status is Status.BY_HAND else None
    text = written.attempt.answer["text"] if written else None
    hand, told = paper.hand.of(question.item, question.version, student, text)
    return replace(grade, hand=hand, marked=True, told=tuple(told))


def _item_doubts(items: Sequence[ItemGrade]) -> Iterator[str]:
    if not any(item.answered for item in items):
        yield "The file holds no answer to a graded exercise, so there are no points, not 0 points."
    for item in items:
        if item.faults:
            yield f"An answer to {_id(item)} does not fit the exercise: {shown(' '.join(item.faults))}"
        yield from item.told
    others = [_id(item) for item in items if item.other_version]
    if others:
        yield f"Answered in another version of the exercise, graded by the present one: {', '.join(others)}."


def _unknown(by_item: Mapping[str, History], paper: Paper) -> Iterator[str]:
    unknown = [
        item_id
        for item_id, history in by_item.items()
        if item_id not in paper.questions and item_id not in paper.elsewhere and history.latest is not None
    ]
    if unknown:
        names = ", ".join(shown(item_id, LONGEST_ID) for item_id in unknown[:MOST_IDS])
        more = f" and {len(unknown) - MOST_IDS:,} more" if len(unknown) > MOST_IDS else ""
        yield f"Answers to exercises that do not exist in this copy of the course: {names}{more}."


def _remarks(items: Sequence[ItemGrade], by_item: Mapping[str, History], paper: Paper) -> Iterator[str]:
    """Say what is in order, but should be known."""
    read = [_id(item) for item in items if item.question.by_hand and item.mark and not item.hand]
    if read:
        yield f"To be read by a teacher: {', '.join(read)}. This counts neither in points nor in possible."
    yield from (item.hand.in_words(_id(item)) for item in items if item.hand)
    open_ = [_id(item) for item in items if not item.answered]
    if 0 < len(open_) < len(items):
        yield f"Not answered: {', '.join(open_)}."
    after_key = [_id(item) for item in items if item.after_key]
    if after_key:
        yield f"Answered only after the key was shown, so without credit: {', '.join(after_key)}."
    drafts = [item for item in items if item.mark and not item.mark.attempt.submitted]
    for by_hand, taken in ((False, "was graded"), (True, "is to be read")):
        own = [_id(item) for item in drafts if item.question.by_hand is by_hand]
        if own:
            yield f"Never submitted, so the last draft {taken}: {', '.join(own)}."
    elsewhere = sum(item_id in paper.elsewhere for item_id in by_item)
    if elsewhere:
        yield f"Answers to other units, not graded in this run: {elsewhere}."


def _id(item: ItemGrade) -> str:
    return item.question.item.id
