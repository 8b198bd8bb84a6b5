"""Knows the two charts of framing: text by function, and whom a learner found each text to make responsible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coursepack.charts.chart import CANNOT_SHOW, Chart, without_answers
from coursepack.charts.counting import Share, own_shares, reference_shares
from coursepack.charts.cross_table import Cell, Table, counted_cell, draw_table
from coursepack.charts.words import capitalised, counted, joined
from coursepack.codebook import Layer
from coursepack.coding import OwnCoding, Reference
from coursepack.coding.own_rows import GivenRow
from coursepack.texts import Texts

REMEDY = "remedy"
FRAMING_CAVEAT = (
    CANNOT_SHOW
    + "whether a problem is real, a judgement fair or an advice wise, and how much weight a sentence has. An empty "
    "cell is no fault by itself: a report and an advice are different kinds of text, and one copy breaks off."
)
BLAME_CAVEAT = (
    CANNOT_SHOW
    + "who is in fact responsible. You sorted some sentences of each text, not all, and a text that blames nobody "
    "in them may do so elsewhere."
)


def framing_by_text(
    own: OwnCoding,
    reference: Reference | None,
    layer: Layer,
    texts: Texts,
    *,
    show_reference: bool = False,
) -> Chart:
    """Return the table of texts by framing function: how many sentences of each text serve each function.

    Counts are the learner's; with a reference, its count on the same sentences is told in words. Without
    answers the chart is empty, unless ``show_reference``: then the reference over all sentences is drawn.
    """
    shares = {code: own_shares(own, code, texts) for code in layer.codes}
    if reference and show_reference:
        shares = {
            code: reference_shares(reference, code, texts, None)
            for code in layer.codes
            if code != layer.empty
        }
    chart_id, title = "framing-by-text", "Text by framing function"
    if not any(share.coded for share in shares[REMEDY]):
        return without_answers(chart_id, title, FRAMING_CAVEAT, "sort sentences into the framing functions")
    lead = "in the reference, " if show_reference else "in your codes, "
    told = _told(shares, layer)
    if reference and not show_reference:
        told += _beside(reference, own, layer, texts)
    chart = Chart(chart_id, capitalised(f"{lead}{_finding(shares[REMEDY])}"), None, told, FRAMING_CAVEAT, ())
    return draw_table(chart, _table(shares, layer), texts)


def responsible_by_text(given: Sequence[GivenRow], texts: Texts) -> Chart:
    """Return the table of texts by whom the learner found their sentences to make responsible.

    Columns are the options chosen, in the order in which they were first chosen; empty without answers.
    """
    chart_id, title = "responsible-by-text", "Whom each text makes responsible"
    if not given:
        return without_answers(chart_id, title, BLAME_CAVEAT, "say whom a sentence makes responsible")
    return sentences_by_choice(
        Chart(chart_id, f"{title}: in your answers, {_blamed(given)}", None, "", BLAME_CAVEAT, ()),
        given,
        texts,
    )


def sentences_by_choice(chart: Chart, given: Sequence[GivenRow], texts: Texts) -> Chart:
    """Return ``chart`` with the table of texts by choice, and its words; cells count sentences."""
    articles = sorted(texts.articles)
    chosen = {row.option: row.words for row in given}
    found = {
        (article, option): tuple(
            unit
            for row in given
            if row.option == option
            for unit in row.units
            if texts.unit(unit).article == article
        )
        for article in articles
        for option in chosen
    }
    looked_at = {article: sum(len(found[article, option]) for option in chosen) for article in articles}
    most = max(len(units) for units in found.values())
    cells = tuple(
        tuple(
            _chosen_cell(found[article, option], looked_at[article], most, f"{article}: {words}")
            for option, words in chosen.items()
        )
        for article in articles
    )
    rows = tuple(f"{article} ({counted(looked_at[article], 'sentence')})" for article in articles)
    told = [
        f"{article}: "
        + (
            ", ".join(
                f"{words} {len(found[article, option])}"
                for option, words in chosen.items()
                if found[article, option]
            )
            or "no answer yet"
        )
        for article in articles
    ]
    description = (
        "A table: one row for each text, one column for each answer you gave, cells count sentences. "
        f"{'; '.join(told)}."
    )
    described = Chart(chart.id, chart.title, None, description, chart.caveat, ())
    return draw_table(described, Table(rows, tuple(chosen.values()), cells), texts)


def _chosen_cell(units: Sequence[str], looked_at: int, most: int, label: str) -> Cell:
    """Return the cell of a choice: one that was not made is no finding, so it gets no frame."""
    return Cell("0") if looked_at and not units else counted_cell(units, looked_at, most, label)


def _blamed(given: Sequence[GivenRow]) -> str:
    counts: dict[str, int] = {}
    for row in given:
        counts[row.words] = counts.get(row.words, 0) + 1
    most = max(counts.values())
    named = joined(f"“{words}”" for words, count in counts.items() if count == most)
    return f"most often {named} ({counted(most, 'sentence')})"


def _finding(remedies: Sequence[Share]) -> str:
    """Say which texts have a remedy and which have none; texts without codes are not named."""
    some = [share.article for share in remedies if share.units]
    none = [share.article for share in remedies if share.coded and not share.units]
    parts = [f"{joined(some)} {'recommends' if len(some) == 1 else 'recommend'} something"] if some else []
    parts += [f"{joined(none)} {'recommends' if len(none) == 1 else 'recommend'} nothing"] if none else []
    return "; ".join(parts)


def _table(shares: Mapping[str, Sequence[Share]], layer: Layer) -> Table:
    most = max(len(share.units) for row in shares.values() for share in row)
    by_text = list(zip(*shares.values(), strict=True))
    rows = tuple(f"{row[0].article} ({_coded(row)} coded)" for row in by_text)
    cells = tuple(
        tuple(
            counted_cell(
                share.units, share.coded, most, f"{share.article}, {layer.codes[share.code].name.lower()}"
            )
            for share in row
        )
        for row in by_text
    )
    return Table(rows, tuple(layer.codes[code].name for code in shares), cells)


def _told(shares: Mapping[str, Sequence[Share]], layer: Layer) -> str:
    rows = []
    for row in zip(*shares.values(), strict=True):
        parts = [f"{layer.codes[share.code].name.lower()} {len(share.units)}" for share in row]
        rows.append(f"{row[0].article} ({_coded(row)} coded): {', '.join(parts)}" if _coded(row) else "")
        rows[-1] = rows[-1] or f"{row[0].article}: not coded yet"
    return (
        "A table: one row for each text, one column for each function, cells count sentences. "
        "A sentence with two functions counts in both columns; a dotted frame marks a function that was looked for and "
        f"not found. {'; '.join(rows)}."
    )


def _coded(row: Sequence[Share]) -> int:
    return max(share.coded for share in row)


def _beside(reference: Reference, own: OwnCoding, layer: Layer, texts: Texts) -> str:
    parts = []
    for code in layer.codes:
        if code != layer.empty:
            found = reference_shares(reference, code, texts, own.codes)
            counts = ", ".join(f"{share.article} {len(share.units)}" for share in found if share.coded)
            parts.append(f"{layer.codes[code].name.lower()} {counts}")
    return f" The reference, on the same sentences: {'; '.join(parts)}."
