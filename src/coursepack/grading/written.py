"""Knows how the written answers of a whole class are gathered, one question after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from coursepack.answers import LogReading
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading.counts import counted
from coursepack.grading.grades import ItemGrade
from coursepack.grading.looking import looking
from coursepack.grading.mark_record import AnswerKey, text_digest
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper, Question, load_paper
from coursepack.grading.report import check_submissions
from coursepack.grading.several import rows_of
from coursepack.grading.source import opened
from coursepack.grading.taking import CannotBeReadError, key_of, take
from coursepack.scoring import Status

MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """One text under marking. ``name`` is shown only on request; ``submitted`` is false for a mere draft."""

    key: AnswerKey
    name: str
    text: str
    submitted: bool


@dataclass(frozen=True, slots=True)
class WrittenClass:
    """Every written answer of a class, by exercise, with sentences on what could not be read."""

    paper: Paper
    answers: Mapping[str, Sequence[WrittenAnswer]]
    notes: tuple[str, ...]

    def question(self, item_id: str) -> Question:
        """Return the exercise with its key."""
        return self.paper.questions[item_id]


def written_class(
    course: Course,
    submissions: Path,
    units: Sequence[str] | None = None,
    chosen: AbstractSet[str] = frozenset(),
) -> WrittenClass:
    """Gather the written answers of ``units``, by default of every graded unit whose solutions are here.

    Which file of a student counts, and which text in it, is decided as in grading; ``chosen`` are files that
    count whatever the rule says (``rules.Rules.count``). Raises ``CourseError`` for faults in the
    course, a place without files, units without written exercises, and a class that wrote nothing.
    """
    check_submissions(submissions)
    paper = load_paper(course, units)
    written = {item_id: question for item_id, question in paper.questions.items() if question.by_hand}
    others = paper.elsewhere | (set(paper.questions) - set(written))
    if not written:
        raise _nothing("--unit", "no exercise that a person marks", "Name a unit with a written exercise.")
    paper = replace(paper, questions=written, elsewhere=frozenset(others))
    answers: dict[str, dict[AnswerKey, WrittenAnswer]] = {item_id: {} for item_id in written}
    notes: list[str] = []
    with opened(submissions) as source:
        for row in rows_of(source.submissions, looking(source, paper), chosen):
            submission, key = row.submission, key_of(row.submission)
            try:
                reading, grade = take(source, submission, paper)
            except CannotBeReadError as error:
                notes.append(f"{shown(submission.file)}: {error.found} {error.remedy}")
                continue
            for answer in _texts(grade.items, key, submission.student):
                # The same file handed in twice is one answer.
                answers[answer.key.item].setdefault(answer.key, answer)
            notes += _left_out(shown(submission.file), reading, grade.items)
    if not any(answers.values()):
        raise _nothing(str(submissions), "no written answer", "Check which folder or zip was meant.")
    more = [f"And {len(notes) - MOST_NOTES:,} more such sentences."] if len(notes) > MOST_NOTES else []
    gathered = {item_id: tuple(own.values()) for item_id, own in answers.items() if own}
    return WrittenClass(paper, gathered, (*notes[:MOST_NOTES], *more))


def _texts(items: Sequence[ItemGrade], student: str, name: str) -> Iterator[WrittenAnswer]:
    for item in items:
        if item.mark and item.mark.result.status is Status.BY_HAND:
            text = item.mark.attempt.answer["text"]
            key = AnswerKey(item.question.item.id, student, text_digest(text))
            yield WrittenAnswer(key, name, text, item.mark.attempt.submitted)


def _left_out(file: str, reading: LogReading, items: Sequence[ItemGrade]) -> Iterator[str]:
    if reading.notices:
        yield f"{file}: {counted(len(reading.notices), 'line')} could not be read; an answer may be missing."
    for item in items:
        if item.mark and item.mark.result.status is not Status.BY_HAND:
            yield f"{file}: the answer to {item.question.item.id} does not fit the exercise: {shown(' '.join(item.faults))}"


def _nothing(where: str, found: str, remedy: str) -> CourseError:
    return CourseError(Fault(where, "", found, "written answers (kind essay) to mark", remedy))
