"""Signed notes: the C2SP formats signed-note, tlog-checkpoint and tlog-cosignature.

A note is a text, an empty line, and one line a signature. Readers skip the lines of keys they
do not know, so that anybody may add a signature of their own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PLAIN, TIMED = 1, 4  # Ed25519 over the text itself; over the text and a time
DASH = "\N{EM DASH} "
DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}")
NAME = re.compile(r"[^\s+]{1,200}")
NOTE_MAX = 64_000


class Malformed(ValueError):
    """A text is not what it should be: a note, a checkpoint or a key."""


class Head(NamedTuple):
    """What a checkpoint says: which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the body of the note."""
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


class Signature(NamedTuple):
    """One line under a note: who signed, with which key, and what was written down."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        return f"{DASH}{self.name} {_encoded(self.key_id + self.value)}\n"


class Note(NamedTuple):
    """A text and its signatures, not yet checked."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(each.line() for each in self.signatures)


class PublicKey(NamedTuple):
    """A name, a kind of signature and 32 bytes: all that a reader needs."""

    name: str
    kind: int
    value: bytes

    @property
    def key_id(self) -> bytes:
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.value
        return hashlib.sha256(named).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_encoded(bytes([self.kind]) + self.value)}"


def public_key(text: str) -> PublicKey:
    """Return a key from its one-line form, ``name+id+base64``.

    Raises:
        Malformed: when it is not a key, or its id does not fit it.
    """
    name, _plus, rest = text.strip().partition("+")
    key_id, _plus, encoded = rest.partition("+")
    value = _decoded(encoded)
    if not NAME.fullmatch(name) or len(value) != 33 or value[0] not in (PLAIN, TIMED):
        raise Malformed("not a key: write it as name+id+base64")
    key = PublicKey(name, value[0], value[1:])
    if key.key_id.hex() != key_id:
        raise Malformed("the id of the key does not fit its name and value")
    return key


def read_note(text: str) -> Note:
    """Return the text of a note and its signatures, unchecked.

    Raises:
        Malformed: when it is no signed note.
    """
    body, empty, tail = text.rpartition("\n\n")
    if not (empty and tail.endswith("\n")) or len(text) > NOTE_MAX:
        raise Malformed("not a signed note: a text, an empty line, and a line a signature")
    lines = tail.removesuffix("\n").split("\n")
    return Note(body + "\n", tuple(_read_signature(line) for line in lines))


def read_head(text: str) -> Head:
    """Return what the body of a checkpoint says.

    Raises:
        Malformed: when it is no checkpoint.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not lines[0] or not DECIMAL.fullmatch(lines[1]):
        raise Malformed("not a checkpoint: origin, size and root, a line each")
    root = _decoded(lines[2])
    if len(root) != 32:
        raise Malformed("not a checkpoint: its root is not 32 bytes")
    return Head(lines[0], int(lines[1]), root)


def signed(text: str, *, name: str, key: Ed25519PrivateKey) -> Signature:
    """Return a signature over the text itself."""
    return Signature(name, _public(key, name, PLAIN).key_id, key.sign(text.encode()))


def cosigned(text: str, *, name: str, key: Ed25519PrivateKey, seconds: int) -> Signature:
    """Return a signature that also says when it was made, in seconds since 1970."""
    value = seconds.to_bytes(8) + key.sign(timed_text(text, seconds))
    return Signature(name, _public(key, name, TIMED).key_id, value)


def timed_text(text: str, seconds: int) -> bytes:
    """Return what is signed by ``cosigned``."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def verified(note: Note, key: PublicKey) -> Signature | None:
    """Return the signature of the key under the note, or None where there is no good one."""
    for each in note.signatures:
        if (each.name, each.key_id) == (key.name, key.key_id) and _is_good(note.text, each, key):
            return each
    return None


def seconds_of(signature: Signature) -> int:
    """Return when a timed signature was made."""
    return int.from_bytes(signature.value[:8])


def with_signatures(note: str, lines: Iterable[str]) -> str:
    """Return a note with more signature lines under it."""
    return note + "".join(lines)


def keys_of(key: Ed25519PrivateKey, name: str) -> tuple[PublicKey, PublicKey]:
    """Return how others know a key: for plain and for timed signatures."""
    return _public(key, name, PLAIN), _public(key, name, TIMED)


def _public(key: Ed25519PrivateKey, name: str, kind: int) -> PublicKey:
    return PublicKey(name, kind, key.public_key().public_bytes_raw())


def _is_good(text: str, signature: Signature, key: PublicKey) -> bool:
    value, message = signature.value, text.encode()
    if key.kind == TIMED:
        if len(value) != 72:
            return False
        message, value = timed_text(text, seconds_of(signature)), value[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.value).verify(value, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read_signature(line: str) -> Signature:
    name, _space, encoded = line.removeprefix(DASH).partition(" ")
    value = _decoded(encoded)
    if not line.startswith(DASH) or not NAME.fullmatch(name) or len(value) < 5:
        raise Malformed("a line under the note is no signature")
    return Signature(name, value[:4], value[4:])


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Malformed("not base64") from error
