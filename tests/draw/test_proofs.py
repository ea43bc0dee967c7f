"""A pool that is proven wrong by our own signatures: what counts, and what follows from it."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.draw.alarm import keep_alarm, slots_in_alarm
from marketplace.draw.bundle import bundle_of
from marketplace.draw.commands import void_results
from marketplace.draw.models import Draw, Proof
from marketplace.kernel.refusal import Refusal
from marketplace.log.verification import verify_log
from marketplace.models import Event
from tests.factories import DAY, UserFactory

from .crooked import crooked, forged, handed_in, receipt_of
from .kept import played
from .verifying import run_script


@pytest.fixture(scope="module")
def decided(opened, tmp_path_factory):
    """Keep a slot that is done, with the receipt of a die that is not in its pool."""
    with played(opened, tmp_path_factory, _to_its_result) as kept:
        yield kept


def _to_its_result(table):
    slot, receipt = crooked(table)
    table.tick(9)
    slot.refresh_from_db()
    return slot, receipt


@pytest.fixture
def done(decided, table, at, tmp_path):
    """Return a slot that is done, with the receipt of a die that is not in its pool."""
    return decided.go_on(at, tmp_path)


def test_after_the_result_the_proof_is_kept_and_the_result_stands_until_it_is_void(table, done):
    slot, receipt = done

    handed_in(slot, receipt, table)

    draw = Draw.objects.get()
    assert (slot.state, draw.moves, draw.is_void) == ("done", 0, False)
    assert Event.objects.of(slot.stream).last().kind == "slot.disputed"


def test_the_same_proof_is_kept_once(table, done):
    slot, receipt = done

    first, again = (handed_in(slot, receipt, table) for _each in range(2))

    assert first == again
    assert Event.objects.filter(kind="slot.disputed").count() == 1


def test_the_script_finds_by_the_receipt_what_the_server_found(tmp_path, table, done):
    slot, receipt = done

    _code, lines = run_script(
        tmp_path, bundle_of(slot.draws.get()), "--receipt", "mine.json", mine=receipt
    )

    assert "FAIL my own die is in: it differs" in lines


def test_a_second_pool_with_our_signature_is_a_proof_and_an_alarm_on_every_page(
    client, table, done
):
    slot, _receipt = done

    kept = handed_in(slot, forged(slot), table)
    keep_alarm(table.now)

    assert kept.kind == "two_pools"
    assert slots_in_alarm() == [slot.public_id]
    text = client.get("/en/notices/").content.decode()
    assert "Two different pools were signed for one draw" in text
    assert f"/en/draws/{slot.public_id}/#proofs" in text


def test_the_alarm_ends_when_every_result_is_void_and_thirty_days_are_over(table, done):
    slot, _receipt = done
    handed_in(slot, forged(slot), table)

    keep_alarm(table.now + 31 * DAY)
    assert slots_in_alarm() == [slot.public_id]
    void_results(slot_id=slot.pk, reason="两个池", by=UserFactory(regulator=True), at=table.now)
    keep_alarm(table.now + 29 * DAY)
    assert slots_in_alarm() == [slot.public_id]
    keep_alarm(table.now + 31 * DAY)

    assert slots_in_alarm() == []


def changed(document, **changes):
    copy = deepcopy(document)
    copy["receipt"] |= changes
    return copy


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda slot, receipt: None, "proof.malformed"),
        (lambda slot, receipt: [receipt], "proof.malformed"),
        (lambda slot, receipt: {"receipt": 1, "signature": 2}, "proof.not_ours"),
        (lambda slot, receipt: {"log": {"leaves": [{}], "checkpoints": []}}, "proof.malformed"),
        (lambda slot, receipt: changed(receipt, leaf="cd" * 32), "proof.not_ours"),
        (lambda slot, receipt: receipt_of(slot.dice.get()), "proof.disproved"),
        (lambda slot, receipt: bundle_of(slot.draws.get()), "proof.disproved"),
        (lambda slot, receipt: forged(slot, slot_id="S20300101T0000Z"), "proof.other_slot"),
    ],
)
def test_what_proves_nothing_is_refused(table, done, spoil, code):
    slot, receipt = done

    with pytest.raises(Refusal, match=f"^{code}$"):
        handed_in(slot, spoil(slot, receipt), table)

    assert not Proof.objects.exists()


def test_a_second_pool_that_our_key_did_not_sign_proves_nothing(table, done):
    slot, _receipt = done
    document = forged(slot)
    document["log"]["leaves"][0]["leaf"]["public"]["pool"] = "cd" * 32

    with pytest.raises(Refusal, match=r"^proof.not_ours$"):
        handed_in(slot, document, table)


def test_the_supervisor_declares_the_results_void_with_a_reason(table, done):
    slot, receipt = done
    handed_in(slot, receipt, table)
    by = UserFactory(regulator=True)

    void_results(slot_id=slot.pk, reason="回执证明少了一枚骰子", by=by, at=table.now)

    draw = Draw.objects.get()
    assert (draw.is_void, draw.void_reason) == (True, "回执证明少了一枚骰子")
    told = Event.objects.of(draw.stream).last()
    assert (told.kind, told.facts["reason"]) == ("draw.voided", "回执证明少了一枚骰子")
    assert told.private.facts["by"] == by.pk
    with pytest.raises(Refusal, match=r"^draw.no_result$"):
        void_results(slot_id=slot.pk, reason="再来", by=by, at=table.now)
    table.tick(2)
    assert verify_log() == Event.objects.count()


@pytest.mark.parametrize(
    ("reason", "code"),
    [("好", "draw.no_proof"), ("", "draw.no_reason"), ("长" * 501, "draw.no_reason")],
)
def test_without_a_proof_or_a_reason_every_result_stands(table, done, reason, code):
    slot, _receipt = done

    with pytest.raises(Refusal, match=f"^{code}$"):
        void_results(slot_id=slot.pk, reason=reason, by=UserFactory(), at=table.now)

    assert not Draw.objects.get().is_void


def test_a_stranger_hands_in_a_file_and_everybody_reads_it(client, table, done):
    slot, receipt = done
    page = f"/en/draws/{slot.public_id}/"
    assert "Have it checked" in client.get(f"{page}proof/").content.decode()
    file = SimpleUploadedFile("mine.json", json.dumps(receipt).encode())

    answer = client.post(f"{page}proof/", {"file": file}, follow=True)

    text = answer.content.decode()
    assert "A die with a receipt is missing in the pool" in text
    kept = client.get(f"{page}proof/{Proof.objects.get().digest}.json").json()
    assert kept == {"receipt": receipt["receipt"], "signature": receipt["signature"]}


@pytest.mark.parametrize("sent", [{}, {"text": "{"}, {"text": "[" * 9000}, {"text": "{}"}])
def test_a_file_that_is_none_is_said_to_be_none(client, done, sent):
    slot, _receipt = done

    answer = client.post(f"/en/draws/{slot.public_id}/proof/", sent)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_only_the_supervisor_sees_the_declaration(client, table, done):
    slot, receipt = done
    page = f"/en/draws/{slot.public_id}/"
    client.force_login(UserFactory(regulator=True))
    assert client.get(f"{page}void/").status_code == 404
    handed_in(slot, receipt, table)

    assert f'href="{page}void/"' in client.get(page).content.decode()
    answer = client.post(f"{page}void/", {"reason": "少了一枚"}, follow=True)

    assert "1 result is void." in answer.content.decode()
    client.force_login(UserFactory())
    assert client.get(f"{page}void/").status_code == 403
    assert f"{page}void/" not in client.get(page).content.decode()
