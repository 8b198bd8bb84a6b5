"""Knows the five seeds, byte for byte, and what the manifest may say of them."""

from __future__ import annotations

import hashlib

import pytest

from coursepack.course import load_course
from coursepack.texts import load_texts
from support import REPOSITORY

CHECKSUMS = {
    "000_45f20327a81fcf9f.txt": "bf7f344b615b42ec2bef49440c0e1fd9e7c9e51d1739b2985344f703233c4ec0",
    "001_3d8f25a0667e7c1c.txt": "e45ab7c6cedb25f6d9eb441aead18f4e531ce3df947c1cddb0aa7ddd4277d982",
    "002_0717fddc303f77be.txt": "22568efe7cf61d659eaa6e5ca34de48553273156c24c135d0e8caba8a37ae3c6",
    "003_5327ae9fdafa3e77.txt": "9232b2acd904fb35d777684b862ed9233e94046a5ec33ef737f3b7088859f132",
    "004_9c71e8ad24ab20f4.txt": "f28fb11a20a8d568b06376ca9b5451d51ace3505a8ef4bf84cdde5b3a52625f1",
}
TEXTS = load_texts(load_course(REPOSITORY))


@pytest.mark.parametrize(("name", "checksum"), CHECKSUMS.items())
def test_a_seed_is_kept_byte_for_byte(name: str, checksum: str) -> None:
    assert hashlib.sha256((REPOSITORY / "seeds" / name).read_bytes()).hexdigest() == checksum


def test_no_seed_is_missing_and_none_was_added() -> None:
    assert {path.name for path in (REPOSITORY / "seeds").glob("*.txt")} == set(CHECKSUMS)
    assert [article.file for article in TEXTS.articles.values()] == list(CHECKSUMS)


def test_an_article_holds_its_seed_unchanged() -> None:
    for article in TEXTS.articles.values():
        assert hashlib.sha256(article.raw.encode("utf-8")).hexdigest() == CHECKSUMS[article.file]


def test_every_attested_string_stands_in_its_seed() -> None:
    attested = [
        (article.raw, entry.string, entry.value)
        for article in TEXTS.articles.values()
        for entry in article.attested
        if entry.string is not None
    ]
    assert len(attested) == 9
    for raw, string, value in attested:
        assert string in raw
        assert value


def test_each_text_tells_of_the_same_five_fields_whether_it_attests_them() -> None:
    attests = {
        article.id: [entry.field for entry in article.attested if entry.value]
        for article in TEXTS.articles.values()
    }
    assert attests == {
        "A0": ["title"],
        "A1": ["title"],
        "A2": ["title", "author", "outlet", "date", "address"],
        "A3": [],
        "A4": ["title", "outlet"],
    }
    assert all(len(article.attested) == 5 for article in TEXTS.articles.values())


def test_what_is_known_from_outside_has_source_and_date_and_every_text_its_rights() -> None:
    for article in TEXTS.articles.values():
        assert article.outside
        assert all(fact.fact and fact.source and fact.as_of for fact in article.outside)
        assert article.rights.status
        assert article.rights.before_publishing
