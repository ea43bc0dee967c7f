from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import IO

from django.db import connection

from marketplace import conf
from marketplace.log.domain.note import Malformed, read_head, read_note
from marketplace.project.state import state_directory

from .archive import DATABASE, STATE, BadBackup, Manifest, read_manifest
from .dump import is_empty, load

CHECKPOINT = "checkpoint"
NOT_EMPTY = (
    "The database has tables already, and a restore never replaces anything. Name an empty one "
    "(DATABASE_URL; for SQLite move the file away), and restore there."
)


def restore(source: Path) -> Manifest:
    """Bring back a backup into an empty database and the state directory.

    A checkpoint that is there and newer stays: by it an older database is known at the start,
    and refused. Raises ``BadBackup``.
    """
    state_directory(conf.state_dir())
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = read_manifest(archive)
            _require(manifest)
            _restore_database(archive)
            _restore_state(archive)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise BadBackup(f"{source} cannot be read: {error}") from error
    return manifest


def _require(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BadBackup(
            f"The backup is of {manifest.engine}, and DATABASE_URL names {connection.vendor}. "
            "Restore it into a database of its own kind."
        )
    if not is_empty():
        raise BadBackup(NOT_EMPTY)


def _restore_database(archive: tarfile.TarFile) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        with _open(archive, DATABASE) as kept, copy.open("wb") as file:
            shutil.copyfileobj(kept, file)
        load(copy)


def _restore_state(archive: tarfile.TarFile) -> None:
    state = conf.state_dir().resolve()
    for member in archive.getmembers():
        inside = PurePosixPath(member.name)
        if inside.parts[:1] != (STATE,):
            continue
        if not member.isfile() or inside.is_absolute() or ".." in inside.parts:
            raise BadBackup(f"The backup holds a path that it may not: {member.name[:80]}")
        _put_back(state.joinpath(*inside.parts[1:]), _read(archive, member.name))


def _put_back(path: Path, content: bytes) -> None:
    if path.name == CHECKPOINT and _size(path) > _size_of(content):
        return
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(draft).replace(path)


def _size(path: Path) -> int:
    """Return how many entries a checkpoint was signed over; one that is unreadable stays too."""
    return _size_of(path.read_bytes()) if path.exists() else -1


def _size_of(content: bytes) -> int:
    try:
        return read_head(read_note(content.decode()).text).size
    except (Malformed, UnicodeDecodeError):
        return 0


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    with _open(archive, name) as file:
        return file.read()


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        file = archive.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise BadBackup(f"The backup is not whole: {name} is missing.")
    return file
