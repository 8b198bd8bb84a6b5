"""Knows how a chart stands in a notebook: the figure, then its words and the sentences behind every mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from coursepack import charts
from coursepack.answers import Answer, histories, own_log
from coursepack.charts import Chart
from coursepack.codebook import load_layer
from coursepack.coding import (
    OwnCoding,
    Reference,
    coded_units,
    coding_items,
    has_reference,
    own_coding,
    reference,
)
from coursepack.course import Course, load_course
from coursepack.items import has_keys, load_items, load_keys
from coursepack.markup import literal
from coursepack.texts import load_texts

HERE = Path(__file__).parent
LAYER = "attribution"


class SentencesWidget(anywidget.AnyWidget):
    """The words of a chart and the lists of sentences behind its marks.

    A click on a mark of the figure above opens its list; the lists open by keyboard too.
    """

    _esm = HERE / "figure.js"
    _css = HERE / "figure.css"
    chart = traitlets.Dict().tag(sync=True)

    def __init__(self, chart: Chart) -> None:
        self._words = chart.to_markdown(titled=False)
        self._title = chart.title
        super().__init__(
            chart={
                "title": chart.title,
                "description": chart.description,
                "caveat": chart.caveat,
                "marks": [
                    {
                        "label": f"{mark.label} ({len(mark.units)})",
                        "sentences": [list(pair) for pair in mark.listed()],
                    }
                    for mark in chart.marks
                ],
            }
        )

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return data | {"text/markdown": self._words, "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        return f"Figure in words: {self._title}"


class ShownChart:
    """A chart as the last line of a cell: shows the figure, then its words."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def _ipython_display_(self) -> None:
        from IPython.display import Markdown, display

        if self.chart.figure is None:
            display(Markdown(self.chart.to_markdown()))  # type: ignore[no-untyped-call] # IPython has no types here
            return
        display(Markdown(f"**{literal(self.chart.title)}**"))  # type: ignore[no-untyped-call] # as above
        display(self.chart.figure)  # type: ignore[no-untyped-call] # as above
        display(SentencesWidget(self.chart))  # type: ignore[no-untyped-call] # as above

    def __repr__(self) -> str:
        return self.chart.title


def attributions_by_speaker(*, show_reference: bool = False) -> ShownChart:
    """Show who speaks how often, by the learner's own answers.

    The reference coding stands beside them when it is in this copy and the exercises are finished;
    ``show_reference`` shows it without answers (for teachers).
    """
    course = load_course()
    own, settled = codings(course, show_reference=show_reference)
    chart = charts.attributions_by_speaker(
        own, settled, load_texts(course), show_reference=show_reference, course=course
    )
    return ShownChart(chart)


def speech_and_mind(*, show_reference: bool = False) -> ShownChart:
    """Show speech against mind in every text, by the learner's own answers; see ``attributions_by_speaker``."""
    course = load_course()
    own, settled = codings(course, show_reference=show_reference)
    return ShownChart(charts.speech_and_mind(own, settled, load_texts(course), show_reference=show_reference))


def barcode(article: str, *, layer: str = LAYER, show_reference: bool = False) -> ShownChart:
    """Show one text (``A3``) as a barcode of the learner's codes, sentence by sentence.

    The reference stands below, on the same sentences, when it is in this copy and the exercises on this
    text are finished; ``show_reference`` shows it without answers (for teachers).
    """
    course = load_course()
    own, settled = codings(course, layer, article, show_reference=show_reference)
    return ShownChart(
        charts.barcode(
            article,
            own,
            settled,
            load_layer(layer, course),
            load_texts(course),
            show_reference=show_reference,
        )
    )


def agreement_with_reference(article: str, *, layer: str = LAYER) -> ShownChart:
    """Show how far the learner's codes of one text (``A3``) agree with the reference; see ``barcode``."""
    course = load_course()
    own, settled = codings(course, layer, article)
    chart = charts.agreement_with_reference(
        article, own, settled, load_layer(layer, course), load_texts(course)
    )
    return ShownChart(chart)


def calibration() -> ShownChart:
    """Show how often the learner was right, by how sure the learner was, over all finished exercises."""
    course = load_course()
    units = [unit.id for unit in course.units if has_keys(unit.id, course)]
    items = {name: item for unit in units for name, item in load_items(unit, course).items.items()}
    keys = {name: key for unit in units for name, key in load_keys(unit, course).keys.items()}
    past = histories(own_log(course).read().records)
    return ShownChart(charts.calibration(charts.observations(past, items, keys)))


def latest_answers(course: Course) -> dict[str, Answer]:
    """Return the last answer to every exercise, a draft too: a figure shows what the learner thinks now."""
    past = histories(own_log(course).read().records)
    return {item_id: history.latest.answer for item_id, history in past.items() if history.latest}


def codings(
    course: Course, layer: str = LAYER, article: str | None = None, *, show_reference: bool = False
) -> tuple[OwnCoding, Reference | None]:
    """Return the learner's coding, and the reference where it may be seen.

    Before every started exercise (on this text, if one is named) is finished, the reference would give
    a key away.
    """
    if show_reference:
        return OwnCoding(), reference(layer, course) if has_reference(layer, course) else None
    banks = [load_items(unit.id, course) for unit in course.units]
    records = own_log(course).read().records
    past = histories(records)
    concerned = {
        item.id
        for item in coding_items(banks, layer)
        if article is None or any(unit.startswith(f"{article}-") for unit in coded_units(item))
    }
    finished = all(history.revealed for item, history in past.items() if item in concerned)
    own = own_coding(records, banks, layer)
    return own, reference(layer, course) if finished and has_reference(layer, course) else None
