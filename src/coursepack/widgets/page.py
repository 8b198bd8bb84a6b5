"""Knows what the page is told of an exercise: everything that is asked, nothing of the key."""

from __future__ import annotations

import hashlib
from typing import Any

from coursepack.answers import AnswerLog
from coursepack.answers.fit import LONGEST_ESSAY
from coursepack.codebook import Layer, load_layer
from coursepack.course import Course
from coursepack.items import Item, has_keys
from coursepack.items.asked import asked_html, passage_units
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
from coursepack.markup import inline_html, to_html
from coursepack.texts import Texts, UnitKind, load_texts

SELECT_FROM = 5
"""From so many options on, a row is answered from a list instead of radio buttons."""
ONCE, READ = "one try: then a model answer opens", "a person reads it"
"""What stands in the head of a written answer, with its solution in this copy and without."""
HALVES_UP_TO = 3
"""Up to so many points a criterion may be given half points in self-assessment."""


def page(item: Item, course: Course, log: AnswerLog) -> dict[str, Any]:
    """Return what the page needs to show an item, as JSON: texts as safe HTML, ids for everything."""
    texts = load_texts(course)
    return {
        "id": item.id,
        "kind": str(item.kind),
        "minutes": item.minutes,
        "tries": item.tries,
        "prompt": asked_html(item, course),
        "passage": paragraphs(passage_units(item), texts),
        "journal": journal_name(item, course, log),
        **_task(item, texts, course),
    }


def journal_name(item: Item, course: Course, log: AnswerLog) -> str:
    """Name the browser's own copy of unsaved answers: by course, answers file, item and version."""
    place = hashlib.sha256(str(log.path.absolute()).encode()).hexdigest()[:12]
    return f"coursepack:{course.id}:{place}:{item.id}:{item.version}"


def paragraphs(unit_ids: tuple[str, ...], texts: Texts) -> list[dict[str, Any]]:
    """Sort units into paragraphs: each with its text's id and its sentences (id, text, whether residue)."""
    grouped: list[dict[str, Any]] = []
    last: tuple[str, int] | None = None
    for unit_id in unit_ids:
        unit = texts.unit(unit_id)
        if (unit.article, unit.line) != last:
            grouped.append({"article": unit.article, "sentences": []})
            last = (unit.article, unit.line)
        sentence = {"id": unit.id, "text": unit.text, "residue": unit.kind is UnitKind.RESIDUE}
        grouped[-1]["sentences"].append(sentence)
    return grouped


def _task(item: Item, texts: Texts, course: Course) -> dict[str, Any]:
    match item.task:
        case OptionsTask(options):
            return {"options": _options(options)}
        case RowsTask(rows, options):
            return {
                "rows": [{"id": row.id, "html": inline_html(row.text), "unit": row.unit} for row in rows],
                "options": _options(options),
                "list": len(options) >= SELECT_FROM,
            }
        case LocateTask(units, at_most):
            return {"paragraphs": paragraphs(units, texts), "at_most": at_most}
        case NumberTask(noun, low, high, _):
            return {"noun": noun, "low": low, "high": high}
        case ShortTask(longest):
            return {"longest": longest}
        case OrderTask():
            return {"options": _options(shown_order(item))}
        case SpansTask():
            return _marking(item.task)
        case CodeTask(units, layer, codes, empty, single):
            return {
                "paragraphs": paragraphs(units, texts),
                "codes": [{"id": code.id, "text": code.text} for code in codes],
                "empty": empty,
                "single": single,
                "rules": rules_page(load_layer(layer, course)),
            }
        case EssayTask(fewest, most, rubric):
            lines = [
                {
                    "id": line.id,
                    "html": inline_html(line.text),
                    "points": line.points,
                    "steps": steps(line.points),
                }
                for line in rubric
            ]
            return {
                "fewest": fewest,
                "most": most,
                "rubric": lines,
                "longest": LONGEST_ESSAY,
                "by_hand": ONCE if has_keys(item.unit, course) else READ,
            }


def shown_order(item: Item) -> tuple[Option, ...]:
    """Return the lines of an ``order`` exercise as they are shown at first: shuffled, always in the same way.

    Never in the order of the file, which is often the right one; the key itself is not known here.
    """
    if not isinstance(item.task, OrderTask):
        return ()
    options = item.task.options
    shuffled = tuple(sorted(options, key=lambda option: _digest(f"{item.id}/{option.id}")))
    return (*options[1:], options[0]) if shuffled == options else shuffled


def steps(points: float) -> list[float]:
    """Return the points that can be given for a criterion, from 0 to all of them, by halves or by ones."""
    step = 0.5 if points <= HALVES_UP_TO or points != int(points) else 1
    return [step * number for number in range(int(points / step) + 1) if step * number < points] + [points]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _marking(task: SpansTask) -> dict[str, Any]:
    """Return the passage as one text with the places of its sentences, in code points."""
    return {
        "text": task.passage.text,
        "digest": task.passage.digest,
        "sentences": [
            {"id": unit, "start": span.start, "end": span.end} for unit, span in task.passage.spans.items()
        ],
        "labels": [{"id": label.id, "text": label.text} for label in task.labels],
        "at_most": task.at_most,
    }


def rules_page(layer: Layer) -> list[dict[str, Any]]:
    """Return the codes of a layer with their tests and examples, for showing on demand."""
    return [
        {
            "id": code.id,
            "name": code.name,
            "test": to_html(code.test),
            "yes": [to_html(f"‹{example.quote}› ({example.unit}) {example.why}") for example in code.yes],
            "no": [to_html(f"‹{example.quote}› ({example.unit}) {example.why}") for example in code.no],
        }
        for code in layer.codes.values()
    ]


def _options(options: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"id": option.id, "html": inline_html(option.text), "text": option.text} for option in options]
