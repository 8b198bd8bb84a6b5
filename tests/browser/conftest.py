"""Knows how Chromium is found and started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bare_page import Desk
from classroom import Classroom
from coursepack.course import Course
from support import small_course

expect.set_options(timeout=15_000)  # machines that run checks are shared and slow

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    for item in items:
        if Path(str(item.fspath)).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str | None:
    """Return the browser: named by CHROMIUM, or the first one on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("No Chromium found, and CI may not leave out the browser tests.")
        pytest.skip("No Chromium found. Install it, or name it in the variable CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "pack")


@pytest.fixture
def desk(browser: Browser, course: Course, tmp_path: Path) -> Iterator[Desk]:
    place = Desk(browser, course, tmp_path)
    yield place
    place.context.close()


@pytest.fixture
def classroom(course: Course, tmp_path: Path) -> Classroom:
    """Return an empty classroom of the small course."""
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    return Classroom(course, submissions, tmp_path / "report")
