"""Knows what is built from what: every built file of the pack with its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

from nbformat import NotebookNode

from coursepack.build.banks import exercise_notebook, solution_notebook
from coursepack.build.codebook_page import codebook_page
from coursepack.build.execute import execute
from coursepack.build.glossary_page import glossary_page
from coursepack.build.lessons import lesson_notebook, lesson_sources
from coursepack.build.notebook import stored
from coursepack.build.unit_votes import unit_votes
from coursepack.build.view_bundle import view_difference
from coursepack.codebook import layer_ids
from coursepack.coding.published import published_files
from coursepack.course import Course
from coursepack.items import has_keys

Maker = Callable[[], bytes]
NOTEBOOK = ".ipynb"
CELL_ID = re.compile(r'\s*"id": "([^"]+)"')


def products(course: Course) -> Iterator[tuple[str, Maker]]:
    """Yield every file that is built, as its path inside the pack, with the function that makes its bytes.

    A copy without lesson sources or without solutions yields only what it can build.
    """
    if lesson_sources(course):
        yield "docs/codebook.md", lambda: codebook_page(course).encode()
    if words := glossary_page(course):
        yield "docs/glossary.md", words.encode
    for layer_id in layer_ids(course):
        for name, text in published_files(layer_id, course).items():
            yield name, text.encode
    for unit in course.units:
        for name, text in unit_votes(unit, course).items():
            yield name, text.encode
    for source in lesson_sources(course):
        yield _run(f"notebooks/{source.stem}.ipynb", lesson_notebook(source, course), course)
    for unit in course.units:
        yield _run(f"exercises/{unit.id}.ipynb", exercise_notebook(unit, course), course)
        if has_keys(unit.id, course):
            yield _run(f"solutions/{unit.id}.ipynb", solution_notebook(unit, course), course)


def build(course: Course) -> Iterator[str]:
    """Write every built file that has changed; yield their paths."""
    for name, content in _made(course):
        path = course.path(name)
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            yield name


def check(course: Course) -> list[str]:
    """Return, for every built file that is not fresh, a sentence that names the first difference."""
    found = [_difference(name, course.path(name), content) for name, content in _made(course)]
    return [difference for difference in (view_difference(course), *found) if difference]


def _made(course: Course) -> Iterator[tuple[str, bytes]]:
    """Make every built file, as many at once as there are processors: most of the time is waiting for kernels.

    Pages and votes come first, one by one: the keys in the notebooks rest on votes that are written by then.
    """
    wanted = []
    for name, make in products(course):
        if name.endswith(NOTEBOOK):
            wanted.append((name, make))
        else:
            yield name, make()
    with ThreadPoolExecutor(cpu_count()) as workers:
        contents = workers.map(lambda product: product[1](), wanted)
        yield from zip((name for name, _ in wanted), contents, strict=True)


def _run(name: str, made: NotebookNode, course: Course) -> tuple[str, Maker]:
    return name, lambda: stored(execute(made, course.path(name).parent, name))


def _difference(name: str, path: Path, fresh: bytes) -> str | None:
    if not path.exists():
        return f"{name}: the file is missing. Run: coursepack build"
    if path.read_bytes() == fresh:
        return None
    cell = ""
    pairs = zip(path.read_text(encoding="utf-8").splitlines(), fresh.decode().splitlines(), strict=False)
    for number, (old, new) in enumerate(pairs, start=1):
        found = CELL_ID.match(new)
        cell = found[1] if found else cell
        if old != new:
            near = f" (near cell {cell})" if cell else ""
            stored_as, expected = old.strip()[:120], new.strip()[:120]
            return f"{name}, line {number}{near}: stored is {stored_as!r}; its sources give {expected!r}."
    return f"{name}: the file ends earlier or later than its sources say."
