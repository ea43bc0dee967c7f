"""What of slots waits on the operator's desk, for whom, and until when."""

import pytest

from marketplace.draw import evaluator
from marketplace.draw.commands import void_results
from marketplace.draw.models import Chain, Proof
from marketplace.draw.parts.chains import _file as chain_file
from marketplace.draw.tasks import stirred_by
from marketplace.slots import tasks_for
from tests.factories import UserFactory

from .table import SECOND


def titles(user, table):
    mine = [task for task in tasks_for("operator", user, at=table.now) if "/draws/" in task.url]
    return [str(task.title) for task in mine]


@pytest.fixture
def regulator(db):
    return UserFactory(regulator=True)


@pytest.fixture
def drawer(db):
    from django.contrib.auth.models import Group

    user = UserFactory()
    user.groups.add(Group.objects.get(name="draw"))
    return user


def test_a_proof_waits_for_the_supervisor_until_the_results_are_void(table, regulator, drawer):
    slot = table.drawn(table.frozen()).slot
    proof = {"kind": "die_missing", "document": "{}", "digest": "ab" * 32}
    Proof.objects.create(slot=slot, handed_in_at=table.now, **proof)

    (task,) = tasks_for("operator", regulator, at=table.now)

    assert (task.url, task.count) == (f"/draws/{slot.public_id}/void/", 1)
    assert titles(drawer, table) == []
    void_results(slot_id=slot.pk, reason="少了一枚", by=regulator, at=table.now)
    assert titles(regulator, table) == []


def test_a_late_stirring_waits_for_who_runs_the_draws(
    table, settings, monkeypatch, drawer, regulator
):
    settings.MARKETPLACE_OPENDRAW = settings.MARKETPLACE_OPENDRAW | {
        "steps": {"S": 300, "M": 300, "L": 300},
        "inline_steps": 0,
    }
    monkeypatch.setattr(evaluator, "_start", lambda *told: None)
    draw = table.frozen()
    table.go_to(draw.slot.opens_at + SECOND)
    table.throw(draw.slot)
    table.go_to(draw.slot.closes_at + 2 * SECOND)
    draw.slot.refresh_from_db()
    assert titles(drawer, table) == []

    table.jump_to(stirred_by(draw.slot) + SECOND)

    assert len(titles(drawer, table)) == 1
    assert titles(regulator, table) == []


def test_a_lost_chain_waits_for_who_runs_the_draws(table, drawer):
    assert titles(drawer, table) == []

    chain_file(Chain.objects.get().anchor).unlink()

    assert len(titles(drawer, table)) == 1
