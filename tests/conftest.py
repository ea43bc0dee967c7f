"""What every test may use: a held clock, and the rules for skipping.

A test that needs a server carries the marker ``postgres`` or ``browser``, or skips with a
reason that begins with "needs a server:". With ``REQUIRE_SERVERS=1`` such a skip is an error.
A test with the marker ``long`` proves scale, or an installation from nothing: it runs with
``LONG=1``, and with ``REQUIRE_SERVERS=1``.
"""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation

from marketplace import clock
from tests.factories import NOON
from tests.migrated import migrated

NEEDS = "needs a server:"
LONG = "long: make test LONG=1 runs it"
LONGEST = ("browser", "English pages", "journeys")  # groups, see ``xdist_group``
CHROMIUM = os.environ.get("CHROMIUM", "")  # such as /usr/bin/chromium


def pytest_collection_modifyitems(items):
    items.sort(key=_turn)
    missing = {}
    if connection.vendor != "postgresql":
        missing["postgres"] = f"{NEEDS} PostgreSQL (TEST_DATABASE_URL)"
    if not CHROMIUM or not Path(CHROMIUM).is_file():
        missing["browser"] = f"{NEEDS} Chromium (CHROMIUM=/usr/bin/chromium)"
    if "1" not in (os.environ.get("LONG"), os.environ.get("REQUIRE_SERVERS")):
        missing["long"] = LONG
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _turn(item) -> int:
    """What takes long first, so that the workers end together.

    A test that empties the database stays behind those that need what migrations put there.
    """
    group, database = item.get_closest_marker("xdist_group"), item.get_closest_marker("django_db")
    if group and group.args[0] in LONGEST:
        return LONGEST.index(group.args[0])
    empties = database and database.kwargs.get("transaction")
    takes_long = group or item.get_closest_marker("slow")
    return len(LONGEST) + (not takes_long or bool(empties))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("REQUIRE_SERVERS") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if NEEDS in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid}: {reason}, and REQUIRE_SERVERS=1"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Have the test database begin as a copy of one that was migrated before."""
    database = migrated(connection)
    with django_db_blocker.unblock():
        database.begin()
    return database


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker):
    """Make the test database, and keep it for those who come after."""
    with django_db_blocker.unblock():
        django_db_modify_db_settings.end()


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """Put all tests of a module into one transaction: what it makes once, each of them finds.

    What a test does is rolled back at its own end, as ever. Not for tests that commit.
    """
    around = transaction.atomic()
    around._from_testcase = True  # commands take it for none, as they do with TestCase's own
    chinese = translation.override(settings.LANGUAGE_CODE)
    with django_db_blocker.unblock(), around, chinese:
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_disks():
    """Say to files that they are on the disk; no test takes the power away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: None)
        yield


class HeldClock:
    """The present, which stands still until it is moved by calling."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self, moment: dt.datetime) -> None:
        self.moment = moment


@pytest.fixture
def at():
    """Hold the clock at NOON; move it by calling, as in ``at(NOON + DAY)``."""
    held = HeldClock(NOON)
    with clock.using(now=lambda: held.moment):
        yield held


@pytest.fixture(autouse=True)
def own_state(settings, tmp_path_factory, request):
    """Give every test a state directory of its own: no log may meet another one's checkpoint."""
    base = tmp_path_factory.getbasetemp()
    settings.MARKETPLACE_STATE_DIR = base / f"state-{abs(hash(request.node.nodeid))}"


@pytest.fixture(autouse=True)
def in_chinese():
    """Begin every test in the site's language, whatever page the test before it looked at."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_triggers():
    """Let the flush after a transactional test, and nothing else, past the triggers."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted_flush(operations, statements):
        with transaction.atomic(using=operations.connection.alias):
            restore = lift_all(operations.connection)
            flush(operations, statements)
            with operations.connection.cursor() as cursor:
                for statement in restore:
                    cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted_flush)
        yield


def lift_all(connection) -> list[str]:
    """Take every trigger away, and return the SQL that puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            return [sql for _name, sql in triggers]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or a table has checks still to come
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
