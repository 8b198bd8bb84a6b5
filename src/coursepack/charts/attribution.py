"""Knows the two charts of the attribution layer, and what each shows with and without answers and reference."""

from __future__ import annotations

from collections.abc import Mapping

from coursepack.charts import by_speaker, dumbbell
from coursepack.charts.chart import Chart, without_answers
from coursepack.charts.counting import (
    all_attributions,
    own_shares,
    own_speakers,
    reference_shares,
    same_sentences,
)
from coursepack.charts.words import counted, joined
from coursepack.codebook import vocabulary
from coursepack.coding import OwnCoding, Reference
from coursepack.course import Course
from coursepack.texts import Texts

LAYER = "attribution"
CODES = ("speech", "mind")
SAME = "Reference, same sentences"
EVERYWHERE = "Reference, all five texts"


def attributions_by_speaker(
    own: OwnCoding,
    reference: Reference | None,
    texts: Texts,
    *,
    show_reference: bool = False,
    course: Course | None = None,
) -> Chart:
    """Return the chart of who speaks how often.

    Bars count the sentences for which the learner named a speaker; with a reference, its bars stand
    beside them on the same sentences. Without answers the chart is empty, whether the reference is
    there or not, unless ``show_reference``: then the reference's attributions in all texts are shown
    as well. Raises ``CourseError`` for a codebook without the list of speakers.
    """
    names, chart_id = vocabulary(f"{LAYER}.speakers", course), "attributions-by-speaker"
    panels: list[by_speaker.Panel] = []
    title = ""
    if own.speakers:
        series = [by_speaker.own_series(own_speakers(own, texts))]
        title = by_speaker.finding(series[0], names, "in your answers, ")
        if reference:
            counts = same_sentences(reference, own.speakers, texts)
            series.append(by_speaker.reference_series(counts, SAME, "sentence"))
        panels.append(_panel("Sentences", series, names, everybody=False))
    if reference and show_reference:
        everywhere = by_speaker.reference_series(
            all_attributions(reference, texts), EVERYWHERE, "attribution"
        )
        silent = by_speaker.silence(everywhere, names)
        title = by_speaker.finding(everywhere, names, "") + (f"; {silent}" if silent else "")
        panels.append(_panel("Attributions, all texts", [everywhere], names, everybody=True))
    if not panels:
        return without_answers(
            chart_id, "Who speaks how often", by_speaker.CAVEAT, "name the speaker of a sentence"
        )
    return by_speaker.chart(chart_id, title, panels, names, texts)


def speech_and_mind(
    own: OwnCoding, reference: Reference | None, texts: Texts, *, show_reference: bool = False
) -> Chart:
    """Return the chart of speech against mind in every text, as shares of the coded sentences.

    Filled marks are the learner's, hollow marks the reference's on the same sentences. Without answers
    the chart is empty, whether the reference is there or not, unless ``show_reference``: then hollow
    marks show the reference over all sentences.
    """
    series: list[dumbbell.Series] = []
    if own.codes:
        shares = {code: own_shares(own, code, texts) for code in CODES}
        series.append(dumbbell.Series("Your answers", hollow=False, shares=shares))
    if reference and (own.codes or show_reference):
        units = None if show_reference else own.codes
        shares = {code: reference_shares(reference, code, texts, units) for code in CODES}
        series.append(dumbbell.Series(EVERYWHERE if show_reference else SAME, hollow=True, shares=shares))
    chart_id = "speech-and-mind"
    if not series:
        return without_answers(
            chart_id,
            "Speech against mind, text by text",
            dumbbell.CAVEAT,
            "sort sentences into speech, mind and neither",
        )
    if show_reference and reference:
        title = dumbbell.finding(series[-1], "")
    else:
        title = dumbbell.finding(series[0], "in your answers, ")
    note = _contested(reference, own, show_reference=show_reference) if reference else ""
    return dumbbell.chart(chart_id, title, series, "Share of sentences", note, texts)


def _panel(
    axis: str, series: list[by_speaker.Series], names: Mapping[str, str], *, everybody: bool
) -> by_speaker.Panel:
    return by_speaker.Panel(axis, by_speaker.ranked(series, names, everybody=everybody), tuple(series))


def _contested(reference: Reference, own: OwnCoding, *, show_reference: bool) -> str:
    """Say which of the sentences shown are left out of the reference, because careful readers differ."""
    notes = []
    for code in CODES:
        units = [unit for unit in reference.contested(code) if show_reference or unit in own.codes]
        if units:
            verb = "is" if len(units) == 1 else "are"
            notes.append(
                f" In the reference, {counted(len(units), 'sentence')} {verb} contested for {code} and left out "
                f"there: {joined(units)}."
            )
    return "".join(notes)
