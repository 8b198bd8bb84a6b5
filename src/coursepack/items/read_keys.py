"""Knows how one key is read: what is common to all kinds, and what depends on the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coursepack.course import Course
from coursepack.faults import Fault, listed
from coursepack.fields import Fields
from coursepack.items.key_faults import key_faults
from coursepack.items.keys import Credits, Key, RowKey
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
from coursepack.items.read_feedback import Feedbacks, read_bands
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
    read = Feedbacks(file, item.id, misconceptions, faults)
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


def _parts(fields: Fields, item: Item, read: Feedbacks, course: Course) -> dict[str, Any]:
    """Read what depends on the kind, as fields of ``Key``."""
    match item.task:
        case RowsTask():
            parts: dict[str, Any] = {"rows": _rows(fields, item.task)}
        case NumberTask():
            parts = {"bands": read_bands(fields, read)}
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
