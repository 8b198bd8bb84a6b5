"""Knows what to look at in an open page besides colours: sizes, what is lost or covered, how a mark is drawn.

Every script runs by ``contrast.run_in_exercise`` and fills ``places`` from the exercise's ``root``.
"""

from __future__ import annotations

CONTROLS = """
const controls = [...root.querySelectorAll("input, select, textarea, button, summary, a[href], [tabindex]")].filter(shown);
const target = (node) => node.closest("label") ?? node;
"""
SIZES = f"""{CONTROLS}
const places = controls.map((node) => {{
  const {{ width, height }} = target(node).getBoundingClientRect();
  return {{ where: named(node), width, height }};
}});
"""
OVER_EACH_OTHER = f"""{CONTROLS}
// What is scrolled out of sight lies over nothing.
const seen = (node) => {{
  let {{ left, right, top, bottom }} = target(node).getBoundingClientRect();
  for (let each = node.parentElement; each !== root.parentElement; each = each.parentElement) {{
    if (getComputedStyle(each).overflowY === "visible") continue;
    top = Math.max(top, each.getBoundingClientRect().top);
    bottom = Math.min(bottom, each.getBoundingClientRect().bottom);
  }}
  return {{ node, left, right, top, bottom }};
}};
const boxes = controls.map(seen).filter((box) => box.bottom > box.top);
const places = boxes.flatMap((one, number) => boxes.slice(number + 1)
  .filter((two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1)
  .filter((two) => !one.node.contains(two.node) && !two.node.contains(one.node))
  .map((two) => ({{ one: named(one.node), two: named(two.node) }})));
"""
LOST = """
const places = [];
const page = root.getBoundingClientRect();
for (const node of root.querySelectorAll("*")) {
  if (!shown(node)) continue;
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  const wide = node.scrollWidth > node.clientWidth + 1 && style.overflowX !== "visible" && node.clientWidth > 0;
  const cut = ["hidden", "clip"].includes(style.overflowY) && node.scrollHeight > node.clientHeight + 1;
  const out = box.right > page.right + 1 || box.left < page.left - 1;
  const native = node.matches("select, option, input");
  if ((wide || cut || out) && !native) places.push({ where: named(node), wide, cut, out });
}
"""

MARKED = """
const drawnAs = (style, width) => (style === "none" ? style : `${style} ${width}`);
const line = (style) => [drawnAs(style.borderStyle, style.borderWidth), drawnAs(style.outlineStyle, style.outlineWidth), style.textDecorationLine].join();
const looks = (node) => line(getComputedStyle(node)) + getComputedStyle(node, "::before").content;
const here = (selector) => [...root.querySelectorAll(selector)];
const drawn = (node) => getComputedStyle(node).appearance !== "none" || /^(solid|double|dashed|dotted)/.test(getComputedStyle(node).outlineStyle);
const places = [{
  ticked: here("input:checked").map((node) => drawn(node)),
  pressed: here("[aria-pressed=true]").map((node) => here("[aria-pressed=false]").every((other) => looks(other) !== looks(node))),
  marked: here(".coursepack-passage [class*=coursepack-label-]").map((node) =>
    /underline/.test(getComputedStyle(node).textDecorationLine) || getComputedStyle(node).borderBottomStyle !== "none"),
}];
"""
"""Which ticked boxes, pressed buttons and marked words are told apart by more than a colour."""
