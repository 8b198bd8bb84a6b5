"""Knows how long a learner waits in a real JupyterLab: from key to frame, to disk, to “saved”, and for the first paint.

    python benchmarks/latency.py
    python benchmarks/latency.py --kind code --words 10000 --marks 500

Every condition has a course, a server folder, a kernel and a page of its own. Times are milliseconds of wall
time, median and (in brackets) 95th percentile. They hold for this machine and what else it does meanwhile.
Needs Chromium and what ``requirements-test.txt`` names.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from long_text import ITEM, OF_KIND, long_course, write_marks  # noqa: E402
from measuring import percentile  # noqa: E402

from browser.conftest import FLAGS, chromium_path  # noqa: E402 (the tests' folder has to be on the path first)
from lab_server import Lab  # noqa: E402

WORDS = (1_000, 10_000, 100_000)
MARKS = (0, 500)
KEYS = 30
AGAIN = 5
NOTEBOOK = "long.ipynb"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
"""Without it JupyterLab asks which kernel is meant."""
LIMIT = 30_000
"""Milliseconds after which an answer counts as not saved."""
PREPARE = """
import time
from coursepack import exercise
from coursepack.answers import AnswerLog

kept = []
whole = AnswerLog.append

def append(log, records):
    whole(log, records)
    kept.append(1000 * time.time())

AnswerLog.append = append
"""
"""Run in the kernel: notes when an answer is on disk, which is when ``append`` returns."""
REPORT = "import json; open('kept.json', 'w', encoding='utf-8').write(json.dumps(kept))"

TOOLS = """
() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  window.measure = {
    painted,
    frames: [],
    // The time of a key by the clock of the system, which is the kernel's as well.
    keys: [],
    saved: [],
    async run() {
      const { shell, commands } = window.jupyterapp;
      document.querySelector(".coursepack-exercise")?.setAttribute("data-old", "");
      shell.currentWidget.content.activeCellIndex = 1;
      const start = performance.now();
      commands.execute("notebook:run-cell");
      await new Promise((done) => {
        const look = () => document.querySelector(".coursepack-exercise:not([data-old])") && (watch.disconnect(), done());
        const watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true });
        look();
      });
      await painted();
      return performance.now() - start;
    },
    listen() {
      const root = document.querySelector(".coursepack-exercise");
      const status = root.querySelector(".coursepack-status");
      const hear = (event) => {
        // A box reacts when Space is let go, everything else when a key goes down.
        if ((event.key === " ") !== (event.type === "keyup") || event.key === "Tab") return;
        const here = { key: event.key, at: Date.now() - (performance.now() - event.timeStamp) };
        this.last = here;
        if (!event.key.startsWith("Arrow")) this.keys.push(here.at);
        painted().then(() => this.frames.push([event.key, Date.now() - here.at]));
      };
      for (const type of ["keydown", "keyup"]) root.addEventListener(type, hear, true);
      new MutationObserver(() => {
        if (!/saved/i.test(status.textContent) || this.saved.length >= this.keys.length) return;
        const { at } = this.last;
        this.saved.push(null);
        const place = this.saved.length - 1;
        painted().then(() => (this.saved[place] = Date.now() - at));
      }).observe(status, { childList: true, characterData: true, subtree: true });
    },
    async settled() {
      const end = performance.now() + LIMIT;
      while (this.saved.length < this.keys.length || this.saved.at(-1) === null) {
        await painted();
        const { textContent } = document.querySelector(".coursepack-exercise:not([data-old])");
        if (performance.now() > end) throw new Error(`An answer was not saved in time: ${textContent.slice(-400)}`);
      }
    },
  };
}
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the table: the kind, about so many words, so many marks before the first key."""

    kind: str
    words: int
    marks: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds: running the cell for the first time and again; per key: frame, disk, “saved”, moving."""

    first: float
    again: Sequence[float]
    frame: Sequence[float]
    disk: Sequence[float]
    saved: Sequence[float]
    moves: Sequence[float]


