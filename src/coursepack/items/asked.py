"""Knows how a question stands on any page: its fact cards above it."""

from __future__ import annotations

from coursepack.cards import Card, cards_html, load_cards
from coursepack.course import Course
from coursepack.items.model import Item
from coursepack.markup import to_html


def cards_of(item: Item, course: Course | None = None) -> list[Card]:
    """Return the fact cards of an item, in its order."""
    known = load_cards(course) if item.cards else {}
    return [known[card] for card in item.cards]


def asked_html(item: Item, course: Course) -> str:
    """Return the question as safe HTML, its fact cards above it."""
    return cards_html(cards_of(item, course)) + to_html(item.prompt)
