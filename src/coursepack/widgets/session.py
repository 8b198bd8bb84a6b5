"""Knows what happens when a learner works on one exercise: saving, tries, hints, feedback.

No Jupyter in here: the widget shows what ``Session.state`` returns, and tests call the same methods.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from coursepack.answers import (
    Answer,
    Answered,
    AnswerLog,
    Attempt,
    HintOpened,
    History,
    Record,
    Revealed,
    answer_faults,
    history,
    new_operation,
    not_ready,
    now,
    own_log,
)
from coursepack.course import Course
from coursepack.items import Item, Key, has_keys, load_keys
from coursepack.markup import literal, to_html
from coursepack.scoring import Result, credit_factor, mark, score
from coursepack.scoring.explain import nudges, share_in_words
from coursepack.texts import load_texts
from coursepack.widgets.outcome import Outcome, on_page, revealed

Action = Literal["save", "submit", "hint", "reveal"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the learner. ``id`` is random, so that an act sent twice counts once."""

    id: str
    action: Action
    answer: Answer = None
    sure: int | None = None


class Session:
    """One learner's work on one item, kept in step with the log on disk."""

    def __init__(self, item: Item, course: Course, log: AnswerLog | None = None) -> None:
        self.item, self.course = item, course
        self.log = log or own_log(course)
        self._lock = threading.RLock()  # the first message of a comm and the later ones run on two threads
        self._records: list[Record] = [record for record in self.log.read().records if record.item == item.id]
        self._seen = {record.operation for record in self._records}
        self._refusal: tuple[str, ...] = ()

    @property
    def key(self) -> Key | None:
        """The key, if the unit's solution file is in this copy of the pack."""
        if not has_keys(self.item.unit, self.course):
            return None
        return load_keys(self.item.unit, self.course).keys[self.item.id]

    def do(self, operation: Operation) -> None:
        """Carry out one act and return when its record is on disk; raise ``NotSavedError`` if it is not."""
        with self._lock:
            if operation.id in self._seen:
                return
            records = self._records_of(operation)
            if records:
                self.log.append(records)
                self._records.extend(records)
            self._seen.add(operation.id)

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
        common = (now(), item.id, item.version)
        if operation.action == "hint":
            opened = min(past.hints + 1, len(item.hints))
            return [HintOpened(operation.id, *common, opened)] if opened > past.hints else []
        if operation.action == "reveal":
            return [Revealed(operation.id, *common)] if key and past.submitted and not past.revealed else []
        submits = operation.action == "submit"
        self._refusal = not_ready(item, operation.answer) if submits else ()
        submitted = submits and not self._refusal
        given = Answered(operation.id, *common, operation.answer, submitted, past.hints, operation.sure)
        if not submitted or key is None or past.revealed:
            return [given]
        return [given, *self._consequences(score(item, key, operation.answer), past)]

    def _consequences(self, result: Result, past: History) -> list[Record]:
        """After a checked answer: right, or no try left, shows the key; otherwise the next hint opens."""
        common = (new_operation(), now(), self.item.id, self.item.version)
        if result.right or past.hints >= len(self.item.hints):
            return [Revealed(*common)]
        return [HintOpened(*common, past.hints + 1)]

    def state(self) -> dict[str, Any]:
        """Return what the page may show now. The key is in it only after it was shown by the rules."""
        past, key = self.history(), self.key
        latest = past.latest
        stale = latest is not None and latest.version != self.item.version
        fits = latest is not None and not answer_faults(self.item, latest.answer)
        return {
            "answer": latest.answer if latest and fits else None,
            "draft": latest is not None and not latest.submitted,
            "hints": [to_html(hint) for hint in self.item.hints[: past.hints]],
            "hints_left": len(self.item.hints) - past.hints,
            "closed": past.revealed,
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
        if key is None:
            return Outcome("saved", "Saved. Your teacher grades it. You can change it until you hand it in.")
        if past.submitted.hints == past.hints:
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
    return Operation(operation, action, message.get("answer"), sure if isinstance(sure, int) else None)


def _notice(latest: Attempt | None, *, stale: bool, fits: bool) -> str:
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
