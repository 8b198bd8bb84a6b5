"""Knows that whatever is written as TOML is read back as the same values."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.exchange.toml_text import fields, value

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9)),
    lambda inner: st.one_of(st.lists(TEXTS, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_is_read_back(table: dict[str, object]) -> None:
    assert tomllib.loads(fields(table)) == table


@pytest.mark.parametrize(
    "text", ['"""', '\\"""', "a\n\n'''b\\", "\n", "\r\n", "\x00\x1f\x7f", "ends in \\\n"]
)
def test_signs_that_act_in_toml_are_letters(text: str) -> None:
    assert tomllib.loads(f"a = {value(text)}\nb = {{ c = {value(text, inline=True)} }}\n") == {
        "a": text,
        "b": {"c": text},
    }


def test_lines_of_a_long_text_stay_lines() -> None:
    assert value("one\ntwo") == '"""\none\ntwo"""'


def test_a_value_that_toml_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        value(None)
