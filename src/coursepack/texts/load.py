"""Knows how the seeds and their manifest are read, checked and turned into articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.course import Course, load_course, read_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.texts.model import UNIT_ID, Article, Attested, OutsideFact, Rights, Unit
from coursepack.texts.segment import exception_faults, exceptions_for, segment, unused_exceptions

MANIFEST = "seeds/manifest.toml"
SEGMENTATION = "seeds/segmentation.toml"
ATTESTED_FIELDS = ("title", "author", "outlet", "date", "address")
NOT_ATTESTED = "not attested"


class Texts:
    """The articles of a course, by id, and all their units, by id."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self.articles: Mapping[str, Article] = {article.id: article for article in articles}
        self.units: Mapping[str, Unit] = {unit.id: unit for article in articles for unit in article.units}

    def article(self, article_id: str) -> Article:
        """Return one article; raise ``CourseError`` that lists the ids there are."""
        if article_id not in self.articles:
            raise CourseError(
                Fault(MANIFEST, "", f'no text "{article_id}"', listed(self.articles), "Use one of these ids.")
            )
        return self.articles[article_id]

    def unit(self, unit_id: str) -> Unit:
        """Return one unit; raise ``CourseError`` for an id that does not exist."""
        if unit_id not in self.units:
            shape = "an id like A2-26" if not UNIT_ID.fullmatch(unit_id) else "an id of the list of units"
            raise CourseError(
                Fault("seeds", "", f'no unit "{unit_id}"', shape, "Look the id up in the margin of the text.")
            )
        return self.units[unit_id]


def load_texts(course: Course | None = None) -> Texts:
    """Read all texts of a course; all faults of the seeds and the manifest are told at once."""
    return _load((course or load_course()).root)


@lru_cache(maxsize=8)
def _load(root: Path) -> Texts:
    faults: list[Fault] = []
    manifest = Fields(read_toml(root / MANIFEST, MANIFEST), MANIFEST, "", faults).table("texts")
    rules = read_toml(root / SEGMENTATION, SEGMENTATION)
    for article_id, entry in manifest.items():
        file, digest = _entry(article_id, entry, faults)
        if file and digest:
            faults.extend(_seed_faults(root, article_id, entry, f"seeds/{file}", digest))
    faults.extend(exception_faults(rules, SEGMENTATION, tuple(manifest)))
    raise_if_any(faults)
    texts = Texts(tuple(_article(root, article_id, entry, rules) for article_id, entry in manifest.items()))
    raise_if_any(
        unused_exceptions(rules, SEGMENTATION, {id_: each.raw for id_, each in texts.articles.items()})
    )
    return texts


def _entry(article_id: str, entry: Any, faults: list[Fault]) -> tuple[str, str]:
    """Check the form of one text's entry; return its file and its checksum."""
    fields = Fields(entry, MANIFEST, article_id, faults)
    file, digest = fields.text("file"), fields.text("sha256")
    fields.table("attested")
    outside = fields.raw("outside") or []
    tables: list[tuple[str, Any, tuple[str, ...]]] = [
        (f"{article_id}.rights", fields.table("rights"), tuple(Rights.__slots__))
    ]
    for number, fact in enumerate(outside if isinstance(outside, list) else [outside], start=1):
        tables.append((f"{article_id}.outside {number}", fact, tuple(OutsideFact.__slots__)))
    fields.finish()
    for where, table, names in tables:
        inner = Fields(table, MANIFEST, where, faults)
        for name in names:
            inner.text(name)
        inner.finish()
    return file, digest


def _seed_faults(root: Path, article_id: str, entry: Any, shown: str, expected: str) -> Iterator[Fault]:
    try:
        content = (root / shown).read_bytes()
    except OSError:
        yield Fault(
            shown,
            article_id,
            "no such file",
            "the seed named in the manifest",
            "Restore it from a fresh copy.",
        )
        return
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        yield Fault(
            shown,
            article_id,
            f"a file that was changed (sha256 {digest[:12]}…)",
            f"the seed, byte for byte (sha256 {expected[:12]}…)",
            "Restore the file from a fresh copy; unit ids and keys rest on its exact words.",
        )
        return
    try:
        raw = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Fault(shown, f"byte {error.start}", "text that is not UTF-8", "UTF-8 text", "Save it as UTF-8.")
        return
    attested = entry.get("attested")
    if not isinstance(attested, Mapping):
        return
    for field in sorted(set(attested) - set(ATTESTED_FIELDS)):
        where = f"{article_id}.attested.{field}"
        yield Fault(MANIFEST, where, f'a field "{field}"', listed(ATTESTED_FIELDS), "Check the spelling.")
    for field in ATTESTED_FIELDS:
        yield from _attested_faults(article_id, field, attested.get(field), raw)


def _attested_faults(article_id: str, field: str, value: Any, raw: str) -> Iterator[Fault]:
    where = f"{article_id}.attested.{field}"
    if value == NOT_ATTESTED:
        return
    if not isinstance(value, Mapping) or not all(
        isinstance(value.get(name), str) and value[name].strip() for name in ("value", "string")
    ):
        expected = f'{{ value, string }} or "{NOT_ATTESTED}"'
        yield Fault(
            MANIFEST,
            where,
            "nothing" if value is None else repr(value),
            expected,
            "Add what the text itself says.",
        )
    elif value["string"] not in raw:
        yield Fault(
            MANIFEST,
            where,
            f"‹{value['string']}›",
            "a string that stands in the seed, letter by letter",
            "Copy it from the seed.",
        )


def _article(root: Path, article_id: str, entry: Mapping[str, Any], rules: Mapping[str, Any]) -> Article:
    raw = (root / "seeds" / entry["file"]).read_bytes().decode("utf-8")
    return Article(
        id=article_id,
        file=entry["file"],
        raw=raw,
        units=segment(article_id, raw, exceptions_for(article_id, rules)),
        attested=tuple(_attested(field, entry["attested"][field]) for field in ATTESTED_FIELDS),
        outside=tuple(OutsideFact(**fact) for fact in entry.get("outside", [])),
        rights=Rights(**entry["rights"]),
    )


def _attested(field: str, value: Any) -> Attested:
    if value == NOT_ATTESTED:
        return Attested(field, None, None)
    return Attested(field, value["value"], value["string"])
