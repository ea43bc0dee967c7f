"""What a monitor is told: all that matters, nothing private, and quickly."""

import datetime as dt
import json
import os
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from marketplace.duties import run_duties
from marketplace.health import report
from marketplace.health.heartbeat import beat
from marketplace.models import Event
from marketplace.notifications.models import Mail
from marketplace.project.state import ROOT
from tests.factories import NOON, HallFactory, UserFactory
from tests.plugin.health import KettleCheck

SECOND = dt.timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_at_anew():
    report.forget()
    yield
    report.forget()


@pytest.fixture
def running(at):
    """A site with a log and a clock that has just passed."""
    HallFactory()
    Event.append("hall:x", "hall.opened", at=NOON)
    run_duties(NOON)
    beat()


def asked(client, path="/healthz", **headers):
    answer = client.get(path, **headers)
    return answer.status_code, answer.json()


def test_a_site_that_runs_is_well(client, running):
    status, told = asked(client)

    assert (status, told["status"]) == (200, "ok")
    assert set(told["checks"]) >= {"clock", "database", "disk", "listeners", "log", "plugin.kettle"}
    assert told["checks"]["clock"] == {"ok": True, "last_pass_seconds": 0.0}
    assert told["checks"]["listeners"]["behind"]["sequencer"] == 0
    assert told["checks"]["log"]["entries"] == told["checks"]["listeners"]["leaves"] == 2


@pytest.mark.parametrize("path", ["/healthz", "/healthz/", "/healthz/live"])
def test_neither_host_name_nor_plain_http_matters_to_a_monitor(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(path, headers={"host": "10.0.0.7:8000"})

    assert answer.status_code in (200, 503)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_monitor_only_asks(client, method):
    assert getattr(client, method)("/healthz").status_code == 405


def test_life_is_told_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked(client, "/healthz/live") == (200, {"status": "ok"})


def test_a_clock_that_stands_still_is_told(client, running, at):
    at(NOON + 31 * SECOND)

    status, told = asked(client)

    assert status == 503
    assert told["checks"]["clock"]["problem"] == "the clock does not run"


def test_an_event_that_nobody_orders_is_told(client, running, at):
    Event.append("hall:x", "hall.painted", at=NOON)
    at(NOON + 121 * SECOND)
    beat()

    _status, told = asked(client)

    assert told["checks"]["listeners"]["behind"]["sequencer"] == 1
    assert told["checks"]["listeners"]["problem"] == "not read on for 120 s: sequencer"


def test_a_plug_in_brings_its_own_check(client, monkeypatch):
    monkeypatch.setattr(KettleCheck, "boils", False)

    status, told = asked(client)

    assert status == 503
    assert told["checks"]["plugin.kettle"] == {
        "ok": False,
        "degrees": 20,
        "problem": "the kettle is cold",
    }


def test_mails_that_do_not_leave_are_told_without_their_readers(client, at):
    reader = UserFactory()
    Mail.objects.create(user=reader, message_id="1@x", made_at=NOON, due_at=NOON)
    at(NOON + 901 * SECOND)

    _status, told = asked(client)

    assert told["checks"]["mail"] == {
        "ok": False,
        "waiting": 1,
        "oldest_seconds": 901,
        "problem": "mails have waited for more than a quarter of an hour",
    }
    assert reader.email not in json.dumps(told)


def test_a_check_that_breaks_tells_nothing_private(client, monkeypatch):
    monkeypatch.setattr(KettleCheck, "boils", None)

    status, told = asked(client)

    assert status == 503
    assert told["checks"]["plugin.kettle"]["problem"].startswith("the check itself broke")
    assert "fang@example.org" not in json.dumps(told)


def test_a_database_that_is_down_is_told_without_its_address(client):
    def fail(*_arguments):
        raise OperationalError("connection to server at 10.1.2.3 failed: password for site")

    with connection.execute_wrapper(fail):
        status, told = asked(client)

    assert status == 503
    assert told["checks"]["database"]["ok"] is False
    assert told["checks"]["clock"]["problem"] == "not known: the database does not answer"
    assert told["checks"]["disk"]["ok"] is True
    assert "10.1.2.3" not in json.dumps(told)


def test_a_hundred_questions_a_second_are_one_look(client, django_assert_max_num_queries):
    asked(client)

    with django_assert_max_num_queries(0):
        for _question in range(20):
            asked(client)


def test_the_command_tells_the_same_and_its_exit_says_how_it_stands(capsys):
    with pytest.raises(CommandError, match="Something is wrong"):
        call_command("health", "clock")

    assert set(json.loads(capsys.readouterr().out)["checks"]) == {"clock"}
    call_command("health", "disk")
    with pytest.raises(CommandError, match="There is no check weather"):
        call_command("health", "weather")


ASK = """
import os, time, django
django.setup()
from django.test import Client
client = Client()
client.handler.load_middleware()  # what a site has loaded long before
began = time.monotonic()
answer = client.get("/healthz")
print(answer.status_code, "database" in answer.json()["checks"], time.monotonic() - began < 4)
"""


@pytest.mark.slow
def test_a_postgresql_that_is_not_there_is_told_within_seconds(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.production",
        "DATABASE_URL": "postgres://site:secret@127.0.0.1:9/site",
        "MARKETPLACE_STATE_DIR": str(tmp_path),
        "ALLOWED_HOSTS": "market.example.org",
    }
    began = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.stdout.split() == ["503", "True", "True"], done.stderr
    assert "secret" not in done.stdout
    assert time.monotonic() - began < 30
