"""Knows that no sign acts elsewhere that did not act in the course, and none in the course that was a letter elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coursepack.course import Course
from coursepack.exchange.markdown_text import as_read, escaped, incoming, outgoing, unverified
from coursepack.markup import to_html
from coursepack.texts import load_texts, quotation_faults
from support import small_course

SIGNS = st.text(st.sampled_from("\\`*_[]()<>&;|~#+-=.!1a \n‹›A0-8"), max_size=30)
HOSTILE = "<script>alert(1)</script> `<b>` [x](javascript:y) ![i](z) <http://q> \\<b> \\[a\\]"


@settings(max_examples=300, deadline=None)
@given(SIGNS)
def test_no_tag_and_no_link_leaves_the_course(text: str) -> None:
    gone = outgoing(text)
    assert "<" not in gone
    html = MarkdownIt("commonmark", {"html": True}).render(gone)
    assert not re.search("<(?:a|img|script)[ >]", html)


@settings(max_examples=300, deadline=None)
@given(SIGNS)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    words = " ".join(text.replace("‹", "").replace("›", "").split())
    assert as_read(escaped(words)) == words


def test_markup_that_leaves_shows_the_same_as_in_the_course() -> None:
    assert outgoing(HOSTILE).count("<") == 0
    assert as_read(outgoing(HOSTILE)) == as_read(HOSTILE)
    assert outgoing("*said* and `code` of ‹words› (A0-08), a \\* b\\, c") == (
        "*said* and `code` of ‹words› (A0-08), a \\* b, c"
    )


@pytest.mark.parametrize("form", ["html", "moodle", "plain", "markdown"])
@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "<![foo",
        "<!doctype x><?php ?><!-- c -->",
        "<a " * 16_000,
        "</b></p><li>",
        "&lt;i&gt;&#60;b&#62;",
    ],
)
def test_no_foreign_tag_acts_in_the_course(text: str, form: str) -> None:
    html = to_html(incoming(text, form)[:5000])
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {
        "p",
        "br",
        "strong",
        "em",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "hr",
    }


def test_lists_and_paragraphs_of_html_stay() -> None:
    html = "<p>One<br>two</p><ul><li>a</li><li><i>b</i></li></ul>"
    assert incoming(html, "html") == "One\\\ntwo\n\n- a\n- *b*"


@pytest.fixture(name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return small_course(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("text", ["‹Bonjour›", "a › b", "see A9-99", "‹he said› (A0-01)", "‹a ‹b› (A0-08)"])
def test_a_quotation_that_is_not_checked_stands_as_plain_words(course: Course, text: str) -> None:
    texts = load_texts(course)
    safe = unverified(text, texts)
    assert safe != text
    assert list(quotation_faults(safe, "", "", texts)) == []
    assert as_read(safe) == text


def test_a_quotation_that_is_verbatim_stays_one(course: Course) -> None:
    text = "‹But he said it wasn’t his place to decide.› (A0-08)"
    assert unverified(text, load_texts(course)) == text
