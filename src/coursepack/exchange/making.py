"""Knows what is noted down while questions become a unit: what stays open, and the misconceptions to be named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coursepack.exchange.markdown_text import unverified
from coursepack.texts import Texts

OPEN = "To be written."
UNNAMED = "To be named."

Table = dict[str, Any]


@dataclass(slots=True)
class Making:
    """A unit under work."""

    texts: Texts
    objective: str
    misconceptions: dict[str, str] = field(default_factory=dict)
    open: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, what: str, item: str) -> None:
        """Note that an exercise wants something of its teacher."""
        self.open.setdefault(what, []).append(item)

    def text(self, text: str, item: str) -> str:
        """Return a text that the loader takes; say so if quotations in it could not be checked."""
        safe = unverified(text, self.texts)
        if safe != text:
            self.ask("‹quotations› or unit ids are not from these texts, and stand as plain words", item)
        return safe

    def said(self, text: str, item: str) -> str:
        """Return feedback, or the mark that somebody has to write it."""
        if not text:
            self.ask("write the feedback and reasons that are still open", item)
        return self.text(text, item) or OPEN
