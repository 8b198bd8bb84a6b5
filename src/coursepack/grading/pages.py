"""Knows how a feedback page is made: one self-contained file per student, everything escaped, nothing loaded."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.json import encode

from coursepack.grading.grades import ItemGrade, LogGrade, Outcome
from coursepack.grading.hand import rubric_of
from coursepack.grading.keys_shown import units_met
from coursepack.grading.paper import Paper, Question
from coursepack.grading.remembered import Remembered
from coursepack.grading.rendering import TEMPLATES, environment, inline, plain, safe, sentences, style_hash
from coursepack.grading.words import (
    ON_A_PAGE,
    decimal,
    instead_of_points,
    remarks,
    shown_units,
    totals,
    verdict,
)
from coursepack.items import Item
from coursepack.items.asked import asked_html
from coursepack.items.model import LocateTask
from coursepack.markup import to_html
from coursepack.scoring import Mark, Reason, Status
from coursepack.scoring.explain import as_it_came, fitting_in_words, key_in_words, line, part
from coursepack.texts import load_texts

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

EXERCISES = "<!-- exercises -->"
"""Where the exercises go; no text from outside can hold it, because everything is escaped."""
EARNED = "<!-- earned -->"
"""Where the points of a unit go, which each page has its own of."""
SECTION_END = b"</section>\n"
GENERATOR = b'<meta name="generator" content="coursepack feedback">'
"""Stands near the top of every page; a page without it is not ours."""


@dataclass(frozen=True, slots=True)
class _Exercise:
    """What is the same on every page: the exercise above the answer, and the key below it, as UTF-8."""

    number: int
    above: bytes
    below: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one answer adds: its row in the table of points, and as UTF-8 its heading and what it earned.

    ``row_alone`` is the row where the exercise is not shown on the page.
    """

    row: str
    row_alone: str
    heading: bytes
    answer: bytes


