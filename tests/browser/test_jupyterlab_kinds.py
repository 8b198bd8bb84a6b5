"""Every kind from start to end by keyboard alone, in a real JupyterLab with its command mode listening."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from coursepack.build import build
from coursepack.coding import reference
from coursepack.course import load_course
from keyboard import press
from lab_server import Lab, run_all
from support import MARKING, REPOSITORY, UNIT, marking_course


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("kinds")
    list(build(marking_course(folder / "pack")))
    server = Lab(folder / "pack", folder / "private")
    yield server
    server.stop()


def shown(page: Page, item: str) -> Locator:
    view = page.locator(f".coursepack-exercise[aria-label='Exercise {item}']")
    expect(view).to_have_count(1)
    return view


def tab_to(page: Page, target: Locator, limit: int = 60) -> None:
    """Press Tab until the focus is on ``target``, as somebody without a mouse does."""
    wanted = target.element_handle()
    for _ in range(limit):
        if page.evaluate("(wanted) => document.activeElement === wanted", wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab never reaches the control.")


def enter(view: Locator) -> None:
    """Come into an exercise: the first control gets the focus, from then on only keys are pressed."""
    view.scroll_into_view_if_needed()
    view.locator("input, select, textarea, button, [tabindex='0']").first.focus()


def submit(page: Page, view: Locator) -> None:
    tab_to(page, view.get_by_role("button", name="Submit answer"))
    press(page, "Enter")


def choice(page: Page, view: Locator) -> None:
    tab_to(page, view.locator("input[type=radio]").first)
    press(page, "Space", "ArrowDown")
    submit(page, view)


def choices(page: Page, view: Locator) -> None:
    tab_to(page, view.locator("input[type=checkbox]").first)
    press(page, "Space", "Tab", "Space")
    submit(page, view)


def rows(*places: int) -> Callable[[Page, Locator], None]:
    def act(page: Page, view: Locator) -> None:
        for number, place in enumerate(places):
            tab_to(page, view.locator(".coursepack-rows > li").nth(number).locator("input").first)
            press(page, "Space", *["ArrowRight"] * place)
        submit(page, view)

    return act


def typed(text: str) -> Callable[[Page, Locator], None]:
    def act(page: Page, view: Locator) -> None:
        tab_to(page, view.locator("input[type=text], textarea").first)
        page.keyboard.type(text)
        submit(page, view)

    return act


def locate(page: Page, view: Locator) -> None:
    tab_to(page, view.locator("input[value='A4-04']"))
    press(page, "Space", "Tab", "Space", "Tab", "Space")
    submit(page, view)


def spans(page: Page, view: Locator) -> None:
    tab_to(page, view.get_by_role("textbox", name="Passage to mark"))
    press(page, *["Shift+ArrowRight"] * 3, "3", "ArrowRight", "Shift+ArrowRight", "1", "ArrowRight", "2")
    press(page, *["ArrowRight"] * 8, *["Shift+ArrowRight"] * 5, "3")
    submit(page, view)


def evidence(page: Page, view: Locator) -> None:
    tab_to(page, view.get_by_role("textbox", name="Passage to mark"))
    press(
        page, *["Shift+ArrowRight"] * 5, "1", "ArrowDown", "ArrowDown", "Home", *["Shift+ArrowRight"] * 5, "1"
    )
    submit(page, view)


def order(page: Page, view: Locator) -> None:
    last = view.get_by_role("button", name="Move Trump speaks on Air Force One in mid-May up")
    tab_to(page, last)
    press(page, "Enter", "Enter")
    submit(page, view)


def code(page: Page, view: Locator) -> None:
    course = load_course(REPOSITORY)
    sentences = reference("attribution", course).sentences
    tab_to(page, view.locator(".coursepack-coding button").first)
    for number in range(1, 13):
        mind = sentences[f"A3-{number:02d}"]["mind"].weights.get("yes", 0) == 1
        press(page, "2" if mind else "3")
    submit(page, view)


RIGHT = "Right. 1 of 1 point."
ESSAY = "Reports in the media, which name nobody, say that the Russian leader told the president of the United States what he wants."
ACTS: dict[str, tuple[str, Callable[[Page, Locator], None], str]] = {
    "small-choice": (UNIT, choice, RIGHT),
    "small-choices": (UNIT, choices, RIGHT),
    "small-classify": (UNIT, rows(1, 0, 2), RIGHT),
    "small-match": (UNIT, rows(0, 1, 2), RIGHT),
    "small-number": (UNIT, typed("4"), RIGHT),
    "small-short": (UNIT, typed("cast himself as"), RIGHT),
    "small-locate": (UNIT, locate, RIGHT),
    "small-spans": (MARKING, spans, RIGHT),
    "small-evidence": (MARKING, evidence, RIGHT),
    "small-order": (MARKING, order, RIGHT),
    "small-code": (MARKING, code, RIGHT),
    "small-essay": (MARKING, typed(ESSAY), "Saved. Below is a model answer."),
}


HEARD: list[str] = []
"""Everything that the server sent to the pages before the first answer."""


@pytest.fixture(scope="module")
def pages(browser: Browser, lab: Lab) -> Iterator[dict[str, Page]]:
    context = lab.context(browser)
    context.on("page", lambda page: page.on("websocket", _listen))
    opened = {}
    for unit in (UNIT, MARKING):
        opened[unit] = lab.open(context, f"exercises/{unit}.ipynb")
        run_all(opened[unit])
    yield opened
    context.close()


def _listen(socket: WebSocket) -> None:
    socket.on(
        "framereceived",
        lambda frame: HEARD.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")),
    )


def test_nothing_of_a_key_reaches_the_page_before_an_answer(pages: dict[str, Page], lab: Lab) -> None:
    """In messages, in the page, in the notebook: no reason, no feedback, no model answer."""
    secrets = []
    for unit, last in ((UNIT, "small-locate"), (MARKING, "small-essay")):
        pages[unit].bring_to_front()
        expect(shown(pages[unit], last).locator(".coursepack-head")).to_be_visible()
        text = (lab.root / "solutions" / f"{unit}.toml").read_text(encoding="utf-8")
        secrets += re.findall(r'(?:why|says|model) = "([^"]{12,})"', text)
    notebooks = [path.read_text(encoding="utf-8") for path in (lab.root / "exercises").glob("*.ipynb")]
    everything = "\n".join([*HEARD, *notebooks, *(page.content() for page in pages.values())])
    assert "small-essay" in "".join(HEARD)
    assert len(secrets) > 20
    assert [secret for secret in secrets if secret in everything] == []


@pytest.mark.parametrize("item", ACTS)
def test_a_kind_is_done_by_keyboard_alone(pages: dict[str, Page], lab: Lab, item: str) -> None:
    unit, act, headline = ACTS[item]
    page = pages[unit]
    page.bring_to_front()
    view = shown(page, item)
    cells = page.locator(".jp-Cell").count()
    enter(view)
    act(page, view)
    expect(view.locator(".coursepack-headline")).to_have_text(headline)
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    assert lab.foreign == []
