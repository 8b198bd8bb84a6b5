"""Knows what the times of a log tell: how long a first answer took, and steps back in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from coursepack.answers import LogReading, time_of

NO_STEP = timedelta()


def times_in(reading: LogReading) -> tuple[Mapping[str, float], float]:
    """Go through a log once; return seconds by item, and the largest step back in time, in seconds.

    The seconds passed from the last record of another item to the first submission; an item is left
    out where a time is missing or goes back.
    """
    seconds: dict[str, float] = {}
    first = {id(past.first): item_id for item_id, past in reading.histories.items() if past.first}
    latest = before = time_of(reading.header.at) if reading.header else None
    last_item: str | None = None
    back = NO_STEP
    for record, at in zip(reading.records, reading.times, strict=True):
        if at and latest and at < latest:
            back = max(back, latest - at)
        if record.item != last_item:
            before, last_item = latest, record.item
        if before and at and at >= before and id(record) in first:
            seconds[record.item] = (at - before).total_seconds()
        latest = at or latest
    return seconds, back.total_seconds()
