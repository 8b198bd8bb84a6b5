"""Printed and exported: the static form stands where the exercise was, not an empty box."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support import REPOSITORY

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def export(notebook: Path, folder: Path) -> str:
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(folder), str(notebook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / notebook.with_suffix(".html").name).read_text(encoding="utf-8")


def test_the_notebook_that_ships_exports_with_its_questions(tmp_path: Path) -> None:
    page = export(REPOSITORY / "exercises" / "02-who-speaks.ipynb", tmp_path)
    assert "whose own words" in page
    assert "Richard Haass" in page


def test_a_notebook_saved_by_a_learner_exports_with_its_questions_too(tmp_path: Path) -> None:
    """JupyterLab stores the live view's address beside the static form, and no state with it."""
    notebook = json.loads((REPOSITORY / "exercises" / "02-who-speaks.ipynb").read_text(encoding="utf-8"))
    changed = 0
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if "text/markdown" in output.get("data", {}):
                view = {"model_id": "0123456789abcdef", "version_major": 2, "version_minor": 1}
                output["data"] = {WIDGET_VIEW: view, **output["data"]}
                changed += 1
    assert changed > 20
    path = tmp_path / "saved.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    page = export(path, tmp_path)
    assert "whose own words" in page
    assert "0123456789abcdef" not in page
