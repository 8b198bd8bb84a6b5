"""Knows the passage in which a learner marks words: one text, with the place of every sentence in it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursepack.texts.load import Texts
from coursepack.texts.model import Span

BETWEEN_SENTENCES = " "
BETWEEN_PARAGRAPHS = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences as one text, in NFC and with a line feed for line ends.

    All places in it are counted in code points. ``spans`` gives the place of every unit; ``digest``
    are eight hexadecimal digits that change with the text.
    """

    text: str
    spans: Mapping[str, Span]
    digest: str

    def unit_at(self, place: int) -> str | None:
        """Return the unit that holds a place, or ``None`` between two units."""
        return next((unit for unit, span in self.spans.items() if span.start <= place < span.end), None)


def passage_of(units: Sequence[str], texts: Texts) -> Passage:
    """Join units into a passage: sentences of one line by a space, paragraphs by an empty line."""
    pieces: list[str] = []
    spans: dict[str, Span] = {}
    place = 0
    last: tuple[str, int] | None = None
    for unit_id in units:
        unit = texts.unit(unit_id)
        here = (unit.article, unit.line)
        if last is not None:
            pieces.append(BETWEEN_SENTENCES if here == last else BETWEEN_PARAGRAPHS)
            place += len(pieces[-1])
        words = normal(unit.text)
        pieces.append(words)
        spans[unit_id] = Span(place, place + len(words))
        place += len(words)
        last = here
    text = "".join(pieces)
    return Passage(text, spans, hashlib.sha256(text.encode()).hexdigest()[:8])


def normal(text: str) -> str:
    """Return a text as all offsets see it: NFC, with a line feed for every line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
