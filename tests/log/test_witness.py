"""The witness is a program of its own, on a machine of its own: it is run as one. (D-T5)"""

import base64
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.staticfiles import finders
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace import clock
from marketplace.log.domain import merkle
from marketplace.log.domain.note import (
    TIMED,
    Head,
    Note,
    keys_of,
    public_key,
    read_note,
    signed,
    verified,
)
from marketplace.log.models import Cosignature
from marketplace.log.parts import head, log_public_key
from marketplace.log.parts.keys import signing_key
from tests.log.entries import log_of

SCRIPT = finders.find("marketplace/log/witness.py")


@pytest.fixture(scope="module")
def script():
    """The script as a module, for its functions."""
    spec = importlib.util.spec_from_file_location("witness_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
            "39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
            "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_its_signatures_are_those_of_rfc_8032(script, secret, public, message, signature):
    secret, message = bytes.fromhex(secret), bytes.fromhex(message)

    assert script.public_of(secret).hex() == public
    assert script.sign(secret, message).hex() == signature
    assert script.is_signed(bytes.fromhex(public), message, bytes.fromhex(signature))


def test_it_judges_signatures_as_a_library_does(script):
    for number in range(5):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")

        assert script.is_signed(public, b"text", signature)
        assert not script.is_signed(public, b"text.", signature)
        flipped = signature[:40] + bytes([signature[40] ^ 1]) + signature[41:]
        assert not script.is_signed(public, b"text", flipped)
        assert not script.is_signed(public, b"text", signature[:63])
        assert not script.is_signed(bytes(31) + b"\xff", b"text", signature)


@settings(max_examples=100, deadline=None)
@given(old=st.integers(1, 100), more=st.integers(0, 100), flipped=st.integers(0, 6))
def test_it_judges_growth_as_the_log_does(script, old, more, flipped):
    leaves = [bytes([each]) * 32 for each in range(old + more)]
    edge, kept = merkle.Edge(), {merkle.Place(0, at): leaf for at, leaf in enumerate(leaves)}
    for leaf in leaves:
        kept.update(edge.append(leaf))
    spans = merkle.consistency_spans(old, old + more)
    proof = merkle.gathered(spans, kept.__getitem__)
    roots = merkle.root(leaves[:old]), edge.root()

    assert script.only_grew(old, old + more, *roots, proof)
    if proof:
        proof[flipped % len(proof)] = bytes(32)
        assert not script.only_grew(old, old + more, *roots, proof)


@pytest.fixture
def witness(tmp_path):
    """Run the script alone, from an empty folder, and return its exit code, words and errors."""
    (tmp_path / "away").mkdir()
    shutil.copy(SCRIPT, tmp_path / "away" / "witness.py")

    def run(log, key=None):
        words = ["--log", log, "--key", key or log_public_key(), "--state", "state"]
        words += ["--name", "witness.example.org"]
        done = subprocess.run(
            [sys.executable, "-I", "witness.py", *words],
            cwd=tmp_path / "away",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    run.folder = tmp_path / "away" / "state"
    return run


@pytest.mark.django_db(transaction=True)
def test_it_signs_what_only_grows(live_server, client, witness, settings):
    with clock.using(now=timezone.now):
        log_of(5, at=timezone.now())
        address = f"{live_server.url}/log/"
        code, words, _errors = witness(address)
        assert code == 1, "nobody knows this witness yet"
        key = re.search(r"witness key: (\S+)", words)[1]
        settings.MARKETPLACE_WITNESSES = {"Regulator": key}

        assert witness(address)[:2] == (0, f"witness key: {key}\nsigned: 5 entries\n")
        log_of(8, at=timezone.now())
        assert witness(address)[0] == 0
        assert witness(address)[0] == 0, "signing twice does no harm"

    kept = Cosignature.objects.order_by("pk")
    assert [(each.witness, each.checkpoint.size) for each in kept] == [
        ("Regulator", 5),
        ("Regulator", 12),
    ]
    note = read_note(head().with_cosignatures())
    assert verified(note, public_key(key))
    assert verified(note, public_key(log_public_key()))
    assert verified(note, public_key(log_public_key())._replace(kind=TIMED))
    assert client.get("/log/checkpoint").content.decode() == str(note)


class OtherLog:
    """A server that signs with the log's key and shows whatever history it is told to."""

    def __init__(self, key, leaves):
        self.key, self.leaves = key, leaves
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = outer.answer(self.path).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *words):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/log/"

    def answer(self, path):
        if path.endswith("checkpoint"):
            name, private = self.key.name, self.key.private
            text = Head(name, len(self.leaves), merkle.root(self.leaves)).text()
            return str(Note(text, (signed(text, name=name, key=private),)))
        old, new = map(int, re.findall(r"=(\d+)", path))
        nodes = {merkle.Place(0, at): leaf for at, leaf in enumerate(self.leaves)}
        edge = merkle.Edge()
        for leaf in self.leaves:
            nodes.update(edge.append(leaf))
        proof = merkle.gathered(merkle.consistency_spans(old, new), nodes.__getitem__)
        return json.dumps({"proof": [each.hex() for each in proof]})


@pytest.fixture
def other_log(db, at):
    log_of(2)
    other = OtherLog(signing_key(), [bytes([each]) * 32 for each in range(7)])
    yield other
    other.server.shutdown()
    other.server.server_close()


def test_a_history_that_only_grew_is_signed(witness, other_log):
    key = log_public_key()
    assert witness(other_log.url, key)[0] == 0

    other_log.leaves.append(bytes(32))

    assert witness(other_log.url, key)[0] == 0


@pytest.mark.parametrize("size", [9, 7, 5])
def test_a_fork_is_refused_and_both_notes_are_kept(witness, other_log, size):
    key = log_public_key()
    assert witness(other_log.url, key)[0] == 0
    before = other_log.answer("checkpoint")

    other_log.leaves = [b"x" * 32, *(bytes([each]) * 32 for each in range(1, size))]

    for _time in range(2):
        code, words, errors = witness(other_log.url, key)
        assert code == 2
        assert "signed:" not in words
        assert errors.startswith("REFUSED: 7 and")
    evidence = sorted((witness.folder / "evidence").iterdir())[0]
    assert (evidence / "before").read_text() == before
    assert (evidence / "after").read_text() == other_log.answer("checkpoint")
    assert (witness.folder / "last").read_text() == before


def test_a_checkpoint_of_another_key_is_not_signed(witness, other_log):
    name, _id, _value = log_public_key().split("+", 2)
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    code, _words, errors = witness(other_log.url, str(keys_of(other, name)[0]))

    assert code == 1
    assert "not signed by the log" in errors


def test_a_wrong_key_line_is_told(witness, other_log):
    value = base64.b64encode(b"\1" + bytes(32)).decode()

    code, _words, errors = witness(other_log.url, f"log+00000000+{value}")

    assert (code, "name+id+base64" in errors) == (1, True)
