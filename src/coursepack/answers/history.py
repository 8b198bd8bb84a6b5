"""Knows how the records of one item become its history: tries, hints, draft, whether the key was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from coursepack.answers.record import Answered, HintOpened, Record, Revealed

Attempt = Answered
"""An answer as it stood when ``hints`` hints were open; ``submitted`` is false for a mere draft."""


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one item.

    ``attempts`` hold, for every number of open hints, the last answer given before the key was
    shown; ``latest`` is the answer to show again, ``submitted`` the last one that was submitted;
    ``hints`` are open; ``revealed`` tells that the key was shown.
    """

    attempts: tuple[Attempt, ...] = ()
    latest: Attempt | None = None
    submitted: Attempt | None = None
    hints: int = 0
    revealed: bool = False


def by_item(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Sort records by item, in the order of the log."""
    found: dict[str, list[Record]] = {}
    for record in records:
        if record.item in found:
            found[record.item].append(record)
        else:
            found[record.item] = [record]
    return found


def histories(records: Iterable[Record]) -> dict[str, History]:
    """Return the history of each item, by item id."""
    return {item: history(own) for item, own in by_item(records).items()}


def history(records: Iterable[Record]) -> History:
    """Return the history of one item from its own records, in the order of the log."""
    attempts: dict[int, Attempt] = {}
    latest: Attempt | None = None
    submitted: Attempt | None = None
    hints, revealed = 0, False
    for record in records:
        if isinstance(record, Revealed):
            revealed = True
            continue
        # A log may be edited by hand: hints once opened do not close again.
        hints = max(hints, record.hints)
        if isinstance(record, HintOpened):
            continue
        latest = record if record.hints == hints else replace(record, hints=hints)
        submitted = latest if latest.submitted else submitted
        earlier = attempts.get(hints)
        if not revealed and (latest.submitted or earlier is None or not earlier.submitted):
            attempts[hints] = latest
    return History(_counted(attempts), latest, submitted, hints, revealed)


def _counted(attempts: Mapping[int, Attempt]) -> tuple[Attempt, ...]:
    """Keep what was submitted; where nothing was, the last draft counts, so that nobody gets a silent zero."""
    submitted = tuple([attempt for attempt in attempts.values() if attempt.submitted])
    return submitted or tuple(attempts.values())[-1:]
