"""Knows what makes a key unfair or incomplete although each of its parts is well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.faults import Fault, listed
from coursepack.items.keys import Key
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    Item,
    LocateTask,
    NumberTask,
    OptionsTask,
    RowsTask,
    ShortTask,
)
from coursepack.texts import Texts, quotation_faults


def key_faults(key: Key, item: Item, file: str, texts: Texts) -> Iterator[Fault]:
    """Yield the faults of one finished key."""
    answers = (
        {option.id for option in item.task.options} if isinstance(item.task, OptionsTask | RowsTask) else None
    )
    for name in sorted(set(key.feedback) - answers) if answers else ():
        yield Fault(
            file, f"{key.item}.feedback", f'"{name}"', listed(sorted(answers or ())), "Use these options."
        )
    for name in sorted(answers - set(key.feedback)) if answers else ():
        yield Fault(
            file,
            f"{key.item}.feedback",
            f'no feedback for "{name}"',
            "feedback for every option",
            "Say what this answer shows, and name its misconception.",
        )
    if answers is None and key.otherwise is None and not isinstance(item.task, EssayTask | CodeTask):
        yield Fault(
            file, key.item, "no otherwise", "otherwise = { says = … }", "Say it to other wrong answers."
        )
    if isinstance(item.task, NumberTask) and not any(band.credit == 1 for band in key.bands):
        yield Fault(
            file, key.item, "no band with credit 1", "[[…band]] with credit = 1", "Add the right number."
        )
    yield from _answer_faults(key, item, file)
    weighted = any(0 < credit < 1 for credit in _all_credits(key))
    if weighted and not key.contested:
        yield Fault(
            file,
            key.item,
            "weights on an item that is not contested",
            "contested = true",
            "Say that it is contested.",
        )
    says = [key.why, *(row.why for row in key.rows.values()), *(band.feedback.says for band in key.bands)]
    says += [entry.says for entry in (*key.feedback.values(), *([key.otherwise] if key.otherwise else []))]
    for text in says:
        yield from quotation_faults(text, file, key.item, texts)


def _answer_faults(key: Key, item: Item, file: str) -> Iterator[Fault]:
    """Yield what makes a key unfair although each of its parts is well-formed."""
    full = [name for name, credit in key.credits.items() if credit == 1]
    if isinstance(item.task, LocateTask) and 1 < item.task.at_most < len(full):
        yield Fault(
            file,
            f"{key.item}.answer",
            f"{len(full)} right sentences",
            f"at most {item.task.at_most}, as the item asks",
            "Raise at_most in the item, or give some of them a credit below 1.",
        )
    if isinstance(item.task, LocateTask):
        for name in sorted(set(key.feedback) - set(item.task.units)):
            yield Fault(
                file, f"{key.item}.feedback", f'"{name}"', listed(item.task.units), "Use these sentences."
            )
    if isinstance(item.task, ShortTask):
        yield from _accepted_text_faults(key, item.task.longest, file)


def _accepted_text_faults(key: Key, longest: int, file: str) -> Iterator[Fault]:
    where = f"{key.item}.answer"
    for text in key.credits:
        if not any(sign.isalnum() for sign in text):
            yield Fault(file, where, f'"{text}"', "an answer with words", "Write what is accepted.")
        elif len(text) > longest:
            found, expected = f'"{text}", {len(text)} characters', f"at most {longest}, as the item asks"
            yield Fault(file, where, found, expected, "Raise longest in the item.")


def _all_credits(key: Key) -> list[float]:
    credits = [*key.credits.values(), *(band.credit for band in key.bands)]
    return credits + [credit for row in key.rows.values() for credit in row.credits.values()]
