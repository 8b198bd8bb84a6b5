"""Knows how the course's own Markdown becomes safe HTML: quotations and unit ids marked, everything else escaped.

Only what an author wrote goes through here. What a student typed is never Markdown: escape it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

OPENING = "‹"
QUOTATION = re.compile(r"‹(?P<words>[^‹›]*)›(?:\s*\((?P<unit>A\d+-[A-Za-z]?\d+)\))?")
UNIT_MENTION = re.compile(r"(?<![\w-])A\d+-(?:\d{2,}|[A-Za-z]\d+)(?![\w-])")
OFF = ("link", "image", "autolink", "reference", "html_inline", "html_block")
"""Rules of Markdown that are switched off: an exercise links to nothing and loads nothing."""


def to_html(text: str) -> str:
    """Render Markdown (CommonMark and tables) as HTML blocks.

    ``‹words› (A2-26)`` becomes ``<q class="verbatim">‹words›</q> <span class="unit">A2-26</span>``,
    its words letter by letter, and a unit id that is only mentioned becomes ``span.unit``. HTML in
    the text is shown, never used; links and images stay text.
    """
    return str(_parser().render(text))


def inline_html(text: str) -> str:
    """Render one line of Markdown as HTML without a paragraph around it; see ``to_html``."""
    return str(_parser().renderInline(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(OFF)
    parser.inline.add_terminator_char(OPENING)
    parser.inline.ruler.before("escape", "quotation", _quotation)
    parser.add_render_rule("quotation", _quotation_html)
    parser.add_render_rule("text", _text_html)
    return parser


def _quotation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls a rule so)
    """Take a quotation out before Markdown reads it: its words are verbatim, asterisks included."""
    match = QUOTATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("quotation", "q", 0)
        token.content, token.meta = match["words"], {"unit": match["unit"]}
    state.pos = match.end()
    return True


def _quotation_html(_renderer: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    words, unit = tokens[index].content, tokens[index].meta["unit"]
    quotation = f'<q class="verbatim">‹{escape(words)}›</q>'
    return f"{quotation} {_unit_html(unit)}" if unit else quotation


def _text_html(_renderer: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    return UNIT_MENTION.sub(lambda match: _unit_html(match[0]), escape(tokens[index].content))


def _unit_html(unit: str) -> str:
    return f'<span class="unit">{unit}</span>'


def literal(text: str) -> str:
    """Return Markdown that shows ``text`` as it was typed, on one line: no sign in it acts (a comma never does)."""
    escaped = re.sub(r"([!-+\-./:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
    return escaped.replace(OPENING, "&#8249;")
