"""Knows how a test uses a page without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)
