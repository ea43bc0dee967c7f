"""One candidate, ten thousand; one draw, two hundred; two slots at once; thousands of dice."""

import pytest

from marketplace.draw.bundle import bundle_of
from marketplace.draw.domain import records
from marketplace.draw.models import Die, Draw, Slot

from .table import SECOND


def test_a_draw_of_one_candidate(table):
    draw = table.drawn(table.frozen(candidates=["agency-000001"]))

    assert draw.result()["winners"] == ["agency-000001"]


def test_a_draw_of_ten_thousand_candidates(table):
    names = [f"agency-{number:06}" for number in range(10_000)]

    draw = table.drawn(table.frozen(candidates=names))

    ranking = draw.result()["ranking"]
    assert sorted(each["id"] for each in ranking) == names
    assert [each["score"] for each in ranking] == sorted(each["score"] for each in ranking)


@pytest.mark.long
def test_two_hundred_draws_share_one_slot(table, settings):
    settings.MARKETPLACE_OPENDRAW = settings.MARKETPLACE_OPENDRAW | {
        "every_seconds": 60,
        "publish_seconds": 20,
    }
    draws = [table.frozen(f"notice:N2026-{number:06}") for number in range(200)]

    table.drawn(draws[0])
    table.tick(6)

    decided = Draw.objects.decided()
    assert decided.count() == 200
    assert Slot.objects.filter(state="done").count() == 1
    assert len(set(decided.values_list("seed", flat=True))) == 200
    assert len(bundle_of(decided.last())["pool"]["draws"]) == 200


@pytest.mark.long
def test_two_thousand_dice_in_a_window(table):
    slot = table.frozen().slot
    table.go_to(slot.opens_at + SECOND)
    for number in range(1999):
        table.throw(slot, "public", f"{number:064x}")
    table.throw(slot)
    table.go_to(slot.closes_at + 4 * SECOND)

    record = slot.__class__.objects.get(pk=slot.pk).pool.as_record()

    dice = [die.as_record() for die in Die.objects.select_related("slot").order_by("seq")]
    assert [die["seq"] for die in dice] == list(range(2000))
    assert (record["dice_count"], record["dice_root"]) == (2000, records.dice_root(dice).hex())


def test_two_slots_overlap_and_each_reveals_its_own_secret(table):
    first = table.frozen("a")
    table.go_to(first.slot.cut_off + SECOND)
    second = table.frozen("b")
    assert first.slot.closes_at > second.slot.opens_at

    table.go_to(first.slot.opens_at + 4 * SECOND)
    table.throw(first.slot)
    table.throw(second.slot)
    table.go_to(second.slot.closes_at + 4 * SECOND)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.seed
    assert second.seed
    operators = [draw.slot.pool.as_record()["operator"] for draw in (first, second)]
    assert [each["index"] for each in operators] == [1, 2]


def test_related_companies_and_tickets_are_frozen_with_the_list(table):
    names = ["agency-000001", "agency-000002", "agency-000003"]
    draw = table.drawn(
        table.frozen(
            candidates=names,
            tickets={"agency-000003": 5},
            rules=records.Rules(winners=2, groups=(("agency-000001", "agency-000002"),)),
        )
    )

    freeze, result = draw.freeze_record(), draw.result()
    assert [each["tickets"] for each in freeze["candidates"]] == [1, 1, 5]
    assert "agency-000003" in result["winners"]
    assert len(result["winners"]) == 2
