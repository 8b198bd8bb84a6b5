"""Knows how a quotation is written in the course: ‹exact words› (A2-26), and whether it is verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.faults import Fault
from coursepack.texts.load import Texts
from coursepack.texts.model import UNIT_ID

QUOTATION = re.compile(r"‹(?P<words>[^‹›]*)›(?:\s*\((?P<unit>[^()]*)\))?")
LONE_MARK = re.compile(r"‹[^‹›]{0,20}|[^‹›]{0,20}›")
UNIT_MENTION = re.compile(rf"(?<![\w-])({UNIT_ID.pattern})(?![\w-])")


def quotation_faults(text: str, file: str, where: str, texts: Texts) -> Iterator[Fault]:
    """Yield a fault for every quotation without a unit id, with an unknown one, or not verbatim.

    A quotation is ``‹words› (A2-26)``: the words stand in that unit letter by letter.
    A unit id that is only mentioned must exist as well.
    """
    for match in QUOTATION.finditer(text):
        words, unit_id = match["words"], match["unit"]
        if unit_id is None:
            yield Fault(
                file,
                where,
                f"‹{words}› without a unit id",
                "‹words› (A2-26)",
                "Add the id in round brackets.",
            )
        elif unit_id not in texts.units:
            yield Fault(file, where, f'unit id "{unit_id}"', "an id of a unit", "Look it up in the text.")
        elif words not in texts.units[unit_id].text:
            yield Fault(
                file,
                where,
                f"‹{words}›",
                f"words that stand in {unit_id}, letter by letter",
                "Copy them from the seed.",
            )
    for match in LONE_MARK.finditer(QUOTATION.sub("", text)):
        yield Fault(
            file,
            where,
            f"{match[0]} without its partner",
            "‹words› (A2-26), not nested",
            "Put ‹ before and › after the words.",
        )
    for match in UNIT_MENTION.finditer(QUOTATION.sub("", text)):
        if match[1] not in texts.units:
            yield Fault(file, where, f'unit id "{match[1]}"', "an id of a unit", "Look it up in the text.")
