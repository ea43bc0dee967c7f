"""Heads, proofs and receipts, as the other rooms use them."""

import json
import stat
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from marketplace import conf as ground
from marketplace.duties import run_duties
from marketplace.kernel.canonical import canonical
from marketplace.log import duties
from marketplace.log.domain import merkle
from marketplace.log.domain.note import TIMED, public_key, seconds_of, verified
from marketplace.log.models import Checkpoint, LogNode, Receipt
from marketplace.log.parts import (
    NoSigner,
    head,
    inclusion_of,
    issue_receipt,
    log_evidence,
    log_public_key,
    publish,
    receipt_file,
    receipt_public_key,
    sign_checkpoint,
)
from marketplace.log.parts.keys import folder
from marketplace.log.parts.proofs import consistency
from marketplace.log.verification import verify_log
from marketplace.models import Event, EventPrivate, LogLeaf
from marketplace.sequencer import sequence
from tests.factories import NOON
from tests.log.entries import as_superuser, happen, log_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def bid_receipt(event, **others):
    given = {"kind": "bid", "subject": "N2026-000001", "arrival": NOON, "at": NOON} | others
    return issue_receipt(event=event, **given)


def test_a_checkpoint_states_the_root_over_all_leaves():
    checkpoint = log_of(21)

    leaves = LogLeaf.objects.order_by("index").values_list("leaf_hash", flat=True)
    assert checkpoint.size == 21
    assert checkpoint.root == merkle.root(map(bytes.fromhex, leaves)).hex()
    assert LogNode.objects.count() == 10 + 5 + 2 + 1


def test_a_checkpoint_is_signed_by_the_logs_key_and_says_when():
    checkpoint = log_of(3)
    note, said = checkpoint.read()
    key = public_key(log_public_key())

    assert verified(note, key)
    assert (said.origin, said.size, said.root.hex()) == (key.name, 3, checkpoint.root)
    timed = verified(note, key._replace(kind=TIMED))
    assert seconds_of(timed) == int(NOON.timestamp())


def test_nothing_new_at_the_same_moment_signs_nothing_new():
    first = log_of(3)

    assert sign_checkpoint(NOON) == first
    assert Checkpoint.objects.count() == 1


def test_without_an_entry_there_is_no_checkpoint():
    with pytest.raises(NoSigner):
        publish(NOON)

    assert head() is None


