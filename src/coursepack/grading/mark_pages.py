"""Knows how the pages for a marker are made: one answer at a time, all escaped, nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from coursepack.grading.counts import counted
from coursepack.grading.hand import rubric_of
from coursepack.grading.mark_desk import AnswerOnDesk, Desk
from coursepack.grading.mark_record import LONGEST_COMMENT, Marked
from coursepack.grading.rendering import TEMPLATES, environment, inline, safe, sentences
from coursepack.grading.words import shown_units
from coursepack.items.asked import asked_html
from coursepack.markup import to_html
from coursepack.scoring.in_words import decimal
from coursepack.texts import load_texts

HALVES_UP_TO = 4
WHOLES_UP_TO = 10
STEPS = 10


def levels(points: float) -> list[float]:
    """Return the points that can be given on a line worth ``points``, from 0 to all of them.

    Half points up to ``HALVES_UP_TO``, whole ones up to ``WHOLES_UP_TO``, else ten equal steps.
    """
    step = 0.5 if points <= HALVES_UP_TO else 1.0 if points <= WHOLES_UP_TO else points / STEPS
    steps = [round(number * step, 3) for number in range(int(points / step) + 1)]
    return steps if steps[-1] == points else [*steps, points]


class MarkPages:
    """Makes the pages of one desk. ``root`` is the beginning of every address, the token included."""

    def __init__(self, desk: Desk, root: str) -> None:
        self._desk, self._root = desk, root
        self._texts = load_texts(desk.written.paper.course)
        templates = environment()
        self._list, self._answer = (templates.get_template(f"{name}.html.j2") for name in ("marks", "mark"))

    def files(self) -> Mapping[str, tuple[str, bytes]]:
        """Return the style and the script of the pages by name, each with its type."""
        style = b"".join((TEMPLATES / name).read_bytes() for name in ("feedback.css", "mark.css"))
        script = (TEMPLATES / "mark.js").read_bytes()
        return {"mark.css": ("text/css", style), "mark.js": ("text/javascript", script)}

    def questions(self) -> bytes:
        """Return the page that lists the questions with what is marked."""
        rows = [
            (item_id, progress, self._desk.next_open(item_id, -1))
            for item_id, progress in self._desk.questions.items()
        ]
        return self._list.render(self._shared(), rows=rows, notes=self._notes()).encode()

    def _notes(self) -> list[str]:
        """Return what was left out; only how much, where names are hidden: files bear them."""
        notes = list(self._desk.notes)
        if self._desk.names or not notes:
            return notes
        return [
            f"{counted(len(notes), 'sentence')} about single files: read them in the window in which you started the marking."
        ]

    def answer(self, item_id: str, place: int) -> bytes:
        """Return the page of one answer."""
        shown = self._desk.answer(item_id, place)
        item, key = shown.question.item, shown.question.key
        return self._answer.render(
            self._shared(),
            item=item_id,
            number=place + 1,
            progress=shown.progress,
            name=shown.answer.name if self._desk.names else "",
            text=shown.answer.text,
            words=len(shown.answer.text.split()),
            wanted=item.task,
            draft=not shown.answer.submitted,
            digest=shown.answer.key.digest,
            asked=safe(asked_html(item, self._desk.written.paper.course)),
            sentences=sentences(shown_units(item), self._texts),
            model=safe(to_html(key.model or "")),
            rubric=_lines(shown),
            comment=shown.mark.comment if shown.mark else "",
            marked_at=shown.mark.at if shown.mark else "",
            comments=shown.comments,
            apart=_apart(shown),
            longest=LONGEST_COMMENT,
        ).encode()

    def _shared(self) -> dict[str, Any]:
        return {
            "root": self._root,
            "course": self._desk.written.paper.course.title,
            "marker": self._desk.marker,
            "settles": self._desk.dispute is not None,
            "done": "settled" if self._desk.dispute else "marked",
        }


def _agreed(apart: Sequence[Marked]) -> Mapping[str, float]:
    """Return the points on the lines on which all markers agree: nothing is to be settled there."""
    first = apart[0].points if apart else {}
    return {
        line: points for line, points in first.items() if all(mark.points[line] == points for mark in apart)
    }


def _apart(shown: AnswerOnDesk) -> dict[str, Any]:
    """Return the marks side by side, without names: every line of the rubric, then totals and comments."""
    rubric = rubric_of(shown.question.item)
    return {
        "markers": len(shown.apart),
        "lines": [
            (line.id, inline(line.text), given, len(set(given)) > 1)
            for line in rubric
            for given in [[decimal(mark.points[line.id]) for mark in shown.apart]]
        ],
        "totals": [decimal(math.fsum(mark.points.values())) for mark in shown.apart],
        "possible": decimal(math.fsum(line.points for line in rubric)),
        "comments": [mark.comment for mark in shown.apart],
    }


def _lines(shown: AnswerOnDesk) -> list[dict[str, Any]]:
    given = shown.mark.points if shown.mark else _agreed(shown.apart)
    return [
        {
            "id": line.id,
            "text": inline(line.text),
            "most": decimal(line.points),
            "apart": [decimal(mark.points[line.id]) for mark in shown.apart],
            "levels": [(decimal(level), given.get(line.id) == level) for level in levels(line.points)],
        }
        for line in rubric_of(shown.question.item)
    ]
