"""Knows how Moodle GIFT is read: all faults of a file at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coursepack.exchange.gift_blocks import FORMAT, Parts, blocks, categories, parts
from coursepack.exchange.markdown_text import ARROW, incoming
from coursepack.exchange.question import FALSE, TRUE, Answer, Pair, Question, Stretch
from coursepack.exchange.signs import acting, first, parted, pieces, unescape
from coursepack.exchange.source import Found, check_count, raise_first
from coursepack.faults import Fault
from coursepack.items.model import Kind

WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d*)?)%")
NUMBER = r"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][-+]?\d{1,2})?"
POINT = re.compile(rf"({NUMBER})(?:\s*:\s*({NUMBER}))?")
RANGE = re.compile(rf"({NUMBER})\s*\.\.\s*({NUMBER})")
TRUE_WORDS, FALSE_WORDS = {"T", "TRUE"}, {"F", "FALSE"}
ANY_OTHER = "*"
WILD = re.compile(r"(?<!\\)\*")


def read_gift(text: str, file: str) -> Found:
    """Read the questions of a file; raise ``CourseError`` with all its faults. Descriptions are left out, with a notice."""
    faults: list[Fault] = []
    notices: list[str] = []
    questions = []
    found = list(blocks(text))
    check_count(len(found), file)
    for block in found:
        cut = parts(block, file, faults)
        if cut is None:
            continue
        if cut.answers is None:
            notices.append(f"{block.line()}: a description, which asks nothing, was left out.")
        else:
            questions.append(_Reader(cut, cut.answers, file, faults, notices).question())
    if categories(text):
        notices.append(f"categories were left out ({categories(text)}): all questions go into one unit.")
    if not questions and not faults:
        faults.append(Fault(file, "", "no question", "::title:: text {answers}", "Check that this is GIFT."))
    raise_first(faults, file)
    return Found(tuple(questions), tuple(notices))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the answers of one question."""

    cut: Parts
    answers: str
    file: str
    faults: list[Fault]
    notices: list[str]

    def question(self) -> Question:
        """Return the question; what is wrong with it is in ``faults``."""
        body, general = self._general()
        common = Question(
            Kind.ESSAY,
            self.cut.block.line(),
            self.cut.title,
            incoming(self.cut.text, self.cut.form),
            general=general,
        )
        word = parted(body, "#")[0].strip().upper()
        readers: tuple[tuple[bool, Callable[[Question, str], Question]], ...] = (
            (not body.strip(), lambda question, _: question),
            (body.lstrip().startswith("#"), self._number),
            (first(body, "~") >= 0, self._choice),
            (first(body, "=") >= 0 and ARROW in body, self._match),
            (word in TRUE_WORDS | FALSE_WORDS, self._truth),
        )
        read = next((read for fits, read in readers if fits), self._short)
        return read(common, body)

    def _fault(self, place: int, found: str, expected: str, remedy: str) -> None:
        where = self.cut.block.line(self.cut.place + place)
        self.faults.append(Fault(self.file, where, found, expected, remedy))

    def _general(self) -> tuple[str, str]:
        """Cut off what is said to everybody afterwards."""
        signs = [place for place, _ in acting(self.answers, "#")]
        for four in reversed(list(zip(signs, signs[1:], signs[2:], signs[3:], strict=False))):
            if four[3] == four[0] + 3:
                return self.answers[: four[0]], self._marked(self.answers[four[3] + 1 :])
        return self.answers, ""

    def _marked(self, text: str) -> str:
        """Return a text as Markdown, by its own format or the question's."""
        form = FORMAT.match(text)
        return incoming(unescape(text[form.end() :] if form else text), form[1] if form else self.cut.form)

    def _pieces(self, body: str, signs: str) -> Iterator[tuple[int, str, str]]:
        for place, sign, rest in pieces(body, signs):
            if sign:
                yield place, sign, rest
            else:
                found = f'"{rest.strip()[:40]}" before the first answer'
                self._fault(place, found, "answers that begin with = or ~", "Put the sign before it.")

    def _weighed(self, rest: str, otherwise: float) -> tuple[float, str]:
        weight = WEIGHT.match(rest)
        return (float(weight[1]) / 100, rest[weight.end() :]) if weight else (otherwise, rest)

    def _choice(self, common: Question, body: str) -> Question:
        answers: list[Answer] = []
        single = first(body, "=") >= 0
        for place, sign, rest in self._pieces(body, "=~"):
            weight, words = (1.0, rest) if sign == "=" else self._weighed(rest, 0.0)
            text, said = parted(words, "#")
            if abs(weight) > 1:
                self._fault(place, f"a weight of {weight:.0%}", "-100% to 100%", "Correct the weight.")
            answers.append(Answer(self._marked(text), weight, self._marked(said)))
        return replace(common, kind=Kind.CHOICE if single else Kind.CHOICES, answers=tuple(answers))

    def _short(self, common: Question, body: str) -> Question:
        answers: list[Answer] = []
        otherwise = ""
        body = body if first(body, "=") >= 0 else f"={body.lstrip()}"
        for place, _, rest in self._pieces(body, "="):
            weight, words = self._weighed(rest, 1.0)
            text, said = parted(words, "#")
            # Moodle reads a format even before what is only typed.
            form = FORMAT.match(text)
            typed = unescape(text[form.end() :] if form else text)
            if not 0 <= weight <= 1:
                self._fault(place, f"a weight of {weight:.0%}", "0% to 100%", "Correct the weight.")
            elif typed == ANY_OTHER and weight == 0:
                otherwise = self._marked(said)
            elif WILD.search(typed):
                found = f'"{typed[:40]}", in which * stands for anything'
                self._fault(place, found, "the words that are accepted", "Write out what is accepted.")
            else:
                answers.append(Answer(typed.replace("\\*", "*"), weight, self._marked(said)))
        return replace(common, kind=Kind.SHORT, answers=tuple(answers), otherwise=otherwise)

    def _match(self, common: Question, body: str) -> Question:
        pairs: list[Pair] = []
        for place, _, rest in self._pieces(body, "="):
            text, arrow, answer = rest.partition(ARROW)
            if not arrow or not answer.strip():
                found = f'"{rest.strip()[:40]}" without an answer'
                self._fault(place, found, "=row -> answer", "Write -> and the answer.")
            pairs.append(Pair(self._marked(text), incoming(unescape(answer), "plain")))
        return replace(common, kind=Kind.MATCH, pairs=tuple(pairs))

    def _truth(self, common: Question, body: str) -> Question:
        word, said = parted(body, "#")
        wrong, right = (self._marked(text) for text in parted(said, "#"))
        true = word.strip().upper() in TRUE_WORDS
        answers = (
            Answer(TRUE, float(true), right if true else wrong),
            Answer(FALSE, float(not true), wrong if true else right),
        )
        return replace(common, kind=Kind.CHOICE, answers=answers)

    def _number(self, common: Question, body: str) -> Question:
        stretches: list[Stretch] = []
        body = body.lstrip()[1:]
        # Moodle writes what it says to any other number behind ~.
        body, wrong = parted(body, "~")
        otherwise = self._marked(parted(wrong, "#")[1])
        # The first number may stand without its sign.
        body = body if body.lstrip().startswith("=") else f"={body.lstrip()}"
        for place, _, rest in self._pieces(body, "="):
            weight, words = self._weighed(rest, 1.0)
            text, said = parted(words, "#")
            typed = text.strip().replace("\\:", ":")
            ends = _ends(typed)
            if not 0 <= weight <= 1:
                self._fault(place, f"a weight of {weight:.0%}", "0% to 100%", "Correct the weight.")
            elif typed in {ANY_OTHER, ""} and weight == 0:
                otherwise = self._marked(said)
            elif ends is None:
                self._fault(place, f'"{typed[:40]}"', "a number such as 3, 3:2 or 1..5", "Write it so.")
            else:
                stretches.append(Stretch(*ends, weight, self._marked(said)))
        return replace(common, kind=Kind.NUMBER, stretches=tuple(stretches), otherwise=otherwise)


def _ends(typed: str) -> tuple[float, float] | None:
    """Read ``3``, ``3:2`` (3, give or take 2) or ``1..5`` as two ends, the lower first."""
    if between := RANGE.fullmatch(typed):
        low, high = float(between[1]), float(between[2])
        return min(low, high), max(low, high)
    if point := POINT.fullmatch(typed):
        middle, around = float(point[1]), abs(float(point[2] or 0))
        return middle - around, middle + around
    return None
