"""Knows who is in the class: each student's files under the name of the class list, and those without one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from coursepack.grading.class_list import Listed
from coursepack.grading.collect import Submission, by_student
from coursepack.grading.lateness import by_list, timed
from coursepack.grading.names import shown


def call_the_roll(
    submissions: Sequence[Submission], students: Sequence[Listed], due: datetime | None = None
) -> list[Submission]:
    """Return the submissions under the names of the list, and one entry for each student without a file.

    A file belongs to the student with its number, else to the one student whose name has the same
    words, whatever their order, case and signs. One that belongs to nobody is marked ``unlisted``.
    ``due`` is the time of the class; a student's own goes before it.
    """
    numbers = {student.number: student for student in students if student.number}
    names = _by_name(students)
    found: set[Listed] = set()
    called: list[Submission] = []
    for entry in submissions:
        own = next((numbers[number] for number in _numbers(entry) if number in numbers), None)
        if own is None and not (entry.number and numbers):
            own = next((names[key] for key in _keys(entry.student) if key in names), None)
        if own is None:
            called.append(replace(timed(entry, due), unlisted=True))
        else:
            found.add(own)
            on_time = by_list(timed(entry, own.due or due), own.late)
            number = shown(own.number) if entry.owner and own.number else entry.number or shown(own.number)
            called.append(replace(on_time, student=shown(own.student), number=number, called=entry.itself))
    absent = [student for student in students if student not in found]
    called += [Submission(shown(own.student), "", number=shown(own.number), missing=True) for own in absent]
    return sorted(called, key=by_student)


def _numbers(entry: Submission) -> Iterator[str]:
    """Yield what the list may call the student of a file.

    A user name may hold what parts it from the assignment.
    """
    words = entry.owner.split("_")
    yield from ("_".join(words[at:]) for at in range(1, len(words)))
    if entry.number:
        yield entry.number


def _by_name(students: Sequence[Listed]) -> dict[str, Listed]:
    """Return students by every spelling of their names; spellings that two students share are left out."""
    owners: dict[str, set[Listed]] = defaultdict(set)
    for student in students:
        for key in _keys(student.student):
            owners[key].add(student)
    return {key: next(iter(own)) for key, own in owners.items() if len(own) == 1}


def _keys(name: str) -> tuple[str, ...]:
    """Return spellings of a name: ``Jane Doe`` is also ``Doe, Jane``, ``doe_jane`` and ``doejane``."""
    text = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign if _is_letter(sign) else " " for sign in text)
    words = kept.split()
    if not words:
        return (text.strip(),)
    return tuple(dict.fromkeys((" ".join(sorted(words)), "".join(words), "".join([words[-1], *words[:-1]]))))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
