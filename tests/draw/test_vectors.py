"""OPENDRAW/1 to the byte: every known figure, and two whole bundles."""

import hashlib
import json
from datetime import datetime

import pytest

from marketplace.draw.domain import delay, records
from marketplace.kernel.canonical import canonical, chain, tagged_hash
from marketplace.kernel.seed import Seed

from .bundles import bundle

ZERO = bytes(32)
Q = "5e27c30a143f32ca50ff228efcf6272059390facbd42f6d4befe030f90b8341e"
SEEDS = {
    1: "bb494d047b073845a6b634f6c738e25fdf9b8e254152fdca8d67e119d26c13f3",
    2: "ac32690a2c02a58614294526e6b6b3ab15528a754a60c842395f12268ae1a236",
}


def sha256(value: int) -> str:
    return hashlib.sha256(value.to_bytes(256)).hexdigest()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            tagged_hash("test", b"", b"abc"),
            "cb4b47543251aa00e811fa9f0fde4c7a0323c1c4854d4ab92d2d31541947d263",
        ),
        (
            tagged_hash("empty"),
            "3c443f62c3e54079e08b4d04d32c07065906f68e0c72c2eb82927834e912b3d9",
        ),
        (chain(ZERO, 1), "9bad5120c4b6cf73542e3d2e3d81f8dd164c571141c8b536e3882085281558b4"),
        (chain(ZERO, 3), "4e7ff3e7e4a94420953a8225b86fb5ed1524380c4897151950ddbb9a7bac6f4a"),
        (
            records.seed_of(output=1, freeze=ZERO),
            "8ae3ab94a3a0feba5e061c60be5b6b8b4af33efc94adafa437adcafc0e959d91",
        ),
        (
            Seed(ZERO, "test").ticket("agency-0001", 1),
            "1b78e7b2158d52310b5ce3b58260189ee968779a6285b55c9e23dafb351cea62",
        ),
        (
            Seed(ZERO, "test").ticket("agency-0001", 3),
            "0dc2b1c5944248d2c20e406ef975098a61da43dea7dca340d5aee5b9f69bb78c",
        ),
    ],
)
def test_a_known_hash(found, expected):
    assert found.hex() == expected


def test_known_canonical_json():
    told = {"b": [1, True, None, "é\u2028\u007f\n"], "a": {"z": -5, "y": ""}}

    assert hashlib.sha256(canonical(told)).hexdigest() == (
        "c7e8eb905a420b4bf8791a39ff2f8d6fff9089f012b2170a5cd90a787b95c981"
    )


@pytest.mark.parametrize("arithmetic", ["fast", "plain"])
def test_the_slow_step(arithmetic, monkeypatch):
    if arithmetic == "plain":
        monkeypatch.setattr(delay, "powmod", pow)
        monkeypatch.setattr(delay, "fast", int)

    one, hundred = delay.delayed(2, 1), delay.delayed(2, 100)

    assert sha256(one) == "8316ddf3633389af264e8251ca77bf288434088b85f26527a9a3d3c2956be1a4"
    assert one % 2**64 == 0x765FE1AD3DA2407D
    assert sha256(hundred) == "a44c418ec31cbab78ec9d3d5c2fb50adaa3d13dc9027922ae8d81a2f7a1d7610"
    assert delay.undone(hundred, 100) == 2
    assert delay.leads_to(2, hundred, 100)
    assert not delay.leads_to(2, hundred ^ 2, 100)


def test_the_group_is_the_published_one():
    assert delay.P % 4 == 3
    assert delay.P.bit_length() == 2048
    assert pow(2, delay.P - 1, delay.P) == 1


