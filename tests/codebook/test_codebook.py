"""Knows what a layer of the codebook must hold and how its mistakes have to be told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursepack.build.codebook_page import codebook_page
from coursepack.codebook import layer_ids, load_layer, vocabulary
from coursepack.codebook.model import CueList
from coursepack.coding.model import NEITHER
from coursepack.course import Course, load_course
from coursepack.faults import CourseError, Fault
from coursepack.texts import load_texts
from support import REPOSITORY, edit, small_course

FILE = "codebook/attribution.toml"
PACK = load_course(REPOSITORY)
TEXTS = load_texts(PACK)
LAYER = load_layer("attribution", PACK)
LAYERS = tuple(load_layer(name, PACK) for name in layer_ids(PACK))


SMALL = """
id = "attribution"
title = "Who speaks?"
question = "Does it report what somebody said?"
order = ["A3", "A0"]
intro = "Two answers. Both can be yes."

[codes.speech]
name = "Speech"
test = "There is a cue."
yes = [{ unit = "A0-08", quote = "But he said it wasn’t his place to decide.", why = "Cue ‹said› (A0-08)." }]

[codes.mind]
name = "Mind"
test = "It states what someone wants."
yes = [{ unit = "A3-02", quote = "Putin aims to reinforce", why = "An aim." }]
no = []

[cues]
speech = ["said", "told"]
speech_note = "This list is closed."

[[rules]]
id = "S1"
text = "Denying counts: ‹Trump didn’t rule out› (A0-07)."
[[rules]]
id = "S2"
text = "No content, no speech."

