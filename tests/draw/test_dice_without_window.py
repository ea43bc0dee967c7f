"""Dice before the window, after it, and those that were promised for it."""

import pytest

from marketplace.draw.models import Die, PromisedDie
from marketplace.draw.parts import promise_die
from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from .table import SECOND
from .test_dice import JSON, VALUE, path


def test_a_die_before_the_window_is_refused(table):
    slot = table.frozen().slot
    table.go_to(slot.opens_at - SECOND)

    with pytest.raises(Refusal, match=r"^die.out_of_time$"):
        table.throw(slot)


def test_a_die_outside_the_window_is_a_conflict(client, table):
    slot = table.frozen().slot

    assert client.post(path(slot), {"value": VALUE}, headers=JSON).status_code == 409
    assert client.post("/draws/S20300101T0000Z/dice/", {"value": VALUE}).status_code == 404


def test_the_die_of_an_answer_waits_for_the_window(table):
    table.announced()
    with command():
        for thrower in ("agency-000001", "agency-000009", "agency-000001"):
            promise_die(subject="notice:N2026-000001", thrower=thrower, at=table.now)
    draw = table.frozen()
    assert PromisedDie.objects.count() == 2
    assert not Die.objects.exists()

    table.go_to(draw.slot.opens_at + 2 * SECOND)

    die = Die.objects.get()
    assert (die.thrower, die.was_promised) == ("agency-000001", True)
    assert draw.slot.opens_at <= die.at < draw.slot.closes_at


def test_no_slot_no_promised_die(table):
    with command():
        promise_die(subject="notice:N2026-000001", thrower="agency-000001", at=table.now)

    assert not PromisedDie.objects.exists()
