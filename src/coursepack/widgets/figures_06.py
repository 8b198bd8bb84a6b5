"""Knows how the figures of lesson 06 come from the learner's log: the schools in every text."""

from __future__ import annotations

from coursepack.charts.schools_by_text import schools_by_text as chart_of_schools
from coursepack.codebook import load_layer
from coursepack.course import load_course
from coursepack.texts import load_texts
from coursepack.widgets.figure import ShownChart, codings

LAYER = "school"


def schools_by_text(*, show_reference: bool = False) -> ShownChart:
    """Show the schools in every text as stacked bars, by the learner's own answers.

    The reference stands below each bar, on the same sentences, when it is in this copy and the coding
    exercises are finished; then the sentences on which careful readers differ are hatched.
    ``show_reference`` shows the reference without answers (for teachers).
    """
    course = load_course()
    own, settled = codings(course, LAYER, show_reference=show_reference)
    layer, texts = load_layer(LAYER, course), load_texts(course)
    return ShownChart(chart_of_schools(own, settled, layer, texts, show_reference=show_reference))
