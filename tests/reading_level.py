"""Knows how hard the prose of a lesson reads: the grade level of Flesch and Kincaid.

Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of New Readability Formulas for Navy Enlisted
Personnel, Research Branch Report 8-75: 0.39 words per sentence + 11.8 syllables per word - 15.59.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lesson_parts import FENCE, HEADING, Lesson

QUOTATION = re.compile(r"‹[^‹›]*›(?:\s*\([^()]*\))?")
CODE = re.compile(r"`[^`]*`")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|U\.S)\.")
SENTENCE_END = re.compile(r"[.!?]+[*_”’\")\]]*(?=\s|$)")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
VOWELS = re.compile(r"[aeiouyéèêëáàâäíîïóôöúûü]+")
WORKS = "Further reading"
"""Names and titles of works are quoted, so this section is left out."""


def grade(lesson: Lesson) -> float:
    """Return the grade level of a lesson's prose; see ``prose``."""
    return grade_of(list(prose(lesson)))


def grade_of(blocks: list[str]) -> float:
    """Return the grade level of blocks of text; the end of a block ends a sentence."""
    sentences = [
        part
        for block in blocks
        for part in SENTENCE_END.split(ABBREVIATION.sub("Mister", block))
        if WORD.search(part)
    ]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Count syllables: groups of vowels, but not a silent ending.

    Silent are a final *e* (but not *-le* after a consonant), *-es* (but not after a hiss, as in
    *voices*), and *-ed* (but not after *t* or *d*). Parts joined by a hyphen count each for itself; a
    part has at least one syllable, a number one.
    """
    return sum(
        _syllables(part)
        for part in re.split(r"[-’']", word.casefold())
        if part and part not in {"s", "t", "ll", "re", "ve", "d", "m"}
    )


def _syllables(part: str) -> int:
    count = len(VOWELS.findall(part))
    silent_e = re.search(r"[^aeiouy]e$", part) and not re.search(r"[^aeiouy]le$", part)
    silent_es = re.search(r"[^aeiouyscxzgh]es$", part) and not re.search(r"[^aeiouy]les$", part)
    silent_ed = re.search(r"[^aeiouytd]ed$", part)
    return max(1, count - bool(silent_e or silent_es or silent_ed))


def prose(lesson: Lesson) -> Iterator[str]:
    """Yield the paragraphs and list entries of a lesson without headings, code, tables and quotations.

    Quotations are what stands between ‹ and ›, and paragraphs set off with >; *Further reading* is
    left out as a whole.
    """
    kept = [lesson.head, *(section.body for section in lesson.sections if section.heading != WORKS)]
    text = HEADING.sub("", FENCE.sub("", "\n\n".join(kept)))
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.lstrip().startswith((">", "|"))]
        for entry in _entries(lines):
            plain = LINK.sub(r"\1", CODE.sub("", QUOTATION.sub("", entry)))
            if WORD.search(plain):
                yield plain


def _entries(lines: list[str]) -> list[str]:
    """Join the lines of a block, but let every entry of a list stand alone."""
    entries: list[str] = []
    for line in lines:
        if LIST_MARK.match(line) or not entries:
            entries.append(LIST_MARK.sub("", line))
        else:
            entries[-1] += f" {line.strip()}"
    return entries