class Pages:
    """Makes feedback pages. What pages share is rendered once, be it an exercise or the same answer to it."""

    def __init__(self, paper: Paper) -> None:
        templates = environment()
        self._paper, self._texts = paper, load_texts(paper.course)
        self._parts = _macros(templates, "exercise.html.j2")
        self._page = templates.get_template("feedback.html.j2")
        self._exercises = {
            item_id: self._exercise(question, number)
            for number, (item_id, question) in enumerate(paper.questions.items(), start=1)
        }
        self._rendered = Remembered()
        style = (TEMPLATES / "feedback.css").read_text(encoding="utf-8")
        self._not_met = self._parts.not_met().encode()
        self._headings = {unit.id: self._parts.unit(unit.title).encode() for unit in paper.units}
        self._unit_rows = {
            unit.id: str(self._parts.unit_row(unit.title, safe(EARNED))) for unit in paper.units
        }
        self._shared = {
            "exercises": safe(EXERCISES),
            "style": safe(style),
            "style_hash": style_hash(style),
            "course": paper.course.title,
        }

    def render(
        self, student: str, grade: LogGrade, notes: Sequence[str], worth: Outcome | None = None
    ) -> bytes:
        """Return the page of one student, as UTF-8 with Unix line ends; ``worth`` is the sum under a class's rules."""
        met = units_met(grade.items)
        given = [self._given(item) for item in grade.items]
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
        self, items: Sequence[ItemGrade], given: Sequence[_Answer], met: Collection[str]
    ) -> Iterator[str]:
        """Yield the rows of the table; above each unit, if there are several, what was earned in it."""
        for unit, group in groupby(zip(items, given, strict=True), lambda pair: pair[0].question.item.unit):
            pairs = list(group)
            if len(self._unit_rows) > 1:
                own = [item for item, _ in pairs]
                points = [item.points for item in own if item.points is not None]
                earned = f"{decimal(sum(points), ON_A_PAGE)} of " if points else "no points, of "
                yield self._unit_rows[unit].replace(EARNED, f"{earned}{sum(item.counts for item in own)}")
            yield from (answer.row if unit in met else answer.row_alone for _, answer in pairs)

    def _sections(self, given: Sequence[_Answer], met: Collection[str]) -> Iterator[bytes]:
        unit = ""
        for question, answer in zip(self._paper.questions.values(), given, strict=True):
            if question.item.unit != unit:
                yield SECTION_END if unit else b""
                unit = question.item.unit
                yield self._headings[unit]
                yield b"" if unit in met else self._not_met
            if unit not in met:
                continue
            exercise = self._exercises[question.item.id]
            yield from (answer.heading, exercise.above, answer.answer, exercise.below)
        yield SECTION_END

    def _given(self, grade: ItemGrade) -> _Answer:
        """Render what was answered, or take it from memory if others gave the same answer."""
        if not grade.shared:
            return self._render(grade)
        return self._rendered.get(
            grade, lambda: self._rendered.get(_what_shows(grade), partial(self._render, grade))
        )

    def _render(self, grade: ItemGrade) -> _Answer:
        item, mark = grade.question.item, grade.mark
        lines_, reasons = (self._lines(item, mark), self._reasons(grade.question, mark)) if mark else ([], "")
        text = mark.attempt.answer["text"] if mark and mark.result.status is Status.BY_HAND else ""
        row, row_alone, heading = self._points(grade)
        return _Answer(
            row,
            row_alone,
            heading,
            self._parts.answer(lines_, text, list(remarks(grade)), reasons, _by_hand(grade)).encode(),
        )

    def _points(self, grade: ItemGrade) -> tuple[str, str, bytes]:
        """Render the row in the table of points, with a link and alone, and the heading above the answer."""
        item_id, instead = grade.question.item.id, instead_of_points(grade)
        points = "" if grade.points is None else decimal(grade.points, ON_A_PAGE)
        number = self._exercises[item_id].number
        return self._rendered.get(
            (item_id, points or instead),
            lambda: (
                self._parts.row(item_id, number, points or instead),
                self._parts.row_alone(item_id, number, points or instead),
                self._parts.heading(item_id, number, f"{points} of 1 point" if points else instead).encode(),
            ),
        )

    def _exercise(self, question: Question, number: int) -> _Exercise:
        item, key = question.item, question.key
        above = shown_units(item)
        return _Exercise(
            number,
            self._parts.above(
                safe(asked_html(item, self._paper.course)),
                sentences(above, self._texts),
                _rubric(item),
            ).encode(),
            self._parts.below(
                [safe(to_html(key.model))]
                if question.by_hand
                else [inline(line) for line in key_in_words(item, key)],
                question.by_hand,
                key.contested,
                safe(to_html(key.why)),
                ", ".join(unit for unit in key.rests_on if unit in above),
                sentences([unit for unit in key.rests_on if unit not in above], self._texts),
            ).encode(),
        )

    def _lines(self, item: Item, mark: Mark) -> list[Markup]:
        if mark.result.status is Status.BY_HAND:
            return []
        if mark.result.status is not Status.SCORED:
            return [plain(as_it_came(mark.attempt.answer))]
        words = fitting_in_words(item, mark.attempt.answer)
        if isinstance(item.task, LocateTask):
            return [inline(unit) + f" {self._texts.unit(unit).text}" for unit in words]
        return list(map(inline, words))

    def _reasons(self, question: Question, mark: Mark) -> Markup:
        """Render the reasons; one that many students meet, whatever else they answered, is rendered once."""
        result, answer = mark.result, mark.attempt.answer
        if result.status is not Status.SCORED:
            told = () if result.status is Status.BY_HAND else result.reasons
            return safe("".join([self._reason(question, mark, reason) for reason in told]))
        item = question.item
        return safe(
            "".join(
                [
                    self._rendered.get(
                        (item.id, reason, part(item, answer, reason.about)),
                        partial(self._reason, question, mark, reason),
                    )
                    for reason in result.reasons
                ]
            )
        )

    def _reason(self, question: Question, mark: Mark, reason: Reason) -> Any:
        told = line(question.item, question.key, mark.attempt.answer, mark.result.status, reason)
        points_to = question.misconceptions[reason.misconception] if reason.misconception else ""
        return self._parts.reason(
            inline(told.about),
            inline(told.given),
            verdict(told, mark.result),
            inline(told.says),
            inline(points_to),
        )


def _what_shows(grade: ItemGrade) -> Hashable:
    """Return what a page shows of a grade: of several tries only the one that counts."""
    given = encode(grade.mark.attempt) if grade.mark else b""
    return grade.question.item.id, given, grade.points, grade.after_key, grade.other_version


def _macros(templates: Environment, template: str) -> Any:
    return templates.get_template(template).module


def _rubric(item: Item) -> list[tuple[Markup, str]]:
    """Return the lines of a rubric with their points; nothing for an exercise without one."""
    return [(inline(line.text), decimal(line.points)) for line in rubric_of(item)]


def _by_hand(grade: ItemGrade) -> dict[str, Any]:
    """Return what persons gave on every line of the rubric, and their comments; empty without a mark."""
    hand = grade.hand
    if hand is None:
        return {}
    lines = [
        (inline(line.text), " and ".join(map(decimal, hand.points_on(line.id))), decimal(line.points))
        for line in rubric_of(grade.question.item)
    ]
    return {"lines": lines, "comments": hand.comments}
