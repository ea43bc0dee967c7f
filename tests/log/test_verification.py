"""What a superuser changes behind the log's back is named. (D-T4, F13)"""
# ruff: noqa: S608 - the tests play a superuser with SQL of their own

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from marketplace.log import nightly
from marketplace.log.parts import (
    SetBack,
    issue_receipt,
    publish,
    require_continuous,
    sign_checkpoint,
)
from marketplace.log.parts.heads import published_path
from marketplace.log.parts.keys import folder
from marketplace.log.verification import Bad, verify_log
from marketplace.models import EventPrivate
from tests.factories import NOON
from tests.log.entries import as_superuser, happen, log_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def log():
    """A published log of 20 entries, and a receipt for the last."""
    happen(18, stream="a")
    events = happen(1, stream="b")
    publish(NOON)
    issue_receipt(kind="bid", subject="b", event=events[0], arrival=NOON, at=NOON)
    return publish(NOON + SECOND)


def event_of(index):
    return f'(SELECT event_id FROM marketplace_logleaf WHERE "index" = {index})'


def test_an_untouched_log_holds(log):
    assert verify_log() == 20


def test_erased_private_facts_do_no_harm(log):
    EventPrivate.objects.all().delete()

    assert verify_log() == 20


LEAF = "marketplace_logleaf"
EVENT = "marketplace_event"
NODE = "marketplace_log_lognode"
HEAD = "marketplace_log_checkpoint"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"UPDATE {EVENT} SET kind='y' WHERE id={event_of(7)}", r"^leaf 7 \(a#7 y\): its content"),
        (f"UPDATE {EVENT} SET facts='{{}}', stream='z' WHERE id={event_of(7)}", "^leaf 7 "),
        (f"UPDATE {EVENT} SET at='2026-01-01 00:00:00+00' WHERE id={event_of(3)}", "^leaf 3 "),
        (f"UPDATE {EVENT} SET number=99 WHERE id={event_of(5)}", r"^leaf 5 \(a#99"),
        (f"UPDATE {LEAF} SET leaf_hash='{'0' * 64}' WHERE \"index\"=9", "^leaf 9 "),
        (f'DELETE FROM {LEAF} WHERE "index"=9', "^leaf 9 is missing"),
        (f'DELETE FROM {LEAF} WHERE "index"=19', "^leaf 19 is missing"),
        (f"UPDATE {NODE} SET hash='{'0' * 64}' WHERE level=1 AND \"index\"=4", "^node 1/4 is 00"),
        (f'DELETE FROM {NODE} WHERE level=2 AND "index"=0', "^node 2/0 is missing"),
        (f"UPDATE {HEAD} SET root='{'0' * 64}'", r"^checkpoint \d+ \(size 20\): its root 00"),
        (f"UPDATE {HEAD} SET note='x'", r"^checkpoint \d+ \(size 20\): not a signed note"),
        (f"UPDATE {HEAD} SET size=21", r"^checkpoint \d+ was signed over 21 entries"),
        (
            'UPDATE marketplace_eventprivate SET facts=\'{"who": "you"}\' '
            f"WHERE event_id={event_of(4)}",
            r"^leaf 4 \(a#4 x.done\): its private facts",
        ),
        ("UPDATE marketplace_log_receipt SET subject='c'", r"^receipt \d+: its columns"),
        (
            f"UPDATE marketplace_log_receipt SET signature='{'0' * 128}'",
            r"^receipt \d+: the signature",
        ),
    ],
)
def test_a_change_behind_the_logs_back_is_named(log, statement, named):
    as_superuser(statement)

    with pytest.raises(Bad, match=named):
        verify_log()


def test_an_event_that_is_gone_is_named(log):
    with connection.constraint_checks_disabled():
        as_superuser(
            f"DELETE FROM marketplace_eventprivate WHERE event_id={event_of(6)}",
            f"DELETE FROM {EVENT} WHERE id={event_of(6)}",
        )
        with pytest.raises(Bad, match=r"^the event of leaf 6 is missing"):
            verify_log()
        as_superuser(f'DELETE FROM {LEAF} WHERE "index"=6')


