"""Knows how feedback is read: what is said to one answer, and to the numbers in one band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursepack.faults import Fault, listed
from coursepack.fields import Fields
from coursepack.items.keys import Band, Feedback


class Feedbacks:
    """Reads feedback tables of one key."""

    def __init__(
        self, file: str, item_id: str, misconceptions: Mapping[str, str], faults: list[Fault]
    ) -> None:
        self.file, self.item_id, self.misconceptions, self.faults = file, item_id, misconceptions, faults

    def one(self, place: str, table: Any) -> Feedback:
        """Read one table at a place of the key, such as ``feedback.biden``."""
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


def read_bands(fields: Fields, read: Feedbacks) -> tuple[Band, ...]:
    """Read the tables ``band`` of the key of a number."""
    return tuple(_band(number, table, read) for number, table in enumerate(fields.tables("band"), start=1))


def _band(number: int, table: Any, read: Feedbacks) -> Band:
    fields = Fields(table, read.file, f"{read.item_id}.band {number}", read.faults)
    low, high = fields.number("low", -1e9, 1e9), fields.number("high", -1e9, 1e9)
    credit = fields.number("credit", 0, 1)
    if low > high:
        read.faults.append(
            Fault(read.file, fields.where, f"low {low:g} above high {high:g}", "low, then high", "Swap them.")
        )
    said = {name: fields.raw(name) for name in ("says", "misconception")}
    says = {name: value for name, value in said.items() if value is not None}
    fields.finish()
    return Band(low, high, credit, read.one(f"band {number}", says))
