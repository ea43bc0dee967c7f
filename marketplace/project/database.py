"""The database: SQLite in the state directory, or the PostgreSQL of ``DATABASE_URL``."""

import sqlite3
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

OLDEST_SQLITE = (3, 34, 0)
POSTGRESQL = ("postgres", "postgresql", "psql", "pgsql")
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database(url: str, state_dir: Path, *, pool: bool = True) -> dict[str, object]:
    """Return Django's entry for the database at ``url``; an empty one is SQLite's file.

    Raises:
        ImproperlyConfigured: when the address cannot be used, with the forms that can.
    """
    if not url:
        return _sqlite(str(state_dir / "marketplace.sqlite3"))
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(str(environ.Env.db_url_config(url)["NAME"]))
    entry = environ.Env.db_url_config(url) if scheme in POSTGRESQL and "://" in url else {}
    if not entry.get("NAME"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {scheme[:20]!r} and names no database this site can use. "
            "Write postgres://USER:PASSWORD@HOST:5432/NAME, or leave it out for SQLite."
        )
    if pool:
        entry["OPTIONS"] = {**entry.get("OPTIONS", {}), "pool": POOL}
    return entry


def _sqlite(name: str) -> dict[str, object]:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise ImproperlyConfigured(
            f"This Python carries SQLite {sqlite3.sqlite_version}; the site needs 3.34 or newer. "
            "Use a newer Python, or PostgreSQL by DATABASE_URL=postgres://…"
        )
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS}
