"""Knows with what a report was graded: version, key and hints of every exercise, the rules of the class.

Written beside the gradebook as short digests, so that a second grading can say why a mark is another one.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursepack.grading.paper import Paper, Question
from coursepack.grading.rules import Rules
from coursepack.grading.sheets import ENCODING, Sheet
from coursepack.items import Key

GRADED_WITH = "graded-with.csv"
HEAD = ("exercise", "kind", "question", "key", "hints")
RULES = "(rules of the class)"
LENGTH = 12
"""Hexadecimal digits of a digest: enough to tell keys apart, nothing to read a key from."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the marks of one exercise rest on: kind and version of the question, digest of the key, hints."""

    kind: str
    question: str
    key: str
    hints: str


@dataclass(frozen=True, slots=True)
class GradedWith:
    """What a report was graded with, by exercise; empty for a report that does not say."""

    exercises: Mapping[str, Basis] = field(default_factory=dict)

    @property
    def rules(self) -> str:
        """The digest of the class's rules; empty if the report does not say."""
        return self.exercises[RULES].key if RULES in self.exercises else ""


def basis_of(question: Question) -> Basis:
    """Return what marks of a question rest on now."""
    item = question.item
    return Basis(str(item.kind), question.version, key_digest(question.key), f"{len(item.hints)}")


def key_digest(key: Key) -> str:
    """Return a digest of what in a key decides on points; its words may change without changing it."""
    spans = sorted((span.label, *((piece.start, piece.end) for piece in span.pieces)) for span in key.spans)
    parts = [
        sorted(key.credits.items()),
        sorted((row, sorted(own.credits.items())) for row, own in key.rows.items()),
        sorted((band.low, band.high, band.credit) for band in key.bands),
        key.order,
        spans,
        sorted((span.start, span.end) for span in key.optional),
        sorted(
            (unit, sorted((code, sorted(credits.items())) for code, credits in codes.items()))
            for unit, codes in key.codes.items()
        ),
    ]
    return _digest(json.dumps(parts))


def write_graded_with(out: Path, paper: Paper, rules: Rules) -> None:
    """Write what this run grades with into ``out``."""
    with Sheet(out / GRADED_WITH, HEAD) as sheet:
        for name, question in paper.questions.items():
            own = basis_of(question)
            sheet.add([name, own.kind, own.question, own.key, own.hints])
        sheet.add([RULES, "", "", _digest(repr(rules)), ""])


def read_graded_with(report: Path) -> GradedWith:
    """Read it back; a report of an earlier program, or one that was changed by hand, does not say."""
    try:
        with (report / GRADED_WITH).open(encoding=ENCODING, newline="") as file:
            head, *lines = csv.reader(file)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError):
        return GradedWith()
    if tuple(head) != HEAD:
        return GradedWith()
    return GradedWith({line[0]: Basis(*line[1:]) for line in lines if len(line) == len(HEAD)})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
