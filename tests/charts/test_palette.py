"""Knows that marks can be told apart without colour, and seen on a light and on a dark page."""

from __future__ import annotations

from itertools import pairwise

import pytest

from contrast import LIGHT_PAGE, SHAPES, colour_of, contrast, luminance, on_both_pages
from coursepack.charts.palette import CODES, GREY, OWN, REFERENCE, TEXT
from coursepack.codebook import load_layer
from coursepack.course import Course

STYLES = (*CODES.values(), OWN, REFERENCE)


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white, grey = (colour_of(colour) for colour in ("#000000", "#ffffff", "#767676"))
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    # The grey that WebAIM names as the lightest with 4.5 to 1 on white.
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert luminance(colour_of("#ff0000")) == pytest.approx(0.2126)


def test_every_outline_and_fill_stands_out_from_a_light_page_and_a_dark_one() -> None:
    colours = {style.outline for style in STYLES} | {style.colour for style in STYLES} | {GREY}
    faint = {colour: round(on_both_pages(colour), 2) for colour in colours if on_both_pages(colour) < SHAPES}
    assert faint == {}


def test_text_reads_well_on_a_light_page() -> None:
    assert contrast(colour_of(TEXT), colour_of(LIGHT_PAGE)) >= 7


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
