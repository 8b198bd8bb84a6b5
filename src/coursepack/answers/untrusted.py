"""Knows how one line of JSON from anywhere becomes a table, and what no line may hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import ValidationError
from msgspec.json import Decoder

LONGEST_LINE = 1_000_000
"""Characters in one line of a log. A longer line is told and left out."""
DEEPEST = 8
"""Lists and tables inside each other in one line. An answer needs two or three."""
TABLE: Decoder[dict[str, Any]] = Decoder(dict[str, Any])
BRACKETS = bytes.maketrans(b"{}", b"[]")
NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]\n"))


class NotARecordError(ValueError):
    """A line that is not part of a log; the message says why, without the line number."""


def read_table(line: bytes) -> dict[str, Any]:
    """Read one line of untrusted JSON as a table of whole characters and finite numbers.

    Raises ``NotARecordError`` for anything else.
    """
    if len(line) > LONGEST_LINE:
        raise NotARecordError(f"the line is longer than {LONGEST_LINE:,} characters")
    try:
        data = TABLE.decode(_whole_characters(line.decode("utf-8-sig")))
    except ValidationError as error:
        if "out of range" in str(error):
            raise NotARecordError("the line holds a number that is too large") from None
        raise NotARecordError("the line is JSON, but not a record") from None
    except (ValueError, RecursionError):
        raise NotARecordError("the line is not JSON in UTF-8") from None
    if may_be_deep(line) and is_too_deep(data, DEEPEST):
        raise NotARecordError(f"the line holds more than {DEEPEST} lists and tables inside each other")
    return data


def _whole_characters(text: str) -> str:
    """Replace halves of characters, which a browser can write in JSON and no file can hold."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    plain = json.dumps(json.loads(text), ensure_ascii=False)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def may_be_deep(lines: bytes) -> bool:
    """Say whether some line may hold more than ``DEEPEST`` lists and tables inside each other.

    Takes away the innermost brackets so many times. Only brackets in a text can make it say so in error.
    """
    brackets = lines.translate(BRACKETS, NO_BRACKETS)
    for _ in range(DEEPEST):
        brackets = brackets.replace(b"[]", b"")
    return b"[" in brackets or b"]" in brackets


def is_too_deep(value: object, left: int) -> bool:
    """Say whether there are more than ``left`` lists and tables inside each other."""
    level: list[object] = [value]
    for _ in range(left):
        level = [inner for outer in level for inner in _inside(outer)]
    return any(isinstance(entry, list | dict) for entry in level)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def text_field(data: Mapping[str, object], name: str) -> str:
    """Return the text under a name; raise ``NotARecordError`` if there is none."""
    value = data.get(name)
    if not isinstance(value, str):
        raise NotARecordError(f"the record has no {name}")
    return value
