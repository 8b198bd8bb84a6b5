"""Knows how a learner's marks and the key's are shown side by side in the passage, as safe HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from coursepack.answers import Answer
from coursepack.items import Item, Key
from coursepack.items.model import SpansTask
from coursepack.scoring.spans import own_spans, tokens
from coursepack.texts.model import Span

Layers = Mapping[str, Sequence[Span]]
"""Label to the stretches that carry it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One copy of the passage: its ``title`` and its ``html``."""

    title: str
    html: str


def panels(item: Item, key: Key, answer: Answer) -> tuple[Panel, ...]:
    """Return the passage twice, with the learner's marks and with the key's; nothing for other kinds.

    Words that the key does not have are struck out in the first, words that the learner missed are
    boxed in the second; words in an optional stretch are neither.
    """
    task = item.task
    if not isinstance(task, SpansTask) or not key.spans:
        return ()
    own: Layers = {label.id: own_spans(answer, label.id) for label in task.labels}
    right: Layers = {
        label.id: [piece for span in key.spans if span.label == label.id for piece in span.pieces]
        for label in task.labels
    }
    extra, missed = _differences(task, key, own, right), _differences(task, key, right, own)
    return (
        Panel("Your marks. Struck out: words too many.", _html(task, own, extra, "s")),
        Panel("The key. Boxed: words you missed.", _html(task, right, missed, "mark")),
    )


def _differences(task: SpansTask, key: Key, one: Layers, other: Layers) -> list[Span]:
    """Return the stretches of words that ``one`` has under some label and ``other`` has not."""
    text = task.passage.text
    optional = tokens(text, key.optional)
    words = {
        word for label in one for word in tokens(text, one[label]) - tokens(text, other[label]) - optional
    }
    stretches: list[Span] = []
    for start, end in sorted(words):
        if stretches and not any(sign.isalnum() for sign in text[stretches[-1].end : start]):
            stretches[-1] = Span(stretches[-1].start, end)
        else:
            stretches.append(Span(start, end))
    return stretches


def _html(task: SpansTask, layers: Layers, special: Sequence[Span], tag: str) -> str:
    return "".join(_sentence(task, unit, layers, special, tag) for unit in task.passage.spans)


def _sentence(task: SpansTask, unit: str, layers: Layers, special: Sequence[Span], tag: str) -> str:
    place = task.passage.spans[unit]
    if not any(_touch(span, place) for spans in (*layers.values(), special) for span in spans):
        return ""
    inner = "".join(_pieces(task, place, layers, special, tag))
    return f'<p><span class="coursepack-unit">{escape(unit)}</span>{inner}</p>'


def _pieces(task: SpansTask, place: Span, layers: Layers, special: Sequence[Span], tag: str) -> Iterator[str]:
    every = [*special, *(span for spans in layers.values() for span in spans)]
    edges = {edge for span in every for edge in (span.start, span.end) if place.start < edge < place.end}
    cuts = sorted({place.start, place.end} | edges)
    for start, end in pairwise(cuts):
        here = Span(start, end)
        html = escape(task.passage.text[start:end])
        if any(_touch(span, here) for span in special):
            html = f"<{tag}>{html}</{tag}>"
        for number, label in enumerate(task.labels):
            if any(_touch(span, here) for span in layers[label.id]):
                html = (
                    f'<span class="coursepack-label-{number % 5}" title="{escape(label.text)}">{html}</span>'
                )
        yield html


def _touch(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end
