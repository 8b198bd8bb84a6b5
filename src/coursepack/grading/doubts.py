"""Knows what makes a log doubtful: lines that are lost, logs that were joined, a past that cannot have been.

Told, not punished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from coursepack.answers import History, LogReading
from coursepack.grading.counts import counted, first_of
from coursepack.grading.paper import Paper

SLACK = timedelta(minutes=1)
"""Two programs may write in turn, and a clock is set right by seconds: only more than this is told."""
MOST_NAMED = 10
CAUSES = "This happens if a notebook was open twice, a clock was set, or the file was edited by hand"


def lost(reading: LogReading) -> Iterator[str]:
    """Say what of the file could not be read."""
    if reading.header is None:
        yield "The first line of the file is lost, so the file does not say which course it belongs to."
    if reading.notices:
        yield f"{counted(len(reading.notices), 'line')} of the file could not be read and did not count."


def saved_otherwise(reading: LogReading) -> Iterator[str]:
    """Say what another program did to the file without a loss."""
    if reading.utf_16:
        yield "Another program saved the file in another encoding (UTF-16); it was read all the same."
    if any(not joint.other for joint in reading.joints):
        yield "Two states of one student's log stand in this file; every answer counted once."


def impossible(reading: LogReading, pasts: Mapping[str, History], paper: Paper) -> Iterator[str]:
    """Say in sentences what cannot have happened as the log tells it; nothing about an ordinary log.

    ``pasts`` are the histories in this log, by item.
    """
    told = [*_times(reading), *_items(pasts, paper)]
    if told:
        yield from told
        yield f"{CAUSES}: look at it, or ask the student. Nothing was taken off for it."


def joined(reading: LogReading) -> Iterator[str]:
    """Say where logs of several copies of the course stand in one file."""
    lines = [str(joint.line) for joint in reading.joints if joint.other]
    if lines:
        yield (
            f"A log of another copy of the course, perhaps of another student, begins at line {first_of(lines, MOST_NAMED)}."
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


def _items(pasts: Mapping[str, History], paper: Paper) -> Iterator[str]:
    asked = [
        (paper.questions[item_id], past) for item_id, past in pasts.items() if item_id in paper.questions
    ]
    hints = [own.item.id for own, past in asked if past.hints > len(own.item.hints)]
    if hints:
        yield f"More hints are open than the exercise has: {first_of(hints, MOST_NAMED)}."
    # As long as no hint opens, a student may change the answer: only one for each number of hints is an attempt.
    tries = [own.item.id for own, past in asked if len(past.attempts) > own.item.tries]
    if tries:
        yield f"More tries than the exercise allows: {first_of(tries, MOST_NAMED)}."
    # Points of one's own for a written answer belong behind the key.
    after_key = [own.item.id for own, past in asked if past.after_key and not own.by_hand]
    if after_key:
        yield f"Submitted after the key was shown, which does not count: {first_of(after_key, MOST_NAMED)}."


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
