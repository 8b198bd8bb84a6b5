"""Every kind, in every state, in JupyterLab's three themes: what axe-core, the tree and the colours say."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from access_tree import Node, exercise_tree
from bare_page import THEMES, Desk, wear
from contrast import (
    BORDERS,
    FOCUS,
    SHAPES,
    TEXT,
    TEXTS,
    colour_of,
    contrast,
    ground_of,
    measured,
    over,
    run_in_exercise,
    too_faint,
)
from coursepack.course import Course
from coursepack.items import Kind
from exercise_states import KINDS, STATES, State, open_in
from layout import LOST, MARKED, OVER_EACH_OTHER, SIZES
from support import marking_course

ROOT = ".coursepack-exercise"
LEAST_TARGET = 24
"""CSS pixels (WCAG 2.2, criterion 2.5.8)."""
LEAST_OUTLINE = 2
MOST_STOPS = 200
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
NARROW = 320
"""CSS pixels (WCAG 2.2, criterion 1.4.10)."""
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
"""What a reader may ask for without losing anything (WCAG 2.2, criterion 1.4.12)."""
OPENING = ("DisclosureTriangle", "button")


@dataclass(frozen=True, slots=True)
class View:
    """One exercise, opened in one state."""

    kind: Kind
    state: State
    page: Page
    desk: Desk


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("pack"))


def _name(case: tuple[Kind, State]) -> str:
    return "-".join(case).replace(" ", "-")


def in_states(*states: State) -> pytest.MarkDecorator:
    """Run a test over every kind in these states only."""
    return pytest.mark.parametrize(
        "view", [(kind, state) for kind in KINDS for state in states], indirect=True, ids=_name
    )


# One page is open for all tests of a state: they look, and put back what they change.
@pytest.fixture(scope="module", params=[(kind, state) for kind in KINDS for state in STATES], ids=_name)
def view(
    request: pytest.FixtureRequest, browser: Browser, pack: Course, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[View]:
    kind, state = request.param
    desk = Desk(browser, pack, tmp_path_factory.mktemp("answers"))
    yield View(kind, state, open_in(desk, kind, state), desk)
    desk.context.close()


@pytest.fixture
def page(view: View) -> Iterator[Page]:
    """Lend the open page; put it back to the light theme and its usual width afterwards."""
    usual = view.page.viewport_size
    yield view.page
    wear(view.page, "light")
    view.page.emulate_media(forced_colors="none")
    if usual:
        view.page.set_viewport_size(usual)


# ---- axe-core


def test_axe_finds_no_violation_in_any_theme(page: Page) -> None:
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    for theme in THEMES:
        wear(page, theme)
        # Between themes only colours differ: the other rules are asked once.
        rules = {} if theme == "light" else {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
        found = page.evaluate("([root, options]) => axe.run(root, options)", [ROOT, rules])
        told = [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found["violations"]]
        assert not told, f"{theme}: {told}"
        assert "color-contrast" in {each["id"] for each in found["passes"]}


# ---- Contrast


def test_text_stands_out_in_every_theme(page: Page) -> None:
    for theme in THEMES:
        wear(page, theme)
        assert not too_faint(page, TEXTS, TEXT), theme


def test_borders_and_underlines_stand_out_in_every_theme(page: Page) -> None:
    for theme in THEMES:
        wear(page, theme)
        assert not [str(place) for place in measured(page, BORDERS) if place.contrast < SHAPES], theme


@in_states("wrong")
def test_radio_buttons_and_boxes_stand_out_in_every_theme(page: Page) -> None:
    boxes = page.locator(f"{ROOT} input:is([type=radio], [type=checkbox]):enabled")
    for theme in THEMES:
        wear(page, theme)
        for box in [boxes.nth(number) for number in range(min(boxes.count(), 2))]:
            strongest = _strongest_pixel(page, _picture(page, box))
            assert strongest >= SHAPES, f"{theme}: {box.get_attribute('value')} {strongest:.2f}:1"


def _picture(page: Page, box: Locator) -> str:
    """Photograph a box with a little of what lies around it."""
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place
    edge = 3
    around = FloatRect(
        x=place["x"] - edge,
        y=place["y"] - edge,
        width=place["width"] + 2 * edge,
        height=place["height"] + 2 * edge,
    )
    return base64.b64encode(page.screenshot(clip=around)).decode("ascii")


def _strongest_pixel(page: Page, picture: str) -> float:
    """Return the contrast of the most different pixel with the corner: what the browser draws by itself."""
    pixels = page.evaluate(
        """async (data) => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
          canvas.drawImage(image, 0, 0);
          const { data: all } = canvas.getImageData(0, 0, image.width, image.height);
          return Array.from({ length: all.length / 4 }, (_, at) => [...all.slice(4 * at, 4 * at + 3)]);
        }""",
        picture,
    )
    colours = [(red / 255, green / 255, blue / 255, 1.0) for red, green, blue in pixels]
    return max(contrast(colour, colours[0]) for colour in colours)


@in_states("wrong", "revealed", "not saved")
def test_focus_is_seen_on_every_stop_in_every_theme(page: Page) -> None:
    page.evaluate("document.activeElement.blur(); getSelection().setPosition(document.body, 0)")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        for theme in THEMES:
            wear(page, theme)
            for found in run_in_exercise(page, FOCUS):
                ground = ground_of(found["layers"])
                ratio = contrast(over(colour_of(found["colour"]), ground), ground)
                seen = found["line"] != "none" and found["width"] >= LEAST_OUTLINE and ratio >= SHAPES
                assert seen, f"{theme}: {found}, {ratio:.2f}:1"
        if not run_in_exercise(page, FOCUS):
            return
    pytest.fail("Tab never leaves the exercise.")


def test_what_is_chosen_is_seen_in_forced_colours(view: View, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    (marks,) = run_in_exercise(page, MARKED)
    expected = {"choice", "choices", "classify", "match", "locate", "code", "spans", "evidence"}
    told = [*marks["ticked"], *marks["pressed"], *marks["marked"]]
    if view.state != "fresh" and view.kind in expected:
        assert told
    assert all(told), marks


# ---- The accessibility tree


def test_every_control_has_a_name_of_its_own(page: Page) -> None:
    controls = [node for node in exercise_tree(page) if node.is_control]
    assert controls
    assert not [str(node) for node in controls if not node.name]
    places = [(node.role, node.name, _group(node)) for node in controls]
    assert not {place for place in places if places.count(place) > 1}


def _group(node: Node) -> str:
    group = node.within("group", "radiogroup", "alert", "listitem", "row")
    return group.name if group else ""


def test_what_belongs_together_is_a_group_with_a_name(view: View, page: Page) -> None:
    # In the other kinds a box stands alone: it shows, or it hides.
    together = {"radio", "checkbox"} if view.kind in {"choices", "locate"} else {"radio"}
    assert not [str(node) for node in exercise_tree(page) if node.role in together and not _group(node)]


def test_states_are_told(page: Page) -> None:
    tree = exercise_tree(page)
    for node in tree:
        if node.role in {"radio", "checkbox"}:
            assert node.states.get("checked") in {"true", "false"}, str(node)
        if node.role == "DisclosureTriangle" or re.match(r"Hint \d|\d hints? open", node.name):
            assert node.role not in OPENING or isinstance(node.states.get("expanded"), bool), str(node)
    pressed = page.locator(f"{ROOT} [aria-pressed]").count()
    assert sum("pressed" in node.states for node in tree) == pressed


@in_states("revealed")
def test_a_closed_exercise_lets_nothing_be_changed(view: View, page: Page) -> None:
    before = len(view.desk.log.read().records)
    for node in exercise_tree(page):
        changes = (
            node.role == "radio"
            or "pressed" in node.states
            or (node.role == "textbox" and not node.states.get("readonly"))
        )
        assert node.states.get("disabled") or not changes, str(node)
    for control in page.locator(f"{ROOT} :is(button, input[type=checkbox]):enabled").all():
        if control.is_visible():
            control.click()
            assert page.evaluate("localStorage.length") == 0, control
    assert len(view.desk.log.read().records) == before


def test_one_place_speaks_politely_and_one_gives_alarm(view: View, page: Page) -> None:
    polite = page.locator(f"{ROOT} :is([role=status], [role=log], [aria-live=polite], output)")
    expect(polite).to_have_count(1)
    alert = page.locator(f"{ROOT} :is([role=alert], [aria-live=assertive])")
    expect(alert).to_have_count(1)
    told = [node for node in exercise_tree(page) if node.states.get("live") == "assertive"]
    assert len(told) == (1 if view.state == "not saved" else 0)
    if view.state == "not saved":
        expect(alert.get_by_role("button", name="Try again")).to_be_visible()


def test_controls_refer_only_to_what_is_there(page: Page) -> None:
    broken = page.evaluate(
        """(root) => [...document.querySelectorAll(`${root}, ${root} *`)].flatMap((node) =>
          ["aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) =>
            (node.getAttribute(name) ?? "").split(" ").filter((id) => id && !document.getElementById(id)).map((id) => `${name} ${id}`)))""",
        ROOT,
    )
    assert broken == []


# ---- Size, spacing, narrow pages


def test_targets_are_large_enough(page: Page) -> None:
    sizes = run_in_exercise(page, SIZES)
    assert sizes
    assert not [size for size in sizes if min(size["width"], size["height"]) < LEAST_TARGET - 0.5]


def test_a_narrow_page_with_wide_spacing_loses_nothing(page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": 900})
    _nothing_is_lost(page)
    style = page.add_style_tag(content=SPACING)
    try:
        _nothing_is_lost(page)
        page.set_viewport_size({"width": 760, "height": 900})
        _nothing_is_lost(page)
    finally:
        style.evaluate("(node) => node.remove()")


def _nothing_is_lost(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert run_in_exercise(page, LOST) == []
    assert run_in_exercise(page, OVER_EACH_OTHER) == []


# ---- The formula itself


def test_the_contrast_of_known_colours() -> None:
    white, black = (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 1.0)
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(white, colour_of("rgb(118, 118, 118)")) == pytest.approx(4.54, abs=0.005)
    assert contrast(over(colour_of("rgba(0, 0, 0, 0.5)"), white), white) == pytest.approx(3.95, abs=0.03)
    assert ground_of(["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)", "rgb(255, 255, 255)"]) == black
