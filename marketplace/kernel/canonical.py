"""One way to write a fact down, so that any language gets the same bytes and hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
LARGEST = 2**53 - 1


def canonical(value: object) -> bytes:
    """Return the value as canonical JSON: RFC 8785, without floats and with plain keys.

    Raises:
        TypeError: for what the profile leaves out (floats, large integers, other keys).
        UnicodeEncodeError: for a lone surrogate.
    """
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def tagged_hash(tag: str, *parts: bytes) -> bytes:
    """Return ``H(tag, p1..pk)``, 32 bytes: no two tags or lists of parts share an input."""
    framed = b"".join(len(part).to_bytes(8) + part for part in parts)
    return hashlib.sha256(b"OPENDRAW/1/" + tag.encode() + b"\0" + framed).digest()


def chain(secret: bytes, length: int) -> bytes:
    """Return the end of a hash chain of ``length`` steps that starts at ``secret``."""
    for _step in range(length):
        secret = tagged_hash("chain", secret)
    return secret


def leaf_hash(leaf: bytes) -> bytes:
    """Return the RFC 6962 hash of a leaf, 32 bytes, ready for a Merkle tree over the log."""
    return hashlib.sha256(b"\0" + leaf).digest()


def to_milliseconds(at: datetime) -> datetime:
    """Return the moment as the log can tell it: in UTC, cut to the millisecond."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def stamp(at: datetime) -> str:
    """Return the moment as RFC 3339 in UTC with milliseconds and ``Z``, 24 characters."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def plain(value: object) -> object:
    """Return the value in JSON's own types, or raise: what is not exact stays out."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, datetime) and value.tzinfo:
        return stamp(value)
    if isinstance(value, Mapping) and all(_is_key(key) for key in value):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"not canonical: {value!r}")


def _is_key(key: object) -> bool:
    return isinstance(key, str) and KEY.fullmatch(key) is not None
