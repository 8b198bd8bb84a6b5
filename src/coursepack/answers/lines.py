"""Knows how lines get into a file that is only appended to, and come back: locked, synced, none too long."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import IO

from coursepack.answers.untrusted import LONGEST_LINE

LOCK_SECONDS = 10
MOST_LINES = 2_000_000
"""In one file. Fifty million bytes of line ends would take a reader ten seconds and say nothing."""
PIECE = 1 << 20
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OTHER_ENCODING = (
    "another program has saved {} in an encoding that cannot be continued (UTF-16)."
    " Save it as UTF-8, or rename it, and try again."
)


class NotSavedError(OSError):
    """A record did not reach the disk. The message says why, in words for the person who wrote it."""


def append_lines(path: Path, lines: bytes, opening: bytes, file_name: str) -> None:
    """Write whole ``lines`` and return when they are on disk; a new file gets ``opening`` before them.

    Raises ``NotSavedError`` if they are not; ``file_name`` is what its message calls the file.
    """
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: a buffer that could not be written would be written again on closing, after the cut.
        with FileLock(f"{path}.lock", timeout=LOCK_SECONDS), path.open("ab", buffering=0) as file:
            _refuse_utf_16(path, file_name)
            _append(path, file, lines, opening)
    except NotSavedError:
        raise
    except Timeout:
        raise NotSavedError(f"another program holds {file_name}. Close it and try again.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSavedError(f"{file_name} cannot be written ({reason}).") from error


def _refuse_utf_16(path: Path, file_name: str) -> None:
    if is_utf_16(path):
        raise NotSavedError(OTHER_ENCODING.format(file_name))


def _append(path: Path, file: FileIO, lines: bytes, opening: bytes) -> None:
    size = file.seek(0, os.SEEK_END)
    start = b"" if size else opening
    if size and not _ends_with_line_end(path, size):
        start = b"\n"
    try:
        rest = memoryview(start + lines)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError:
        # Half a line on a full disk would cost the next record as well; if cutting it off
        # fails too, the reader skips it.
        with suppress(OSError):
            file.truncate(size)
        raise


def _ends_with_line_end(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) == b"\n"


def refuse_special(path: Path) -> None:
    """Raise ``OSError`` for a pipe or a device: it may never end, and opening it may wait for ever."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file as UTF-8; one whose first mark says UTF-16 is turned into UTF-8 piece by piece."""
    with path.open("rb") as file:
        if file.read(2) not in UTF_16_MARKS:
            file.seek(0)
            yield file
            return
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        with tempfile.TemporaryFile() as turned:
            while piece := file.read(PIECE):
                turned.write(decoder.decode(piece).encode())
            turned.write(decoder.decode(b"", final=True).encode())
            turned.seek(0)
            yield turned


def is_utf_16(path: Path) -> bool:
    """Say whether another program saved this file as UTF-16, by the mark at its beginning."""
    with path.open("rb") as file:
        return file.read(2) in UTF_16_MARKS


def lines_of(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, content and whether the line end is there; over-long lines are cut, never held whole.

    Raises ``OSError`` for a file that cannot be opened, is none, or has more than ``MOST_LINES``.
    """
    refuse_special(path)
    with _opened(path) as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 2):
            number += 1
            if number > MOST_LINES:
                raise OSError(errno.EFBIG, f"it has more than {MOST_LINES:,} lines", str(path))
            complete = line.endswith(b"\n")
            if not complete and len(line) > LONGEST_LINE:
                while rest := file.readline(LONGEST_LINE):
                    if rest.endswith(b"\n"):
                        break
                complete = True
            if line.strip():
                yield number, line.strip(b"\r\n"), complete
