"""Scoring: item, key and answer in, a score in [0, 1] with reasons out.

Pure functions, one module per kind.
"""

from coursepack.scoring.best import best_answer
from coursepack.scoring.result import Reason, Result, Status
from coursepack.scoring.score import score
from coursepack.scoring.tries import Mark, best_mark, credit_factor, mark, mark_of

__all__ = [
    "Mark",
    "Reason",
    "Result",
    "Status",
    "best_answer",
    "best_mark",
    "credit_factor",
    "mark",
    "mark_of",
    "score",
]
