"""Knows which keys rest on sentences that all passes coded alike before a pass was added, and no longer do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coursepack.codebook.model import PRIMARY
from coursepack.coding.learner import coded_units
from coursepack.coding.model import Reference
from coursepack.coding.published import vote_rows
from coursepack.course import Course
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.items.model import CodeTask

Votes = Mapping[tuple[str, str], Mapping[str, int]]
"""Unit id and question, to the votes for each option that got any."""


@dataclass(frozen=True, slots=True)
class ShakenKey:
    """A key that rests on ``unit``, about whose ``question`` the passes agreed in ``old`` and differ in ``new``."""

    item: str
    unit: str
    question: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.item}, {self.unit}, {self.question}: was {self.old}; is {self.new}"


def shaken_keys(before: Reference, after: Reference, course: Course) -> tuple[ShakenKey, ...]:
    """Return, exercise by exercise, every question that was unanimous ``before`` and is not ``after``."""
    old, new = _votes(before), _votes(after)
    shaken = [
        question for question, counts in new.items() if len(counts) > 1 and len(old.get(question, ())) == 1
    ]
    found = []
    for item, key in _keyed(course):
        units = _rests_on(item, key, after.layer)
        found += [
            ShakenKey(item.id, unit, question, _in_words(old[unit, question]), _in_words(new[unit, question]))
            for unit, question in shaken
            if unit in units
        ]
    return tuple(found)


def _votes(coding: Reference) -> Votes:
    found: dict[tuple[str, str], dict[str, int]] = {}
    for unit, code, option, votes, *_ in vote_rows(coding):
        # In a single layer the votes on the single codes say the same once more.
        if int(votes) and (code == PRIMARY or not coding.primary):
            found.setdefault((unit, code), {})[option] = int(votes)
    return found


def _keyed(course: Course) -> Iterator[tuple[Item, Key]]:
    for unit in course.units:
        if has_keys(unit.id, course):
            keys = load_keys(unit.id, course).keys
            yield from ((item, keys[item.id]) for item in load_items(unit.id, course).items.values())


def _rests_on(item: Item, key: Key, layer_id: str) -> frozenset[str]:
    """Return the sentences that a key rests on, as far as this layer can bear on it."""
    layer = item.task.layer if isinstance(item.task, CodeTask) else (item.vocabulary or "").partition(".")[0]
    if layer and layer != layer_id:
        return frozenset()
    return frozenset((*key.rests_on, *(coded_units(item) if layer else ())))


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{option} {votes}" for option, votes in counts.items())