def test_an_event_beside_the_log_is_named(log):
    (event,) = happen(1)
    as_superuser(f"UPDATE {EVENT} SET number=0 WHERE id={event.pk}")

    with pytest.raises(Bad, match=r"a#0 x.done\) stands beside the log"):
        verify_log()


def test_a_hole_in_a_stream_is_named(log):
    (event,) = happen(1)
    as_superuser(f"UPDATE {EVENT} SET number=44 WHERE id={event.pk}")
    publish(NOON + SECOND)

    with pytest.raises(Bad, match=r"^leaf 20 .*: number 19 of its stream comes next"):
        verify_log()


def test_the_command_tells_the_size(log):
    told = StringIO()

    call_command("log_verify", stdout=told)

    assert told.getvalue() == "20\n"


def test_the_command_names_the_first_bad_record(log):
    as_superuser(f"UPDATE {EVENT} SET kind='y' WHERE id={event_of(7)}")
    told = StringIO()

    with pytest.raises(SystemExit) as end:
        call_command("log_verify", stderr=told)

    assert end.value.code == 1
    assert told.getvalue().startswith("The log does not hold: leaf 7 (a#7 y)")


def test_an_empty_log_holds():
    assert verify_log() == 0


def test_an_older_state_is_refused(log):
    happen(5)
    newer = publish(NOON + SECOND).note
    as_superuser(
        f"DELETE FROM {HEAD} WHERE size=25",
        f'DELETE FROM {NODE} WHERE ("index" + 1) * (1 << level) > 20',
        f'DELETE FROM {LEAF} WHERE "index">=20',
        "UPDATE marketplace_cursor SET next_index=20",
    )

    with pytest.raises(SetBack, match=r"^the log has 20 entries, and 25 were published$"):
        require_continuous()
    with pytest.raises(SetBack):
        sign_checkpoint(NOON + 2 * SECOND)
    assert published_path().read_text() == newer


def test_the_site_does_not_start_on_an_older_state_and_says_the_way_out(log):
    path = published_path()
    path.write_text(path.read_text().replace("\n20\n", "\n25\n"))

    for command in ("clock", "tick"):
        with pytest.raises(SystemCheckError) as refused:
            call_command(command)
        assert "(marketplace.E020) The public log was set back" in str(refused.value)
        assert "Restore a newer one" in str(refused.value)
        assert str(folder()) in str(refused.value)
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])


def test_another_history_of_the_same_length_is_refused(log):
    path = published_path()
    lines = path.read_text().split("\n")
    lines[2] = "A" * 43 + "="
    path.write_text("\n".join(lines))

    with pytest.raises(SetBack, match=r"^the first 20 entries have the root "):
        require_continuous()


def test_an_unreadable_checkpoint_stops_the_site_too(log):
    published_path().write_text("x")

    with pytest.raises(SetBack, match=r"^the last published checkpoint cannot be read"):
        require_continuous()


def test_each_night_verifies_once_and_writes_down_the_result(log):
    night = NOON + timedelta(hours=16)  # four o'clock in Beijing
    nightly.go_on(NOON - timedelta(hours=10))  # two o'clock
    assert nightly.last_verified() is None

    nightly.go_on(night)

    told = json.loads((folder() / nightly.FILE).read_text())
    assert told == {
        "day": "2026-03-03",
        "at": "2026-03-02T20:00:00.000Z",
        "size": 20,
        "problem": "",
    }
    assert not nightly.is_due(night + SECOND)
    assert nightly.is_due(night + timedelta(days=1))


def test_a_bad_night_is_an_alarm(log, caplog):
    as_superuser(f"UPDATE {EVENT} SET kind='y' WHERE id={event_of(7)}")

    nightly.go_on(NOON + timedelta(hours=16))

    assert nightly.last_verified()["problem"].startswith("leaf 7 ")
    assert [each.levelname for each in caplog.records] == ["CRITICAL"]


def test_a_story_does_not_verify_itself(log, at):
    at(NOON + timedelta(hours=16))

    nightly.verify_at_night(at.moment)

    assert nightly.last_verified() is None


def test_a_log_of_several_batches_is_verified():
    log_of(1201)

    assert verify_log() == 1201
