"""A slot from its list of draws to the seeds, with the clock as the only driver."""

from pathlib import Path

from marketplace.draw.models import Slot
from marketplace.models import Event

from .table import SECOND

SCRIPT = Path("marketplace/draw/static/marketplace/draw/verify_draw.py").resolve()


def kinds(stream):
    return [event.kind for event in Event.objects.of(stream)]


def test_the_announced_slot_is_the_one_that_is_used(table):
    told = table.announced()
    table.tick(3)

    draw = table.frozen()

    assert draw.slot.public_id == told["slot_id"]
    assert draw.freeze_record()["slot_id"] == told["slot_id"]
    assert told["anchor"] == draw.freeze_record()["anchor"]


def test_a_list_that_comes_too_late_goes_to_the_next_slot_and_says_so(table):
    told = table.announced()
    named = Slot.objects.get()
    table.go_to(named.cut_off)

    draw = table.frozen()

    assert draw.slot.opens_at > named.opens_at
    moved = Event.objects.of(draw.stream).get(kind="draw.moved").facts
    assert moved == {
        "from_slot": told["slot_id"],
        "to_slot": draw.slot.public_id,
        "reason": "frozen_late",
    }
    assert [each.kind for each in draw.incidents.all()] == ["frozen_late"]


def test_a_slot_without_a_draw_is_not_used(table):
    table.announced()
    slot = Slot.objects.get()
    table.go_to(slot.closes_at + 5 * SECOND)

    slot.refresh_from_db()
    assert slot.state == Slot.State.UNUSED
    assert kinds(slot.stream) == []


def test_before_its_publication_a_pool_is_nowhere(client, table):
    slot = table.frozen().slot
    table.go_to(slot.opens_at + SECOND)

    assert client.get(f"/draws/{slot.public_id}/pool.json").status_code == 404
