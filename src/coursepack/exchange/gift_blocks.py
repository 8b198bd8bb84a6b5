"""Knows how a GIFT file falls into questions: comments and categories out, empty lines between, title, braces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coursepack.exchange.markdown_text import FORMATS
from coursepack.exchange.signs import acting, unescape
from coursepack.faults import Fault

COMMENT, CATEGORY, TITLE = "//", "$CATEGORY:", "::"
FORMAT = re.compile(rf"\s*\[({'|'.join(FORMATS)})\]")
BLANK = " _____ "
LONGEST = 50_000
"""Characters in one question."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question without its comments; ``numbers`` are their places in the file."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, place: int = 0) -> str:
        """Say on which line of the file a place of the text stands."""
        return f"line {self.numbers[bisect_right(self.starts, place) - 1]}"


@dataclass(frozen=True, slots=True)
class Parts:
    """A question cut up: its title, format, text, and ``answers`` (``None`` for a description) from ``place`` on."""

    block: Block
    title: str
    form: str
    text: str
    answers: str | None
    place: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file, in order."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if not line.strip():
            if lines:
                yield _block(lines)
            lines = []
        elif not line.lstrip().startswith((COMMENT, CATEGORY)):
            lines.append((number, line))


def categories(text: str) -> int:
    """Count the categories that a file names."""
    return sum(line.lstrip().startswith(CATEGORY) for line in text.split("\n"))


def _block(lines: Sequence[tuple[int, str]]) -> Block:
    starts = [0]
    for _, line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Block("\n".join(line for _, line in lines), tuple(starts), tuple(number for number, _ in lines))


def parts(block: Block, file: str, faults: list[Fault]) -> Parts | None:
    """Cut a question up; faults are kept in ``faults``, ``None`` if nothing came of it."""
    before = len(faults)
    faults.extend(_brace_faults(block, file))
    if len(faults) > before:
        return None
    title, start = _title(block, file, faults)
    form = FORMAT.match(block.text, start)
    start = form.end() if form else start
    braces = [place for place, _ in acting(block.text, "{}")]
    opened, closed = braces or (len(block.text), len(block.text))
    after = block.text[closed + 1 :]
    shown = block.text[start:opened].rstrip() + (BLANK + after.lstrip() if after.strip() else "")
    answers = block.text[opened + 1 : closed] if braces else None
    text = unescape(shown)
    if not text and answers is not None:
        found = "a question without words"
        faults.append(Fault(file, block.line(), found, "a text before {", "Write the question."))
        return None
    return Parts(block, title, form[1] if form else "moodle", text, answers, opened + 1)


def _title(block: Block, file: str, faults: list[Fault]) -> tuple[str, int]:
    lead = len(block.text) - len(block.text.lstrip())
    if not block.text.startswith(TITLE, lead):
        return "", lead
    colons = [place for place, _ in acting(block.text, ":") if place >= lead + len(TITLE)]
    ends = [place for place, following in pairwise(colons) if following == place + 1]
    if not ends:
        found, expected = "a title that does not end", "::title::"
        faults.append(Fault(file, block.line(lead), found, expected, "Put :: after the title."))
        return "", lead
    return unescape(block.text[lead + len(TITLE) : ends[0]]), ends[0] + len(TITLE)


def _brace_faults(block: Block, file: str) -> Iterator[Fault]:
    if len(block.text) > LONGEST:
        found, expected = f"{len(block.text):,} characters in one question", f"at most {LONGEST:,}"
        yield Fault(file, block.line(), found, expected, "Put an empty line between questions.")
        return
    open_at: int | None = None
    closed = False
    for place, brace in acting(block.text, "{}"):
        found = ""
        if brace == "{":
            found = (
                "a brace within braces"
                if open_at is not None
                else "a second pair of braces"
                if closed
                else ""
            )
            open_at = place
        else:
            found = "" if open_at is not None else "a } without its {"
            open_at, closed = None, True
        if found:
            remedy = r"Write \{ or \} for a brace that is a letter, or put an empty line between questions."
            yield Fault(file, block.line(place), found, "one pair of braces in a question", remedy)
            return
    if open_at is not None:
        remedy = "Close it, and leave no empty line within a question."
        yield Fault(file, block.line(open_at), "a { without its }", "one pair of braces", remedy)
