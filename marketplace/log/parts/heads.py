"""Checkpoints: the log's size and root, signed and published, never taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ...models import Cursor
from ...sequencer import sequence
from ...transaction import command
from .. import conf
from ..domain.note import Head, Malformed, Note, cosigned, read_head, read_note, signed
from ..models import Checkpoint
from . import keys
from .tree import Broken, grow, log_size, root_at, tree_size

SIGNER = "log.signer"


class SetBack(Exception):
    """The tables are older than, or differ from, what the log has signed before."""


def head() -> Checkpoint | None:
    """Return the newest checkpoint, or None before the first."""
    return Checkpoint.objects.newest()


def publish(at: datetime) -> Checkpoint:
    """Give every committed event its place, and sign a checkpoint over all of them, now."""
    sequence(at)
    return sign_checkpoint(at)


def sign_checkpoint(at: datetime) -> Checkpoint:
    """Sign the log as it is now, and publish it; outside of any transaction.

    The note stands in the state directory before anybody can read it here, so that a
    database which was set back is known by it.

    Raises:
        NoSigner: when there is no log yet or no key.
        SetBack: when what was signed before is not the beginning of what there is now.
    """
    grow()
    with command():
        Cursor.objects.locked(SIGNER)
        require_continuous()
        size = tree_size()
        note = _signed(size, at)
        newest = head()
        if newest and newest.note == note:
            return newest
        keys.write_over(published_path(), note.encode())
        return Checkpoint.objects.create(
            size=size, root=root_at(size).hex(), note=note, signed_at=at
        )


def is_due(at: datetime) -> bool:
    """Return whether it is time for the next checkpoint: news after 5 s, else every 10 min."""
    newest = head()
    if newest is None:
        return log_size() > 0
    waited = abs(at - newest.signed_at)
    return waited >= (conf.HEADS_APART if log_size() > newest.size else conf.HEARTBEAT)


def published_path() -> Path:
    """Return where the last published checkpoint is kept, outside the database."""
    return keys.folder() / "checkpoint"


def published() -> Head | None:
    """Return what the last published checkpoint says, or None before the first.

    Raises:
        SetBack: when the file is there and cannot be read.
    """
    try:
        return read_head(read_note(published_path().read_text()).text)
    except (FileNotFoundError, keys.NoSigner):
        return None
    except (OSError, Malformed, UnicodeDecodeError) as error:
        raise SetBack(f"the last published checkpoint cannot be read: {error}") from error


def require_continuous() -> None:
    """Refuse a database that was set back behind what the log has published.

    Raises:
        SetBack: with what differs.
    """
    last = published()
    if last is None:
        return
    size = log_size()
    if size < last.size:
        raise SetBack(f"the log has {size} entries, and {last.size} were published")
    try:
        root = root_at(last.size)
    except Broken as error:
        raise SetBack(f"the tree is damaged: {error}") from error
    if root != last.root:
        raise SetBack(
            f"the first {last.size} entries have the root {root.hex()[:16]}, "
            f"and {last.root.hex()[:16]} was published"
        )


def _signed(size: int, at: datetime) -> str:
    """Return the checkpoint as text: with our signature, and with our own clock's time."""
    key = keys.signing_key()
    text = Head(key.name, size, root_at(size)).text()
    plain = signed(text, name=key.name, key=key.private)
    timed = cosigned(text, name=key.name, key=key.private, seconds=int(at.timestamp()))
    return str(Note(text, (plain, timed)))
