"""Knows how charts are put into words that are safe on every page."""

from __future__ import annotations

import pytest

from coursepack.charts.chart import Chart, MarkedSentences, marked
from coursepack.charts.words import counted, inline, joined, percent, wrapped
from coursepack.faults import CourseError
from coursepack.texts import Texts


def test_markdown_escapes_what_a_page_would_act_on(texts: Texts) -> None:
    mark = marked("<img src=x> & $5", ("A0-02",), texts)
    chart = Chart("id", "<b>Title</b>", object(), "A < B & C", "What this count cannot show: $x$", (mark,))
    text = chart.to_markdown()
    assert "<b>" not in text
    assert "<img" not in text
    assert "$" not in text
    assert "A &lt; B &amp; C" in text


def test_a_list_that_opens_holds_no_blank_line(texts: Texts) -> None:
    chart = Chart("id", "Title", object(), "Words", "Caveat", (marked("Mark", ("A0-02", "A0-08"), texts),))
    details = chart.to_markdown().partition("<details>")[2].partition("</details>")[0]
    assert "\n\n" not in details
    assert details.count("<li>") == 2


def test_a_sentence_that_counts_several_times_is_listed_once() -> None:
    mark = MarkedSentences("Mark", ("A4-12", "A4-12", "A4-13"), ("One.", "One.", "Two."))
    assert mark.listed() == (("A4-12", "One. (counts 2 times)"), ("A4-13", "Two."))


def test_a_mark_without_sentences_has_no_list(texts: Texts) -> None:
    chart = Chart("id", "Title", object(), "Words", "Caveat", (marked("Mark", (), texts),))
    assert "details" not in chart.to_markdown()


def test_a_mark_on_a_sentence_that_does_not_exist_is_refused(texts: Texts) -> None:
    with pytest.raises(CourseError, match="A0-99"):
        marked("Mark", ("A0-99",), texts)


def test_numbers_and_names_read_well() -> None:
    assert joined(["A0"]) == "A0"
    assert joined(["A0", "A1", "A2"]) == "A0, A1 and A2"
    assert (counted(1, "sentence"), counted(0, "sentence")) == ("1 sentence", "0 sentences")
    assert inline("Russia, as a group") == "Russia (as a group)"
    assert wrapped("Russia, as a group") == "Russia,<br>as a group"
    assert percent(1, 3) == "33 percent"
