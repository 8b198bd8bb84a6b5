"""Knows how a mistake in a file is told: file, place, what was found, what was expected, what to do.

Every room reports through these two classes, so that a teacher sees all faults of a
file at once and never a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in one file.

    ``file`` is the path as the reader knows it, ``where`` an id or a line, ``found`` what
    stands there, ``expected`` what may stand there (allowed values listed), ``remedy``
    what the reader can do now.
    """

    file: str
    where: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: found {self.found}; expected {self.expected}. {self.remedy}"


class CourseError(Exception):
    """One or more faults, told in plain words.

    In a notebook only the message is shown, without a traceback.
    """

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to print in place of a traceback."""
        return [str(self)]


def raise_if_any(faults: Iterable[Fault]) -> None:
    """Raise one ``CourseError`` that holds all ``faults``; do nothing if there are none."""
    collected = tuple(faults)
    if collected:
        raise CourseError(collected)


def listed(values: Iterable[object]) -> str:
    """Write allowed values for a message: ``"a", "b" or "c"``."""
    words = [f'"{value}"' for value in values]
    if not words:
        return "nothing"
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last
