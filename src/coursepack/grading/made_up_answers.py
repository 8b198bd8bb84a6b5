"""Knows what somebody answers who guesses, and what somebody answers who is nearly right."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from coursepack.answers import Answer
from coursepack.items import Item, Key, Kind
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    OrderTask,
    RowsTask,
    ShortTask,
    SpansTask,
)
from coursepack.scoring import best_answer, score

LEFT_OUT = 0.05
SLIPS = 20
"""How often an answer is guessed again that happens to be right."""
WORDS = (
    "said",
    "told reporters",
    "the writer",
    "nobody is named",
    "an interview",
    "Mr. Trump",
    "aims",
    "no idea",
)
ESSAY = (
    "These words were made up by a program. They stand where a student would write. Nobody should mark them."
)


def guess(item: Item, chance: random.Random) -> Answer:
    """Return an answer of the right form that was not thought about."""
    match item.task:
        case OptionsTask(options):
            ids = [option.id for option in options]
            if item.kind is Kind.CHOICE:
                return chance.choice(ids)
            return chance.sample(ids, chance.randint(1, len(ids)))
        case RowsTask(rows, options):
            return {row.id: chance.choice(options).id for row in rows if chance.random() >= LEFT_OUT}
        case NumberTask(_, low, high, _):
            return str(chance.randint(int(low), int(min(high, low + 100))))
        case ShortTask(longest):
            return chance.choice(WORDS)[:longest]
        case LocateTask(units, at_most):
            return chance.sample(units, chance.randint(1, min(at_most, len(units))))
        case OrderTask(options):
            return chance.sample([option.id for option in options], len(options))
        case SpansTask():
            return _marked(item.task, chance)
        case CodeTask(units, _, codes):
            return {"codes": {unit: [chance.choice(codes).id] for unit in units}, "notes": {}}
        case EssayTask():
            return {"text": ESSAY, "self": {}}


def slip(item: Item, key: Key, chance: random.Random) -> Answer:
    """Return an answer that is not all right: where an answer has parts, some of them are."""
    for _ in range(SLIPS):
        answer = _slip(item, best_answer(item, key), chance)
        if not score(item, key, answer).right:
            return answer
    return guess(item, chance)


def _slip(item: Item, best: Answer, chance: random.Random) -> Answer:
    match item.task:
        case OptionsTask(options) if item.kind is Kind.CHOICES:
            turned = chance.choice(options).id
            kept = [option.id for option in options if (option.id in best) != (option.id == turned)]
            return kept or [turned]
        case RowsTask(_, options):
            return _changed(best, options, chance)
        case CodeTask(_, _, codes):
            given = {unit: own[0] for unit, own in best["codes"].items()}
            return {
                "codes": {unit: [code] for unit, code in _changed(given, codes, chance).items()},
                "notes": {},
            }
        case SpansTask() if len(best["edits"]) > 1:
            left = sorted(chance.sample(range(len(best["edits"])), len(best["edits"]) // 2))
            return {**best, "edits": [best["edits"][place] for place in left]}
        case _:
            return guess(item, chance)


def _changed(given: Mapping[str, str], options: Sequence[Option], chance: random.Random) -> Mapping[str, str]:
    """Give about a third of the rows, at least one, another option."""
    rows = chance.sample(list(given), max(1, len(given) // 3))
    others = {row: [option.id for option in options if option.id != given[row]] for row in rows}
    return {**given, **{row: chance.choice(ids) for row, ids in others.items()}}


def _marked(task: SpansTask, chance: random.Random) -> Mapping[str, Any]:
    """Mark one whole sentence of the passage."""
    span = task.passage.spans[chance.choice(task.units)]
    piece = {"start": span.start, "end": span.end, "quote": task.passage.text[span.start : span.end]}
    added = {"id": "m1", "label": chance.choice(task.labels).id, "pieces": [piece]}
    return {"text": task.passage.digest, "edits": [{"add": added}], "undone": []}
