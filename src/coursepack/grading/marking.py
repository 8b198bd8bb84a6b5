"""Knows how one log becomes grades: what every exercise earned, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.json import encode
from msgspec.structs import replace

from coursepack.answers import Answer, Attempt, History, LogReading, is_blank
from coursepack.grading.counts import counted, first_of
from coursepack.grading.doubts import impossible, joined, lost, saved_otherwise
from coursepack.grading.grades import GradeStatus, ItemGrade, LogGrade
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper, Question
from coursepack.grading.remembered import LONGEST
from coursepack.scoring import Result, Status, best_mark, mark_of, score

NOTHING_YET = History()
MOST_IDS = 10
LONG_RUN = 3
MOST_TRIES = 50
"""Tries at one exercise that are scored, and the last one. No exercise has a tenth of so many hints."""
LONGEST_ID = 40


def grade_log(reading: LogReading, paper: Paper, student: str = "") -> LogGrade:
    """Grade what a log says. A pure function; scores that a log claims are not even read.

    ``student`` is the key under which marks by hand name the student.
    """
    pasts = reading.histories
    found = [
        _item_grade(question, pasts.get(item_id, NOTHING_YET), paper)
        for item_id, question in paper.questions.items()
    ]
    marked = paper.hand.items
    items = tuple(
        _with_hand(item, paper, student) if item.question.item.id in marked else item for item in found
    )
    for_teacher = (*joined(reading), *impossible(reading, pasts, paper))
    doubts = (
        *lost(reading),
        *for_teacher,
        *_item_doubts(items),
        *_unknown(pasts, paper),
    )
    status = GradeStatus.NEEDS_REVIEW if doubts else GradeStatus.GRADED
    notes = (*doubts, *saved_otherwise(reading), *_remarks(items, pasts, paper))
    return LogGrade(items, status, notes, for_teacher)


def _item_grade(question: Question, past: History, paper: Paper) -> ItemGrade:
    """Grade one exercise; what several students gave is graded once."""
    item = question.item
    # A log can be made to hold a hundred thousand tries; nobody waits for them, and they are told as too many.
    attempts = (*past.attempts[:MOST_TRIES], *past.attempts[MOST_TRIES:][-1:])
    answered = past.latest is not None and not is_blank(item, past.latest.answer)
    given = encode(attempts)
    if len(given) > LONGEST:
        return _graded(question, attempts, paper, answered=answered)
    return paper.remembered.get(
        ("grade", item.id, answered, given),
        lambda: replace(_graded(question, attempts, paper, answered=answered), shared=True),
    )


def _graded(question: Question, attempts: Sequence[Attempt], paper: Paper, *, answered: bool) -> ItemGrade:
    """Grade the attempts that count; ``answered`` tells of an answer at all, be it after the key."""
    marks = [
        mark_of(question.item, attempt, _scored(question, attempt.answer, paper)) for attempt in attempts
    ]
    given = [own for own in marks if own.result.status is not Status.EMPTY]
    if not given:
        return ItemGrade(question, after_key=answered)
    spoiled = [own for own in given if own.result.status is Status.INVALID]
    # An attempt that fits counts before one that does not, even if both earn nothing.
    counted = [own for own in given if own.result.status is not Status.INVALID] or given
    best = best_mark(counted)
    return ItemGrade(
        question,
        best,
        faults=tuple(dict.fromkeys(reason.says for own in spoiled for reason in own.result.reasons)),
        other_version=best is not None and best.attempt.version != question.version,
        counted=tuple(own.attempt for own in counted),
    )


def _scored(question: Question, answer: Answer, paper: Paper) -> Result:
    given = encode(answer)
    if len(given) > LONGEST:
        return score(question.item, question.key, answer)
    return paper.remembered.get(
        ("score", question.item.id, given), lambda: score(question.item, question.key, answer)
    )


def _with_hand(grade: ItemGrade, paper: Paper, student: str) -> ItemGrade:
    question = grade.question
    if not question.by_hand:
        return grade
    written = grade.mark if grade.mark and grade.mark.result.status is Status.BY_HAND else None
    text = written.attempt.answer["text"] if written else None
    hand, told = paper.hand.of(question.item, question.version, student, text)
    return replace(grade, hand=hand, marked=True, told=tuple(told), shared=False)


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


def _unknown(pasts: Mapping[str, History], paper: Paper) -> Iterator[str]:
    unknown = [
        item_id
        for item_id, past in pasts.items()
        if item_id not in paper.questions and item_id not in paper.elsewhere and past.latest is not None
    ]
    if unknown:
        names = first_of(unknown, MOST_IDS, lambda item_id: shown(item_id, LONGEST_ID))
        yield f"Answers to exercises that do not exist in this copy of the course: {names}."


def _remarks(items: Sequence[ItemGrade], pasts: Mapping[str, History], paper: Paper) -> Iterator[str]:
    """Say what is in order, but should be known."""
    read = [_id(item) for item in items if item.question.by_hand and item.mark and not item.hand]
    if read:
        yield f"To be read by a teacher: {', '.join(read)}. Until then this counts neither in the points nor in what was possible."
    yield from (item.hand.in_words(_id(item)) for item in items if item.hand)
    if any(item.answered for item in items) and not all(item.answered for item in items):
        yield f"Not answered: {', '.join(_not_answered(items))}."
    after_key = [_id(item) for item in items if item.after_key]
    if after_key:
        yield f"Answered only after the key was shown, so without credit: {', '.join(after_key)}."
    drafts = [item for item in items if item.mark and not item.mark.attempt.submitted]
    for by_hand, taken in ((False, "was graded"), (True, "is to be read")):
        own = [_id(item) for item in drafts if item.question.by_hand is by_hand]
        if own:
            yield f"Never submitted, so the last draft {taken}: {', '.join(own)}."
    elsewhere = sum(item_id in paper.elsewhere and item_id not in paper.practice for item_id in pasts)
    if elsewhere:
        yield f"Not graded this time: {counted(elsewhere, 'answer')} to exercises of other units."


def _not_answered(items: Sequence[ItemGrade]) -> Iterator[str]:
    """Yield ids; of three and more of one unit in a row only the first and the last, if ids are numbers."""
    sizes = Counter(item.question.item.unit for item in items)
    for (unit, answered), group in groupby(items, lambda item: (item.question.item.unit, item.answered)):
        run = [] if answered else [_id(item) for item in group]
        if len(run) == sizes[unit] > 1:
            yield f"all of {unit}"
        elif len(run) >= LONG_RUN and all(item_id[-1].isdigit() for item_id in run):
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from run


def _id(item: ItemGrade) -> str:
    return item.question.item.id
