"""The published script redoes a draw in an empty folder, and says which step of it is wrong."""

from __future__ import annotations

import ast
from copy import deepcopy

import pytest

from .bundles import bundle as known
from .verifying import (
    LOG_KEY,
    OTHER_KEY,
    SCRIPT,
    WITNESS,
    WITNESS_KEY,
    made,
    mutated,
    mutations,
    proven,
    receipt,
    script,
)
from .verifying import run_script as run

NAMES = [
    "types and versions",
    "list sorted and unique",
    "tickets integral",
    "this list is in the pool",
    "frozen before the window",
    "slot and draw ids agree",
    "all dice counted, root matches",
    "dice gap-free and in time",
    "operator secret matches the anchored chain",
    "delay long enough",
    "delay output correct",
    "beacon as announced",
    "seed",
    "ranking of all",
    "winners",
]
LOG_NAMES = [
    "log: checkpoints signed",
    "log: the four leaves are in it",
    "log: they tell this draw",
    "log: in order",
    "log: in time",
    "log: cosigned in time",
]


def failing(bundle, key=LOG_KEY, witnesses=(WITNESS_KEY,)):
    """Return the names of the checks that fail."""
    verifier = script()
    checks = [
        *verifier.guarded("types and versions", verifier.checks_of_draw, bundle),
        *verifier.guarded("log", verifier.checks_of_log, bundle, key, witnesses),
    ]
    return [name for name, check in checks if verifier.outcome(check)[0] == "FAIL"]


def is_caught(bundle):
    """Return whether any check fails; the slow ones are asked last."""
    verifier = script()
    checks = [
        *verifier.guarded("types and versions", verifier.checks_of_draw, bundle),
        *verifier.guarded("log", verifier.checks_of_log, bundle, LOG_KEY, [WITNESS_KEY]),
    ]
    checks.sort(key=lambda each: each[0].startswith("log: c"))
    return any(verifier.outcome(check)[0] == "FAIL" for _name, check in checks)


@pytest.mark.parametrize("number", [1, 2])
def test_a_known_bundle_passes_in_an_empty_folder(tmp_path, number):
    code, lines = run(tmp_path, known(number))

    assert lines == [f"PASS {name}" for name in NAMES] + ["SKIP log: no --log-key KEY"]
    assert code == 0


def test_what_cannot_be_told_is_a_failure_where_all_is_asked_for(tmp_path):
    assert run(tmp_path, known(1), "--strict")[0] == 1


def test_a_bundle_with_its_log_passes_every_check(tmp_path):
    bundle = proven()

    code, lines = run(
        tmp_path,
        bundle,
        *("--log-key", LOG_KEY, "--witness", WITNESS_KEY, "--receipt", "mine.json", "--strict"),
        mine=receipt(bundle),
    )

    assert lines == [f"PASS {name}" for name in [*NAMES, "my own die is in", *LOG_NAMES]]
    assert code == 0


def test_without_a_witness_the_times_are_only_the_logs_own(tmp_path):
    code, lines = run(tmp_path, proven(), "--log-key", LOG_KEY)

    assert lines[-1] == "SKIP log: cosigned in time: no --witness KEY"
    assert code == 0


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"tickets": (1,)},
        {"winners": 2, "groups": (("agency-000001", "agency-000002"),)},
        {"winners": 3, "groups": (("agency-000001", "agency-000002", "agency-000003"),)},
        {"tickets": (5, 1, 1, 9), "winners": 4},
    ],
)
def test_a_draw_by_other_rules_passes(rules):
    assert failing(proven(made(**rules))) == []


def test_one_of_a_group_wins_and_the_next_place_follows():
    bundle = made(winners=2, groups=(("agency-000001", "agency-000002"),), tickets=(9, 9, 1))
    order = [each["id"] for each in bundle["result"]["ranking"]]

    bundle["result"]["winners"] = order[:2]

    assert {"agency-000001", "agency-000002"} == set(order[:2])
    assert "winners" in failing(proven(bundle))


def test_a_secret_that_was_not_given_is_told(tmp_path):
    code, lines = run(tmp_path, made(secret=None))

    assert lines[8].startswith("SKIP operator secret matches the anchored chain: ")
    assert code == 0


def test_an_announced_beacon_is_not_called_checked(tmp_path):
    bundle = made()
    bundle["freeze"]["beacon"] = {"type": "drand", "chain": "52db9b", "round": 7}

    lines = run(tmp_path, bundle)[1]

    assert "SKIP beacon as announced: the standard library cannot check it" in lines


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"freeze": 1}', '"\\ud800"', "[" * 9000])
def test_what_is_no_bundle_fails_in_one_line(tmp_path, text):
    code, lines = run(tmp_path, text, "--log-key", LOG_KEY)

    assert code == 1
    assert [line.split(":")[0] for line in lines] == ["FAIL types and versions", "FAIL log"]


