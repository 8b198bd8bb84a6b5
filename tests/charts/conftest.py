"""Knows a small made-up reference and a learner's coding, on the real texts."""

from __future__ import annotations

import pytest

from coursepack.coding import Decision, OwnCoding, Reference, Status
from coursepack.coding.model import ReferenceAttribution, Settled
from coursepack.course import Course, load_course
from coursepack.texts import Texts, load_texts
from support import REPOSITORY

SPEECH = ("A0-08", "A0-09", "A0-10", "A4-01", "A4-05", "A4-06", "A4-12")
MIND = ("A0-02", "A3-02")
CONTESTED = ("A3-13",)
ATTRIBUTIONS = (
    ("trump", ("A0-08",)),
    ("trump", ("A0-09", "A0-10")),
    ("trump", ("A4-01",)),
    ("lavrov", ("A4-05",)),
    ("trump", ("A4-06",)),
    ("russia", ("A4-06",)),
    ("trump", ("A4-12",)),
    ("trump", ("A4-12",)),
    ("trump", ("A4-12",)),
)


@pytest.fixture(scope="session")
def pack() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture(scope="session")
def texts(pack: Course) -> Texts:
    return load_texts(pack)


@pytest.fixture(scope="session")
def coding(texts: Texts) -> Reference:
    """Return a reference over all five texts; A3-13 is contested for mind."""
    body = [unit.id for article in texts.articles.values() for unit in article.body()]
    sentences = {
        unit: {"speech": _decision(unit, "speech", SPEECH), "mind": _decision(unit, "mind", MIND)}
        for unit in body
    }
    agreed = Settled({"official": 3}, "official", Status.AGREED, {"official": 1.0})
    attributions = tuple(
        ReferenceAttribution(
            unit=units[0],
            units=units,
            there=Decision(
                units[0], "cue:said", 3, 3, value=True, status=Status.AGREED, weights={"yes": 1.0}
            ),
            speaker=Settled({speaker: 3}, speaker, Status.AGREED, {speaker: 1.0}),
            source_type=agreed,
            directness=agreed,
            source="",
            cue="said",
            content="",
        )
        for speaker, units in ATTRIBUTIONS
    )
    return Reference("attribution", ("one", "two", "three"), sentences, attributions)


@pytest.fixture(scope="session")
def own() -> OwnCoding:
    """Return a learner's coding of some sentences of A0, A3 and A4."""
    codes = {
        "A0-02": ("mind",),
        "A0-04": ("neither",),
        "A0-08": ("speech",),
        "A0-10": ("speech",),
        "A3-01": ("mind",),
        "A3-02": ("mind",),
        "A3-13": ("neither",),
        "A4-05": ("speech",),
    }
    speakers = {"A0-08": "trump", "A0-10": "trump", "A4-05": "lavrov", "A4-06": "zelensky", "A4-12": "trump"}
    return OwnCoding(codes, speakers)


def _decision(unit: str, code: str, positive: tuple[str, ...]) -> Decision:
    if code == "mind" and unit in CONTESTED:
        weights = {"yes": 1.0, "no": 0.5}
        return Decision(unit, code, 2, 3, value=None, status=Status.CONTESTED, weights=weights)
    value = unit in positive
    weights = {"yes" if value else "no": 1.0}
    return Decision(unit, code, 3 * value, 3, value=value, status=Status.AGREED, weights=weights)
