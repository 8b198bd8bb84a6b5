"""Knows how numbers of things, and long rows of names, are told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: ``1 line``, ``1,200 lines``. The plural takes an ``s``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def first_of(names: Sequence[str], most: int, write: Callable[[str], str] = str) -> str:
    """Write at most so many names, and how many more there are: ``a, b and 3 more``.

    ``write`` makes each of them fit to be shown; the others it does not see.
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(map(write, names[:most])) + more
