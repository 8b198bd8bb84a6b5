"""Knows an exercise as assistive technology is told it: the accessibility tree of an open page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

CONTROLS = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "DisclosureTriangle",
        "link",
        "listbox",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "textbox",
    }
)
"""Roles of what can be used, as Chromium names them; a closed ``<details>`` is a DisclosureTriangle."""
GROUPS = frozenset({"group", "radiogroup", "list", "region", "alert"})


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that is told: its role, its name, its states, its way from the page's root."""

    role: str
    name: str
    states: Mapping[str, Any]
    above: tuple[Node, ...]

    def within(self, *roles: str) -> Node | None:
        """Return the nearest thing above with one of these roles and a name."""
        return next((node for node in reversed(self.above) if node.role in roles and node.name), None)

    @property
    def is_control(self) -> bool:
        """Say whether it can be used. A text that is for reading only still takes the focus, so it counts."""
        return self.role in CONTROLS

    def __str__(self) -> str:
        return f"{self.role} “{self.name}”"


def exercise_tree(page: Page) -> list[Node]:
    """Return everything that is told of the exercise in the page, in reading order."""
    session = page.context.new_cdp_session(page)
    try:
        raw = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in raw}
    (root,) = (node for node in raw if "parentId" not in node)
    told = list(_told(root, by_id, ()))
    return [
        node for node in told if any(each.name.startswith("Exercise ") for each in (*node.above, node)[1:])
    ]


def _told(raw: Mapping[str, Any], by_id: Mapping[str, Any], above: tuple[Node, ...]) -> Iterator[Node]:
    inside = above
    if not raw.get("ignored"):
        states = {each["name"]: each["value"].get("value") for each in raw.get("properties", ())}
        node = Node(_value(raw, "role"), _value(raw, "name").strip(), states, above)
        yield node
        inside = (*above, node)
    for child in raw.get("childIds", ()):
        if child in by_id:
            yield from _told(by_id[child], by_id, inside)


def _value(raw: Mapping[str, Any], name: str) -> str:
    return str(raw.get(name, {}).get("value", ""))
