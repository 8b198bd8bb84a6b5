"""Knows how a file with questions comes in: how large it may be, which signs it may hold, what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.exchange.question import Question
from coursepack.exchange.signs import NO_TEXT
from coursepack.faults import CourseError, Fault, raise_if_any

LARGEST = 5_000_000
"""Bytes. A bank of a thousand questions with passages is a tenth of this."""
MOST_FAULTS = 100
MOST_QUESTIONS = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its questions in order, and sentences for the teacher about what was left out or changed."""

    questions: tuple[Question, ...]
    notices: tuple[str, ...]


def read_text(path: Path) -> str:
    """Return a file's text with a line feed for every line end.

    Raises ``CourseError`` for a file that is missing, too large, not UTF-8, or holds signs that are no text.
    """
    try:
        refuse_special(path)
        size = path.stat().st_size
        if size > LARGEST:
            found, expected = f"{size:,} bytes", f"at most {LARGEST:,} bytes"
            raise CourseError(Fault(str(path), "", found, expected, "Cut the file into smaller ones."))
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        fault = Fault(str(path), where, "text that is not UTF-8", "UTF-8 text", "Save the file as UTF-8.")
        raise CourseError(fault) from None
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror or type(error).__name__})"
        raise CourseError(
            Fault(str(path), "", found, "a file with questions", "Check the name and where it lies.")
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    raise_if_any(_sign_faults(text, str(path)))
    return text


def _sign_faults(text: str, file: str) -> Iterator[Fault]:
    for number, match in enumerate(NO_TEXT.finditer(text)):
        if number == MOST_FAULTS:
            return
        line = text.count("\n", 0, match.start()) + 1
        found = f"a sign that is no text (U+{ord(match[0]):04X})"
        yield Fault(file, f"line {line}", found, "letters, digits, signs", "Delete the sign.")


def check_count(questions: int, file: str) -> None:
    """Raise ``CourseError`` for more questions than one unit may have."""
    if questions > MOST_QUESTIONS:
        found, expected = f"{questions:,} questions", f"at most {MOST_QUESTIONS:,}"
        raise CourseError(Fault(file, "", found, expected, "Cut the file into smaller ones."))


def raise_first(faults: list[Fault], file: str) -> None:
    """Raise one ``CourseError`` with the faults; of a very long list the first ones, and how many there are."""
    told = faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        found = f"{len(faults) - MOST_FAULTS} more faults"
        told.append(Fault(file, "", found, "none", "Mend those above, then try again."))
    raise_if_any(told)
