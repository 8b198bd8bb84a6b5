"""Knows how lines get into a file that is only appended to, and come back: locked, synced, none held too long."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

from coursepack.answers.record import LONGEST_LINE

LOCK_SECONDS = 10


class NotSavedError(OSError):
    """A record did not reach the disk. The message says why, in words for the person who wrote it."""


def append_lines(
    path: Path, lines: bytes, opening: bytes, file_name: str, lock_seconds: float = LOCK_SECONDS
) -> None:
    """Write whole ``lines`` and return when they are on disk; a new file gets ``opening`` before them.

    Raises ``NotSavedError`` if they are not; ``file_name`` is what its message calls the file.
    """
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: a buffer that could not be written would be written again on closing, after the cut.
        with FileLock(f"{path}.lock", timeout=lock_seconds), path.open("ab", buffering=0) as file:
            _append(path, file, lines, opening)
    except Timeout:
        raise NotSavedError(f"another program holds {file_name}. Close it and try again.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSavedError(f"{file_name} cannot be written ({reason}).") from error


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


def lines_of(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, content and whether the line end is there; over-long lines are cut, never held whole."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 2):
            number += 1
            complete = line.endswith(b"\n")
            if not complete and len(line) > LONGEST_LINE:
                while rest := file.readline(LONGEST_LINE):
                    if rest.endswith(b"\n"):
                        break
                complete = True
            if line.strip():
                yield number, line.strip(b"\r\n"), complete
