"""Knows the figures of a class, for its teacher. They need the solutions, so they are of no use in a student's copy.

Each takes the ``submissions``: a folder with one answers file per student, or a learning platform's zip. Without
it they show the made-up class of 40. ``units`` are ids of graded units, such as ``"02-who-speaks"``, or their beginnings (``"02"``): then the figures
rest on these alone; by default on all whose solutions are in this copy. ``CourseError`` is raised for a place without
files and for units that are not graded.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from coursepack import charts
from coursepack.charts.class_items import asked
from coursepack.charts.class_sentences import class_sentences
from coursepack.codebook import load_layer
from coursepack.coding import has_reference, reference
from coursepack.course import Course, load_course
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.grading.class_page import class_page
from coursepack.grading.item_analysis import analyse
from coursepack.grading.read_class import ClassData, read_class
from coursepack.grading.sureness import class_sureness
from coursepack.grading.synthetic_class import synthetic_class
from coursepack.items import has_keys
from coursepack.items.model import LocateTask
from coursepack.texts import load_texts
from coursepack.widgets.figure import LAYER, ShownChart

Place = str | Path | None
Units = str | Sequence[str] | None
"""One id, or several."""
MADE_UP = "This class is made up by a program. Nobody real is behind it."


class ClassReport:
    """The report on a class in words, as the last line of a cell."""

    def __init__(self, words: str) -> None:
        self.words = words

    def _repr_markdown_(self) -> str:
        return self.words

    def __repr__(self) -> str:
        return "Report on a class"


def class_report(submissions: Place = None, *, units: Units = None) -> ClassReport:
    """Say what to look at in a class: items, reliability, signs in the files."""
    made_up = "" if submissions is not None else f"**{MADE_UP}**\n\n"
    return ClassReport(made_up + class_page(_class(submissions, units)))


def class_items(submissions: Place = None, *, units: Units = None) -> ShownChart:
    """Show all items at once, facility against discrimination."""
    return _shown(submissions, charts.class_items(analyse(_class(submissions, units).table)))


def distractors(item_id: str, submissions: Place = None, *, units: Units = None) -> ShownChart:
    """Show who gave which answer to one item; raise ``CourseError`` for an item that is not graded."""
    data = _class(submissions, units)
    table = data.table
    if item_id not in table.columns:
        raise CourseError(
            Fault("exercises", item_id, "no item with points", listed(table.columns), "Check the spelling.")
        )
    (figures,) = [own for own in analyse(table) if own.question.item.id == item_id]
    task, texts = figures.question.item.task, load_texts(data.course)
    named = {unit: texts.unit(unit).text for unit in task.units} if isinstance(task, LocateTask) else {}
    return _shown(submissions, charts.distractor_bars(figures, named))


def class_time(submissions: Place = None, *, units: Units = None) -> ShownChart:
    """Show how long the class took for every item against the minutes planned, and how often it tried."""
    return _shown(submissions, charts.class_time(analyse(_class(submissions, units).table)))


def class_calibration(submissions: Place = None, *, units: Units = None) -> ShownChart:
    """Show how sure the class was against how often it was right."""
    table = _class(submissions, units).table
    prompts = {name: asked(column.question.item) for name, column in table.columns.items()}
    return _shown(submissions, charts.class_calibration(class_sureness(table), len(table.students), prompts))


def class_barcode(
    article: str, submissions: Place = None, *, layer: str = LAYER, units: Units = None
) -> ShownChart:
    """Show how the class divides over the codes of one text (``A3``), sentence by sentence, and the reference below."""
    data = _class(submissions, units)
    course, texts = data.course, load_texts(data.course)
    settled = reference(layer, course) if has_reference(layer, course) else None
    codes = load_layer(layer, course)
    sentences = class_sentences(article, data.coded.get(layer, {}), settled, codes, texts)
    return _shown(submissions, charts.class_barcode(article, sentences, codes, texts))


def class_gain(submissions: Place = None) -> ShownChart:
    """Show every student's test before the course against the one after it. There is no choice of units: it needs both tests."""
    return _shown(submissions, charts.gain_chart(_class(submissions).gains))


def _shown(submissions: Place, chart: charts.Chart) -> ShownChart:
    """Show a chart. That of the made-up class says so itself: a forgotten argument must not pass for one's own class."""
    if submissions is None:
        words = f"{MADE_UP} {chart.description}"
        chart = replace(chart, title=f"Made-up class. {chart.title}", description=words)
    return ShownChart(chart)


def _class(submissions: Place, units: Units = None) -> ClassData:
    course = load_course()
    chosen = _graded(course, units)
    if submissions is None:
        return _made_up(course, chosen)
    place = Path(submissions)
    # A notebook runs in its own folder; a teacher thinks from the pack's.
    inside = course.path(str(submissions))
    return read_class(course, inside if not place.exists() and inside.exists() else place, chosen)


def _graded(course: Course, units: Units) -> tuple[str, ...] | None:
    """Return the ids of units that were asked for; raise ``CourseError`` for one that is not graded in this copy."""
    if units is None:
        return None
    wanted = (units,) if isinstance(units, str) else tuple(units)
    allowed = [unit.id for unit in course.units if not unit.practice and has_keys(unit.id, course)]
    found = [course.unit(word).id for word in wanted]
    faults = [
        Fault("units", "", f'"{unit}"', listed(allowed), "Use graded units whose solutions are here.")
        for unit in found
        if unit not in allowed
    ]
    if not wanted:
        faults.append(Fault("units", "", "no unit", listed(allowed), "Name one, or leave units out for all."))
    raise_if_any(faults)
    return tuple(found)


@lru_cache(maxsize=4)
def _made_up(course: Course, units: tuple[str, ...] | None) -> ClassData:
    with tempfile.TemporaryDirectory(prefix="coursepack-") as folder:
        synthetic_class(Path(folder), course)
        return read_class(course, Path(folder), units)
