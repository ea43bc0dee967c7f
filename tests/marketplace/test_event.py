import datetime as dt
import hashlib
import json

import pytest
from django.db import IntegrityError, transaction

from marketplace import clock
from marketplace.kernel.canonical import canonical, tagged_hash
from marketplace.models import Event, EventPrivate
from marketplace.signals import event_appended
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def test_the_events_of_a_stream_are_numbered_from_one():
    numbers = [Event.append(stream, "x.done", at=NOON).number for stream in "aaba"]

    assert numbers == [1, 2, 1, 3]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        Event.append("a", "x.done", at=NOON)


def test_the_unique_constraint_is_the_net_under_the_numbering():
    event = Event.append("a", "x.done", at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(stream="a", number=event.number, kind="x.done", at=NOON)


def test_the_moment_is_kept_in_utc_to_the_millisecond():
    at = dt.datetime(2026, 3, 2, 12, 0, 0, 1_999, tzinfo=SHANGHAI)

    event = Event.append("a", "x.done", at=at)

    assert event.at == dt.datetime(2026, 3, 2, 4, 0, 0, 1_000, tzinfo=dt.UTC)


def test_the_hash_is_the_same_before_and_after_loading():
    event = Event.append(
        "a",
        "x.done",
        at=NOON + dt.timedelta(microseconds=999_999),
        received_at=NOON,
        name="é 👩‍👩‍👧 'quoted' \u2028",
        rows=({"code": "A", "price_fen": 2**53 - 1}, {"code": "B", "price_fen": None}),
    )

    assert Event.objects.get().leaf_hash() == event.leaf_hash()


def test_the_leaf_can_be_redone_by_anybody():
    event = Event.append("a", "x.done", at=NOON, price_fen=1)
    leaf = {
        "at": "2026-03-02T04:00:00.000Z",
        "kind": "x.done",
        "number": 1,
        "private": event.commitment,
        "public": {"price_fen": 1},
        "stream": "a",
        "v": 1,
    }
    written = json.dumps(leaf, separators=(",", ":"), sort_keys=True).encode()

    assert event.as_leaf() == written
    assert event.leaf_hash() == hashlib.sha256(b"\0" + written).hexdigest()


@pytest.mark.parametrize("facts", [{"price": 1.5}, {"big": 2**53}, {"by_id": {"agency-1": 1}}])
def test_facts_without_a_canonical_form_are_refused(facts):
    with pytest.raises(TypeError, match="not canonical"):
        Event.append("a", "x.done", at=NOON, **facts)

    assert not Event.objects.exists()


def test_private_facts_are_committed_to_with_a_salt_and_not_shown():
    user = UserFactory()
    with clock.using(randomness=lambda count: bytes(count)):
        event = Event.append("a", "x.done", at=NOON, by=user, private={"price_fen": 7}, open=True)

    told = canonical({"price_fen": 7, "by": user.pk})
    assert event.facts == {"open": True}
    assert event.private.facts == {"price_fen": 7, "by": user.pk}
    assert event.commitment == tagged_hash("priv", bytes(32), told).hex()
    assert Event.objects.get().private.commitment() == event.commitment


def test_equal_private_facts_have_different_commitments():
    one, other = (Event.append("a", "x.done", at=NOON, private={"n": 1}) for _each in "ab")

    assert one.commitment != other.commitment


def test_private_facts_can_be_erased_and_the_leaf_stays():
    event = Event.append("a", "x.done", at=NOON, private={"name": "张三"})
    before = event.leaf_hash()

    EventPrivate.objects.all().delete()

    assert Event.objects.get().leaf_hash() == before


def test_the_signal_is_a_hint_after_commit(django_capture_on_commit_callbacks):
    heard = []

    def hear(event, **kwargs):
        heard.append(event.kind)
        raise ZeroDivisionError

    event_appended.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            Event.append("a", "x.done", at=NOON)
            assert heard == []
    finally:
        event_appended.disconnect(hear)

    assert heard == ["x.done"]
