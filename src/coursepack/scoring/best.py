"""Knows an answer that earns full credit, for every kind: for solution notebooks and for checks."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import CodeTask, Item, Kind, LocateTask, NumberTask, SpansTask
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
            return full[:1] if isinstance(item.task, LocateTask) and item.task.at_most == 1 else full
        case Kind.CLASSIFY | Kind.MATCH:
            return {row: max(own.credits, key=own.credits.__getitem__) for row, own in key.rows.items()}
        case Kind.NUMBER:
            return _best_number(item, key)
        case Kind.ORDER:
            return list(key.order)
        case Kind.ESSAY:
            return {"text": key.model, "self": {}}
        case _:
            return (
                _best_marks(item, key, full) if isinstance(item.task, SpansTask) else _best_codes(item, key)
            )


def _best_number(item: Item, key: Key) -> Answer:
    lows = (band.low for band in key.bands if band.credit == 1)
    low = max(next(lows), item.task.low) if isinstance(item.task, NumberTask) else next(lows)
    if low == int(low) or (isinstance(item.task, NumberTask) and item.task.whole):
        return str(math.ceil(low))
    return format(Decimal(repr(low)), "f")


def _best_marks(item: Item, key: Key, full: list[str]) -> Answer:
    if not isinstance(item.task, SpansTask):
        return None
    passage = item.task.passage
    marks = [(span.label, span.pieces) for span in key.spans]
    marks += [(item.task.labels[0].id, (passage.spans[unit],)) for unit in full]

    def piece(span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "quote": passage.text[span.start : span.end]}

    edits = [
        {"add": {"id": f"m{number}", "label": label, "pieces": [piece(span) for span in pieces]}}
        for number, (label, pieces) in enumerate(marks, start=1)
    ]
    return {"text": passage.digest, "edits": edits, "undone": []}


def _best_codes(item: Item, key: Key) -> Answer:
    task = item.task
    empty = [task.empty] if isinstance(task, CodeTask) else []
    # Where exactly one code is asked for, two may be worth everything; the first of them is as good.
    most = 1 if isinstance(task, CodeTask) and task.single else None
    given = {
        unit: [code for code, weight in codes.items() if weight.get(True, 0.0) == 1][:most] or empty
        for unit, codes in key.codes.items()
    }
    return {"codes": given, "notes": {}}
