"""What README and guides tell people to type can be typed, and their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursepack.cli import parser
from support import REPOSITORY

PAPERS = sorted(
    path
    for place in (
        REPOSITORY,
        *(REPOSITORY / name for name in ("docs", "docs/teaching", "benchmarks", "lessons")),
    )
    for path in place.glob("*.md")
)
COMMAND = re.compile(
    r"`(?:\.venv[/\\]\w+[/\\])?coursepack (?P<inline>[^`…]+)`|^ +coursepack (?P<alone>.+)$", re.MULTILINE
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _commands(path: Path) -> Iterator[list[str]]:
    """Yield every command of a paper, with its words; one that is only named asks for its help."""
    for found in COMMAND.finditer(path.read_text(encoding="utf-8")):
        words = shlex.split(found["inline"] or found["alone"])
        yield words if len(words) > 1 else [*words, "--help"]


def test_there_are_papers_and_commands_in_them() -> None:
    assert {"README.md", "authors-guide.md", "grading-guide.md"} <= {path.name for path in PAPERS}
    assert len([words for path in PAPERS for words in _commands(path)]) > 15


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_command_is_one_that_the_program_takes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = []
    for words in _commands(path):
        try:
            parser().parse_args(words)
        except SystemExit as end:
            if end.code:
                refused.append((" ".join(words), capsys.readouterr().err.splitlines()[-1]))
    assert refused == []


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    # A lesson is read as the notebook that is built from it.
    place = REPOSITORY / "notebooks" if path.parent.name == "lessons" else path.parent
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (place / link).exists()] == []
