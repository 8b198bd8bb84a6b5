"""Knows the figures of lesson 4: text by framing function, and whom each text makes responsible."""

from __future__ import annotations

from coursepack.answers import own_log
from coursepack.charts.framing import framing_by_text as draw_framing
from coursepack.charts.framing import responsible_by_text as draw_responsible
from coursepack.codebook import load_layer
from coursepack.coding.own_rows import GivenRow, own_rows
from coursepack.course import Course, load_course
from coursepack.items import load_items
from coursepack.texts import load_texts
from coursepack.widgets.figure import ShownChart, codings

LAYER = "framing"
RESPONSIBLE = ("framing-05", "framing-practice-07")
"""The exercises in which sentences are matched with those whom they make responsible."""


def framing_by_text(*, show_reference: bool = False) -> ShownChart:
    """Show how many sentences of each text serve each framing function, by the learner's own codes.

    The reference's counts stand in the words below when it is in this copy and the exercises are finished;
    ``show_reference`` shows it without answers (for teachers).
    """
    course = load_course()
    own, settled = codings(course, LAYER, show_reference=show_reference)
    chart = draw_framing(
        own, settled, load_layer(LAYER, course), load_texts(course), show_reference=show_reference
    )
    return ShownChart(chart)


def responsible_by_text() -> ShownChart:
    """Show whom the sentences of each text make responsible, by the learner's own answers."""
    course = load_course()
    return ShownChart(draw_responsible(given_in(course, *RESPONSIBLE), load_texts(course)))


def given_in(course: Course, *items: str) -> tuple[GivenRow, ...]:
    """Return what the learner chose, row by row, in these exercises."""
    banks = [load_items(unit.id, course) for unit in course.units]
    return own_rows(own_log(course).read().records, banks, items)
