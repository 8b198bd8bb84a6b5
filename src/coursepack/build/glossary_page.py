"""Knows how the words of all lessons become one page: ``docs/glossary.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coursepack.build.lessons import lesson_sources
from coursepack.course import Course
from coursepack.faults import Fault, raise_if_any

HEADING = "Words of this lesson"
SECTION = re.compile(rf"^## {HEADING}[ \t]*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^- .*(?:\n(?!- |\n).*)*", re.MULTILINE)
WORD = re.compile(r"- \*\*(?P<term>[^*]+)\*\*: (?P<definition>.+)")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a lesson: ``file`` and ``title`` are the lesson's."""

    term: str
    definition: str
    file: str
    title: str


def glossary_page(course: Course) -> str:
    """Return the words of all lessons in the order of the alphabet; empty if no lesson has any.

    Raises ``CourseError`` for every entry that is not ``- **term**: definition.`` and for every term that
    two lessons define in different words.
    """
    faults: list[Fault] = []
    words = [word for source in lesson_sources(course) for word in _words(source, course, faults)]
    faults.extend(conflicts(words))
    raise_if_any(faults)
    if not words:
        return ""
    lines = [
        "# Glossary",
        "",
        f'Written by `coursepack build` from the sections "{HEADING}". Edit the lessons.',
        "",
        *_lines(words),
    ]
    return "\n".join(lines) + "\n"


def conflicts(words: Iterable[Word]) -> Iterator[Fault]:
    """Yield a fault for every word whose term was defined in other words before."""
    first: dict[str, Word] = {}
    for word in words:
        before = first.setdefault(word.term.casefold(), word)
        if before.definition != word.definition:
            expected = f'"{before.definition}", as in {before.file}'
            remedy = "Say it in the same words in both lessons, or give the second one another term."
            yield Fault(word.file, word.term, f'"{word.definition}"', expected, remedy)


def _words(source: Path, course: Course, faults: list[Fault]) -> Iterator[Word]:
    text, file = source.read_text(encoding="utf-8"), course.name_of(source)
    title = TITLE.search(text)
    for section in SECTION.findall(text):
        for entry in ENTRY.findall(section):
            plain = " ".join(entry.split())
            match = WORD.fullmatch(plain)
            if match:
                yield Word(match["term"], match["definition"], file, title[1] if title else source.stem)
            else:
                faults.append(Fault(file, HEADING, plain, "- **term**: definition.", "Write the entry so."))


def _lines(words: list[Word]) -> Iterator[str]:
    terms: dict[str, list[Word]] = {}
    for word in words:
        terms.setdefault(word.term.casefold(), []).append(word)
    for _, same in sorted(terms.items()):
        titles = ", ".join(f"*{title}*" for title in dict.fromkeys(word.title for word in same))
        yield f"- **{same[0].term}**: {same[0].definition} ({titles})"
