"""Knows the figures of lesson 1, from the learner's own answers: what each text attests, and when its now is."""

from __future__ import annotations

from collections.abc import Mapping

from coursepack.answers import Answer
from coursepack.answers.fit import number_in
from coursepack.charts.attested_grid import FIELDS, NOTHING_OF_THIS, Piece
from coursepack.charts.attested_grid import attested_grid as attested_chart
from coursepack.charts.timeline_of_nows import Now, Side
from coursepack.charts.timeline_of_nows import timeline_of_nows as timeline_chart
from coursepack.course import Course, load_course
from coursepack.items import Item, load_items
from coursepack.items.model import NumberTask, RowsTask
from coursepack.texts import load_texts
from coursepack.texts.quotes import QUOTATION
from coursepack.widgets.figure import ShownChart, latest_answers

LESSON = "01-what-have-we-got"
PIECES, SIDES = "have-got-04", "have-got-06"
DAYS: Mapping[str, str] = {"A0": "have-got-practice-06", "A4": "have-got-07"}
"""Text to the exercise in which its now is dated to the day."""
DATED_ROW, DATED_TEXT, DATED_DAY = "a2-day", "A2", 18
"""The row of ``PIECES`` that holds a full date, its text, and the day that the row shows."""


def attested_grid() -> ShownChart:
    """Show which fields each text attests, by the learner's own answers to the exercise on its pieces."""
    course = load_course()
    items, given = _items(course), latest_answers(course)
    item = items.get(PIECES)
    return ShownChart(attested_chart(_pieces(item, given.get(PIECES)) if item else ()))


def timeline_of_nows() -> ShownChart:
    """Show the nows of the five texts around the meeting, by the learner's own answers on dates and sides."""
    course = load_course()
    items, given = _items(course), latest_answers(course)
    texts = load_texts(course)
    return ShownChart(
        timeline_chart([_now(article, items, given) for article in sorted(texts.articles)], texts)
    )


def _items(course: Course) -> Mapping[str, Item]:
    """Return the items of this lesson, graded and for practice; none in a course without it."""
    units = [unit.id for unit in course.units if unit.lesson == LESSON]
    return {name: item for unit in units for name, item in load_items(unit, course).items.items()}


def _rows(answer: Answer) -> Mapping[str, Answer]:
    return answer if isinstance(answer, dict) else {}


def _pieces(item: Item, answer: Answer) -> tuple[Piece, ...]:
    """Return the pieces that the rows quote, each with the field that the learner chose."""
    if not isinstance(item.task, RowsTask):
        return ()
    given, found = _rows(answer), []
    for row in item.task.rows:
        quoted = QUOTATION.search(row.text)
        chosen = given.get(row.id)
        field = chosen if chosen in (*FIELDS, NOTHING_OF_THIS) else None
        if quoted:
            unit = str(quoted["unit"])
            found.append(Piece(unit.partition("-")[0], unit, quoted["words"], field))
    return tuple(found)


def _now(article: str, items: Mapping[str, Item], given: Mapping[str, Answer]) -> Now:
    side = _rows(given.get(SIDES)).get(article.lower())
    seen = [item.shows for name in (SIDES, DAYS.get(article)) if name and (item := items.get(name))]
    units = tuple(dict.fromkeys(unit for shown in seen for unit in shown if unit.startswith(f"{article}-")))
    day = _day(items.get(DAYS.get(article, "")), given.get(DAYS.get(article, "")))
    if article == DATED_TEXT and _rows(given.get(PIECES)).get(DATED_ROW) == "date":
        day, units = DATED_DAY, (*units, "A2-B1")
    return Now(article, day, Side(side) if side in set(Side) else None, units)


def _day(item: Item | None, answer: Answer) -> int | None:
    """Return the day that was typed; ``None`` for anything that is not a day of the month asked for."""
    if item is None or not isinstance(item.task, NumberTask) or not isinstance(answer, str):
        return None
    number = number_in(answer)
    return int(number) if number is not None and item.task.low <= number <= item.task.high else None
