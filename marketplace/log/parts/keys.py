"""The log's two keys: made once, kept outside the database, in a folder named by the log.

A signer elsewhere takes the place of ``signing_key`` and ``receipt_key``.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ... import clock
from ... import conf as ground
from ...kernel.canonical import tagged_hash
from ...sequencer import log_id
from .. import conf

LOG, RECEIPT = "log", "receipt"


class NoSigner(Exception):
    """There is nothing to sign with: no log yet, or its key cannot be read."""


class Key(NamedTuple):
    """A private key, the name it signs under, and whether anybody could make it again."""

    name: str
    private: Ed25519PrivateKey
    is_demo: bool


def folder() -> Path:
    """Return where this database's keys and last published checkpoint are.

    Raises:
        NoSigner: before the log has its first entry, which names it.
    """
    name = log_id()
    if name is None:
        raise NoSigner("the log has no entry yet, so it has no name and no key")
    return ground.state_dir() / name


def signing_key() -> Key:
    """Return the key that signs checkpoints. Raises ``NoSigner``."""
    return _key(LOG)


def receipt_key() -> Key:
    """Return the key that signs receipts: another one. Raises ``NoSigner``."""
    return _key(RECEIPT)


def key_files() -> list[Path]:
    """Return the key files of every log in the state directory."""
    return sorted(ground.state_dir().glob("*/*_key.json"))


def write_once(path: Path, content: bytes) -> None:
    """Put a file in place whole and for its owner alone; the first of two that try stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path, content)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def write_over(path: Path, content: bytes) -> None:
    """Put a file in place of another, so that after a crash the old or the new one is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _draft(path, content).replace(path)


def _draft(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _key(purpose: str) -> Key:
    path = folder() / f"{purpose}_key.json"
    try:
        if not path.exists():
            write_once(path, _made(purpose))
        kept = json.loads(path.read_bytes())
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["private"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoSigner(f"the {purpose} key cannot be read: {error}") from error
    return Key(kept["name"], private, kept["demo"])


def _made(purpose: str) -> bytes:
    name = conf.origin() if purpose == LOG else f"{conf.origin()}/{purpose}"
    private = _of_demo(purpose) if ground.is_demo() else clock.fresh_bytes(32)
    kept = {"name": name, "demo": ground.is_demo(), "private": private.hex()}
    return json.dumps(kept).encode()


def _of_demo(purpose: str) -> bytes:
    """Return a key that follows from the log's name, which follows from the demo's day."""
    return tagged_hash("demo-key", purpose.encode(), str(log_id()).encode())
