"""Knows how votes become decisions: agreement, else a ruling, else weights and no verdict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.coding import Reference, Status, reference
from coursepack.coding.model import Ruling
from coursepack.coding.votes import settle
from coursepack.course import Course
from coursepack.faults import CourseError, Fault

LAYER = "attribution"
Rule = Callable[..., None]
Edit = Callable[[str, str, str], None]
OPEN_MIND = ("A4-08", "mind", "yes", "M1", "‹symptomatic› (A4-08) is made up for a test.")


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        reference(LAYER, course)
    return caught.value.faults


def _cues(coding: Reference) -> list[tuple[str, str]]:
    return [(entry.unit, entry.cue) for entry in coding.attributions]


def test_what_all_passes_say_is_agreed(course: Course) -> None:
    decision = reference(LAYER, course).sentences["A4-01"]["speech"]
    assert (decision.votes_yes, decision.votes, decision.value) == (3, 3, True)
    assert decision.status is Status.AGREED
    assert dict(decision.weights) == {"yes": 1.0}


def test_what_no_rule_settles_is_contested_and_has_no_verdict(course: Course) -> None:
    coding = reference(LAYER, course)
    decision = coding.sentences["A4-08"]["mind"]
    assert (decision.votes_yes, decision.votes, decision.value) == (2, 3, None)
    assert decision.status is Status.CONTESTED
    assert dict(decision.weights) == {"yes": 1.0, "no": 0.5}
    assert coding.contested("mind") == ("A4-07", "A4-08")


def test_credits_of_a_code_given_alone_leave_out_what_earns_nothing(course: Course) -> None:
    coding = reference(LAYER, course)
    assert dict(coding.accepted("A4-01")) == {"speech": 1.0}
    assert dict(coding.accepted("A4-02")) == {"neither": 1.0}
    assert dict(coding.accepted("A4-08")) == {"mind": 1.0, "neither": 0.5}


def test_a_ruling_settles_what_passes_differ_on(course: Course, rule: Rule) -> None:
    rule(OPEN_MIND)
    decision = reference(LAYER, course).sentences["A4-08"]["mind"]
    assert (decision.value, decision.status, decision.rules) == (True, Status.RULED, ("M1",))
    assert dict(decision.weights) == {"yes": 1.0}
    assert "made up" in decision.reason


def test_a_ruling_may_go_against_the_majority(course: Course, rule: Rule) -> None:
    rule(("A4-08", "mind", "no", "M2 mind", "A manner."))
    decision = reference(LAYER, course).sentences["A4-08"]["mind"]
    assert (decision.votes_yes, decision.value) == (2, False)
    assert dict(decision.weights) == {"no": 1.0}


def test_a_ruling_may_leave_the_question_open_and_say_why(course: Course, rule: Rule) -> None:
    rule(("A4-08", "mind", "contested", "M1 M2", "Two rules, none first."))
    decision = reference(LAYER, course).sentences["A4-08"]["mind"]
    assert (decision.value, decision.status, decision.rules) == (None, Status.CONTESTED, ("M1", "M2"))
    assert dict(decision.weights) == {"yes": 1.0, "no": 0.5}


def test_attributions_are_the_same_where_their_cues_overlap(course: Course) -> None:
    coding = reference(LAYER, course)
    # Pass two marks "insisted to European leaders" where the others mark "insisted".
    assert _cues(coding) == [
        ("A4-01", "told"),
        ("A4-05", "said"),
        ("A4-06", "insisted"),
        ("A4-06", "were describing"),
    ]
    insisted = coding.attributions[2]
    assert (insisted.there.votes_yes, insisted.there.votes) == (3, 3)
    assert insisted.speaker.value == "trump"


def test_an_attribution_that_only_some_passes_have_is_contested(course: Course) -> None:
    coding = reference(LAYER, course)
    describing = coding.attributions[3]
    assert describing.there.status is Status.CONTESTED
    assert dict(describing.there.weights) == {"yes": 1.0, "no": 0.5}
    assert describing not in coding.counted()
    assert len(coding.counted()) == 3


@pytest.mark.parametrize(("decision", "counted"), [("yes", 4), ("no", 3)])
def test_a_ruling_decides_whether_an_attribution_counts(
    course: Course, rule: Rule, decision: str, counted: int
) -> None:
    rule(("A4-06", "cue:were describing", decision, "S6", "One cue, one attribution."))
    assert len(reference(LAYER, course).counted()) == counted


def test_fields_of_an_attribution_are_voted_on_one_by_one(course: Course, rule: Rule) -> None:
    agenda = reference(LAYER, course).attributions[1]
    assert (agenda.speaker.status, agenda.speaker.value) == (Status.AGREED, "lavrov")
    assert (agenda.directness.status, agenda.directness.value) == (Status.CONTESTED, None)
    assert dict(agenda.directness.weights) == {"direct": 1.0, "partial": 0.5}
    rule(("A4-05", "cue:said/directness", "direct", "direct", "All of it is quoted."))
    agenda = reference(LAYER, course).attributions[1]
    assert (agenda.directness.status, agenda.directness.value) == (Status.RULED, "direct")


def test_votes_follow_a_pass_that_is_added(course: Course) -> None:
    place = course.path("solutions", "coding", LAYER)
    for part in ("sentences", "attributions"):
        (place / f"four-{part}.csv").write_bytes((place / f"one-{part}.csv").read_bytes())
    text = (place / "passes.toml").read_text(encoding="utf-8")
    entry = text[text.index("[[pass]]") : text.index("[[pass]]", text.index("[[pass]]") + 1)]
    text += "\n" + entry.replace('"one"', '"four"')
    (place / "passes.toml").write_text(text, encoding="utf-8", newline="\n")
    coding = reference(LAYER, course)
    decision = coding.sentences["A4-08"]["mind"]
    assert coding.passes == ("one", "two", "three", "four")
    assert (decision.votes_yes, decision.votes) == (3, 4)
    assert decision.weights["no"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("row", "where", "found"),
    [
        (("A4-77", "mind", "yes", "M1", "Why."), "line 2", 'unit "A4-77"'),
        (("A4-08", "spin", "yes", "M1", "Why."), "line 2, code", '"spin"'),
        (("A4-08", "cue:", "yes", "M1", "Why."), "line 2, code", '"cue:"'),
        (("A4-05", "cue:said/tone", "yes", "M1", "Why."), "line 2, code", '"cue:said/tone"'),
        (("A4-05", "cue:said/directness", "yes", "S1", "Why."), "line 2, decision", '"yes"'),
        (("A4-08", "mind", "maybe", "M1", "Why."), "line 2, decision", '"maybe"'),
        (("A4-08", "mind", "yes", "", "Why."), "line 2, rule", '""'),
        (("A4-08", "mind", "yes", "M1 M99", "Why."), "line 2, rule", '"M99"'),
        (("A4-08", "mind", "yes", "M1", ""), "line 2", "no reason"),
        (("A4-08", "mind", "yes", "M1", "‹not there› (A4-08)"), "line 2", "‹not there›"),
    ],
)
def test_a_fault_in_a_ruling_is_told(
    course: Course, rule: Rule, row: tuple[str, ...], where: str, found: str
) -> None:
    rule(row)
    told = _faults(course)
    assert [(fault.where, fault.found) for fault in told] == [(where, found)]
    assert told[0].file == f"solutions/coding/{LAYER}/rulings.csv"


def test_two_rulings_on_one_question_are_told(course: Course, rule: Rule) -> None:
    rule(OPEN_MIND, OPEN_MIND)
    assert [fault.where for fault in _faults(course)] == ["line 3"]


@pytest.mark.parametrize(
    "row",
    [
        ("A4-01", "speech", "no", "S2", "All passes say yes."),
        ("A4-05", "cue:said/speaker", "trump", "S2", "All passes say Lavrov."),
        ("A4-05", "cue:whispered", "no", "S2", "No pass has this cue."),
        ("A3-01", "mind", "no", "M1", "No pass has coded A3."),
    ],
)
def test_a_ruling_on_a_question_that_is_not_open_is_told(
    course: Course, rule: Rule, row: tuple[str, ...]
) -> None:
    rule(row)
    told = _faults(course)
    assert [fault.where for fault in told] == [f"{row[0]}, {row[1]}"]
    assert "not open" in told[0].found


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 6), min_size=1).filter(
        lambda counts: any(counts.values())
    )
)
def test_weights_are_shares_of_the_most_chosen_option(counts: dict[str, int]) -> None:
    settled = settle(counts, None)
    chosen = {option for option, votes in counts.items() if votes}
    assert set(settled.weights) == chosen
    assert max(settled.weights.values()) == 1
    assert all(0 < weight <= 1 for weight in settled.weights.values())
    assert (settled.value is None) == (len(chosen) > 1)


def test_a_tie_is_contested_with_full_weight_for_both() -> None:
    assert dict(settle({"yes": 2, "no": 2}, None).weights) == {"yes": 1.0, "no": 1.0}


def test_agreement_stands_whatever_a_ruling_says() -> None:
    ruling = Ruling("A4-01", "speech", "no", ("S2",), "Why.")
    assert settle({"yes": 3, "no": 0}, ruling).value == "yes"
