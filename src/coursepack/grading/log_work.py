"""Knows what a log tells about the work on every item, beside the answer that counts: tries, hints, time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coursepack.answers import Answered, LogReading, Record, Revealed, time_of

NO_TIME = timedelta()
NOTHING = -1
"""In place of a number: the student left the exercise open, or did not say."""


@dataclass(slots=True)
class Work:
    """What is found about one item in one log.

    ``first`` is the first submission before the key was shown, ``tries`` the number of them, ``hints`` are open at the end;
    ``seconds`` passed from the last record of another item to ``first``.
    """

    first: Answered | None = None
    tries: int = 0
    hints: int = 0
    seconds: float = NOTHING
    revealed: bool = False


def work_in(reading: LogReading) -> tuple[Mapping[str, Work], float]:
    """Go through a log once; return what was done item by item, and the largest step back in time."""
    found: dict[str, Work] = {}
    latest = before = time_of(reading.header.at) if reading.header else None
    last_item: str | None = None
    back = NO_TIME
    for record, at in zip(reading.records, reading.times, strict=True):
        if at and latest and at < latest:
            back = max(back, latest - at)
        if record.item != last_item:
            before, last_item = latest, record.item
            own = found.get(last_item) or found.setdefault(last_item, Work())
        _take(own, record, before, at)
        latest = at or latest
    return found, back.total_seconds()


def _take(own: Work, record: Record, before: datetime | None, at: datetime | None) -> None:
    if isinstance(record, Revealed):
        own.revealed = True
        return
    own.hints = max(own.hints, record.hints)
    if isinstance(record, Answered) and record.submitted and not own.revealed:
        own.tries += 1
        if own.first is None:
            own.first = record
            if before and at and at >= before:
                own.seconds = (at - before).total_seconds()
