"""Knows the bars of attributions by speaker: rows, marks, words and figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.charts.bars import filled_broadly
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.counting import Counts, total
from coursepack.charts.palette import OWN, REFERENCE, TEXT, Style
from coursepack.charts.words import capitalised, counted, inline, joined, wrapped
from coursepack.texts import Texts

ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 40, 56, 50
"""Pixels for one row of bars, for an axis with its title, and for the legend, which may take two lines."""
FEW_TICKS = 6
MANY_NAMES = 5
CAVEAT = (
    CANNOT_SHOW
    + "how much room a speaker gets, whether the words are quoted in full, whether they are true, "
    "and whether the text agrees with them. A speaker who is never quoted may still be described at length."
)


@dataclass(frozen=True, slots=True)
class Series:
    """One set of bars: ``label`` names it in full, ``noun`` what is counted."""

    label: str
    noun: str
    style: Style
    counts: Counts


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars on one pair of axes: ``speakers`` from top to bottom."""

    axis: str
    speakers: tuple[str, ...]
    series: tuple[Series, ...]


def ranked(series: Sequence[Series], names: Mapping[str, str], *, everybody: bool) -> tuple[str, ...]:
    """Return the speakers by falling count in the first series, then in the next, then as listed.

    ``everybody`` keeps those without any count.
    """
    listed = list(names)
    speakers = [speaker for speaker in listed if everybody or any(speaker in own.counts for own in series)]
    return tuple(sorted(speakers, key=lambda speaker: [-len(own.counts.get(speaker, ())) for own in series]))


def finding(series: Series, names: Mapping[str, str], lead: str) -> str:
    """Say who speaks most, and who of the list never speaks; ``lead`` says on what the count rests."""
    most = max((len(units) for units in series.counts.values()), default=0)
    if not most:
        return capitalised(f"{lead}nobody is the speaker of any {series.noun}")
    first = [names[speaker] for speaker in names if len(series.counts.get(speaker, ())) == most]
    of = f"{most} of {counted(total(series.counts), series.noun)}"
    if len(first) == 1:
        return capitalised(f"{lead}{inline(first[0])} is the speaker of {of}")
    return capitalised(f"{lead}{joined(map(inline, first))} are each the speaker of {of}")


def silence(series: Series, names: Mapping[str, str]) -> str:
    """Say who of the list has no count; nothing if nobody."""
    silent = [inline(name) for speaker, name in names.items() if speaker not in series.counts]
    if not silent:
        return ""
    if len(silent) > MANY_NAMES:
        return f"{len(silent)} of the {len(names)} speakers on the list are never the speaker"
    return f"{joined(silent)} {'is' if len(silent) == 1 else 'are'} never the speaker"


def chart(
    chart_id: str, title: str, panels: Sequence[Panel], names: Mapping[str, str], texts: Texts
) -> Chart:
    """Return the chart of these panels; every bar has its mark, also one of length 0."""
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    traces = [
        _bars(series, panel, number, names, texts, marks)
        for number, panel in enumerate(panels, start=1)
        for series in panel.series
    ]
    height = sum(_height(panel) for panel in panels)
    height += LEGEND_HEIGHT * max(len(panel.series) - 1 for panel in panels)
    figure = new_figure(traces, _layout(panels, names), height)
    words = " ".join(_in_words(series, panel, names) for panel in panels for series in panel.series)
    description = f"Horizontal bars, one row for each speaker, the longest at the top. {words}"
    return Chart(chart_id, title, figure, description, CAVEAT, tuple(marks))


def own_series(counts: Counts) -> Series:
    """Return the learner's own bars: filled."""
    return Series("Your answers", "sentence", OWN, counts)


def reference_series(counts: Counts, label: str, noun: str) -> Series:
    """Return bars of the reference: hatched, so that they differ without colour."""
    return Series(label, noun, REFERENCE, counts)


def _bars(
    series: Series,
    panel: Panel,
    number: int,
    names: Mapping[str, str],
    texts: Texts,
    marks: list[MarkedSentences],
) -> dict[str, Any]:
    units = [series.counts.get(speaker, ()) for speaker in panel.speakers]
    first = len(marks)
    labels = [f"{inline(names[speaker])}: {series.label.lower()}" for speaker in panel.speakers]
    marks.extend(marked(label, own, texts) for label, own in zip(labels, units, strict=True))
    style, axis = series.style, "" if number == 1 else str(number)
    return {
        "type": "bar",
        "orientation": "h",
        "name": series.label,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "x": [len(own) for own in units],
        "y": [wrapped(names[speaker]) for speaker in panel.speakers],
        "text": [str(len(own)) for own in units],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "customdata": list(range(first, len(marks))),
        "hovertext": [
            f"{label}, {counted(len(own), series.noun)}" for label, own in zip(labels, units, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": filled_broadly(style),
        # Bars alone on their axes are named by the title of the axis.
        "showlegend": len(panel.series) > 1,
    }


def _layout(panels: Sequence[Panel], names: Mapping[str, str]) -> dict[str, Any]:
    """Stack the panels, each as high as its rows need."""
    layout: dict[str, Any] = {"barmode": "group", "bargap": 0.25, "bargroupgap": 0.1}
    heights = [_height(panel) for panel in panels]
    whole, top = sum(heights), 1.0
    for number, (panel, height) in enumerate(zip(panels, heights, strict=True), start=1):
        axis = "" if number == 1 else str(number)
        # The title and the ticks of an axis stand under its bars, in the part that the domain leaves free.
        last = number == len(panels)
        bottom = 0.0 if last else top - (height - AXIS_HEIGHT) / whole
        most = max((len(units) for series in panel.series for units in series.counts.values()), default=1)
        layout[f"xaxis{axis}"] = {
            "anchor": f"y{axis}",
            "title": {"text": panel.axis},
            "range": [0, most * 1.15],
            "tick0": 0,
            "dtick": -(-most // FEW_TICKS),
        }
        layout[f"yaxis{axis}"] = {
            "anchor": f"x{axis}",
            "domain": [round(bottom, 4), round(top, 4)],
            "autorange": "reversed",
            "categoryarray": [wrapped(names[speaker]) for speaker in panel.speakers],
            "ticklabelstandoff": 4,
        }
        top -= height / whole
    return layout


def _height(panel: Panel) -> int:
    return ROW_HEIGHT * len(panel.speakers) + AXIS_HEIGHT


def _in_words(series: Series, panel: Panel, names: Mapping[str, str]) -> str:
    rows = [
        f"{inline(names[speaker])} {len(series.counts[speaker])}"
        for speaker in panel.speakers
        if speaker in series.counts
    ]
    whole = counted(total(series.counts), series.noun)
    spoken = f"{series.label}, {whole}: {', '.join(rows)}." if rows else f"{series.label}: none."
    # Only a panel with everybody in it can say who is missing.
    silent = silence(series, names) if len(panel.speakers) == len(names) else ""
    return f"{spoken} {capitalised(silent)}." if silent else spoken
