"""The file lock is tried on a real SQLite file, by two processes."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from marketplace.models import Series
from marketplace.transaction import command

# Does what it is told, a name a line, until nothing comes any more
PROCESS = """
import sys
import time
import django
django.setup()
from django.db import transaction
from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command, set_patience

def hold():
    with command():
        print("in", flush=True)
        sys.stdin.readline()

def hold_without_lock():
    with transaction.atomic():
        print("in", flush=True)
        sys.stdin.readline()

def attempt():
    set_patience(0.2)
    try:
        with command():
            print("in", flush=True)
    except Refusal as refusal:
        print(refusal.code, flush=True)

def nest():
    set_patience(30)
    started = time.monotonic()
    try:
        with command(), command():
            print("in", flush=True)
    except RuntimeError:
        print("refused at once" if time.monotonic() - started < 5 else "waited", flush=True)

for line in iter(sys.stdin.readline, ""):
    globals()[line.strip()]()
"""


class Process:
    """Another process on the same SQLite file."""

    def __init__(self, popen) -> None:
        self._popen = popen

    def tell(self, line: str) -> None:
        self._popen.stdin.write(f"{line}\n")
        self._popen.stdin.flush()

    def says(self) -> str:
        return self._popen.stdout.readline().strip()

    def asked(self, line: str) -> str:
        self.tell(line)
        return self.says()


@contextmanager
def started(folder):
    environment = os.environ | {
        "TEST_DATABASE_URL": f"sqlite:///{folder / 'real.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "MARKETPLACE_STATE_DIR": str(folder),
    }
    with subprocess.Popen(
        [sys.executable, "-c", PROCESS],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as popen:
        yield Process(popen)
        popen.communicate()


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two processes on one real SQLite file, with nothing under way in either."""
    folder = tmp_path_factory.mktemp("real")
    with started(folder) as one, started(folder) as other:
        yield one, other


@pytest.mark.parametrize("holding", ["hold", "hold_without_lock"], ids=["command", "other writer"])
def test_who_does_not_get_its_turn_in_time_is_told_that_the_site_is_busy(two, holding):
    holder, other = two
    assert holder.asked(holding) == "in"
    try:
        assert other.asked("attempt") == "site.busy"
    finally:
        holder.tell("go")
    assert holder.asked("attempt") == "in"  # it has come to its end
    assert other.asked("attempt") == "in"


def test_a_command_inside_a_command_refuses_and_does_not_wait_for_itself(two):
    assert two[0].asked("nest") == "refused at once"


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
