"""Knows the figures of lesson 5: five questions to five texts, and the names for the war."""

from __future__ import annotations

from coursepack.charts.comparison import names_by_text as draw_names
from coursepack.charts.comparison import questions_by_text as draw_questions
from coursepack.course import load_course
from coursepack.texts import load_texts
from coursepack.widgets.figure import ShownChart
from coursepack.widgets.figures_04 import RESPONSIBLE, given_in

QUESTIONS = {
    "What would be success?": ("five-texts-01", "five-texts-practice-05"),
    "What do sanctions do?": ("five-texts-02",),
    "What about land?": ("five-texts-03",),
    "Who would guarantee peace?": ("five-texts-04",),
    "Who is responsible?": RESPONSIBLE,
}
"""Every question with the exercises in which sentences are matched to an answer."""
NAMES = ("five-texts-07",)


def questions_by_text() -> ShownChart:
    """Show what each text answers to five questions, by the learner's own answers."""
    course = load_course()
    answers = {question: given_in(course, *items) for question, items in QUESTIONS.items()}
    return ShownChart(draw_questions(answers, load_texts(course)))


def names_by_text() -> ShownChart:
    """Show what the names for the war say in each text, by the learner's own answers."""
    course = load_course()
    return ShownChart(draw_names(given_in(course, *NAMES), load_texts(course)))
