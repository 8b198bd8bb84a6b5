"""Knows how passes and rulings become a reference: votes, decisions, and weights where readers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from coursepack.codebook import Layer, load_layer
from coursepack.codebook.model import NO, PRIMARY, YES
from coursepack.coding.align import aligned
from coursepack.coding.model import (
    CUE,
    DESCRIBED,
    NEITHER,
    Attribution,
    Decision,
    Pass,
    Reference,
    ReferenceAttribution,
    Ruling,
    Settled,
    Status,
)
from coursepack.coding.pass_files import sentence_codes
from coursepack.coding.passes import load_passes
from coursepack.coding.rulings import Question, load_rulings, rulings_file
from coursepack.course import Course, load_course
from coursepack.faults import Fault, raise_if_any
from coursepack.texts import Texts, load_texts

Value = TypeVar("Value", bound=Hashable)


def reference(layer_id: str, course: Course | None = None) -> Reference:
    """Return the reference coding of a layer; raise ``CourseError`` with every fault of its files."""
    course = course or load_course()
    layer, texts = load_layer(layer_id, course), load_texts(course)
    passes, rulings = load_passes(layer_id, course), load_rulings(layer, texts, course)
    return combine(passes, rulings, layer, texts)


def combine(
    passes: Sequence[Pass],
    rulings: Mapping[Question, Ruling],
    layer: Layer,
    texts: Texts,
) -> Reference:
    """Add passes and rulings up. Raise ``CourseError`` for rulings on questions that are not open."""
    court, codes = _Court(rulings), sentence_codes(layer)
    coded = [
        unit.id
        for article in texts.articles.values()
        for unit in article.body()
        if any(unit.id in reading.sentences for reading in passes)
    ]
    primary = {unit: court.primary(unit, codes, passes) for unit in coded} if layer.single else {}
    sentences = {
        unit: MappingProxyType(
            {
                code: _part(unit, code, primary[unit]) if primary else court.code(unit, code, passes)
                for code in codes
            }
        )
        for unit in coded
    }
    attributions = tuple(
        court.attribution(group, sum(group[0].unit in reading.sentences for reading in passes))
        for group in aligned([reading.attributions for reading in passes], texts)
    )
    raise_if_any(court.unused(rulings_file(layer.id)))
    names = tuple(reading.id for reading in passes)
    return Reference(layer.id, names, MappingProxyType(sentences), attributions, MappingProxyType(primary))


def settle(counts: Mapping[str, int], ruling: Ruling | None) -> Settled:
    """Return what follows from votes: agreement, else the ruling, else both with their weights.

    The weight of a contested option is votes(option) / votes(most chosen option): proportion
    consensus as in script concordance scoring (Charlin and others 2000, Teaching and Learning in
    Medicine 12:189-195).
    """
    given = {option: votes for option, votes in counts.items() if votes}
    if len(given) == 1:
        (value,) = given
        return Settled(given, value, Status.AGREED, {value: 1.0})
    rules, reason = (ruling.rules, ruling.reason) if ruling else ((), "")
    if ruling and ruling.decision != Status.CONTESTED:
        return Settled(given, ruling.decision, Status.RULED, {ruling.decision: 1.0}, rules, reason)
    most = max(given.values(), default=1)
    weights = {option: votes / most for option, votes in given.items()}
    return Settled(given, None, Status.CONTESTED, weights, rules, reason)


def _part(unit: str, code: str, primary: Settled) -> Decision:
    """Return what the settled primary code of a sentence says of one code."""
    votes_yes, votes = primary.counts.get(code, 0), sum(primary.counts.values())
    others = [weight for option, weight in primary.weights.items() if option != code]
    credits = {YES: primary.weights.get(code, 0.0), NO: max(others, default=0.0)}
    value = None if primary.value is None and votes_yes else primary.value == code
    touched = bool(votes_yes or value) and primary.status is not Status.AGREED
    return Decision(
        unit,
        code,
        votes_yes,
        votes,
        value,
        primary.status if touched else Status.AGREED,
        {option: credit for option, credit in credits.items() if credit},
        primary.rules if touched else (),
        primary.reason if touched else "",
    )


class _Court:
    """Applies rulings and remembers which were needed."""

    def __init__(self, rulings: Mapping[Question, Ruling]) -> None:
        self.rulings = rulings
        self.needed: set[Question] = set()

    def unused(self, file: str) -> Iterable[Fault]:
        for unit, code in self.rulings:
            if (unit, code) not in self.needed:
                yield Fault(
                    file,
                    f"{unit}, {code}",
                    "a ruling on a question that is not open",
                    "rulings only where the passes differ",
                    "Remove the ruling, or look for a pass that was left out.",
                )

    def code(self, unit: str, code: str, passes: Sequence[Pass]) -> Decision:
        given = [entry.sentences[unit].codes[code] for entry in passes if unit in entry.sentences]
        return self._yes_or_no(unit, code, [code], sum(given), len(given))

    def primary(self, unit: str, codes: Sequence[str], passes: Sequence[Pass]) -> Settled:
        given = Counter(entry.sentences[unit].primary for entry in passes if unit in entry.sentences)
        return self._settled(unit, [PRIMARY], {code: given[code] for code in (*codes, NEITHER)})

    def attribution(self, group: Sequence[Attribution], coders: int) -> ReferenceAttribution:
        first = group[0]
        cues = list(_by_votes(entry.cue for entry in group))
        names = [f"{CUE}{cue}" for cue in cues]
        fields = {
            field: self._settled(
                first.unit,
                [f"{name}/{field}" for name in names],
                Counter(str(getattr(entry, field)) for entry in group),
            )
            for field in DESCRIBED
        }
        return ReferenceAttribution(
            unit=first.unit,
            units=_by_votes(entry.units for entry in group)[0],
            there=self._yes_or_no(first.unit, names[0], names, len(group), coders),
            source=_by_votes(entry.source for entry in group)[0],
            cue=cues[0],
            content=_by_votes(entry.content for entry in group)[0],
            **fields,
        )

    def _yes_or_no(self, unit: str, code: str, names: Sequence[str], votes_yes: int, votes: int) -> Decision:
        settled = self._settled(unit, names, {YES: votes_yes, NO: votes - votes_yes})
        value = None if settled.value is None else settled.value == YES
        return Decision(
            unit,
            code,
            votes_yes,
            votes,
            value,
            settled.status,
            settled.weights,
            settled.rules,
            settled.reason,
        )

    def _settled(self, unit: str, names: Sequence[str], counts: Mapping[str, int]) -> Settled:
        ruling = next((self.rulings[unit, name] for name in names if (unit, name) in self.rulings), None)
        settled = settle(counts, ruling)
        if ruling and settled.status is not Status.AGREED:
            self.needed.add((unit, ruling.code))
        return settled


def _by_votes(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the different values, the most frequent first; of two equal ones the earlier first."""
    return tuple(value for value, _ in Counter(values).most_common())
