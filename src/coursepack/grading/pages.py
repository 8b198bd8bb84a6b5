"""Knows how a feedback page is put together: one self-contained file per student, nothing loaded.

How an exercise and an answer become parts of it, ``page_parts`` knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from coursepack.grading.grades import ItemGrade, LogGrade, Outcome
from coursepack.grading.keys_shown import units_met
from coursepack.grading.page_parts import AnswerParts, PageParts, exercise_macros
from coursepack.grading.paper import Paper
from coursepack.grading.rendering import TEMPLATES, environment, safe, style_hash
from coursepack.grading.words import ON_A_PAGE, totals
from coursepack.scoring.in_words import decimal

EXERCISES = "<!-- exercises -->"
"""Where the exercises go; no text from outside can hold it, because everything is escaped."""
EARNED = "<!-- earned -->"
"""Where the points of a unit go, which each page has its own of."""
SECTION_END = b"</section>\n"
GENERATOR = b'<meta name="generator" content="coursepack feedback">'
"""Stands near the top of every page; a page without it is not ours."""


class Pages:
    """Makes feedback pages, everything in them escaped.

    Of units that are ``withheld`` (ids) they show what was earned in all, no exercise and no key.
    """

    def __init__(self, paper: Paper, withheld: Collection[str] = ()) -> None:
        templates = environment()
        self._paper, self._withheld = paper, withheld
        self._page = templates.get_template("feedback.html.j2")
        macros = exercise_macros(templates)
        self._parts = PageParts(paper, macros)
        style = (TEMPLATES / "feedback.css").read_text(encoding="utf-8")
        self._not_met, self._kept_back = macros.not_met().encode(), macros.withheld().encode()
        self._headings = {unit.id: macros.unit(unit.title).encode() for unit in paper.units}
        self._unit_rows = {unit.id: str(macros.unit_row(unit.title, safe(EARNED))) for unit in paper.units}
        self._shared = {
            "exercises": safe(EXERCISES),
            "style": safe(style),
            "style_hash": style_hash(style),
            "course": paper.course.title,
        }

    def render(
        self, student: str, grade: LogGrade, notes: Sequence[str], worth: Outcome | None = None
    ) -> bytes:
        """Return the page of one student, as UTF-8 with Unix line ends.

        ``worth`` is the sum under a class's rules, by default that without any.
        """
        met = units_met(grade.items) - frozenset(self._withheld)
        given = [self._parts.answer(item) for item in grade.items]
        shell = self._page.render(
            self._shared,
            student=student,
            totals=totals(grade, worth or Outcome(grade.points, grade.possible)),
            notes=notes,
            rows=safe("".join(self._rows(grade.items, given, met))),
        )
        opening, _, closing = shell.partition(EXERCISES)
        # Joined once and as bytes: most of a page is the same for everybody and large.
        return b"".join([opening.encode(), *self._sections(given, met), closing.encode()])

    def _rows(
        self, items: Sequence[ItemGrade], given: Sequence[AnswerParts], met: Collection[str]
    ) -> Iterator[str]:
        """Yield the rows of the table; above each unit, if there are several, what was earned in it."""
        for unit, group in groupby(zip(items, given, strict=True), lambda pair: pair[0].question.item.unit):
            pairs = list(group)
            if len(self._unit_rows) > 1 or unit in self._withheld:
                own = [item for item, _ in pairs]
                points = [item.points for item in own if item.points is not None]
                earned = f"{decimal(sum(points), ON_A_PAGE)} of " if points else "no points, of "
                yield self._unit_rows[unit].replace(EARNED, f"{earned}{sum(item.counts for item in own)}")
            # One by one, the points of a withheld unit would tell what is right.
            if unit not in self._withheld:
                yield from (answer.row if unit in met else answer.row_alone for _, answer in pairs)

    def _sections(self, given: Sequence[AnswerParts], met: Collection[str]) -> Iterator[bytes]:
        unit = ""
        for question, answer in zip(self._paper.questions.values(), given, strict=True):
            if question.item.unit != unit:
                yield SECTION_END if unit else b""
                unit = question.item.unit
                yield self._headings[unit]
                yield b"" if unit in met else self._kept_back if unit in self._withheld else self._not_met
            if unit not in met:
                continue
            exercise = self._parts.exercise(question.item.id)
            yield from (answer.heading, exercise.above, answer.answer, exercise.below)
        yield SECTION_END
