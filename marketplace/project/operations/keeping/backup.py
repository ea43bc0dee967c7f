from __future__ import annotations

import os
import tarfile
import tempfile
from pathlib import Path

from django.db import connection

from marketplace import clock, conf
from marketplace.kernel.canonical import stamp
from marketplace.log.parts.tree import log_size
from marketplace.sequencer import log_id

from .archive import DATABASE, MANIFEST, STATE, BadBackup, Manifest, add_bytes, is_kept
from .dump import dump, sqlite_file


def back_up(target: Path) -> Manifest:
    """Write database and state directory to one new file, while the site goes on.

    The file holds everything, keys included: whoever has it has the site.

    Raises:
        BadBackup: when the file is there already, or the database cannot be copied.
    """
    if target.exists():
        raise BadBackup(f"{target} is there already. A backup never replaces another one.")
    name = log_id()
    if name is None:
        raise BadBackup("There is nothing to back up: the log has no entry yet.")
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # 0600
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            manifest = _fill(archive, name)
        os.link(draft, target)
    except FileExistsError:
        raise BadBackup(f"{target} was made by somebody else meanwhile.") from None
    finally:
        Path(draft).unlink(missing_ok=True)
    return manifest


def _fill(archive: tarfile.TarFile, name: str) -> Manifest:
    manifest = Manifest(stamp(clock.now()), connection.vendor, name, log_size())
    add_bytes(archive, MANIFEST, manifest.as_bytes())
    state = conf.state_dir().resolve()
    kept = [path for path in sorted(state.rglob("*")) if _is_kept(path, state)]
    first = [path for path in kept if path.relative_to(state).parts[0] == name]
    _add(archive, first, state)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        dump(copy)
        archive.add(copy, DATABASE)
    later = [path for path in sorted(state.rglob("*")) if _is_kept(path, state)]
    _add(archive, [path for path in later if path not in set(first)], state)
    return manifest


def _add(archive: tarfile.TarFile, paths: list[Path], state: Path) -> None:
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # written over or sent meanwhile
            continue
        add_bytes(archive, f"{STATE}/{path.relative_to(state).as_posix()}", content)


def _is_kept(path: Path, state: Path) -> bool:
    return is_kept(path, state=state, database=sqlite_file())
