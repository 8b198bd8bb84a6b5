"""Knows how ``solutions/<unit>.toml`` is read and held against the items it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.course import Course, load_course, read_toml
from coursepack.faults import Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.items.keys import Band, Credits, Feedback, Key, KeyBank, RowKey
from coursepack.items.load import items_file, load_items
from coursepack.items.model import Item, ItemBank, LocateTask, NumberTask, OptionsTask, RowsTask, ShortTask
from coursepack.texts import Texts, load_texts, quotation_faults

HEAD = ("unit", "version", "misconceptions")


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
    bank, texts, file = load_items(unit_id, course), load_texts(course), keys_file(unit_id)
    faults: list[Fault] = []
    data = read_toml(root / file, file)
    head = Fields({name: data[name] for name in HEAD if name in data}, file, "", faults)
    head.text("unit")
    version = int(head.number("version", 1, 1_000_000))
    misconceptions = {str(name): str(text) for name, text in head.table("misconceptions", {}).items()}
    entries = {name: entry for name, entry in data.items() if name not in HEAD}
    faults.extend(_bank_faults(data.get("unit"), version, set(entries), bank, file))
    keys = {
        item_id: _key(entry, bank.items[item_id], file, misconceptions, texts, faults)
        for item_id, entry in entries.items()
        if item_id in bank.items
    }
    raise_if_any(faults)
    return KeyBank(unit_id, version, misconceptions, keys)


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


def _key(
    entry: Any, item: Item, file: str, misconceptions: Mapping[str, str], texts: Texts, faults: list[Fault]
) -> Key:
    fields = Fields(entry, file, item.id, faults)
    why, rests_on = fields.text("why"), fields.texts("rests_on")
    faults.extend(
        Fault(file, f"{item.id}.rests_on", f'"{unit_id}"', "an id of a unit", "Look it up in the text.")
        for unit_id in rests_on
        if unit_id not in texts.units
    )
    contested = fields.flag("contested", default=False)
    read = _Feedbacks(file, item.id, misconceptions, faults)
    feedback = {
        name: read.one(f"feedback.{name}", table) for name, table in fields.table("feedback", {}).items()
    }
    otherwise = read.one("otherwise", fields.raw("otherwise")) if fields.has("otherwise") else None
    credits: Credits = {}
    rows: dict[str, RowKey] = {}
    bands: tuple[Band, ...] = ()
    match item.task:
        case RowsTask():
            rows = _rows(fields, item.task)
        case NumberTask():
            bands = _bands(fields, read)
        case task:
            credits = _credits(fields, _answer_names(task), "answer")
    fields.finish()
    key = Key(item.id, why, rests_on, contested, credits, rows, bands, feedback, otherwise)
    faults.extend(_key_faults(key, item, file, texts))
    return key


def _answer_names(task: OptionsTask | ShortTask | LocateTask) -> tuple[str, ...] | None:
    match task:
        case OptionsTask(options):
            return tuple(option.id for option in options)
        case LocateTask(units, _):
            return units
        case ShortTask():
            return None


def _credits(fields: Fields, allowed: tuple[str, ...] | None, answer: str) -> Credits:
    """Read ``answer`` (full credit) and ``credit`` (a table of weights); names must be among ``allowed``."""
    raw = fields.raw(answer)
    names = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
    credits: dict[str, float] = {str(name): 1.0 for name in names}
    for name, value in fields.table("credit", {}).items():
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1:
            credits[name] = float(value)
        else:
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.credit.{name}",
                    repr(value),
                    "a number above 0, up to 1",
                    "Correct the credit.",
                )
            )
    if 1.0 not in credits.values():
        fields.faults.append(
            Fault(
                fields.file,
                fields.where,
                "no answer with full credit",
                "answer = …",
                "Name the right answer.",
            )
        )
    for name in credits:
        if allowed is not None and name not in allowed:
            fields.faults.append(
                Fault(
                    fields.file, f"{fields.where}.{answer}", f'"{name}"', listed(allowed), "Use one of these."
                )
            )
    return credits


def _rows(fields: Fields, task: RowsTask) -> dict[str, RowKey]:
    table = fields.table("rows")
    options = tuple(option.id for option in task.options)
    expected = tuple(row.id for row in task.rows)
    for name in table:
        if name not in expected:
            fields.faults.append(
                Fault(fields.file, f"{fields.where}.rows", f'"{name}"', listed(expected), "Use these rows.")
            )
    rows: dict[str, RowKey] = {}
    for name in expected:
        row = Fields(table.get(name, {}), fields.file, f"{fields.where}.rows.{name}", fields.faults)
        rows[name] = RowKey(_credits(row, options, "answer"), row.text("why"))
        row.finish()
    return rows


class _Feedbacks:
    """Reads feedback tables of one key."""

    def __init__(
        self, file: str, item_id: str, misconceptions: Mapping[str, str], faults: list[Fault]
    ) -> None:
        self.file, self.item_id, self.misconceptions, self.faults = file, item_id, misconceptions, faults

    def one(self, place: str, table: Any) -> Feedback:
        where = f"{self.item_id}.{place}"
        fields = Fields(table, self.file, where, self.faults)
        says, misconception = fields.text("says"), fields.text("misconception", "") or None
        if misconception and misconception not in self.misconceptions:
            self.faults.append(
                Fault(
                    self.file,
                    where,
                    f'misconception "{misconception}"',
                    listed(self.misconceptions),
                    "Name it at the top of the file.",
                )
            )
        fields.finish()
        return Feedback(says, misconception)


def _bands(fields: Fields, read: _Feedbacks) -> tuple[Band, ...]:
    tables = fields.raw("band") or []
    if not isinstance(tables, list):
        expected = f"tables [[{fields.where}.band]]"
        fields.faults.append(
            Fault(fields.file, f"{fields.where}.band", "something else", expected, "Double the brackets.")
        )
        return ()
    return tuple(_band(number, table, read) for number, table in enumerate(tables))


def _band(number: int, table: Any, read: _Feedbacks) -> Band:
    fields = Fields(table, read.file, f"{read.item_id}.band {number + 1}", read.faults)
    low, high = fields.number("low", -1e9, 1e9), fields.number("high", -1e9, 1e9)
    credit = fields.number("credit", 0, 1)
    if low > high:
        read.faults.append(
            Fault(read.file, fields.where, f"low {low:g} above high {high:g}", "low, then high", "Swap them.")
        )
    said = {name: fields.raw(name) for name in ("says", "misconception")}
    says = {name: value for name, value in said.items() if value is not None}
    fields.finish()
    return Band(low, high, credit, read.one(f"band {number + 1}", says))


def _key_faults(key: Key, item: Item, file: str, texts: Texts) -> Iterator[Fault]:
    answers = (
        {option.id for option in item.task.options} if isinstance(item.task, OptionsTask | RowsTask) else None
    )
    for name in sorted(set(key.feedback) - answers) if answers else ():
        yield Fault(
            file, f"{key.item}.feedback", f'"{name}"', listed(sorted(answers or ())), "Use these options."
        )
    for name in sorted(answers - set(key.feedback)) if answers else ():
        yield Fault(
            file,
            f"{key.item}.feedback",
            f'no feedback for "{name}"',
            "feedback for every option",
            "Say what this answer shows, and name its misconception.",
        )
    if answers is None and key.otherwise is None:
        yield Fault(
            file, key.item, "no otherwise", "otherwise = { says = … }", "Say it to other wrong answers."
        )
    if isinstance(item.task, NumberTask) and not any(band.credit == 1 for band in key.bands):
        yield Fault(
            file, key.item, "no band with credit 1", "[[…band]] with credit = 1", "Add the right number."
        )
    yield from _answer_faults(key, item, file)
    weighted = any(0 < credit < 1 for credit in _all_credits(key))
    if weighted and not key.contested:
        yield Fault(
            file,
            key.item,
            "weights on an item that is not contested",
            "contested = true",
            "Say that it is contested.",
        )
    says = [key.why, *(row.why for row in key.rows.values()), *(band.feedback.says for band in key.bands)]
    says += [entry.says for entry in (*key.feedback.values(), *([key.otherwise] if key.otherwise else []))]
    for text in says:
        yield from quotation_faults(text, file, key.item, texts)


def _answer_faults(key: Key, item: Item, file: str) -> Iterator[Fault]:
    """Yield what makes a key unfair although each of its parts is well-formed."""
    full = [name for name, credit in key.credits.items() if credit == 1]
    if isinstance(item.task, LocateTask) and 1 < item.task.at_most < len(full):
        yield Fault(
            file,
            f"{key.item}.answer",
            f"{len(full)} right sentences",
            f"at most {item.task.at_most}, as the item asks",
            "Raise at_most in the item, or give some of them a credit below 1.",
        )
    if isinstance(item.task, LocateTask):
        for name in sorted(set(key.feedback) - set(item.task.units)):
            yield Fault(
                file, f"{key.item}.feedback", f'"{name}"', listed(item.task.units), "Use these sentences."
            )
    if isinstance(item.task, ShortTask):
        yield from _accepted_text_faults(key, item.task.longest, file)


def _accepted_text_faults(key: Key, longest: int, file: str) -> Iterator[Fault]:
    where = f"{key.item}.answer"
    for text in key.credits:
        if not any(sign.isalnum() for sign in text):
            yield Fault(file, where, f'"{text}"', "an answer with words", "Write what is accepted.")
        elif len(text) > longest:
            found, expected = f'"{text}", {len(text)} characters', f"at most {longest}, as the item asks"
            yield Fault(file, where, found, expected, "Raise longest in the item.")


def _all_credits(key: Key) -> list[float]:
    credits = [*key.credits.values(), *(band.credit for band in key.bands)]
    return credits + [credit for row in key.rows.values() for credit in row.credits.values()]
