"""Knows in which order the rooms of the library may import each other, and what nobody may import at the door."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import coursepack
from support import REPOSITORY

LIBRARY = REPOSITORY / "src" / "coursepack"
ORDER = (
    ("faults", "course", "fields", "csv_rows", "markup"),
    ("texts",),
    ("codebook", "cards"),
    ("items",),
    ("answers",),
    ("scoring",),
    ("coding",),
    ("grading", "release", "exchange"),
    ("charts",),
    ("widgets",),
    ("build",),
    ("cli", "__main__"),
)
"""From the ground up. A room may import itself, its neighbours in a line, and whatever stands before it."""
FLOOR = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
HEAVY = (
    "pandas",
    "numpy",
    "plotly",
    "IPython",
    "ipywidgets",
    "anywidget",
    "jupytext",
    "nbformat",
    "nbclient",
    "jinja2",
    "markdown_it",
)
WITHOUT_NOTEBOOK = (
    "faults",
    "course",
    "fields",
    "csv_rows",
    "texts",
    "codebook",
    "cards",
    "items",
    "answers",
    "scoring",
    "grading",
    "release",
    "exchange",
    "cli",
)
"""Rooms that a grader passes through: they start without Jupyter, pandas and plotly."""


def _modules() -> list[Path]:
    return sorted(path for path in LIBRARY.rglob("*.py") if path != LIBRARY / "__init__.py")


def _room(path: Path) -> str:
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


def _imported(source: str, package: str) -> Iterator[str]:
    """Yield full names of all modules imported anywhere in a source, inside functions as well."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parent, base] if base else parent)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (str(part.value) for part in node.args[:1] if isinstance(part, ast.Constant))


def _rooms_imported(source: str, package: str) -> set[str]:
    names = [name.split(".") for name in _imported(source, package)]
    return {name[1] for name in names if name[0] == "coursepack" and len(name) > 1}


def _upward(source: str, room: str, package: str) -> set[str]:
    return {other for other in _rooms_imported(source, package) if FLOOR.get(other, -1) > FLOOR[room]}


def _package(path: Path) -> str:
    return ".".join(["coursepack", *path.relative_to(LIBRARY).parts[:-1]])


def _loaded(statement: str, names: tuple[str, ...]) -> list[str]:
    """Run a statement in a fresh Python; return which of ``names`` are loaded after it."""
    code = f"import sys\n{statement}\nprint(*[name for name in {names!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


def test_every_room_has_its_place_in_the_order() -> None:
    assert {_room(path) for path in _modules()} <= set(FLOOR)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_no_room_imports_a_room_above_it(path: Path) -> None:
    assert _upward(path.read_text(encoding="utf-8"), _room(path), _package(path)) == set()


@pytest.mark.parametrize(
    "source",
    [
        "from coursepack.scoring import score",
        "import coursepack.scoring.choice",
        "from coursepack import scoring",
        "def late():\n    from coursepack.scoring.result import Reason",
        "if TYPE_CHECKING:\n    from coursepack.scoring import Result",
        "from ..scoring import score",
        "from .. import scoring",
        "import_module('coursepack.scoring')",
        "importlib.import_module('coursepack.scoring.choice')",
    ],
)
def test_an_import_upwards_would_be_seen_however_it_is_written(source: str) -> None:
    assert _upward(source, "items", "coursepack.items") == {"scoring"}
    assert _upward(source, "scoring", "coursepack.scoring") == set()
    assert _upward(source, "grading", "coursepack.grading") == set()


def test_neighbours_and_the_ground_may_be_imported() -> None:
    source = "from coursepack.faults import Fault\nfrom . import model\nfrom .load import x\nimport pandas\nimport coursepack"
    assert _rooms_imported(source, "coursepack.items") == {"faults", "items"}
    assert _upward(source, "items", "coursepack.items") == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _loaded("import coursepack", HEAVY) == []


@pytest.mark.parametrize("room", WITHOUT_NOTEBOOK)
def test_a_room_that_the_grader_passes_loads_nothing_of_notebooks_tables_and_figures(room: str) -> None:
    heavy = tuple(name for name in HEAVY if name not in {"jinja2", "markdown_it"})
    assert _loaded(f"import coursepack.{room}", heavy) == []


def test_a_name_of_the_package_is_found_when_it_is_first_used() -> None:
    assert _loaded("import coursepack; coursepack.units_table", ("pandas", "coursepack.texts.tables")) == [
        "coursepack.texts.tables"
    ]


def test_every_word_for_notebooks_is_explained_to_authors() -> None:
    guide = REPOSITORY / "docs" / "authors-guide.md"
    explained = set(re.findall(r"`(\w+)\(", guide.read_text(encoding="utf-8")))
    assert set(coursepack.__all__) - explained == set()
    assert explained - set(coursepack.__all__) == set()


def test_a_name_that_the_package_does_not_have_is_an_attribute_error() -> None:
    code = (
        "import coursepack\ntry:\n    coursepack.nothing\nexcept AttributeError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert "has no attribute 'nothing'" in done.stdout
