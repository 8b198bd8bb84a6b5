"""Knows how a layer that asks for exactly one code is read, settled, published, scored and compared; no attributions."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import pytest

from coursepack.answers import answer_faults
from coursepack.codebook import load_layer
from coursepack.coding import OwnCoding, Reference, Status, load_passes, own_against, reference
from coursepack.coding.agreement import alpha, coincidences
from coursepack.coding.published import published_files
from coursepack.coding.tables import agreement_table, attributions_table, sentence_codes_table
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.items import Item, find_item, load_keys
from coursepack.scoring import best_answer, score
from coursepack.scoring.codes import reference_in_words
from coursepack.texts import load_texts
from single_layer import BODY, CODES, ITEM, PLACE, SCHOOL, UNIT, single_course, write_rulings

Rows = list[dict[str, str]]
THREE_WAYS = "A4-02"
TWO_WAYS = "A4-03"


@pytest.fixture(name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return single_course(tmp_path_factory.mktemp("pack"))


@pytest.fixture(name="coding")
def _coding(course: Course) -> Reference:
    return reference(SCHOOL, course)


def _published(course: Course) -> dict[str, Rows]:
    files = published_files(SCHOOL, course)
    return {name.rpartition("/")[2]: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}


def _faults(read: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        read()
    return caught.value.faults


def _edit(course: Course, name: str, old: str, new: str) -> None:
    path = course.path(PLACE, name)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_no_attributions_file_is_needed(course: Course) -> None:
    passes = load_passes(SCHOOL, course)
    assert [(len(entry.sentences), entry.attributions) for entry in passes] == [(13, ())] * 3
    assert passes[0].sentences["A4-01"].primary == "leader"
    assert passes[0].sentences["A4-05"].primary == "neither"


def test_an_attributions_file_in_such_a_layer_is_told(course: Course) -> None:
    course.path(PLACE, "one-attributions.csv").write_text("unit\n", encoding="utf-8")
    (fault,) = _faults(lambda: load_passes(SCHOOL, course))
    assert fault.file.endswith("one-attributions.csv")


def test_two_codes_in_one_sentence_of_a_pass_are_told(course: Course) -> None:
    _edit(course, "one-sentences.csv", "A4-01,0,0,0,1,", "A4-01,1,0,0,1,")
    (fault,) = _faults(lambda: load_passes(SCHOOL, course))
    assert (fault.where, fault.found) == ("line 2", "realist and leader")
    assert "exactly one" in fault.expected


def test_where_passes_differ_every_code_that_was_chosen_is_accepted(coding: Reference) -> None:
    assert dict(coding.accepted("A4-01")) == {"leader": 1.0}
    assert dict(coding.accepted(TWO_WAYS)) == {"realist": 1.0, "neither": 0.5}
    assert dict(coding.accepted(THREE_WAYS)) == {"realist": 1.0, "liberal": 1.0, "leader": 1.0}
    settled = coding.primary[TWO_WAYS]
    assert (settled.value, settled.status, dict(settled.counts)) == (
        None,
        Status.CONTESTED,
        {"realist": 2, "neither": 1},
    )


def test_decisions_on_single_codes_follow_from_the_primary_code(coding: Reference) -> None:
    decisions = coding.sentences[TWO_WAYS]
    assert [(code, decision.value) for code, decision in decisions.items()] == [
        ("realist", None),
        ("liberal", False),
        ("constructivist", False),
        ("leader", False),
    ]
    assert dict(decisions["realist"].weights) == {"yes": 1.0, "no": 0.5}
    assert decisions["liberal"].status is Status.AGREED
    assert coding.contested("realist") == (THREE_WAYS, TWO_WAYS)


def test_a_ruling_names_the_one_code(course: Course) -> None:
    write_rulings(course, (TWO_WAYS, "primary", "neither", "G1", "Made up for a test."))
    coding = reference(SCHOOL, course)
    assert dict(coding.accepted(TWO_WAYS)) == {"neither": 1.0}
    realist = coding.sentences[TWO_WAYS]["realist"]
    assert (realist.value, realist.status, realist.rules) == (False, Status.RULED, ("G1",))


def test_a_ruling_may_name_a_code_that_no_pass_chose(course: Course) -> None:
    write_rulings(course, (TWO_WAYS, "primary", "liberal", "R3", "Made up for a test."))
    decisions = reference(SCHOOL, course).sentences[TWO_WAYS]
    assert {code for code, decision in decisions.items() if decision.value} == {"liberal"}


@pytest.mark.parametrize(
    ("code", "decision", "where", "expected"),
    [
        ("realist", "yes", "line 2, code", '"primary"'),
        ("cue:said", "yes", "line 2, code", '"primary"'),
        ("primary", "yes", "line 2, decision", '"realist", "liberal"'),
    ],
)
def test_a_ruling_on_anything_else_is_told(
    course: Course, code: str, decision: str, where: str, expected: str
) -> None:
    write_rulings(course, (TWO_WAYS, code, decision, "G1", "Made up for a test."))
    (fault,) = _faults(lambda: reference(SCHOOL, course))
    assert fault.where == where
    assert expected in fault.expected


def test_votes_hold_the_primary_code_after_the_single_ones(course: Course) -> None:
    rows = [tuple(row.values()) for row in _published(course)["votes.csv"] if row["unit"] == TWO_WAYS]
    assert rows == [
        (TWO_WAYS, "realist", "yes", "2", "3", "1.000", "contested", ""),
        (TWO_WAYS, "realist", "no", "1", "3", "0.500", "contested", ""),
        (TWO_WAYS, "liberal", "no", "3", "3", "1.000", "agreed", ""),
        (TWO_WAYS, "constructivist", "no", "3", "3", "1.000", "agreed", ""),
        (TWO_WAYS, "leader", "no", "3", "3", "1.000", "agreed", ""),
        (TWO_WAYS, "primary", "realist", "2", "3", "1.000", "contested", ""),
        (TWO_WAYS, "primary", "neither", "1", "3", "0.500", "contested", ""),
    ]


def test_agreement_on_the_primary_code_is_one_nominal_variable(course: Course) -> None:
    rows = [row for row in _published(course)["agreement.csv"] if row["sentences"] == "all"]
    assert [row["code"] for row in rows] == [*CODES, "primary"]
    last = rows[-1]
    values = [[entry.sentences[unit].primary for entry in load_passes(SCHOOL, course)] for unit in BODY]
    assert float(last["alpha"]) == pytest.approx(alpha(coincidences(values)), abs=5e-4)
    # 11 sentences of 13 alike; of six ordered pairs two agree in one sentence, none in the other.
    assert float(last["percent_agreement"]) == pytest.approx(100 * (11 + 2 / 6) / 13, abs=5e-4)
    assert float(last["low"]) <= float(last["alpha"]) <= float(last["high"])
    table = agreement_table(SCHOOL, course)
    assert table["code"].tolist() == 2 * [*CODES, "primary"]


def test_tables_leave_contested_sentences_open_and_have_no_attributions(course: Course) -> None:
    table = sentence_codes_table(SCHOOL, course)
    assert table["primary"].isna().sum() == 2
    assert table["primary"]["A4-01"] == "leader"
    assert attributions_table(SCHOOL, course).empty


def _item(course: Course) -> Item:
    return find_item(ITEM, course)


def _answer(codes: Mapping[str, list[str]]) -> dict[str, object]:
    return {"codes": dict(codes), "notes": {}}


def test_a_code_item_earns_what_the_reference_accepts(course: Course, coding: Reference) -> None:
    item, key = _item(course), load_keys(UNIT, course).keys[ITEM]
    for code in (*CODES, "neither"):
        result = score(item, key, _answer({unit: [code] for unit in BODY}))
        earned = {reason.about: reason.credit for reason in result.reasons}
        assert earned == {unit: coding.accepted(unit).get(code, 0.0) for unit in BODY}
    best = best_answer(item, key)
    assert all(len(codes) == 1 for codes in best["codes"].values())
    assert score(item, key, best).score == 1


def test_what_is_open_is_said_with_every_code_and_its_weight(course: Course) -> None:
    item, key = _item(course), load_keys(UNIT, course).keys[ITEM]
    result = score(item, key, _answer({unit: ["neither"] for unit in BODY}))
    said = {reason.about: reason.says for reason in result.reasons}
    assert said[TWO_WAYS] == (
        "Careful readers differ between Realist (weight 1) or No argument (weight 0.5); your answer has the weight 0.5."
    )
    assert said["A4-05"] == "As in the reference."
    assert "Leader and domestic" in said["A4-01"]
    assert reference_in_words(key.codes["A4-01"], item.task) == "Leader and domestic"  # type: ignore[arg-type] # a code task


def test_two_codes_in_one_answer_do_not_fit(course: Course) -> None:
    item = _item(course)
    assert answer_faults(item, _answer({"A4-01": ["leader"]})) == ()
    (fault,) = answer_faults(item, _answer({"A4-01": ["realist", "leader"]}))
    assert "exactly one" in fault


def test_own_codes_stand_against_settled_sentences_only(course: Course, coding: Reference) -> None:
    own = OwnCoding({"A4-01": ("leader",), TWO_WAYS: ("realist",), "A4-05": ("liberal",)})
    layer = load_layer(SCHOOL, course)
    found = own_against(own, coding, "A4", layer, load_texts(course))
    assert (found.units, found.contested, found.same) == (("A4-01", "A4-05"), (TWO_WAYS,), 1)
    assert found.table == {(("leader",), ("leader",)): ("A4-01",), (("liberal",), ("neither",)): ("A4-05",)}
