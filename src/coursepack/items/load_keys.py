"""Knows how ``solutions/<unit>.toml`` is read and held against the items it is for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coursepack.course import Course, load_course, read_toml
from coursepack.faults import Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.items.keys import KeyBank
from coursepack.items.load import HEAD, items_file, load_items
from coursepack.items.model import ItemBank
from coursepack.items.read_keys import read_key


def keys_file(unit_id: str) -> str:
    """Return the path of a unit's solution file inside the pack."""
    return f"solutions/{unit_id}.toml"


def has_keys(unit_id: str, course: Course) -> bool:
    """Say whether the unit's solution file is in this copy of the pack."""
    return course.path(keys_file(unit_id)).is_file()


def load_keys(unit_id: str, course: Course | None = None) -> KeyBank:
    """Read the keys of one unit; raise ``CourseError`` with all faults of the file."""
    course = course or load_course()
    items_path = course.path(items_file(course.unit(unit_id).id))
    modified = tuple(
        path.stat().st_mtime_ns if path.exists() else 0
        for path in (course.path(keys_file(unit_id)), items_path)
    )
    return _load(course.root, unit_id, modified)


@lru_cache(maxsize=64)
def _load(root: Path, unit_id: str, _modified: tuple[int, ...]) -> KeyBank:
    course = load_course(root)
    bank, file = load_items(unit_id, course), keys_file(unit_id)
    faults: list[Fault] = []
    data = read_toml(root / file, file)
    head = Fields({name: data[name] for name in HEAD if name in data}, file, "", faults)
    head.text("unit")
    version = head.whole("version", 1, 1_000_000)
    misconceptions = {str(name): str(text) for name, text in head.table("misconceptions", {}).items()}
    entries = {name: entry for name, entry in data.items() if name not in HEAD}
    faults.extend(_bank_faults(data.get("unit"), version, set(entries), bank, file))
    keys = {
        item_id: read_key(entry, bank.items[item_id], file, misconceptions, course, faults)
        for item_id, entry in entries.items()
        if item_id in bank.items
    }
    raise_if_any(faults)
    return KeyBank(unit_id, version, MappingProxyType(misconceptions), MappingProxyType(keys))


def _bank_faults(unit: Any, version: int, names: set[str], bank: ItemBank, file: str) -> Iterator[Fault]:
    if unit != bank.unit:
        yield Fault(file, "unit", repr(unit), f'"{bank.unit}"', "Use the solution file of this unit.")
    if version != bank.version:
        yield Fault(
            file,
            "version",
            f"version {version}",
            f"version {bank.version}, as in {items_file(bank.unit)}",
            "Take exercises and solutions from the same copy of the course.",
        )
    for item_id in sorted(set(bank.items) - names):
        yield Fault(file, item_id, "no key", "a key for every item", f"Add [{item_id}] with answer and why.")
    for name in sorted(names - set(bank.items)):
        yield Fault(
            file,
            name,
            "a key without an item",
            listed(bank.items),
            f"Add the item to {items_file(bank.unit)} or remove the key.",
        )
