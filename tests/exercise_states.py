"""Knows how an exercise of every kind is brought into the states that a learner meets, and opened there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from playwright.sync_api import Page, expect

from bare_page import Desk, Theme
from coursepack.answers import Answer, AnswerLog, new_operation
from coursepack.items import Item, Kind, find_item
from coursepack.items.model import CodeTask, SpansTask
from coursepack.widgets.session import Action, Operation, Session

State = Literal["fresh", "wrong", "revealed", "not saved"]
STATES: tuple[State, ...] = ("fresh", "wrong", "revealed", "not saved")
KINDS: tuple[Kind, ...] = tuple(Kind)

WRONG: Mapping[Kind, Answer] = {
    Kind.CHOICE: "biden",
    Kind.CHOICES: ["said", "decide"],
    Kind.CLASSIFY: {"A0-02": "neither", "A0-08": "speech", "A0-15": "mind"},
    Kind.MATCH: {"haass": "former", "lavrov": "former", "trump": "minister"},
    Kind.NUMBER: "3",
    Kind.SHORT: "The US president sees the meeting as a chance",
    Kind.LOCATE: ["A4-03", "A4-04"],
    Kind.ORDER: ["lavrov", "airforce", "summit"],
    Kind.ESSAY: {"text": "Media say that he told him what he wants. " * 3, "self": {}},
}
"""Answers to the items of ``support.marking_course`` that are wrong or half right; the rest depend on the text."""


def item_of(kind: Kind) -> str:
    """Name the item of ``support.marking_course`` that has this kind."""
    return f"small-{kind}"


def wrong_answer(item: Item) -> Answer:
    """Return an answer that fits the item and is not the right one."""
    match item.task:
        case SpansTask():
            return _marks(item.task)
        case CodeTask(units, _, codes, empty):
            return {
                "codes": {unit: [codes[0].id if number % 3 else empty] for number, unit in enumerate(units)},
                "notes": {units[0]: "Is a report of a report speech?"},
            }
        case _:
            return WRONG[item.kind]


def open_in(desk: Desk, kind: Kind, state: State, *, theme: Theme = "light") -> Page:
    """Open the exercise of one kind in one state, with an answers file of its own.

    ``wrong`` is a wrong try with a hint open, ``revealed`` the key after it, ``not saved`` a given
    answer that the disk refuses.
    """
    item = find_item(item_of(kind), desk.course)
    name = state.replace(" ", "-")
    desk.log = AnswerLog(desk.folder / f"{kind}-{name}.jsonl", desk.course.id)
    acts: Mapping[State, tuple[Action, ...]] = {
        "fresh": (),
        "wrong": ("submit",),
        "revealed": ("submit", "reveal"),
        "not saved": ("save",),
    }
    session = Session(item, desk.course, desk.log)
    for action in acts[state]:
        session.do(Operation(new_operation(), action, wrong_answer(item)))
    page = desk.open(item.id, theme=theme)
    if state == "not saved":
        desk.fail = "Not saved: the disk is full."
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("alert")).to_contain_text("the disk is full")
        desk.fail = None
    return page


def _marks(task: SpansTask) -> dict[str, Any]:
    """Mark the first words of the first sentences: every label once, the last two over the same words."""
    text, places = task.passage.text, list(task.passage.spans.values())
    labels = [label.id for label in task.labels]
    edits = []
    for number, label in enumerate(labels):
        start = places[min(number, len(places) - 1, max(len(labels) - 2, 0))].start
        end = text.index(" ", start + 12 + 6 * number)
        piece = {"start": start, "end": end, "quote": text[start:end]}
        edits.append({"add": {"id": f"m{number}", "label": label, "pieces": [piece]}})
    return {"text": task.passage.digest, "edits": edits, "undone": []}
