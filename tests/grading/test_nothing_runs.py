"""Nothing that is handed in is run: the rooms that read it hold nothing that could."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import REPOSITORY

ROOMS = ("answers", "scoring", "grading", "release", "exchange", "items", "coding")
RUNS = {"eval", "exec", "compile", "__import__", "system", "popen", "spawn", "execv", "extract", "extractall"}
MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "subprocess",
    "importlib",
    "runpy",
    "code",
    "ctypes",
    "nbformat",
    "yaml",
}


def found(source: str) -> Iterator[str]:
    """Yield what could run a text or unpack it somewhere."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            of_a_pattern = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
            if name in RUNS and not of_a_pattern:
                yield name


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_that_reads_what_is_handed_in_can_run_it(room: str) -> None:
    paths = sorted((REPOSITORY / "src" / "coursepack" / room).rglob("*.py"))
    assert paths
    assert {path.name: own for path in paths if (own := list(found(_text(path))))} == {}


def test_this_test_sees_what_runs() -> None:
    assert list(found("import pickle\neval(x)\nzip.extractall(y)\nos.system(z)\nre.compile(p)")) == [
        "pickle",
        "eval",
        "extractall",
        "system",
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