def measure(browser: Browser, folder: Path, condition: Condition) -> tuple[int, Waits]:
    """Measure one condition; return how many marks there were at the start, and the waits."""
    pack, private = folder / "pack", folder / "private"
    pack.mkdir(parents=True)
    private.mkdir()
    course = long_course(ROOT, pack, condition.kind, condition.words)
    marks = write_marks(course, condition.marks)
    cells = [nbformat.v4.new_code_cell(PREPARE), nbformat.v4.new_code_cell(f'exercise("{ITEM}")')]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), pack / NOTEBOOK)
    lab = Lab(pack, private)
    try:
        context = lab.context(browser)
        page = lab.open(context, NOTEBOOK)
        waits = _waits(page, pack, condition)
        context.close()
    finally:
        lab.stop()
    return marks, waits


def _waits(page: Page, pack: Path, condition: Condition) -> Waits:
    page.evaluate(TOOLS.replace("LIMIT", str(LIMIT)))
    _execute(page, PREPARE)
    first = page.evaluate("window.measure.run()")
    again = [page.evaluate("window.measure.run()") for _ in range(AGAIN)]
    page.evaluate("window.measure.listen()")
    _focus(page, condition)
    for number in range(KEYS):
        for key in _keys(condition.kind, number):
            page.keyboard.press(key)
        page.evaluate("window.measure.settled()")
    _execute(page, REPORT)
    kept = json.loads((pack / "kept.json").read_text(encoding="utf-8"))
    found = page.evaluate("({ keys: measure.keys, frames: measure.frames, saved: measure.saved })")
    if not len(kept) == len(found["keys"]) == KEYS:
        raise SystemExit(f"{KEYS} keys were pressed, {len(found['keys'])} heard, {len(kept)} answers kept.")
    return Waits(
        first,
        again,
        [wait for key, wait in found["frames"] if not key.startswith("Arrow")],
        [disk - key for disk, key in zip(kept, found["keys"], strict=True)],
        found["saved"],
        [wait for key, wait in found["frames"] if key.startswith("Arrow")],
    )


def _execute(page: Page, code: str) -> None:
    page.evaluate(
        "(code) => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }).done",
        code,
    )


def _focus(page: Page, condition: Condition) -> None:
    """Put the focus where a learner would go on."""
    root = page.locator(".coursepack-exercise:not([data-old])")
    match condition.kind:
        case "locate":
            root.locator("input[type=checkbox]:not(:checked)").first.focus()
        case "code":
            root.locator(".coursepack-coding button[tabindex='0']").focus()
        case _:
            root.locator(".coursepack-marking").focus()


def _keys(kind: str, number: int) -> tuple[str, ...]:
    """Return what is pressed for one more mark; the last key makes it."""
    match kind:
        case "locate":
            return ("Tab", "Space") if number else ("Space",)
        case "code":
            return ("1",)
        case "evidence":
            return ("ArrowRight", "ArrowRight", "1")
        case _:
            # The second label: the marks of the start have the first, and a mark is made only once.
            return ("ArrowRight", "ArrowRight", "2")


def row(condition: Condition, marks: int, waits: Waits) -> str:
    """Return one line of the table."""
    cells = [condition.kind, f"{condition.words:,}", str(marks), f"{waits.first:.0f}"]
    cells += [_typical(part) for part in (waits.again, waits.frame, waits.disk, waits.saved, waits.moves)]
    return "| " + " | ".join(cells) + " |"


def _typical(values: Sequence[float]) -> str:
    if not values:
        return "–"
    return f"{statistics.median(values):.0f} ({percentile(values, 0.95):.0f})"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Measure how long a learner waits.")
    parser.add_argument("--kind", choices=OF_KIND, default="spans")
    parser.add_argument("--words", type=int, nargs="+", default=WORDS)
    parser.add_argument("--marks", type=int, nargs="+", default=MARKS)
    options = parser.parse_args()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told"
    print(f"Python {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} processors, load {load}\n")
    print(
        "| kind | words | marks | cell → first paint | again | key → frame | → disk | → “saved” | move → frame |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="coursepack-") as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for words in options.words:
            for marks in options.marks:
                condition = Condition(options.kind, words, marks)
                made, waits = measure(browser, Path(name) / f"{words}-{marks}", condition)
                print(row(condition, made, waits), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
