"""Knows what must not be in a student's copy, and finds it wherever it stands: text, notebook, metadata."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from coursepack.course import Course, CourseUnit
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.scoring import best_answer

JSON_SIGN = re.compile(r"\\+u([0-9a-fA-F]{4})")
LINE_END = re.compile(r"\\+[nrt]")
MOST_WRAPPED = 3
"""How often a text may stand in HTML or JSON that itself stands in HTML or JSON."""
ANGLE = re.compile(r"[<>]")
TAG = re.compile(r"<[^<>]*>")
NOT_A_WORD = re.compile(r"\W+")
QUOTATION = re.compile(r"‹[^‹›]*›(?:\s*\([^()]*\))?")
FEWEST_WORDS = 4
"""Words of its own. Shorter sayings, such as “Yes.” or a bare quotation, stand in many places and tell nothing."""
FEEDBACK = "feedback"
KEY = "key"
ANSWER_IS = ("", "answer", "correct", "key", "right", "solution")
"""What may stand between the id of an exercise and its answer."""
AFTER_ID = "kind"
"""The field behind the id in every file of exercises, so an option of this name tells nothing there."""
EXERCISE_IS = ("", "exercise", "id", "item")
"""What may stand before the id where the answer comes first."""
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that only a grader may have: ``what`` they are of which ``item``."""

    item: str
    what: str
    words: str


def secrets(
    units: Sequence[CourseUnit],
    course: Course,
    public: Sequence[bytes] = (),
    practised: Sequence[bytes] = (),
) -> tuple[Secret, ...]:
    """Return everything that the solution files of these units say: keys, reasons, feedback, models.

    What stands in one of the ``public`` files, such as a rule of the codebook, is no secret, nor is
    feedback that an open solution (``practised``) gives in the same words.
    """
    shared = [_plain(_text("", content)) for content in public]
    known = {FEEDBACK: shared + [_plain(_text("", content)) for content in practised]}
    found = [
        secret
        for unit in units
        if has_keys(unit.id, course)
        for item_id, key in load_keys(unit.id, course).keys.items()
        for secret in _of(load_items(unit.id, course).items[item_id], key)
    ]
    return tuple(
        secret
        for secret in found
        if secret.words
        and (secret.what == KEY or not any(secret.words in text for text in known.get(secret.what, shared)))
    )


def leaks(name: str, content: bytes, known: Sequence[Secret]) -> Iterator[Secret]:
    """Yield every secret that stands in a file, however it is marked up or cut into lines."""
    text = "".join(map(_plain, _ways_to_read(_text(name, content))))
    named = {item for item in {secret.item for secret in known} if _plain(item) in text}
    yield from (
        secret for secret in known if (secret.what != KEY or secret.item in named) and secret.words in text
    )


def _of(item: Item, key: Key) -> Iterator[Secret]:
    said = {
        "reason": [key.why, *(row.why for row in key.rows.values())],
        FEEDBACK: [
            *(feedback.says for feedback in key.feedback.values()),
            *(band.feedback.says for band in key.bands),
            *([key.otherwise.says] if key.otherwise else []),
        ],
        "model answer": [key.model],
    }
    for what, texts in said.items():
        for text in texts:
            own = _plain(QUOTATION.sub(" ", text)).split()
            yield Secret(item.id, what, _plain(text) if len(own) >= FEWEST_WORDS else "")
    # How a key begins in a solution file and in a solution notebook.
    yield Secret(item.id, KEY, _plain(f'exercise("{item.id}").submit('))
    yield Secret(item.id, KEY, _plain(f"[{item.id}]\nanswer ="))
    answer = " ".join(_strings(best_answer(item, key)))
    for word in ANSWER_IS if answer != AFTER_ID else ANSWER_IS[1:]:
        yield Secret(item.id, KEY, _plain(f"{item.id} {word} {answer}"))
    # An answer by itself may be any word, so it tells something only where a word says that it is one.
    for word in filter(None, ANSWER_IS):
        for before in EXERCISE_IS:
            yield Secret(item.id, KEY, _plain(f"{word} {answer} {before} {item.id}"))


def _ways_to_read(text: str) -> Iterator[str]:
    """Yield a text as it stands and as it is read by whoever takes it for HTML or JSON, with tags and without.

    With them, because a tag may say something in an attribute; without, because one may stand inside a saying.
    """
    written_out = text
    for _ in range(MOST_WRAPPED):
        written_out = unescape(
            JSON_SIGN.sub(lambda sign: chr(int(sign[1], 16)), LINE_END.sub(" ", written_out))
        )
    for way in dict.fromkeys((text, written_out)):
        yield TAG.sub(" ", way)
        yield ANGLE.sub(" ", way)


def _text(name: str, content: bytes) -> str:
    encoding = "utf-16" if content.startswith(UTF_16_MARKS) else "utf-8"
    text = content.decode(encoding, errors="replace")
    if not name.endswith((".ipynb", ".json")):
        return text
    try:
        return "\n".join(_strings(json.loads(text)))
    except ValueError:
        return text


def _strings(value: Any) -> Iterator[str]:
    """Yield every string and number in a piece of JSON, names and values; the lines of a cell as one string."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield name
            yield from _strings(entry)
    elif isinstance(value, list):
        if all(isinstance(entry, str) for entry in value):
            yield "".join(value)
        else:
            for entry in value:
                yield from _strings(entry)


def _plain(text: str) -> str:
    """Return the bare words with one space around each, so that no part of a word is taken for a word."""
    return f" {NOT_A_WORD.sub(' ', TAG.sub(' ', text)).strip().casefold()} "