def test_every_change_of_one_field_is_caught():
    bundle = proven()
    changes = list(mutations(bundle))

    missed = [each for each in changes if not is_caught(mutated(bundle, *each))]

    assert missed == []
    assert len(changes) > 350


def test_every_changed_line_of_a_checkpoint_is_caught():
    bundle = proven()

    for number, point in enumerate(bundle["log"]["checkpoints"]):
        lines = point["note"].splitlines()
        for index, line in enumerate(lines):
            changed = [*lines[:index], line[:-3] + ("A" if line[-3:-2] != "A" else "B") + line[-2:]]
            copy = deepcopy(bundle)
            copy["log"]["checkpoints"][number]["note"] = "\n".join([*changed, *lines[index + 1 :]])

            assert is_caught(copy), (number, line)


def change(path, value):
    """Return a deed that puts one value into a bundle."""
    *steps, last = path.split("/")

    def done(bundle):
        for step in steps:
            bundle = bundle[int(step) if step.isdigit() else step]
        bundle[int(last) if last.isdigit() else last] = value

    return done


@pytest.mark.parametrize(
    ("deed", "name"),
    [
        (change("result/v", 2), "types and versions"),
        (change("result/note", "x"), "types and versions"),
        (change("freeze/candidates/0/id", "agency-9999"), "list sorted and unique"),
        (change("freeze/candidates/0/tickets", 1.0), "tickets integral"),
        (change("freeze/candidates/0/name", "别家"), "this list is in the pool"),
        (change("freeze/frozen_at", "2026-11-02T01:59:00.001Z"), "frozen before the window"),
        (change("result/draw_id", "D2026-000002"), "slot and draw ids agree"),
        (change("pool/dice_count", 6), "all dice counted, root matches"),
        (change("dice/0/value", "00" * 32), "all dice counted, root matches"),
        (change("dice/4/at", "2026-11-02T02:00:00.000Z"), "dice gap-free and in time"),
        (change("dice/4/seq", 5), "dice gap-free and in time"),
        (change("pool/operator/index", 6), "operator secret matches the anchored chain"),
        (change("pool/delay/steps", 63), "delay long enough"),
        (change("delay_out", "ff" * 256), "delay output correct"),
        (change("beacon", "00"), "beacon as announced"),
        (change("result/seed", "00" * 32), "seed"),
        (change("result/ranking/1/score", "00" * 32), "ranking of all"),
        (change("result/winners", ["agency-0081"]), "winners"),
        (change("log/leaves/0/proof", []), "log: the four leaves are in it"),
        (change("log/leaves/3/leaf/kind", "draw.skipped"), "log: they tell this draw"),
        (change("log/leaves/2/leaf/at", "2026-11-02T02:00:10.001Z"), "log: in time"),
        (change("log/leaves/0/checkpoint", "c2"), "log: in order"),
    ],
)
def test_a_broken_bundle_names_the_broken_step(deed, name):
    bundle = proven()
    deed(bundle)

    assert name in failing(bundle)


def test_a_checkpoint_by_another_key_is_refused():
    assert "log: checkpoints signed" in failing(proven(key=WITNESS))
    assert "log: checkpoints signed" in failing(proven(), key=OTHER_KEY)


def test_a_checkpoint_that_was_signed_after_the_window_opened_is_refused():
    assert failing(proven(late=6)) == ["log: in time", "log: cosigned in time"]


def test_a_witness_who_saw_it_after_the_window_opened_is_no_witness():
    assert failing(proven(late=5)) == ["log: cosigned in time"]


def test_a_witness_who_never_signed_is_missed():
    name = WITNESS_KEY.replace("supervisor", "other")

    assert "log: cosigned in time" in failing(proven(), witnesses=[name])


def test_a_die_that_is_not_in_the_pool_is_proven_by_its_receipt(tmp_path):
    bundle = known(1)
    mine = receipt(bundle)
    without = made()

    code, lines = run(tmp_path, without, "--receipt", "mine.json", mine=mine)

    assert (code, lines[15]) == (1, "FAIL my own die is in: it differs")


def test_a_receipt_that_nobody_signed_proves_nothing(tmp_path):
    bundle = known(1)
    mine = receipt(bundle)
    mine["receipt"]["seq"] = 3

    code, lines = run(tmp_path, bundle, "--receipt", "mine.json", mine=mine)

    assert (code, lines[15]) == (1, "FAIL my own die is in: a wrong signature")


def test_the_script_is_short_and_needs_nothing():
    text = SCRIPT.read_text(encoding="utf-8")
    taken = {
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import)
        for alias in node.names
    }

    ast.parse(text, feature_version=(3, 8))
    assert len(text.splitlines()) < 150
    assert taken == {"argparse", "base64", "hashlib", "hmac", "json", "re", "sys", "time"}
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
