"""What a notebook shows: exercises, articles, progress, feedback, figures."""

from coursepack.widgets.article import article, passage
from coursepack.widgets.exercise import ExerciseWidget, exercise
from coursepack.widgets.overview import feedback, progress

__all__ = ["ExerciseWidget", "article", "exercise", "feedback", "passage", "progress"]
