"""Canonical JSON against another library's, on 20,000 documents that follow from one seed."""

import random

import rfc8785

from marketplace.kernel.canonical import LARGEST, canonical

DOCUMENTS = 20_000
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
SIGNS = 'aé中\u2028\u007f\n\t"\\/😀𠮷٣\u0000'


def sign(chance: random.Random) -> str:
    """Return any sign of Unicode; a lone surrogate is none."""
    number = chance.randrange(0x110000 - 0x800)
    return chr(number if number < 0xD800 else number + 0x800)


def scalar(chance: random.Random):
    """Return null, a truth, a whole number or a text, with the awkward ones among them."""
    return chance.choice(
        [
            None,
            chance.random() < 0.5,
            chance.randint(-LARGEST, LARGEST),
            chance.choice([0, -1, LARGEST, -LARGEST]),
            "".join(chance.choices(SIGNS, k=chance.randint(0, 12))),
            "".join(sign(chance) for _each in range(chance.randint(0, 12))),
        ]
    )


def document(chance: random.Random, depth: int = 3):
    """Return a document of the profile, at most so deep."""
    kind = chance.randint(0, 2) if depth else 0
    if kind == 0:
        return scalar(chance)
    inner = [document(chance, depth - 1) for _each in range(chance.randint(0, 4))]
    if kind == 1:
        return inner
    names = (chance.choice(LETTERS[:26]) + "".join(chance.choices(LETTERS, k=3)) for _each in inner)
    return dict(zip(names, inner, strict=True))


def test_twenty_thousand_documents_are_the_same_bytes():
    chance = random.Random(20_261_122)  # noqa: S311 -- documents, not secrets

    for _each in range(DOCUMENTS):
        made = document(chance)
        assert canonical(made) == rfc8785.dumps(made)
