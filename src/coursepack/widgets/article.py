"""Knows how an article, or a passage of it, stands in a notebook: ids in the margin, residue greyed."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from coursepack.faults import CourseError, Fault
from coursepack.texts import Unit, UnitKind, load_texts

SOFT = "color: var(--jp-content-font-color2, #6b6b6b)"


@dataclass(frozen=True, slots=True)
class Reading:
    """Sentences shown for reading. ``caption`` names the text; ``units`` are in the order of the text."""

    caption: str
    units: tuple[Unit, ...]

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        lines = (f"{unit.id:<7} {unit.text}" for unit in self.units)
        return "\n".join([self.caption, *lines])

    def _html(self) -> str:
        """Return a table: it keeps its two columns where styles are taken out, as on GitHub."""
        rows: list[str] = []
        last: tuple[str, int] | None = None
        for unit in self.units:
            gap = last is not None and last != (unit.article, unit.line)
            rows.append(_row(unit, gap=gap))
            last = (unit.article, unit.line)
        body = "\n".join(rows)
        return (
            f'<table class="coursepack-reading" style="max-width: 46rem; border-collapse: collapse">\n'
            f'<caption style="text-align: left; font-weight: 600; padding: 4px 8px">{html.escape(self.caption)}'
            f"</caption>\n<tbody>\n{body}\n</tbody>\n</table>"
        )


def article(article_id: str) -> Reading:
    """Show one text whole (``"A0"`` to ``"A4"``); raise ``CourseError`` for another id."""
    found = load_texts().article(article_id)
    return Reading(f"Text {article_id}", found.units)


def passage(first: str, last: str | None = None) -> Reading:
    """Show the units from ``first`` to ``last`` (both included, in either order), or one unit.

    Raises ``CourseError`` for an id that does not exist, and for two ids of different texts.
    """
    texts = load_texts()
    start, end = texts.unit(first), texts.unit(last or first)
    if start.article != end.article:
        expected = f"two units of one text, such as {first} and another of {start.article}"
        raise CourseError(
            Fault("passage", "", f"{first} and {last}", expected, "Show one passage for each text.")
        )
    units = texts.article(start.article).units
    low, high = sorted((units.index(start), units.index(end)))
    return Reading(f"From text {start.article}", units[low : high + 1])


def _row(unit: Unit, *, gap: bool) -> str:
    above = "14px" if gap else "2px"
    plain = unit.kind is UnitKind.BODY
    text = html.escape(unit.text)
    if unit.kind is UnitKind.TITLE:
        text = f"<b>{text}</b>"
    elif not plain:
        text = f"<i>{text}</i> <small>({unit.kind})</small>"
    colour = f"; {SOFT}" if unit.kind is UnitKind.RESIDUE else ""
    cell = f"text-align: left; vertical-align: baseline; padding: {above} 8px 2px; white-space:"
    return (
        f'<tr style="background: none"><td style="{cell} nowrap; {SOFT}"><code style="white-space: nowrap; background: none">{unit.id}</code></td>'
        f'<td style="{cell} normal; font-size: 1.05em; line-height: 1.5{colour}">{text}</td></tr>'
    )
