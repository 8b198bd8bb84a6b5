"""Knows how ``codebook/<layer>.toml`` is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
        empty=fields.text("empty", next(iter(codes), "")),
        codes=codes,
        cues=_cues(fields.table("cues", {}), codes, file, faults),
        rules=_rules(fields.tables("rules"), file, faults),
        vocabularies=vocabularies,
        single=fields.flag("single", default=False),
    )
    fields.finish()
    faults.extend(_layer_faults(layer, layer_id, file, texts))
    raise_if_any(faults)
    return layer


def _layer_faults(layer: Layer, layer_id: str, file: str, texts: Texts) -> Iterator[Fault]:
    if layer.id and layer.id != layer_id:
        yield Fault(file, "id", f'"{layer.id}"', f'"{layer_id}"', "Name the layer as the file is named.")
    for article in layer.order:
        if article not in texts.articles:
            yield Fault(file, "order", f'"{article}"', listed(texts.articles), "Use these texts.")
    for rule_id, times in Counter(rule.id for rule in layer.rules).items():
        if times > 1:
            yield Fault(
                file, rule_id, f"{times} rules with this id", "ids that differ", "Rename all but one."
            )
    written = [("intro", layer.intro), ("question", layer.question)]
    written += [(rule.id, rule.text) for rule in layer.rules]
    written += [(code.id, code.test) for codes in layer.vocabularies.values() for code in codes.values()]
    for where, text in written:
        yield from quotation_faults(text, file, where, texts)


def _rules(entries: Sequence[Any], file: str, faults: list[Fault]) -> tuple[Rule, ...]:
    rules = []
    for number, entry in enumerate(entries, start=1):
        fields = Fields(entry, file, f"rule {number}", faults)
        rules.append(Rule(fields.text("id"), fields.text("text")))
        fields.finish()
    return tuple(rules)


def _code(key: str, entry: Any, file: str, texts: Texts, faults: list[Fault]) -> Code:
    fields = Fields(entry, file, key, faults)
    code = Code(
        id=key,
        name=fields.text("name"),
        test=" ".join(fields.text("test").split()),
        yes=_examples(fields.tables("yes"), file, f"{key}.yes", texts, faults),
        no=_examples(fields.tables("no"), file, f"{key}.no", texts, faults),
    )
    fields.finish()
    return code


def _examples(
    entries: Sequence[Any], file: str, where: str, texts: Texts, faults: list[Fault]
) -> tuple[Example, ...]:
    examples = []
    for number, entry in enumerate(entries, start=1):
        fields, before = Fields(entry, file, f"{where} {number}", faults), len(faults)
        example = Example(fields.text("unit"), fields.text("quote"), fields.text("why"))
        fields.finish()
        if len(faults) == before:
            written = f"‹{example.quote}› ({example.unit}) {example.why}"
            faults.extend(quotation_faults(written, file, fields.where, texts))
        examples.append(example)
    return tuple(examples)


def _cues(
    table: Mapping[str, Any], codes: Mapping[str, Code], file: str, faults: list[Fault]
) -> tuple[CueList, ...]:
    fields = Fields(table, file, "cues", faults)
    cues = tuple(
        CueList(code, fields.texts(code), fields.text(f"{code}_note", ""))
        for code in codes
        if fields.has(code)
    )
    fields.finish()
    return cues
