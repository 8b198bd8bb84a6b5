"""Knows how a text becomes Markdown of the course, and Markdown of the course a text for elsewhere.

The course shows HTML as text and makes no links. Other systems use both, so no sign that would act
there leaves the course, and what comes in acts no more than an author's own words.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from coursepack.markup import inline_html
from coursepack.texts import Texts, quotation_faults
from coursepack.texts.quotes import UNIT_MENTION

FORMATS = ("html", "markdown", "plain", "moodle")
ACTS = re.compile(r"[\\`*_\[\]<>&|~]|^(?:[#+=-]|\d+[.)])(?=\s|$)|^[-=]{2,}$", re.MULTILINE)
PARTS = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))|\\(?P<letter>[!-/:-@\[-`{-~])|[<\[]",
    re.DOTALL,
)
ESCAPED_EVERYWHERE = set("\\`*_{}[]()>#+-.!|:")
"""What a backslash makes a letter in every Markdown; elsewhere it would be shown."""
BLOCKS = {"p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*"}
SILENT = BLOCKS | set(AROUND) | {"br", "li", "span", "code", "u", "sub", "sup", "font", "small"}
ARROW = "->"
"""GIFT takes it for a match wherever it stands, and knows no escape for it; Markdown does."""
MOST_TAGS = 500
"""In one piece of text. Python's parser takes the square of the time for tags that never end."""
TAG = re.compile(r"<[^<>]*>")
UNIT_AFTER_QUOTATION = re.compile(r'(</q>) <span class="unit">([^<]*)</span>')


def outgoing(markdown: str) -> str:
    """Return Markdown of the course that shows the same elsewhere: no HTML, no link and no ``->`` in it acts."""
    return PARTS.sub(_outgoing, markdown).replace(ARROW, "-\\>")


def _outgoing(match: re.Match[str]) -> str:
    if match["code"]:
        code = match["code"]
        acts = "<" in code or ARROW in code
        return escaped(code.strip("`")).replace("\\<", "&lt;") if acts else code
    letter = match["letter"] or match[0]
    if letter in "<&":
        return "&lt;" if letter == "<" else "&amp;"
    return f"\\{letter}" if letter in ESCAPED_EVERYWHERE else letter


def escaped(text: str) -> str:
    """Return Markdown that shows a text as it is: no sign in it acts, and lines stay lines."""
    return ACTS.sub(_backslash, text)


def _backslash(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found[:-1]}\\{found[-1]}" if found[0].isdigit() else f"\\{found}"


def as_read(markdown: str) -> str:
    """Return what a reader sees of one line of Markdown, without markup."""
    html = UNIT_AFTER_QUOTATION.sub(r"\1 (\2)", inline_html(markdown))
    return " ".join(unescape(TAG.sub("", html)).split())


def incoming(text: str, form: str) -> str:
    """Return a text in one of ``FORMATS`` as Markdown of the course.

    ``moodle`` is Moodle's own format: HTML in which line ends are kept. Bold, italics, paragraphs and
    lists stay; every other tag is shown as text.
    """
    if form == "markdown":
        return text.strip()
    if form == "plain" or text.count("<") > MOST_TAGS:
        return escaped(text).strip()
    reader = _Html(keep_lines=form == "moodle")
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # what Python's parser says to some broken declarations
        return escaped(text).strip()
    return reader.markdown()


def unverified(text: str, texts: Texts) -> str:
    """Return a text whose ‹quotations› and unit ids cannot be taken for checked ones, if a check fails."""
    if not any(quotation_faults(text, "", "", texts)):
        return text
    plain = text.replace("‹", "&#8249;").replace("›", "&#8250;")
    return UNIT_MENTION.sub(lambda match: match[0].replace("-", "&#45;"), plain)


class _Html(HTMLParser):
    """Collects Markdown from HTML; what it does not know becomes text."""

    def __init__(self, *, keep_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._keep_lines, self._out = keep_lines, list[str]()

    def markdown(self) -> str:
        lines = [line.rstrip() for line in "".join(self._out).strip().split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def handle_data(self, data: str) -> None:
        self._out.append(escaped(data if self._keep_lines else re.sub(r"\s+", " ", data)))

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT:
            self._out.append(escaped(self.get_starttag_text() or ""))
        elif tag == "br":
            self._out.append("\\\n")
        elif tag == "li":
            self._out.append("\n- ")
        else:
            self._out.append("\n\n" if tag in BLOCKS else AROUND.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in SILENT:
            self._out.append(escaped(f"</{tag}>"))
        else:
            self._out.append("\n\n" if tag in BLOCKS else AROUND.get(tag, ""))

    def handle_decl(self, decl: str) -> None:
        self._out.append(escaped(f"<!{decl}>"))

    def unknown_decl(self, data: str) -> None:
        self._out.append(escaped(f"<![{data}]>"))

    def handle_pi(self, data: str) -> None:
        self._out.append(escaped(f"<?{data}>"))
