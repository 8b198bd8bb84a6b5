"""Knows the receipt code of a log: a short code that both sides can read aloud and compare."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from coursepack.answers.record import Answered, Record

LETTERS = 8
HALF = LETTERS // 2


def receipt(records: Iterable[Record]) -> str:
    """Return a code such as ``K7QF-2M9D``, made from every record in order.

    A mail program that changes line ends or adds a byte order mark leaves it as it is; an answer that
    is added, changed or lost gives another code. It proves nothing about who wrote the log.
    """
    digest = hashlib.sha256("\n".join(_line(record) for record in records).encode()).digest()
    code = base64.b32encode(digest).decode()[:LETTERS]
    return f"{code[:HALF]}-{code[HALF:]}"


def _line(record: Record) -> str:
    # ascii, because what repr shows of a letter depends on the version of Python; JSON would cost twice as much.
    given = ascii((record.answer, record.submitted, record.hints)) if isinstance(record, Answered) else ""
    return ascii((type(record).__name__, record.operation, record.item, record.version)) + given
