"""Knows that a question that leaves the course and comes back is the same question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.course import Course, load_course
from coursepack.exchange import bring_in, export_gift
from coursepack.exchange.from_items import question_of
from coursepack.exchange.gift_read import read_gift
from coursepack.exchange.gift_write import gift
from coursepack.exchange.markdown_text import as_read, outgoing
from coursepack.exchange.question import Answer, Pair, Question, Stretch
from coursepack.items import Item, Key, load_items, load_keys
from coursepack.items.model import Kind, OptionsTask, RowsTask

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = st.text(st.one_of(st.sampled_from("\\~=#{}:n%*->[]<>&`_|1.\n"), LETTERS), min_size=1, max_size=30)
TEXTS = WORDS.map(str.strip).filter(bool)
PLAIN = TEXTS.filter(lambda text: "->" not in text)
"""No answer and no feedback leaves the course with an arrow in it: ``outgoing`` makes it a letter."""
SAID = st.one_of(st.just(""), PLAIN)
WEIGHTS = st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 0.9])
NUMBERS = st.one_of(
    st.integers(-1000, 1000).map(float), st.floats(-1e6, 1e6).map(lambda number: round(number, 6))
)


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from([Kind.CHOICE, Kind.CHOICES, Kind.SHORT, Kind.MATCH, Kind.NUMBER]))
    common = Question(kind, "line 1", draw(TEXTS), draw(TEXTS), general=draw(SAID))
    texts = draw(st.lists(PLAIN, min_size=2, max_size=6, unique=True))
    typed = kind in {Kind.SHORT, Kind.NUMBER}
    common = replace(common, otherwise=draw(SAID) if typed else "")
    if kind is Kind.MATCH:
        answers = draw(
            st.lists(TEXTS.filter(lambda text: "\n" not in text), min_size=2, max_size=4, unique=True)
        )
        pairs = [Pair(row, draw(st.sampled_from(answers))) for row in texts]
        return replace(common, pairs=(*pairs, *(Pair("", answer) for answer in answers)))
    if kind is Kind.NUMBER:
        ends = draw(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4))
        stretches = [Stretch(min(pair), max(pair), draw(WEIGHTS), draw(SAID)) for pair in ends]
        return replace(common, stretches=(replace(stretches[0], weight=1), *stretches[1:]))
    right = len(texts) // 2
    weights = [1 / right] * right + [-1 / (len(texts) - right)] * (len(texts) - right)
    if kind is not Kind.CHOICES:
        weights = [1.0, *(draw(WEIGHTS) for _ in texts[1:])]
    answers_ = (Answer(text, weight, draw(SAID)) for text, weight in zip(texts, weights, strict=True))
    return replace(common, answers=tuple(answers_))


def _same(one: Question, other: Question) -> None:
    """Hold two questions against each other; weights have five digits after the point of a per cent."""
    assert (one.kind, one.title, one.text, one.general) == (
        other.kind,
        other.title,
        other.text,
        other.general,
    )
    assert one.otherwise == other.otherwise
    assert [(each.text, each.feedback) for each in one.answers] == [
        (each.text, each.feedback) for each in other.answers
    ]
    assert [each.weight for each in one.answers] == pytest.approx(
        [each.weight for each in other.answers], abs=1e-6
    )
    assert [each.text for each in one.pairs] == [each.text for each in other.pairs]
    words = [" ".join(each.answer.split()) for each in one.pairs]
    assert words == [as_read(each.answer) for each in other.pairs]
    narrow = sorted(one.stretches, key=lambda each: each.high - each.low)
    assert [(each.low, each.high, each.feedback) for each in narrow] == [
        (each.low, each.high, each.feedback) for each in other.stretches
    ]
    assert [each.weight for each in narrow] == pytest.approx(
        [each.weight for each in other.stretches], abs=1e-6
    )


@settings(max_examples=300, deadline=None)
@given(_questions(), st.booleans())
def test_every_question_comes_back_as_it_went(question: Question, windows: bool) -> None:  # noqa: FBT001 (drawn)
    written = gift(question)
    assert "\n\n" not in written.strip()
    (read,) = read_gift(
        written.replace("\n", "\r\n").replace("\r\n", "\n") if windows else written, "f"
    ).questions
    _same(question, read)


def _exportable(course: Course) -> list[tuple[Item, Key]]:
    return [
        (item, keys[item.id])
        for unit in course.units
        for keys in [load_keys(unit.id, course).keys]
        for item in load_items(unit.id, course).items.values()
        if isinstance(question_of(item, keys[item.id], course), Question)
    ]


def test_every_exercise_of_the_course_that_can_go_comes_back_with_its_key(
    whole_course: Course, tmp_path: Path
) -> None:
    pairs = _exportable(whole_course)
    assert len(pairs) > 100
    units = [unit.id for unit in whole_course.units]
    exported = export_gift(whole_course, units, tmp_path / "all.gift")
    every = sum(len(load_items(unit, whole_course).items) for unit in units)
    assert (exported.questions, len(exported.left_out)) == (len(pairs), every - len(pairs))
    done = bring_in(whole_course, tmp_path / "all.gift", "09-back", "And back")
    assert done.exercises == len(pairs)
    course = load_course(whole_course.root)
    items = load_items("09-back", course).items.values()
    keys = load_keys("09-back", course).keys
    for (old, old_key), new in zip(pairs, items, strict=True):
        question = question_of(old, old_key, whole_course)
        assert isinstance(question, Question)
        assert new.prompt == question.text
        _same_exercise(old, old_key, new, keys[new.id])


def _same_exercise(old: Item, old_key: Key, new: Item, key: Key) -> None:
    assert key.contested is False
    assert outgoing(old_key.why) in key.why
    match old.task:
        case OptionsTask(options):
            assert isinstance(new.task, OptionsTask)
            names = dict(
                zip((each.id for each in options), (each.id for each in new.task.options), strict=True)
            )
            assert [as_read(each.text) for each in options] == [
                as_read(each.text) for each in new.task.options
            ]
            assert {names[name]: credit for name, credit in old_key.credits.items()} == dict(key.credits)
            assert {names[name]: as_read(each.says) for name, each in old_key.feedback.items()} == {
                name: as_read(each.says) for name, each in key.feedback.items()
            }
        case RowsTask(rows, options):
            assert isinstance(new.task, RowsTask)
            shown = {option.id: as_read(option.text) for option in options}
            back = {option.id: as_read(option.text) for option in new.task.options}
            assert sorted(shown.values()) == sorted(back.values())
            assert [[shown[name] for name in old_key.rows[row.id].credits] for row in rows] == [
                [back[name] for name in key.rows[row.id].credits] for row in new.task.rows
            ]
            assert all(
                as_read(row.text) in as_read(own.text)
                for row, own in zip(rows, new.task.rows, strict=True)
                if not row.unit
            )
        case _:
            assert dict(old_key.credits) == dict(key.credits)
            assert sorted(
                (each.low, each.high, each.credit, outgoing(each.feedback.says)) for each in old_key.bands
            ) == sorted((each.low, each.high, each.credit, each.feedback.says) for each in key.bands)
            assert {name: outgoing(each.says) for name, each in old_key.feedback.items()} == {
                name: each.says for name, each in key.feedback.items()
            }
            assert old_key.otherwise
            assert key.otherwise
            assert outgoing(old_key.otherwise.says) == key.otherwise.says
