"""Knows how questions from elsewhere become exercises and keys of the course, with a mark where a teacher has to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursepack.exchange.making import OPEN, UNNAMED, Making, Table
from coursepack.exchange.names import ids
from coursepack.exchange.question import TRUE, Question, Stretch
from coursepack.items.model import Kind
from coursepack.texts import Texts

LEVEL, MINUTES, ESSAY_MINUTES = "apply", 2, 20
LONGEST_SHORT = 200
HIGHEST = 1000


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit made from questions.

    Both files as tables, by key the ``origins`` (place and title in the file it comes from), and
    sentences on what a teacher has to complete.
    """

    items: tuple[Table, ...]
    origins: tuple[str, ...]
    keys: dict[str, Table]
    misconceptions: dict[str, str]
    to_do: tuple[str, ...]


def new_unit(questions: Sequence[Question], stem: str, objective: str, texts: Texts) -> NewUnit:
    """Return a unit with one exercise for each question; their ids are ``stem`` and a number.

    The questions must have passed ``checks.question_faults``.
    """
    making = Making(texts, objective)
    items: list[Table] = []
    keys: dict[str, Table] = {}
    for number, question in enumerate(questions, start=1):
        item_id = f"{stem}-{number:02}"
        items.append(_item(question, item_id, making))
        parts, key = _parts(question, item_id, making)
        items[-1].update(parts)
        keys[item_id] = {"why": making.said(question.general, item_id), "rests_on": [], **key}
    to_do = tuple(f"{what}: {_listed(who)}" for what, who in making.open.items())
    origins = tuple(f"{question.where} {question.title}".strip() for question in questions)
    return NewUnit(tuple(items), origins, keys, making.misconceptions, to_do)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _item(question: Question, item_id: str, making: Making) -> Table:
    essay = question.kind is Kind.ESSAY
    return {
        "id": item_id,
        "kind": str(question.kind),
        "objective": making.objective,
        "level": LEVEL,
        "minutes": ESSAY_MINUTES if essay else MINUTES,
        "shows": [],
        "prompt": making.text(question.text, item_id),
    }


def _parts(question: Question, item_id: str, making: Making) -> tuple[Table, Table]:
    """Return what depends on the kind: fields of the item, fields of the key."""
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return _options(question, item_id, making)
        case Kind.MATCH:
            return _rows(question, item_id, making)
        case Kind.NUMBER:
            return _number(question, item_id, making)
        case Kind.SHORT:
            return _short(question, item_id, making)
        case _:
            making.ask("write the rubric and the model answer", item_id)
            return {
                "fewest": 0,
                "most": 300,
                "rubric": {"first": {"text": UNNAMED, "points": 1}},
            }, {"model": OPEN}


def _options(question: Question, item_id: str, making: Making) -> tuple[Table, Table]:
    names = ids([answer.text for answer in question.answers], "option")
    named = list(zip(names, question.answers, strict=True))
    options = {name: making.text(answer.text, item_id) for name, answer in named}
    several = question.kind is Kind.CHOICES
    if several and not _even([answer.weight for answer in question.answers]):
        making.ask("the weights were uneven; here every right option counts alike", item_id)
    if question.kind is Kind.CHOICE and question.answers[0].weight == 1 and question.answers[0].text != TRUE:
        making.ask("the right option stands first; let it stand elsewhere in some", item_id)
    credits = {name: 1.0 if several else answer.weight for name, answer in named if answer.weight > 0}
    feedback: Table = {}
    for name, answer in named:
        feedback[name] = {"says": making.said(answer.feedback, item_id)}
        if name not in credits:
            misconception = f"{item_id}-{name}"
            making.misconceptions[misconception] = UNNAMED
            feedback[name]["misconception"] = misconception
    return {"options": options}, {**_answer(credits, item_id, making), "feedback": feedback}


def _even(weights: Sequence[float]) -> bool:
    """Say whether weights are those of hits by right options minus false alarms by wrong ones."""
    right = [weight for weight in weights if weight > 0]
    wrong = [weight for weight in weights if weight <= 0]
    near = 0.001
    return all(abs(weight - 1 / len(right)) < near for weight in right) and all(
        abs(weight + 1 / len(wrong)) < near for weight in wrong
    )


def _answer(credits: Table, item_id: str, making: Making) -> Table:
    """Write full credit as ``answer`` and the rest as weights, which make an exercise a contested one."""
    full = [name for name, credit in credits.items() if credit == 1]
    partly = {name: credit for name, credit in credits.items() if credit < 1}
    if not partly:
        return {"answer": full}
    making.ask("weights make it contested: say in its reason why careful readers differ", item_id)
    return {"contested": True, "answer": full, "credit": partly}


def _rows(question: Question, item_id: str, making: Making) -> tuple[Table, Table]:
    # Sorted: in the order of the file the first answer would fit the first row, and so on.
    answers = sorted({pair.answer for pair in question.pairs}, key=lambda text: (text.casefold(), text))
    option_of = dict(zip(answers, ids(answers, "option"), strict=True))
    pairs = [pair for pair in question.pairs if pair.text]
    rows = list(zip(ids([pair.text for pair in pairs], "row"), pairs, strict=True))
    making.ask("write why each row belongs to its answer, and feedback to each answer", item_id)
    item = {
        "rows": {name: making.text(pair.text, item_id) for name, pair in rows},
        "options": {name: making.text(answer, item_id) for answer, name in option_of.items()},
    }
    key = {
        "rows": {name: {"answer": option_of[pair.answer], "why": OPEN} for name, pair in rows},
        "feedback": {name: {"says": OPEN} for name in option_of.values()},
    }
    return item, key


def _number(question: Question, item_id: str, making: Making) -> tuple[Table, Table]:
    ends = [end for each in question.stretches for end in (each.low, each.high)]
    making.ask("name what is counted (noun), and check low, high and whole", item_id)
    if any(0 < each.weight < 1 for each in question.stretches):
        making.ask("weights make it contested: say in its reason why careful readers differ", item_id)
    item = {
        "noun": UNNAMED.rstrip(".").lower(),
        "low": min(0.0, *ends),
        "high": max(float(HIGHEST), *ends),
        "whole": all(end == int(end) for end in ends),
    }
    contested = {"contested": True} if any(0 < each.weight < 1 for each in question.stretches) else {}
    bands = [_band(each, item_id, making) for each in question.stretches]
    otherwise = {"says": making.said(question.otherwise, item_id)}
    return item, {**contested, "otherwise": otherwise, "band": bands}


def _band(stretch: Stretch, item_id: str, making: Making) -> Table:
    says = making.said(stretch.feedback, item_id)
    return {"low": stretch.low, "high": stretch.high, "credit": stretch.weight, "says": says}


def _short(question: Question, item_id: str, making: Making) -> tuple[Table, Table]:
    credits: Table = {}
    feedback: Table = {}
    for answer in question.answers:
        if answer.weight > 0:
            credits.setdefault(answer.text, answer.weight)
        if answer.feedback:
            feedback.setdefault(answer.text, {"says": making.text(answer.feedback, item_id)})
    longest = max(LONGEST_SHORT, *(len(text) for text in credits))
    otherwise = {"says": making.said(question.otherwise, item_id)}
    right = _answer(credits, item_id, making)
    return {"longest": longest}, {**right, "otherwise": otherwise, "feedback": feedback}
