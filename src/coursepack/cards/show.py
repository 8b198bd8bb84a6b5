"""Knows how a fact card is shown to students: what, who published it, when, how sure. Never its addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from coursepack.cards.load import FROM_TO
from coursepack.cards.model import Card, Sure
from coursepack.markup import inline_html, to_html

HEADING = "Fact card"
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 (a list of twelve strings is longer and says no more)
)
SURE_IN_WORDS = {
    Sure.TWO_SOURCES: "two separate sources say so",
    Sure.ONE_SOURCE: "one source says so",
    Sure.ONE_ORIGIN: "one origin (there may be many copies, but all go back to one report)",
}


def cards_html(cards: Sequence[Card], style: str = "") -> str:
    """Return cards as blocks of safe HTML with the heading "Fact card".

    ``style`` is written into the blocks where no style sheet is at hand that knows ``.coursepack-card``.
    """
    return "".join(_html(card, f' style="{escape(style)}"' if style else "") for card in cards)


def cards_markdown(cards: Sequence[Card]) -> Iterator[str]:
    """Yield every card as a quoted block of Markdown."""
    for card in cards:
        lines = [f"**{HEADING} {card.id}: {card.title}**", "", *card.fact.splitlines(), ""]
        lines += [f"{name}: {text}  " for name, text in _facts(card)]
        yield "\n".join(f"> {line}".rstrip() if not line.endswith("  ") else f"> {line}" for line in lines)


def in_words(published: str) -> str:
    """Return a date of a card as it is read: ``12 August 2025``, or two with "to" between."""
    return " to ".join(_day(part) for part in published.split(FROM_TO))


def _html(card: Card, style: str) -> str:
    facts = "<br>".join(f"<b>{name}:</b> {inline_html(text)}" for name, text in _facts(card))
    return (
        f'<div class="coursepack-card"{style}>'
        f'<p class="coursepack-card-title"><strong>{HEADING} {escape(card.id)}: {inline_html(card.title)}</strong></p>'
        f'{to_html(card.fact)}<p class="coursepack-card-facts">{facts}</p></div>\n'
    )


def _facts(card: Card) -> list[tuple[str, str]]:
    """Return what stands under the fact, as name and Markdown."""
    facts = [("Source", card.source), ("Published", in_words(card.published))]
    facts += [("Known as of", in_words(card.as_of))] if card.as_of != card.published else []
    return [*facts, ("How sure", SURE_IN_WORDS[card.sure])]


def _day(text: str) -> str:
    year, *rest = text.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])
