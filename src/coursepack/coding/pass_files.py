"""Knows the two files of one pass, and what must hold between them, the texts and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from coursepack.codebook import Layer
from coursepack.coding.model import DESCRIBED, NEITHER, Attribution, SentenceCodes
from coursepack.coding.pieces import Span, reach, spans_of
from coursepack.course import Course
from coursepack.csv_rows import CsvRow, read_rows
from coursepack.faults import Fault, listed
from coursepack.texts import Texts, Unit

YES_NO = {"0": False, "1": True}
SPEECH = "speech"
ATTRIBUTION_COLUMNS = ("unit", "number", *DESCRIBED, "source", "cue", "content", "note")


def sentence_codes(layer: Layer) -> tuple[str, ...]:
    """Return the codes that a pass writes down for every sentence: all but ``neither``."""
    return tuple(code for code in layer.codes if code != NEITHER)


class PassReader:
    """Reads the files of one pass: ``stem`` is their path inside the pack without ``-sentences.csv``.

    ``order`` names the texts that the pass covers. Faults are collected in ``faults``.
    """

    def __init__(
        self,
        course: Course,
        stem: str,
        layer: Layer,
        texts: Texts,
        order: Sequence[str],
        faults: list[Fault],
    ) -> None:
        self.course, self.stem, self.layer, self.texts, self.faults = course, stem, layer, texts, faults
        self.body: dict[str, Unit] = {
            unit.id: unit
            for article in texts.articles.values()
            if article.id in order
            for unit in article.body()
        }

    def sentences(self) -> dict[str, SentenceCodes]:
        """Return the codes of every body sentence, in the order of the texts; nothing after a fault."""
        file, codes = f"{self.stem}-sentences.csv", sentence_codes(self.layer)
        read: dict[str, SentenceCodes] = {}
        before = len(self.faults)
        rows = read_rows(self.course.path(file), file, ("unit", *codes, "note"), self.faults)
        whole = len(self.faults) == before
        for row in rows:
            unit = row.cells["unit"]
            self.faults.extend(self._sentence_faults(row, file, codes, read))
            values = {code: YES_NO.get(row.cells[code], False) for code in codes}
            read[unit] = SentenceCodes(unit, MappingProxyType(values), row.cells["note"])
        # A row that could not be read is not missing as well.
        for unit in self.body if whole else ():
            if unit not in read:
                self.faults.append(
                    Fault(
                        file,
                        unit,
                        "no row",
                        "a row for every body sentence of the pass",
                        "Code the sentence.",
                    )
                )
        return {unit: read[unit] for unit in self.body} if len(self.faults) == before else {}

    def _sentence_faults(
        self, row: CsvRow, file: str, codes: Sequence[str], read: Mapping[str, SentenceCodes]
    ) -> Iterator[Fault]:
        unit = row.cells["unit"]
        yield from self._unit_faults(unit, file, row.where)
        if unit in read:
            yield Fault(
                file, row.where, f"a second row for {unit}", "one row per sentence", "Remove one of them."
            )
        for code in codes:
            if row.cells[code] not in YES_NO:
                yield Fault(
                    file,
                    f"{row.where}, {code}",
                    f'"{row.cells[code]}"',
                    '"0" for no or "1" for yes',
                    "Correct the cell.",
                )
        held = [code for code in codes if row.cells[code] == "1"]
        if self.layer.single and len(held) > 1:
            yield Fault(
                file,
                row.where,
                " and ".join(held),
                f"at most one code: the layer {self.layer.id} gives each sentence exactly one",
                "Keep the code on which the sentence rests.",
            )

    def _unit_faults(self, unit: str, file: str, where: str) -> Iterator[Fault]:
        if unit not in self.texts.units:
            yield Fault(file, where, f'unit "{unit}"', "the id of a sentence, such as A2-26", "Look it up.")
        elif unit not in self.body:
            yield Fault(
                file,
                where,
                f'unit "{unit}"',
                "a body sentence of a text that the pass lists in its order",
                "Remove the row, or add the text to the order in passes.toml.",
            )

    def attributions(self, sentences: Mapping[str, SentenceCodes]) -> tuple[Attribution, ...]:
        """Return the attributions of the pass in text order.

        ``sentences`` are its own codes; without any, only what does not rest on them is checked.
        """
        file = f"{self.stem}-attributions.csv"
        read: dict[tuple[str, int], Attribution] = {}
        before = len(self.faults)
        for row in read_rows(self.course.path(file), file, ATTRIBUTION_COLUMNS, self.faults):
            entry = self._attribution(row, file, sentences)
            if entry and (entry.unit, entry.number) in read:
                found = f"a second row {entry.unit} number {entry.number}"
                self.faults.append(
                    Fault(file, row.where, found, "numbers 1, 2, … within a sentence", "Number it anew.")
                )
            elif entry:
                read[entry.unit, entry.number] = entry
        if sentences and len(self.faults) == before:
            self.faults.extend(_uncovered(sentences, read.values(), file))
        place = {unit: number for number, unit in enumerate(self.body)}
        return tuple(sorted(read.values(), key=lambda entry: (place[entry.unit], entry.number)))

    def _attribution(
        self, row: CsvRow, file: str, sentences: Mapping[str, SentenceCodes]
    ) -> Attribution | None:
        unit, number = row.cells["unit"], row.cells["number"]
        faults = [*self._unit_faults(unit, file, row.where), *self._word_faults(row, file)]
        if not number.isascii() or not number.isdigit() or number == "0":
            faults.append(
                Fault(file, f"{row.where}, number", f'"{number}"', "1, 2, … within a sentence", "Correct it.")
            )
        spoken = [unit for unit in self.body if not sentences or sentences[unit].codes.get(SPEECH)]
        if unit in self.body and unit not in spoken:
            faults.append(
                Fault(
                    file,
                    row.where,
                    f"an attribution in {unit}, which is not coded as speech",
                    f"speech = 1 for {unit} in {self.stem}-sentences.csv",
                    "Correct one of the two files.",
                )
            )
        units: tuple[str, ...] | None = None
        if unit in self.body:
            faults.extend(self._span_faults(row, file, self.body[unit].text))
            units = reach(row.cells["content"], unit, spoken, self.texts)
            if units is None:
                faults.append(
                    Fault(
                        file,
                        f"{row.where}, content",
                        f'"{row.cells["content"]}"',
                        f"words of {unit}, or of the sentences that continue the quotation, letter by letter",
                        "Copy them from the text; join pieces with “ … ”.",
                    )
                )
        self.faults.extend(faults)
        if faults or units is None:
            return None
        cells = {name: row.cells[name] for name in ATTRIBUTION_COLUMNS[2:]}
        return Attribution(unit=unit, units=units, number=int(number), **cells)

    def _word_faults(self, row: CsvRow, file: str) -> Iterator[Fault]:
        for field, vocabulary in DESCRIBED.items():
            allowed = self.layer.vocabularies[vocabulary]
            if row.cells[field] not in allowed:
                yield Fault(
                    file,
                    f"{row.where}, {field}",
                    f'"{row.cells[field]}"',
                    listed(allowed),
                    f"Use an id from [{vocabulary}] in codebook/{self.layer.id}.toml.",
                )

    @staticmethod
    def _span_faults(row: CsvRow, file: str, sentence: str) -> Iterator[Fault]:
        for field in ("source", "cue"):
            words = row.cells[field]
            found: tuple[Span, ...] | None = spans_of(words, sentence)
            if found is None or (field == "cue" and not words):
                yield Fault(
                    file,
                    f"{row.where}, {field}",
                    f'"{words}"',
                    f"words of {row.cells['unit']}, letter by letter",
                    "Copy them from the text; join pieces with “ … ”.",
                )


def _uncovered(
    sentences: Mapping[str, SentenceCodes],
    attributions: Iterable[Attribution],
    file: str,
) -> Iterator[Fault]:
    covered = {unit for entry in attributions for unit in entry.units}
    for unit, entry in sentences.items():
        if entry.codes.get(SPEECH) and unit not in covered:
            yield Fault(
                file,
                unit,
                "no attribution, although the sentence is coded as speech",
                "a row, or words of this sentence in the content of the attribution that it continues (S11)",
                "Add what is missing, or correct the code.",
            )
