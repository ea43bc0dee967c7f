"""The log as anybody reads it: programs, people, and those who paste a receipt."""

import json

import pytest
from django.urls import reverse

from marketplace.kernel.canonical import canonical, leaf_hash
from marketplace.log.domain import merkle
from marketplace.log.domain.note import public_key, read_head, read_note, verified
from marketplace.log.parts import issue_receipt, log_public_key, publish, receipt_file
from marketplace.log.parts.heads import published_path
from marketplace.models import LogLeaf
from tests.factories import NOON
from tests.log.entries import happen, log_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


def get(client, path, **query):
    return client.get(f"/log/{path}", query)


def told(client, path, **query):
    response = get(client, path, **query)
    assert response.status_code == 200, response.content
    return response.json()


def unhex(values):
    return [bytes.fromhex(each) for each in values]


def test_the_checkpoint_is_text_and_signed(client):
    checkpoint = log_of(5)

    response = get(client, "checkpoint")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    note = read_note(response.content.decode())
    assert verified(note, public_key(log_public_key()))
    assert read_head(note.text).size == 5
    assert response.content.decode() == checkpoint.note == published_path().read_text()
    assert response["Cache-Control"] == "public, max-age=5"


def test_before_the_first_there_is_no_checkpoint(client):
    assert get(client, "checkpoint").status_code == 204
    assert get(client, "checkpoint", size=1).status_code == 404
    assert get(client, "").status_code == 200


def test_a_proof_leads_from_the_leaf_to_the_root(client):
    checkpoint = log_of(13)
    leaf = LogLeaf.objects.get(index=6)

    proof = told(client, "proof", index=6, size=13)

    assert proof["root"] == checkpoint.root
    assert merkle.verify_inclusion(
        bytes.fromhex(leaf.leaf_hash),
        index=6,
        size=13,
        proof=unhex(proof["proof"]),
        expected=bytes.fromhex(proof["root"]),
    )


def test_a_consistency_proof_leads_from_an_old_root_to_the_new_one(client):
    old, new = log_of(5), log_of(9)

    proof = told(client, "consistency", **{"from": 5})

    assert (proof["from"], proof["to"]) == (5, 13)
    assert merkle.verify_consistency(
        old=5,
        new=13,
        old_root=bytes.fromhex(old.root),
        new_root=bytes.fromhex(new.root),
        proof=unhex(proof["proof"]),
    )


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("proof", {}),
        ("proof", {"index": "x"}),
        ("proof", {"index": "-1"}),
        ("proof", {"index": "٣"}),
        ("proof", {"index": "5", "size": "5"}),
        ("proof", {"index": "0", "size": "6"}),
        ("proof", {"index": "0", "size": "0"}),
        ("proof", {"index": "9" * 40}),
        ("consistency", {}),
        ("consistency", {"from": "0"}),
        ("consistency", {"from": "6"}),
        ("consistency", {"from": "3", "to": "2"}),
        ("consistency", {"from": "3", "to": "1e1"}),
        ("entries/1", {}),
        ("entries/99999999999999999999999", {}),
    ],
)
def test_what_makes_no_sense_is_answered_with_one_line(client, path, query):
    log_of(5)

    response = get(client, path, **query)

    assert response.status_code == 400
    assert list(response.json()) == ["error"]
    assert b"\n" not in response.content


def test_entries_come_by_256_and_a_full_tile_may_be_kept(client):
    log_of(300)

    full, rest = get(client, "entries/0"), get(client, "entries/1")

    assert [len(each.json()["entries"]) for each in (full, rest)] == [256, 44]
    assert [each["Cache-Control"] for each in (full, rest)] == [
        "public, max-age=86400",
        "public, max-age=5",
    ]
    entry = full.json()["entries"][7]
    assert entry["index"] == 7
    assert leaf_hash(canonical(entry["leaf"])).hex() == entry["leaf_hash"]


def test_what_is_private_is_in_no_entry(client):
    log_of(3)

    assert b'"who"' not in get(client, "entries/0").content


