"""Knows what a log tells about the work on every item, beside the answer that counts: tries, hints, time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coursepack.answers import Answered, LogReading, Record, Revealed

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
    latest = before = _seconds(reading.header.at) if reading.header else None
    last_item, back = "", 0.0
    for record in reading.records:
        at = _seconds(record.at)
        if at is not None and latest is not None:
            back = max(back, latest - at)
        if record.item != last_item:
            before, last_item = latest, record.item
        _take(found.setdefault(record.item, Work()), record, before, at)
        latest = at if at is not None else latest
    return found, back


def _take(own: Work, record: Record, before: float | None, at: float | None) -> None:
    if isinstance(record, Revealed):
        own.revealed = True
        return
    own.hints = max(own.hints, record.hints)
    if isinstance(record, Answered) and record.submitted and not own.revealed:
        own.tries += 1
        if own.first is None:
            own.first = record
            if before is not None and at is not None and at >= before:
                own.seconds = at - before


def _seconds(at: str) -> float | None:
    try:
        return datetime.fromisoformat(at).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
