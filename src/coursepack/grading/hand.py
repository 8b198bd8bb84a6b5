"""Knows what marks by hand come to: points of one written answer, from one marker, several, or settled.

Marks of several persons that are near each other count as their mean. Where they are far apart, a settled
mark takes their place (the model of expert judgment in Johnson, Penny and Gordon 2000, "The relation between
score resolution methods and interrater reliability", Applied Measurement in Education 13 (2), 121-138); until
there is one, the mean counts, and the answer needs review.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from coursepack.grading.mark_record import AnswerKey, Marked, Standing, text_digest
from coursepack.items import Item
from coursepack.items.model import Criterion, EssayTask

TOLERANCE = 0.25
"""Marks that differ by more than this share of all points are to be settled; up to it their mean counts."""
ROUNDING = 1e-9


def student_key(name: str) -> str:
    """Return the key under which marks name a student, so that a file of marks holds no names.

    ``name`` is the learning platform's number, in which case matters, or the name in small letters where
    there is none. The key hides a name from a glance; whoever has the list of a class can make the keys too.
    """
    return hashlib.sha256(f"coursepack:{name}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class HandMark:
    """What one answer got: ``given`` holds, for every marker, (criterion, points) pairs and the comment.

    ``possible`` is the sum of the rubric's points. Where a difference was settled, ``given`` holds the
    settled mark alone, and ``settled_from`` the totals of the markers, in whose place it counts.
    """

    given: tuple[tuple[tuple[tuple[str, float], ...], str], ...]
    possible: float
    settled_from: tuple[float, ...] | None = None

    @property
    def totals(self) -> tuple[float, ...]:
        """The points of each marker, in the order of the markers' names."""
        return tuple(math.fsum(points for _, points in pairs) for pairs, _ in self.given)

    @property
    def to_be_settled(self) -> bool:
        """Say whether the markers are so far apart that their mean can only stand for now."""
        return far_apart(self.totals, self.possible)

    @property
    def share(self) -> float:
        """Points / all points, in [0, 1]; with several markers the mean of their shares."""
        return math.fsum(self.totals) / len(self.totals) / self.possible

    def points_on(self, criterion: str) -> tuple[float, ...]:
        """Return what each marker gave on one line of the rubric."""
        return tuple(dict(pairs)[criterion] for pairs, _ in self.given)

    def in_words(self, item_id: str) -> str:
        """Say how an exercise was marked, and how far several markers are apart; no marker is named."""
        totals, of = self.totals, f"of {self.possible:g} points"
        if self.settled_from is not None:
            markers = (
                f"{item_id} was marked by {len(self.settled_from)} persons: {_each(self.settled_from)} {of}"
            )
            said = f"{markers}; this" if len(self.settled_from) > 1 else f"The mark of {item_id}"
            return f"{said} was settled: {totals[0]:g} {of} count."
        if len(totals) == 1:
            return f"{item_id} was marked by a person: {totals[0]:g} {of}."
        each = _each(totals)
        apart = f"they differ by {max(totals) - min(totals):g}" if len(set(totals)) > 1 else "they agree"
        return f"{item_id} was marked by {len(totals)} persons: {each} {of}; {apart}, the mean counts."

    def for_the_student(self, item_id: str) -> str:
        """Say the same on the student's page, where of a settled mark only what counts is told."""
        if self.settled_from is None:
            return self.in_words(item_id)
        return f"{item_id} was marked by hand: {self.totals[0]:g} of {self.possible:g} points."

    @property
    def comments(self) -> tuple[str, ...]:
        """The comments that are not empty."""
        return tuple(comment for _, comment in self.given if comment.strip())