def test_the_keys_are_public(client, settings):
    log_of(2)
    settings.MARKETPLACE_WITNESSES = {"regulator": "w+1+x"}

    keys = told(client, "keys")

    assert keys["log"] == log_public_key()
    assert keys["log"] != keys["receipt"]
    assert keys["witnesses"] == [{"name": "regulator", "key": "w+1+x"}]


# --- Pages ---------------------------------------------------------------------------------


def page(client, **query):
    return client.get("/en/log/", query)


def shown(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def a_receipt(**others):
    (event,) = happen(1, stream="notice:N2026-000001")
    given = {"kind": "bid", "subject": "N2026-000001", "arrival": NOON, "at": NOON} | others
    return issue_receipt(event=event, **given)


def test_the_page_shows_the_newest_checkpoint_and_the_keys(client):
    checkpoint = log_of(6)

    text = shown(page(client))

    assert "<b>6</b>" in text
    assert checkpoint.root[:8] in text
    assert log_public_key() in text


def test_a_pasted_receipt_is_found(client):
    log_of(3)
    receipt = a_receipt()
    publish(NOON)

    text = shown(page(client, q=json.dumps(receipt_file(receipt))))

    assert "The receipt is ours and its entry is in the log" in text
    assert "/en/log/entry/3/" in text


def test_a_pasted_receipt_that_was_altered_is_not_ours(client):
    log_of(3)
    file = receipt_file(a_receipt())
    file["receipt"]["arrival"] = "2026-01-01T00:00:00.000Z"

    assert "We did not sign this receipt" in shown(page(client, q=json.dumps(file)))


def test_a_receipt_without_its_entry_is_proof_against_us(client):
    log_of(3)

    text = shown(page(client, q=json.dumps(receipt_file(a_receipt()))))

    assert "is not in the log yet" in text
    assert "you hold proof against us" in text


@pytest.mark.parametrize("pasted", ["{", "{}", "[]", '{"receipt": []}', '{"receipt": 1}'])
def test_what_is_no_receipt_is_told_so(client, pasted):
    log_of(3)
    expected = "This is no receipt" if pasted.startswith("{") else "Nothing was found"

    assert expected in shown(page(client, q=pasted))


def test_a_notice_an_entry_and_a_hash_are_found(client):
    log_of(3)
    receipt = a_receipt()
    publish(NOON)

    for pasted in ("N2026-000001", "3", receipt.leaf, receipt.leaf.upper()):
        assert "/en/log/entry/3/" in shown(page(client, q=pasted))
    assert "Nothing was found" in shown(page(client, q="N2026-000009"))


def test_an_entry_shows_its_bytes_and_its_proof(client):
    log_of(8)
    leaf = LogLeaf.objects.get(index=5)

    text = shown(client.get("/en/log/entry/5/"))

    assert leaf.leaf_hash[:8] in text
    assert "With these 3 hashes" in text
    assert client.get("/en/log/entry/8/").status_code == 404
    assert client.get(f"/en/log/entry/{'9' * 30}/").status_code == 404


def test_a_receipt_has_a_page_and_a_file(client):
    log_of(2)
    receipt = a_receipt()
    publish(NOON)

    text = shown(client.get(f"/en/log/receipts/{receipt.public_id}/"))
    response = client.get(reverse("log:receipt_json", args=[receipt.public_id]))

    assert "The receipt is ours and its entry is in the log" in text
    assert json.loads(response.content) == receipt_file(receipt)
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get("/log/receipts/0000/").status_code == 404


def test_an_unsigned_receipt_says_that_the_signature_follows(client):
    receipt = a_receipt()

    text = shown(client.get(f"/en/log/receipts/{receipt.public_id}/"))

    assert "Received; our signature follows" in text


def test_a_late_checkpoint_is_told(client, at):
    log_of(2)
    from datetime import timedelta

    at(NOON + timedelta(minutes=16))

    assert "The newest checkpoint is late" in shown(page(client))
