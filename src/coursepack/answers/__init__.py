"""A learner's answers: one append-only log, acknowledged only from disk, restored on reopening."""

from coursepack.answers.fit import answer_faults, is_blank, is_empty, not_ready
from coursepack.answers.found import UnreadableLogError
from coursepack.answers.handing_in import HandIn, handing_in
from coursepack.answers.history import Attempt, History, histories, history
from coursepack.answers.lines import NotSavedError
from coursepack.answers.log import AnswerLog
from coursepack.answers.place import own_log
from coursepack.answers.reading import LogReading, read_log
from coursepack.answers.receipt import receipt
from coursepack.answers.record import (
    Answer,
    Answered,
    HintOpened,
    Record,
    Revealed,
    new_operation,
    now,
    time_of,
)

__all__ = [
    "Answer",
    "AnswerLog",
    "Answered",
    "Attempt",
    "HandIn",
    "HintOpened",
    "History",
    "LogReading",
    "NotSavedError",
    "Record",
    "Revealed",
    "UnreadableLogError",
    "answer_faults",
    "handing_in",
    "histories",
    "history",
    "is_blank",
    "is_empty",
    "new_operation",
    "not_ready",
    "now",
    "own_log",
    "read_log",
    "receipt",
    "time_of",
]
