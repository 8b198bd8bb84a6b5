"""Knows what is said to an answer, and how: as safe HTML for the page, as Markdown for a solution notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from coursepack.items import Item, Key
from coursepack.items import Kind as ItemKind
from coursepack.items.model import CodeTask, EssayTask, RowsTask
from coursepack.markup import inline_html, literal, to_html
from coursepack.scoring import Mark, Result
from coursepack.scoring.explain import Line, lines
from coursepack.scoring.in_words import key_in_words, share_in_words
from coursepack.texts import Texts, Unit
from coursepack.widgets.compare import Panel, panels

Kind = Literal["saved", "wrong", "right", "revealed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said to an answer; all texts are Markdown.

    ``headline`` and ``says`` may always be shown. ``lines`` (part by part), ``key``, ``why`` and
    ``rests_on`` hold the key: they are filled only after it may be shown (``key`` stays empty where
    ``lines`` name it already). ``contested`` tells that careful readers differ, so that ``key`` holds
    weights. ``model`` is a model of a written answer, shown by the same rule. ``panels`` show marks in the
    passage, yours and the key's. ``same`` are lines that need no words: parts of a long answer that are as
    in the key.
    """

    kind: Kind
    headline: str
    says: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    key: tuple[str, ...] = ()
    contested: bool = False
    why: str = ""
    rests_on: tuple[Unit, ...] = ()
    panels: tuple[Panel, ...] = ()
    model: str = ""
    same: tuple[Line, ...] = ()


def revealed(item: Item, key: Key, earned: Mark | None, texts: Texts) -> Outcome:
    """Return the full feedback, key included, for the attempt that counted."""
    if isinstance(item.task, EssayTask):
        return _written(key, earned, texts)
    right = earned is not None and earned.result.right
    told = lines(item, key, earned.attempt.answer, earned.result) if earned else ()
    if isinstance(item.task, CodeTask) and told and told[0].about:
        told, same = _differing(told, texts)
    else:
        same = ()
    if item.kind is ItemKind.EVIDENCE:
        told = tuple(_with_sentence(line, texts) for line in told)
    return Outcome(
        kind="right" if right else "revealed",
        headline=_headline(earned.points or 0.0, earned.result, earned.attempt.hints)
        if earned
        else "Here is the answer.",
        lines=told,
        key=() if _told_by_lines(item, key, earned) else key_in_words(item, key),
        contested=key.contested,
        why=key.why,
        rests_on=tuple(texts.unit(unit) for unit in key.rests_on),
        panels=panels(item, key, earned.attempt.answer) if earned and earned.result.reasons else (),
        same=same,
    )


def on_page(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON for the page, every text as safe HTML."""
    return {
        "kind": outcome.kind,
        "headline": outcome.headline,
        "says": [*map(to_html, outcome.says), *([_folded(outcome.same)] if outcome.same else [])],
        "lines": [
            {
                "about": to_html(line.about),
                "given": to_html(line.given),
                "right": to_html(line.right) if line.credit < 1 else "",
                "says": to_html(line.says),
                "good": line.credit == 1,
            }
            for line in outcome.lines
        ],
        "key": [to_html(text) for text in outcome.key],
        "model": to_html(outcome.model) if outcome.model else "",
        "contested": outcome.contested,
        "why": to_html(outcome.why) if outcome.why else "",
        "rests_on": [{"id": unit.id, "text": unit.text} for unit in outcome.rests_on],
        "panels": [{"title": panel.title, "html": panel.html} for panel in outcome.panels],
    }


def in_markdown(outcome: Outcome) -> str:
    """Return an outcome as Markdown, in the order in which the page shows it."""
    return "\n\n".join(_blocks(outcome)) + "\n"


def _differing(told: tuple[Line, ...], texts: Texts) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Sort the lines of a coded text: those that differ, each with its sentence, and those as in the reference.

    Seventy lines are not read; the few that differ are.
    """
    differ = tuple(_with_sentence(line, texts) for line in told if line.credit < 1)
    return differ, tuple(line for line in told if line.credit == 1)


def _with_sentence(line: Line, texts: Texts) -> Line:
    return replace(line, about=f"{line.about} {literal(texts.unit(line.about).text)}") if line.about else line


def _same_in_words(same: tuple[Line, ...]) -> str:
    sentences = "sentence is" if len(same) == 1 else "sentences are"
    return f"{len(same)} {sentences} coded as in the reference"


def _folded(same: tuple[Line, ...]) -> str:
    listed = "".join(f"<li>{inline_html(f'{line.about} {line.given}')}</li>" for line in same)
    return f"<details><summary>{_same_in_words(same)}</summary><ul>{listed}</ul></details>"


def _written(key: Key, earned: Mark | None, texts: Texts) -> Outcome:
    """Return what is said to a written answer: no points, but a model to compare it with."""
    reasons = earned.result.reasons if earned else ()
    compare = "Compare it with the model answer, then give yourself points by the rubric below."
    return Outcome(
        kind="revealed",
        headline="Saved. Below is a model answer." if earned else "Here is a model answer.",
        says=(*(literal(reason.says) for reason in reasons), *((compare,) if earned else ())),
        model=key.model,
        why=key.why,
        rests_on=tuple(texts.unit(unit) for unit in key.rests_on),
    )


def _told_by_lines(item: Item, key: Key, earned: Mark | None) -> bool:
    """Say whether the lines name the whole key already."""
    if earned is None:
        return False
    return isinstance(item.task, RowsTask | CodeTask) or (earned.result.right and not key.contested)


def _blocks(outcome: Outcome) -> Iterator[str]:
    yield f"**{outcome.headline}**"
    yield from outcome.says
    if outcome.same:
        listed = ", ".join(f"{line.about} {line.given}" for line in outcome.same)
        yield f"{_same_in_words(outcome.same)}: {listed}."
    if outcome.lines:
        yield "\n".join(f"- {_line(line)}" for line in outcome.lines)
    if outcome.key:
        name = "Accepted answers, with their weights" if outcome.contested else "Answer"
        yield f"**{name}:** " + "; ".join(outcome.key)
    if outcome.model:
        yield f"**A model answer:** {outcome.model}"
    if outcome.why:
        yield f"**Why:** {outcome.why}"
    if outcome.rests_on:
        yield "**Rests on** " + ", ".join(f"`{unit.id}`" for unit in outcome.rests_on)


def _line(line: Line) -> str:
    sign = "✓" if line.credit == 1 else "◐" if line.credit else "✗"
    given = f" ({line.given})" if line.given else ""
    right = f" Right: {line.right}." if line.right and line.credit < 1 else ""
    return f"{sign} {line.about}{given}:{right} {line.says}"


def _headline(points: float, result: Result, hints: int) -> str:
    earned = f"{share_in_words(points)} of 1 point"
    if not result.right:
        return f"Here is the answer. You earned {earned}."
    if hints:
        return f"Right. With {hints} {'hint' if hints == 1 else 'hints'} open: {earned}."
    return f"Right. {earned}."
