"""The passage in which words are marked: one normalised text, with the place of every sentence."""

from __future__ import annotations

from coursepack.course import load_course
from coursepack.texts import Texts, load_texts
from coursepack.texts.passage import normal, passage_of
from support import REPOSITORY


def texts() -> Texts:
    return load_texts(load_course(REPOSITORY))


def test_every_sentence_stands_at_its_place() -> None:
    every = tuple(texts().units)
    passage = passage_of(every, texts())
    for unit, span in passage.spans.items():
        assert passage.text[span.start : span.end] == normal(texts().unit(unit).text)


def test_sentences_of_a_paragraph_are_joined_by_a_space_and_paragraphs_by_an_empty_line() -> None:
    passage = passage_of(("A0-08", "A0-09", "A0-10"), texts())
    between = [
        passage.text[one.end : two.start]
        for one, two in zip(passage.spans.values(), list(passage.spans.values())[1:], strict=False)
    ]
    assert between == ["\n\n", " "]


def test_the_digest_changes_with_the_text_only() -> None:
    one = passage_of(("A0-08", "A0-09"), texts())
    assert one.digest == passage_of(("A0-08", "A0-09"), texts()).digest
    assert one.digest != passage_of(("A0-08", "A0-10"), texts()).digest


def test_the_unit_at_a_place_is_found_and_gaps_belong_to_none() -> None:
    passage = passage_of(("A0-08", "A0-09"), texts())
    end = passage.spans["A0-08"].end
    assert passage.unit_at(0) == "A0-08"
    assert passage.unit_at(end) is None
    assert passage.unit_at(len(passage.text) - 1) == "A0-09"


def test_line_ends_and_combining_signs_are_made_one() -> None:
    assert normal("a\r\nb\rc") == "a\nb\nc"
    assert normal("e\u0301") == "\u00e9"
