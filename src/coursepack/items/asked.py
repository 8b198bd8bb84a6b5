"""Knows how a question stands on any page: which passage and fact cards are above it."""

from __future__ import annotations

from coursepack.cards import Card, cards_html, load_cards
from coursepack.course import Course
from coursepack.items.model import CodeTask, Item, LocateTask, RowsTask, SpansTask
from coursepack.markup import to_html


def cards_of(item: Item, course: Course | None = None) -> list[Card]:
    """Return the fact cards of an item, in its order."""
    known = load_cards(course) if item.cards else {}
    return [known[card] for card in item.cards]


def asked_html(item: Item, course: Course) -> str:
    """Return the question as safe HTML, its fact cards above it."""
    return cards_html(cards_of(item, course)) + to_html(item.prompt)


def passage_units(item: Item) -> tuple[str, ...]:
    """Return the units in view above the question.

    A sentence that is answered one by one stands there only where others give it its context.
    """
    match item.task:
        case LocateTask(units, _):
            return tuple(unit for unit in item.shows if unit not in units)
        case SpansTask() | CodeTask():
            return ()
        case RowsTask(rows, _) if set(item.shows) <= {row.unit for row in rows}:
            return ()
        case _:
            return item.shows
