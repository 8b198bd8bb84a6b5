"""Knows how sure answers stand against right answers: one bar for each step of "How sure are you?"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.answers import History
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import OWN, TEXT
from coursepack.charts.words import capitalised, counted, percent
from coursepack.grading.sureness import LONG_KINDS, STEPS
from coursepack.items import Item, Key
from coursepack.scoring import score

HEIGHT = 280
CAVEAT = (
    CANNOT_SHOW
    + "how hard the exercises were, and how close a wrong answer came. It rests on your first answer to each finished "
    "exercise. Exercises with many parts (coding a text, marking, evidence, writing) are left out. Few answers make "
    "large jumps."
)


@dataclass(frozen=True, slots=True)
class Observation:
    """A first answer: to which exercise, how sure (a key of ``STEPS``), and whether it was all right."""

    item: str
    asked: str
    sure: int
    right: bool


def observations(
    past: Mapping[str, History], items: Mapping[str, Item], keys: Mapping[str, Key]
) -> tuple[Observation, ...]:
    """Return the first submitted answers that say how sure the learner was, in the order of ``items``.

    Only exercises whose key was shown: before that this would tell whether an answer is right.
    """
    return tuple(_observed(past, items, keys))


def calibration(observed: Sequence[Observation]) -> Chart:
    """Return the chart of how often answers were right, for each step; empty without any."""
    if not observed:
        words = (
            "Nothing to draw yet. Say how sure you are before you submit an answer; the figure fills as you finish "
            "exercises. Then run this cell again."
        )
        return Chart("calibration", "How sure, and how often right", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    by_step = {step: [entry for entry in observed if entry.sure == step] for step in STEPS}
    given = {step: entries for step, entries in by_step.items() if entries}
    marks = tuple(_mark(step, entries) for step, entries in given.items())
    right_of = {step: (_hits(entries), len(entries)) for step, entries in given.items()}
    figure = new_figure([sureness_bars("Your first answers", right_of)], _layout(), HEIGHT)
    spoken = [f"{STEPS[step]}: {_share(entries)}" for step, entries in given.items()]
    spoken += [f"{STEPS[step]}: no answer" for step in STEPS if step not in given]
    description = (
        "Bars, one for each step of “How sure are you?”: the share of your first answers that were right. "
        f"{capitalised('; '.join(spoken))}. Well judged means that the bars rise from left to right."
    )
    return Chart("calibration", _finding(given), figure, description, CAVEAT, marks)


def _observed(
    past: Mapping[str, History], items: Mapping[str, Item], keys: Mapping[str, Key]
) -> Iterator[Observation]:
    for item_id, item in items.items():
        history = past.get(item_id)
        if history is None or not history.revealed or item_id not in keys or item.kind in LONG_KINDS:
            continue
        first = next(iter(history.attempts), None)
        if first and first.submitted and history.sure is not None and history.sure in STEPS:
            right = score(item, keys[item_id], first.answer).right
            yield Observation(item_id, " ".join(item.prompt.replace("*", "").split()), history.sure, right)


def sureness_bars(name: str, right_of: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """Return the bars of right answers: ``right_of`` maps a step of sureness to right answers and all answers."""
    return {
        "type": "bar",
        "name": name,
        "x": [STEPS[step] for step in right_of],
        "y": [round(right / answers, 4) for right, answers in right_of.values()],
        "text": [f"{right} of {answers}" for right, answers in right_of.values()],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "customdata": list(range(len(right_of))),
        "hovertemplate": "%{x}: %{text} right<extra></extra>",
        "marker": {"color": OWN.colour, "line": {"color": OWN.outline, "width": 1.5}},
        "width": 0.5,
    }


def _layout() -> dict[str, Any]:
    return {
        "xaxis": {
            "title": {"text": "How sure you were"},
            "type": "category",
            "range": [-0.5, len(STEPS) - 0.5],
            "categoryorder": "array",
            "categoryarray": list(STEPS.values()),
            "showgrid": False,
        },
        "yaxis": {
            "title": {"text": "Right"},
            "range": [0, 1.12],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
        },
    }


def _mark(step: int, entries: Sequence[Observation]) -> MarkedSentences:
    words = tuple(f"{'Right' if entry.right else 'Not right'}: {entry.asked}" for entry in entries)
    return MarkedSentences(capitalised(STEPS[step]), tuple(entry.item for entry in entries), words)


def _hits(entries: Sequence[Observation]) -> int:
    return sum(entry.right for entry in entries)


def _share(entries: Sequence[Observation]) -> str:
    hits = _hits(entries)
    return f"{hits} of {counted(len(entries), 'answer')} right ({percent(hits, len(entries))})"


def _finding(given: Mapping[int, Sequence[Observation]]) -> str:
    parts = [
        f"when you were {STEPS[step]}, {_hits(entries)} of {counted(len(entries), 'answer')} "
        f"{'was' if len(entries) == 1 else 'were'} right"
        for step, entries in sorted(given.items(), reverse=True)
    ]
    return capitalised("; ".join(parts))
