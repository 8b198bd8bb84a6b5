"""Knows how units leave the course as one GIFT file, and what is said of the exercises that cannot go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coursepack.course import Course
from coursepack.exchange.from_items import question_of
from coursepack.exchange.gift_write import gift
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.items import has_keys, load_items, load_keys
from coursepack.items.load_keys import keys_file

STAYS = "Hints, misconceptions and what is said to single rows stay here: GIFT has no place for them."
RIGHTS = (
    "The file holds right answers, and passages that belong to others: read `rights` in seeds/manifest.toml, "
    "and share it with teachers only."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What one export did: the file, how many questions it holds, and the exercises left out, as id, kind and reason."""

    path: Path
    questions: int
    left_out: tuple[tuple[str, str, str], ...]

    def text(self) -> str:
        """Return it in words, the exercises left out sorted by reason."""
        lines = [f"{self.questions} questions are in {self.path}."]
        if self.left_out:
            lines.append(f"{len(self.left_out)} exercises cannot go:")
        for reason in dict.fromkeys(reason for _, _, reason in self.left_out):
            names = [f"{item} ({kind})" for item, kind, own in self.left_out if own == reason]
            lines.append(f"  {reason}: {', '.join(names)}.")
        lines += [STAYS, RIGHTS]
        return "\n".join(lines)


def export_gift(course: Course, unit_ids: Sequence[str], path: Path) -> Exported:
    """Write the clear exercises of some units that GIFT can hold; raise ``CourseError`` for a unit without solutions."""
    units = [course.unit(unit_id) for unit_id in dict.fromkeys(unit_ids)]
    raise_if_any(
        Fault(
            keys_file(unit.id),
            "",
            "no such file",
            "the solutions of every unit that is exported",
            "Use a copy of the course that holds them.",
        )
        for unit in units
        if not has_keys(unit.id, course)
    )
    parts: list[str] = []
    left_out: list[tuple[str, str, str]] = []
    written = 0
    for unit in units:
        names = (" ".join(name.split()).replace("/", "//") for name in (course.title, unit.title))
        parts.append(f"$CATEGORY: $course$/top/{'/'.join(names)}\n")
        keys = load_keys(unit.id, course).keys
        for item in load_items(unit.id, course).items.values():
            question = question_of(item, keys[item.id], course)
            if isinstance(question, str):
                left_out.append((item.id, item.kind, question))
            else:
                parts.append(gift(question))
                written += 1
    _write(path, "\n".join(parts))
    return Exported(path, written, tuple(left_out))


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        found = f"a place that cannot be written ({error.strerror or type(error).__name__})"
        raise CourseError(
            Fault(str(path), "", found, "a file that can be written", "Choose another place.")
        ) from None
