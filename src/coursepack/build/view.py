"""Knows how the view's source files become the one file that a page loads.

No tool but Python is needed: files are put one after the other in the order of their imports, and
import lines, the word ``export``, comment lines and indentation are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

from coursepack.faults import CourseError, Fault

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<name>[\w-]+\.js)";$', re.MULTILINE)
TOP_LEVEL = re.compile(r"^(?:export )?(?:const|let|function|class) (?P<name>\w+)", re.MULTILINE)
HEAD = "// Made by `coursepack build` from the folder view. Edit the files there.\n"


def bundle(folder: Path, entry: str) -> str:
    """Return one ES module made of ``entry`` and everything it imports from ``folder``.

    Raises ``CourseError`` if two files give one name to two things.
    """
    order: list[str] = []
    _visit(folder, entry, order)
    owners: dict[str, str] = {}
    for name in order:
        for match in TOP_LEVEL.finditer((folder / name).read_text(encoding="utf-8")):
            earlier = owners.setdefault(match["name"], name)
            if earlier != name:
                raise CourseError(
                    Fault(
                        name,
                        match["name"],
                        f"a name that {earlier} has too",
                        "names that differ",
                        "Rename one.",
                    )
                )
    return HEAD + "\n".join(_shortened(folder, name, last=name == entry) for name in order) + "\n"


def _visit(folder: Path, name: str, order: list[str]) -> None:
    if name in order:
        return
    for match in IMPORT.finditer((folder / name).read_text(encoding="utf-8")):
        _visit(folder, match["name"], order)
    order.append(name)


def _shortened(folder: Path, name: str, *, last: bool) -> str:
    text = IMPORT.sub("", (folder / name).read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and not line.startswith("//")]
    return "\n".join(line if last else line.removeprefix("export ") for line in kept)
