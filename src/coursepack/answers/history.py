"""Knows how the records of one item become its history: tries, hints, draft, whether the key was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coursepack.answers.record import Answer, Answered, HintOpened, Record, Revealed


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer as it stood when ``hints`` hints were open; ``submitted`` is false for a mere draft."""

    answer: Answer
    hints: int
    version: str
    submitted: bool
    at: str
    sure: int | None


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


def histories(records: Iterable[Record]) -> dict[str, History]:
    """Sort records by item and return the history of each, by item id."""
    by_item: dict[str, list[Record]] = {}
    for record in records:
        by_item.setdefault(record.item, []).append(record)
    return {item: history(own) for item, own in by_item.items()}


def history(records: Iterable[Record]) -> History:
    """Return the history of one item from its own records, in the order of the log."""
    attempts: dict[int, Attempt] = {}
    latest: Attempt | None = None
    submitted: Attempt | None = None
    hints, revealed = 0, False
    for record in records:
        match record:
            case HintOpened():
                hints = max(hints, record.hints)
            case Revealed():
                revealed = True
            case Answered():
                # A log may be edited by hand: hints once opened do not close again.
                hints = max(hints, record.hints)
                attempt = Attempt(
                    record.answer, hints, record.version, record.submitted, record.at, record.sure
                )
                latest = attempt
                submitted = attempt if record.submitted else submitted
                earlier = attempts.get(hints)
                if not revealed and (record.submitted or earlier is None or not earlier.submitted):
                    attempts[hints] = attempt
    return History(_counted(attempts), latest, submitted, hints, revealed)


def _counted(attempts: Mapping[int, Attempt]) -> tuple[Attempt, ...]:
    """Keep what was submitted; where nothing was, the last draft counts, so that nobody gets a silent zero."""
    submitted = tuple(attempt for attempt in attempts.values() if attempt.submitted)
    return submitted or tuple(attempts.values())[-1:]
