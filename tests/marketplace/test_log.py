"""The sequencer gives every event one place, and listeners read them in that order."""

import logging
from itertools import count

import pytest
from wagtail import hooks

from marketplace import listeners as hearing
from marketplace.listeners import BATCH, Listener, deliver, hear_next
from marketplace.models import Cursor, Event, LogLeaf
from marketplace.sequencer import log_id, sequence, sequence_next
from tests.factories import NOON

pytestmark = pytest.mark.django_db


class Recorder(Listener):
    """Writes down what it hears; a test may make it fail at an event."""

    key = "recorder"
    kinds = frozenset({"x.done", "y.done"})
    heard: list[tuple[str, int]] = []
    fails_at: tuple[str, int] | None = None

    def hear(self, event):
        if (event.stream, event.number) == type(self).fails_at:
            Event.append("half", "half.done", at=NOON)
            raise ZeroDivisionError
        type(self).heard.append((event.stream, event.number))


class Second(Recorder):
    key = "second"
    heard: list[tuple[str, int]] = []


@pytest.fixture
def offered():
    """Offer the two listeners, and no others."""
    for listener in (Recorder, Second):
        listener.heard, listener.fails_at = [], None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            hearing.listeners, "_classes", {each.key: each for each in (Recorder, Second)}
        )
        yield


def happen(*streams, kind="x.done"):
    for stream in streams:
        Event.append(stream, kind, at=NOON)


def test_every_event_gets_one_place_without_a_gap():
    happen("a", "b", "a")
    sequence(NOON)
    happen("c")
    sequence(NOON)

    leaves = LogLeaf.objects.select_related("event").order_by("index")
    assert [(leaf.index, leaf.event.stream) for leaf in leaves] == [
        (0, "log"),
        (1, "a"),
        (2, "b"),
        (3, "a"),
        (4, "c"),
    ]
    assert all(leaf.leaf_hash == leaf.event.leaf_hash() for leaf in leaves)


def test_the_first_leaf_names_the_log():
    assert log_id() is None
    happen("a")

    sequence(NOON)

    opening = LogLeaf.objects.get(index=0).event
    assert (opening.kind, opening.stream) == ("log.opened", "log")
    assert log_id() == opening.facts["log_id"]
    assert len(bytes.fromhex(log_id())) == 16


def test_nothing_new_writes_nothing():
    happen("a")
    sequence(NOON)

    assert not sequence_next(NOON)
    assert Event.objects.filter(kind="log.opened").count() == 1
    assert LogLeaf.objects.count() == 2


def test_a_transaction_takes_at_most_five_hundred(offered):
    happen(*["a"] * (BATCH + 1))

    taken = []
    while sequence_next(NOON):
        taken.append(LogLeaf.objects.count())
    assert taken == [500, 502]

    reached = []
    while hear_next(Recorder()):
        reached.append(Cursor.objects.get(key="recorder").next_index)
    assert reached == [500, 502]
    assert len(Recorder.heard) == BATCH + 1


def test_listeners_hear_in_the_order_of_the_log_what_they_asked_for(offered):
    happen("b", "a")
    happen("z", kind="z.done")
    happen("a", kind="y.done")
    sequence(NOON)

    deliver()

    assert Recorder.heard == Second.heard == [("b", 1), ("a", 1), ("a", 2)]


def test_what_has_no_place_yet_is_not_heard(offered):
    happen("a")

    deliver()

    assert Recorder.heard == []


def test_a_listener_that_fails_stops_alone_and_goes_on_there(offered, caplog):
    happen("a", "b", "c")
    sequence(NOON)
    Recorder.fails_at = ("b", 1)

    with caplog.at_level(logging.CRITICAL, logger="marketplace.listeners"):
        deliver()
        deliver()

    assert Recorder.heard == [("a", 1)]
    assert Second.heard == [("a", 1), ("b", 1), ("c", 1)]
    assert Cursor.objects.get(key="recorder").next_index == 2
    assert not Event.objects.filter(kind="half.done").exists()

    Recorder.fails_at = None
    deliver()
    assert Recorder.heard == [("a", 1), ("b", 1), ("c", 1)]


def test_a_late_listener_hears_everything_from_the_beginning(offered):
    happen("a", "b")
    sequence(NOON)
    deliver()
    Cursor.objects.filter(key="second").delete()
    Second.heard = []

    deliver()

    assert Second.heard == [("a", 1), ("b", 1)]
    assert Recorder.heard == [("a", 1), ("b", 1)]


def test_each_event_is_heard_once(offered):
    happen("a")
    sequence(NOON)

    for _pass in range(3):
        deliver()

    assert Recorder.heard == [("a", 1)]


def test_the_clocks_last_duties_are_the_order_and_the_telling(offered, at):
    from marketplace.duties import run_duties

    happen("a")

    run_duties(NOON)

    assert Recorder.heard == [("a", 1)]


def test_a_duty_that_fails_does_not_stop_the_next(caplog):
    from marketplace.duties import run_duties
    from marketplace.kernel.refusal import Refusal

    done, calls = [], count()

    def refuses(at):
        raise Refusal("notice.busy", "later")

    def breaks(at):
        raise ZeroDivisionError

    def works(at):
        done.append((at, next(calls)))

    with (
        hooks.register_temporarily("register_duties", lambda: [refuses, breaks, works]),
        caplog.at_level(logging.INFO, logger="marketplace.duties"),
    ):
        run_duties(NOON)

    assert done == [(NOON, 0)]
    told = [(record.levelname, record.args[0]) for record in caplog.records]
    assert told[-2:] == [("INFO", "refuses"), ("ERROR", "breaks")]
