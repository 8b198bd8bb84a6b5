"""Knows how to do work once for what comes again: results by key, the oldest forgotten first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Result = TypeVar("Result")
MOST = 10_000
LONGEST = 1_000
"""Characters of a key. A longer answer is hardly given twice."""


class Remembered:
    """Results of pure functions, by a key that names the function and stands for its arguments.

    Up to twice ``most`` are kept. Which ones are, changes how long a run takes and nothing else.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """Return what was made for ``key`` before, or make it now."""
        found: Result | None = self._young.get(key)
        if found is not None:
            return found
        result = self._old.get(key)
        if result is None:
            result = make()
        if len(self._young) >= self._most:
            # Two generations: what is asked for moves to the young one, what is not asked for goes with the old.
            self._old, self._young = self._young, {}
        self._young[key] = result
        return result
