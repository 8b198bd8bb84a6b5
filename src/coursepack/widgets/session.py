"""Knows what happens when a learner works on one exercise: saving, tries, hints, feedback.

No Jupyter in here: the widget shows what ``Session.state`` returns, and tests call the same methods.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from coursepack.answers import (
    Answer,
    Answered,
    AnswerLog,
    HintOpened,
    History,
    NotSavedError,
    Record,
    Revealed,
    answer_faults,
    history,
    new_operation,
    not_ready,
    now,
    own_log,
)
from coursepack.answers.fit import LONGEST_ESSAY
from coursepack.course import Course
from coursepack.items import Item, Key, has_keys, load_keys
from coursepack.items.model import EssayTask
from coursepack.markup import literal, to_html
from coursepack.scoring import Result, Status, credit_factor, mark, score
from coursepack.scoring.explain import nudges
from coursepack.scoring.in_words import share_in_words
from coursepack.texts import load_texts
from coursepack.widgets.outcome import Outcome, on_page, revealed

Action = Literal["save", "submit", "hint", "reveal"]
COUNTED = re.compile(r"(\S{1,64}) (\d{1,9})")
"""The id of an act as a page gives it: a random name of the view, and which of its acts this is."""
SURE = (1, 2, 3)
"""How sure a learner may be: 1 guessing, 2 fairly sure, 3 sure."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the learner. ``id`` is random, so that an act sent twice counts once; ``sure`` is one of ``SURE``."""

    id: str
    action: Action
    answer: Answer = None
    sure: int | None = None


class Session:
    """One learner's work on one item, kept in step with the log on disk."""

    def __init__(self, item: Item, course: Course, log: AnswerLog | None = None) -> None:
        self.item, self.course = item, course
        self.log = log or own_log(course)
        self._version = item.version  # a digest of everything asked: taken once, not at every key
        self._lock = threading.RLock()  # the first message of a comm and the later ones run on two threads
        self._records: list[Record] = [record for record in self.log.read().records if record.item == item.id]
        self._seen = {record.operation for record in self._records}
        self._newest: dict[str, int] = {}  # by view, which of its acts holds the newest answer on disk
        self._refusal: tuple[str, ...] = ()

    @property
    def key(self) -> Key | None:
        """The key, if the unit's solution file is in this copy of the pack."""
        if not has_keys(self.item.unit, self.course):
            return None
        return load_keys(self.item.unit, self.course).keys[self.item.id]

    def do(self, operation: Operation) -> None:
        """Carry out one act and return when its record is on disk; raise ``NotSavedError`` if it is not.

        A text that is too long to be kept is refused so as well: the page keeps it until it is shorter.
        A draft that comes after a newer answer is not written: every answer is whole, so the newer one holds it,
        and the older one would take its place.
        """
        with self._lock:
            view, number = _counted(operation)
            if operation.id in self._seen or (
                operation.action == "save" and number < self._newest.get(view, 0)
            ):
                return
            records = self._records_of(operation)
            if records:
                self.log.append(records)
                self._records.extend(records)
            self._seen.add(operation.id)
            if operation.action in {"save", "submit"}:
                self._newest[view] = max(self._newest.get(view, 0), number)

    def history(self) -> History:
        """Return what has happened so far to this item."""
        with self._lock:
            return history(self._records)

    def submit(self, answer: Answer) -> dict[str, Any]:
        """Submit an answer, as the button does, and return the new state."""
        self.do(Operation(new_operation(), "submit", answer))
        return self.state()

    def _records_of(self, operation: Operation) -> list[Record]:
        item, past, key = self.item, self.history(), self.key
        common = (now(), item.id, self._version)
        if operation.action == "hint":
            opened = min(past.hints + 1, len(item.hints))
            return [HintOpened(operation.id, *common, opened)] if opened > past.hints else []
        if operation.action == "reveal":
            return [Revealed(operation.id, *common)] if key and past.submitted and not past.revealed else []
        _check_length(item, operation.answer)
        submits = operation.action == "submit"
        self._refusal = not_ready(item, operation.answer) if submits else ()
        submitted = submits and not self._refusal
        given = Answered(operation.id, *common, operation.answer, submitted, past.hints, operation.sure)
        if not submitted or key is None or past.revealed:
            return [given]
        return [given, *self._consequences(score(item, key, operation.answer), past)]

    def _consequences(self, result: Result, past: History) -> list[Record]:
        """After a checked answer: right, or no try left, shows the key; otherwise the next hint opens.

        An answer that a person reads is never right or wrong here: the model answer is shown at once.
        """
        common = (new_operation(), now(), self.item.id, self._version)
        if result.right or result.status is Status.BY_HAND or past.hints >= len(self.item.hints):
            return [Revealed(*common)]
        return [HintOpened(*common, past.hints + 1)]

    def state(self) -> dict[str, Any]:
        """Return what the page may show now. The key is in it only after it was shown by the rules.

        ``closed`` tells that no answer is taken any more; ``assess`` that a closed written answer is
        open for the learner's own points by the rubric, and for nothing else.
        """
        past, key = self.history(), self.key
        latest = past.latest
        stale = latest is not None and latest.version != self._version
        fits = latest is not None and not answer_faults(self.item, latest.answer)
        assess = isinstance(self.item.task, EssayTask) and key is not None and past.revealed and fits
        answer = latest.answer if latest and fits else None
        return {
            "answer": _with_counted_text(answer, past) if assess else answer,
            "sure": latest.sure if latest and fits and latest.sure in SURE else None,
            "draft": latest is not None and not latest.submitted and not assess,
            "hints": [to_html(hint) for hint in self.item.hints[: past.hints]],
            "hints_left": len(self.item.hints) - past.hints,
            "closed": past.revealed,
            "assess": assess,
            "can_reveal": key is not None and not past.revealed and past.submitted is not None,
            "outcome": on_page(outcome) if (outcome := self.outcome()) else None,
            "notice": _notice(latest, stale=stale, fits=fits),
        }

    def outcome(self) -> Outcome | None:
        """Return what is said to the learner's answer now, or ``None`` before there is one."""
        past, key = self.history(), self.key
        if self._refusal:
            return Outcome("wrong", "Not submitted yet.", tuple(literal(text) for text in self._refusal))
        if key is not None and past.revealed:
            return revealed(self.item, key, mark(self.item, key, past), load_texts(self.course))
        if past.submitted is None:
            return None
        by_hand = isinstance(self.item.task, EssayTask)
        if key is None:
            does = "reads" if by_hand else "grades"
            return Outcome("saved", f"Saved. Your teacher {does} it. You can change it until you hand it in.")
        if by_hand or past.submitted.hints == past.hints:
            return Outcome(
                "saved", "Saved. Feedback has come since then: submit your answer again to see it."
            )
        result = score(self.item, key, past.submitted.answer)
        headline = "Partly right." if result.score else "Not yet."
        left = share_in_words(credit_factor(self.item, past.hints))
        words = f"{headline} A hint has opened. A right answer now earns {left} of 1 point."
        return Outcome("wrong", words, nudges(self.item, past.submitted.answer, result))


