"""Reading the news closely: five articles on one event, with exercises, figures and a grader.

``import coursepack`` is cheap: what needs pandas, plotly or Jupyter is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "agreement_beside_published": "coursepack.widgets.figures_08",
    "agreement_table": "coursepack.coding.tables",
    "agreement_with_reference": "coursepack.widgets",
    "argument_tree": "coursepack.widgets.figures_07",
    "article": "coursepack.widgets",
    "attested_grid": "coursepack.widgets.figures_01",
    "attributions_by_speaker": "coursepack.widgets",
    "attributions_table": "coursepack.coding.tables",
    "barcode": "coursepack.widgets",
    "calibration": "coursepack.widgets",
    "card": "coursepack.widgets.card",
    "class_barcode": "coursepack.widgets.figures_class",
    "class_calibration": "coursepack.widgets.figures_class",
    "class_gain": "coursepack.widgets.figures_class",
    "class_items": "coursepack.widgets.figures_class",
    "class_report": "coursepack.widgets.figures_class",
    "class_time": "coursepack.widgets.figures_class",
    "distractors": "coursepack.widgets.figures_class",
    "exercise": "coursepack.widgets",
    "feedback": "coursepack.widgets",
    "framing_by_text": "coursepack.widgets.figures_04",
    "hand_in": "coursepack.widgets",
    "hedges_and_boosts": "coursepack.widgets.figures_03",
    "names_by_text": "coursepack.widgets.figures_05",
    "one_ratio": "coursepack.widgets.figures_03",
    "passage": "coursepack.widgets",
    "passes_beside_published": "coursepack.widgets.figures_08",
    "progress": "coursepack.widgets",
    "questions_by_text": "coursepack.widgets.figures_05",
    "responsible_by_text": "coursepack.widgets.figures_04",
    "schools_by_text": "coursepack.widgets.figures_06",
    "sentence_codes_table": "coursepack.coding.tables",
    "speech_and_mind": "coursepack.widgets",
    "synthetic_class": "coursepack.grading.synthetic_class",
    "teaching_agreement": "coursepack.widgets.figures_08",
    "teaching_example": "coursepack.widgets.figures_08",
    "tensions": "coursepack.widgets.figures_07",
    "timeline_of_nows": "coursepack.widgets.figures_01",
    "units_table": "coursepack.texts.tables",
    "what_texts_attest": "coursepack.texts.tables",
}

__all__ = [*_PUBLIC]  # noqa: PLE0604 (the names are strings: they are the keys of the table above)


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
