"""What a backup file holds, and how it is told from another one."""

from __future__ import annotations

import json
import tarfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

FORMAT = "intermediary-supermarket backup 1"
MANIFEST, DATABASE, STATE = "manifest.json", "database", "state"
# What can be made again, what is of this process alone, and the database itself.
NOT_KEPT = ("cache", "static", "tests", "artefacts", "prepared.json", "maintenance.json")


class BadBackup(Exception):
    """Why a file cannot be restored; the text says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup is of: when it was made, of which database, and how far its log went."""

    made_at: str
    engine: str
    log_id: str
    entries: int
    format: str = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """Return what the backup says of itself. Raises ``BadBackup``."""
    try:
        file = archive.extractfile(MANIFEST)
        manifest = Manifest(**json.loads(file.read() if file else b""))
    except (KeyError, TypeError, ValueError, tarfile.TarError) as error:
        raise BadBackup("This file is no backup of this site.") from error
    if manifest.format != FORMAT:
        raise BadBackup(f"This backup is of another form: {manifest.format[:60]}.")
    return manifest


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Put a few bytes into the archive as a file that its owner alone may read."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, BytesIO(content))


def is_kept(path: Path, *, state: Path, database: Path | None) -> bool:
    """Return whether a file of the state directory belongs into a backup."""
    inside = path.relative_to(state)
    if inside.parts[0] in NOT_KEPT or path.name.startswith(".") or not path.is_file():
        return False
    return database is None or not path.name.startswith(database.name)
