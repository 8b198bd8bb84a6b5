"""Knows which keys rest on sentences that all passes coded alike before a pass was added, and no longer do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coursepack.codebook import layer_ids
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
    for item, key, layers in _keyed(course):
        units = _rests_on(item, key) if after.layer in layers else frozenset()
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


def _keyed(course: Course) -> Iterator[tuple[Item, Key, frozenset[str]]]:
    """Yield every item with its key and the layers that may bear on it.

    These are its own layer; for an item that names none, those its unit works with, or all if there are none.
    """
    for unit in course.units:
        if has_keys(unit.id, course):
            items, keys = load_items(unit.id, course).items, load_keys(unit.id, course).keys
            own = {name: _layer(item) for name, item in items.items()}
            of_unit = frozenset(layer for layer in own.values() if layer) or frozenset(layer_ids(course))
            for name, item in items.items():
                yield item, keys[name], frozenset({own[name]}) if own[name] else of_unit


def _layer(item: Item) -> str:
    return item.task.layer if isinstance(item.task, CodeTask) else (item.vocabulary or "").partition(".")[0]


def _rests_on(item: Item, key: Key) -> frozenset[str]:
    """Return the sentences that a key rests on, those it asks to code included."""
    return frozenset((*key.rests_on, *(coded_units(item) if _layer(item) else ())))


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{option} {votes}" for option, votes in counts.items())
