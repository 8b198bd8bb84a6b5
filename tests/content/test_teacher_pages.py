"""Knows that the pages for teachers quote letter by letter, and that the exercises they name are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from coursepack.items import Item
from coursepack.texts import Texts, quotation_faults
from support import REPOSITORY

EXERCISE = re.compile(r"`((?:[a-z]+-)+\d\d)`")
BUILT_OR_ABOUT_QUOTING = ("codebook.md", "authors-guide.md")


@pytest.fixture(scope="module")
def pages() -> Sequence[Path]:
    found = [*(REPOSITORY / "docs").glob("*.md"), *(REPOSITORY / "docs" / "teaching").glob("*.md")]
    if not (REPOSITORY / "docs" / "teaching-guide.md").is_file():
        pytest.skip("this copy has no pages for teachers")
    return [path for path in sorted(found) if path.name not in BUILT_OR_ABOUT_QUOTING]


def test_quotations_are_copied_letter_by_letter(pages: Sequence[Path], texts: Texts) -> None:
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert [str(fault) for fault in quotation_faults(text, path.name, "", texts)] == []


def test_exercises_that_are_named_exist(pages: Sequence[Path], items: Sequence[Item]) -> None:
    known = {item.id for item in items}
    families = {item_id.rpartition("-")[0] for item_id in known}
    unknown = [
        (path.name, name)
        for path in pages
        for name in EXERCISE.findall(path.read_text(encoding="utf-8"))
        if name.rpartition("-")[0] in families and name not in known
    ]
    assert unknown == []
