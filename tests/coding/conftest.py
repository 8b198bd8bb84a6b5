"""Knows a small reference coding: three passes over text A4 that differ in a few places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from coursepack.coding.pass_files import ATTRIBUTION_COLUMNS
from coursepack.coding.passes import folder
from coursepack.course import Course
from coursepack.csv_rows import csv_text
from coursepack.texts import load_texts
from support import small_course

LAYER = "attribution"
SPEECH = ("A4-01", "A4-05", "A4-06")
MIND = {"one": ("A4-08",), "two": (), "three": ("A4-07", "A4-08")}
TOLD = ("President Trump", "told", "“Nothing’s going to happen,” … “until Putin and I get together.”")
SAID = ("Sergey V. Lavrov, Russia’s foreign minister", "said", "“The agenda is not ready at all,”")
AGREED = "Mr. Putin had agreed to allow a peacekeeping force inside Ukraine"
CONSTRUCT = ("the Russians", "were describing", "a very different construct")
TOGETHER = ("A4-01", "1", "trump", "official", "direct", *TOLD, "")
AGENDA = ("A4-05", "1", "lavrov", "official", "direct", *SAID, "")
FORCE = ("A4-06", "1", "trump", "official", "indirect", "Mr. Trump", "insisted", AGREED, "")
OTHER = ("A4-06", "2", "russia", "government", "indirect", *CONSTRUCT, "")
ATTRIBUTIONS = {
    "one": (TOGETHER, AGENDA, FORCE, OTHER),
    "two": (
        TOGETHER,
        ("A4-05", "1", "lavrov", "official", "partial", *SAID, ""),
        (
            "A4-06",
            "1",
            "trump",
            "official",
            "indirect",
            "Mr. Trump",
            "insisted to European leaders",
            AGREED,
            "",
        ),
        OTHER,
    ),
    "three": (TOGETHER, AGENDA, FORCE),
}
HEAD = 'layer = "attribution"\nstatement = "Made up for a test."\n'
ENTRY = """
[[pass]]
id = "{id}"
kind = "person"
order = ["A4"]
date = "2026-03-02"
codebook = "attribution"
statement = "A reading made up for a test."
"""

Edit = Callable[[str, str, str], None]
"""File name in the coding's folder, what stands there once, what to put there."""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course with three passes over A4 and no rulings."""
    made = small_course(tmp_path / "course")
    place = made.path(folder(LAYER))
    place.mkdir(parents=True)
    body = [unit.id for unit in load_texts(made).article("A4").body()]
    for name, mind in MIND.items():
        rows = [(unit, int(unit in SPEECH), int(unit in mind), "") for unit in body]
        _write(place / f"{name}-sentences.csv", ("unit", "speech", "mind", "note"), rows)
        columns = ATTRIBUTION_COLUMNS
        _write(place / f"{name}-attributions.csv", columns, ATTRIBUTIONS[name])
    entries = "".join(ENTRY.format(id=name) for name in MIND)
    (place / "passes.toml").write_text(HEAD + entries, encoding="utf-8", newline="\n")
    return made


@pytest.fixture
def edit(course: Course) -> Edit:
    """Return a function that changes one place of one file of the coding."""

    def change(name: str, old: str, new: str) -> None:
        path = course.path(folder(LAYER), name)
        text = path.read_bytes().decode("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_bytes(text.replace(old, new).encode("utf-8"))

    return change


@pytest.fixture
def rule(course: Course) -> Callable[..., None]:
    """Return a function that writes ``rulings.csv`` from rows of unit, code, decision, rule, reason."""

    def write(*rows: tuple[str, ...]) -> None:
        columns = ("unit", "code", "decision", "rule", "reason")
        _write(course.path(folder(LAYER), "rulings.csv"), columns, rows)

    return write


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.write_text(csv_text(header, rows), encoding="utf-8", newline="\n")
