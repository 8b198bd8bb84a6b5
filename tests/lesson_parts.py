"""Knows how the source of a lesson falls into parts: head, sections, cells of code, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^```.*?^```[ \t]*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#{1,6}) +(.*?)[ \t]*$", re.MULTILINE)
EXERCISE = re.compile(r"""\bexercise\(\s*["']([\w-]+)["']""")
CALL = re.compile(r"\b(\w+)\(")
MINUTES = re.compile(r"\babout (\d+) minutes\b", re.IGNORECASE)
TIME = re.compile(r"^\*\*Time:\*\*(.*)$", re.MULTILINE)
SECTION_TIME = re.compile(r"^\*(About \d+ minutes)\.\*$", re.MULTILINE)
NUMBERED = re.compile(r"(\d+) · \S")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level two with everything up to the next one, cells of code included."""

    heading: str
    body: str

    @property
    def number(self) -> int | None:
        """The number of a teaching section (``3 · Speech, or mind?``)."""
        match = NUMBERED.match(self.heading)
        return int(match[1]) if match else None

    @property
    def minutes(self) -> int | None:
        """The minutes that a teaching section says it takes."""
        match = SECTION_TIME.search(self.body)
        return _minutes(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: its ``name`` (``02-who-speaks``) and its source without the header for editors."""

    name: str
    text: str

    @property
    def titles(self) -> list[str]:
        """All headings of level one."""
        return [match[2] for match in HEADING.finditer(_without_code(self.text)) if match[1] == "#"]

    @property
    def head(self) -> str:
        """What stands before the first heading of level two."""
        return self._split()[0]

    @property
    def sections(self) -> list[Section]:
        """The sections in order."""
        return [Section(heading, body) for heading, body in self._split()[1]]

    @property
    def minutes(self) -> int | None:
        """The minutes that the lesson says it takes."""
        match = TIME.search(self.head)
        return _minutes(match[1]) if match else None

    @property
    def exercises(self) -> list[str]:
        """The ids of the exercises in its cells, in order."""
        return [item_id for cell in CELL.findall(self.text) for item_id in EXERCISE.findall(cell)]

    def _split(self) -> tuple[str, list[tuple[str, str]]]:
        # A comment in a cell begins like a heading, so cells are put aside while headings are looked for.
        masked = FENCE.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), self.text)
        places = [match for match in HEADING.finditer(masked) if match[1] == "##"]
        ends = [*(match.start() for match in places[1:]), len(self.text)][: len(places)]
        head = self.text[: places[0].start()] if places else self.text
        return head, [
            (match[2], self.text[match.end() : end].strip()) for match, end in zip(places, ends, strict=True)
        ]


def read_lesson(path: Path) -> Lesson:
    """Read one lesson."""
    return Lesson(path.stem, HEADER.sub("", path.read_text(encoding="utf-8")))


def empty_sections(lesson: Lesson) -> Iterator[str]:
    """Yield headings of any level under which nothing stands before the next heading of their level or above."""
    masked = FENCE.sub(lambda match: match[0].replace("#", "x"), lesson.text)
    places = list(HEADING.finditer(masked))
    for match, following in zip(places, [*places[1:], None], strict=True):
        between = masked[match.end() : following.start() if following else len(masked)]
        deeper = following is not None and len(following[1]) > len(match[1])
        if not between.strip() and not deeper:
            yield match[2]


def cells_and_words(text: str) -> list[tuple[str, str]]:
    """Return every cell of code with the text that stands between it and the next cell."""
    parts = CELL.split(text)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def calls(cell: str) -> list[str]:
    """Return the names that a cell calls."""
    return CALL.findall(cell)


def _without_code(text: str) -> str:
    return FENCE.sub("", text)


def _minutes(text: str) -> int | None:
    match = MINUTES.search(text)
    return int(match[1]) if match else None
