"""Knows how a raw text is cut into units: the rules of ``seeds/segmentation.toml`` and its exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coursepack.faults import Fault, listed
from coursepack.fields import Fields
from coursepack.texts.model import ID_LETTER, Span, Unit, UnitKind

SENTENCE_END = re.compile(
    r"""[.!?]["”’']?(?=\s+["“‘\[]?[A-Z0-9\[])   # rule 2
      | (?<=\])(?=\s)                              # rule 3, after the marks
    """,
    re.VERBOSE,
)
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Jr|St)|\b[A-Z](?:\.[A-Z])*)\.$")
ENDS_LIKE_SENTENCE = re.compile(r"""[.!?]["”’']?$""")
REFERENCE_MARKS = re.compile(r"(?:\[\d+\])+$")
ADDRESS = re.compile(r"https?://\S+$")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What the rules get wrong in one text: kinds by line, lines kept whole, extra cuts, joined sentences."""

    kinds: Mapping[int, UnitKind]
    whole: frozenset[int]
    cuts: tuple[str, ...]
    joins: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    line: int
    text: str
    span: Span


def exceptions_for(article: str, data: Mapping[str, Any]) -> Exceptions:
    """Pick from the parsed ``segmentation.toml`` what concerns one text."""
    kinds = [entry for entry in data.get("kinds", []) if entry["text"] == article]
    return Exceptions(
        kinds={line: UnitKind(entry["kind"]) for entry in kinds for line in entry["lines"]},
        whole=frozenset(line for entry in kinds if entry.get("whole") for line in entry["lines"]),
        cuts=tuple(entry["after"] for entry in data.get("cuts", []) if entry["text"] == article),
        joins=tuple(
            (entry["first"], entry["second"]) for entry in data.get("joins", []) if entry["text"] == article
        ),
    )


def exception_faults(data: Mapping[str, Any], file: str, articles: Sequence[str]) -> list[Fault]:
    """Return what is wrong with the form of the parsed ``segmentation.toml``."""
    faults: list[Fault] = []
    head = Fields(data, file, "", faults)
    for name in ("kinds", "cuts", "joins"):
        for number, entry in enumerate(head.tables(name), start=1):
            fields = Fields(entry, file, f"{name} {number}", faults)
            text = fields.text("text")
            if text and text not in articles:
                faults.append(
                    Fault(file, fields.where, f'text "{text}"', listed(articles), "Use one of these.")
                )
            fields.text("reason", "")
            if name == "kinds":
                fields.one_of("kind", UnitKind)
                fields.flag("whole", default=False)
                lines = fields.raw("lines")
                if not isinstance(lines, list) or not all(isinstance(line, int) for line in lines):
                    expected = "a list of line numbers"
                    faults.append(Fault(file, fields.where, repr(lines), expected, "Correct the list."))
            for words in {"cuts": ("after",), "joins": ("first", "second")}.get(name, ()):
                fields.text(words)
            fields.finish()
    head.finish()
    return faults


def unused_exceptions(data: Mapping[str, Any], file: str, raws: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault for every cut or join whose words do not stand in their text: it would do nothing."""
    for name, parts in (("cuts", ("after",)), ("joins", ("first", "second"))):
        for number, entry in enumerate(data.get(name, ()), start=1):
            for part in parts:
                if entry[part] not in raws[entry["text"]]:
                    where, found = f"{name} {number}.{part}", f"‹{entry[part]}›"
                    yield Fault(file, where, found, f"words of {entry['text']}", "Copy them from the seed.")


def segment(article: str, raw: str, exceptions: Exceptions) -> tuple[Unit, ...]:
    """Cut a raw text into units with ids, kinds and spans, in the order of the file."""
    pieces = list(_pieces(raw, exceptions))
    first_line = pieces[0].line if pieces else 0
    lines = _by_line(pieces)
    units = [
        Unit("", article, _kind(piece, lines, first_line, exceptions), piece.line, piece.text, (piece.span,))
        for piece in pieces
    ]
    return _numbered(_joined(units, exceptions.joins))


def _pieces(raw: str, exceptions: Exceptions) -> Iterator[_Piece]:
    offset = 0
    for number, line in enumerate(raw.split("\n"), start=1):
        cuts = [] if number in exceptions.whole else _cuts(line, exceptions.cuts)
        for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
            text = line[start:end].strip()
            if text:
                begin = offset + start + line[start:end].index(text)
                yield _Piece(number, text, Span(begin, begin + len(text)))
        offset += len(line) + 1


def _cuts(line: str, extra: Sequence[str]) -> list[int]:
    cuts = {line.index(text) + len(text) for text in extra if text in line}
    start = 0
    for match in SENTENCE_END.finditer(line):
        if not ABBREVIATION.search(line[start : match.end()]):
            cuts.add(match.end())
            start = match.end()
    return sorted(cuts)


def _by_line(pieces: Iterable[_Piece]) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.text)
    return lines


def _kind(
    piece: _Piece, lines: Mapping[int, Sequence[str]], first_line: int, exceptions: Exceptions
) -> UnitKind:
    if piece.line in exceptions.kinds:
        return exceptions.kinds[piece.line]
    if REFERENCE_MARKS.match(piece.text) or ADDRESS.match(piece.text):
        return UnitKind.RESIDUE
    if piece.text.startswith("#"):
        return UnitKind.TITLE if piece.text.startswith("# ") else UnitKind.RESIDUE
    if piece.text.endswith(":"):
        return UnitKind.STUB
    if not ENDS_LIKE_SENTENCE.search(piece.text) and not _is_joined(piece.text, exceptions):
        return UnitKind.TITLE if piece.line == first_line else UnitKind.TABLE
    alone = len(lines[piece.line]) == 1
    repeated = any(piece.text in texts for line, texts in lines.items() if line != piece.line)
    return UnitKind.PULLQUOTE if alone and repeated else UnitKind.BODY


def _is_joined(text: str, exceptions: Exceptions) -> bool:
    return any(text == first for first, _ in exceptions.joins)


def _joined(units: list[Unit], joins: Sequence[tuple[str, str]]) -> list[Unit]:
    for first_text, second_text in joins:
        first = next((unit for unit in units if unit.text == first_text), None)
        second = next((unit for unit in units if unit.text == second_text), None)
        if first and second:
            whole = replace(first, text=f"{first.text} {second.text}", spans=first.spans + second.spans)
            units = [whole if unit is first else unit for unit in units if unit is not second]
    return units


def _numbered(units: Iterable[Unit]) -> tuple[Unit, ...]:
    counts: dict[UnitKind, int] = {}
    numbered = []
    for unit in units:
        counts[unit.kind] = number = counts.get(unit.kind, 0) + 1
        letter = ID_LETTER[unit.kind]
        numbered.append(
            replace(unit, id=f"{unit.article}-{letter}{number if letter else format(number, '02d')}")
        )
    return tuple(numbered)
