"""Knows what GIFT says, sign by sign, and how each mistake in it is told."""

from __future__ import annotations

import pytest

from coursepack.exchange.gift_read import read_gift
from coursepack.exchange.question import Answer, Pair, Question, Stretch
from coursepack.faults import CourseError
from coursepack.items.model import Kind


def _one(text: str) -> Question:
    (question,) = read_gift(text, "bank.gift").questions
    return question


def _faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(CourseError) as caught:
        read_gift(text, "bank.gift")
    assert all(fault.file == "bank.gift" and fault.expected and fault.remedy for fault in caught.value.faults)
    return [(fault.where, fault.found) for fault in caught.value.faults]


def test_one_right_option_with_feedback_weights_and_general_feedback() -> None:
    question = _one("::Tomb:: Who? {=Grant#yes ~%50%Half#nearly ~No one ####Look it up.}")
    assert question == Question(
        Kind.CHOICE,
        "line 1",
        "Tomb",
        "Who?",
        (Answer("Grant", 1, "yes"), Answer("Half", 0.5, "nearly"), Answer("No one", 0)),
        general="Look it up.",
    )


def test_weights_without_a_right_sign_ask_for_several_options() -> None:
    question = _one("Which? {\n~%50%a\n~%50%b\n~%-100%c\n}")
    assert question.kind is Kind.CHOICES
    assert [answer.weight for answer in question.answers] == [0.5, 0.5, -1]


@pytest.mark.parametrize(
    ("word", "weights", "said"),
    [
        ("T", [1, 0], ["right", "wrong"]),
        ("FALSE", [0, 1], ["wrong", "right"]),
        ("true", [1, 0], ["right", "wrong"]),
    ],
)
def test_true_or_false_tells_the_wrong_answer_first(word: str, weights: list[float], said: list[str]) -> None:
    question = _one(f"Is it? {{{word}#wrong#right}}")
    assert [answer.text for answer in question.answers] == ["True", "False"]
    assert [answer.weight for answer in question.answers] == weights
    assert [answer.feedback for answer in question.answers] == said


def test_short_answers_have_weights_and_a_word_for_all_others() -> None:
    question = _one("Capital? {=Rome =%50%Roma#nearly =%0%*#Look at the map.}")
    assert question.kind is Kind.SHORT
    assert question.answers == (Answer("Rome", 1), Answer("Roma", 0.5, "nearly"))
    assert question.otherwise == "Look at the map."


def test_a_single_short_answer_needs_no_sign() -> None:
    assert _one("Two plus two? {four}").answers == (Answer("four", 1),)


def test_matching_keeps_answers_that_fit_nowhere() -> None:
    question = _one("Who says what? {=cat -> miaow =dog -> woof = -> moo}")
    assert question.pairs == (Pair("cat", "miaow"), Pair("dog", "woof"), Pair("", "moo"))


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("3:2", (1, 5)),
        ("1..5", (1, 5)),
        ("7", (7, 7)),
        ("-1.5:.5", (-2, -1)),
        ("-1..-0.5", (-1, -0.5)),
        ("=2e1:0", (20, 20)),
    ],
)
def test_numbers_have_a_tolerance_or_a_range(typed: str, ends: tuple[float, float]) -> None:
    assert _one(f"How many? {{#{typed}}}").stretches == (Stretch(*ends, 1),)


def test_several_numbers_have_weights_and_a_word_for_all_others() -> None:
    question = _one("When? {#=1822:0#yes =%50%1822:2#near =%0%*#no}")
    assert question.stretches == (Stretch(1822, 1822, 1, "yes"), Stretch(1820, 1824, 0.5, "near"))
    assert question.otherwise == "no"


def test_empty_braces_are_an_essay_and_no_braces_are_left_out_with_a_notice() -> None:
    found = read_gift("Only words.\n\nWrite about it. {}\n\nAnd this. {####A model.}", "bank.gift")
    assert [(each.kind, each.general) for each in found.questions] == [
        (Kind.ESSAY, ""),
        (Kind.ESSAY, "A model."),
    ]
    assert found.notices == ("line 1: a description, which asks nothing, was left out.",)


def test_comments_and_categories_are_left_out_and_lines_still_count() -> None:
    found = read_gift(
        "// a comment\n$CATEGORY: a/b\n\n// another\nOne? {=a ~b}\n// in between\n\nTwo? {=a ~b}", "f"
    )
    assert [each.where for each in found.questions] == ["line 5", "line 8"]
    assert len(found.notices) == 1


def test_an_answer_in_the_middle_leaves_a_gap() -> None:
    assert _one("[markdown]Mahatma {=Gandhi} was born in India.").text == "Mahatma _____ was born in India."


def test_an_escaped_sign_is_a_letter_and_an_escaped_n_a_new_line() -> None:
    question = _one(r"::a\:\:b::[markdown]x \{y\} \= z\n\nnext \\n {=\~a\#\=b#f\#g ~c\}}")
    assert (question.title, question.text) == ("a::b", "x {y} = z\n\nnext \\n")
    assert question.answers == (Answer("~a#=b", 1, "f#g"), Answer("c}", 0))


def test_the_format_says_what_acts() -> None:
    assert _one("[markdown]**a** <b>{}").text == "**a** <b>"
    assert _one("[plain]**a**{}").text == r"\*\*a\*\*"
    assert _one("[html]<p>a <b>b</b> 2*3</p><p>c</p>{}").text == "a **b** 2\\*3\n\nc"
    assert _one("2*3 <em>b</em> &lt;{}").text == r"2\*3 *b* \<"


def test_html_that_the_course_does_not_use_is_shown_as_text() -> None:
    text = _one(
        '[html]<script>alert(1)</script><img src\\=x onerror\\=y><a href\\="z">a</a><![foo <?x {}'
    ).text
    assert "\\<script\\>" in text
    assert "\\<img" in text
    assert "<a" not in text.replace("\\<a", "")


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("a\n\nb {=c {d} }", "line 3", "a brace within braces"),
        ("a {=b} c {=d}", "line 1", "a second pair of braces"),
        ("a {\n=b\n\n=c}", "line 1", "a { without its }"),
        ("a }", "line 1", "a } without its {"),
        ("::title {=a ~b}", "line 1", "a title that does not end"),
        ("a {\n=b\n~%200%c}", "line 3", "a weight of 200%"),
        ("a {#three}", "line 1", '"three"'),
        ("a {#=nan}", "line 1", '"nan"'),
        ("a {\n=b -> c\n=d}", "line 3", '"d" without an answer'),
        ("a {=b*}", "line 1", '"b*", in which * stands for anything'),
        ("a { b ~c =d}", "line 1", '"b" before the first answer'),
        ("{=a ~b}", "line 1", "a question without words"),
        ("", "", "no question"),
        ("a {=b ~c}\n\n" * 1001, "", "1,001 questions"),
        ("x" * 60_000 + "{=a ~b}", "line 1", "60,007 characters in one question"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, where: str, found: str) -> None:
    assert (where, found) in _faults(text)


def test_all_mistakes_are_told_at_once_but_not_thousands() -> None:
    assert [where for where, _ in _faults("a {\n\nb {#x}\n\nc }")] == ["line 1", "line 3", "line 5"]
    many = _faults("a }\n\n" * 900)
    assert len(many) == 101
    assert many[-1] == ("", "800 more faults")
