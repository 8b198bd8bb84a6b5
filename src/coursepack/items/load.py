"""Knows how ``exercises/<unit>.toml`` is read: all faults of a file at once, each with id and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coursepack.cards import load_cards
from coursepack.cards.load import Stamp, cards_stamp
from coursepack.course import Course, load_course, read_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.items.model import Item, ItemBank, Kind, Level
from coursepack.items.read_options import shown_units
from coursepack.items.tasks import option_texts, read_task
from coursepack.texts import load_texts, quotation_faults

HEAD = ("unit", "version", "misconceptions")
"""Names at the top of a solution file, so no item can have them."""
ITEM_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def items_file(unit_id: str) -> str:
    """Return the path of a unit's item file inside the pack."""
    return f"exercises/{unit_id}.toml"


def load_items(unit_id: str, course: Course | None = None) -> ItemBank:
    """Read the items of one unit; raise ``CourseError`` with all faults of the file."""
    course = course or load_course()
    path = course.path(items_file(course.unit(unit_id).id))
    modified = path.stat().st_mtime_ns if path.exists() else 0
    return _load(course.root, unit_id, modified, cards_stamp(course))


def find_item(item_id: str, course: Course | None = None) -> Item:
    """Return one item by its id, whatever its unit; raise ``CourseError`` if no unit has it."""
    course = course or load_course()
    known: list[str] = []
    for unit in course.units:
        bank = load_items(unit.id, course)
        if item_id in bank.items:
            return bank.items[item_id]
        known.extend(bank.items)
    raise CourseError(
        Fault("exercises", "", f'no exercise "{item_id}"', listed(known), "Check the spelling of the id.")
    )


@lru_cache(maxsize=64)
def _load(root: Path, unit_id: str, _modified: int, _cards: Stamp) -> ItemBank:
    file = items_file(unit_id)
    faults: list[Fault] = []
    course = load_course(root)
    table = Fields(read_toml(root / file, file), file, "", faults)
    if table.text("unit") != unit_id:
        faults.append(
            Fault(file, "unit", "another unit", f'"{unit_id}"', "Name the unit as the file is named.")
        )
    version = table.whole("version", 1, 1_000_000)
    intro = table.text("intro", "")
    faults.extend(quotation_faults(intro, file, "intro", load_texts(course)))
    objectives = {str(key): str(value) for key, value in table.table("objectives").items()}
    entries = table.raw("item")
    table.finish()
    entries = entries if isinstance(entries, list) else []
    faults.extend(_repeated_ids(entries, file))
    items: dict[str, Item] = {}
    for number, entry in enumerate(entries, start=1):
        item = _item(entry, file, number, unit_id, objectives, course, faults)
        if item is not None:
            items[item.id] = item
    if not items and not faults:
        faults.append(Fault(file, "", "no items", "[[item]] tables", "Write the first item."))
    raise_if_any(faults)
    return ItemBank(unit_id, version, MappingProxyType(objectives), MappingProxyType(items), intro)


def _repeated_ids(entries: Sequence[Any], file: str) -> Iterator[Fault]:
    ids = [
        entry["id"] for entry in entries if isinstance(entry, Mapping) and isinstance(entry.get("id"), str)
    ]
    for item_id, times in Counter(ids).items():
        if times > 1:
            yield Fault(
                file, item_id, f"{times} items with this id", "ids that differ", "Rename all but one."
            )


def _item(
    entry: Any,
    file: str,
    number: int,
    unit_id: str,
    objectives: Mapping[str, str],
    course: Course,
    faults: list[Fault],
) -> Item | None:
    texts = load_texts(course)
    name = entry.get("id") if isinstance(entry, Mapping) else None
    where = name if isinstance(name, str) else f"item number {number}"
    before = len(faults)
    fields = Fields(entry, file, where, faults)
    item_id = fields.text("id")
    if item_id and (not ITEM_ID.fullmatch(item_id) or item_id in HEAD):
        faults.append(
            Fault(
                file,
                where,
                f'id "{item_id}"',
                f"small letters, digits and hyphens, and none of {listed(HEAD)}",
                "Rename the item.",
            )
        )
    kind, level = fields.one_of("kind", Kind), fields.one_of("level", Level)
    objective = fields.text("objective")
    if objective and objective not in objectives:
        faults.append(
            Fault(file, where, f'objective "{objective}"', listed(objectives), "Use one of these objectives.")
        )
    minutes = fields.number("minutes", 0.5, 120)
    shows = shown_units(fields, texts)
    prompt, hints = fields.text("prompt"), fields.texts("hints", ())
    words, cards = fields.text("vocabulary", "") or None, fields.texts("cards", ())
    faults.extend(_card_faults(cards, file, where, course))
    task = read_task(kind, fields, shows, words, course) if kind else None
    if kind:
        fields.finish()
    for text in (prompt, *hints, *(option_texts(task) if task else ())):
        faults.extend(quotation_faults(text, file, where, texts))
    if len(faults) > before or kind is None or level is None or task is None:
        return None
    return Item(item_id, unit_id, kind, objective, level, minutes, shows, prompt, hints, words, task, cards)


def _card_faults(cards: Sequence[str], file: str, where: str, course: Course) -> Iterator[Fault]:
    if not cards:
        return
    try:
        known = load_cards(course)
    except CourseError as error:
        yield from error.faults
        return
    for card in cards:
        if card not in known:
            yield Fault(
                file,
                f"{where}.cards",
                f'"{card}"',
                listed(known),
                "Use the id of a card in the folder cards.",
            )