def test_the_two_keys_differ_and_only_their_owner_may_read_them():
    log_of(2)
    assert public_key(log_public_key()).value != public_key(receipt_public_key()).value

    files = sorted(folder().glob("*_key.json"))
    assert [file.name for file in files] == ["log_key.json", "receipt_key.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_every_event_is_proven_by_its_inclusion():
    events = happen(12)
    checkpoint = publish(NOON)

    for event in events:
        found = inclusion_of(event)
        assert merkle.verify_inclusion(
            bytes.fromhex(event.leaf_hash()),
            index=found["index"],
            size=found["size"],
            proof=[bytes.fromhex(each) for each in found["proof"]],
            expected=bytes.fromhex(checkpoint.root),
        )


def test_what_no_checkpoint_holds_has_no_proof():
    log_of(2)
    (event,) = happen(1)
    assert inclusion_of(event) is None

    sequence(NOON)

    assert inclusion_of(event) is None


def test_a_later_checkpoint_is_consistent_with_every_earlier_one():
    heads = [log_of(2), log_of(8), log_of(4), log_of(600)]

    last = heads[-1]
    for old in heads[:-1]:
        assert merkle.verify_consistency(
            old=old.size,
            new=last.size,
            old_root=bytes.fromhex(old.root),
            new_root=bytes.fromhex(last.root),
            proof=[bytes.fromhex(each) for each in consistency(old.size, last.size)],
        )


def test_evidence_proves_each_event_in_the_first_head_that_holds_it():
    (early,) = happen(1)
    first = publish(NOON)
    (late,) = happen(1, stream="b")
    second = publish(NOON + SECOND)

    evidence = log_evidence([early, late], {"c1": first, "c2": second})

    assert [(each["index"], each["checkpoint"]) for each in evidence["leaves"]] == [
        (1, "c1"),
        (2, "c2"),
    ]
    assert canonical(evidence["leaves"][0]["leaf"]) == early.as_leaf()
    assert [each["name"] for each in evidence["checkpoints"]] == ["c1", "c2"]
    assert evidence["checkpoints"][1]["note"] == second.note


def test_erasing_what_is_private_leaves_every_proof_as_it_was():
    (event,) = happen(1)
    checkpoint = publish(NOON)
    before = inclusion_of(event)

    EventPrivate.objects.filter(event=event).delete()

    assert inclusion_of(Event.objects.get(pk=event.pk)) == before
    assert sign_checkpoint(NOON + SECOND).root == checkpoint.root


def test_a_receipt_is_signed_and_says_what_was_known():
    checkpoint = log_of(3)
    (event,) = happen(1)

    receipt = bid_receipt(event, seq=7)

    assert json.loads(receipt.body) == {
        "v": 1,
        "type": "receipt",
        "kind": "bid",
        "subject": "N2026-000001",
        "leaf": event.leaf_hash(),
        "arrival": "2026-03-02T04:00:00.000Z",
        "seq": 7,
        "head": {"size": 3, "root": checkpoint.root},
        "promise_s": 60,
    }
    check(receipt_file(receipt))


def check(file):
    key = Ed25519PublicKey.from_public_bytes(public_key(file["key"]).value)
    signed = b"RECEIPT/1\n" + canonical(file["receipt"])
    key.verify(bytes.fromhex(file["signature"]), signed)


def test_an_altered_receipt_does_not_hold():
    log_of(2)
    file = receipt_file(bid_receipt(happen(1)[0]))
    file["receipt"]["subject"] = "N2026-000002"

    with pytest.raises(InvalidSignature):
        check(file)


def test_the_same_key_gives_the_same_receipt_byte_for_byte():
    log_of(2)
    (event,) = happen(1)
    first = bid_receipt(event, key="bid:1")
    publish(NOON + SECOND)

    again = bid_receipt(event, key="bid:1", at=NOON + 9 * SECOND)

    assert json.dumps(receipt_file(again)) == json.dumps(receipt_file(first))
    assert Receipt.objects.count() == 1


def test_a_receipt_is_not_given_before_the_deed_is_kept():
    from django.db import transaction

    log_of(2)
    with pytest.raises(RuntimeError), transaction.atomic():
        bid_receipt(happen(1)[0])

    assert Receipt.objects.count() == 0


def test_a_receipt_without_a_signer_is_a_promise_and_is_signed_later():
    (event,) = happen(1)
    receipt = bid_receipt(event)
    assert receipt.signature == ""
    assert json.loads(receipt.body)["head"]["size"] == 0

    publish(NOON)
    duties.sign_waiting_receipts(NOON)

    kept = Receipt.objects.get()
    assert kept.body == receipt.body
    check(receipt_file(kept))


def test_business_goes_on_while_the_signer_is_down_and_heads_resume(caplog):
    log_of(2)
    path = folder() / "log_key.json"
    key = path.read_bytes()
    path.write_text("{}")
    (event,) = happen(1)
    sequence(NOON)

    duties.keep_tree(NOON + 10 * SECOND)
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    duties.keep_tree(NOON + 61 * SECOND)
    assert [each.levelname for each in caplog.records] == ["WARNING", "CRITICAL"]
    assert bid_receipt(event).is_signed

    path.write_bytes(key)
    duties.keep_tree(NOON + 62 * SECOND)
    assert head().size == 3
    assert head().signed_at == NOON + 62 * SECOND


@pytest.mark.parametrize(
    ("news", "after", "signed"),
    [(True, 4, False), (True, 5, True), (False, 599, False), (False, 600, True)],
)
def test_the_clock_signs_news_after_five_seconds_and_else_every_ten_minutes(news, after, signed):
    log_of(2)
    if news:
        happen(1)
        sequence(NOON)

    duties.keep_tree(NOON + after * SECOND)

    assert Checkpoint.objects.count() == 1 + signed


def test_a_clock_that_was_away_catches_up_in_one_pass(at):
    events = happen(700)
    receipt = bid_receipt(events[0])
    assert not receipt.is_signed

    run_duties(NOON)

    assert head().size == verify_log() == 701
    assert inclusion_of(events[0])["index"] == 1
    assert Receipt.objects.get().is_signed


def test_a_checkpoint_whose_row_was_lost_in_a_crash_is_signed_again():
    log_of(5)
    as_superuser("DELETE FROM marketplace_log_checkpoint")

    again = sign_checkpoint(NOON + SECOND)

    assert (again.size, verify_log()) == (5, 5)


def test_a_demonstrations_key_follows_from_the_logs_name(settings, tmp_path):
    log_of(2)
    before = log_public_key()

    settings.MARKETPLACE_STATE_DIR = tmp_path
    assert ground.is_demo()
    assert log_public_key() == before

    settings.MARKETPLACE_STATE_DIR, settings.MARKETPLACE_DEMO = tmp_path / "real", False
    assert log_public_key() != before
