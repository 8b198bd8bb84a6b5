"""Knows the colours of figures, and the symbol, pattern and word that go with each: colour is never alone.

Colours are those of Okabe and Ito (2008, "Color Universal Design"), picked so that each has a contrast of
at least 3 to 1 (WCAG 2.2, criterion 1.4.11) against a white page and against a dark one; a test holds this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from types import MappingProxyType

from coursepack.codebook import Layer

BLUE, GREEN, VERMILLION = "#0072b2", "#009e73", "#d55e00"
GREY = "#767676"
"""For connecting lines, and for what has no code."""
TEXT = "#1f1f1f"
"""Text on a light page; a dark page sets its own colour on the text of the figure."""
GRID = "rgba(128,128,128,0.3)"
NOTHING = "rgba(0,0,0,0)"


@dataclass(frozen=True, slots=True)
class Style:
    """How one thing is drawn: ``symbol`` and its ``hollow`` form are plotly's marker symbols.

    ``pattern`` is plotly's bar pattern (empty: solid); ``outline`` goes round every mark; ``word`` names it.
    """

    word: str
    colour: str
    outline: str
    symbol: str
    pattern: str

    @property
    def hollow(self) -> str:
        """The symbol without its filling."""
        return f"{self.symbol}-open"


CODES: Mapping[str, Style] = MappingProxyType(
    {
        "speech": Style("Speech", BLUE, BLUE, "circle", ""),
        "mind": Style("Mind", VERMILLION, VERMILLION, "diamond", "/"),
        "neither": Style("Neither", GREY, GREY, "square", "."),
    }
)
MORE = (
    ("#cc79a7", "star", "x"),
    (GREEN, "triangle-up", "\\"),
    (BLUE, "cross", "-"),
    (VERMILLION, "pentagon", "|"),
    ("#cc79a7", "hexagon", "+"),
)
"""Colour, symbol and pattern of the codes of further layers, in the order of the codebook."""
OWN = Style("Your answers", GREEN, GREEN, "circle", "")
REFERENCE = Style("Reference", GREY, GREY, "circle", "/")


def styles_of(layer: Layer) -> Mapping[str, Style]:
    """Return the style of every code of a layer, by id; the empty code is grey in every layer."""
    more = cycle(MORE)
    styles: dict[str, Style] = {}
    for code in layer.codes.values():
        if code.id in CODES:
            styles[code.id] = replace(CODES[code.id], word=code.name)
        elif code.id == layer.empty:
            styles[code.id] = Style(code.name, GREY, GREY, "square", ".")
        else:
            colour, symbol, pattern = next(more)
            styles[code.id] = Style(code.name, colour, colour, symbol, pattern)
    return MappingProxyType(styles)


def blue_tint(opacity: float) -> str:
    """Return the blue of the palette, let through by ``opacity`` from 0 to 1, as plotly writes it."""
    red, green, blue = (int(BLUE[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
