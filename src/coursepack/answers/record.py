"""Knows what one line of a learner's log says, and reads it back from untrusted JSON."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert
from msgspec.json import Decoder

from coursepack.answers.untrusted import (
    DEEPEST,
    LONGEST_LINE,
    NotARecordError,
    is_too_deep,
    may_be_deep,
    read_table,
    text_field,
)

FORMAT = 1

Answer = Any
"""What was answered, as JSON: an id, a list of ids, a table of ids, or what was typed. Never trusted."""


Count = Annotated[int, Meta(ge=0, le=LONGEST_LINE)]


class Header(Struct, frozen=True):
    """The first line: which course the log belongs to, and a random id of the learner's copy."""

    course: str
    learner: str
    at: str


class Answered(Struct, frozen=True, gc=False, tag_field="event", tag="answer"):
    """An answer was given: a draft, or ``submitted``. ``hints`` were open at that time."""

    operation: str
    at: str
    item: str
    version: str
    answer: Answer
    submitted: bool
    hints: Count
    sure: Count | None = None


class HintOpened(Struct, frozen=True, gc=False, tag_field="event", tag="hint"):
    """A hint was opened; ``hints`` are open now."""

    operation: str
    at: str
    item: str
    version: str
    hints: Count


class Revealed(Struct, frozen=True, gc=False, tag_field="event", tag="reveal"):
    """The key was shown; answers after this line earn nothing."""

    operation: str
    at: str
    item: str
    version: str


Record = Answered | HintOpened | Revealed
EVENTS: dict[str, type[Record]] = {"answer": Answered, "hint": HintOpened, "reveal": Revealed}
RECORD: Decoder[Record] = Decoder(Record)
FIELD = re.compile(r"`(?:\$\.)?(\w+)[^`]*`$")
"""Where msgspec names the field that is wrong: at the end of its message."""
IN_WORDS = {"hints": "count of hints", "submitted": "answer"}


def now() -> str:
    """Return the time in UTC, to the millisecond, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_operation() -> str:
    """Return a random id, so that an answer sent twice counts once."""
    return uuid.uuid4().hex


def write_line(entry: Header | Record) -> bytes:
    """Turn one entry into one line of ASCII JSON, line end included: no program can spoil its letters."""
    if isinstance(entry, Header):
        data: dict[str, Any] = {"log": "coursepack", "format": FORMAT}
    else:
        data = {"event": next(name for name, type_ in EVENTS.items() if isinstance(entry, type_))}
    data |= {name: getattr(entry, name) for name in entry.__struct_fields__}
    return (json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def read_line(line: bytes) -> Header | Record:
    """Read one line; raise ``NotARecordError`` for anything that is not one."""
    if len(line) <= LONGEST_LINE:
        try:
            record = RECORD.decode(line)
        except (ValueError, RecursionError):
            pass
        else:
            if not may_be_deep(line) or not _is_deep_record(record):
                return record
    return _unusual(line)


def read_lines(content: bytes) -> tuple[Record, ...]:
    """Read lines that are all plain records; raise ``NotARecordError``, without saying why, if one is not."""
    lines = content.split(b"\n")
    try:
        records = tuple(map(RECORD.decode, lines))
    except (ValueError, RecursionError):
        raise NotARecordError("not every line is a plain record") from None
    if max(map(len, lines)) > LONGEST_LINE or (may_be_deep(content) and any(map(_is_deep_record, records))):
        raise NotARecordError("not every line is a plain record")
    return records


def time_of(at: str) -> datetime | None:
    """Read the time of an entry; one without a zone is UTC, ``None`` is no time."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _unusual(line: bytes) -> Header | Record:
    """Read a line that is no plain record: a header, a record of which something can be saved, or none."""
    data = read_table(line)
    if data.get("log") == "coursepack":
        return _header(data)
    event = data.get("event")
    if not isinstance(event, str) or event not in EVENTS:
        raise NotARecordError("the line is JSON, but not a record of this course pack")
    if not _is_count(data.get("sure")):
        data.pop("sure", None)
    try:
        record: Record = convert(data, Record)
    except ValidationError as error:
        named = FIELD.search(str(error))
        name = named[1] if named else event
        raise NotARecordError(f"the record has no {IN_WORDS.get(name, name)}") from None
    return record


def _is_deep_record(record: Record) -> bool:
    # The record is the outermost table.
    return isinstance(record, Answered) and is_too_deep(record.answer, DEEPEST - 1)


def _header(data: dict[str, Any]) -> Header:
    format_ = data.get("format")
    if isinstance(format_, bool) or format_ != FORMAT:
        shown = str(format_) if _is_count(format_) else "unknown"
        raise NotARecordError(f"the log has format {shown}; this course reads format {FORMAT}")
    return Header(text_field(data, "course"), text_field(data, "learner"), text_field(data, "at"))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_LINE
