"""Fact cards (``cards/``): outside facts with source, date and how sure they are; the only ones the course uses."""

from coursepack.cards.load import find_card, load_cards
from coursepack.cards.model import Card, Sure
from coursepack.cards.show import cards_html, cards_markdown

__all__ = ["Card", "Sure", "cards_html", "cards_markdown", "find_card", "load_cards"]
