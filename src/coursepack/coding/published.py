"""Knows the files that are published beside the passes: ``votes.csv`` and ``agreement.csv``, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coursepack.codebook import load_layer
from coursepack.codebook.model import NO, PRIMARY, YES
from coursepack.coding.agreement import Agreement, agreement
from coursepack.coding.model import CUE, DESCRIBED, Decision, Reference, Settled
from coursepack.coding.pass_files import sentence_codes
from coursepack.coding.passes import folder, has_reference, load_passes
from coursepack.coding.votes import reference
from coursepack.course import Course, load_course
from coursepack.csv_rows import csv_text
from coursepack.items.read_marks import VOTES_HEADER
from coursepack.texts import load_texts

ALL, WITHOUT_EXAMPLES = "all", "without the codebook's examples"
"""The two sets of sentences over which agreement is published."""
AGREEMENT_HEADER = (
    "sentences",
    "code",
    "coders",
    "units",
    "percent_agreement",
    "alpha",
    "low",
    "high",
)


def published_files(layer_id: str, course: Course | None = None) -> Mapping[str, str]:
    """Return the text of every published file by its path inside the pack; none without the passes.

    The text is the same at every run; numbers have three decimals, an undefined number is an empty
    cell, lines end with a line feed.
    """
    course = course or load_course()
    if not has_reference(layer_id, course):
        return {}
    place = folder(layer_id)
    return {
        f"{place}/votes.csv": csv_text(VOTES_HEADER, vote_rows(reference(layer_id, course))),
        f"{place}/agreement.csv": csv_text(
            AGREEMENT_HEADER,
            (agreement_row(sentences, entry) for sentences, entry in published_agreement(layer_id, course)),
        ),
    }


def published_agreement(layer_id: str, course: Course | None = None) -> tuple[tuple[str, Agreement], ...]:
    """Return agreement per code, first over all sentences, then without the codebook's own examples.

    A single layer has, after its codes, the agreement on which one code a sentence has (``primary``).
    """
    course = course or load_course()
    layer, texts, passes = load_layer(layer_id, course), load_texts(course), load_passes(layer_id, course)
    sets = {ALL: frozenset[str](), WITHOUT_EXAMPLES: layer.example_units()}
    return tuple(
        (name, agreement(passes, code, texts, left_out))
        for name, left_out in sets.items()
        for code in (*sentence_codes(layer), *((PRIMARY,) if layer.single else ()))
    )


def vote_rows(coding: Reference) -> Iterator[tuple[str, ...]]:
    """Yield one row per option that was chosen or decided, in the columns of ``VOTES_HEADER``."""
    for unit, codes in coding.sentences.items():
        for decision in codes.values():
            yield from _decision_rows(decision)
        if unit in coding.primary:
            yield from _rows(unit, PRIMARY, coding.primary[unit])
    for entry in coding.attributions:
        yield from _decision_rows(entry.there)
        for field in DESCRIBED:
            settled: Settled = getattr(entry, field)
            yield from _rows(entry.unit, f"{CUE}{entry.cue}/{field}", settled)


def agreement_row(sentences: str, entry: Agreement) -> tuple[str, ...]:
    """Return one row in the columns of ``AGREEMENT_HEADER``; percentages from 0 to 100."""
    low, high = (entry.interval.low, entry.interval.high) if entry.interval else (None, None)
    percent = None if entry.observed is None else 100 * entry.observed
    numbers = (_three(value) for value in (percent, entry.alpha, low, high))
    return (sentences, entry.code, str(entry.coders), str(entry.units), *numbers)


def _decision_rows(decision: Decision) -> Iterator[tuple[str, ...]]:
    counts = {YES: decision.votes_yes, NO: decision.votes - decision.votes_yes}
    settled = Settled(counts, None, decision.status, decision.weights, decision.rules, decision.reason)
    yield from _rows(decision.unit, decision.code, settled)


def _rows(unit: str, code: str, settled: Settled) -> Iterator[tuple[str, ...]]:
    for option in dict.fromkeys((*settled.counts, *settled.weights)):
        votes, weight = settled.counts.get(option, 0), settled.weights.get(option, 0.0)
        if votes or weight:
            coders = str(sum(settled.counts.values()))
            rules = " ".join(settled.rules)
            yield (unit, code, option, str(votes), coders, _three(weight), str(settled.status), rules)


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
