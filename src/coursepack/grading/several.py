"""Knows which of several files of one student counts, by one rule, and how a teacher is told.

The rule, in this order: a file that cannot be read never counts beside one that can, nor one without an
answer to what is graded beside one that has some; a file whose every line stands in another one is an earlier
state of it, and the fuller one counts; of the rest the one counts that was handed in last, as the learning
platform tells; where it tells nothing, the one with the latest answer. Files that only share a name stay
apart unless they come from the same copy of the course.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby

from coursepack.grading.collect import Submission
from coursepack.grading.gain import StudentGain, TestResult, student_gain
from coursepack.grading.looking import Look, Looking
from coursepack.grading.several_words import (
    ASK_WHOSE,
    file_of,
    kind_of_order,
    told_of_choice,
    told_of_rule,
    told_of_strangers,
)

MOST_FILES = 50
"""Files of one student, or of one name, that are held against each other."""
MOST_RECORDS = 500_000
"""Lines of all these files together: some fifty megabytes of memory."""
TOO_MANY = "There are {:,} files of this name, too many to be held against each other; each has its own row."
NO_ORDER = ("", 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the gradebook: the file that counts, and what is to be said of others.

    ``notes`` are sentences for everybody, ``advice`` for the teacher alone; ``review`` asks for a look.
    ``others`` are the student's files that do not count. ``sure`` is false if another row may be the same
    student's. ``called`` is the student's name, with the platform's number where others have the same name.
    """

    submission: Submission
    called: str
    notes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    review: bool = False
    others: tuple[Look, ...] = ()
    sure: bool = True

    def gain(self, counts: Mapping[str, TestResult]) -> StudentGain:
        """Return the student's tests: those of the file that ``counts``, and what only another file holds."""
        beside = [
            {unit: result for unit, result in other.tests.items() if unit not in counts}
            for other in self.others
        ]
        return student_gain(self.called, [counts, *beside])


def rows_of(
    handed_in: Sequence[Submission], look: Looking, chosen: AbstractSet[str] = frozenset()
) -> Iterator[Row]:
    """Yield a row for each student, and for each file of which nobody knows whether it is another's.

    ``handed_in`` is sorted by student. ``chosen`` are files, as the gradebook names them, that count
    whatever the rule says.
    """
    for _, bucket in groupby(handed_in, key=_name):
        files = list(bucket)
        if len(files) == 1:
            yield Row(files[0], files[0].student)
            continue
        groups = _by_number(files)
        for group in groups:
            for row in _rows(group, look, chosen):
                number = row.submission.number if len(groups) > 1 else ""
                yield replace(row, called=f"{row.called} {number}".strip())


def _name(entry: Submission) -> str:
    return entry.student


def _by_number(files: Sequence[Submission]) -> list[list[Submission]]:
    """Part files of one name by the platform's number; those without one form a group of their own.

    Where the class list knows only one student of this name, files without a number are this student's.
    """
    groups: dict[str, list[Submission]] = {}
    for entry in files:
        groups.setdefault(entry.number, []).append(entry)
    if len(groups) == 2 and "" in groups and all(entry.called for entry in files):  # noqa: PLR2004 (one with and one without)
        return [list(files)]
    return list(groups.values())


def _rows(group: Sequence[Submission], look: Looking, chosen: AbstractSet[str]) -> Iterator[Row]:
    if len(group) == 1:
        yield Row(group[0], group[0].student)
        return
    seen = _looks(group, look)
    if seen is None:
        notes = (TOO_MANY.format(len(group)),)
        yield from (Row(entry, entry.student, notes, review=True, sure=False) for entry in group)
        return
    listed = all(entry.called for entry in group)
    numbered = bool(group[0].number) and len({entry.owner for entry in group}) == 1
    students = [seen] if listed or numbered else _as_chosen(_by_copy(seen), chosen)
    for own in students:
        row = _counting(own, chosen)
        strangers = [entry for other in students if other is not own for entry in other]
        yield _beside_strangers(row, strangers) if strangers else row


def _looks(group: Sequence[Submission], look: Looking) -> list[Look] | None:
    if len(group) > MOST_FILES:
        return None
    seen: list[Look] = []
    records = 0
    for entry in group:
        seen.append(look(entry))
        records += len(seen[-1].records)
        if records > MOST_RECORDS:
            return None
    return seen


def _by_copy(seen: Sequence[Look]) -> list[list[Look]]:
    """Part files that share only a name: those of one copy of the course are surely one student's."""
    students: list[list[Look]] = []
    for entry in seen:
        own = next(
            (student for student in students if any(_one_log(entry, other) for other in student)), None
        )
        if own is None:
            students.append([entry])
        else:
            own.append(entry)
    return students


def _as_chosen(students: Sequence[list[Look]], chosen: AbstractSet[str]) -> list[list[Look]]:
    """Put together students whose files a teacher lets count together: then they are one."""
    named = [own for own in students if any(file_of(entry) in chosen for entry in own)]
    one = [entry for own in named for entry in own]
    return [*([one] if one else []), *(own for own in students if all(own is not other for other in named))]


def _one_log(one: Look, other: Look) -> bool:
    if one.refused or other.refused:
        return False
    if one.learner and other.learner:
        return one.learner == other.learner
    # The first line of one of them is lost.
    return bool(one.records & other.records)


def _counting(own: Sequence[Look], chosen: AbstractSet[str]) -> Row:
    if len(own) == 1:
        return Row(own[0].submission, own[0].submission.student)
    readable = [entry for entry in own if not entry.refused]
    chosen_ones = [entry for entry in readable if file_of(entry) in chosen]
    counts = _last(chosen_ones or [entry for entry in readable if entry.answered] or readable or own)
    submission = counts.submission
    if len(chosen_ones) > 1:
        submission = replace(submission, parts=tuple(entry.submission for entry in chosen_ones))
    beside = chosen_ones or [counts]
    others = tuple(entry for entry in own if all(entry is not one for one in beside))
    told = told_of_choice(chosen_ones, others) if chosen_ones else told_of_rule(counts, others)
    return Row(submission, submission.student, told.notes, told.advice, told.review, others)


def _last(candidates: Sequence[Look]) -> Look:
    """Return the file that counts among some of one student."""
    fullest = [
        entry for entry in candidates if not any(entry.records < other.records for other in candidates)
    ]
    told = len({kind_of_order(entry.submission) for entry in fullest}) == 1
    last = max(
        sorted(fullest, key=lambda entry: entry.submission.file),
        key=lambda entry: (
            entry.submission.order if told else NO_ORDER,
            entry.latest,
            len(entry.records),
        ),
    )
    # What was handed in twice was there the first time: a second, late upload costs nothing.
    same = [entry for entry in fullest if not entry.refused and entry.records == last.records] or [last]
    return min(same, key=lambda entry: (entry.submission.late, entry.submission.order, entry.submission.file))


def _beside_strangers(row: Row, strangers: Sequence[Look]) -> Row:
    notes, advice = (*told_of_strangers(strangers), *row.notes), (*row.advice, ASK_WHOSE)
    return replace(row, notes=notes, advice=advice, review=True, sure=False)
