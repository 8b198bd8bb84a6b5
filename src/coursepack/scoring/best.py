"""Knows an answer that earns full credit, for every kind: for solution notebooks and for checks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import CodeTask, Item, Kind, LocateTask, NumberTask, SpansTask
from coursepack.scoring.task import task_of
from coursepack.texts.model import Span


def best_answer(item: Item, key: Key) -> Answer:
    """Return an answer that earns full credit; for an essay the model answer."""
    full = [name for name, credit in key.credits.items() if credit == 1]
    match item.kind:
        case Kind.CHOICE | Kind.SHORT:
            return full[0]
        case Kind.CHOICES:
            return full
        case Kind.LOCATE:
            # Where one sentence is asked for, the key may accept any of several.
            return full[:1] if task_of(item, LocateTask).at_most == 1 else full
        case Kind.CLASSIFY | Kind.MATCH:
            return {row: max(own.credits, key=own.credits.__getitem__) for row, own in key.rows.items()}
        case Kind.NUMBER:
            return _best_number(task_of(item, NumberTask), key)
        case Kind.ORDER:
            return list(key.order)
        case Kind.ESSAY:
            return {"text": key.model, "self": {}}
        case Kind.SPANS | Kind.EVIDENCE:
            return _best_marks(task_of(item, SpansTask), key, full)
        case Kind.CODE:
            return _best_codes(task_of(item, CodeTask), key)


def _best_number(task: NumberTask, key: Key) -> str:
    low = max(next(band.low for band in key.bands if band.credit == 1), task.low)
    if low == int(low) or task.whole:
        return str(math.ceil(low))
    return format(Decimal(repr(low)), "f")


def _best_marks(task: SpansTask, key: Key, full: Sequence[str]) -> Answer:
    passage = task.passage
    marks = [(span.label, span.pieces) for span in key.spans]
    marks += [(task.labels[0].id, (passage.spans[unit],)) for unit in full]

    def piece(span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "quote": passage.text[span.start : span.end]}

    edits = [
        {"add": {"id": f"m{number}", "label": label, "pieces": [piece(span) for span in pieces]}}
        for number, (label, pieces) in enumerate(marks, start=1)
    ]
    return {"text": passage.digest, "edits": edits, "undone": []}


def _best_codes(task: CodeTask, key: Key) -> Answer:
    # Where exactly one code is asked for, two may be worth everything; the first of them is as good.
    most = 1 if task.single else None
    given = {
        unit: [code for code, weight in codes.items() if weight.get(True, 0.0) == 1][:most] or [task.empty]
        for unit, codes in key.codes.items()
    }
    return {"codes": given, "notes": {}}
