"""Knows how a few typed words are scored: against accepted texts, whatever their case and punctuation."""

from __future__ import annotations

import re
import unicodedata

from coursepack.answers import Answer
from coursepack.items.keys import Feedback, Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason

NOT_WORDS = re.compile(r"[^\w]+")
ARTICLES = {"a", "an", "the"}
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ´`"))
"""Taken out before anything else: normalising would turn some of them into spaces."""


def score(_item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the best credit of an accepted text that has the same words as the answer."""
    given = words(answer)
    credit = max((credit for text, credit in key.credits.items() if words(text) == given), default=0.0)
    if credit:
        return credit, (Reason(answer, credit, key.why),)
    known = next((feedback for text, feedback in key.feedback.items() if words(text) == given), None)
    says = known or key.otherwise or Feedback(key.why)
    return 0.0, (Reason(answer, 0.0, says.says, says.misconception),)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without punctuation and articles."""
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).casefold()
    return tuple(word for word in NOT_WORDS.split(plain) if word and word not in ARTICLES)
