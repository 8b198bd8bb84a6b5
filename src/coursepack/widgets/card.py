"""Knows how a fact card stands in a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coursepack.cards import Card, cards_html, cards_markdown, find_card

FRAME = "border: 1px solid #767676; border-left-width: 6px; padding: 8px 14px; max-width: 44rem"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """One fact card, as a block with a border, as Markdown, and as one line."""

    card: Card

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, str]:
        return {
            "text/html": cards_html([self.card], FRAME),
            "text/markdown": "\n".join(cards_markdown([self.card])),
            "text/plain": repr(self),
        }

    def __repr__(self) -> str:
        return f"Fact card {self.card.id}: {self.card.title} ({self.card.source}, {self.card.published})"


def card(card_id: str) -> ShownCard:
    """Show one fact card, such as ``card("D05-a")``; raise ``CourseError`` that lists the ids there are."""
    return ShownCard(find_card(card_id))
