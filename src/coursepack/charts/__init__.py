"""Charts: a figure with its finding, its description in words, and the sentences behind every mark."""

from coursepack.charts.argument_tree import argument_tree
from coursepack.charts.attribution import attributions_by_speaker, speech_and_mind
from coursepack.charts.barcode import barcode
from coursepack.charts.calibration import calibration, observations
from coursepack.charts.chart import Chart, MarkedSentences
from coursepack.charts.confusion import agreement_with_reference
from coursepack.charts.tension_arcs import tension_arcs

__all__ = [
    "Chart",
    "MarkedSentences",
    "agreement_with_reference",
    "argument_tree",
    "attributions_by_speaker",
    "barcode",
    "calibration",
    "observations",
    "speech_and_mind",
    "tension_arcs",
]
