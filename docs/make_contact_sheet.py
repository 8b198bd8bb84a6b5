"""Knows how every kind of exercise is photographed: light, dark, and on a narrow page.

    python docs/make_contact_sheet.py

Writes ``docs/contact-sheet/*.png`` and ``docs/contact-sheet.md``. The pictures show the real view over a
small course of its own, one exercise per kind, after a try that was wrong or half right; the narrow ones
show it with its answer. Needs Chromium and what ``requirements-test.txt`` names.
"""
# ruff: noqa: INP001, T201 (a script for people: no package, and it prints)

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from bare_page import Desk, Theme  # noqa: E402 (the tests' folder has to be on the path first)
from browser.conftest import FLAGS, chromium_path  # noqa: E402
from coursepack.course import Course  # noqa: E402
from coursepack.items import Kind  # noqa: E402
from exercise_states import KINDS, State, open_in  # noqa: E402
from small_png import small_png  # noqa: E402
from support import marking_course  # noqa: E402

FOLDER = HERE / "contact-sheet"
SHEET = HERE / "contact-sheet.md"
LARGEST = 60_000
"""Bytes of one picture."""
ABOUT = {
    Kind.CHOICE: "one of several options",
    Kind.CHOICES: "several options",
    Kind.CLASSIFY: "a code for each sentence",
    Kind.MATCH: "a partner for each row",
    Kind.ORDER: "lines to put in order, with buttons up and down",
    Kind.NUMBER: "a number to type",
    Kind.SHORT: "a few words to type",
    Kind.LOCATE: "sentences to pick",
    Kind.SPANS: "words to mark as source, cue and content",
    Kind.CODE: "a layer of the codebook over a text, sentence by sentence",
    Kind.EVIDENCE: "passages that bear out a claim",
    Kind.ESSAY: "a text to write, with its rubric",
}
ESSAY = "handed in, with a model answer and the rubric for points of one's own"
"""An essay is not wrong: a person reads it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One column of the sheet: its name, the theme, the width in pixels, the state, what it shows in words."""

    name: str
    theme: Theme
    width: int
    state: State
    words: str


SHOTS = (
    Shot("light", "light", 760, "wrong", "after a try that was not right, with a hint open"),
    Shot("dark", "dark", 760, "wrong", "the same in JupyterLab's dark theme"),
    Shot("narrow", "light", 390, "revealed", "with its answer and the reasons, on a page of 390 pixels"),
)


def photograph(browser: Browser, course: Course, folder: Path) -> Iterator[tuple[Kind, Shot, Path]]:
    """Write one picture per kind and column, and yield each as it is written."""
    for kind in KINDS:
        for shot in SHOTS:
            place = folder / f"{kind}-{shot.name}"
            place.mkdir()
            desk = Desk(browser, course, place)
            page = open_in(desk, kind, shot.state, theme=shot.theme)
            page.set_viewport_size({"width": shot.width, "height": 900})
            picture = FOLDER / f"{kind}-{shot.name}.png"
            _shoot(page, picture)
            desk.context.close()
            yield kind, shot, picture


def _shoot(page: Page, picture: Path) -> None:
    whole = page.locator(".coursepack-exercise").screenshot(animations="disabled")
    picture.write_bytes(small_png(whole, page))


def sheet(kinds: tuple[Kind, ...]) -> str:
    """Return the page that shows all pictures, each with its description."""
    lines = [
        "# Every kind of exercise",
        "",
        "Written by `python docs/make_contact_sheet.py` from the real view, over a small course of its own.",
    ]
    for kind in kinds:
        lines += ["", f"## {kind}: {ABOUT[kind]}", ""]
        for shot in SHOTS:
            words = f"{ESSAY} ({shot.name})" if kind is Kind.ESSAY and shot.state == "wrong" else ""
            alt = f"Exercise of the kind {kind}, {ABOUT[kind]}: {words or shot.words}."
            lines.append(f"![{alt}](contact-sheet/{kind}-{shot.name}.png)")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write pictures and sheet; end with an error if a picture is too large."""
    FOLDER.mkdir(exist_ok=True)
    too_large = []
    with tempfile.TemporaryDirectory(prefix="coursepack-") as name, sync_playwright() as playwright:
        folder = Path(name)
        course = marking_course(folder / "pack")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for _, _, picture in photograph(browser, course, folder):
            size = picture.stat().st_size
            print(f"{size:7,} bytes  {picture.name}")
            too_large += [picture.name] if size > LARGEST else []
        browser.close()
    SHEET.write_text(sheet(KINDS), encoding="utf-8", newline="\n")
    if too_large:
        raise SystemExit(f"Larger than {LARGEST:,} bytes: {', '.join(too_large)}")


if __name__ == "__main__":
    main()
