"""Bundles as a stranger gets them, with a log of their own around them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from marketplace.draw.domain import delay, records
from marketplace.kernel.canonical import canonical, chain, leaf_hash
from marketplace.kernel.seed import Seed
from marketplace.log.domain import merkle, note

from .bundles import bundle as known

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "marketplace/draw/static/marketplace/draw/verify_draw.py"
PAGE = SCRIPT.with_name("verify.html")
ORIGIN = "log.example.test/main"
LOG = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
LOG_KEY = str(note.keys_of(LOG, ORIGIN)[0])
WITNESS_KEY = str(note.keys_of(WITNESS, "supervisor.example.test")[1])
OTHER_KEY = str(note.keys_of(WITNESS, ORIGIN)[0])
SECRET = bytes(range(64, 96))


@cache
def script():
    """Return the published script as a module, without running it.

    Its arithmetic of signatures is slow, so a signature that held is not computed again.
    """
    spec = importlib.util.spec_from_file_location("verify_draw", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.is_signed = cache(module.is_signed)
    return module


def run_script(folder, bundle, *options, **files):
    """Run the script as a stranger does: alone with the files, and without our packages."""
    for name, content in {"bundle": bundle, **files}.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, "bundle.json", *options],
        cwd=folder,
        env={},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-02T{text}+00:00")


def made(*, groups=(), winners=1, secret=SECRET, tickets=(1, 2, 1), steps=64) -> dict:
    """Return a bundle of a draw with these rules, redone from the published records."""
    names = [f"agency-{number:06}" for number in range(1, len(tickets) + 1)]
    anchor = records.Anchor(chain(SECRET, 3).hex(), 100)
    freeze = records.freeze_record(
        draw_id="D2026-000009",
        slot_id="S20261102T0200Z",
        notice="ab" * 32,
        anchor=anchor,
        rules=records.Rules(winners, groups),
        min_steps=steps,
        frozen_at=moment("01:50:00"),
        candidates=[
            records.Candidate(name, f"第{count}家", count)
            for name, count in zip(names, tickets, strict=True)
        ],
    )
    dice = [
        records.die_record(
            slot_id="S20261102T0200Z",
            seq=number,
            at=moment(f"01:59:{number:02}"),
            by="public",
            value=hashlib.sha256(bytes([number])).hexdigest(),
        )
        for number in range(4)
    ]
    pool = records.pool_record(
        slot_id="S20261102T0200Z",
        opens_at=moment("01:58:00"),
        closes_at=moment("02:00:00"),
        draws=[("D2026-000009", records.freeze_digest(freeze).hex())],
        dice_count=len(dice),
        dice_root=merkle.root(leaf_hash(canonical(die)) for die in dice),
        index=3,
        secret=secret,
        steps=steps,
    )
    return bundle_of(freeze, pool, dice)


def bundle_of(freeze: dict, pool: dict, dice: list) -> dict:
    """Return the bundle that follows from these records."""
    digest = records.pool_digest(pool)
    output = delay.delayed(delay.delay_input(digest), pool["delay"]["steps"])
    seed = Seed(records.seed_of(output=output, freeze=records.freeze_digest(freeze)), "opendraw")
    return {
        "freeze": freeze,
        "pool": pool,
        "dice": dice,
        "delay_out": delay.to_hex(output),
        "beacon": "",
        "beacon_evidence": None,
        "result": records.result_record(
            draw_id=freeze["draw_id"], pool=digest.hex(), seed=seed, freeze=freeze
        ),
    }


def proven(bundle: dict | None = None, *, late: int = 0, key=LOG) -> dict:
    """Return a bundle with its evidence in a log of 14 entries and three checkpoints."""
    bundle = deepcopy(bundle or known(1))
    leaves = _leaves(bundle)
    hashes = [
        leaf_hash(canonical(leaves.get(index, {"v": 1, "number": index}))) for index in range(14)
    ]
    held = {3: ("c1", 7), 5: ("c1", 7), 8: ("c2", 10), 12: ("c3", 14)}
    closes = datetime.fromisoformat(bundle["pool"]["closes_at"])
    opens = datetime.fromisoformat(bundle["pool"]["opens_at"])
    seconds = [int(at.timestamp()) for at in (opens, closes, closes)]
    bundle["log"] = {
        "leaves": [
            {
                "index": index,
                "leaf": leaves[index],
                "checkpoint": name,
                "proof": _proof(hashes[:size], index),
            }
            for index, (name, size) in held.items()
        ],
        "checkpoints": [
            {"name": name, "note": _note(hashes[:size], at + wait, key)}
            for (name, size), at, wait in zip(
                dict(held.values()).items(), seconds, (-5 + late, 4, 90), strict=True
            )
        ],
    }
    return bundle


def _leaves(bundle: dict) -> dict[int, dict]:
    pool, digest = bundle["pool"], records.pool_digest(bundle["pool"]).hex()
    slot = {"slot_id": pool["slot_id"]}
    day = pool["closes_at"][:11]
    told = {
        3: ("draw.frozen", "01:50:00", {"freeze": records.freeze_digest(bundle["freeze"]).hex()}),
        5: (
            "slot.opened",
            "01:57:50",
            slot
            | {"opens_at": pool["opens_at"], "closes_at": pool["closes_at"]}
            | {"publish_by": f"{day}02:00:10.000Z"},
        ),
        8: ("slot.pooled", "02:00:03", slot | {"pool": digest}),
        12: ("draw.decided", "02:10:00", {"pool": digest, "seed": bundle["result"]["seed"]}),
    }
    return {
        index: {
            "v": 1,
            "stream": "draw:test",
            "number": index,
            "kind": kind,
            "at": f"{day}{at}.000Z",
            "public": facts,
            "private": hashlib.sha256(kind.encode()).hexdigest(),
        }
        for index, (kind, at, facts) in told.items()
    }


def _proof(hashes: list[bytes], index: int) -> list[str]:
    spans = merkle.inclusion_spans(index, len(hashes))
    return [merkle.root(hashes[span.start : span.end]).hex() for span in spans]


def _note(hashes: list[bytes], seconds: int, key: Ed25519PrivateKey) -> str:
    text = note.Head(ORIGIN, len(hashes), merkle.root(hashes)).text()
    signatures = (
        note.signed(text, name=ORIGIN, key=key),
        note.cosigned(text, name=ORIGIN, key=key, seconds=seconds),
        note.cosigned(text, name="supervisor.example.test", key=WITNESS, seconds=seconds + 1),
    )
    return str(note.Note(text, signatures))


def receipt(bundle: dict, seq: int = 2) -> dict:
    """Return the signed receipt of one die, as its thrower keeps it."""
    body = {
        "v": 1,
        "type": "receipt",
        "kind": "die",
        "subject": bundle["pool"]["slot_id"],
        "seq": seq,
        "leaf": leaf_hash(canonical(bundle["dice"][seq])).hex(),
        "arrival": bundle["dice"][seq]["at"],
        "head": {"size": 7, "root": "00" * 32},
        "promise_s": 60,
    }
    signature = WITNESS.sign(b"RECEIPT/1\n" + canonical(body)).hex()
    return {"receipt": body, "signature": signature, "key": OTHER_KEY}


def mutations(value, path=()):
    """Yield every change of one field of a document: a value, a drop, a swap of neighbours."""
    if isinstance(value, dict):
        for key in value:
            yield path, ("drop", key)
            yield from mutations(value[key], (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield path, ("drop", index)
            if index and each != value[index - 1]:
                yield path, ("swap", index)
            yield from mutations(each, (*path, index))
    else:
        yield path[:-1], ("change", path[-1])


def mutated(document, path, deed):
    """Return a copy of the document with one mutation."""
    copy = deepcopy(document)
    target = copy
    for step in path:
        target = target[step]
    how, key = deed
    if how == "drop":
        del target[key]
    elif how == "swap":
        target[key - 1], target[key] = target[key], target[key - 1]
    else:
        target[key] = _changed(target[key])
    return copy


def _changed(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return "00"
    if not value:
        return "00"
    last = value.rstrip("=\n")
    other = "1" if last[-1] == "0" else "0"
    return last[:-1] + other + value[len(last) :]
