"""Knows how a class coded the sentences of a text: votes, where it divides, where most differ from the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursepack.codebook import Layer
from coursepack.coding import Reference
from coursepack.coding.own_against import Codes, reference_codes
from coursepack.texts import Texts

SPLIT = 2 / 3
"""Below this share for its most common coding a sentence counts as one that divides the class."""


@dataclass(frozen=True, slots=True)
class ClassSentence:
    """One sentence as a class coded it.

    ``votes`` gives each coding (all codes of a student together) its number of students; ``reference`` are the codes of the
    reference, ``None`` where careful readers differ or no reference is there.
    """

    unit: str
    votes: Mapping[Codes, int]
    reference: Codes | None

    @property
    def students(self) -> int:
        """How many coded the sentence."""
        return sum(self.votes.values())

    @property
    def most(self) -> Codes:
        """The coding that most students gave; of equals the first by name."""
        return min(self.votes, key=lambda codes: (-self.votes[codes], codes))

    @property
    def split(self) -> bool:
        """Say whether the sentence divides the class."""
        return self.votes[self.most] < SPLIT * self.students

    @property
    def differs(self) -> bool:
        """Say whether most of the class code otherwise than the reference."""
        return self.reference is not None and 2 * self.votes.get(self.reference, 0) < self.students

    def share(self, code: str) -> float:
        """Return the share of the class that gave a code; of a student with two codes half counts for each."""
        return sum(votes / len(codes) for codes, votes in self.votes.items() if code in codes) / self.students


def class_sentences(
    article: str,
    coded: Mapping[str, Mapping[Codes, int]],
    reference: Reference | None,
    layer: Layer,
    texts: Texts,
) -> tuple[ClassSentence, ...]:
    """Return the sentences of a text that somebody coded; raise ``CourseError`` for a text that is not there."""
    settled = reference.sentences if reference else {}
    return tuple(
        ClassSentence(
            unit.id, coded[unit.id], reference_codes(settled[unit.id], layer) if unit.id in settled else None
        )
        for unit in texts.article(article).body()
        if unit.id in coded
    )
