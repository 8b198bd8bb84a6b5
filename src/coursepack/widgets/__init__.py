"""What a notebook shows: exercises, articles, progress, feedback, figures."""

from coursepack.widgets.article import article, passage
from coursepack.widgets.exercise import ExerciseWidget, exercise
from coursepack.widgets.figure import attributions_by_speaker, speech_and_mind
from coursepack.widgets.overview import feedback, progress

__all__ = [
    "ExerciseWidget",
    "article",
    "attributions_by_speaker",
    "exercise",
    "feedback",
    "passage",
    "progress",
    "speech_and_mind",
]