@pytest.mark.parametrize(
    ("number", "freeze"),
    [
        (1, "5b7591adc5c0512cb3b1c08248f8bafde5d62b590ad672379dcc055f5b2c2ca9"),
        (2, "a4c876f40da0504292ad3ec9524194b51704bf02c163c50baaa07433b6317ec2"),
    ],
)
def test_a_whole_bundle_from_the_list_to_the_ranking(number, freeze):
    known = bundle(number)
    pool, dice = known["pool"], known["dice"]

    digest = records.freeze_digest(known["freeze"])
    x = delay.delay_input(records.pool_digest(pool))
    y = delay.delayed(x, pool["delay"]["steps"])
    seed = Seed(records.seed_of(output=y, freeze=digest), "test")
    result = records.result_record(
        draw_id=known["freeze"]["draw_id"], pool=Q, seed=seed, freeze=known["freeze"]
    )

    assert digest.hex() == freeze
    assert records.dice_root(dice).hex() == pool["dice_root"]
    assert pool["dice_root"] == "f08e6ff0526f764c5570898972ca679f4943ad83516b3d0de99bc7d5f4cd58c2"
    assert records.pool_digest(pool).hex() == Q
    assert sha256(x) == "3c2c76a7f565f6b492f9fb7b24b21fd55afd40778b753a870bd45190aea3cd10"
    assert sha256(y) == "01f3c4dbc0abd32ab6c741bfbcf71f5ff4fb5407692e80476d41bc8b4ed69559"
    assert delay.to_hex(y) == known["delay_out"]
    assert seed.value.hex() == SEEDS[number]
    assert result == known["result"]


def test_the_known_rankings():
    ranked = {
        number: [each["id"][-4:] for each in bundle(number)["result"]["ranking"]]
        for number in SEEDS
    }

    assert ranked == {1: ["0017", "0081", "0004", "0005", "0230"], 2: ["0001", "0002", "0003"]}


def test_the_operator_s_secret_leads_to_the_anchor():
    known = bundle(1)
    operator, anchor = known["pool"]["operator"], known["freeze"]["anchor"]

    assert chain(bytes.fromhex(operator["secret"]), operator["index"]).hex() == anchor["chain"]


@pytest.mark.parametrize("number", [1, 2])
def test_our_records_are_the_known_ones(number):
    known = bundle(number)
    freeze, pool = known["freeze"], known["pool"]

    again = records.freeze_record(
        draw_id=freeze["draw_id"],
        slot_id=freeze["slot_id"],
        notice=freeze["notice"],
        anchor=records.Anchor(**freeze["anchor"]),
        rules=records.Rules(winners=freeze["rules"]["winners"]),
        min_steps=64,
        frozen_at=moment(freeze["frozen_at"]),
        candidates=[records.Candidate(**each) for each in reversed(freeze["candidates"])],
    )
    closed = records.pool_record(
        slot_id=pool["slot_id"],
        opens_at=moment(pool["opens_at"]),
        closes_at=moment(pool["closes_at"]),
        draws=[(each["draw_id"], each["freeze"]) for each in pool["draws"]],
        dice_count=pool["dice_count"],
        dice_root=bytes.fromhex(pool["dice_root"]),
        index=pool["operator"]["index"],
        secret=bytes.fromhex(pool["operator"]["secret"]),
        steps=64,
    )
    dice = [
        records.die_record(
            slot_id=die["slot_id"],
            seq=die["seq"],
            at=moment(die["at"]),
            by=die["by"],
            value=die["value"],
        )
        for die in known["dice"]
    ]

    assert json.dumps(again) == json.dumps(freeze)
    assert json.dumps(closed) == json.dumps(pool)
    assert dice == known["dice"]


def moment(text: str):
    return datetime.fromisoformat(text)


def rfc3797(key: str, pool: int, count: int) -> list[int]:
    """Return the selection of RFC 3797, whose structure ours follows (without its MD5)."""
    left, chosen = list(range(1, pool + 1)), []
    for number in range(count):
        affix = number.to_bytes(2)
        digest = hashlib.md5(affix + key.encode() + affix, usedforsecurity=False).digest()
        chosen.append(left.pop(int.from_bytes(digest) % len(left)))
    return chosen


def test_the_example_of_rfc_3797():
    sources = [[9319], [2, 5, 8, 10, 12], [9, 18, 26, 34, 41, 45]]
    key = "".join("".join(f"{each}." for each in sorted(source)) + "/" for source in sources)

    assert key == "9319./2.5.8.10.12./9.18.26.34.41.45./"
    assert rfc3797(key, 25, 16) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]
