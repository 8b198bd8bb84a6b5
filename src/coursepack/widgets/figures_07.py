"""Knows the figures of lesson 7, drawn from the learner's own answers: the tree of an argument, arcs over a text."""

from __future__ import annotations

from coursepack.charts.argument_tree import argument_tree as tree_of
from coursepack.charts.argument_tree import has_parts
from coursepack.charts.tension_arcs import judged_pairs, judges_pairs, picked_pair, tension_arcs
from coursepack.course import load_course
from coursepack.faults import CourseError, Fault
from coursepack.items import find_item, load_items
from coursepack.texts import load_texts
from coursepack.widgets.figure import ShownChart, latest_answers

PICKED = {"does-it-hold-04": "A2-40"}
"""Exercises that ask which sentence sits worst with another, and that other sentence."""


def argument_tree(item_id: str) -> ShownChart:
    """Show one argument as a tree, by the learner's own answer to an exercise that sorts its parts.

    Raises ``CourseError`` for an exercise that is not there, or that does not sort the parts of an argument.
    """
    course = load_course()
    item = find_item(item_id, course)
    if not has_parts(item):
        raise CourseError(
            Fault(
                "argument_tree",
                item_id,
                "an exercise without the parts of an argument",
                'an exercise with options such as "claim" and "grounds"',
                "Name the exercise that stands above this cell.",
            )
        )
    return ShownChart(tree_of(item, latest_answers(course).get(item_id), load_texts(course)))


def tensions(article: str = "A2") -> ShownChart:
    """Show the pairs of sentences of one text that the learner has judged, as arcs over the text.

    Raises ``CourseError`` for a text that is not there.
    """
    course = load_course()
    answers = latest_answers(course)
    pairs = [
        pair
        for unit in course.units
        for item in load_items(unit.id, course).items.values()
        if item.id in answers
        for pair in (
            *(judged_pairs(item, answers[item.id]) if judges_pairs(item) else ()),
            *(picked_pair(item, answers[item.id], PICKED[item.id]) if item.id in PICKED else ()),
        )
    ]
    return ShownChart(tension_arcs(article, pairs, load_texts(course)))