@dataclass(frozen=True)
class HandMarks:
    """All marks of a run: by marker those that stand, and sentences on lines that were left out.

    ``settled`` are the marks that count in place of the markers', each by whoever settled it.

    ``here`` are the keys of the students of this class. A platform that hid names gives other ids when it
    shows them: a mark of somebody who is not here is used for whoever is here with exactly the same words.
    """

    by_marker: Mapping[str, Standing] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    settled: Standing = field(default_factory=dict)
    here: frozenset[str] = frozenset()

    @cached_property
    def items(self) -> frozenset[str]:
        """The exercises that have marks: they count, also for a student who did not write."""
        return frozenset(key.item for marks in self._all for key in marks)

    @cached_property
    def _all(self) -> tuple[Standing, ...]:
        return (*self.by_marker.values(), self.settled)

    @cached_property
    def _texts(self) -> Sequence[frozenset[tuple[str, str]]]:
        return [frozenset((key.item, key.student) for key in marks) for marks in self._all]

    @cached_property
    def _of_others(self) -> Sequence[Mapping[tuple[str, str], Marked | None]]:
        """By item and text the marks of students who are not here; ``None`` if there are several."""
        found: list[dict[tuple[str, str], Marked | None]] = []
        for marks in self._all:
            own: dict[tuple[str, str], Marked | None] = {}
            for key, mark in marks.items():
                if self.here and key.student not in self.here:
                    text = (key.item, key.digest)
                    own[text] = None if text in own else mark
            found.append(own)
        return found

    def of(
        self, item: Item, version: str, student: str, text: str | None
    ) -> tuple[HandMark | None, list[str]]:
        """Return what an answer got, ``None`` if nothing, and sentences on marks that were not plainly used.

        ``text`` is ``None`` if there is no answer that counts.
        """
        notes: list[str] = []
        usable: list[Marked] = []
        own = AnswerKey(item.id, student, text_digest(text)) if text is not None else None
        for marks, texts, others in zip(self._all, self._texts, self._of_others, strict=True):
            mark = marks.get(own) if own else None
            if own and not mark and (item.id, student) not in texts:
                mark = others.get((item.id, own.digest))
            if mark and unfit(item, mark.points):
                notes.append(f"A mark of {item.id} does not fit the present rubric and was not used.")
            elif mark:
                usable.append(mark)
            elif (item.id, student) in texts:
                notes.append(
                    f"A mark of {item.id} was given to another text of this student and was not used."
                )
        if any(mark.version != version for mark in usable):
            notes.append(f"Marked in another version of the exercise: {item.id}.")
        settled = bool(usable) and usable[-1] is self.settled.get(usable[-1].answer)
        hand = _settled(item, usable) if settled else _together(item, usable)
        if hand and hand.to_be_settled:
            notes.append(f"Marks of {item.id} are far apart and not settled: for now their mean counts.")
        return hand, [*dict.fromkeys(notes)]


def rubric_of(item: Item) -> tuple[Criterion, ...]:
    """Return the lines of an exercise's rubric; nothing for an exercise without one."""
    return item.task.rubric if isinstance(item.task, EssayTask) else ()


def unfit(item: Item, points: Mapping[str, float]) -> str:
    """Say in words why points do not fit the rubric; nothing if they do."""
    rubric = rubric_of(item)
    if not rubric or set(points) != {line.id for line in rubric}:
        return "there are not points on every line of the rubric, and on no other"
    over = [line.id for line in rubric if not 0 <= points[line.id] <= line.points]
    return f"more points than there are on {', '.join(over)}" if over else ""


def far_apart(totals: Sequence[float], possible: float) -> bool:
    """Say whether marks of one answer differ by more than ``TOLERANCE`` of the ``possible`` points."""
    return len(totals) > 1 and max(totals) - min(totals) > TOLERANCE * possible + ROUNDING


def _each(totals: Sequence[float]) -> str:
    return " and ".join(filter(None, (", ".join(f"{total:g}" for total in totals[:-1]), f"{totals[-1]:g}")))


def _settled(item: Item, marks: Sequence[Marked]) -> HandMark | None:
    """Return the last mark alone, with the totals of those in whose place it counts."""
    *markers, last = (_together(item, [mark]) for mark in marks)
    return replace(last, settled_from=tuple(own.totals[0] for own in markers if own)) if last else None


def _together(item: Item, marks: Sequence[Marked]) -> HandMark | None:
    if not marks:
        return None
    rubric = rubric_of(item)
    given = tuple(
        (tuple((line.id, float(mark.points[line.id])) for line in rubric), mark.comment) for mark in marks
    )
    return HandMark(given, math.fsum(line.points for line in rubric))
