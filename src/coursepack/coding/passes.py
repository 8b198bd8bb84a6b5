"""Knows how the passes of ``solutions/coding/<layer>/`` are listed and read, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coursepack.codebook import Layer, load_layer
from coursepack.coding.model import Pass, PassKind
from coursepack.coding.pass_files import PassReader
from coursepack.course import Course, load_course, read_toml
from coursepack.faults import Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.texts import Texts, load_texts

LIST = "passes.toml"
PASS_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PARTS = ("sentences", "attributions")


def folder(layer_id: str) -> str:
    """Return the folder of a layer's reference coding, as a path inside the pack."""
    return f"solutions/coding/{layer_id}"


def has_reference(layer_id: str, course: Course | None = None) -> bool:
    """Say whether the reference coding of a layer is in this copy of the pack."""
    return (course or load_course()).path(folder(layer_id), LIST).is_file()


def load_passes(layer_id: str, course: Course | None = None) -> tuple[Pass, ...]:
    """Read all passes of a layer; raise ``CourseError`` with every fault, each with file and line."""
    course = course or load_course()
    layer, texts = load_layer(layer_id, course), load_texts(course)
    file = f"{folder(layer_id)}/{LIST}"
    faults: list[Fault] = []
    fields = Fields(read_toml(course.path(file), file), file, "", faults)
    if fields.text("layer") != layer_id:
        faults.append(Fault(file, "layer", "another layer", f'"{layer_id}"', "Name the layer of the folder."))
    fields.text("statement")
    entries = fields.raw("pass")
    fields.finish()
    listed_passes = entries if isinstance(entries, list) else []
    if not listed_passes:
        faults.append(Fault(file, "", "no passes", "[[pass]] tables", "Add the first pass."))
    passes = [
        _pass(entry, number, file, layer, texts, course, faults)
        for number, entry in enumerate(listed_passes, start=1)
    ]
    faults.extend(_list_faults(passes, course.path(folder(layer_id)), file, layer))
    raise_if_any(faults)
    return tuple(passes)


def _pass(
    entry: Any, number: int, file: str, layer: Layer, texts: Texts, course: Course, faults: list[Fault]
) -> Pass:
    fields = Fields(entry, file, f"pass number {number}", faults)
    pass_id, kind = fields.text("id"), fields.one_of("kind", PassKind)
    if pass_id and not PASS_ID.fullmatch(pass_id):
        faults.append(
            Fault(
                file,
                fields.where,
                f'id "{pass_id}"',
                "small letters, digits and hyphens",
                "Rename the pass and its two files.",
            )
        )
        pass_id = ""
    order = _order(fields, texts)
    day, codebook, statement = _date(fields), fields.text("codebook"), fields.text("statement")
    if codebook and codebook != layer.id:
        faults.append(
            Fault(
                file,
                f"{fields.where}.codebook",
                f'"{codebook}"',
                f'"{layer.id}"',
                "Put the pass into the folder of its own layer.",
            )
        )
    fields.finish()
    reader = PassReader(course, f"{folder(layer.id)}/{pass_id}", layer, texts, order, faults)
    sentences = reader.sentences() if pass_id else {}
    attributions = reader.attributions(sentences) if pass_id and layer.has_attributions else ()
    return Pass(
        pass_id,
        kind or PassKind.MACHINE,
        order,
        day,
        codebook,
        " ".join(statement.split()),
        MappingProxyType(sentences),
        attributions,
    )


def _order(fields: Fields, texts: Texts) -> tuple[str, ...]:
    order = fields.texts("order")
    known = tuple(article for article in order if article in texts.articles)
    if known != order or len(set(order)) < len(order):
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.order",
                listed(order).replace(" or ", ", "),
                f"ids of texts, each once: {listed(texts.articles)}",
                "List the texts that were coded, in the order of coding.",
            )
        )
    return known


def _date(fields: Fields) -> str:
    value = fields.text("date")
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.date",
                f'"{value}"',
                'a date such as "2026-11-22"',
                "Correct the date.",
            )
        )
        return ""


def parts(layer: Layer) -> tuple[str, ...]:
    """Return the files that a pass of this layer has, each as the end of its name."""
    return PARTS if layer.has_attributions else PARTS[:1]


def _list_faults(passes: list[Pass], place: Path, file: str, layer: Layer) -> Iterator[Fault]:
    ids = [entry.id for entry in passes if entry.id]
    for pass_id in sorted({pass_id for pass_id in ids if ids.count(pass_id) > 1}):
        yield Fault(file, pass_id, "a second pass with this id", "ids that differ", "Rename one.")
    known = {f"{pass_id}-{part}.csv" for pass_id in ids for part in parts(layer)}
    for part in PARTS:
        for path in sorted(place.glob(f"*-{part}.csv")):
            if path.name not in known:
                yield Fault(
                    f"{file.rpartition('/')[0]}/{path.name}",
                    "",
                    "a file of a pass that is not listed",
                    f"a [[pass]] in {file} with the id of the file",
                    "List the pass, or take the file out of the folder.",
                )
