"""Knows how a long run tells on the terminal how far it is."""

from __future__ import annotations

import sys
from time import monotonic

BETWEEN_LINES = 0.2
"""Seconds. More often nobody can read, and a terminal is slow."""
WIDEST_LINE = 60
MINUTE = 60


class Progress:
    """A line on the terminal: how many files are done, and about how long the rest takes."""

    def __init__(self) -> None:
        self._start = self._told = monotonic()

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` files are graded, a few times a second and at the end."""
        now = monotonic()
        if done < total and now - self._told < BETWEEN_LINES:
            return
        self._told = now
        left = (now - self._start) * (total - done) / done
        words = f"graded {done:,} of {total:,}" + (f", about {_duration(left)} left" if done < total else "")
        print(f"\r{words:<{WIDEST_LINE}}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    return f"{seconds / MINUTE:.0f} minutes" if seconds > 2 * MINUTE else f"{seconds:.0f} seconds"
