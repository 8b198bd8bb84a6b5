"""The course's Markdown as HTML: quotations and unit ids marked, nothing that acts."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.markup import inline_html, literal, to_html

QUOTED = '<q class="verbatim">‹as Lord Palmerston would agree›</q> <span class="unit">A2-26</span>'


class Tags(HTMLParser):
    """Collects the tags and attributes of a piece of HTML, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag."""
        self.tags.add(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        """Collect words."""
        self.words += data


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    found.close()
    return found


def test_a_quotation_is_marked_with_its_unit() -> None:
    assert inline_html("‹as Lord Palmerston would agree› (A2-26)") == QUOTED


def test_a_quotation_stands_inside_a_sentence() -> None:
    assert to_html("See ‹as Lord Palmerston would agree› (A2-26), *please*.") == (
        f"<p>See {QUOTED}, <em>please</em>.</p>\n"
    )


def test_signs_of_markdown_inside_a_quotation_are_its_words() -> None:
    assert inline_html("‹a *b* [1][2] `c` <i>› (A3-x1)") == (
        '<q class="verbatim">‹a *b* [1][2] `c` &lt;i&gt;›</q> <span class="unit">A3-x1</span>'
    )


@pytest.mark.parametrize("unit", ["A2-26", "A0-T1", "A3-k12", "A4-x9"])
def test_a_mentioned_unit_is_marked(unit: str) -> None:
    assert inline_html(f"Look at {unit}.") == f'Look at <span class="unit">{unit}</span>.'


@pytest.mark.parametrize("word", ["XA2-26", "A2-26b", "A2-261-3", "A2-2", "B2-26"])
def test_what_only_looks_like_a_unit_is_not_marked(word: str) -> None:
    assert inline_html(word) == word


def test_a_quotation_that_is_never_closed_stays_text() -> None:
    assert inline_html("‹open") == "‹open"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<div onclick='x'>a</div>",
        "[a](javascript:alert(1))",
        "[a](http://example.org)",
        "![a](http://example.org/a.png)",
        "<http://example.org>",
        "[a]\n\n[a]: http://example.org",
    ],
)
def test_nothing_links_loads_or_runs(text: str) -> None:
    found = tags(to_html(text))
    assert found.tags <= {"p"}
    assert not found.attributes


def test_a_table_and_a_list_are_rendered() -> None:
    assert {"table", "th", "td"} <= tags(to_html("| a | b |\n|---|---|\n| 1 | 2 |")).tags
    assert {"ul", "li"} <= tags(to_html("- a\n- b")).tags


def test_one_line_has_no_paragraph_around_it() -> None:
    assert inline_html("**a**") == "<strong>a</strong>"


@given(st.text(alphabet=st.sampled_from("a‹›()A2-6*_`<>\"'&[]!|\n \\#"), max_size=60))
def test_no_text_brings_tags_of_its_own(text: str) -> None:
    found = tags(to_html(text))
    allowed = {
        "p",
        "q",
        "span",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "br",
        "table",
    }
    assert found.tags <= allowed | {"thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"}
    assert {name for name, _ in found.attributes} <= {"class", "start"}


@given(st.text(alphabet=st.sampled_from("ab‹›*_`<>\"'&[]!|\\#-"), min_size=1, max_size=40))
def test_a_literal_text_is_shown_as_it_was_typed(text: str) -> None:
    assert tags(inline_html(literal(text))).words == text
