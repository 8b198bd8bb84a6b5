"""Knows how values are written as TOML, so that ``tomllib`` reads the same values back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")
SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')


def key(name: str) -> str:
    """Return the name of a field, in quotation marks if it needs them."""
    return name if BARE.fullmatch(name) else quoted(name)


def quoted(text: str) -> str:
    """Return a text on one line, as a basic string of TOML 1.0."""
    return f'"{UNSAFE.sub(_escaped, text)}"'


def value(given: Any, *, inline: bool = False) -> str:
    """Return a text, truth value, number, list or table as TOML.

    Outside tables on one line (``inline``) a text of several lines keeps its lines. Raises
    ``TypeError`` for any other type.
    """
    match given:
        case str() if "\n" in given and not inline:
            lines = [UNSAFE.sub(_escaped, line) for line in given.split("\n")]
            return '"""\n' + "\n".join(lines) + '"""'
        case str():
            return quoted(given)
        case bool():
            return "true" if given else "false"
        case int() | float():
            return str(int(given)) if given == int(given) else repr(given)
        case list() | tuple():
            return f"[{', '.join(value(entry, inline=True) for entry in given)}]"
        case Mapping():
            pairs = [f"{key(name)} = {value(entry, inline=True)}" for name, entry in given.items()]
            return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
        case _:
            raise TypeError(f"no TOML for {type(given).__name__}")


def fields(table: Mapping[str, Any]) -> str:
    """Return a line ``name = value`` for every field of a table."""
    return "".join(f"{key(name)} = {value(entry)}\n" for name, entry in table.items())


def _escaped(match: re.Match[str]) -> str:
    return SHORT.get(match[0], f"\\u{ord(match[0]):04x}")
