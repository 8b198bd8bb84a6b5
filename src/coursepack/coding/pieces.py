"""Knows how exact words are found again in a text: pieces joined with `` … ``, and quotations over several sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coursepack.texts import Texts

JOINT = " … "
Span = tuple[int, int]
"""Start and end in code points of a sentence, the end not included."""


def spans_of(words: str, sentence: str) -> tuple[Span, ...] | None:
    """Return where the pieces of ``words`` stand in a sentence, one after the other; ``None`` if one is not there.

    No words are nowhere: an empty tuple.
    """
    found: list[Span] = []
    start = 0
    for piece in words.split(JOINT) if words else ():
        start = sentence.find(piece, start)
        if start < 0:
            return None
        found.append((start, start + len(piece)))
        start += len(piece)
    return tuple(found)


def overlap(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return how many characters two lists of spans share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)


def reach(content: str, unit: str, spoken: Collection[str], texts: Texts) -> tuple[str, ...] | None:
    """Return the sentences that the pieces of ``content`` stand in, ``unit`` first; ``None`` if a piece is nowhere.

    A piece stands in ``unit`` or in a sentence after it, as long as the quotation runs on: each
    sentence between is among the ``spoken`` ones (rule S11). Empty content is nowhere.
    """
    ids = [other.id for other in texts.article(texts.unit(unit).article).body()]
    running = [unit]
    for following in ids[ids.index(unit) + 1 :]:
        if following not in spoken:
            break
        running.append(following)
    hits = [unit]
    for piece in content.split(JOINT):
        holder = next((name for name in running if piece and piece in texts.unit(name).text), None)
        if holder is None:
            return None
        hits.append(holder)
    return tuple(dict.fromkeys(sorted(hits, key=running.index)))
