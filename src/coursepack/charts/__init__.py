"""Charts: a figure with its finding, its description in words, and the sentences behind every mark."""

from coursepack.charts.argument_tree import argument_tree
from coursepack.charts.attribution import attributions_by_speaker, speech_and_mind
from coursepack.charts.barcode import barcode
from coursepack.charts.calibration import calibration, observations
from coursepack.charts.chart import Chart, MarkedSentences
from coursepack.charts.class_barcode import class_barcode
from coursepack.charts.class_calibration import class_calibration
from coursepack.charts.class_gain import gain_chart
from coursepack.charts.class_items import class_items
from coursepack.charts.class_time import class_time
from coursepack.charts.confusion import agreement_with_reference
from coursepack.charts.distractor_bars import distractor_bars
from coursepack.charts.tension_arcs import tension_arcs

__all__ = [
    "Chart",
    "MarkedSentences",
    "agreement_with_reference",
    "argument_tree",
    "attributions_by_speaker",
    "barcode",
    "calibration",
    "class_barcode",
    "class_calibration",
    "class_items",
    "class_time",
    "distractor_bars",
    "gain_chart",
    "observations",
    "speech_and_mind",
    "tension_arcs",
]