[speakers]
trump = "Donald Trump"
"""
"""A layer of its own, so that the tests of its mistakes stay when the codebook is edited."""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    course = small_course(tmp_path / "course")
    course.path(FILE).write_text(SMALL, encoding="utf-8")
    return course


def _edit(course: Course, old: str, new: str) -> None:
    edit(course.path(FILE), old, new)


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_layer("attribution", course)
    assert {fault.file for fault in caught.value.faults} == {FILE}
    return caught.value.faults


def test_the_layer_has_its_codes_rules_and_closed_lists() -> None:
    assert "attribution" in layer_ids(PACK)
    assert list(LAYER.codes) == ["speech", "mind", "neither"]
    assert set(LAYER.vocabularies) == {"codes", "source_types", "directness", "speakers"}
    assert sorted(LAYER.order) == sorted(TEXTS.articles)
    assert {"S1", "S11", "M1", "M4"} <= {rule.id for rule in LAYER.rules}


def test_every_example_is_verbatim_and_rests_on_a_body_sentence() -> None:
    for layer in LAYERS:
        examples = [example for code in layer.codes.values() for example in (*code.yes, *code.no)]
        assert len(examples) >= 7
        for example in examples:
            assert example.quote in TEXTS.unit(example.unit).text
            assert TEXTS.unit(example.unit).kind == "body"
            assert example.why
        assert layer.example_units() >= {example.unit for example in examples}


def test_every_layer_is_written_in_full() -> None:
    assert {layer.id for layer in LAYERS} == {"attribution", "certainty", "framing", "school"}
    for layer in LAYERS:
        assert layer.empty == NEITHER
        assert NEITHER in layer.codes
        assert all(code.test and (code.yes or code.id == NEITHER) for code in layer.codes.values())
        assert sorted(layer.order) == sorted(TEXTS.articles)
        written = [
            layer.intro,
            *(rule.text for rule in layer.rules),
            *(code.test for code in layer.codes.values()),
        ]
        assert not [text for text in written if "To be written" in text]


def test_few_sentences_are_spent_on_examples() -> None:
    body = sum(len(article.body()) for article in TEXTS.articles.values())
    assert all(len(layer.example_units()) <= body / 8 for layer in LAYERS)


def test_one_layer_asks_for_exactly_one_code_and_one_has_attributions() -> None:
    assert [layer.id for layer in LAYERS if layer.single] == ["school"]
    assert [layer.id for layer in LAYERS if layer.has_attributions] == ["attribution"]


def test_the_page_of_the_codebook_has_no_heading_without_content() -> None:
    page = codebook_page(PACK)
    assert page.count("## ") > len(LAYERS)
    assert page.count("### Cues") == sum(bool(layer.cues) for layer in LAYERS)
    assert not re.findall(r"^#+ .+\n\n#+ ", page.partition("## ")[2], flags=re.MULTILINE)
    assert page.count("Exactly one code for each sentence.") == 1


def test_every_code_has_a_name_and_a_test_on_one_line() -> None:
    for codes in (LAYER.codes, LAYER.vocabularies["source_types"], LAYER.vocabularies["directness"]):
        assert codes
        assert all(code.name and code.test and "\n" not in code.test for code in codes.values())


def test_cues_are_whole_words_with_a_note_on_whether_the_list_is_closed() -> None:
    speech, mind = LAYER.cues
    assert (speech.code, mind.code) == ("speech", "mind")
    assert {"said", "didn’t rule out", "a mantra"} <= set(speech.cues)
    assert "closed" in speech.note
    assert "open" in mind.note


def test_a_closed_list_is_given_as_ids_and_words() -> None:
    assert vocabulary("attribution.codes", PACK) == {"speech": "Speech", "mind": "Mind", "neither": "Neither"}
    assert vocabulary("attribution.speakers", PACK)["lavrov"] == "Sergey Lavrov"


@pytest.mark.parametrize("name", ["colours", "", "../course"])
def test_an_unknown_layer_is_answered_with_the_layers_there_are(name: str) -> None:
    with pytest.raises(CourseError) as caught:
        load_layer(name, PACK)
    (fault,) = caught.value.faults
    assert (fault.file, fault.found) == ("codebook", f'no layer "{name}"')
    assert '"attribution"' in fault.expected


@pytest.mark.parametrize(
    "name", ["attribution.colours", "attribution", "attribution.", "attribution.codes.x"]
)
def test_an_unknown_list_is_answered_with_the_lists_there_are(name: str) -> None:
    with pytest.raises(CourseError) as caught:
        vocabulary(name, PACK)
    (fault,) = caught.value.faults
    assert (fault.file, fault.found) == (FILE, f'no list "{name}"')
    assert '"attribution.codes"' in fault.expected


def test_a_list_of_an_unknown_layer_is_answered_with_the_layers_there_are() -> None:
    with pytest.raises(CourseError, match='no layer "colours"'):
        vocabulary("colours.codes", PACK)


def test_the_small_layer_is_in_order_before_it_is_spoilt(course: Course) -> None:
    layer = load_layer("attribution", course)
    assert layer.example_units() == {"A0-08", "A3-02", "A0-07"}
    assert layer.cues == (CueList("speech", ("said", "told"), "This list is closed."),)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "attribution"\n', "", "id"),
        ('id = "attribution"\n', 'id = "attributions"\n', "id"),
        ('title = "Who speaks?"\n', "title = 3\n", "title"),
        ('order = ["A3", "A0"]', 'order = ["A3", "A9"]', "order"),
        ('order = ["A3", "A0"]', 'order = ["A3", "A0"]\nsingle = "yes"', "single"),
        ('name = "Mind"\n', "", "mind.name"),
        ('name = "Mind"\n', 'name = "Mind"\ncolour = "blue"\n', "mind.colour"),
        ("[codes.mind]", "[kodes.mind]", "kodes"),
        ('text = "Denying counts', 'txt = "Denying counts', "rule 1.text"),
        ('id = "S2"\n', "", "rule 2.id"),
        ('id = "S2"\n', 'id = "S1"\n', "S1"),
        ("no = []\n", 'no = ["A1-09"]\n', "mind.no 1"),
        ("no = []\n", 'no = "A1-09"\n', "mind.no"),
        ('{ unit = "A3-02", quote', "{ quote", "mind.yes 1.unit"),
        (', why = "An aim."', "", "mind.yes 1.why"),
        ('speech = ["said",', 'speech = [3, "said",', "cues.speech"),
        ('speech = ["said", "told"]', 'speech = "said"', "cues.speech"),
        ("[cues]\n", '[cues]\nspeach = ["x"]\n', "cues.speach"),
        ("Both can be", "‹Both› can be", "intro"),
    ],
)
def test_a_broken_layer_file_is_told_by_its_place(course: Course, old: str, new: str, where: str) -> None:
    _edit(course, old, new)
    assert where in [fault.where for fault in _faults(course)]


@pytest.mark.parametrize("entries", ['rules = "none"', "rules = [3]", "rules = { id = 3 }"])
def test_rules_that_are_no_tables_are_told(course: Course, entries: str) -> None:
    before, _, after = SMALL.partition("[[rules]]")
    speakers = after[after.index("[speakers]") :]
    course.path(FILE).write_text(f"{entries}\n{before}{speakers}", encoding="utf-8")
    assert any(fault.where.startswith("rule") for fault in _faults(course))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Putin aims to", "Putin wants to", "‹Putin wants to reinforce›"),
        ('unit = "A3-02"', 'unit = "A3-03"', "‹Putin aims to reinforce›"),
        ('unit = "A3-02"', 'unit = "A3-99"', 'unit id "A3-99"'),
        ("‹Trump didn’t rule out›", "‹Trump didn't rule out›", "‹Trump didn't rule out›"),
        ("Cue ‹said› (A0-08).", "Cue ‹said›.", "‹said› without a unit id"),
    ],
)
def test_an_example_or_rule_that_is_not_verbatim_is_told(
    course: Course, old: str, new: str, found: str
) -> None:
    _edit(course, old, new)
    (fault,) = _faults(course)
    assert fault.found == found


def test_all_faults_of_a_layer_are_told_at_once(course: Course) -> None:
    _edit(course, 'title = "Who speaks?"\n', "")
    _edit(course, 'name = "Mind"\n', "")
    _edit(course, "‹Trump didn’t rule out› (A0-07)", "‹Trump ruled out› (A0-07)")
    _edit(course, "[cues]\n", "colour = 3\n[cues]\n")
    assert {fault.where for fault in _faults(course)} == {"title", "mind.name", "mind.colour", "S1"}


def test_a_layer_that_is_not_toml_is_told(course: Course) -> None:
    course.path(FILE).write_text("id = ", encoding="utf-8")
    assert "a line that is not TOML" in _faults(course)[0].found
