"""Knows that marks can be told apart without colour, and seen on a light and on a dark page."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coursepack.charts.palette import (
    CODES,
    CONTRAST,
    DARK_PAGE,
    GREY,
    LIGHT_PAGE,
    OWN,
    REFERENCE,
    TEXT,
    contrast,
    luminance,
)
from coursepack.codebook import load_layer
from coursepack.course import Course

STYLES = (*CODES.values(), OWN, REFERENCE)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    # The grey that WebAIM names as the lightest with 4.5 to 1 on white.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
def test_every_outline_and_fill_stands_out_from_the_page(page: str) -> None:
    colours = {style.outline for style in STYLES} | {style.colour for style in STYLES} | {GREY}
    assert {
        colour: round(contrast(colour, page), 2) for colour in colours if contrast(colour, page) < CONTRAST
    } == {}


def test_text_reads_well_on_a_light_page() -> None:
    assert contrast(TEXT, LIGHT_PAGE) >= 7


def test_codes_differ_in_colour_symbol_pattern_and_word() -> None:
    for aspect in ("colour", "symbol", "pattern", "word"):
        values = sorted(getattr(style, aspect) for style in CODES.values())
        assert all(first != second for first, second in pairwise(values)), aspect


def test_own_and_reference_differ_without_colour() -> None:
    assert OWN.pattern != REFERENCE.pattern
    assert OWN.word != REFERENCE.word


def test_codes_bear_the_words_of_the_codebook(pack: Course) -> None:
    layer = load_layer("attribution", pack)
    assert {code: style.word for code, style in CODES.items()} == {
        code.id: code.name for code in layer.codes.values()
    }
