"""Knows how a few typed words are scored: against accepted texts, whatever their case and punctuation."""

from __future__ import annotations

import re
import unicodedata

from coursepack.answers import Answer
from coursepack.items.keys import Feedback, Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason

NOT_WORDS = re.compile(r"[^\w]+")
IN_FULL = "These words count in full."
PARTLY = Feedback("Partly right: look for more exact words.")
ARTICLES = {"a", "an", "the"}
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ´`"))
"""Taken out before anything else: normalising would turn some of them into spaces."""


def score(_item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the best credit of an accepted text that has the same words as the answer."""
    given = words(answer)
    credit = max((credit for text, credit in key.credits.items() if words(text) == given), default=0.0)
    if credit == 1:
        return credit, (Reason(answer, credit, IN_FULL),)
    known = next((feedback for text, feedback in key.feedback.items() if words(text) == given), None)
    # The reason names the right answer: it is not said while there may be tries left.
    says = known or (PARTLY if credit else key.otherwise) or Feedback(key.why)
    return credit, (Reason(answer, credit, says.says, None if credit else says.misconception),)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without punctuation and articles.

    A text of nothing but articles or signs keeps them: it equals itself only.
    """
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).casefold()
    everything = tuple(word for word in NOT_WORDS.split(plain) if word) or (plain.strip(),)
    return tuple(word for word in everything if word not in ARTICLES) or everything
