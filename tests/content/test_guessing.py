"""Knows what a guesser earns on the clear choice items of all units together: not more than chance.

Clear are items of kind ``choice`` that are not contested. Chance is what one option drawn at random
earns: the mean over items of the mean credit of their options. A guesser rates the options by a
rule of thumb and takes the best; ties are shared evenly.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from coursepack.items import Item, Key, Kind
from coursepack.items.model import Option, OptionsTask
from coursepack.scoring import best_answer
from coursepack.texts import Texts

ENOUGH = 8
MARGIN = 0.05
"""What a guesser may gain over chance; with fewer than ``ENOUGH`` clear items, one item's worth."""

Keyed = Sequence[tuple[Item, Key]]
Taste = Callable[[Option, Item, Texts], float]


def test_right_answers_are_spread_over_the_places(keyed: Keyed) -> None:
    clear = _clear(keyed)
    places = Counter(
        [option.id for option in _options(item)].index(best_answer(item, key)) for item, key in clear
    )
    most_options = max((len(_options(item)) for item, _ in clear), default=1)
    assert max(places.values(), default=0) <= len(clear) / most_options + 1


def test_no_rule_of_thumb_gains_on_chance(keyed: Keyed, texts: Texts) -> None:
    clear = _clear(keyed)
    margin = MARGIN if len(clear) >= ENOUGH else max(MARGIN, 1 / max(1, len(clear)))
    gains = {name: _guessed(clear, taste, texts) - _chance(clear) for name, taste in TASTES.items()}
    assert {name: gain for name, gain in gains.items() if gain > margin + 1e-9} == {}


def test_a_bank_whose_right_answers_are_the_longest_is_noticed(keyed: Keyed, texts: Texts) -> None:
    rigged = [(_with_long_key(item, key), key) for item, key in _clear(keyed)]
    assert _guessed(rigged, _length, texts) == 1


def test_a_bank_whose_right_answers_repeat_the_passage_is_noticed(keyed: Keyed, texts: Texts) -> None:
    # A question without a passage, such as one on a table of counts, has no words to repeat.
    shown = [(item, key) for item, key in _clear(keyed) if item.shows]
    rigged = [(_with_words_of_passage(item, key, texts), key) for item, key in shown]
    assert _guessed(rigged, _words_repeated, texts) == 1


def _place(place: int) -> Taste:
    def taste(option: Option, item: Item, _texts: Texts) -> float:
        ids = [entry.id for entry in _options(item)]
        return float(ids.index(option.id) == min(place, len(ids) - 1))

    return taste


def _length(option: Option, _item: Item, _texts: Texts) -> float:
    return float(len(option.text))


def _words_repeated(option: Option, item: Item, texts: Texts) -> float:
    """Count the words of the option that stand in the passage or in the question."""
    seen = _words(item.prompt) | {word for unit in item.shows for word in _words(texts.unit(unit).text)}
    return float(len(_words(option.text) & seen))


TASTES: dict[str, Taste] = {
    **{f"place {place + 1}": _place(place) for place in range(6)},
    "last place": _place(99),
    "longest": _length,
    "shortest": lambda option, item, texts: -_length(option, item, texts),
    "most words of the passage": _words_repeated,
    "fewest words of the passage": lambda option, item, texts: -_words_repeated(option, item, texts),
}


def _guessed(clear: Keyed, taste: Taste, texts: Texts) -> float:
    credits = []
    for item, key in clear:
        liking = {option.id: taste(option, item, texts) for option in _options(item)}
        liked = [option for option in _options(item) if math.isclose(liking[option.id], max(liking.values()))]
        credits.append(_mean([_credit(key, option) for option in liked]))
    return _mean(credits)


def _chance(clear: Keyed) -> float:
    return _mean([_mean([_credit(key, option) for option in _options(item)]) for item, key in clear])


def _clear(keyed: Keyed) -> Keyed:
    return [(item, key) for item, key in keyed if item.kind is Kind.CHOICE and not key.contested]


def _options(item: Item) -> tuple[Option, ...]:
    return item.task.options if isinstance(item.task, OptionsTask) else ()


def _credit(key: Key, option: Option) -> float:
    return key.credits.get(option.id, 0.0)


def _with_long_key(item: Item, key: Key) -> Item:
    return _with_key_text(item, key, "long " * 99)


def _with_words_of_passage(item: Item, key: Key, texts: Texts) -> Item:
    shown = " ".join([item.prompt, *(texts.unit(unit).text for unit in item.shows)])
    return _with_key_text(item, key, shown)


def _with_key_text(item: Item, key: Key, text: str) -> Item:
    right = best_answer(item, key)
    options = tuple(replace(option, text=text) if option.id == right else option for option in _options(item))
    return replace(item, task=OptionsTask(options))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
