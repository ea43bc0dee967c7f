"""Hash, chain, canonical JSON and ticket against the constants of integrity.md, A.11."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.kernel.canonical import (
    LARGEST,
    canonical,
    chain,
    leaf_hash,
    plain,
    stamp,
    tagged_hash,
    to_milliseconds,
)
from marketplace.kernel.seed import Seed

ZERO = bytes(32)
SHANGHAI = dt.timezone(dt.timedelta(hours=8))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("tag", "parts", "digest"),
    [
        (
            "test",
            [b"", b"abc"],
            "cb4b47543251aa00e811fa9f0fde4c7a0323c1c4854d4ab92d2d31541947d263",
        ),
        ("empty", [], "3c443f62c3e54079e08b4d04d32c07065906f68e0c72c2eb82927834e912b3d9"),
    ],
)
def test_the_tagged_hash_is_that_of_the_document(tag, parts, digest):
    assert tagged_hash(tag, *parts).hex() == digest


@pytest.mark.parametrize(
    ("length", "end"),
    [
        (0, "00" * 32),
        (1, "9bad5120c4b6cf73542e3d2e3d81f8dd164c571141c8b536e3882085281558b4"),
        (3, "4e7ff3e7e4a94420953a8225b86fb5ed1524380c4897151950ddbb9a7bac6f4a"),
    ],
)
def test_the_chain_is_that_of_the_document(length, end):
    assert chain(ZERO, length).hex() == end


def test_canonical_json_is_that_of_the_document():
    value = {"b": [1, True, None, "é\u2028\u007f\n"], "a": {"z": -5, "y": ""}}

    assert hashlib.sha256(canonical(value)).hexdigest() == (
        "c7e8eb905a420b4bf8791a39ff2f8d6fff9089f012b2170a5cd90a787b95c981"
    )


@pytest.mark.parametrize(
    ("tickets", "lowest"),
    [
        (1, "1b78e7b2158d52310b5ce3b58260189ee968779a6285b55c9e23dafb351cea62"),
        (3, "0dc2b1c5944248d2c20e406ef975098a61da43dea7dca340d5aee5b9f69bb78c"),
    ],
)
def test_the_ticket_is_that_of_the_document(tickets, lowest):
    assert Seed(ZERO, "test").ticket("agency-0001", tickets).hex() == lowest


@settings(max_examples=300, deadline=None)  # twenty thousand more: test_canonical_fuzz
@given(values)
def test_canonical_json_is_that_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(keys, scalars), st.randoms())
def test_the_order_of_keys_does_not_matter(facts, chance):
    shuffled = dict(chance.sample(list(facts.items()), k=len(facts)))

    assert canonical(shuffled) == canonical(facts)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal(1),
        LARGEST + 1,
        -LARGEST - 1,
        b"bytes",
        {1, 2},
        dt.date(2026, 3, 2),
        dt.datetime(2026, 3, 2),  # noqa: DTZ001
        {"Key": 1},
        {"": 1},
        {"ключ": 1},
        {"agency-000001": 1},
        {7: 1},
        {"a" * 65: 1},
        [{"deep": {"er": 0.5}}],
    ],
)
def test_what_is_not_exact_stays_out(value):
    with pytest.raises(TypeError, match="not canonical"):
        canonical(value)


def test_a_lone_surrogate_stays_out():
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_moments_are_written_in_utc_with_milliseconds():
    at = dt.datetime(2026, 3, 2, 12, 0, 0, 999_999, tzinfo=SHANGHAI)

    assert stamp(at) == "2026-03-02T04:00:00.999Z"
    assert plain({"at": at}) == {"at": "2026-03-02T04:00:00.999Z"}
    assert to_milliseconds(at) == dt.datetime(2026, 3, 2, 4, 0, 0, 999_000, tzinfo=dt.UTC)


def test_tuples_are_lists():
    assert canonical((1, ("a",))) == b'[1,["a"]]'


def test_no_two_lists_of_parts_share_a_hash():
    hashes = {
        tagged_hash("t", b"ab", b"c"),
        tagged_hash("t", b"a", b"bc"),
        tagged_hash("t", b"abc"),
        tagged_hash("t", b"abc", b""),
        tagged_hash("u", b"abc"),
    }

    assert len(hashes) == 5


def test_a_leaf_is_hashed_as_rfc_6962_says():
    """The first two reference leaves of Certificate Transparency: empty, and one zero byte."""
    assert leaf_hash(b"").hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert leaf_hash(b"\0").hex() == (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
    )
