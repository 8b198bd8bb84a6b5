r"""Knows the signs that act in GIFT, how they are escaped, and where in a text one acts.

The format is described in Moodle's documentation, "GIFT format": ``~ = # { } :`` act, a backslash
before one of them makes it a letter, ``\n`` is a line break, and two backslashes are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ACTING = "~=#{}:"
ESCAPE = re.compile(r"\\([\\~=#{}:n])")
TOKEN = re.compile(r"\\[\\~=#{}:n]|.", re.DOTALL)
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""Signs that no question needs, and that some reader would take for the end of a line."""


def escape(text: str) -> str:
    r"""Return a text as GIFT on one line: every acting sign is a letter, every line break ``\n``."""
    one_line = NO_TEXT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return re.sub(r"[\\~=#{}:]", r"\\\g<0>", one_line).replace("\n", "\\n")


def unescape(text: str) -> str:
    """Return what a piece of GIFT says, without spaces around it. A backslash before another letter stays."""
    return ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text).strip()


def acting(text: str, signs: str = ACTING) -> Iterator[tuple[int, str]]:
    """Yield place and sign of every unescaped one of ``signs``, in order."""
    for token in TOKEN.finditer(text):
        if token[0] in signs:
            yield token.start(), token[0]


def first(text: str, sign: str) -> int:
    """Return where a sign first acts, or -1."""
    return next((place for place, _ in acting(text, sign)), -1)


def pieces(text: str, signs: str) -> list[tuple[int, str, str]]:
    """Cut a text before every acting one of ``signs``; return place, sign and what follows it.

    What stands before the first sign comes first, with the sign "", if it is more than space.
    """
    cuts = list(acting(text, signs))
    ends = [place for place, _ in cuts[1:]] + [len(text)]
    found = (
        [(place, sign, text[place + 1 : end]) for (place, sign), end in zip(cuts, ends, strict=True)]
        if cuts
        else []
    )
    before = text[: cuts[0][0]] if cuts else text
    return ([(0, "", before)] if before.strip() else []) + found


def parted(text: str, sign: str) -> tuple[str, str]:
    """Cut a text at the first place where a sign of one letter acts; without it the second part is empty."""
    place = first(text, sign)
    return (text, "") if place < 0 else (text[:place], text[place + 1 :])