def operation_from(message: Mapping[str, Any]) -> Operation | None:
    """Read an act from a message of the page; ``None`` for anything else."""
    operation, action, sure = message.get("operation"), message.get("action"), message.get("sure")
    if not isinstance(operation, str) or action not in {"save", "submit", "hint", "reveal"}:
        return None
    known = sure if type(sure) is int and sure in SURE else None
    return Operation(operation, action, message.get("answer"), known)


def _counted(operation: Operation) -> tuple[str, int]:
    """Return the view an act comes from and its number there; acts from code come from no view and have none."""
    found = COUNTED.fullmatch(operation.id)
    return (found[1], int(found[2])) if found else ("", 0)


def _check_length(item: Item, answer: Answer) -> None:
    text = answer.get("text") if isinstance(item.task, EssayTask) and isinstance(answer, dict) else None
    if isinstance(text, str) and len(text) > LONGEST_ESSAY:
        raise NotSavedError(
            f"your text has {len(text):,} characters, and at most {LONGEST_ESSAY:,} can be kept. Make it shorter."
        )


def _with_counted_text(answer: Answer, past: History) -> Answer:
    """Return a written answer as it is shown after the model answer: the text that counts, the latest points."""
    given = (answer, *(attempt.answer for attempt in past.attempts))
    texts = [own["text"] for own in given if isinstance(own, dict) and isinstance(own.get("text"), str)]
    points = answer.get("self") if isinstance(answer, dict) else None
    return {"text": texts[-1] if texts else "", "self": points if isinstance(points, dict) else {}}


def _notice(latest: Answered | None, *, stale: bool, fits: bool) -> str:
    if latest is None or not stale:
        return ""
    if fits:
        return (
            "The wording of this exercise has changed since you answered. Please look at your answer again."
        )
    return (
        "This exercise has changed since you answered, and your answer no longer fits it. "
        f"It is kept in your file. It was: {str(latest.answer)[:300]}"
    )
