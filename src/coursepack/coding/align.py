"""Knows which attributions of different passes are the same one: those whose cues overlap in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coursepack.coding.model import Attribution
from coursepack.coding.pieces import Span, overlap, spans_of
from coursepack.texts import Texts


@dataclass(slots=True)
class _Group:
    """Attributions that are one, at most one from each pass; ``cue`` is where the first one's cue stands."""

    unit: str
    cue: tuple[Span, ...]
    members: list[Attribution] = field(default_factory=list)
    passes: set[int] = field(default_factory=set)


def aligned(passes: Sequence[Sequence[Attribution]], texts: Texts) -> tuple[tuple[Attribution, ...], ...]:
    """Return groups of attributions that are one, in text order, members in the order of the passes.

    Each attribution joins the group of its sentence with whose cue it shares most characters and
    in which its pass is not yet; if there is none, it opens a group.
    """
    groups: list[_Group] = []
    for number, attributions in enumerate(passes):
        for entry in attributions:
            cue = spans_of(entry.cue, texts.unit(entry.unit).text) or ()
            free = [group for group in groups if group.unit == entry.unit and number not in group.passes]
            best = max(free, key=lambda group: overlap(group.cue, cue), default=None)
            if best is None or not overlap(best.cue, cue):
                best = _Group(entry.unit, cue)
                groups.append(best)
            best.members.append(entry)
            best.passes.add(number)
    place = {unit: index for index, unit in enumerate(texts.units)}
    groups.sort(key=lambda group: (place[group.unit], group.cue))
    return tuple(tuple(group.members) for group in groups)
