from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from marketplace.project import database as module
from marketplace.project.database import database

HERE = Path("/srv/state")


def test_without_an_address_it_is_sqlite_in_the_state_directory():
    entry = database("", HERE)

    assert entry == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/srv/state/marketplace.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def test_an_address_of_postgresql_gets_a_pool():
    entry = database("postgres://user:p%40ss@db.example:5433/market", HERE)

    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", 5433, "market")
    assert (entry["USER"], entry["PASSWORD"]) == ("user", "p@ss")
    assert entry["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8, "timeout": 10}


@pytest.mark.parametrize(
    "url", ["mysql://user@host/name", "postgres:", "postgres://host", "nonsense", "/var/db.sqlite3"]
)
def test_an_address_that_cannot_be_used_is_refused_with_one_that_can(url):
    with pytest.raises(
        ImproperlyConfigured, match=r"Write postgres://USER:PASSWORD@HOST:5432/NAME"
    ):
        database(url, HERE)


def test_a_refused_address_does_not_print_its_password():
    with pytest.raises(ImproperlyConfigured) as refused:
        database("mysql://user:hunter2@host/name", HERE)

    assert "hunter2" not in str(refused.value)


def test_an_old_sqlite_is_named(monkeypatch):
    monkeypatch.setattr(module.sqlite3, "sqlite_version_info", (3, 31, 1))
    monkeypatch.setattr(module.sqlite3, "sqlite_version", "3.31.1")

    with pytest.raises(ImproperlyConfigured, match=r"SQLite 3\.31\.1; the site needs 3\.34"):
        database("", HERE)


@pytest.mark.django_db
def test_the_tests_keep_foreign_keys_too():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told not to")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")

        assert cursor.fetchone() == (1,)
