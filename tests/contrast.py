"""Knows contrast as WCAG 2.2 defines it, and what to measure it on in an open page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

TEXT = 4.5
"""The least contrast of text (WCAG 2.2, criterion 1.4.3). Large text may have less; nothing here needs that."""
SHAPES = 3.0
"""The least contrast of borders, underlines and focus (WCAG 2.2, criteria 1.4.11 and 2.4.7)."""

Colour = tuple[float, float, float, float]
"""Red, green, blue and alpha, each from 0 to 1."""

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#111111"
"""The pages on which a figure stands."""
HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
RGB = re.compile(r"rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)")
SRGB = re.compile(r"color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: / ([\d.e-]+))?\)")

TOOLS = """
const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && node.getClientRects().length > 0 && !node.closest(".coursepack-live");
const behind = (node) => {
  const layers = [];
  for (let each = node; each; each = each.parentElement) layers.push(getComputedStyle(each).backgroundColor);
  return layers;
};
const named = (node) => node.outerHTML.slice(0, 120);
const found = (what, node, colour, under, own) => ({ what, where: named(node), colour, layers: behind(under), own: own ?? [] });
"""
"""Every place to measure is ``{what, where, colour, layers, own}``: layers from the innermost ground outwards."""

TEXTS = """
const places = [];
const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const node = walk.currentNode.parentElement;
  if (walk.currentNode.data.trim() && shown(node) && !node.closest("select, textarea")) {
    places.push(found("text", node, getComputedStyle(node).color, node));
  }
}
for (const node of root.querySelectorAll("input:not([type=radio], [type=checkbox]), select, textarea")) {
  if (shown(node)) places.push(found("typed text", node, getComputedStyle(node).color, node));
  if (shown(node) && node.placeholder) {
    places.push(found("placeholder", node, getComputedStyle(node, "::placeholder").color, node));
  }
}
for (const node of root.querySelectorAll("*")) {
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(node, part);
    if (shown(node) && /\\w|[^\\x00-\\x7f]/.test(style.content.replace(/^(none|normal)$/, ""))) {
      places.push(found(`text ${part}`, node, style.color, node));
    }
  }
}
"""

BORDERS = """
const places = [];
const controls = "input:not([type=radio], [type=checkbox]), select, textarea, button";
for (const node of root.querySelectorAll(controls)) {
  const style = getComputedStyle(node);
  if (!shown(node)) continue;
  const sides = ["Top", "Right", "Bottom", "Left"].filter(
    (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
  const colours = [...sides.map((side) => style[`border${side}Color`]), style.backgroundColor];
  const clear = colours.every((colour) => /, 0\\)$/.test(colour));
  // A button without border and ground is told by its words, which are measured as text.
  if (clear && node.matches("button")) continue;
  places.push(found("border of a control", node, colours[0], node.parentElement, colours));
}
for (const node of root.querySelectorAll(
  ".coursepack-alert, .coursepack-outcome, .coursepack-hint, .coursepack-notice, .coursepack-option:has(input:checked)",
)) {
  if (shown(node)) places.push(found("border that tells a state", node, getComputedStyle(node).borderLeftColor, node.parentElement));
}
for (const node of root.querySelectorAll("*")) {
  const style = getComputedStyle(node);
  if (!shown(node)) continue;
  if (style.textDecorationLine.includes("underline")) {
    places.push(found("underline", node, style.textDecorationColor, node));
  }
  if (style.display === "inline" && parseFloat(style.borderBottomWidth) >= 1 && style.borderBottomStyle !== "none") {
    places.push(found("underline", node, style.borderBottomColor, node));
  }
}
"""

FOCUS = """
const node = document.activeElement;
const style = getComputedStyle(node);
const places = root.contains(node) ? [found("focus", node, style.outlineColor, node.parentElement)] : [];
for (const place of places) Object.assign(place, { line: style.outlineStyle, width: parseFloat(style.outlineWidth) });
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that has to stand out: what it is, where, and how much contrast it has."""

    what: str
    where: str
    contrast: float

    def __str__(self) -> str:
        return f"{self.contrast:.2f}:1 {self.what} in {self.where}"


def too_faint(page: Page, script: str, least: float) -> list[str]:
    """Return what has less contrast than it needs, in words; fail if there was nothing to measure."""
    places = measured(page, script)
    if not places:
        raise AssertionError("Nothing was measured.")
    return [str(place) for place in places if place.contrast < least - 0.005]


def measured(page: Page, script: str) -> list[Place]:
    """Run one of the scripts above inside the exercise and return what it measured."""
    return [
        Place(found["what"], found["where"], _contrast_of(found)) for found in run_in_exercise(page, script)
    ]


def run_in_exercise(page: Page, script: str) -> list[dict[str, Any]]:
    """Run a script that fills ``places`` from the exercise's ``root``."""
    result: list[dict[str, Any]] = page.evaluate(
        f"() => {{ const root = document.querySelector('.coursepack-exercise'); {TOOLS} {script} return places; }}"
    )
    return result


def contrast(one: Colour, two: Colour) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, glossary: contrast ratio)."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_both_pages(colour: str) -> float:
    """Return the lesser of the contrasts of a colour with a light page and with a dark one."""
    return min(contrast(colour_of(colour), colour_of(page)) for page in (LIGHT_PAGE, DARK_PAGE))


def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, glossary: relative luminance)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_of(css: str) -> Colour:
    """Read a colour as a style sheet writes it or a browser computes it."""
    if match := HEX.fullmatch(css):
        return int(match[1], 16) / 255, int(match[2], 16) / 255, int(match[3], 16) / 255, 1.0
    if match := RGB.fullmatch(css):
        red, green, blue = (float(match[part]) / 255 for part in (1, 2, 3))
    elif match := SRGB.fullmatch(css):
        red, green, blue = (float(match[part]) for part in (1, 2, 3))
    else:
        raise ValueError(f"a colour that is written in a form not known here: {css}")
    return red, green, blue, float(match[4]) if match[4] else 1.0


def _contrast_of(found: dict[str, Any]) -> float:
    ground = ground_of(found["layers"])
    ratios = [contrast(over(colour_of(found["colour"]), ground), ground)]
    # A control stands out by any side of its border, or by its own ground.
    ratios += [contrast(over(colour_of(own), ground), ground) for own in found["own"]]
    return max(ratios)


def ground_of(layers: list[str]) -> Colour:
    """Lay backgrounds over each other, the innermost first in the list, on a white page."""
    ground: Colour = (1.0, 1.0, 1.0, 1.0)
    for layer in reversed(layers):
        ground = over(colour_of(layer), ground)
    return ground


def over(colour: Colour, ground: Colour) -> Colour:
    """Lay a colour that lets light through over an opaque one."""
    red, green, blue = (
        own * colour[3] + under * (1 - colour[3]) for own, under in zip(colour[:3], ground[:3], strict=True)
    )
    return red, green, blue, 1.0
