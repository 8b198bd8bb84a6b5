"""Knows what holds for every item, every key and every answer, however strange."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coursepack.answers import is_empty
from coursepack.answers.fit import number_in
from coursepack.answers.record import Answered, read_line, write_line
from coursepack.answers.untrusted import NotARecordError
from coursepack.items import Item, Key, Kind
from coursepack.items.keys import Band, Feedback, RowKey
from coursepack.items.model import (
    Level,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    Row,
    RowsTask,
    ShortTask,
    Task,
)
from coursepack.scoring import Result, Status, best_answer, score
from coursepack.scoring.short import words

IDS = ("a", "b", "c", "d", "e", "A0-01", "A0-02", "A0-03")
properties = settings(deadline=None, derandomize=True, database=None, max_examples=60)
"""The same examples on every machine, however slow it is."""

SAYS = Feedback("Look again.", "a-misconception")
OPTIONS = st.lists(st.sampled_from(IDS), min_size=2, max_size=6, unique=True)
WEIGHTS = st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.7, 0.9])
TYPED_NUMBERS = st.from_regex(r"[-+−]?\d{1,9}([.,]\d{1,6})?", fullmatch=True)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**400), max_value=10**400)
    | st.floats()
    | st.text()
    | st.text(alphabet=st.characters(categories=["Cs", "Nd", "Zs", "Cc", "Mn"]))
    | TYPED_NUMBERS
    | st.sampled_from(IDS),
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(st.text() | st.sampled_from(IDS), inner, max_size=6)
    ),
    max_leaves=12,
)
"""Any value that JSON can hold, and some that only look like it, with a leaning towards ids that exist."""
ANSWERS = (
    JSON
    | st.lists(st.sampled_from(IDS), max_size=8)
    | st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS))
)


def _item(kind: Kind, task: Task) -> Item:
    return Item("x-01", "01-x", kind, "1.1", Level.APPLY, 1, (), "?", (), None, task)


def _key(**parts: Any) -> Key:
    empty = Key("x-01", "The reason.", (), True, {}, {}, (), dict.fromkeys(IDS, SAYS), SAYS)  # noqa: FBT003 (contested)
    return replace(empty, **parts)


@st.composite
def _credits(draw: st.DrawFn, names: list[str], most: int | None = None) -> dict[str, float]:
    """Draw a credit table with one full credit at least; ``most`` limits the full ones."""
    full = draw(st.lists(st.sampled_from(names), min_size=1, max_size=most or len(names), unique=True))
    rest = [name for name in names if name not in full]
    weighted = draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    return dict.fromkeys(full, 1.0) | {name: draw(WEIGHTS) for name in weighted}


@st.composite
def _options(draw: st.DrawFn) -> tuple[Item, Key]:
    names = draw(OPTIONS)
    task = OptionsTask(tuple(Option(name, name) for name in names))
    return _item(draw(st.sampled_from([Kind.CHOICE, Kind.CHOICES])), task), _key(
        credits=draw(_credits(names))
    )


@st.composite
def _rows(draw: st.DrawFn) -> tuple[Item, Key]:
    names, rows = draw(OPTIONS), draw(OPTIONS)
    task = RowsTask(tuple(Row(row, row, None) for row in rows), tuple(Option(name, name) for name in names))
    keys = {row: RowKey(draw(_credits(names)), "Why.") for row in rows}
    return _item(draw(st.sampled_from([Kind.CLASSIFY, Kind.MATCH])), task), _key(rows=keys)


@st.composite
def _number(draw: st.DrawFn) -> tuple[Item, Key]:
    whole = draw(st.booleans())
    numbers = (
        st.integers(-(10**9), 10**9) if whole else st.floats(-1e9, 1e9).map(lambda value: round(value, 6))
    )
    low, full, high = sorted([draw(numbers), draw(numbers), draw(numbers)])
    # The wider band has less credit, as bands of partial credit have: the narrowest one decides.
    wider = Band(low - 2, high + 2, draw(WEIGHTS), SAYS)
    task = NumberTask("sentences", low - 1, high + 1, whole)
    return _item(Kind.NUMBER, task), _key(bands=(wider, Band(full, full, 1.0, SAYS)))


@st.composite
def _short(draw: st.DrawFn) -> tuple[Item, Key]:
    texts = draw(
        st.lists(st.text(min_size=1, max_size=20).filter(words), min_size=1, max_size=4, unique_by=words)
    )
    assume(all(not is_empty(text) for text in texts))
    credits = draw(_credits(texts))
    return _item(Kind.SHORT, ShortTask(20)), _key(credits=credits, feedback={})


@st.composite
def _locate(draw: st.DrawFn) -> tuple[Item, Key]:
    units, at_most = draw(OPTIONS), draw(st.integers(1, 6))
    most = None if at_most == 1 else at_most
    return _item(Kind.LOCATE, LocateTask(tuple(units), at_most)), _key(credits=draw(_credits(units, most)))


EXERCISES = st.one_of(_options(), _rows(), _number(), _short(), _locate())


def _sound(result: Result) -> None:
    assert 0 <= result.score <= 1
    assert all(0 <= reason.credit <= 1 for reason in result.reasons)
    assert all(isinstance(reason.about, str) and isinstance(reason.says, str) for reason in result.reasons)
    if result.status is not Status.SCORED:
        assert result.score == 0
        assert not result.right
    if result.status is Status.INVALID:
        assert all(reason.says for reason in result.reasons)
    assert bool(result.reasons) == (result.status is not Status.EMPTY)


@properties
@given(EXERCISES)
def test_every_key_scores_one(exercise: tuple[Item, Key]) -> None:
    item, key = exercise
    result = score(item, key, best_answer(item, key))
    assert result.right, result
    assert result.score == 1


@properties
@given(EXERCISES, st.sampled_from([None, "", " \n", [], {}]))
def test_nothing_scores_nothing_and_is_called_empty(exercise: tuple[Item, Key], nothing: Any) -> None:
    assert score(*exercise, nothing) == Result(0.0, Status.EMPTY, ())


@settings(properties, max_examples=300)
@given(EXERCISES, ANSWERS)
def test_any_answer_at_all_gets_a_score_from_0_to_1_with_reasons(
    exercise: tuple[Item, Key], answer: Any
) -> None:
    _sound(score(*exercise, answer))


@properties
@given(_options(), st.data())
def test_any_set_of_options_is_scored_or_named_invalid(
    exercise: tuple[Item, Key], data: st.DataObject
) -> None:
    item, key = exercise
    assert isinstance(item.task, OptionsTask)
    names = [option.id for option in item.task.options]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    result = score(item, key, chosen[0] if item.kind is Kind.CHOICE else chosen)
    assert result.status is Status.SCORED
    _sound(result)


@properties
@given(_locate(), st.data())
def test_picking_a_wrong_sentence_more_never_earns_more(
    exercise: tuple[Item, Key], data: st.DataObject
) -> None:
    item, key = exercise
    assert isinstance(item.task, LocateTask)
    wide = replace(item, task=LocateTask((*item.task.units, "A9-99"), 7))
    picked = data.draw(st.lists(st.sampled_from(item.task.units), min_size=1, max_size=6, unique=True))
    assert score(wide, key, [*picked, "A9-99"]).score <= score(wide, key, picked).score


@properties
@given(_options().filter(lambda exercise: exercise[0].kind is Kind.CHOICES))
def test_ticking_every_option_earns_nothing_where_one_is_wrong(exercise: tuple[Item, Key]) -> None:
    item, key = exercise
    assert isinstance(item.task, OptionsTask)
    names = [option.id for option in item.task.options]
    assume(any(name not in key.credits for name in names))
    assert score(item, key, names).score == 0


@properties
@given(_rows(), st.data())
def test_filling_in_a_row_more_never_earns_less(exercise: tuple[Item, Key], data: st.DataObject) -> None:
    item, key = exercise
    assert isinstance(item.task, RowsTask)
    names = st.sampled_from([option.id for option in item.task.options])
    rows = [row.id for row in item.task.rows]
    answer = data.draw(st.fixed_dictionaries({rows[0]: names}, optional=dict.fromkeys(rows[1:], names)))
    fewer = {row: option for row, option in answer.items() if row == rows[0]}
    assert score(item, key, answer).score >= score(item, key, fewer).score


@properties
@given(EXERCISES, ANSWERS)
def test_an_answer_scores_the_same_after_it_went_through_the_log(
    exercise: tuple[Item, Key], answer: Any
) -> None:
    """Only answers that can be kept at all: no half characters, no numbers that are not finite."""
    try:
        json.dumps(answer, ensure_ascii=False, allow_nan=False).encode("utf-8")
        line = write_line(Answered("1", "2026", "x-01", "1a2b3c4d", answer, submitted=True, hints=0))
        record = read_line(line)
    except (ValueError, NotARecordError):
        assume(False)  # noqa: FBT003 (the word of the library for: no example)
        return
    assert isinstance(record, Answered)
    assert record.answer == answer
    assert score(*exercise, record.answer) == score(*exercise, answer)


@properties
@given(st.integers(-(10**14), 10**14), st.sampled_from(["{}", " {} ", "\u00a0{}\n", "{},0", "{}.0"]))
def test_a_whole_number_is_read_however_it_is_typed(number: int, form: str) -> None:
    assert number_in(form.format(number)) == number
    assert number_in(form.format(number).replace("-", "−")) == number
    assert number_in(number) == number


@settings(properties, max_examples=200)
@given(JSON | st.text(alphabet="0123456789.,-+−eE ٣７½infa", max_size=12))
def test_reading_a_number_gives_a_finite_one_or_none(answer: Any) -> None:
    number = number_in(answer)
    assert number is None or math.isfinite(number)


@properties
@given(st.text(alphabet='abcnthexyzäöüßéσςΣAN0٣ \n,.;:-—…?!“”"()', min_size=1, max_size=30))
def test_capitals_and_surrounding_marks_change_no_word(text: str) -> None:
    assume(any(sign.isalnum() for sign in text))
    assert words(text.upper()) == words(text.lower()) == words(text)
    assert words(f" “({text})…” ") == words(text)
