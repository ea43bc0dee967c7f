"""The database as one file, taken while others write, and back into an empty one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from glob import glob
from pathlib import Path

from django.db import connection

from .archive import BadBackup

PAGES_AT_ONCE = 1000
BUSY_SECONDS = 30
NO_PROGRAMS = (
    "{program} was not found, and PostgreSQL is only copied by its own programs. Install them in "
    "the server's version or newer (Debian: apt install postgresql-client), or give the folder "
    "where they are in POSTGRES_BIN."
)


def sqlite_file() -> Path | None:
    """Return the database's file; None for PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    return Path(str(connection.settings_dict["NAME"])).resolve()


def dump(target: Path) -> None:
    """Write the whole database, as of one moment, to ``target``. Raises ``BadBackup``."""
    file = sqlite_file()
    if file is None:
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
        return
    with (
        closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as now,
        closing(sqlite3.connect(target)) as copy,
    ):
        now.backup(copy)  # in one step: writers of another process would make it begin anew
        copy.execute("PRAGMA journal_mode=DELETE")
        problem = copy.execute("PRAGMA quick_check").fetchone()[0]
    if problem != "ok":
        raise BadBackup(f"The copy of the database is damaged: {problem[:200]}")


def is_empty() -> bool:
    """Return whether the database has no tables."""
    return not connection.introspection.table_names()


def load(source: Path) -> None:
    """Fill the empty database from what ``dump`` wrote. Raises ``BadBackup``."""
    file = sqlite_file()
    if file is None:
        connection.close()
        options = ("--no-owner", "--no-acl", "--exit-on-error", "--single-transaction")
        _postgres("pg_restore", *options, str(source), into=True)
        return
    connection.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    shutil.copyfile(source, file)


def _postgres(program: str, *arguments: str, into: bool = False) -> None:
    settings = connection.settings_dict
    place = {
        "--host": settings["HOST"],
        "--port": str(settings["PORT"] or ""),
        "--username": settings["USER"],
        "--dbname": settings["NAME"],
    }
    flags = [f"{flag}={value}" for flag, value in place.items() if value]
    environment = os.environ | (
        {"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    )
    command = [_found(program), "--no-password", *flags, *arguments]
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BadBackup(f"{program} failed: {done.stderr.strip()[-500:]}")


def _found(program: str) -> str:
    """Return where a client program is; Debian keeps each version's in a folder of its own."""
    folders = [os.environ.get("POSTGRES_BIN", ""), *_debian_folders()]
    for folder in (None, *folders) if not folders[0] else folders:
        found = shutil.which(program, path=folder)
        if found:
            return found
    raise BadBackup(NO_PROGRAMS.format(program=program))


def _debian_folders() -> list[str]:
    found = glob("/usr/lib/postgresql/*/bin")
    return sorted(found, key=lambda path: int(Path(path).parent.name), reverse=True)
