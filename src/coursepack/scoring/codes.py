"""Knows how a coded text is scored: by the share of sentences coded as the reference codes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import CodeTask, Item
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of

Weights = Mapping[str, Mapping[bool, float]]
"""Code to whether it was given, to the credit for that: the part of a key that is about one sentence."""


def credit_of(own: Collection[str], weights: Weights, *, single: bool = False) -> float:
    """Return what the codes of one sentence earn.

    It is the lowest of the weights for giving or leaving out each code. In a single layer the weight of the
    one code that is given.
    """
    if single:
        return weights.get(next(iter(own)), {}).get(True, 0.0) if len(own) == 1 else 0.0
    return min(weight.get(code in own, 0.0) for code, weight in weights.items())


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the mean credit of the sentences.

    A sentence earns the lowest weight among its codes: 1 if every code is given or left out as in the
    reference, less where the reference is contested, 0 where it differs. In a single layer it earns the
    weight of its code. Number-right scoring (Lord 1975); how far agreement goes beyond chance is told by
    alpha beside it, not by the mark.
    """
    task, given = task_of(item, CodeTask), answer["codes"]
    reasons = tuple(_reason(unit, given.get(unit, ()), key.codes[unit], task) for unit in task.units)
    return sum(reason.credit for reason in reasons) / len(reasons), reasons


def own_in_words(own: Collection[str], task: CodeTask) -> str:
    """Write the codes that were given to a sentence: ``Speech and Mind``, or ``not coded``."""
    return " and ".join(code.text for code in task.codes if code.id in own) or "not coded"


def reference_in_words(weights: Weights, task: CodeTask) -> str:
    """Write the codes of the reference; where careful readers differ, both answers with their weights."""
    names = {code.id: code.text for code in task.codes}
    if task.single:
        return _either(weights, names)
    held = [names[code] for code, weight in weights.items() if weight.get(True) and not weight.get(False)]
    open_ = [
        _both_ways(names[code], weight) for code, weight in weights.items() if len(_credited(weight)) > 1
    ]
    return "; ".join([*([" and ".join(held)] if held else []), *open_]) or names[task.empty]


def _reason(unit: str, own: Collection[str], weights: Weights, task: CodeTask) -> Reason:
    if not own:
        return Reason(unit, 0.0, "This sentence is not coded.")
    credit = credit_of(own, weights, single=task.single)
    remarks = _single_remark(weights, credit, task) if task.single else " ".join(_remarks(own, weights, task))
    return Reason(unit, credit, remarks or "As in the reference.")


def _single_remark(weights: Weights, credit: float, task: CodeTask) -> str:
    names = {code.id: code.text for code in task.codes}
    if len(_either_way(weights)) > 1:
        return f"Careful readers differ between {_either(weights, names)}; your answer has the weight {credit:.2g}."
    return (
        "" if credit else f"The argument does not rest on this: the test of {_either(weights, names)} holds."
    )


def _either(weights: Weights, names: Mapping[str, str]) -> str:
    """Write the one code of the reference; where careful readers differ, every code with its weight."""
    credits = _either_way(weights)
    if len(credits) == 1:
        return names[next(iter(credits))]
    return " or ".join(f"{names[code]} (weight {credit:.2g})" for code, credit in credits.items())


def _either_way(weights: Weights) -> Mapping[str, float]:
    credits = {code: weight.get(True, 0.0) for code, weight in weights.items()}
    return {code: credit for code, credit in sorted(credits.items(), key=lambda entry: -entry[1]) if credit}


def _remarks(own: Collection[str], weights: Weights, task: CodeTask) -> Iterator[str]:
    names = {code.id: code.text for code in task.codes}
    for code, weight in weights.items():
        given = code in own
        if len(_credited(weight)) > 1:
            yield f"Careful readers differ about {names[code]}; your answer has the weight {weight.get(given, 0.0):.2g}."
        elif not weight.get(given) and given:
            yield f"{names[code]} is too much: its test does not hold for this sentence."
        elif not weight.get(given):
            yield f"{names[code]} is missing: its test holds for this sentence."


def _both_ways(name: str, weight: Mapping[bool, float]) -> str:
    return f"{name} (weight {weight.get(True, 0.0):.2g}) or not {name} (weight {weight.get(False, 0.0):.2g})"


def _credited(weight: Mapping[bool, float]) -> list[float]:
    return [credit for credit in weight.values() if credit]
