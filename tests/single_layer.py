"""Knows a small course with one text coded by a layer that asks for exactly one code. No tests here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coursepack.coding.passes import folder
from coursepack.coding.published import published_files
from coursepack.course import Course, load_course
from coursepack.csv_rows import csv_text
from support import COURSE, small_course, write_text

SCHOOL = "school"
PLACE = folder(SCHOOL)
UNIT, ITEM = "06-schools", "schools-text"
CODES = ("realist", "liberal", "constructivist", "leader")
BODY = tuple(f"A4-{number:02}" for number in range(1, 14))
PASSES = {
    "one": {"A4-01": "leader", "A4-02": "leader", "A4-03": "realist", "A4-07": "realist", "A4-08": "leader"},
    "two": {"A4-01": "leader", "A4-02": "realist", "A4-03": "realist", "A4-07": "realist", "A4-08": "leader"},
    "three": {"A4-01": "leader", "A4-02": "liberal", "A4-07": "realist", "A4-08": "leader"},
}
"""Code by sentence; what is not named has no argument. A4-02 is open three ways, A4-03 two ways."""
HEAD = 'layer = "school"\nstatement = "Made up for a test."\n'
ENTRY = """
[[pass]]
id = "{id}"
kind = "person"
order = ["A4"]
date = "2026-03-02"
codebook = "school"
statement = "A reading made up for a test."
"""
ITEMS = f"""
unit = "{UNIT}"
version = 1
[objectives]
"6.1" = "Tell the mechanism."

[[item]]
id = "{ITEM}"
kind = "code"
objective = "6.1"
level = "analyse"
minutes = 6
shows = ["A4-01..A4-13"]
prompt = "Code this text."
hints = ["Because of what?"]
layer = "school"
"""
SOLUTIONS = f"""
unit = "{UNIT}"
version = 1
[misconceptions]
side = "Taking the side for the school."

[{ITEM}]
why = "The reference coding of the passes."
rests_on = ["A4-01"]
"""


def single_course(root: Path) -> Course:
    """Return a course with three passes over A4, their votes, and an item that codes A4 by the layer."""
    made = small_course(root)
    unit = f'\n[[units]]\nid = "{UNIT}"\ntitle = "Schools"\n'
    write_text(root / "course.toml", COURSE + unit)
    write_text(root / "exercises" / f"{UNIT}.toml", ITEMS)
    write_text(root / "solutions" / f"{UNIT}.toml", SOLUTIONS)
    for name, codes in PASSES.items():
        write_text(root / PLACE / f"{name}-sentences.csv", coding_csv(codes))
    write_text(root / PLACE / "passes.toml", HEAD + "".join(ENTRY.format(id=name) for name in PASSES))
    for name, text in published_files(SCHOOL, made).items():
        write_text(root / name, text)
    return load_course(root)


def coding_csv(codes: dict[str, str], units: Iterable[str] = BODY) -> str:
    """Write codes by sentence as the file of a pass."""
    rows = [(unit, *(int(codes.get(unit) == code) for code in CODES), "") for unit in units]
    return csv_text(("unit", *CODES, "note"), rows)


def write_rulings(course: Course, *rows: tuple[str, ...]) -> None:
    """Write ``rulings.csv`` from rows of unit, code, decision, rule, reason."""
    write_text(
        course.path(PLACE, "rulings.csv"), csv_text(("unit", "code", "decision", "rule", "reason"), rows)
    )
