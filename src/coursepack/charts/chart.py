"""Knows what a chart is beside its figure: the finding, words for every number, and the sentences behind each mark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import Any

from coursepack.texts import Texts

CANNOT_SHOW = "What this count cannot show: "


@dataclass(frozen=True, slots=True)
class MarkedSentences:
    """What stands behind one mark: ``units`` are ids of sentences, ``sentences`` their words, side by side.

    Words may carry a remark, such as the rule that decides. Where a mark counts exercises, both are theirs.
    A sentence that counts several times stands several times, so that ``len(units)`` is what the
    figure shows.
    """

    label: str
    units: tuple[str, ...]
    sentences: tuple[str, ...]

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Return each sentence once, as id and words, with a remark where it counts several times."""
        words, often = dict(zip(self.units, self.sentences, strict=True)), Counter(self.units)
        return tuple(
            (unit, f"{sentence} (counts {often[unit]} times)" if often[unit] > 1 else sentence)
            for unit, sentence in words.items()
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure with all that belongs to it.

    ``title`` says the finding, ``description`` the whole figure in words, ``caveat`` what it cannot
    show. ``figure`` is a plotly figure (Any: plotly has no types); each point of it carries in ``customdata`` the place of its entry in ``marks``. With
    nothing to draw, ``figure`` is ``None`` and ``empty`` says what to do.
    """

    id: str
    title: str
    figure: Any
    description: str
    caveat: str
    marks: tuple[MarkedSentences, ...]
    empty: str | None = None

    def to_markdown(self, *, titled: bool = True) -> str:
        """Return the chart in words, for GitHub, print and screen readers.

        Without ``titled`` the title is left out, for a page that shows it already.
        """
        if self.empty is not None:
            return f"**{_plain(self.title)}.** {_plain(self.empty)}\n"
        blocks = [
            *([f"**{_plain(self.title)}**"] if titled else []),
            _plain(self.description),
            f"*{_plain(self.caveat)}*",
            *(_details(mark) for mark in self.marks if mark.units),
        ]
        return "\n\n".join(blocks) + "\n"


def marked(label: str, units: tuple[str, ...], texts: Texts) -> MarkedSentences:
    """Return the sentences behind one mark; raise ``CourseError`` for a unit that does not exist."""
    return MarkedSentences(label, units, tuple(texts.unit(unit).text for unit in units))


def without_answers(chart_id: str, title: str, caveat: str, task: str) -> Chart:
    """Return the empty state of a figure that fills as the learner does ``task`` ("name the speaker of a sentence")."""
    words = (
        f"Nothing to draw yet. The figure fills as you answer the exercises in which you {task}: "
        "answer some of them, then run this cell again."
    )
    return Chart(chart_id, title, None, words, caveat, (), words)


def _details(mark: MarkedSentences) -> str:
    """Write one list that opens; no blank line inside, so that nothing in it is read as Markdown."""
    lines = [f"<details><summary>{_plain(mark.label)} ({len(mark.units)})</summary>", "<ul>"]
    lines += [f"<li><strong>{unit}</strong> {_plain(words)}</li>" for unit, words in mark.listed()]
    return "\n".join([*lines, "</ul>", "</details>"])


def _plain(text: str) -> str:
    """Make words safe: HTML escaped, and dollar signs, which JupyterLab would take for mathematics."""
    return escape(text, quote=False).replace("$", "&#36;")
