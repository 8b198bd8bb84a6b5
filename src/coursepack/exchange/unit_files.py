"""Knows how a new unit is written down: its two files, and its entry at the end of ``course.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coursepack.course import PRACTICE
from coursepack.exchange.making import UNNAMED
from coursepack.exchange.to_items import NewUnit
from coursepack.exchange.toml_text import fields, key, quoted

TABLES = ("options", "rows", "rubric", "feedback", "credit")
"""Fields that get a table of their own, a line for each entry."""
ARRAYS = ("band",)


def exercises_toml(unit_id: str, objective: str, new: NewUnit, source: str) -> str:
    """Return ``exercises/<unit>.toml``."""
    parts = [
        f"# Imported from {_one_line(source)}. What is right stands in solutions/{unit_id}.toml, joined by id.\n",
        fields({"unit": unit_id, "version": 1}),
        f"[objectives]\n{fields({objective: UNNAMED})}",
        *("[[item]]\n" + "".join(_table("item", item)) for item in new.items),
    ]
    return "\n".join(parts)


def solutions_toml(unit_id: str, new: NewUnit, source: str) -> str:
    """Return ``solutions/<unit>.toml``. Titles from the file stand here: one of them may hold the answer."""
    parts = [
        f"# Imported from {_one_line(source)}. The questions stand in exercises/{unit_id}.toml.\n",
        fields({"unit": unit_id, "version": 1}),
        f"[misconceptions]\n{fields(new.misconceptions)}",
        *(
            f"# {_one_line(origin)}\n[{key(item_id)}]\n" + "".join(_table(key(item_id), entry))
            for (item_id, entry), origin in zip(new.keys.items(), new.origins, strict=True)
        ),
    ]
    return "\n".join(parts)


def course_entry(unit_id: str, title: str) -> str:
    """Return what is put at the end of ``course.toml``."""
    practice = "practice = true\n" if unit_id.endswith(PRACTICE) else ""
    return f"\n[[units]]\nid = {quoted(unit_id)}\ntitle = {quoted(title)}\n{practice}"


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one table: its plain fields first, as TOML wants it, then the tables under it."""
    yield fields({field: entry for field, entry in table.items() if field not in TABLES + ARRAYS})
    for field in TABLES:
        if table.get(field):
            yield f"[{name}.{field}]\n{fields(table[field])}"
    for field in ARRAYS:
        for entry in table.get(field, ()):
            yield f"[[{name}.{field}]]\n{fields(entry)}"


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
