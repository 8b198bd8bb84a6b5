"""Coding: passes over the texts, their agreement, the reference they add up to, and a learner's own codes."""

from coursepack.coding.learner import OwnCoding, coded_units, coding_items, own_coding
from coursepack.coding.model import Attribution, Decision, Pass, Reference, Status
from coursepack.coding.own_against import OwnAgainst, own_against
from coursepack.coding.passes import has_reference, load_passes
from coursepack.coding.votes import reference

__all__ = [
    "Attribution",
    "Decision",
    "OwnAgainst",
    "OwnCoding",
    "Pass",
    "Reference",
    "Status",
    "coded_units",
    "coding_items",
    "has_reference",
    "load_passes",
    "own_against",
    "own_coding",
    "reference",
]
