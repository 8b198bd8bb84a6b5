"""Charts: a figure with its finding, its description in words, and the sentences behind every mark."""

from coursepack.charts.attribution import attributions_by_speaker, speech_and_mind
from coursepack.charts.chart import Chart, MarkedSentences

__all__ = ["Chart", "MarkedSentences", "attributions_by_speaker", "speech_and_mind"]
