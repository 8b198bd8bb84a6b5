"""Knows a made-up coding of ten sentences by two coders, on which agreement can be computed by hand.

The coders are invented, and so are their slips: nothing here is part of the reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coursepack.coding.agreement import Agreement, agreement_of

CODERS = ("Coder A", "Coder B")
CODE = "mind"
TEACHING_EXAMPLE: Mapping[str, tuple[bool, bool]] = MappingProxyType(
    {
        "A0-02": (True, True),
        "A0-04": (False, False),
        "A0-13": (False, False),
        "A0-15": (False, False),
        "A1-09": (False, False),
        "A2-39": (True, True),
        "A3-02": (True, True),
        "A3-03": (False, True),
        "A3-05": (False, False),
        "A3-09": (True, False),
    }
)
"""Sentence to what the two coders say to "is it mind?": the table that lesson 8 works through."""


def teaching_agreement() -> Agreement:
    """Return the agreement of the two coders; the bootstrap draws sentences, which stand far apart."""
    return agreement_of(CODE, len(CODERS), [[values] for values in TEACHING_EXAMPLE.values()])
