"""Knows how the real view runs in a bare page, over a real session and a real log."""

from __future__ import annotations

import json
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page

import coursepack.widgets
from coursepack.answers import AnswerLog, NotSavedError
from coursepack.course import Course
from coursepack.items import find_item
from coursepack.widgets.page import page as page_of
from coursepack.widgets.session import Session, operation_from

VIEW = Path(coursepack.widgets.__file__).parent

Theme = Literal["light", "dark", "high contrast"]
THEMES: dict[Theme, str] = {
    "light": "theme-light-extension",
    "dark": "theme-dark-extension",
    "high contrast": "theme-dark-high-contrast-extension",
}
"""JupyterLab's own three themes, with the folders that hold them."""
THEME_FOLDER = Path(sysconfig.get_path("data"), "share", "jupyter", "lab", "themes", "@jupyterlab")
MATERIAL = ":root { --md-grey-300: #e0e0e0 }"
"""The one colour that the high-contrast theme takes from JupyterLab's core without a fallback."""

HOST = """
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exercise</title><style id="theme"></style><style>%(css)s</style></head>
<body style="margin: 0; font-size: 15px; background: var(--jp-layout-color0)"><main id="place"></main>
<script type="module">
const source = %(esm)s;
const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
const listeners = {};
const values = %(values)s;
let hold = false;
const held = [];
const deliver = async (act) => {
  const answer = await window.python(act);
  if (answer.state) { values.state = answer.state; (listeners["change:state"] ?? []).forEach((hear) => hear()); }
  (listeners["msg:custom"] ?? []).forEach((hear) => hear(answer.message));
};
const model = {
  get: (name) => values[name],
  on: (name, hear) => (listeners[name] ??= []).push(hear),
  off: (name, hear) => (listeners[name] = (listeners[name] ?? []).filter((own) => own !== hear)),
  send: (act) => { if (window.dead) return; if (hold) held.push(act); else deliver(act); },
};
window.hold = (on) => { hold = on; if (!on) held.splice(0).forEach(deliver); };
window.leave = module.default.render({ model, el: document.getElementById("place") });
window.ready = true;
</script></body></html>
"""


class Desk:
    """One exercise in a bare page, over a real session; ``fail`` makes the disk refuse."""

    def __init__(self, browser: Browser, course: Course, folder: Path) -> None:
        self.course, self.log = course, AnswerLog(folder / "answers.jsonl", course.id)
        self.context = browser.new_context(viewport={"width": 760, "height": 900})
        self.folder = folder
        self.fail: str | None = None
        self.session: Session | None = None

    def open(self, item_id: str, *, theme: Theme = "light") -> Page:
        """Open the exercise in a new page of the same browser, as after a reload, in one of JupyterLab's themes."""
        item = find_item(item_id, self.course)
        self.session = Session(item, self.course, self.log)
        values = {"page": page_of(item, self.course, self.log), "state": self.session.state()}
        host = HOST % {
            "css": (VIEW / "exercise.css").read_text(encoding="utf-8"),
            "esm": json.dumps((VIEW / "exercise.js").read_text(encoding="utf-8")).replace("</", "<\\/"),
            "values": json.dumps(values).replace("</", "<\\/"),
        }
        page = self.context.new_page()
        page.set_default_timeout(5000)
        page.expose_function("python", self._hear)
        page.route("http://course.test/", lambda route: route.fulfill(body=host, content_type="text/html"))
        page.goto("http://course.test/")
        page.wait_for_function("window.ready")
        wear(page, theme)
        return page

    def _hear(self, message: dict[str, Any]) -> dict[str, Any]:
        operation = operation_from(message)
        if operation is None or self.session is None:
            raise AssertionError(message)
        if self.fail:
            return {"message": {"type": "failed", "operation": operation.id, "message": self.fail}}
        try:
            self.session.do(operation)
        except NotSavedError as error:
            return {"message": {"type": "failed", "operation": operation.id, "message": str(error)}}
        return {"state": self.session.state(), "message": {"type": "done", "operation": operation.id}}


def wear(page: Page, theme: Theme) -> None:
    """Give an open page the colours of another theme, as JupyterLab's settings do."""
    page.evaluate(
        """([css, light]) => {
          document.getElementById("theme").textContent = css;
          document.body.setAttribute("data-jp-theme-light", light);
        }""",
        [_theme_css(theme), "true" if theme == "light" else "false"],
    )


@cache
def _theme_css(theme: Theme) -> str:
    return MATERIAL + (THEME_FOLDER / THEMES[theme] / "index.css").read_text(encoding="utf-8")
