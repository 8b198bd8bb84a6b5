"""Knows the figures of lesson 8: two made-up coders, and agreement beside published figures."""

from __future__ import annotations

from coursepack.charts.beside_published import beside_published
from coursepack.charts.two_coders import two_coders
from coursepack.charts.words import inline
from coursepack.codebook import load_layer
from coursepack.codebook.model import PRIMARY
from coursepack.coding import has_reference, own_against
from coursepack.coding.published import WITHOUT_EXAMPLES, published_agreement
from coursepack.coding.teaching_example import CODERS, TEACHING_EXAMPLE
from coursepack.coding.teaching_example import teaching_agreement as agreement_of_two
from coursepack.course import load_course
from coursepack.texts import load_texts
from coursepack.widgets.figure import LAYER, ShownChart, codings
from coursepack.widgets.overview import Words


def teaching_example() -> Words:
    """Show the ten sentences of the teaching example, with what the two made-up coders say to each."""
    texts = load_texts(load_course())
    said = {True: "yes", False: "no"}
    rows = [
        f"| {unit} | {_in_cell(texts.unit(unit).text)} | {said[first]} | {said[second]} |"
        for unit, (first, second) in TEACHING_EXAMPLE.items()
    ]
    head = [f"| id | sentence | {CODERS[0]}: mind? | {CODERS[1]}: mind? |", "| --- | --- | --- | --- |"]
    return Words("\n".join([*head, *rows]))


def teaching_agreement() -> ShownChart:
    """Show the two made-up coders as a table of counts, with percent agreement and alpha."""
    return ShownChart(two_coders(load_texts(load_course())))


def agreement_beside_published(article: str | None = None, *, layer: str = LAYER) -> ShownChart:
    """Show alpha with its interval beside published figures.

    Without ``article`` it is the alpha of the two made-up coders. With it (``A2``), it is that of the learner's codes
    of this text and layer against the reference, where the reference is in this copy and the exercises on the text are
    finished. Raises ``CourseError`` for a text or a layer that is not there.
    """
    if article is None:
        found = [("Two made-up coders", agreement_of_two())]
        return ShownChart(
            beside_published("teaching", "Two made-up coders beside published figures", found, "")
        )
    course = load_course()
    own, settled = codings(course, layer, article)
    texts, codes = load_texts(course), load_layer(layer, course)
    body = [unit.id for unit in texts.article(article).body()]
    against = own_against(own, settled, article, codes, texts) if settled else None
    if not any(unit in own.codes for unit in body):
        empty = f"Nothing to draw yet. Code sentences of {article} first, then run this cell again."
    else:
        empty = (
            "Nothing to compare yet. Your codes are there. The figure needs the exercises on this text to be finished, "
            "and the reference coding, which may not be in your copy: then your teacher shows it."
        )
    rows = [(f"You and the reference, {article}", against.whole)] if against else []
    lead = f"Your codes of {article} beside published figures"
    return ShownChart(beside_published(f"beside-{article}-{layer}", lead, rows, empty))


def passes_beside_published(layer: str = LAYER) -> ShownChart:
    """Show how far the passes behind the reference agree, code by code, beside published figures (for teachers).

    The codebook's own examples are left out. In a copy without the reference the figure says so.
    """
    course = load_course()
    codes = load_layer(layer, course).codes.values()
    names = {code.id: inline(code.name).lower() for code in codes} | {PRIMARY: "one code for each sentence"}
    found = published_agreement(layer, course) if has_reference(layer, course) else ()
    rows = [
        (f"Machine readings, {names[entry.code]}", entry)
        for sentences, entry in found
        if sentences == WITHOUT_EXAMPLES
    ]
    empty = (
        "The reference coding is not in your copy of the course, so there is nothing to draw. The two made-up coders "
        "show how such a figure is read."
    )
    lead = "The machine readings beside published figures of people"
    return ShownChart(beside_published(f"passes-{layer}", lead, rows, empty))


def _in_cell(text: str) -> str:
    """Write a sentence into a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("$", "\\$")
