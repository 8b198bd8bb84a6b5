"""Knows how the records of one item become its history: tries, hints, draft, whether the key was shown."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from coursepack.answers.record import Answer, Answered, HintOpened, Record, Revealed


class Attempt(Struct, frozen=True, gc=False):
    """An answer as it stood when ``hints`` hints were open: all that decides what it earns.

    ``submitted`` is false for a mere draft.
    """

    answer: Answer
    hints: int
    version: str
    submitted: bool


class History(Struct, frozen=True, gc=False):
    """What happened to one item.

    ``attempts`` hold, for every number of open hints, the last answer given before the key was
    shown, and ``sure`` how sure the student was of the first of them; ``latest`` is the answer to show
    again, ``submitted`` the last one that was submitted, ``first`` the first one before the key was shown,
    and ``tries`` how many were; ``hints`` are open; ``revealed`` tells that the key was shown,
    ``after_key`` that something was submitted behind it.
    """

    attempts: tuple[Attempt, ...] = ()
    latest: Answered | None = None
    submitted: Answered | None = None
    hints: int = 0
    revealed: bool = False
    after_key: bool = False
    sure: int | None = None
    first: Answered | None = None
    tries: int = 0


def histories(records: Iterable[Record]) -> dict[str, History]:
    """Sort records by item and return the history of each, by item id."""
    by_item: dict[str, list[Record]] = {}
    for record in records:
        if record.item in by_item:
            by_item[record.item].append(record)
        else:
            by_item[record.item] = [record]
    return {item: history(own) for item, own in by_item.items()}


def history(records: Iterable[Record]) -> History:
    """Return the history of one item from its own records, in the order of the log."""
    levels: dict[int, Answered] = {}
    latest: Answered | None = None
    submitted: Answered | None = None
    first: Answered | None = None
    hints, tries, revealed, after_key = 0, 0, False, False
    for record in records:
        if isinstance(record, Revealed):
            revealed = True
            continue
        # A log may be edited by hand: hints once opened do not close again.
        hints = max(hints, record.hints)
        if isinstance(record, HintOpened):
            continue
        latest = record if record.hints == hints else replace(record, hints=hints)
        if latest.submitted:
            submitted = latest
        if revealed:
            after_key = after_key or latest.submitted
        elif latest.submitted:
            first, tries = first or record, tries + 1
            levels[hints] = latest
        elif hints not in levels or not levels[hints].submitted:
            levels[hints] = latest
    counted = _counted(list(levels.values()))
    attempts = tuple([Attempt(own.answer, own.hints, own.version, own.submitted) for own in counted])
    sure = counted[0].sure if counted else None
    return History(attempts, latest, submitted, hints, revealed, after_key, sure, first, tries)


def _counted(given: list[Answered]) -> list[Answered]:
    """Keep what was submitted; where nothing was, the last draft, so that nobody gets a silent zero."""
    return [own for own in given if own.submitted] or given[-1:]
