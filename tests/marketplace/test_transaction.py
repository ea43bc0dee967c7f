"""The file lock is tried on a real SQLite file, by two processes."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from marketplace.models import Series
from marketplace.transaction import command

PREPARE = """
import sys
import django
django.setup()
from django.db import connection, transaction
from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command, set_patience
"""

HOLD = """
with command():
    print("in", flush=True)
    sys.stdin.readline()
"""

HOLD_WITHOUT_LOCK = """
with transaction.atomic():
    print("in", flush=True)
    sys.stdin.readline()
"""

TRY = """
set_patience(0.2)
try:
    with command():
        print("in")
except Refusal as refusal:
    print(refusal.code)
"""

NEST = """
import time
started = time.monotonic()
try:
    with command(), command():
        print("in")
except RuntimeError:
    print("refused at once" if time.monotonic() - started < 5 else "waited")
"""


@pytest.fixture
def run(tmp_path):
    """Run Python against one real SQLite file, and return the running process."""
    database = f"sqlite:///{tmp_path / 'real.sqlite3'}"
    environment = os.environ | {
        "TEST_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "MARKETPLACE_STATE_DIR": str(tmp_path),
    }

    @contextmanager
    def run(script):
        with subprocess.Popen(
            [sys.executable, "-c", PREPARE + script],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            yield process

    return run


def said(run, script) -> str:
    with run(script) as process:
        return process.communicate()[0].strip()


@pytest.mark.parametrize("holding", [HOLD, HOLD_WITHOUT_LOCK], ids=["command", "other writer"])
def test_who_does_not_get_its_turn_in_time_is_told_that_the_site_is_busy(run, holding):
    with run(holding) as holder:
        assert holder.stdout.readline() == "in\n"

        assert said(run, TRY) == "site.busy"

        holder.communicate("go\n")
    assert said(run, TRY) == "in"


def test_a_command_inside_a_command_refuses_and_does_not_wait_for_itself(run):
    assert said(run, NEST) == "refused at once"


@pytest.mark.django_db
def test_a_command_inside_a_command_refuses():
    with pytest.raises(RuntimeError), command(), command():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_command_inside_another_transaction_refuses():
    with pytest.raises(RuntimeError), transaction.atomic(), command():
        pass


@pytest.mark.django_db(transaction=True)
def test_all_is_kept_or_nothing():
    with command():
        Series.next_id("A")
    with pytest.raises(ZeroDivisionError), command():
        Series(prefix=Series.next_id("A"), last=1 / 0)

    assert str(Series.objects.get(prefix="A")) == "A-000001"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_a_command_waits_for_a_lock_no_longer_than_its_patience():
    with command(), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("30s",)
