"""The process is killed at any moment of a slot: the same result, or the rule for it."""

import os
import signal
import time
from contextlib import contextmanager

import pytest
from django.db import transaction

from marketplace.draw import duties, evaluator
from marketplace.draw.commands import keep_points
from marketplace.draw.domain import delay
from marketplace.draw.models import DelayPoint, Slot
from marketplace.models import Event

from .table import SECOND

COMMANDS = ["open_slot", "begin_window", "pool_slot", "publish_pool", "keep_points", "seed_draw"]
PATIENCE_SECONDS = 120


class Killed(BaseException):
    """What a kill is to the code: nothing catches it, and the transaction is gone."""


def kill_once(monkeypatch, name, *, keeps):
    """Kill the clock at the first call of a deed that does something; ``keeps`` what it did."""
    real, killed = getattr(duties, name), []

    def dying(**told):
        before, mark = done(), transaction.savepoint()
        found = real(**told)
        if not killed and before != done():
            killed.append(name)
            if not keeps:
                transaction.savepoint_rollback(mark)
            raise Killed
        return found

    monkeypatch.setattr(duties, name, dying)
    return killed


def done():
    return Event.objects.count(), list(Slot.objects.values())


def through_its_slot(table, draw) -> Slot:
    """Let seconds pass until the draw has its seed, with a die as soon as the window is open."""
    while not draw.seed:
        try:
            table.tick()
        except Killed:
            table.at(table.now + SECOND)
        slot = Slot.objects.get(pk=draw.slot_id)
        if slot.begun_at and slot.takes_dice(table.now) and not slot.dice.exists():
            table.throw(slot)
        draw.refresh_from_db()
        assert table.now < draw.frozen_at + 60 * SECOND
    return slot


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("moment", ["before the end of it", "right after it"])
def test_a_kill_within_or_after_any_deed_changes_no_result(table, monkeypatch, name, moment):
    draw = table.frozen()
    killed = kill_once(monkeypatch, name, keeps=moment == "right after it")

    slot = through_its_slot(table, draw)

    assert killed == [name]
    assert draw.moves == 0
    assert slot.output == delay.to_hex(delay.delayed(slot.pool.delay_input(), 16))
    kinds = [event.kind for event in Event.objects.of(slot.stream)]
    assert kinds == ["slot.opened", "slot.pooled", "slot.stirred"]


@contextmanager
def stirred_by_a_child(table, settings, steps, resume_every):
    """Give a slot whose pool is published, and whose steps are work for a child process."""
    settings.MARKETPLACE_OPENDRAW = settings.MARKETPLACE_OPENDRAW | {
        "steps": {"S": 8, "M": steps, "L": steps},
        "inline_steps": 0,
        "resume_every": resume_every,
    }
    draw = table.frozen()
    table.go_to(draw.slot.opens_at + SECOND)
    table.throw(draw.slot)
    table.go_to(draw.slot.closes_at + SECOND)
    table.tick()
    yield draw.slot
    evaluator.clear(draw.slot)


@pytest.fixture
def stirred(table, settings):
    """Return a slot that a child process stirs in a moment."""
    with stirred_by_a_child(table, settings, steps=60, resume_every=4) as slot:
        yield slot


@pytest.fixture
def long_stirred(table, settings):
    """Return a slot that a child process stirs for so long that it can be killed meanwhile."""
    with stirred_by_a_child(table, settings, steps=300, resume_every=20) as slot:
        yield slot


def wait_for(condition, table):
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE_SECONDS
        time.sleep(0.05)
        table.tick()


def test_a_child_process_stirs_and_hands_back_resume_points(table, stirred):
    wait_for(lambda: Slot.objects.get(pk=stirred.pk).output, table)

    slot = Slot.objects.get(pk=stirred.pk)
    assert slot.output == delay.to_hex(delay.delayed(slot.pool.delay_input(), 60))
    assert list(slot.points.order_by("step").values_list("step", flat=True)) == [*range(4, 61, 4)]
    assert slot.draws.get().seed


def test_a_killed_child_is_followed_by_another_that_goes_on(table, long_stirred):
    killed = 0

    def over():
        nonlocal killed
        child = evaluator._children.get(long_stirred.public_id)
        runs = child and child.poll() is None
        if runs and killed < 3 and long_stirred.points.count() > 2 * killed:
            os.kill(child.pid, signal.SIGKILL)
            killed += 1
        return Slot.objects.get(pk=long_stirred.pk).output

    wait_for(over, table)

    slot = Slot.objects.get(pk=long_stirred.pk)
    assert killed >= 1
    assert slot.output == delay.to_hex(delay.delayed(slot.pool.delay_input(), 300))


def test_a_wrong_point_is_left_out_and_anybody_may_hand_in_the_right_output(table, stirred):
    x = stirred.pool.delay_input()
    before = stirred.points.count()
    y = delay.delayed(x, 60)

    keep_points(slot_id=stirred.pk, points=[(60, y ^ 2)], at=table.now)
    assert not Slot.objects.get(pk=stirred.pk).output
    keep_points(slot_id=stirred.pk, points=[(60, y)], at=table.now)

    assert Slot.objects.get(pk=stirred.pk).output == delay.to_hex(y)
    assert DelayPoint.objects.filter(slot=stirred, step=60).count() == 1
    assert stirred.points.count() == before + 1
