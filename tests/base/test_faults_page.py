"""The page on faults and attacks names tests that exist, and every line of its tables names one."""

from __future__ import annotations

import re

from support import REPOSITORY

PAGE = REPOSITORY / "docs" / "faults-and-attacks.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_page_names_exists() -> None:
    named = TEST.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 60
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (path := REPOSITORY / file).is_file() or f"def {name}(" not in path.read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_fault_on_the_page_has_a_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    heads = [row for row in rows if row.endswith("| test |")]
    faults = [row for row in rows if row not in heads and "---" not in row]
    assert len(heads) > 5
    assert [row for row in faults if not TEST.search(row.rpartition(" | ")[2])] == []
