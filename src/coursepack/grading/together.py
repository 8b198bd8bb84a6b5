"""Knows how the logs of one student from several computers become one, if a teacher wants them to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge

from coursepack.answers import LogReading, Record

Timed = tuple[datetime, Record]


def together(readings: Sequence[LogReading]) -> LogReading:
    """Return one log with the records of all, in the order of their times.

    A record that is in several counts once.

    Records of one log keep their order, so that a clock that went back is still told.
    """
    records: dict[str, Record] = {}
    for _, record in merge(*(_timed(reading) for reading in readings), key=_when):
        records.setdefault(record.operation, record)
    header = next((reading.header for reading in readings if reading.header), None)
    notices = tuple(notice for reading in readings for notice in reading.notices)
    return LogReading(
        header, tuple(records.values()), notices, utf_16=any(reading.utf_16 for reading in readings)
    )


def _timed(reading: LogReading) -> Iterator[Timed]:
    last = datetime.min.replace(tzinfo=UTC)
    for record, at in zip(reading.records, reading.times, strict=True):
        last = at or last
        yield last, record


def _when(timed: Timed) -> datetime:
    return timed[0]
