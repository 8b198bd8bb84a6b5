"""Knows how one exercise becomes parts of a feedback page: what is asked, was answered, and is right.

What pages share is rendered once, be it an exercise or the same answer to it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.json import encode

from coursepack.grading.grades import ItemGrade
from coursepack.grading.hand import rubric_of
from coursepack.grading.paper import Paper, Question
from coursepack.grading.remembered import Remembered
from coursepack.grading.rendering import inline, plain, safe, sentences
from coursepack.grading.words import ON_A_PAGE, instead_of_points, remarks, shown_units, verdict
from coursepack.items import Item
from coursepack.items.asked import asked_html
from coursepack.items.model import LocateTask
from coursepack.markup import to_html
from coursepack.scoring import Mark, Reason, Status
from coursepack.scoring.explain import line, part
from coursepack.scoring.in_words import as_it_came, decimal, fitting_in_words, key_in_words
from coursepack.texts import load_texts

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class ExerciseParts:
    """What is the same on every page: the exercise above the answer, and the key below it, as UTF-8."""

    number: int
    above: bytes
    below: bytes


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """What one answer adds: its row in the table of points, and as UTF-8 its heading and what it earned.

    ``row_alone`` is the row where the exercise is not shown on the page.
    """

    row: str
    row_alone: str
    heading: bytes
    answer: bytes


def exercise_macros(templates: Environment) -> Any:
    """Return the macros of the template of one exercise, as attributes."""
    return templates.get_template("exercise.html.j2").module


class PageParts:
    """Renders exercises and answers with ``exercise_macros``."""

    def __init__(self, paper: Paper, macros: Any) -> None:
        self._paper, self._texts, self._macros = paper, load_texts(paper.course), macros
        self._rendered = Remembered()
        self._exercises = {
            item_id: self._exercise(question, number)
            for number, (item_id, question) in enumerate(paper.questions.items(), start=1)
        }

    def exercise(self, item_id: str) -> ExerciseParts:
        """Return the parts of an exercise that are the same on every page."""
        return self._exercises[item_id]

    def answer(self, grade: ItemGrade) -> AnswerParts:
        """Render what was answered, or take it from memory if others gave the same answer."""
        if not grade.shared:
            return self._render(grade)
        return self._rendered.get(
            grade, lambda: self._rendered.get(_what_shows(grade), partial(self._render, grade))
        )

    def _render(self, grade: ItemGrade) -> AnswerParts:
        item, mark = grade.question.item, grade.mark
        lines_, reasons = (self._lines(item, mark), self._reasons(grade.question, mark)) if mark else ([], "")
        text = mark.attempt.answer["text"] if mark and mark.result.status is Status.BY_HAND else ""
        row, row_alone, heading = self._points(grade)
        return AnswerParts(
            row,
            row_alone,
            heading,
            self._macros.answer(lines_, text, list(remarks(grade)), reasons, _by_hand(grade)).encode(),
        )

    def _points(self, grade: ItemGrade) -> tuple[str, str, bytes]:
        """Render the row in the table of points, with a link and alone, and the heading above the answer."""
        item_id, instead = grade.question.item.id, instead_of_points(grade)
        points = "" if grade.points is None else decimal(grade.points, ON_A_PAGE)
        number = self._exercises[item_id].number
        return self._rendered.get(
            (item_id, points or instead),
            lambda: (
                self._macros.row(item_id, number, points or instead),
                self._macros.row_alone(item_id, number, points or instead),
                self._macros.heading(item_id, number, f"{points} of 1 point" if points else instead).encode(),
            ),
        )

    def _exercise(self, question: Question, number: int) -> ExerciseParts:
        item, key = question.item, question.key
        above = shown_units(item)
        return ExerciseParts(
            number,
            self._macros.above(
                safe(asked_html(item, self._paper.course)),
                sentences(above, self._texts),
                _rubric(item),
            ).encode(),
            self._macros.below(
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

    def _reason(self, question: Question, mark: Mark, reason: Reason) -> Markup:
        told = line(question.item, question.key, mark.attempt.answer, mark.result.status, reason)
        points_to = question.misconceptions[reason.misconception] if reason.misconception else ""
        rendered: Markup = self._macros.reason(
            inline(told.about),
            inline(told.given),
            verdict(told, mark.result),
            inline(told.says),
            inline(points_to),
        )
        return rendered


def _what_shows(grade: ItemGrade) -> Hashable:
    """Return what a page shows of a grade: of several tries only the one that counts."""
    given = encode(grade.mark.attempt) if grade.mark else b""
    return grade.question.item.id, given, grade.points, grade.after_key, grade.other_version


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
