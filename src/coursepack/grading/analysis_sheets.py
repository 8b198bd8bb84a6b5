"""Knows how the analysis of a class is written down: items, distractors, signs, and the class as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursepack.grading.class_size import FROM_FACILITY, NotShown, Shown, too_few
from coursepack.grading.class_statistics import Range
from coursepack.grading.class_table import ClassTable
from coursepack.grading.distractors import OptionCounts
from coursepack.grading.irregular import RULES, notices
from coursepack.grading.item_analysis import ItemFigures, analyse, reliabilities
from coursepack.grading.sheets import Sheet, beginning_of, remove_ours
from coursepack.grading.sureness import STEPS, class_sureness
from coursepack.scoring.in_words import decimal

ITEMS, DISTRACTORS, SIGNS, CLASS = "items.csv", "distractors.csv", "signs.csv", "class.csv"
FEWEST_STUDENTS = 2
ITEMS_HEAD = (
    "item",
    "unit",
    "kind",
    "students",
    "full point",
    "no point",
    "facility",
    "discrimination",
    "interval low",
    "interval high",
    "mean tries",
    "median minutes",
    "planned minutes",
    "verdict",
    "notes",
)
DISTRACTORS_HEAD = (
    "item",
    "row",
    "option",
    "text",
    "credit",
    "chose",
    "students",
    "top third",
    "bottom third",
    "students in a third",
    "misconception",
    "look at the key",
)
SIGNS_HEAD = ("sign", "student", "other student", "found", "rule, and what else may explain it")
CLASS_HEAD = (
    "figure",
    "about",
    "value",
    "interval low",
    "interval high",
    "students",
    "answers",
    "right",
    "notes",
)
HEADS = {ITEMS: ITEMS_HEAD, DISTRACTORS: DISTRACTORS_HEAD, SIGNS: SIGNS_HEAD, CLASS: CLASS_HEAD}


def write_analysis(out: Path, table: ClassTable) -> tuple[Path, ...]:
    """Write the four tables into ``out`` and return their paths; nothing for fewer than two students.

    A figure that the class is too small for is an empty cell, and the notes say so.
    """
    if len(table.students) < FEWEST_STUDENTS:
        return ()
    figures = analyse(table)
    with Sheet(out / ITEMS, ITEMS_HEAD) as items:
        for own in figures:
            items.add(_item_row(own))
    with Sheet(out / DISTRACTORS, DISTRACTORS_HEAD) as distractors:
        for own in figures:
            for option in own.options:
                distractors.add(_option_row(own, option))
    with Sheet(out / SIGNS, SIGNS_HEAD) as signs:
        for notice in notices(table):
            student, *other = notice.students
            signs.add([str(notice.sign), student, "".join(other), notice.says, RULES[notice.sign]])
    with Sheet(out / CLASS, CLASS_HEAD) as whole:
        for row in class_rows(table):
            whole.add(row)
    return out / ITEMS, out / DISTRACTORS, out / SIGNS, out / CLASS


def class_rows(table: ClassTable) -> Iterator[list[str | float]]:
    """Yield the rows on the class: reliability of every unit, and how often it was right when so sure."""
    for own in reliabilities(table):
        if own.students:
            note = (
                f"{own.value}." if isinstance(own.value, NotShown) else f"{own.formula}, {own.items} items."
            )
            yield [
                "reliability",
                own.unit,
                _cell(own.value),
                *_ends(own.interval),
                f"{own.students}",
                "",
                "",
                note,
            ]
    enough = len(table.students) >= FROM_FACILITY
    for step in class_sureness(table):
        share: Shown = step.right / step.answers if enough and step.answers else NotShown(len(table.students))
        note = "" if enough else f"{too_few(len(table.students), FROM_FACILITY)}."
        counts = [f"{step.students}", f"{step.answers}", f"{step.right}"]
        yield ["calibration: right in full when", STEPS[step.step], _cell(share), "", "", *counts, note]


def remove_old_analysis(out: Path) -> None:
    """Remove the tables of an earlier report; other files stay."""
    for name, head in HEADS.items():
        remove_ours(out / name, beginning_of(head))


def _item_row(own: ItemFigures) -> list[str | float]:
    item = own.question.item
    return [
        item.id,
        item.unit,
        str(item.kind),
        f"{own.answered}",
        f"{own.full}",
        f"{own.none}",
        _cell(own.facility),
        _cell(own.discrimination),
        *_ends(own.interval),
        _cell(own.tries),
        _cell(own.minutes),
        item.minutes,
        str(own.verdict),
        " ".join(_notes(own)),
    ]


def _notes(own: ItemFigures) -> Iterator[str]:
    for name, value in (("facility", own.facility), ("discrimination", own.discrimination)):
        if isinstance(value, NotShown):
            yield f"{name} {value}."
    for option in own.suspect:
        yield f'{option.top} of the {option.third} strongest chose "{option.name}", which earns nothing.'


def _option_row(own: ItemFigures, option: OptionCounts) -> list[str]:
    return [
        own.question.item.id,
        option.row,
        option.option,
        option.text,
        decimal(option.credit),
        f"{option.chose}",
        f"{option.students}",
        "" if option.top is None else f"{option.top}",
        "" if option.bottom is None else f"{option.bottom}",
        f"{option.third}" if option.third else "",
        option.misconception,
        "yes" if option in own.suspect else "",
    ]


def _ends(interval: Range | None) -> list[str | float]:
    return [interval.low, interval.high] if interval else ["", ""]


def _cell(value: Shown) -> str | float:
    return "" if isinstance(value, NotShown) else value
