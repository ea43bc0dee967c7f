"""A pool that is proven wrong before anybody can know a result: its slot is void."""

from __future__ import annotations

import pytest

from marketplace.draw.models import Draw, Incident, Slot
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event

from .crooked import crooked, forged, handed_in, receipt_of
from .table import SECOND


@pytest.fixture
def stirring(table, settings):
    """Return a slot that is being stirred, with the receipt of a die that is not in its pool."""
    settings.MARKETPLACE_OPENDRAW = settings.MARKETPLACE_OPENDRAW | {
        "steps": {"S": 10_000, "M": 10_000, "L": 10_000},
    }
    return crooked(table)


def test_a_missing_die_voids_the_slot_while_nobody_can_know_a_result(table, stirring):
    slot, receipt = stirring
    assert slot.state == "published"

    kept = handed_in(slot, receipt, table)

    draw = Draw.objects.select_related("slot").get()
    assert (kept.kind, Slot.objects.get(pk=slot.pk).state) == ("die_missing", "void")
    assert (draw.moves, draw.seed) == (1, "")
    assert draw.slot.opens_at >= slot.closes_at
    kinds = [event.kind for event in Event.objects.of(slot.stream)]
    assert kinds == ["slot.opened", "slot.pooled", "slot.disputed", "slot.voided"]
    assert list(Incident.objects.values_list("kind", flat=True)) == ["die_missing"] * 2


def test_before_the_pool_is_closed_a_receipt_proves_nothing(table):
    slot = table.frozen().slot
    table.go_to(slot.opens_at + SECOND)
    die = table.throw(slot)

    with pytest.raises(Refusal, match=r"^proof.too_early$"):
        handed_in(slot, receipt_of(die), table)


def test_a_slot_that_is_void_already_takes_no_further_proof(table, stirring):
    slot, receipt = stirring
    handed_in(slot, receipt, table)

    with pytest.raises(Refusal, match=r"^proof.no_draw$"):
        handed_in(slot, forged(slot), table)
