"""Every answer gets a signed receipt, accepted or refused, and the same one however often."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from marketplace.kernel.canonical import canonical, leaf_hash, tagged_hash
from marketplace.log.lookup import is_ours
from marketplace.log.models import Receipt
from marketplace.log.parts import publish
from marketplace.models import Event, LogLeaf
from procurement.receipts import REFUSALS_KEPT
from tests.factories import NOON
from tests.procurement.screens import (
    GRACE,
    SECOND,
    address,
    agency_for,
    place,
    published,
    refused,
    send,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


@pytest.fixture
def notice(held):
    notice = published()
    publish(NOON)
    return notice


def files(client, notice):
    response = client.get(address(notice, "receipts.json"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return response.json()


def withdraw(client, notice):
    return client.post("/en" + address(notice, "withdraw/"))


def opens(file, commitment):
    private = file["private"]
    made = tagged_hash("priv", bytes.fromhex(private["salt"]), canonical(private["facts"]))
    return made.hex() == commitment


def test_an_answer_gets_a_signed_receipt(client, notice):
    agency = agency_for(client, notice)

    send(client, notice)

    (file,) = files(client, notice)
    event = Event.objects.get(kind="response.placed")
    assert is_ours(file["receipt"], file["signature"])
    assert file["receipt"]["kind"] == "signup"
    assert file["receipt"]["subject"] == notice.public_id
    assert file["receipt"]["leaf"] == event.leaf_hash()
    assert file["receipt"]["arrival"] == "2026-03-02T04:00:00.000Z"
    assert file["private"]["facts"]["agency"] == agency.public_id
    assert opens(file, event.commitment)


def test_a_quote_gets_the_receipt_of_a_bid(client, held):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    send(client, notice, price="12345.67")

    assert Receipt.objects.get().kind == "bid"


def test_nothing_of_a_receipt_tells_how_many_answered(client, notice):
    place(notice)
    place(notice)
    agency_for(client, notice)

    send(client, notice)

    (file,) = files(client, notice)
    assert "seq" not in file["receipt"]
    assert "entry" not in file


def test_after_the_close_the_receipt_brings_its_entry_and_proof(client, notice, held):
    agency_for(client, notice)
    send(client, notice)
    held(notice.closes_at + GRACE + SECOND)
    call_command("tick")
    publish(held.moment)

    (file,) = files(client, notice)

    assert leaf_hash(canonical(file["entry"])).hex() == file["receipt"]["leaf"]
    assert file["proof"]["index"] == LogLeaf.objects.get(event__kind="response.placed").index


def test_a_withdrawal_gets_a_receipt_too(client, notice):
    agency_for(client, notice)
    send(client, notice)

    withdraw(client, notice)
    send(client, notice)

    kinds = [file["receipt"]["kind"] for file in files(client, notice)]
    assert kinds == ["signup", "withdrawal", "signup"]
    assert len({file["receipt"]["leaf"] for file in files(client, notice)}) == 3


def test_a_late_answer_gets_a_signed_refusal(client, notice, held):
    agency = agency_for(client, notice)
    held(notice.closes_at)

    response = send(client, notice)

    (file,) = files(client, notice)
    event = Event.objects.get(kind="response.refused")
    assert refused(response, "response.late")
    assert "Your receipts" in text(response)
    assert "An answer refused" in text(response)
    assert is_ours(file["receipt"], file["signature"])
    assert file["receipt"]["leaf"] == event.leaf_hash()
    assert event.facts == {}
    assert opens(file, event.commitment)
    assert file["private"]["facts"] == {
        "by": event.private.facts["by"],
        "deed": "place",
        "code": "response.late",
        "agency": agency.public_id,
        "price_fen": None,
        "promised": [{"item": notice.lines.get().item.code, "days": 8}],
        "received_at": "2026-03-04T04:00:00.000Z",
    }


def test_the_same_attempt_refused_again_has_the_same_receipt(client, notice, held):
    agency_for(client, notice)
    held(notice.closes_at)
    for step in range(3):
        held(notice.closes_at + step * SECOND)
        send(client, notice)

    assert Event.objects.filter(kind="response.refused").count() == 1
    assert Receipt.objects.count() == 1


def test_a_flood_of_refused_answers_ends(client, notice, held):
    agency_for(client, notice)
    held(notice.closes_at)

    for days in range(1, REFUSALS_KEPT + 4):
        assert refused(send(client, notice, days_1=str(days)), "response.late")

    assert Event.objects.filter(kind="response.refused").count() == REFUSALS_KEPT


def test_a_refused_withdrawal_gets_a_receipt(client, notice, held):
    agency_for(client, notice)
    send(client, notice)
    held(notice.closes_at)

    response = withdraw(client, notice)

    assert refused(response, "response.late_withdrawal")
    assert [file["receipt"]["kind"] for file in files(client, notice)] == ["signup", "refusal"]


def test_a_form_that_was_not_understood_is_no_refusal(client, notice):
    agency_for(client, notice)

    send(client, notice, days_1="")

    assert not Event.objects.filter(kind="response.refused").exists()
    assert client.get(address(notice, "receipts.json")).status_code == 404


def test_a_receipt_that_a_crash_prevented_is_given_with_the_next_page(client, notice):
    agency = agency_for(client, notice)
    place(notice, agency)
    assert Receipt.objects.count() == 0

    page = text(client.get("/en" + address(notice, "answer/")))

    receipt = Receipt.objects.get()
    assert f"/en/log/receipts/{receipt.public_id}/" in page
    assert receipt.is_signed


def test_nobody_elses_receipts_are_shown(client, notice):
    agency_for(client, notice)
    send(client, notice)
    client.logout()
    assert client.get(address(notice, "receipts.json")).status_code == 302

    agency_for(client, notice)

    assert client.get(address(notice, "receipts.json")).status_code == 404
    assert "Your receipts" not in text(client.get("/en" + address(notice, "answer/")))


def test_without_a_signer_the_answer_is_in_and_the_signature_follows(client, held):
    notice = published()
    agency_for(client, notice)

    response = send(client, notice)

    assert response.status_code == 302
    assert "our signature follows" in text(client.get("/en" + address(notice, "answer/")))
    publish(NOON)
    held(NOON + timedelta(seconds=1))
    call_command("tick")
    (file,) = files(client, notice)
    assert is_ours(file["receipt"], file["signature"])


# --- What the log shows of an open notice -----------------------------------------------------


def entries(client):
    return client.get("/log/entries/0").json()["entries"]


def test_before_the_close_answers_stand_in_the_log_as_hashes_alone(client, notice, held):
    agency = agency_for(client, notice)
    send(client, notice)
    publish(NOON)

    told = json.dumps(entries(client))
    event = Event.objects.get(kind="response.placed")
    assert "response." not in told
    assert event.leaf_hash() in told
    assert agency.public_id not in told
    sealed = LogLeaf.objects.get(event=event).index
    assert "sealed" in text(client.get(f"/en/log/?q={sealed}"))
    assert "Sealed until" in text(client.get(f"/en/log/entry/{sealed}/"))
    found = text(client.get(f"/en/log/?q={notice.public_id}"))
    assert "notice.published" in found
    assert "response." not in found
    assert f"/log/entry/{sealed}/" not in found


def test_after_the_close_answers_are_entries_like_others(client, notice, held):
    agency = agency_for(client, notice)
    send(client, notice)
    held(notice.closes_at + GRACE + SECOND)
    call_command("tick")
    publish(held.moment)

    told = json.dumps(entries(client))

    assert '"response.placed"' in told
    assert agency.public_id not in json.dumps(
        [each for each in entries(client) if each["leaf"]["kind"] == "response.placed"]
    )


def test_what_comes_after_the_first_answer_hides_how_many_there_were(client, notice):
    place(notice)
    from django.db import transaction

    with transaction.atomic():
        Event.append(notice.stream, "notice.noted", at=NOON)
    publish(NOON)

    assert "notice.noted" not in json.dumps(entries(client))


def test_a_notice_prints_where_it_stands_in_the_log(client, notice):
    place(notice)
    checkpoint = publish(NOON + SECOND)

    page = text(client.get("/en" + address(notice)))

    index = LogLeaf.objects.get(event__kind="notice.published").index
    assert f"Entry {index} of {checkpoint.size}, under the root" in page
    assert checkpoint.root[:8] in page
    assert f"/en/log/entry/{index}/" in page
