"""Knows which of several files of one student counts, by one rule, and how a teacher is told.

The rule, in this order: a file that cannot be read never counts beside one that can; a file whose every line
stands in another one is an earlier state of it, and the fuller one counts; of the rest the one counts that
was handed in last, as the learning platform tells; where it tells nothing, the one with the latest answer.
Files that only share a name stay apart unless they come from the same copy of the course.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby

from coursepack.grading.collect import Submission
from coursepack.grading.gain import StudentGain, TestResult, student_gain
from coursepack.grading.looking import Look, Looking
from coursepack.grading.names import shown
from coursepack.grading.words import decimal

MOST_FILES = 50
"""Files of one student, or of one name, that are held against each other."""
MOST_RECORDS = 500_000
"""Lines of all these files together: some fifty megabytes of memory."""
MOST_NAMED = 5
NO_ORDER = ("", 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the gradebook: the file that counts, and what is to be said of others.

    ``notes`` are sentences for everybody, ``advice`` for the teacher alone; ``review`` asks for a look.
    ``others`` are the student's files that do not count. ``sure`` is false if another row may be the same
    student's. ``page`` is what the page of feedback is called.
    """

    submission: Submission
    page: str
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
        return student_gain(self.submission.student, [counts, *beside])


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
                yield replace(row, page=f"{row.page} {number}".strip())


def _name(entry: Submission) -> str:
    return entry.student


def _by_number(files: Sequence[Submission]) -> list[list[Submission]]:
    """Part files of one name by the platform's number; those without one form a group of their own.

    Where the class list knows only one student of this name, files without a number are this student's.
    """
    groups: dict[tuple[str, str], list[Submission]] = {}
    for entry in files:
        groups.setdefault((entry.number, "" if entry.called else entry.owner), []).append(entry)
    if len(groups) == 2 and ("", "") in groups and all(entry.called for entry in files):  # noqa: PLR2004 (one with and one without)
        return [list(files)]
    return list(groups.values())


def _rows(group: Sequence[Submission], look: Looking, chosen: AbstractSet[str]) -> Iterator[Row]:
    if len(group) == 1:
        yield Row(group[0], group[0].student)
        return
    seen = _looks(group, look)
    if seen is None:
        told = f"There are {len(group):,} files of this name, too many to be held against each other; each has its own row."
        yield from (Row(entry, entry.student, (told,), review=True, sure=False) for entry in group)
        return
    surely = all(entry.number or entry.called for entry in group)
    students = [seen] if surely else _by_copy(seen)
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
    named = [entry for entry in readable if _file(entry) in chosen]
    counts = _last(named or readable or own)
    others = tuple(entry for entry in own if entry is not counts)
    notes, advice, review = _told(counts, others)
    if named:
        notes, advice, review = [*notes, "Your teacher chose the file that counts."], [], False
    submission = counts.submission
    return Row(submission, submission.student, tuple(notes), tuple(advice), review, others)


def _last(candidates: Sequence[Look]) -> Look:
    """Return the file that counts among some of one student."""
    fullest = [
        entry for entry in candidates if not any(entry.records < other.records for other in candidates)
    ]
    told = len({_kind_of_order(entry) for entry in fullest}) == 1
    last = max(
        fullest,
        key=lambda entry: (
            entry.submission.order if told else NO_ORDER,
            entry.latest,
            len(entry.records),
        ),
    )
    # What was handed in twice was there the first time: a second, late upload costs nothing.
    same = [entry for entry in fullest if not entry.refused and entry.records == last.records] or [last]
    return min(same, key=lambda entry: (entry.submission.late, entry.submission.order, entry.submission.file))


def _kind_of_order(entry: Look) -> tuple[bool, bool]:
    """Return what tells when a file was handed in; only files of one kind can be put in order."""
    return bool(entry.submission.attempt), bool(entry.submission.upload)


def _told(counts: Look, others: Sequence[Look]) -> tuple[list[str], list[str], bool]:
    """Return sentences for everybody, advice for the teacher, and whether a teacher should look."""
    read = [entry for entry in others if not entry.refused]
    same = [entry for entry in read if entry.records == counts.records]
    states = [entry for entry in read if entry.records < counts.records]
    rest = [entry for entry in read if not entry.records <= counts.records]
    beside = [
        entry
        for entry in rest
        if _kind_of_order(entry) != _kind_of_order(counts)
        or entry.submission.order == counts.submission.order
    ]
    before = [entry for entry in rest if entry not in beside]
    refused = [entry for entry in others if entry.refused]
    notes = [
        *_note(same, "Handed in as well, with the same answers: {}."),
        *_note(states, "Handed in as well: {}. That is an earlier state of the file that counts."),
        *_note(before, "Handed in as well: {}. The file that was handed in last counts.", points=True),
        *_note(
            beside,
            "Handed in as well, with other answers: {}. It is not known which was handed in last, so the file"
            " with the latest answer counts.",
            points=True,
        ),
        *_note(refused, "Handed in as well: {}. That cannot be read and does not count."),
    ]
    open_ = _left_open(counts, rest)
    review = bool(beside or open_)
    advice = []
    if open_:
        advice.append(f"Answered only in a file that does not count: {', '.join(open_)}.")
    if review:
        names = ", ".join(json.dumps(_file(entry), ensure_ascii=False) for entry in rest[:1])
        advice.append(
            f"Look at both; the student may have worked on two computers. This file counts: {_file(counts)}."
            f" If another one should, write it into your file of rules: count = [{names}]"
        )
    return notes, advice, review


def _left_open(counts: Look, rest: Sequence[Look]) -> list[str]:
    there = {item for entry in rest for item in entry.answered} - set(counts.answered)
    ordered = dict.fromkeys(item for entry in rest for item in entry.answered if item in there)
    return list(ordered)


def _note(files: Sequence[Look], sentence: str, *, points: bool = False) -> Iterator[str]:
    if not files:
        return
    named = [f"{_file(entry)}{_worth(entry) if points else ''}" for entry in files[:MOST_NAMED]]
    more = f" and {len(files) - MOST_NAMED:,} more" if len(files) > MOST_NAMED else ""
    yield sentence.format(", ".join(named) + more)


def _worth(entry: Look) -> str:
    earned = "no points" if entry.points is None else f"{decimal(entry.points)} points"
    return f" ({len(entry.answered)} answered, {earned})"


def _beside_strangers(row: Row, strangers: Sequence[Look]) -> Row:
    sentence = (
        "The same name stands on another file: {}. Nothing shows whether both are of one student, so each has its"
        " own row."
    )
    ask = "Ask whose they are. Then rename a file, or leave one out, and grade again."
    notes, advice = (*_note(strangers, sentence), *row.notes), (*row.advice, ask)
    return replace(row, notes=notes, advice=advice, review=True, sure=False)


def _file(entry: Look) -> str:
    return shown(entry.submission.file)
