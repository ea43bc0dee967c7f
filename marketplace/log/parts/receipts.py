"""Receipts: signed evidence that we got something, given out after it was committed."""

from __future__ import annotations

import json
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ... import clock
from ...kernel.canonical import canonical, stamp
from ...models import Event
from ...transaction import command
from ..conf import PROMISE_SECONDS
from ..domain.merkle import EMPTY
from ..domain.note import PLAIN, PublicKey, keys_of, public_key
from ..models import Receipt
from . import keys
from .heads import head

PREFIX = b"RECEIPT/1\n"


def issue_receipt(
    *,
    kind: str,
    subject: str,
    arrival: datetime,
    at: datetime,
    event: Event | None = None,
    leaf: str = "",
    seq: int | None = None,
    key: str = "",
) -> Receipt:
    """Return a signed receipt for a committed deed; the same key gives the same one again.

    ``leaf`` (hexadecimal) stands in where the deed is in no event of its own, as a die is in
    its slot's tree. ``seq`` is left out where it would tell how many others there are. Where
    there is nothing to sign with, the receipt is kept as it is and signed by a later pass of
    the clock: what was accepted stays accepted.

    Raises:
        RuntimeError: inside a transaction, because nothing may be confirmed before it is kept.
        ValueError: without an event and without a leaf.
    """
    leaf = leaf or (event.leaf_hash() if event else "")
    if not leaf:
        raise ValueError("a receipt names an event or a leaf")
    key = key or f"{kind}:{leaf}"
    found = Receipt.objects.filter(key=key).first()
    if found is None:
        body = _body(kind=kind, subject=subject, leaf=leaf, arrival=arrival, seq=seq)
        values = {"kind": kind, "subject": subject, "leaf": leaf, "event": event, "body": body}
        found = _kept(key, values | {"issued_at": at})
    return found if found.is_signed else sign_receipt(found)


def sign_receipt(receipt: Receipt) -> Receipt:
    """Sign a receipt that has no signature yet; unsigned still where there is no signer."""
    try:
        signature = keys.receipt_key().private.sign(signed_text(receipt)).hex()
    except keys.NoSigner:
        return receipt
    with command():
        Receipt.objects.filter(pk=receipt.pk, signature="").update(signature=signature)
    receipt.signature = signature
    return receipt


def is_ours(body: dict, signature: str) -> bool:
    """Return whether we signed this receipt."""
    try:
        public = Ed25519PublicKey.from_public_bytes(public_key(receipt_public_key()).value)
        public.verify(bytes.fromhex(signature), PREFIX + canonical(body))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def receipt_of(key: str) -> Receipt | None:
    """Return the receipt that was issued under the key, or None."""
    return Receipt.objects.filter(key=key).first()


def receipts_under(prefix: str) -> list[Receipt]:
    """Return the receipts whose keys begin so, the oldest first."""
    return list(Receipt.objects.filter(key__startswith=prefix).order_by("pk"))


def receipt_file(receipt: Receipt) -> dict:
    """Return what its holder keeps: the receipt, our signature, and the key that made it."""
    return {
        "receipt": json.loads(receipt.body),
        "signature": receipt.signature,
        "key": receipt_public_key(),
    }


def signed_text(receipt: Receipt) -> bytes:
    """Return the bytes that are signed: a prefix, and the receipt as canonical JSON."""
    return PREFIX + receipt.body.encode()


def receipt_public_key() -> str:
    """Return the key that receipts are checked with, in one line; empty before the first entry."""
    try:
        key = keys.receipt_key()
    except keys.NoSigner:
        return ""
    return str(PublicKey(key.name, PLAIN, key.private.public_key().public_bytes_raw()))


def log_public_key() -> str:
    """Return the key that checkpoints are checked with, in one line; empty before the first."""
    try:
        key = keys.signing_key()
    except keys.NoSigner:
        return ""
    return str(keys_of(key.private, key.name)[0])


def _body(*, kind: str, subject: str, leaf: str, arrival: datetime, seq: int | None) -> str:
    last = head()
    known = {"size": last.size if last else 0, "root": last.root if last else EMPTY.hex()}
    body = {
        "v": 1,
        "type": "receipt",
        "kind": kind,
        "subject": subject,
        "leaf": leaf,
        "arrival": stamp(arrival),
        "head": known,
        "promise_s": PROMISE_SECONDS,
    }
    if seq is not None:
        body["seq"] = seq
    return canonical(body).decode()


def _kept(key: str, values: dict) -> Receipt:
    values["public_id"] = clock.fresh_bytes(16).hex()
    with command():
        return Receipt.objects.get_or_create(key=key, defaults=values)[0]
