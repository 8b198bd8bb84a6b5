"""Knows the figures of lesson 3: hedges and boosts of a learner's coding, and one ratio told three times."""

from __future__ import annotations

from collections.abc import Mapping

from coursepack.answers import Answer
from coursepack.answers.fit import number_in
from coursepack.cards import find_card
from coursepack.cards.show import in_words
from coursepack.charts.certainty import hedges_and_boosts as hedges_chart
from coursepack.charts.one_ratio import Claim, Telling
from coursepack.charts.one_ratio import one_ratio as ratio_chart
from coursepack.course import Course, load_course
from coursepack.texts import load_texts
from coursepack.widgets.figure import ShownChart, codings, latest_answers

LAYER = "certainty"
TELLINGS: Mapping[str, str] = {
    "how-sure-practice-06": "D05-a",
    "how-sure-08": "D05-b",
    "how-sure-09": "D05-c",
}
"""Exercise in which a ratio is worked out, and the fact card that it is worked out from."""
CLAIM = Claim("A1-10, “two to three times”", 2, 3, "A1-10")


def hedges_and_boosts(*, show_reference: bool = False) -> ShownChart:
    """Show hedges and boosts per hundred coded sentences, by the learner's own answers.

    The reference coding stands beside them when it is in this copy and the exercises are finished;
    ``show_reference`` shows it without answers (for teachers).
    """
    course = load_course()
    own, settled = codings(course, LAYER, show_reference=show_reference)
    return ShownChart(hedges_chart(own, settled, load_texts(course), show_reference=show_reference))


def one_ratio() -> ShownChart:
    """Show the three numbers that the learner worked out from the cards on ammunition, beside the claim of A1-10."""
    course = load_course()
    given = latest_answers(course)
    tellings = [_telling(item, card, given.get(item), course) for item, card in TELLINGS.items()]
    return ShownChart(ratio_chart(tellings, CLAIM, load_texts(course)))


def _telling(item: str, card_id: str, answer: Answer, course: Course) -> Telling:
    card = find_card(card_id, course)
    label = f"Card {card_id}, {in_words(card.published)}"
    return Telling(label, number_in(answer), item, " ".join(card.fact.replace("*", "").split()))
