"""Knows that agreement is what the published formula says, on published examples and on made-up ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.coding.agreement import alpha, bootstrap, coincidences, observed_agreement

# Krippendorff (2011), section C: four observers, twelve units, values missing.
FOUR = ("12332141 2   ", "12332241 25 3", " 3332342 251 ", "12332441 251 ")
# The same, section A and B: two observers, two and five categories.
BINARY = ("0100000010", "1110010000")
LETTERS = ("aabbdcccedda", "babbbcccedd" + "d")


def _units(*coders: str) -> list[tuple[str | None, ...]]:
    return [tuple(None if value == " " else value for value in unit) for unit in zip(*coders, strict=True)]


def _four() -> list[tuple[str | None, ...]]:
    rows = ("123321412   ", "12332241253" + " ", " 33323422" + "51 ", "12332441251 ")
    return _units(*rows)
