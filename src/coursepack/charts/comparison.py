"""Knows the two charts that compare five texts: what each answers to one question, and how it names the war."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coursepack.charts.chart import CANNOT_SHOW, Chart
from coursepack.charts.cross_table import NO_ANSWER, Cell, Table, draw_table, folded
from coursepack.charts.framing import sentences_by_choice
from coursepack.charts.words import counted, joined
from coursepack.coding.own_rows import GivenRow
from coursepack.texts import Texts

QUESTIONS_CAVEAT = (
    CANNOT_SHOW
    + "which answer is right, and whether a text would answer if it were asked. An open cell means that you matched "
    "no sentence of that text to that question. One copy breaks off, and texts before the summit cannot answer what came after it."
)
NAMES_CAVEAT = (
    CANNOT_SHOW
    + "why a name was chosen. A writer may follow house style, save words, or keep what a source said. "
    "Most texts use more than one name, and you sorted some of them only."
)
FILLED = 0.6
"""Shade of a cell with an answer."""


def questions_by_text(answers: Mapping[str, Sequence[GivenRow]], texts: Texts) -> Chart:
    """Return the table of questions by texts, in the learner's own answers.

    ``answers`` has for every question the rows that were matched to an answer. A cell holds what the
    learner chose for the sentences of that text; several choices stand one below the other.
    """
    chart_id, title = "questions-by-text", "Five questions, five texts"
    if not any(answers.values()):
        words = (
            "Nothing to draw yet. The table fills as you match sentences to the questions they answer: "
            "answer some of these exercises, then run this cell again."
        )
        return Chart(chart_id, title, None, words, QUESTIONS_CAVEAT, (), words)
    articles = sorted(texts.articles)
    found = {
        question: {article: _of(article, given, texts) for article in articles}
        for question, given in answers.items()
    }
    cells = tuple(
        tuple(_cell(question, article, rows) for article, rows in by_text.items())
        for question, by_text in found.items()
    )
    chart = Chart(chart_id, _finding(found), None, _told(found), QUESTIONS_CAVEAT, ())
    return draw_table(chart, Table(tuple(answers), tuple(articles), cells), texts)


def names_by_text(given: Sequence[GivenRow], texts: Texts) -> Chart:
    """Return the table of texts by what their names for the war say, in the learner's own answers."""
    chart_id, title = "names-by-text", "What the names for the war say, text by text"
    if not given:
        words = (
            "Nothing to draw yet. The table fills as you sort names for the war: answer that exercise, then run this "
            "cell again."
        )
        return Chart(chart_id, title, None, words, NAMES_CAVEAT, (), words)
    kinds = {row.option: row.words for row in given}
    counts = {words: sum(row.option == option for row in given) for option, words in kinds.items()}
    told = joined(f"“{words}” {count}" for words, count in counts.items())
    found = f"Of {counted(len(given), 'name')} for the war that you sorted: {told}"
    return sentences_by_choice(Chart(chart_id, found, None, "", NAMES_CAVEAT, ()), given, texts)


def _of(article: str, given: Sequence[GivenRow], texts: Texts) -> tuple[GivenRow, ...]:
    return tuple(row for row in given if any(texts.unit(unit).article == article for unit in row.units))


def _cell(question: str, article: str, rows: Sequence[GivenRow]) -> Cell:
    if not rows:
        return NO_ANSWER
    words = "<br>+ ".join(folded(row_words) for row_words in _choices(rows))
    units = tuple(dict.fromkeys(unit for row in rows for unit in row.units if unit.startswith(f"{article}-")))
    return Cell(words, FILLED, f"{question} {article}", units)


def _choices(rows: Sequence[GivenRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.words for row in rows))


def _finding(found: Mapping[str, Mapping[str, Sequence[GivenRow]]]) -> str:
    """Say to which question the texts give the most answers that differ, in the learner's own answers."""
    differing = {
        question: len({row.option for rows in by_text.values() for row in rows})
        for question, by_text in found.items()
    }
    most = max(differing.values())
    questions = joined(f"“{question}”" for question, number in differing.items() if number == most)
    return f"In your answers, the texts differ most on {questions} ({counted(most, 'answer')})"


def _told(found: Mapping[str, Mapping[str, Sequence[GivenRow]]]) -> str:
    rows = []
    for question, by_text in found.items():
        cells = [f"{article}: {joined(_choices(own))}" for article, own in by_text.items() if own]
        rows.append(f"{question} {'; '.join(cells) if cells else 'No answer yet'}.")
    return f"A table: one row for each question, one column for each text. {' '.join(rows)}"
