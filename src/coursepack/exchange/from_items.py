"""Knows how an exercise with its key becomes a question that other systems can ask, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from coursepack.cards import cards_markdown
from coursepack.course import Course
from coursepack.exchange.markdown_text import ARROW, as_read, escaped, outgoing
from coursepack.exchange.question import Answer, Pair, Question, Stretch
from coursepack.items.asked import cards_of, passage_units
from coursepack.items.keys import Key
from coursepack.items.model import Item, Kind, NumberTask, Option, OptionsTask, Row, RowsTask
from coursepack.texts import Texts, load_texts

NO_PLACE: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LOCATE: "GIFT has no question in which sentences are picked",
        Kind.ORDER: "GIFT has no question in which things are put in order",
        Kind.SPANS: "GIFT has no question in which words are marked",
        Kind.EVIDENCE: "GIFT has no question in which words are marked",
        Kind.CODE: "GIFT has no question in which a whole text is coded",
        Kind.ESSAY: "GIFT has no place for a rubric and a model answer",
    }
)
CONTESTED = "it is contested, and its weights are explained here only"
MOST_SHARES = 10
"""Moodle knows shares from a whole down to a tenth."""


def question_of(item: Item, key: Key, course: Course) -> Question | str:
    """Return an exercise as a question, or the reason why it cannot be one.

    Passage and fact cards stand above the question. ``general`` is the key's reason; for rows it holds
    the reasons of the rows as well, because GIFT says nothing to single rows.
    """
    if key.contested:
        return CONTESTED
    if item.kind in NO_PLACE:
        return NO_PLACE[item.kind]
    text = "\n\n".join(_asked(item, course, load_texts(course)))
    common = Question(item.kind, item.id, item.id, outgoing(text), general=outgoing(key.why))
    match item.task:
        case OptionsTask(options) if item.kind is Kind.CHOICES:
            return _choices(common, options, key)
        case OptionsTask(options):
            answers = tuple(_option(option, key, key.credits.get(option.id, 0.0)) for option in options)
            if all(answer.weight == 1 for answer in answers):
                return "it has no wrong option, and GIFT would ask for a typed word"
            return replace(common, answers=answers)
        case RowsTask(rows, options):
            return _match(common, rows, options, key)
        case NumberTask():
            stretches = tuple(
                Stretch(band.low, band.high, band.credit, outgoing(band.feedback.says)) for band in key.bands
            )
            return replace(common, stretches=stretches, otherwise=_otherwise(key))
        case _:
            if any(ARROW in text for text in (*key.credits, *key.feedback)):
                return f'an answer holds "{ARROW}", which GIFT takes for a match'
            return replace(common, answers=tuple(_texts(key)), otherwise=_otherwise(key))


def _asked(item: Item, course: Course, texts: Texts) -> Iterator[str]:
    shown = passage_units(item)
    if shown:
        yield "\n>\n".join(f"> **{unit}** {escaped(texts.unit(unit).text)}" for unit in shown)
    yield from cards_markdown(cards_of(item, course))
    yield item.prompt
    if isinstance(item.task, NumberTask):
        kind = "whole number" if item.task.whole else "number"
        yield f"*Answer: {item.task.noun}, a {kind} from {item.task.low:g} to {item.task.high:g}.*"


def _option(option: Option, key: Key, weight: float) -> Answer:
    said = key.feedback.get(option.id)
    return Answer(outgoing(option.text), weight, outgoing(said.says) if said else "")


def _choices(common: Question, options: tuple[Option, ...], key: Key) -> Question | str:
    """Give weights that add up as the course counts: hits by right options, minus false alarms by wrong ones."""
    right = [option.id for option in options if key.credits.get(option.id) == 1]
    wrong = len(options) - len(right)
    if max(len(right), wrong) > MOST_SHARES:
        return f"Moodle divides points into at most {MOST_SHARES} shares"
    answers = tuple(
        _option(option, key, 1 / len(right) if option.id in right else -1 / wrong) for option in options
    )
    return replace(common, answers=answers)


def _match(common: Question, rows: tuple[Row, ...], options: tuple[Option, ...], key: Key) -> Question | str:
    texts = {option.id: as_read(option.text) for option in options}
    if len(set(texts.values())) < len(texts):
        return "two of its answers read the same without markup"
    pairs, reasons = [], []
    for row in rows:
        right = [option for option, credit in key.rows[row.id].credits.items() if credit == 1]
        text = outgoing(f"**{row.unit}** {escaped(row.text)}" if row.unit else row.text)
        if len(right) > 1:
            return "a row has more than one right answer"
        pairs.append(Pair(text, texts[right[0]]))
        name = row.unit or text
        reasons.append(f"- {name}: {outgoing(escaped(texts[right[0]]))}. {outgoing(key.rows[row.id].why)}")
    used = {pair.answer for pair in pairs}
    pairs += [Pair("", text) for text in texts.values() if text not in used]
    general = "\n".join([common.general, "", *reasons])
    return replace(common, kind=Kind.MATCH, pairs=tuple(pairs), general=general)


def _texts(key: Key) -> Iterator[Answer]:
    for text in dict.fromkeys([*key.credits, *key.feedback]):
        said = key.feedback.get(text)
        yield Answer(text, key.credits.get(text, 0.0), outgoing(said.says) if said else "")


def _otherwise(key: Key) -> str:
    return outgoing(key.otherwise.says) if key.otherwise else ""
