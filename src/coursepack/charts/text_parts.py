"""Knows the parts of bars that stand for texts: sentences by code, and those on which careful readers differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coursepack.charts.coded_rows import OWN_CODES
from coursepack.charts.words import counted, joined
from coursepack.codebook import Layer
from coursepack.texts import Texts

REFERENCE = "Reference"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: sentences of one text with one code, ``None`` if the reference settles none of them.

    ``contested`` parts stand at the end.
    """

    article: str
    code: str | None
    contested: bool
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One set of bars; ``label`` names it."""

    label: str
    parts: tuple[Part, ...]

    def total(self, article: str | None = None) -> int:
        """Return how many sentences are counted, in one text or in all."""
        return sum(len(part.units) for part in self.parts if article in (None, part.article))

    def before(self, part: Part) -> int:
        """Return where a part begins: after all parts of its bar that come before it."""
        same = [other for other in self.parts if other.article == part.article]
        return sum(len(other.units) for other in same[: same.index(part)])


def parts_of(
    codes: Mapping[str, str | None], differ: Collection[str], order: Sequence[str], texts: Texts
) -> Iterator[Part]:
    """Yield the parts that hold a sentence, text by text, contested ones last."""
    for article in sorted(texts.articles):
        own = [unit.id for unit in texts.article(article).body() if unit.id in codes]
        for contested in (False, True):
            for code in (*order, None):
                units = tuple(unit for unit in own if codes[unit] == code and (unit in differ) == contested)
                if units:
                    yield Part(article, code, contested, units)


def finding(series: Series, layer: Layer) -> str:
    """Say which code is the most common one, and on how many sentences careful readers differ."""
    counts = {
        code.name: sum(len(part.units) for part in series.parts if part.code == code.id)
        for code in layer.codes.values()
    }
    most = max(counts.values())
    first = joined(name for name, count in counts.items() if count == most)
    whole = counted(series.total(), "sentence")
    whose = "your" if series.label == OWN_CODES else "the reference's"
    if [*counts.values()].count(most) == 1:
        words = f"{first} is {whose} most common code ({most} of {whole})"
    else:
        words = f"{first} are {whose} most common codes ({most} each, of {whole})"
    differ = sum(len(part.units) for part in series.parts if part.contested)
    return words + (f"; careful readers differ on {differ}" if differ else "")


def in_words(series: Series, layer: Layer, articles: Sequence[str]) -> str:
    """Write the parts of every bar: ``A2 realist 4, liberal 5``."""
    rows = []
    for article in articles:
        own = [part for part in series.parts if part.article == article]
        codes = {
            code: [unit for part in own if part.code == code for unit in part.units] for code in layer.codes
        }
        differ = sorted(unit for part in own if part.contested for unit in part.units)
        said = [f"{layer.codes[code].name.lower()} {len(units)}" for code, units in codes.items() if units]
        end = f" (careful readers differ on {joined(differ)})" if differ else ""
        rows.append(f"{article} {', '.join(said) or 'nothing settled' if own else 'not coded'}{end}")
    return f"{series.label}: {'; '.join(rows)}."
