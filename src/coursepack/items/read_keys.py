"""Knows how one key is read: what is common to all kinds, and what depends on the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coursepack.course import Course
from coursepack.faults import Fault, listed
from coursepack.fields import Fields
from coursepack.items.key_faults import key_faults
from coursepack.items.keys import Band, Credits, Feedback, Key, RowKey
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    Item,
    Kind,
    LocateTask,
    NumberTask,
    OptionsTask,
    OrderTask,
    RowsTask,
    SpansTask,
    Task,
)
from coursepack.items.read_marks import read_codes, read_spans
from coursepack.texts import Texts, load_texts


def read_key(
    entry: Any, item: Item, file: str, misconceptions: Mapping[str, str], course: Course, faults: list[Fault]
) -> Key:
    """Read the key of one item; faults are added to ``faults``, those of the finished key included."""
    texts = load_texts(course)
    fields = Fields(entry, file, item.id, faults)
    why, rests_on = fields.text("why"), fields.texts("rests_on")
    faults.extend(
        Fault(file, f"{item.id}.rests_on", f'"{unit_id}"', "an id of a unit", "Look it up in the text.")
        for unit_id in rests_on
        if unit_id not in texts.units
    )
    contested = fields.flag("contested", default=False)
    strong, caught = _articles(fields, "strong", texts), _articles(fields, "caught", texts)
    read = _Feedbacks(file, item.id, misconceptions, faults)
    feedback = {
        name: read.one(f"feedback.{name}", table) for name, table in fields.table("feedback", {}).items()
    }
    otherwise = read.one("otherwise", fields.raw("otherwise")) if fields.has("otherwise") else None
    parts = _parts(fields, item, read, course)
    fields.finish()
    common = Key(
        item.id,
        why,
        rests_on,
        contested,
        feedback=feedback,
        otherwise=otherwise,
        strong=strong,
        caught=caught,
    )
    key = replace(common, **parts)
    faults.extend(key_faults(key, item, file, texts))
    return key


def _articles(fields: Fields, name: str, texts: Texts) -> tuple[str, ...]:
    """Read a list of texts, each at most once."""
    named = fields.texts(name, ())
    for article in dict.fromkeys(named):
        where = f"{fields.where}.{name}"
        if article not in texts.articles:
            expected = listed(texts.articles)
            fields.faults.append(Fault(fields.file, where, f'"{article}"', expected, "Use these ids."))
        elif named.count(article) > 1:
            found = f'"{article}" {named.count(article)} times'
            fields.faults.append(
                Fault(fields.file, where, found, "every text once", "Remove the repetition.")
            )
    return named


def _parts(fields: Fields, item: Item, read: _Feedbacks, course: Course) -> dict[str, Any]:
    """Read what depends on the kind, as fields of ``Key``."""
    match item.task:
        case RowsTask():
            parts: dict[str, Any] = {"rows": _rows(fields, item.task)}
        case NumberTask():
            parts = {"bands": _bands(fields, read)}
        case OrderTask(options):
            parts = {"order": _order(fields, tuple(option.id for option in options))}
        case SpansTask() if item.kind is Kind.SPANS:
            parts = dict(zip(("spans", "optional"), read_spans(fields, item.task), strict=True))
        case CodeTask():
            parts = {"codes": read_codes(fields, item.task, item.unit, course)}
        case EssayTask():
            parts = {"model": fields.text("model")}
        case task:
            parts = {"credits": _credits(fields, _answer_names(task), "answer")}
    return parts


def _order(fields: Fields, options: tuple[str, ...]) -> tuple[str, ...]:
    order = fields.texts("answer")
    if order and sorted(order) != sorted(options):
        where = f"{fields.where}.answer"
        fields.faults.append(
            Fault(fields.file, where, listed(order), f"each once: {listed(options)}", "Name all of them.")
        )
    return order


def _answer_names(task: Task) -> tuple[str, ...] | None:
    match task:
        case OptionsTask(options):
            return tuple(option.id for option in options)
        case LocateTask(units, _) | SpansTask(units, _, _, _):
            return units
        case _:
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
