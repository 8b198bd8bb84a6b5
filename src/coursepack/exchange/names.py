"""Knows how ids are made from words, so that no two in one place are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 24
WORDS = re.compile(r"[a-z0-9]+")


def ids(texts: Sequence[str], stem: str) -> list[str]:
    """Return one id for every text: its first words in small letters, or ``stem`` and a number.

    Ids differ from each other and fit ``items.read_options.OPTION_ID``.
    """
    made: dict[str, None] = {}
    for number, text in enumerate(texts, start=1):
        short = _short(text)
        if not short or short in made:
            tails = range(number, number + len(texts) + 1)
            short = next(name for tail in tails if (name := f"{short or stem}-{tail}") not in made)
        made[short] = None
    return list(made)


def _short(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    name = ""
    for word in WORDS.findall(plain):
        longer = f"{name}-{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    return name
