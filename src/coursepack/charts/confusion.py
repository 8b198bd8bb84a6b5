"""Knows the table of own codes against the reference, with alpha, its interval, and published figures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.published_agreement import beside
from coursepack.charts.two_way_table import height, layout, table
from coursepack.charts.words import capitalised, counted, joined
from coursepack.codebook import Layer
from coursepack.coding import Decision, OwnAgainst, OwnCoding, Reference, own_against
from coursepack.coding.agreement import Agreement
from coursepack.coding.own_against import Codes, Difference
from coursepack.texts import Texts

CAVEAT = (
    CANNOT_SHOW
    + "who is right. Alpha says how far two codings agree beyond what chance would bring, on few sentences only "
    "roughly, which its interval tells. The reference is a coding too, made by machine readings under the codebook."
)


def agreement_with_reference(
    article: str, own: OwnCoding, reference: Reference | None, layer: Layer, texts: Texts
) -> Chart:
    """Return the table of one text: rows are the learner's codes, columns the reference's, counts in the cells.

    Without answers or reference the chart is empty. Raises ``CourseError`` for a text that is not there.
    """
    found = own_against(own, reference, article, layer, texts) if reference else None
    if found is None or not found.units:
        words = (
            f"Nothing to compare yet. The figure needs your codes of {article}, finished, and the reference coding, "
            "which may come later from your teacher. Then run this cell again."
        )
        title = f"{article}: your codes against the reference"
        return Chart(f"agreement-{article}", title, None, words, CAVEAT, (), words)
    return _chart(found, layer, texts)


def _chart(found: OwnAgainst, layer: Layer, texts: Texts) -> Chart:
    from coursepack.charts.template import new_figure

    cases, marks = _cases(found, layer), list[MarkedSentences]()
    labels = [_named(codes, layer) for codes in cases]
    differences = {difference.unit: difference for difference in found.differences}
    cells = [[found.table.get((own, right), ()) for right in cases] for own in cases]
    places: list[list[int | None]] = []
    for own, row in zip(labels, cells, strict=True):
        places.append([])
        for right, units in zip(labels, row, strict=True):
            places[-1].append(len(marks) if units else None)
            if units:
                words = tuple(_told(unit, differences.get(unit), layer, texts) for unit in units)
                marks.append(MarkedSentences(f"You: {own}; reference: {right}", units, words))
    counts = [[len(units) for units in row] for row in cells]
    figure = new_figure(
        [table(counts, places, labels, ("you", "reference"))],
        layout(labels, ("Your codes", "Reference")),
        height(labels),
    )
    title = (
        f"You and the reference code {found.same} of {counted(len(found.units), 'sentence')} of {found.article} "
        f"alike ({_alpha(found.whole)})"
    )
    return Chart(f"agreement-{found.article}", title, figure, _in_words(found, layer), CAVEAT, tuple(marks))


def _cases(found: OwnAgainst, layer: Layer) -> list[Codes]:
    """Return what a sentence can be coded as: every code alone, and every combination that occurs."""
    singles: list[Codes] = [(code,) for code in layer.codes if code != layer.empty]
    occurring = dict.fromkeys(codes for pair in found.table for codes in pair)
    together = [codes for codes in occurring if len(codes) > 1]
    return [*singles, *together, (layer.empty,)]


def _in_words(found: OwnAgainst, layer: Layer) -> str:
    cells = [
        f"you {_named(own, layer)}, reference {_named(right, layer)}: {len(units)}"
        for (own, right), units in found.table.items()
    ]
    codes = [f"{layer.codes[entry.code].name.lower()} {_alpha(entry)}" for entry in found.by_code]
    left_out = (
        f" Careful readers differ on {joined(found.contested)}: left out here." if found.contested else ""
    )
    return (
        "A table: rows are your codes, columns those of the reference, cells count sentences; framed cells are alike. "
        f"{capitalised('; '.join(cells))}. Krippendorff's {_alpha(found.whole)}{_interval(found)}. Code by code: {'; '.join(codes)}."
        f"{left_out} {beside()}"
    )


def _alpha(entry: Agreement) -> str:
    return "alpha undefined, as nothing varies" if entry.alpha is None else f"alpha {entry.alpha:.2f}"


def _interval(found: OwnAgainst) -> str:
    interval = found.whole.interval
    if interval is None:
        return ""
    return (
        f", 95 percent interval {interval.low:.2f} to {interval.high:.2f} "
        f"(bootstrap over {found.resampled}, {interval.resamples:,} resamples)"
    )


def _named(codes: Codes, layer: Layer) -> str:
    return " and ".join(layer.codes[code].name for code in codes)


def _told(unit: str, difference: Difference | None, layer: Layer, texts: Texts) -> str:
    """Return the words of a sentence; where both differ, with votes and what decides."""
    words = texts.unit(unit).text
    if difference is None:
        return words
    return f"{words} [{' '.join(_decided(decision, layer.codes) for decision in difference.decisions)}]"


def _decided(decision: Decision, codes: Mapping[str, Any]) -> str:
    name = codes[decision.code].name
    votes = f"{name}: yes in {decision.votes_yes} of {counted(decision.votes, 'reading')}"
    if not decision.rules:
        return f"{votes}; the test of {name} decides."
    return f"{votes}; decided by {joined(decision.rules)}: {decision.reason}"
