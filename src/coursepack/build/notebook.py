"""Knows what a stored notebook looks like: the same bytes at every build, nothing of the machine in it."""

from __future__ import annotations

import re

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
EXERCISE_CELL = re.compile(r"\s*exercise\(")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def markdown(text: str) -> NotebookNode:
    """Return a cell of text."""
    cell: NotebookNode = new_markdown_cell(text.strip())
    return cell


def code(text: str) -> NotebookNode:
    """Return a cell of code; one that shows an exercise cannot be deleted by a stray key."""
    cell: NotebookNode = new_code_cell(text.strip())
    if EXERCISE_CELL.match(cell.source):
        cell.metadata |= {"deletable": False, "editable": False, "tags": ["exercise"]}
    return cell


def notebook(name: str, cells: list[NotebookNode]) -> NotebookNode:
    """Return a notebook whose cells are numbered by ``name``."""
    made: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    for number, cell in enumerate(cells, start=1):
        cell.id = f"{name}-{number:03d}"
    return made


def stored(made: NotebookNode) -> bytes:
    """Return the bytes of an executed notebook: no times, no widget models, no version of Python."""
    made.metadata = NotebookNode(kernelspec=KERNEL, language_info={"name": "python"})
    for cell in made.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            data = output.get("data")
            if isinstance(data, dict):
                data.pop(WIDGET_VIEW, None)
    text: str = nbformat.writes(made)
    return (text.rstrip("\n") + "\n").encode()
