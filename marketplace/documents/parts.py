"""How a paper comes in and where it stands. ``keep_document`` needs the caller's transaction."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.db import connection
from wagtail import hooks

from .. import conf
from ..models.checking import check
from .domain.upload import Upload, read_upload
from .examination import require_harmless
from .models import Document

SHELVES = 2  # digits of the hash that name a folder


def check_upload(file) -> Upload:
    """Return what was sent as a paper that may be kept; no more than allowed is read of it.

    Raises:
        Refusal: ``document.name``, ``.empty``, ``.too_large``, ``.type``, or what is wrong
            inside (``documents.examination``).
    """
    limit = conf.document_max_bytes()
    file.seek(0)
    return require_harmless(read_upload(file.name or "", file.read(limit + 1), limit=limit))


def keep_document(*, stream: str, purpose: str, upload: Upload, by=None, at) -> Document:
    """Keep a paper about something, inside the transaction of what it proves.

    The file is on the disk before its row is written: if the transaction fails after all,
    it leaves a file that no row names, and never a row without its file.

    Raises:
        Refusal: ``record.invalid``.
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a paper is kept inside the transaction of what it proves")
    document = Document(
        stream=stream,
        purpose=purpose,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        added_by=by,
        added_at=at,
    )
    check(document, exclude=["added_by"])
    _write(path_of(document.sha256), upload.content)
    document.save(force_insert=True)
    return document


def path_of(sha256: str) -> Path:
    """Return where a file with this hash stands."""
    return conf.state_dir() / "papers" / sha256[:SHELVES] / sha256


def may_read(user, document: Document) -> bool:
    """Return whether an installed app lets the user read the paper: nobody else may.

    Strangers are asked about too: what is published belongs to everybody.
    """
    if user.is_authenticated and not user.is_active:
        return False
    return any(lets(document, user) for lets in hooks.get_hooks("register_document_readers"))


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even if the power fails."""
    if path.is_file() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(path.parent)
    _sync(path.parent.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
