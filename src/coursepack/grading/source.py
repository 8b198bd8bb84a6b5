"""Knows how a file that was handed in is reached: in a folder, or inside a zip without unpacking the zip."""

from __future__ import annotations

import re
import stat
import struct
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from coursepack.answers.lines import refuse_special
from coursepack.answers.reading import LARGEST_LOG
from coursepack.faults import CourseError, Fault
from coursepack.grading.collect import Submission, collect, is_meant, sorted_by_student, submission
from coursepack.grading.notes import MOST_READ

MOST_ENTRIES = 200_000
MOST_BYTES = 20_000_000_000
"""What all files of a zip may come to when unpacked; a bomb claims more, or lies and is cut at
``LARGEST_LOG``."""
ASK_FOR_FILE = "Ask for the file answers.jsonl itself."
LINK = "a link inside the zip"
INNER_ZIP = "a zip inside the zip"
LOCKED = "a file with a password"
TOO_LARGE = f"a file that unpacks to more than {LARGEST_LOG:,} bytes"
PASSWORD_BIT = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
)
"""What a broken or strange zip raises: wrong sums, unknown packing, lengths that are none."""
PATH_MARKS = re.compile(r"[/\\]")


class NotUnpackedError(Exception):
    """A file inside a zip that cannot be unpacked; the message says why, as a noun with its article."""


class Source(Protocol):
    """A place with submissions: lists them, and lends the path of one for reading."""

    submissions: Sequence[Submission]

    def path(self, handed_in: Submission) -> AbstractContextManager[Path]:
        """Lend a path under which the file can be read; raise ``NotUnpackedError`` if it cannot be had."""


class FolderSource:
    """Submissions that lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.submissions: Sequence[Submission] = collect(folder)

    def path(self, handed_in: Submission) -> AbstractContextManager[Path]:
        """Lend the file where it lies."""
        return nullcontext(self._folder / handed_in.file)


class ZipSource:
    """Submissions inside a zip. One file at a time is unpacked, under a name of ours, and removed again.

    Names in the zip are only shown and never used as paths, so that none can lead anywhere.
    """

    def __init__(self, archive: zipfile.ZipFile, spare: Path) -> None:
        self._archive, self._spare = archive, spare
        self._entries: dict[str, zipfile.ZipInfo] = {}
        times = Counter[str]()
        for entry in filter(_is_file, archive.infolist()):
            name = entry.filename
            # A zip may hold one name twice: both are somebody's.
            while name in self._entries:
                times[entry.filename] += 1
                name = f"{entry.filename} ({times[entry.filename] + 1})"
            self._entries[name] = entry
        self.submissions: Sequence[Submission] = sorted_by_student(
            # Windows programs may write backslashes between folders.
            (
                replace(submission(entry.filename.replace("\\", "/"), _obstacle(entry)), file=name)
                for name, entry in self._entries.items()
            ),
            self._start_of,
        )

    def _start_of(self, note: Submission) -> bytes:
        try:
            with self._archive.open(self._entries[note.file]) as packed:
                return packed.read(MOST_READ)
        except Exception:  # noqa: BLE001 (a note that cannot be unpacked, for whatever reason, only tells no name)
            return b""

    @contextmanager
    def path(self, handed_in: Submission) -> Iterator[Path]:
        """Lend the unpacked file; it is gone afterwards."""
        spare = self._spare / "answers.jsonl"
        try:
            # Removed, not overwritten: some file systems wait for the disk when a file is cut to nothing.
            self._unpack(handed_in, spare)
            yield spare
        finally:
            spare.unlink(missing_ok=True)

    def _unpack(self, handed_in: Submission, spare: Path) -> None:
        try:
            with self._archive.open(self._entries[handed_in.file]) as packed, spare.open("wb") as file:
                left = LARGEST_LOG + 1
                while left > 0 and (piece := packed.read(min(left, 1 << 20))):
                    file.write(piece)
                    left -= len(piece)
        except DAMAGE as error:
            raise NotUnpackedError(f"a damaged file inside the zip ({type(error).__name__})") from error
        # By the name of the module: a Python may have been built without one of them.
        except Exception as error:
            if type(error).__module__ not in {"zlib", "lzma", "_lzma"}:
                raise
            raise NotUnpackedError("a damaged file inside the zip") from error
        if left <= 0:
            raise NotUnpackedError(TOO_LARGE)


@contextmanager
def opened(place: Path) -> Iterator[Source]:
    """Open a folder or a zip with submissions.

    Raises ``CourseError`` for a file that is no zip, and for a zip with more than ``MOST_ENTRIES``
    files or more than ``MOST_BYTES`` in all.
    """
    if place.is_dir():
        yield FolderSource(place)
        return
    try:
        refuse_special(place)
        archive = zipfile.ZipFile(place)
    except (*DAMAGE, OSError) as error:
        raise _refused(place, f"a file that cannot be opened as a zip ({error})") from error
    with archive, tempfile.TemporaryDirectory(prefix="coursepack-") as spare:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise _refused(place, f"a zip with {len(entries):,} files; at most {MOST_ENTRIES:,} are read")
        claimed = sum(entry.file_size for entry in entries)
        if claimed > MOST_BYTES:
            raise _refused(place, f"a zip that unpacks to {claimed:,} bytes; at most {MOST_BYTES:,} are read")
        yield ZipSource(archive, Path(spare))


def _refused(place: Path, found: str) -> CourseError:
    expected = "a folder of answers files, or the zip as the learning platform gave it"
    return CourseError(Fault(str(place), "", found, expected, "Download the zip again, or name the folder."))


def _is_file(entry: zipfile.ZipInfo) -> bool:
    parts = [part for part in PATH_MARKS.split(entry.filename) if part not in {"", ".", ".."}]
    return not entry.is_dir() and all(is_meant(part) for part in parts)


def _obstacle(entry: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return LINK
    if entry.flag_bits & PASSWORD_BIT:
        return LOCKED
    return INNER_ZIP if entry.filename.lower().endswith(".zip") else ""
