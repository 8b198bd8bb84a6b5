"""Knows how far coders agreed in published work on schemes like those of this course."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedAgreement:
    """One published figure: Krippendorff's alpha from ``low`` to ``high`` (equal for a single figure).

    ``scheme`` says what was coded, ``who`` by whom, ``source`` where it stands.
    """

    scheme: str
    who: str
    low: float
    high: float
    source: str

    def in_words(self) -> str:
        """Write the figure with its source."""
        figure = " to ".join(dict.fromkeys((_as_published(self.low), _as_published(self.high))))
        return f"{self.scheme}, {self.who}: alpha {figure} ({self.source})"


PUBLISHED = (
    PublishedAgreement(
        "source, cue and content of attributions, word by word",
        "six trained coders",
        0.754,
        0.754,
        "PolNeAR, Newell and others 2018, notes to the corpus",
    ),
    PublishedAgreement(
        "yes-or-no questions on generic frames after Semetko and Valkenburg, question by question",
        "two to four trained coders",
        0.06,
        0.70,
        "computed from the votes published with Frermann and others 2023",
    ),
    PublishedAgreement(
        "components of arguments", "three coders", 0.57, 0.57, "Wambsganss and others 2020, abstract"
    ),
)


def beside() -> str:
    """Write all published figures as one sentence."""
    return f"For comparison, from published work: {'; '.join(entry.in_words() for entry in PUBLISHED)}."


def _as_published(alpha: float) -> str:
    """Write two decimals, or three where three were published."""
    return f"{alpha:.2f}" if round(alpha, 2) == alpha else f"{alpha:.3f}"
