"""Knows how ``cards/*.toml`` are read: all files, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coursepack.cards.model import Card, Sure
from coursepack.course import Course, load_course, read_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.texts import Texts, load_texts, quotation_faults

FOLDER = "cards"
CARD_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
"""A date of ISO 8601, whole or without its day or its month."""
FROM_TO = "/"

Stamp = tuple[tuple[str, int], ...]


def load_cards(course: Course | None = None) -> Mapping[str, Card]:
    """Read all fact cards, by id; raise ``CourseError`` with all faults of all files. No folder: no cards."""
    course = course or load_course()
    return _load(course.root, cards_stamp(course))


def find_card(card_id: str, course: Course | None = None) -> Card:
    """Return one card; raise ``CourseError`` that lists the ids there are."""
    cards = load_cards(course)
    if card_id not in cards:
        raise CourseError(
            Fault(FOLDER, "", f'no card "{card_id}"', listed(cards), "Check the spelling of the id.")
        )
    return cards[card_id]


def cards_stamp(course: Course) -> Stamp:
    """Return the card files with the times of their last change, so that what was read can be kept."""
    paths = sorted(course.path(FOLDER).glob("*.toml"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in paths)


@lru_cache(maxsize=16)
def _load(root: Path, stamp: Stamp) -> Mapping[str, Card]:
    texts = load_texts(load_course(root))
    faults: list[Fault] = []
    cards: dict[str, Card] = {}
    first: dict[str, str] = {}
    for name, _ in stamp:
        file = f"{FOLDER}/{name}"
        for card_id, entry in _entries(root / FOLDER / name, file, faults).items():
            if card_id in first:
                found, remedy = f"an id that {first[card_id]} has too", "Rename one of the two cards."
                faults.append(Fault(file, card_id, found, "ids that differ over all files", remedy))
            first.setdefault(card_id, file)
            cards.setdefault(card_id, _card(card_id, entry, file, texts, faults))
    raise_if_any(faults)
    return MappingProxyType(cards)


def _entries(path: Path, file: str, faults: list[Fault]) -> Mapping[str, Any]:
    try:
        return read_toml(path, file)
    except CourseError as error:
        faults.extend(error.faults)
        return {}


def _card(card_id: str, entry: Any, file: str, texts: Texts, faults: list[Fault]) -> Card:
    if not CARD_ID.fullmatch(card_id):
        expected = 'letters, digits and hyphens, such as "D05-a"'
        faults.append(Fault(file, card_id, f'id "{card_id}"', expected, "Rename the card."))
    fields = Fields(entry, file, card_id, faults)
    card = Card(
        card_id,
        fields.text("title"),
        fields.text("fact"),
        fields.text("source"),
        fields.text("published"),
        fields.text("as_of"),
        fields.one_of("sure", Sure) or Sure.ONE_SOURCE,
        fields.texts("serves"),
        fields.texts("pages"),
    )
    fields.finish()
    faults.extend(_card_faults(card, file, texts))
    return card


def _card_faults(card: Card, file: str, texts: Texts) -> Iterator[Fault]:
    for name, value in (("published", card.published), ("as_of", card.as_of)):
        if value and not is_date(value):
            expected = 'a date such as "2025-08-12", or "2025-08-12/2025-08-13", the earlier one first'
            yield Fault(file, f"{card.id}.{name}", f'"{value}"', expected, "Write the date so.")
    for served in card.serves:
        if served not in texts.units and served not in texts.articles:
            expected = 'the id of a unit, such as "A1-10", or of a text, such as "A1"'
            yield Fault(
                file,
                f"{card.id}.serves",
                f'"{served}"',
                expected,
                "Look the id up in the margin of the text.",
            )
    for text in (card.title, card.fact, card.source):
        yield from quotation_faults(text, file, card.id, texts)


def is_date(text: str) -> bool:
    """Say whether a text is a date (ISO 8601, whole or without day or month), or two in order with a stroke."""
    parts = text.split(FROM_TO)
    return len(parts) in {1, 2} and all(_is_day(part) for part in parts) and parts == sorted(parts)


def _is_day(text: str) -> bool:
    match = DAY.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
