"""What a notebook shows: exercises, articles, progress, feedback, figures."""

from coursepack.widgets.article import article, passage
from coursepack.widgets.exercise import ExerciseWidget, exercise
from coursepack.widgets.figure import (
    agreement_with_reference,
    attributions_by_speaker,
    barcode,
    calibration,
    speech_and_mind,
)
from coursepack.widgets.overview import feedback, hand_in, progress

__all__ = [
    "ExerciseWidget",
    "agreement_with_reference",
    "article",
    "attributions_by_speaker",
    "barcode",
    "calibration",
    "exercise",
    "feedback",
    "hand_in",
    "passage",
    "progress",
    "speech_and_mind",
]
