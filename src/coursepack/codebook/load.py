"""Knows how ``codebook/<layer>.toml`` is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.codebook.model import Code, CueList, Example, Layer, Rule
from coursepack.course import Course, load_course, read_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.texts import Texts, load_texts, quotation_faults

FOLDER = "codebook"
DESCRIBING = ("source_types", "directness")


def layer_ids(course: Course | None = None) -> tuple[str, ...]:
    """Return the ids of all layers in this pack."""
    return tuple(sorted(path.stem for path in (course or load_course()).path(FOLDER).glob("*.toml")))


def load_layer(layer_id: str, course: Course | None = None) -> Layer:
    """Read one layer; raise ``CourseError`` with all faults of its file."""
    course = course or load_course()
    if layer_id not in layer_ids(course):
        raise CourseError(
            Fault(FOLDER, "", f'no layer "{layer_id}"', listed(layer_ids(course)), "Use one of these layers.")
        )
    return _load(course.root, layer_id)


def vocabulary(name: str, course: Course | None = None) -> Mapping[str, str]:
    """Return a closed list by its full name, such as ``attribution.speakers``: id to words."""
    layer_id, _, part = name.partition(".")
    layer = load_layer(layer_id, course)
    if part not in layer.vocabularies:
        expected = listed(f"{layer_id}.{known}" for known in layer.vocabularies)
        raise CourseError(
            Fault(f"{FOLDER}/{layer_id}.toml", "", f'no list "{name}"', expected, "Use one of these.")
        )
    return {code.id: code.name for code in layer.vocabularies[part].values()}


@lru_cache(maxsize=16)
def _load(root: Path, layer_id: str) -> Layer:
    file, faults = f"{FOLDER}/{layer_id}.toml", list[Fault]()
    texts = load_texts(load_course(root))
    fields = Fields(read_toml(root / file, file), file, "", faults)
    codes = {key: _code(key, entry, file, texts, faults) for key, entry in fields.table("codes").items()}
    vocabularies: dict[str, Mapping[str, Code]] = {"codes": codes}
    for name in DESCRIBING:
        entries = fields.table(name, {})
        vocabularies[name] = {key: _code(key, entry, file, texts, faults) for key, entry in entries.items()}
    vocabularies["speakers"] = {
        key: Code(key, str(words), "") for key, words in fields.table("speakers", {}).items()
    }
    layer = Layer(
        id=fields.text("id"),
        title=fields.text("title"),
        question=fields.text("question"),
        intro=fields.text("intro"),
        order=fields.texts("order"),
        codes=codes,
        cues=_cues(fields.table("cues", {}), codes),
        rules=tuple(Rule(str(rule.get("id")), str(rule.get("text"))) for rule in fields.raw("rules") or ()),
        vocabularies=vocabularies,
    )
    fields.texts("unit_kinds", ())
    fields.finish()
    for rule in layer.rules:
        faults.extend(quotation_faults(rule.text, file, rule.id, texts))
    raise_if_any(faults)
    return layer


def _code(key: str, entry: Any, file: str, texts: Texts, faults: list[Fault]) -> Code:
    fields = Fields(entry, file, key, faults)
    code = Code(
        id=key,
        name=fields.text("name"),
        test=" ".join(fields.text("test").split()),
        yes=_examples(fields.raw("yes"), file, key, texts, faults),
        no=_examples(fields.raw("no"), file, key, texts, faults),
    )
    fields.finish()
    return code


def _examples(entries: Any, file: str, key: str, texts: Texts, faults: list[Fault]) -> tuple[Example, ...]:
    examples = []
    for entry in entries or ():
        example = Example(str(entry.get("unit")), str(entry.get("quote")), str(entry.get("why")))
        faults.extend(quotation_faults(f"‹{example.quote}› ({example.unit}) {example.why}", file, key, texts))
        examples.append(example)
    return tuple(examples)


def _cues(table: Mapping[str, Any], codes: Mapping[str, Code]) -> tuple[CueList, ...]:
    return tuple(
        CueList(code, tuple(table[code]), str(table.get(f"{code}_note", "")))
        for code in codes
        if code in table
    )
