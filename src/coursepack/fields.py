"""Knows how to read one table of a TOML file, field by field, and to collect every fault in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from coursepack.faults import Fault, listed

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One table under reading.

    Each method takes the field out and returns its value, or a harmless stand-in if the
    value is wrong; the fault is kept in ``faults``. ``finish`` names fields nobody asked for.
    A reader must look at ``faults`` before it uses what it read.
    """

    def __init__(self, table: Any, file: str, where: str, faults: list[Fault]) -> None:
        self.file, self.where, self.faults = file, where, faults
        self._asked: list[str] = []
        if not isinstance(table, Mapping):
            self._fault(repr(table), "a table of fields", "Write it as [name] with fields under it.")
            table = {}
        self._table: Mapping[str, Any] = table

    def _fault(self, found: str, expected: str, remedy: str, field: str = "") -> None:
        where = f"{self.where}.{field}" if self.where and field else self.where or field
        self.faults.append(Fault(self.file, where, found, expected, remedy))

    def _take(self, name: str, type_: type, expected: str, default: Any) -> Any:
        self._asked.append(name)
        if name not in self._table:
            if default is None:
                self._fault("nothing", expected, f"Add the field {name}.", name)
            return default
        value = self._table[name]
        if not isinstance(value, type_) or (isinstance(value, bool) and type_ is not bool):
            self._fault(repr(value), expected, "Correct the value.", name)
            return default
        return value

    def has(self, name: str) -> bool:
        """Say whether the field is there."""
        return name in self._table

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text that is not empty."""
        value = self._take(name, str, "a text", default)
        if isinstance(value, str) and not value.strip() and default is None:
            self._fault("an empty text", "a text", "Write the text.", name)
        return (value or "").strip()

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(name, list, "a list of texts", None if default is None else list(default))
        if not all(isinstance(entry, str) and entry.strip() for entry in value or ()):
            self._fault(repr(value), "a list of texts, none of them empty", "Correct the list.", name)
            return ()
        return tuple(value or ())

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number from ``low`` to ``high``, both included."""
        value = self._take(name, (int, float), f"a number from {low:g} to {high:g}", default)  # type: ignore[arg-type] # isinstance takes the pair
        if value is not None and not low <= value <= high:
            self._fault(f"{value!r}", f"a number from {low:g} to {high:g}", "Correct the number.", name)
            return low
        return low if value is None else value

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        value = self.number(name, low, high, default)
        if value != int(value):
            self._fault(f"{value!r}", f"a whole number from {low} to {high}", "Correct the number.", name)
        return int(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        return bool(self._take(name, bool, "true or false", default))

    def one_of(self, name: str, choices: type[Choice]) -> Choice | None:
        """Return a member of a closed vocabulary, or ``None`` after a fault."""
        value = self._take(name, str, listed(choices), None)
        if value is None:
            return None
        if value not in list(choices):
            self._fault(f'"{value}"', listed(choices), "Use one of these words.", name)
            return None
        return choices(value)

    def table(self, name: str, default: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Return a table as it stands."""
        value: Mapping[str, Any] | None = self._take(name, dict, "a table", default)
        return value or {}

    def tables(self, name: str) -> list[Any]:
        """Return a list of tables, empty if the field is not there; a reader of each entry checks it."""
        value = self.raw(name)
        if value is None or isinstance(value, list):
            return value or []
        place = f"{self.where}.{name}" if self.where else name
        found = "one table" if isinstance(value, Mapping) else repr(value)
        self._fault(found, f"tables [[{place}]]", "Double the brackets.", name)
        return []

    def raw(self, name: str) -> Any:
        """Return a field as it stands, or ``None``; its reader checks it."""
        self._asked.append(name)
        return self._table.get(name)

    def finish(self) -> None:
        """Report fields that do not exist; list those that do."""
        for name in self._table:
            if name not in self._asked:
                self._fault(
                    f'a field "{name}"', listed(sorted(set(self._asked))), "Check the spelling.", name
                )
