"""Knows what one line of a learner's log says, and reads it back from untrusted JSON."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
LONGEST_LINE = 1_000_000
"""Characters in one line of a log. A longer line is told and left out."""
DEEPEST = 8
"""Lists and tables inside each other in one line. An answer needs two or three."""

Answer = Any
"""What was answered, as JSON: an id, a list of ids, a table of ids, or what was typed. Never trusted."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: which course the log belongs to, and a random id of the learner's copy."""

    course: str
    learner: str
    at: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was given: a draft, or ``submitted``. ``hints`` were open at that time."""

    operation: str
    at: str
    item: str
    version: str
    answer: Answer
    submitted: bool
    hints: int
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class HintOpened:
    """A hint was opened; ``hints`` are open now."""

    operation: str
    at: str
    item: str
    version: str
    hints: int


@dataclass(frozen=True, slots=True)
class Revealed:
    """The key was shown; answers after this line earn nothing."""

    operation: str
    at: str
    item: str
    version: str


Record = Answered | HintOpened | Revealed
EVENTS: dict[str, type[Record]] = {"answer": Answered, "hint": HintOpened, "reveal": Revealed}


class NotARecordError(ValueError):
    """A line that is not part of a log; the message says why, without the line number."""


def now() -> str:
    """Return the time in UTC, to the millisecond, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_operation() -> str:
    """Return a random id, so that an answer sent twice counts once."""
    return uuid.uuid4().hex


def write_line(entry: Header | Record) -> bytes:
    """Turn one entry into one line of UTF-8 JSON, line end included."""
    if isinstance(entry, Header):
        data: dict[str, Any] = {"log": "coursepack", "format": FORMAT}
    else:
        data = {"event": next(name for name, type_ in EVENTS.items() if isinstance(entry, type_))}
    data |= {name: getattr(entry, name) for name in entry.__slots__}
    return (json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def read_line(line: bytes) -> Header | Record:
    """Read one line; raise ``NotARecordError`` for anything that is not one."""
    data = read_table(line)
    if data.get("log") == "coursepack":
        return _header(data)
    event = data.get("event")
    if not isinstance(event, str) or event not in EVENTS:
        raise NotARecordError("the line is JSON, but not a record of this course pack")
    return _record(event, data)


def read_table(line: bytes) -> dict[str, Any]:
    """Read one line of untrusted JSON as a table of whole characters and finite numbers; else ``NotARecordError``."""
    if len(line) > LONGEST_LINE:
        raise NotARecordError(f"the line is longer than {LONGEST_LINE:,} characters")
    try:
        # Decoded here, because json.loads guesses UTF-16 from NUL bytes and lets halves of characters through.
        data = DECODER.decode(line.decode("utf-8-sig"))
    except NotARecordError:
        raise
    except (ValueError, RecursionError):
        raise NotARecordError("the line is not JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise NotARecordError("the line is JSON, but not a record")
    if line.count(b"[") + line.count(b"{") > DEEPEST and _is_too_deep(data):
        raise NotARecordError(f"the line holds more than {DEEPEST} lists and tables inside each other")
    if b"\\ud" in line or b"\\uD" in line:
        data = _without_surrogates(data)
    table: dict[str, Any] = data
    return table


def _without_surrogates(value: Any) -> Any:
    """Replace halves of characters, which JSON can write and UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(entry) for entry in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(entry) for key, entry in value.items()}
    return value


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NotARecordError("the line holds a number that is not finite")
    return number


DECODER = json.JSONDecoder(parse_constant=_finite, parse_float=_finite)
"""Made once: ``json.loads`` with these arguments makes one for every line."""


def _is_too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
    return any(isinstance(entry, list | dict) for entry in level)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _header(data: dict[str, Any]) -> Header:
    format_ = data.get("format")
    if isinstance(format_, bool) or format_ != FORMAT:
        shown = str(format_) if _is_count(format_) else "unknown"
        raise NotARecordError(f"the log has format {shown}; this course reads format {FORMAT}")
    return Header(text_field(data, "course"), text_field(data, "learner"), text_field(data, "at"))


def _record(event: str, data: dict[str, Any]) -> Record:
    common = (
        text_field(data, "operation"),
        text_field(data, "at"),
        text_field(data, "item"),
        text_field(data, "version"),
    )
    if event == "reveal":
        return Revealed(*common)
    hints = _count(data, "hints")
    if event == "hint":
        return HintOpened(*common, hints)
    if "answer" not in data or not isinstance(data.get("submitted"), bool):
        raise NotARecordError("the record has no answer")
    sure = data.get("sure")
    return Answered(*common, data["answer"], data["submitted"], hints, sure if _is_count(sure) else None)


def text_field(data: dict[str, Any], name: str) -> str:
    """Return the text under a name; raise ``NotARecordError`` if there is none."""
    value = data.get(name)
    if not isinstance(value, str):
        raise NotARecordError(f"the record has no {name}")
    return value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_LINE


def _count(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or not _is_count(value):
        raise NotARecordError(f"the record has no count of {name}")
    return value
