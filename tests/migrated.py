"""A test database that begins as a copy of one which was migrated before.

``migrate`` takes fifteen seconds of a core, and its outcome follows from few files. So it is
kept: on SQLite as a file in the state directory, on PostgreSQL as a template database. Django's
own ``migrate`` still passes over every copy, and puts permissions, groups and triggers in place.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

from marketplace.project.state import ROOT, state_path
from marketplace.triggers import declared

FOLDER = state_path() / "tests" / "migrated"
FILE, NOTE = FOLDER / "sqlite3", FOLDER / "sqlite3.made_from"


class Migrated:
    """What ``migrate`` made, in the one process that makes it; the others wait for its copy."""

    def __init__(self, connection) -> None:
        self.connection = connection
        self.made_from = fingerprint(connection.vendor)
        self._held = ExitStack()

    def begin(self) -> None:
        """Before the test database is made: have it made as a copy, if there is one to copy."""
        self._held.enter_context(locked())
        self.is_copy = self._find()

    def end(self) -> None:
        """Once it is made and migrated: keep a copy for those who come after."""
        if not self.is_copy:
            self._keep()
        self._held.close()

    def _find(self) -> bool:
        raise NotImplementedError

    def _keep(self) -> None:
        raise NotImplementedError


class MigratedFile(Migrated):
    """On SQLite a file, copied page by page into the memory of this process."""

    def _find(self) -> bool:
        if not is_kept(self.made_from):
            return False
        copy = sqlite3.connect(self.connection.creation._get_test_db_name(), uri=True)
        self._held.enter_context(closing(copy))  # until Django has a connection of its own
        with closing(sqlite3.connect(FILE)) as file:
            file.backup(copy)
        return True

    def _keep(self) -> None:
        NOTE.unlink(missing_ok=True)
        FILE.unlink(missing_ok=True)
        self.connection.ensure_connection()
        with closing(sqlite3.connect(FILE)) as file:
            self.connection.connection.backup(file)
        NOTE.write_text(self.made_from)


class MigratedTemplate(Migrated):
    """On PostgreSQL a database, the template of the others; its comment tells of what it is."""

    name = f"migrated_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"

    def _find(self) -> bool:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [self.name],
            )
            if cursor.fetchone() != (self.made_from,):
                return False
        self.connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        return True

    def _keep(self) -> None:
        made = self.connection.settings_dict["NAME"]
        self.connection.close()  # nobody may be in a database that is copied
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE {made}")
            cursor.execute(f"COMMENT ON DATABASE {self.name} IS '{self.made_from}'")


def migrated(connection) -> Migrated:
    """Return what keeps the outcome of ``migrate`` for databases of this kind."""
    kept = MigratedFile if connection.vendor == "sqlite" else MigratedTemplate
    return kept(connection)


def hand_out(target: Path) -> None:
    """Put a migrated SQLite database there for another process, where one is kept."""
    with locked():
        if is_kept(fingerprint("sqlite")):
            shutil.copy(FILE, target)


def is_kept(made_from: str) -> bool:
    """Return whether the file was made from what a fingerprint tells."""
    return NOTE.is_file() and NOTE.read_text() == made_from


@contextmanager
def locked() -> Iterator[None]:
    """Keep other processes from what is kept, until it is copied or made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(vendor: str) -> str:
    """Return a hash over everything that the outcome of ``migrate`` follows from."""
    libraries = Path(django.__file__).parents[1].glob("*.dist-info")
    facts = [
        sys.version,
        sqlite3.sqlite_version,
        *sorted(each.name for each in libraries),
        *(app for app in settings.INSTALLED_APPS if app != "django.contrib.postgres"),  # no tables
        *sorted(trigger.create(vendor) for trigger in declared),
    ]
    total = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(_our_sources()):
        total.update(f"\0{path}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _our_sources() -> Iterator[Path]:
    """Give the migrations of our apps, and what hangs on Django's signals about them."""
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.is_relative_to(ROOT) and "site-packages" not in folder.parts:
            yield from folder.glob("migrations/*.py")
            yield from (each for each in folder.glob("*.py") if "migrate" in each.read_text())
