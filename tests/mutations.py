"""Knows how a log or a zip is spoiled at random: the same bytes for the same generator of chance."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

Mutation = Callable[[bytes, random.Random], bytes]

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3, 10**6, 10**30, 10**4000, 0.5, -0.0, 1e308, "", " ", "haass", "A0-08", "\x00",
    "\ud800", "<script>", "=1+1", "x" * 5000, "2026-03-02", "9999-12-31T23:59:59.999Z", "small-course", "learner",
    "answer", "hint", "reveal", "small-spans", "small-code", "small-essay", [], {}, [[]], [{}], {"": None},
    ["haass", "haass"], {"text": "x", "edits": [{}], "undone": 1}, {"codes": {"A3-01": []}, "notes": 5},
    {"text": None, "self": []}, [None, 1, "a"],
)  # fmt: skip
PIECES = (
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b"{",
    b"}",
    b"[" * 500,
    b"\\ud800",
    b",",
    b"1e999",
)


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    """Change a few bytes."""
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def put_in(content: bytes, chance: random.Random) -> bytes:
    """Put a piece in that means something to a reader."""
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(PIECES) + content[at:]


def cut(content: bytes, chance: random.Random) -> bytes:
    """Cut the end off, or a piece out of the middle."""
    start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[:start] + content[end:] if chance.random() < 0.5 else content[:start]


def cut_lines(content: bytes, chance: random.Random) -> bytes:
    """Cut single lines short."""
    return b"\n".join(
        line[: chance.randint(0, len(line))] if chance.random() < 0.2 else line
        for line in content.split(b"\n")
    )


def join_lines(content: bytes, chance: random.Random) -> bytes:
    """Take some line ends away."""
    return b"".join(line + (b"\n" if chance.random() < 0.8 else b"") for line in content.split(b"\n"))


def shuffle_lines(content: bytes, chance: random.Random) -> bytes:
    """Give the lines another order."""
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def double_lines(content: bytes, chance: random.Random) -> bytes:
    """Write some lines twice."""
    return b"\n".join(
        line for own in content.split(b"\n") for line in [own] * (2 if chance.random() < 0.2 else 1)
    )


def double_file(content: bytes, chance: random.Random) -> bytes:
    """Join the log to itself, or to one of another learner."""
    other = content.replace(b'"learner":"learner"', b'"learner":"%d"' % chance.randint(0, 3))
    return content + other


def replace_values(content: bytes, chance: random.Random) -> bytes:
    """Put odd values where others stand in the JSON of some lines."""
    lines = content.split(b"\n")
    for _ in range(chance.randint(1, 6)):
        number = chance.randrange(len(lines))
        try:
            data = json.loads(lines[number])
            lines[number] = json.dumps(_replaced(data, chance)).encode()
        except (ValueError, RecursionError):
            continue
    return b"\n".join(lines)


def encode(content: bytes, chance: random.Random) -> bytes:
    """Save the text in another encoding or with other line ends."""
    text = content.decode("utf-8", "replace")
    return chance.choice(
        (
            text.encode("utf-16"),
            b"\xfe\xff" + text.encode("utf-16-be"),
            text.encode("utf-8-sig"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.encode("utf-32"),
        )
    )


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    put_in,
    cut,
    cut_lines,
    join_lines,
    shuffle_lines,
    double_lines,
    double_file,
    replace_values,
    replace_values,
    replace_values,
    encode,
)
"""Values are replaced most often: what is still JSON goes deepest into the grader."""
ENTRY_NAMES = (
    "jane.jsonl", "doejane_1_2_answers.jsonl", "doe_LATE_3_4_a.jsonl", "Jane_9_assignsubmission_file_/answers.jsonl",
    "Unit_x_jd_attempt_2025-10-03-14-05-59_a.jsonl", "../up.jsonl", "a/b/answers.jsonl", "a\\answers.txt", "inner.zip",
    "=1+1.jsonl", "\u202etxt.jsonl", "😀.jsonl", "con.jsonl", "__MACOSX/x.jsonl", ".hidden", "folder/", "/", "..", " ",
)  # fmt: skip
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def spoiled(content: bytes, recipe: Sequence[Mutation], chance: random.Random) -> bytes:
    """Spoil a log by one mutation after the other."""
    for mutation in recipe:
        content = mutation(content, chance)
    return content


def spoiled_log(content: bytes, chance: random.Random) -> bytes:
    """Spoil a log by one to four mutations."""
    return spoiled(content, [chance.choice(MUTATIONS) for _ in range(chance.randint(1, 4))], chance)


def spoiled_zip(logs: Sequence[bytes], chance: random.Random) -> bytes:
    """Put logs into a zip under odd names, and mostly change some of its bytes."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        for name in chance.sample(ENTRY_NAMES, chance.randint(0, 5)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = chance.choice(PACKINGS)
            entry.external_attr = chance.choice((0, 0o120777 << 16, 0o100644 << 16))
            archive.writestr(entry, chance.choice(logs))
    content = place.getvalue()
    kinds: tuple[Mutation, ...] = (flip_bytes, flip_bytes, cut, put_in, _flip_directory)
    return spoiled(content, [chance.choice(kinds) for _ in range(chance.randint(0, 2))], chance)


def _flip_directory(content: bytes, chance: random.Random) -> bytes:
    """Change bytes of the list of files at the end of a zip."""
    start = max(content.find(b"PK\x01\x02"), 0)
    return content[:start] + flip_bytes(content[start:], chance)


def _replaced(data: Any, chance: random.Random) -> Any:
    """Return a copy in which one value, somewhere, is an odd one."""
    if isinstance(data, dict) and data and chance.random() < 0.9:
        key = chance.choice(sorted(data))
        if chance.random() < 0.1:
            return {name: value for name, value in data.items() if name != key}
        return data | {key: _replaced(data[key], chance)}
    if isinstance(data, list) and data and chance.random() < 0.7:
        place = chance.randrange(len(data))
        return [*data[:place], _replaced(data[place], chance), *data[place + 1 :]]
    return chance.choice(ODD)
