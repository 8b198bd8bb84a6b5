"""Knows what makes a log doubtful: lines that are lost, logs that were joined, a past that cannot have been; told, not punished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from coursepack.answers import Answered, LogReading, Record, Revealed
from coursepack.grading.paper import Paper, Question

SLACK = timedelta(minutes=1)
"""Two programs may write in turn, and a clock is set right by seconds: only more than this is told."""
MOST_NAMED = 10
CAUSES = "This happens if a notebook was open twice, a clock was set, or the file was edited by hand"


def lost(reading: LogReading) -> Iterator[str]:
    """Say what of the file could not be read."""
    if reading.header is None:
        yield "The first line of the file is lost, so the file does not say which course it belongs to."
    if reading.notices:
        lines = "1 line" if len(reading.notices) == 1 else f"{len(reading.notices):,} lines"
        yield f"{lines} of the file could not be read and did not count; unreadable.csv names them."


def saved_otherwise(reading: LogReading) -> Iterator[str]:
    """Say what another program did to the file without a loss."""
    if reading.utf_16:
        yield "Another program saved the file in another encoding (UTF-16); it was read all the same."
    if any(not joint.other for joint in reading.joints):
        yield "Two states of one student's log stand in this file; every answer counted once."


def impossible(reading: LogReading, records: Mapping[str, Sequence[Record]], paper: Paper) -> Iterator[str]:
    """Say in sentences what cannot have happened as the log tells it; nothing about an ordinary log.

    ``records`` are those of the log, by item.
    """
    told = [*_times(reading), *_items(records, paper)]
    if told:
        yield from told
        yield f"{CAUSES}: look at it, or ask the student. Nothing was taken off for it."


def joined(reading: LogReading) -> Iterator[str]:
    """Say where logs of several copies of the course stand in one file."""
    lines = [str(joint.line) for joint in reading.joints if joint.other]
    if lines:
        yield (
            f"A log of another copy of the course, perhaps of another student, begins at line {_named(lines)}."
            " All answers of the file were graded together: ask whose they are."
        )


def _times(reading: LogReading) -> Iterator[str]:
    starts = {joint.record for joint in reading.joints}
    latest: datetime | None = None
    back = timeless = 0
    for number, at in enumerate(reading.times):
        # Of two logs in one file the second one may be older.
        if number in starts:
            latest = None
        if at is None:
            timeless += 1
        elif latest is None or at >= latest:
            latest = at
        elif latest - at > SLACK:
            back += 1
            latest = at
    if back:
        yield f"The times in the file go back {_often(back)}."
    if timeless:
        yield f"{timeless:,} {'line has' if timeless == 1 else 'lines have'} no time that can be read."


def _items(records: Mapping[str, Sequence[Record]], paper: Paper) -> Iterator[str]:
    asked = [(item_id, paper.questions.get(item_id), own) for item_id, own in records.items()]
    for sentence, fits in (
        ("More hints are open than the exercise has: {}.", _has_too_many_hints),
        ("More tries than the exercise allows: {}.", _has_too_many_tries),
        ("Submitted after the key was shown, which does not count: {}.", _goes_on_after_key),
    ):
        names = [name for name, question, own in asked if question and fits(own, question)]
        if names:
            yield sentence.format(_named(names))


def _has_too_many_hints(records: Sequence[Record], question: Question) -> bool:
    most = len(question.item.hints)
    return any(not isinstance(record, Revealed) and record.hints > most for record in records)


def _has_too_many_tries(records: Sequence[Record], question: Question) -> bool:
    """Count the levels at which something was submitted: as long as no hint opens, a student may change the answer."""
    if len(records) <= question.item.tries:
        return False
    levels = {record.hints for record in records if isinstance(record, Answered) and record.submitted}
    return len(levels) > question.item.tries


def _goes_on_after_key(records: Sequence[Record], question: Question) -> bool:
    """Look for answers behind the key; points of one's own for a written answer belong there."""
    if question.by_hand:
        return False
    shown = False
    for record in records:
        if isinstance(record, Revealed):
            shown = True
        elif shown and isinstance(record, Answered) and record.submitted:
            return True
    return False


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
