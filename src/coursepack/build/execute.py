"""Knows how a notebook is run: as a learner without answers, from its own folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from coursepack.answers.place import NOBODY, PLACE_VARIABLE
from coursepack.course import ROOT_VARIABLE
from coursepack.faults import CourseError, Fault

SECONDS_PER_CELL = 120


def execute(made: NotebookNode, folder: Path, shown_as: str) -> NotebookNode:
    """Run all cells; raise ``CourseError`` that names the cell if one fails. Several may run at once, in threads."""
    folder.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        made,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(env=_environment())
    except CellExecutionError as error:
        cell = next((cell.id for cell in made.cells if _failed(cell)), "a cell")
        raise CourseError(
            Fault(
                shown_as,
                cell,
                f"an error ({error.ename}: {error.evalue})",
                "a cell that runs",
                "Mend its source.",
            )
        ) from None
    return made


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _environment() -> Mapping[str, str]:
    """Return the variables of a kernel that runs as nobody: without answers, in the course its notebook lies in."""
    kept = {name: value for name, value in os.environ.items() if name != ROOT_VARIABLE}
    return {**kept, PLACE_VARIABLE: NOBODY}
