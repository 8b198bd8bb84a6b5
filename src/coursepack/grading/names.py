"""Knows how names from a stranger's disk become harmless: shown to a reader, or given to a file of ours."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from coursepack.answers.place import FOLDER

LONGEST_NAME = 100
"""Characters in the name of a feedback page, ending included."""
MOST_BYTES = 200
"""Bytes of the same name: Linux and macOS allow 255, and a letter may take four."""
ENDING = ".html"
NOBODY = "student"
LOG_ENDINGS = (".jsonl.txt", ".jsonl.json", ".jsonl", ".json", ".txt")
"""A mail program or a browser may add the others; upper case counts as well."""
SECOND_DOWNLOAD = re.compile(r" ?\(\d{1,3}\)$")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Control characters, halves of characters, and marks that turn the direction of the text after them.
NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2028\u2029\u2066-\u2069]")
DEVICES = {"con", "prn", "aux", "nul", "conin", "conout", "clock"}
NUMBERED_DEVICES = ("com", "lpt")
"""Both mean devices on Windows, whatever the ending (Microsoft, "Naming Files, Paths, and Namespaces")."""


def shown(text: str, longest: int = 300) -> str:
    """Return a text from outside as a reader may see it: one line, no control characters, not endless."""
    one_line = NOT_SHOWN.sub(REPLACEMENT, text)
    return f"{one_line[:longest]}…" if len(one_line) > longest else one_line


def student_of(file: str) -> str:
    """Return the student's name for a file, given with forward slashes from the submissions folder.

    The file's name without its ending, or the folder's name if the file is called ``answers….jsonl``
    (or ``.txt``, ``.json``); a folder ``my-answers`` is passed over, and so is the number that a browser
    gives to a second download, as in ``jane (1).jsonl``.
    """
    path = PurePosixPath(file)
    ending = next((ending for ending in LOG_ENDINGS if path.name.lower().endswith(ending)), "")
    name = path.name[: -len(ending)] if ending else path.stem
    if ending and name.lower().startswith("answers"):
        # Whoever hands in the whole folder of a learner's copy is not called as it is.
        folders = [part for part in path.parent.parts if not part.lower().startswith(FOLDER)]
        name = folders[-1] if folders and folders[-1] != "/" else name
    elif ending:
        name = SECOND_DOWNLOAD.sub("", name) or name
    return shown(unicodedata.normalize("NFC", name).strip()) or shown(path.name)


class PageNames:
    """Hands out names of feedback pages: safe on every system, and no two alike."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}
        self._given: set[str] = set()

    def __contains__(self, name: str) -> bool:
        """Say whether this name was handed out, or one that is the same file on Windows or macOS."""
        return _same(name) in self._given

    def __len__(self) -> int:
        return len(self._given)

    def new(self, student: str) -> str:
        """Return a file name for a student's page; a name that is taken gets ``-2``, ``-3`` and so on."""
        stem = self._stem(student)
        name, number = stem, self._next.get(_same(stem), 1)
        while _same(name) in self._next:
            number += 1
            name = f"{_cut(stem, len(f'-{number}'))}-{number}"
        self._next[_same(stem)] = number
        self._next.setdefault(_same(name), 1)
        self._given.add(_same(name + ENDING))
        return name + ENDING

    def _stem(self, student: str) -> str:
        letters = "".join(_letter(character) for character in unicodedata.normalize("NFC", student))
        words = [word.strip("-.") for word in letters.split("-")]
        stem = _cut("-".join(word for word in words if word), 0) or NOBODY
        return f"{NOBODY}-{stem}" if is_device(stem) else stem


def is_device(stem: str) -> bool:
    """Say whether a name, with or without an ending, means a device on Windows."""
    first = stem.partition(".")[0].casefold()
    return first in DEVICES or (
        first[:3] in NUMBERED_DEVICES and first[3:].isdigit() and len(first) == len("com1")
    )


def _letter(character: str) -> str:
    """Keep letters, digits and vowel signs of any script, dots and underscores; the rest becomes a hyphen."""
    kept = character.isalnum() or character in "._" or unicodedata.category(character).startswith("M")
    return character if kept else "-"


def _same(name: str) -> str:
    """Return what two names share that Windows or macOS takes for one."""
    return unicodedata.normalize("NFKC", name).casefold()


def _cut(stem: str, room: int) -> str:
    """Shorten a stem so that ``room`` characters, the ending and a prefix still fit behind or before it."""
    spare = room + len(ENDING) + len(NOBODY) + 1
    short = stem[: LONGEST_NAME - spare]
    return short.encode()[: MOST_BYTES - spare].decode(errors="ignore").rstrip("-.")
