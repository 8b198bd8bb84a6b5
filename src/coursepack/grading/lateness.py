"""Knows when a file is late: by the platform's mark, by its time against the class's, or by the class list.

The times inside a log come from the student's own clock and are never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from coursepack.grading.collect import Submission

LATE_BY_LIST = "Handed in late, says the class list."
NOT_LATE_BY_LIST = "Not late, says the class list."


def timed(submission: Submission, due: datetime | None) -> Submission:
    """Return a file with its lateness by the time the platform tells; others stay as they are.

    A platform tells the clock of the school without its zone, so an offset in ``due`` is passed over: the
    two are compared as they would hang on one wall, to the second.
    """
    if due is None or not submission.attempt:
        return submission
    latest = due.replace(tzinfo=None).isoformat(sep="-", timespec="seconds").replace(":", "-")
    if submission.attempt <= latest:
        return replace(submission, late=False, lateness="")
    told = f"Late: handed in on {_in_words(submission.attempt)}, due on {_in_words(latest)}."
    return replace(submission, late=True, lateness=told)


def by_list(submission: Submission, late: bool | None) -> Submission:  # noqa: FBT001 (what the list says is the matter)
    """Return a file with the lateness of the class list, which goes before all else.

    ``None`` says nothing.
    """
    if late:
        return replace(submission, late=True, lateness=LATE_BY_LIST)
    if late is False and submission.late:
        return replace(submission, late=False, lateness=NOT_LATE_BY_LIST)
    return submission


def told_of_due(submissions: Iterable[Submission], due: datetime | None) -> Iterator[str]:
    """Say for the teacher if a due time could not be used at all."""
    if due is not None and not any(entry.attempt for entry in submissions):
        yield (
            "Your rules name a due time, but no file here tells when it was handed in: by this rule none is late."
            " Mark late students in the column late of the class list."
        )


def _in_words(attempt: str) -> str:
    return f"{attempt[:10]} at {attempt[11:].replace('-', ':')}"
