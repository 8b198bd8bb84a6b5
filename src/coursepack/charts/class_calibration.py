"""Knows how sure a class was against how often it was right: one bar for each step of "How sure are you?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coursepack.charts.calibration import sureness_bars
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.words import capitalised, counted, percent
from coursepack.grading.class_size import FROM_FACILITY
from coursepack.grading.sureness import STEPS, Sureness

ID = "class-calibration"
HEIGHT = 280
CAVEAT = (
    CANNOT_SHOW
    + "who is well calibrated: bold and timid students cancel each other out. It rests on first answers; hard items pull all "
    "bars down. Exercises with many parts (coding a text, marking, evidence, writing) are left out."
)


def class_calibration(steps: Sequence[Sureness], students: int, prompts: Mapping[str, str]) -> Chart:
    """Return the chart for a class of so many ``students``; ``prompts`` are the items' questions, by id.

    With too few students, or if nobody said how sure, the chart is empty and tells the counts in words.
    """
    given = [step for step in steps if step.answers]
    told = "; ".join(f"{STEPS[step.step]}: {step.right} of {step.answers} right" for step in given)
    if students < FROM_FACILITY or not given:
        words = (
            f"Not shown: class of {students}. From {FROM_FACILITY} students on this draws shares of the class."
            + (f" The counts are: {told}." if told else " Nobody said how sure they were.")
        )
        return Chart(ID, "How sure, and how often right", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    right_of = {step.step: (step.right, step.answers) for step in given}
    figure = new_figure([sureness_bars("First answers of the class", right_of)], _layout(), HEIGHT)
    spoken = [
        f"{STEPS[step.step]}: {step.right} of {counted(step.answers, 'answer')} right "
        f"({percent(step.right, step.answers)}), by {counted(step.students, 'student')}"
        for step in given
    ]
    description = (
        f"Bars, one for each step of “How sure are you?”: the share of the first answers of {students} students that were "
        f"right. {capitalised('; '.join(spoken))}. Well judged means that the bars rise from left to right."
    )
    return Chart(
        ID, _finding(given), figure, description, CAVEAT, tuple(_mark(step, prompts) for step in given)
    )


def _layout() -> dict[str, Any]:
    return {
        "xaxis": {"title": {"text": "How sure the students were"}, "type": "category", "showgrid": False},
        "yaxis": {
            "title": {"text": "Right"},
            "range": [0, 1.12],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
        },
    }


def _mark(step: Sureness, prompts: Mapping[str, str]) -> MarkedSentences:
    """List the items of a step, those with the most wrong answers first."""
    ranked = sorted(step.by_item.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[0]))
    words = tuple(f"{right} of {answers} right: {prompts.get(item, '')}" for item, (answers, right) in ranked)
    return MarkedSentences(capitalised(STEPS[step.step]), tuple(item for item, _ in ranked), words)


def _finding(given: Sequence[Sureness]) -> str:
    last = given[-1]
    wrong = last.answers - last.right
    return (
        f"When the class was {STEPS[last.step]}, {percent(last.right, last.answers)} of its first answers were right; "
        f"{wrong} of {last.answers} were not"
    )
