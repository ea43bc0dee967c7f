"""What the log takes from witnesses, and what it does not."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from marketplace.kernel.refusal import Refusal
from marketplace.log.commands import add_cosignature
from marketplace.log.domain.note import Head, Note, cosigned, keys_of, read_note
from marketplace.log.models import Cosignature
from tests.factories import NOON
from tests.log.entries import log_of

pytestmark = pytest.mark.django_db
NAME = "witness.example.org"
KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)


@pytest.fixture(autouse=True)
def known(settings, at):
    settings.MARKETPLACE_WITNESSES = {"Regulator": str(keys_of(KEY, NAME)[1])}


def line_over(checkpoint, *, key=KEY, seconds=None):
    text = checkpoint.read()[0].text
    seconds = int(NOON.timestamp()) if seconds is None else seconds
    return str(Note(text, (cosigned(text, name=NAME, key=key, seconds=seconds),)))


def refused(note):
    with pytest.raises(Refusal) as refusal:
        add_cosignature(note=note, at=NOON)
    assert Cosignature.objects.count() == 0
    return refusal.value.code


def test_a_known_witness_signs_and_its_line_stands_under_the_checkpoint():
    checkpoint = log_of(3)
    note = line_over(checkpoint)

    add_cosignature(note=note, at=NOON)

    assert checkpoint.with_cosignatures() == checkpoint.note + note.split("\n\n")[1]


def test_the_first_signature_of_a_witness_stays():
    checkpoint = log_of(3)
    first = add_cosignature(note=line_over(checkpoint), at=NOON)

    again = add_cosignature(note=line_over(checkpoint, seconds=int(NOON.timestamp()) + 60), at=NOON)

    assert again == first
    assert Cosignature.objects.count() == 1


def test_a_stranger_is_not_kept():
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)

    assert refused(line_over(log_of(3), key=other)) == "cosignature.unknown_witness"


def test_a_signature_over_another_checkpoint_is_not_kept():
    checkpoint = log_of(3)
    text = Head(checkpoint.read()[1].origin, 3, bytes(32)).text()
    note = Note(text, (cosigned(text, name=NAME, key=KEY, seconds=1),))

    assert refused(str(note)) == "cosignature.unknown_checkpoint"


def test_a_signature_of_tomorrow_is_not_kept():
    tomorrow = int((NOON + timedelta(days=1)).timestamp())

    assert refused(line_over(log_of(3), seconds=tomorrow)) == "cosignature.ahead"


@pytest.mark.parametrize("note", ["", "x", "x\n\n", "a\n1\nx\n\n\u2014 a b\n", "\n" * 70_000])
def test_what_is_no_note_is_not_kept(note):
    assert refused(note) == "cosignature.malformed"


@pytest.mark.parametrize("sent", [b"", b"\xff\xfe", b"x" * 100_000, "\u2014 ü ==\n".encode()])
def test_over_http_a_bad_note_is_a_400_of_one_line(client, sent):
    response = client.post("/log/cosignatures/", sent, content_type="text/plain")

    assert response.status_code == 400
    assert response.json()["error"] == "cosignature.malformed"


def test_over_http_a_good_note_is_kept(client):
    checkpoint = log_of(3)

    response = client.post("/log/cosignatures/", line_over(checkpoint), content_type="text/plain")

    assert response.json() == {"witness": "Regulator", "size": 3}
    assert len(read_note(client.get("/log/checkpoint").content.decode()).signatures) == 3
