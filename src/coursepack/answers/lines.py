"""Knows how the bytes of any file become lines: in bounded memory, whatever their length and their encoding."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coursepack.answers.record import LONGEST_LINE

PIECE = 1 << 20
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], bool]]:
    """Open a file as UTF-8; one whose first mark says UTF-16 is turned into UTF-8 piece by piece."""
    with path.open("rb") as file:
        utf_16 = file.read(2) in UTF_16_MARKS
        file.seek(0)
        if not utf_16:
            yield file, False
            return
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        with tempfile.TemporaryFile() as turned:
            while piece := file.read(PIECE):
                turned.write(decoder.decode(piece).encode())
            turned.write(decoder.decode(b"", final=True).encode())
            turned.seek(0)
            yield turned, True


def lines_of(file: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, content and whether the line end is there; over-long lines are cut, never held whole."""
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
