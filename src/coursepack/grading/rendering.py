"""Knows how text gets into a page: templates that escape, the course's Markdown, sentences of texts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coursepack.markup import inline_html
from coursepack.texts import Texts

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


def environment() -> Environment:
    """Return the templates of this room, which escape everything that is not marked as safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache(maxsize=16_384)
def inline(text: str) -> Markup:
    """Render a line of the course's Markdown.

    A class of any size says the same few things again and again.
    """
    return safe(inline_html(text))


def plain(text: str) -> Markup:
    """Render text that is nobody's Markdown."""
    from markupsafe import escape

    return escape(text)


def style_hash(style: str) -> str:
    """Return the source expression of a Content Security Policy (level 3) that allows exactly this style."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def sentences(unit_ids: Sequence[str], texts: Texts) -> list[tuple[str, str]]:
    """Return units with their words, as the templates show them."""
    return [(unit_id, texts.unit(unit_id).text) for unit_id in unit_ids]


def safe(html: str) -> Markup:
    """Mark HTML as safe: only what the course's own Markdown became, never what a student typed."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 (only what coursepack.markup has escaped, and our own style)
