"""Knows how a test hands in answers, grades them and reads the report back."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers import Answer
from coursepack.course import Course
from coursepack.grading import GradingSummary, Progress, grade
from support import AT, write_log

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it lies on disk."""

    folder: Path
    summary: GradingSummary

    @property
    def rows(self) -> list[Row]:
        """The rows of the gradebook, in order."""
        return read_csv(self.folder / "gradebook.csv")

    @property
    def row(self) -> Row:
        """The only row of the gradebook."""
        (row,) = self.rows
        return row

    @property
    def unreadable(self) -> list[Row]:
        """The rows of the list of what could not be read."""
        return read_csv(self.folder / "unreadable.csv")

    @property
    def page(self) -> str:
        """The only feedback page."""
        (path,) = (self.folder / "feedback").iterdir()
        return path.read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return every file of the report with its bytes."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


@dataclass(frozen=True, slots=True)
class Classroom:
    """A course and a folder of submissions; nobody has handed in anything yet."""

    course: Course
    submissions: Path
    out: Path

    def hand_in(
        self,
        file: str,
        answers: Mapping[str, Answer],
        *,
        hints: Mapping[str, int] | None = None,
        versions: Mapping[str, str] | None = None,
        extra: Sequence[bytes] = (),
        learner: str = "learner",
        at: str = AT,
    ) -> Path:
        """Hand in a log with these answers; see ``support.write_log``."""
        path = self.submissions / file
        return write_log(
            path,
            self.course,
            answers,
            hints=hints,
            versions=versions,
            extra=extra,
            learner=learner,
            at=at,
        )

    def hand_in_bytes(self, file: str, content: bytes) -> Path:
        """Hand in a file with this content."""
        path = self.submissions / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def grade(
        self, units: Sequence[str] | None = None, progress: Progress | None = None, **options: Path
    ) -> Report:
        """Grade what was handed in; ``options`` are ``class_list`` and ``rules``."""
        return Report(self.out, grade(self.course, self.submissions, self.out, units, progress, **options))


def read_csv(path: Path) -> list[Row]:
    """Read a table as a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))
