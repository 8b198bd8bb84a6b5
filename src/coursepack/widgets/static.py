"""Knows the faces of an exercise without a browser: Markdown (GitHub, print, export) and stable plain text."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.answers import History
from coursepack.cards import cards_markdown
from coursepack.course import Course
from coursepack.items import Item
from coursepack.items.asked import cards_of, passage_units
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    LocateTask,
    NumberTask,
    OptionsTask,
    OrderTask,
    RowsTask,
    ShortTask,
    SpansTask,
)
from coursepack.markup import literal
from coursepack.scoring.in_words import answer_in_words
from coursepack.texts import Texts, load_texts
from coursepack.widgets.page import shown_order

RUN_ME = "*to answer in JupyterLab, run this cell: click it and press Shift+Enter*"


def to_markdown(item: Item, past: History, course: Course | None = None) -> str:
    """Return the exercise as Markdown: passage, fact cards, question, options, hints, the answer given so far."""
    texts = load_texts(course)
    given = answer_in_words(item, past.latest.answer) if past.latest else ()
    minutes = f"{item.minutes:g} {'minute' if item.minutes == 1 else 'minutes'}"
    head = f"**Exercise {item.id}** · about {minutes}"
    parts = [
        # At the head: a stored page looks like an exercise, and its boxes cannot be ticked.
        head if given else f"{head} · {RUN_ME}",
        *_quoted(item, texts),
        *cards_markdown(cards_of(item, course)),
        item.prompt,
        "\n".join(_asked(item, texts)),
        *_hints(item),
    ]
    if given:
        parts.append("**Your answer:** " + "; ".join(given))
    return "\n\n".join(part for part in parts if part) + "\n"


def to_plain(item: Item, past: History) -> str:
    """Return one stable line: id, kind, and whether it is answered."""
    done = "submitted" if past.submitted else "draft" if past.latest else "not answered yet"
    return f"Exercise {item.id} ({item.kind}, about {item.minutes:g} minutes): {done}"


def _quoted(item: Item, texts: Texts) -> Iterator[str]:
    shown = passage_units(item)
    if shown:
        yield "\n>\n".join(f"> `{unit}` {literal(texts.unit(unit).text)}" for unit in shown)


def _asked(item: Item, texts: Texts) -> Iterator[str]:
    match item.task:
        case OptionsTask(options):
            yield from (f"- ☐ {option.text}" for option in options)
        case RowsTask(rows, options):
            yield "Answers to choose from: " + " · ".join(option.text for option in options) + "\n"
            for row in rows:
                yield (
                    f"- `{row.unit}` {literal(row.text)}: ________" if row.unit else f"- {row.text}: ________"
                )
        case LocateTask(units, at_most):
            yield f"Pick at most {at_most}:\n" if at_most > 1 else "Pick one:\n"
            yield from (f"- ☐ `{unit}` {literal(texts.unit(unit).text)}" for unit in units)
        case NumberTask(noun, low, high, _):
            yield f"________ {noun} (a number from {low:g} to {high:g})"
        case ShortTask():
            yield "________________"
        case OrderTask():
            yield "Put in order:\n"
            yield from (f"- ____ {option.text}" for option in shown_order(item))
        case SpansTask(units, _, labels, _):
            yield "Mark: " + " · ".join(label.text for label in labels) + "\n"
            yield from (f"> `{unit}` {literal(texts.unit(unit).text)}\n>" for unit in units)
        case CodeTask(units, _, codes, _):
            yield "Codes: " + " · ".join(code.text for code in codes) + "\n"
            yield from (f"- `{unit}` {literal(texts.unit(unit).text)}: ________" for unit in units)
        case EssayTask(fewest, most, rubric):
            yield f"Write {fewest} to {most} words. What counts:\n"
            yield from (f"- {line.text} ({line.points:g})" for line in rubric)


def _hints(item: Item) -> Iterator[str]:
    for number, hint in enumerate(item.hints, start=1):
        yield f"<details><summary>Hint {number}</summary>\n\n{hint}\n\n</details>"
