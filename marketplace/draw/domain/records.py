"""The records of OPENDRAW/1, to the byte: freeze, die, pool and result (integrity A.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ...kernel.canonical import canonical, leaf_hash, stamp, tagged_hash
from ...kernel.seed import Seed
from ...log.domain.merkle import root
from .delay import ALGORITHM, SIZE
from .ranking import Ranked, chosen, ranked

Record: TypeAlias = dict[str, object]

VERSION = 1
CANDIDATE_ID = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
DIE_VALUE = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands on a list: the platform's id, the name of that day, and the tickets."""

    id: str
    name: str
    tickets: int = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """The published end of the operator's hash chain."""

    chain: str
    length: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How many win, and who may not win together: lists of the ids of related companies."""

    winners: int = 1
    groups: tuple[tuple[str, ...], ...] = ()

    def as_record(self) -> Record:
        record: Record = {"winners": self.winners, "tickets": "explicit"}
        if self.groups:
            record["groups"] = sorted(sorted(group) for group in self.groups)
        return record


def freeze_record(
    *,
    draw_id: str,
    slot_id: str,
    notice: str | None,
    anchor: Anchor,
    rules: Rules,
    min_steps: int,
    frozen_at: datetime,
    candidates: Iterable[Candidate],
) -> Record:
    """Return the frozen list of a draw with everything that is decided before the dice.

    Raises:
        ValueError: for a list that is empty or names somebody twice, for an id that is not
            the platform's, for tickets below one.
    """
    ordered = sorted(candidates, key=lambda each: each.id)
    _check(ordered, rules)
    return {
        "v": VERSION,
        "type": "freeze",
        "draw_id": draw_id,
        "slot_id": slot_id,
        "notice": notice,
        "anchor": {"chain": anchor.chain, "length": anchor.length},
        "rules": rules.as_record(),
        "beacon": None,
        "delay": {"alg": ALGORITHM, "min_steps": min_steps},
        "frozen_at": stamp(frozen_at),
        "candidates": [
            {"id": each.id, "name": each.name, "tickets": each.tickets} for each in ordered
        ],
    }


def _check(candidates: Sequence[Candidate], rules: Rules) -> None:
    ids = [each.id for each in candidates]
    if not ids or len(set(ids)) < len(ids):
        raise ValueError("a list names at least one candidate, and each of them once")
    if not all(CANDIDATE_ID.fullmatch(each) for each in ids):
        raise ValueError("a candidate is known by the platform's id")
    if any(each.tickets < 1 for each in candidates) or rules.winners < 1:
        raise ValueError("tickets and winners are whole numbers above zero")


def freeze_digest(record: Record) -> bytes:
    """Return F, the fingerprint of a frozen list."""
    return tagged_hash("freeze", canonical(record))


def die_record(*, slot_id: str, seq: int, at: datetime, by: str, value: str) -> Record:
    """Return one die as it lies in the pool.

    Raises:
        ValueError: unless the value is 64 hexadecimal digits in small letters.
    """
    if not DIE_VALUE.fullmatch(value):
        raise ValueError("a die has 32 bytes, as 64 hexadecimal digits in small letters")
    return {
        "v": VERSION,
        "type": "die",
        "slot_id": slot_id,
        "seq": seq,
        "at": stamp(at),
        "by": by,
        "value": value,
    }


def die_hash(record: Record) -> bytes:
    """Return the leaf hash of a die, as its receipt names it."""
    return leaf_hash(canonical(record))


def dice_root(dice: Iterable[Record]) -> bytes:
    """Return the root of the tree over all dice, in their order."""
    return root(map(die_hash, dice))


def pool_record(
    *,
    slot_id: str,
    opens_at: datetime,
    closes_at: datetime,
    draws: Iterable[tuple[str, str]],
    dice_count: int,
    dice_root: bytes,
    index: int,
    secret: bytes | None,
    steps: int,
) -> Record:
    """Return the closed pool: all its draws, all its dice, and the operator's secret."""
    return {
        "v": VERSION,
        "type": "pool",
        "slot_id": slot_id,
        "opens_at": stamp(opens_at),
        "closes_at": stamp(closes_at),
        "draws": [{"draw_id": draw, "freeze": freeze} for draw, freeze in sorted(draws)],
        "dice_count": dice_count,
        "dice_root": dice_root.hex(),
        "operator": {"index": index, "secret": secret.hex() if secret is not None else None},
        "delay": {"alg": ALGORITHM, "steps": steps},
    }


def pool_digest(record: Record) -> bytes:
    """Return Q, the fingerprint of a pool."""
    return tagged_hash("pool", canonical(record))


def seed_of(*, output: int, freeze: bytes, beacon: bytes = b"") -> bytes:
    """Return the seed of one draw: from the slow step's output and its own frozen list."""
    return tagged_hash("seed", output.to_bytes(SIZE), beacon, freeze)


def result_record(*, draw_id: str, pool: str, seed: Seed, freeze: Record) -> Record:
    """Return the result that follows from a frozen list and its seed: all places, and who won."""
    ranking = ranking_of(freeze, seed)
    rules = freeze["rules"]
    assert isinstance(rules, dict)  # noqa: S101 -- the record is ours
    winners = chosen([each.id for each in ranking], rules["winners"], rules.get("groups", ()))
    return {
        "v": VERSION,
        "type": "result",
        "draw_id": draw_id,
        "pool": pool,
        "seed": seed.value.hex(),
        "ranking": [
            {"rank": rank, "id": each.id, "score": each.score.hex()}
            for rank, each in enumerate(ranking, start=1)
        ],
        "winners": winners,
    }


def ranking_of(freeze: Record, seed: Seed) -> list[Ranked]:
    """Return the candidates of a frozen list in the order of their best tickets."""
    candidates = freeze["candidates"]
    assert isinstance(candidates, list)  # noqa: S101 -- the record is ours
    return ranked(seed, ((each["id"], each["tickets"]) for each in candidates))


def result_digest(record: Record) -> bytes:
    """Return the fingerprint of a result, as the log names it."""
    return tagged_hash("result", canonical(record))
