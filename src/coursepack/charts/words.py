"""Knows how counts and names are put into sentences."""

from __future__ import annotations

from collections.abc import Iterable


def joined(names: Iterable[str]) -> str:
    """Write a list: ``A0, A1 and A2``."""
    *before, last = list(names) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun: ``1 sentence``, ``2 sentences``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def inline(name: str) -> str:
    """Write a name so that it may stand in a list: ``Russia, as a group`` becomes ``Russia (as a group)``."""
    head, comma, tail = name.partition(", ")
    return f"{head} ({tail})" if comma else name


def wrapped(name: str) -> str:
    """Write a name for an axis, on two lines at its comma."""
    return name.replace(", ", ",<br>", 1)


def percent(part: int, whole: int) -> str:
    """Write a share of ``whole``, which is above 0: ``42 percent``."""
    return f"{part / whole:.0%}".replace("%", " percent")


def capitalised(text: str) -> str:
    """Return a sentence with a capital at its start, the rest as it stands."""
    return text[:1].upper() + text[1:]
